"""Faults a source can be told to have, each as it comes over the wire."""

from __future__ import annotations

import asyncio
import enum
import re

import msgspec
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class FaultKind(enum.StrEnum):
    """What is wrong with a source's answers."""

    SLOW = "slow"
    HALF_WAY = "half-way"
    UNAUTHORISED = "401"
    FORBIDDEN = "403"
    TOO_MANY_REQUESTS = "429"
    SERVER_ERROR = "500"
    HTML = "html"
    TRUNCATED = "truncated"
    WRONG_SHAPE = "wrong-shape"


class Fault(msgspec.Struct, frozen=True):
    """A fault; `delay_s` is the time to the first byte of a slow source."""

    kind: FaultKind
    delay_s: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Fault | None:
        """Read ``none``, a kind, or ``slow:SECONDS``. Raises ValueError."""
        if text == "none":
            return None
        name, _, delay = text.partition(":")
        kind = FaultKind(name)
        if kind is FaultKind.SLOW:
            return cls(kind, float(delay or 5))
        if delay:
            raise ValueError(text)
        return cls(kind)


_REFUSALS = {
    FaultKind.UNAUTHORISED: (401, "login", {"WWW-Authenticate": 'Bearer error="invalid_token"'}),
    FaultKind.FORBIDDEN: (403, "forbidden", {}),
    FaultKind.TOO_MANY_REQUESTS: (429, "throttled", {"Retry-After": "2"}),
    FaultKind.SERVER_ERROR: (500, "exception", {}),
}
_WRONG_SHAPES = (
    (re.compile(rb'"valueQuantity"\s*:\s*\{[^{}]*\}'), b'"valueQuantity":"seven"'),
    (re.compile(rb'"status"\s*:\s*"[a-z-]+"'), b'"status":{"code":7}'),
)
_LOGIN_PAGE = (
    b"<!DOCTYPE html><html><head><title>Guest network</title></head>"
    b"<body><h1>Accept the terms to go on</h1></body></html>"
)


class FaultyRecords:
    """ASGI middleware: the records of a source go wrong, its discovery and its tokens do not."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.fault: Fault | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request with the fault of the moment."""
        fault = self.fault
        if fault is None or scope["type"] != "http" or not _is_record(scope["path"]):
            await self._app(scope, receive, send)
        elif fault.kind is FaultKind.SLOW:
            await asyncio.sleep(fault.delay_s)
            await self._app(scope, receive, send)
        elif fault.kind is FaultKind.HTML:
            await Response(_LOGIN_PAGE, media_type="text/html")(scope, receive, send)
        elif fault.kind in _REFUSALS:
            status, code, headers = _REFUSALS[fault.kind]
            outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": code}]}
            response = Response(msgspec.json.encode(outcome), status, headers, "application/fhir+json")
            await response(scope, receive, send)
        else:
            await self._spoilt(fault.kind, scope, receive, send)

    async def _spoilt(self, kind: FaultKind, scope: Scope, receive: Receive, send: Send) -> None:
        started: Message = {}
        chunks: list[bytes] = []

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.update(message)
            else:
                chunks.append(message.get("body", b""))

        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, keep)
        body = b"".join(chunks)
        announced = len(body)
        if kind is FaultKind.WRONG_SHAPE:
            body = _misshapen(body)
            announced = len(body)
        else:
            body = body[: len(body) // 2]
            if kind is FaultKind.TRUNCATED:
                announced = len(body)
        MutableHeaders(raw=started["headers"])["content-length"] = str(announced)
        await send(started)
        # A response that stays open here makes the server drop the connection.
        await send({"type": "http.response.body", "body": body, "more_body": kind is FaultKind.HALF_WAY})


def _misshapen(body: bytes) -> bytes:
    for pattern, replacement in _WRONG_SHAPES:
        body, count = pattern.subn(replacement, body, count=1)
        if count:
            break
    return body


def _is_record(path: str) -> bool:
    return path.startswith("/fhir") and path != "/fhir/metadata" and "/.well-known/" not in path
