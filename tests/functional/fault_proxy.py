"""A proxy between the client and a model hospital, over TLS on both sides, that spoils what it passes on.

It stands where a hospital's gateway stands: the server behind it writes links with its own inner name. It
remembers what it let through, so that a test can tell whether the client says the same.
"""

from __future__ import annotations

import contextlib
import enum
import gzip
import http.client
import json
import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import msgspec

from tests.unit.sources.small_server import make_certificate

_CHUNK = 700
_PATIENCE_S = 60
_PASSED_ON = ("Authorization", "Accept", "Content-Type", "Accept-Encoding")

Bundle = dict[str, Any]


class Framing(enum.StrEnum):
    """How an answer says where it ends."""

    LENGTH = "length"
    CHUNKED = "chunked"
    CLOSE = "close"


class Ending(enum.StrEnum):
    """How a connection that is cut ends."""

    RESET = "reset"
    CLOSED = "closed"


class Cut(msgspec.Struct, frozen=True):
    """The answer of one page is cut after a part of it: 0 is before its first byte, 1 after its last."""

    page: int
    part: float
    ending: Ending


class Storm(msgspec.Struct, frozen=True):
    """So many answers in a row are refusals of a busy or broken server."""

    status: int
    answers: int
    retry_after: str = ""


class Trickle(msgspec.Struct, frozen=True):
    """One page comes a byte at a time, from a part of it on, `pause_s` apart."""

    page: int
    part: float
    pause_s: float


class Latency(msgspec.Struct, frozen=True):
    """Every answer waits before its first byte."""

    delay_s: float


class Reordered(msgspec.Struct, frozen=True):
    """A page and the one after it come in each other's place."""

    page: int


class Repeated(msgspec.Struct, frozen=True):
    """A page comes once more before the next."""

    page: int


class Circle(msgspec.Struct, frozen=True):
    """A page names itself as the next."""

    page: int


class HungUp(msgspec.Struct, frozen=True):
    """Every connection is closed after an answer, although nothing in it said so."""


Fault = Cut | Storm | Trickle | Latency | Reordered | Repeated | Circle | HungUp | None


class _Answer(msgspec.Struct):
    status: int
    body: bytes
    headers: dict[str, str] = {}


class FaultProxy:
    """Listens on loopback until left. Faults count the pages of records, from 1, since `spoil`.

    Where a record is asked for as a whole, what is asked for ahead of its second page is none of them.
    """

    def __init__(self, directory: Path, upstream_base: str, upstream_anchors: Path) -> None:
        self.anchors = directory / "proxy-anchors.pem"
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(make_certificate(directory, self.anchors))
        self._upstream = urlsplit(upstream_base)
        self._trusting = ssl.create_default_context(cafile=str(upstream_anchors))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.base = f"https://127.0.0.1:{self._listener.getsockname()[1]}{self._upstream.path}"
        self.framing = Framing.LENGTH
        self.compressed = False
        self.without_everything = False
        self.let_through: set[str] = set()
        self._fault: Fault = None
        self._pages = self._refusals = 0
        self._pages_to_come: set[str] = set()
        self._put_by: list[Any] = []
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._accepting = threading.Thread(target=self._accept, name="proxy-accept")

    def spoil(self, fault: Fault) -> None:
        """Have a fault from now on, or none, and forget what was let through."""
        with self._guard:
            self._fault = fault
            self._pages = self._refusals = 0
            self.let_through = set()

    def join(self, timeout_s: float) -> bool:
        """Whether every connection has been given up by its client; waits for it."""
        for thread in self._threads:
            thread.join(timeout_s)
        return not any(thread.is_alive() for thread in self._threads)

    def __enter__(self) -> Self:
        self._accepting.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listener.close()
        for thread in self._threads:
            thread.join()

    # -- connections -------------------------------------------------------------------------------

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _ = self._listener.accept()
                thread = threading.Thread(target=self._serve, args=(line,), name="proxy-line")
                self._threads.append(thread)
                thread.start()

    def _serve(self, plain: socket.socket) -> None:
        upstream = http.client.HTTPSConnection(
            str(self._upstream.hostname), self._upstream.port, context=self._trusting, timeout=_PATIENCE_S
        )
        # A client that never speaks again must not hold a test up for ever.
        plain.settimeout(_PATIENCE_S)
        with (
            contextlib.suppress(OSError),
            contextlib.closing(upstream),
            self._context.wrap_socket(plain, server_side=True) as line,
            line.makefile("rb") as reader,
        ):
            while (request := reader.readline()) and not self._over.is_set():
                method, path, _ = request.decode("ascii").split(" ", 2)
                headers = http.client.parse_headers(reader)
                body = reader.read(int(headers.get("Content-Length", "0")))
                if not self._pass_on(line, path, partial(self._ask, upstream, method, headers, body)):
                    return

    def _ask(
        self,
        upstream: http.client.HTTPSConnection,
        method: str,
        headers: http.client.HTTPMessage,
        body: bytes,
        path: str,
    ) -> _Answer:
        passed_on = {name: headers[name] for name in _PASSED_ON if name in headers}
        if not self.compressed:
            passed_on.pop("Accept-Encoding", None)
        upstream.request(method, path, body or None, passed_on)
        response = upstream.getresponse()
        kept = {
            name: response.headers[name]
            for name in ("Content-Type", "Content-Encoding")
            if response.headers[name]
        }
        return _Answer(response.status, response.read(), kept)

    # -- answers -----------------------------------------------------------------------------------

    def _pass_on(self, line: ssl.SSLSocket, path: str, ask: Callable[[str], _Answer]) -> bool:
        """Ask the server and answer the client; False where the connection is over."""
        if "/metadata" in path:
            answer = ask(path)
            if self.without_everything:
                answer.body = answer.body.replace(b'"everything"', b'"nothing"')
            line.sendall(_framed(answer, Framing.LENGTH)[0])
            return True
        with self._guard:
            fault = self._fault
            if isinstance(fault, Storm) and self._refusals < fault.answers:
                self._refusals += 1
                headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
                line.sendall(_framed(_Answer(fault.status, b"{}", headers), Framing.LENGTH)[0])
                return True
            is_page = self.without_everything or "$everything" in path or path in self._pages_to_come
            self._pages += is_page
            page = self._pages if is_page else 0
        if isinstance(fault, Latency) and self._over.wait(fault.delay_s):
            return False
        answer = self._changed(fault, page, path, ask)
        if page and answer.status == 200:
            self._pages_to_come.update(_followings(answer))
        raw, complete = _framed(answer, self.framing)
        if isinstance(fault, Cut) and fault.page == page:
            sent = round(fault.part * len(raw))
            # Without a length, an answer is whole if its end was meant.
            is_meant = self.framing is not Framing.CLOSE or fault.ending is not Ending.RESET
            self._let(answer if sent >= complete and is_meant else None)
            line.sendall(raw[:sent])
            _end(line, fault.ending)
            return False
        if isinstance(fault, Trickle) and fault.page == page:
            return self._trickle(line, raw, fault)
        self._let(answer)
        line.sendall(raw)
        return self.framing is not Framing.CLOSE and not isinstance(fault, HungUp)

    def _changed(self, fault: Fault, page: int, path: str, ask: Callable[[str], _Answer]) -> _Answer:
        answer = ask(path)
        match fault:
            case Circle(at) if at == page:
                return _with(answer, following=path)
            case Repeated(at) if at == page and "again=" not in path:
                return _with(answer, following=f"{path}{'&' if '?' in path else '?'}again=1")
            case Reordered(at) if at == page:
                later = _entries(ask(_following(answer)))
                self._put_by = _entries(answer)
                return _with(answer, entries=later)
            case Reordered(at) if at + 1 == page:
                return _with(answer, entries=self._put_by)
        return answer

    def _trickle(self, line: ssl.SSLSocket, raw: bytes, fault: Trickle) -> bool:
        at_once = round(fault.part * len(raw))
        line.sendall(raw[:at_once])
        for byte in raw[at_once:]:
            if self._over.wait(fault.pause_s):
                return False
            line.sendall(bytes([byte]))
        return True

    def _let(self, answer: _Answer | None) -> None:
        if answer is None or answer.status != 200:
            return
        with self._guard:
            self.let_through.update(_keys(answer))


