"""Headers that every answer of an origin has: the date by its own clock, and the nonce it wants next."""

from __future__ import annotations

import email.utils

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.dpop import Proofs


class OriginHeaders:
    """ASGI middleware: `Date`, and `DPoP-Nonce` where proofs need one (RFC 9449 §8 and §9)."""

    def __init__(self, app: ASGIApp, circumstances: Circumstances, proofs: Proofs) -> None:
        self._app = app
        self._circumstances = circumstances
        self._proofs = proofs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                headers["Date"] = email.utils.formatdate(self._circumstances.clock(), usegmt=True)
                nonce = self._nonce(scope["path"])
                if nonce:
                    headers["DPoP-Nonce"] = nonce
            await send(message)

        await self._app(scope, receive, stamped)

    def _nonce(self, path: str) -> str:
        if not self._circumstances.habits.wants_nonce:
            return ""
        if path == "/token":
            return self._proofs.at_tokens.current()
        return self._proofs.at_records.current() if path.startswith("/fhir/") else ""
