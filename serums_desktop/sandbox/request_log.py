"""What one origin was asked: method, path and query of every request, in the order in which it came."""

from __future__ import annotations

from collections import deque

from starlette.types import ASGIApp, Receive, Scope, Send

# A long demonstration is not kept for ever.
_MOST_KEPT = 100_000


class RequestLog:
    """ASGI middleware that remembers requests until somebody takes them. Safe from any thread."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: deque[str] = deque(maxlen=_MOST_KEPT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note a request and pass it on."""
        if scope["type"] == "http":
            query = scope["query_string"].decode("ascii", "replace")
            self._kept.append(f"{scope['method']} {scope['path']}{'?' if query else ''}{query}")
        await self._app(scope, receive, send)

    def take(self) -> list[str]:
        """The requests since the last time."""
        taken = []
        while self._kept:
            taken.append(self._kept.popleft())
        return taken