def _framed(answer: _Answer, framing: Framing) -> tuple[bytes, int]:
    """An answer as it goes over the wire, and how much of it is needed to have it all."""
    reason = http.client.responses.get(answer.status, "")
    head = [
        f"HTTP/1.1 {answer.status} {reason}",
        *(f"{name}: {value}" for name, value in answer.headers.items()),
    ]
    body = answer.body
    match framing:
        case Framing.LENGTH:
            head.append(f"Content-Length: {len(body)}")
            tail = b""
        case Framing.CHUNKED:
            head.append("Transfer-Encoding: chunked")
            parts = [body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK)]
            body = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n"
            tail = b"\r\n"
        case Framing.CLOSE:
            head.append("Connection: close")
            tail = b""
    raw = "\r\n".join([*head, "", ""]).encode("ascii") + body
    return raw + tail, len(raw)


def _end(line: ssl.SSLSocket, ending: Ending) -> None:
    """End a connection as a machine that crashed does, or as one that hung up without a word."""
    if ending is Ending.RESET:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    else:
        socket.socket.shutdown(line, socket.SHUT_WR)
    socket.close(line.detach())


def _bundle(answer: _Answer) -> Bundle:
    is_compressed = answer.headers.get("Content-Encoding") == "gzip"
    bundle: Bundle = json.loads(gzip.decompress(answer.body) if is_compressed else answer.body)
    return bundle


def _entries(answer: _Answer) -> list[Any]:
    return list(_bundle(answer).get("entry", []))


def _keys(answer: _Answer) -> Iterator[str]:
    content = _bundle(answer)
    contents = (
        [content] if content["resourceType"] != "Bundle" else [one["resource"] for one in _entries(answer)]
    )
    for one in contents:
        yield f"{one['resourceType']}/{one['id']}"


def _following(answer: _Answer) -> str:
    return next(_followings(answer))


def _followings(answer: _Answer) -> Iterator[str]:
    for link in _bundle(answer)["link"]:
        if link["relation"] == "next":
            yield re.sub(r"^https://[^/]+", "", link["url"])


def _with(answer: _Answer, *, entries: list[Any] | None = None, following: str | None = None) -> _Answer:
    bundle = _bundle(answer)
    if entries is not None:
        bundle["entry"] = entries
    if following is not None:
        others = [link for link in bundle["link"] if link["relation"] != "next"]
        bundle["link"] = [*others, {"relation": "next", "url": following}]
    return msgspec.structs.replace(answer, body=json.dumps(bundle).encode())
