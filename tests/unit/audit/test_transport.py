"""HTTPS to a real server on the loopback interface, which can be made to misbehave."""

from __future__ import annotations

import http.server
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from serums_desktop.audit.transport import Answer, HttpsTransport, status_error
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.sandbox.authority import Authority

Handling = Callable[[http.server.BaseHTTPRequestHandler], None]


def _answers(status: int, headers: dict[str, str], body: bytes) -> Handling:
    def handle(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return handle


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is what some tests are about."""


class SmallServer:
    """Handles every request in the way a test sets."""

    def __init__(self, directory: Path) -> None:
        self.handle: Handling = _answers(200, {}, b"{}")
        self.received: list[tuple[str, bytes]] = []
        authority = Authority.create("Test authority")
        self.anchors = directory / "anchors.pem"
        self.anchors.write_bytes(authority.certificate_pem())
        chain = directory / "server.pem"
        chain.write_bytes(b"".join(authority.issue_loopback_server("Test server")))
        small = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                small.received.append((self.headers["Content-Type"], body))
                small.handle(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
                """Keep quiet."""

        self._server = _Server(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chain)
        # The handshake is for the connection's own thread: one that fails must not end the accepting.
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.url = f"https://127.0.0.1:{self._server.server_port}/fhir/AuditEvent"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmallServer]:
    with closing(SmallServer(tmp_path)) as made:
        yield made


def _send(server: SmallServer, body: bytes | dict[str, str] = b"{}", timeout_s: float = 10.0) -> Answer:
    with closing(HttpsTransport("ustan", server.anchors, timeout_s)) as transport:
        return transport.send("POST", server.url, headers={"Content-Type": "a/b"}, body=body)


def _failure(server: SmallServer, timeout_s: float = 10.0) -> SourceFault:
    with pytest.raises(SourceError) as failed:
        _send(server, timeout_s=timeout_s)
    assert failed.value.source_id == "ustan"
    return failed.value.kind


def test_an_answer_is_read_to_its_end(server: SmallServer) -> None:
    server.handle = _answers(201, {"location": "here"}, b"x" * 100_000)
    answer = _send(server, b"content")
    assert (answer.status, answer.headers["Location"], len(answer.body)) == (201, "here", 100_000)
    assert server.received == [("a/b", b"content")]


def test_no_redirect_is_followed(server: SmallServer) -> None:
    server.handle = _answers(307, {"Location": server.url}, b"")
    assert _send(server).status == 307
    assert len(server.received) == 1


def test_an_answer_without_end_is_cut_off(server: SmallServer) -> None:
    for status, headers in ((200, {}), (307, {"Location": server.url})):
        server.handle = _answers(status, headers, b"x" * ((1 << 20) + 1))
        assert _failure(server) is SourceFault.TOO_LARGE


def test_an_answer_that_breaks_off(server: SmallServer) -> None:
    server.handle = _answers(200, {"Content-Length": "100"}, b"short")
    assert _failure(server) is SourceFault.UNREACHABLE


def test_silence(server: SmallServer) -> None:
    asked_enough = threading.Event()
    server.handle = lambda _handler: asked_enough.wait(10) and None
    assert _failure(server, timeout_s=0.2) is SourceFault.TIMEOUT
    asked_enough.set()


def test_a_certificate_of_somebody_else(server: SmallServer, tmp_path: Path) -> None:
    server.anchors.write_bytes(Authority.create("Another authority").certificate_pem())
    assert _failure(server) is SourceFault.TLS


def test_trust_anchors_that_are_not_there(server: SmallServer) -> None:
    server.anchors.unlink()
    assert _failure(server) is SourceFault.TLS


def test_nobody_listens(server: SmallServer) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        server.url = f"https://127.0.0.1:{unused.getsockname()[1]}/"
        assert _failure(server) is SourceFault.UNREACHABLE


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (302, SourceFault.FOREIGN_LINK),
        (401, SourceFault.UNAUTHORISED),
        (403, SourceFault.FORBIDDEN),
        (404, SourceFault.NOT_FHIR),
        (429, SourceFault.TOO_MANY_REQUESTS),
        (500, SourceFault.SERVER_ERROR),
    ],
)
def test_what_a_status_means(status: int, kind: SourceFault) -> None:
    error = status_error("ustan", Answer(status, {}, b""))
    assert (error.kind, error.http_status, error.retry_after_s) == (kind, status, None)


@pytest.mark.parametrize(
    ("asked", "wait_s"), [("30", 30.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None), ("٣", None)]
)
def test_how_long_a_server_asks_to_wait(asked: str, wait_s: float | None) -> None:
    assert status_error("ustan", Answer(503, {"Retry-After": asked}, b"")).retry_after_s == wait_s
