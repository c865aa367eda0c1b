"""A small HTTPS server of the tests' own, with its own authority, that can misbehave in every way."""

from __future__ import annotations

import datetime as dt
import http.server
import ipaddress
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from serums_desktop.domain.purpose import PurposeOfUse


class Request:
    """What was asked, and the means to answer it badly."""

    def __init__(self, handler: http.server.BaseHTTPRequestHandler, server: SmallServer) -> None:
        parts = urlsplit(handler.path)
        self.path = parts.path
        self.query = parse_qs(parts.query)
        self.method = handler.command
        self.headers = handler.headers
        self.body = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        self.server = server
        self._handler = handler

    def answer(self, content: object, status: int = 200, **headers: str) -> None:
        """Answer in full. Bytes go as they are, anything else as JSON."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.begin(status, len(body), **headers)
        self.write(body)

    def begin(self, status: int, length: int, **headers: str) -> None:
        """Send the head of an answer."""
        self._handler.send_response(status)
        self._handler.send_header("Content-Length", str(length))
        for name, value in ({"Content-Type": "application/fhir+json"} | headers).items():
            self._handler.send_header(name.replace("_", "-"), value)
        self._handler.end_headers()

    def write(self, body: bytes) -> None:
        """Send a part of the body."""
        self._handler.wfile.write(body)
        self._handler.wfile.flush()

    def reset(self) -> None:
        """Tear the connection down as a crashed machine does."""
        plain = self._handler.connection
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        socket.socket(fileno=plain.detach()).close()

    def wait_for_end(self) -> None:
        """Wait until the client hangs up."""
        self._handler.connection.settimeout(60)
        self._handler.rfile.read()

    def hang(self) -> None:
        """Say nothing until the test is over."""
        self.server.over.wait(60)


Route = Callable[[Request], None]


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that leaves early is what many of the tests are about."""


class SmallServer:
    """Answers GET and POST by `routes`, by path; anything else is 404. Keeps what was asked."""

    def __init__(self, directory: Path, host: str = "127.0.0.1") -> None:
        self.routes: dict[str, Route] = {}
        self.asked: list[Request] = []
        self.over = threading.Event()
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                request = Request(self, server)
                server.asked.append(request)
                route = server.routes.get(request.path)
                if route is None:
                    request.answer({}, 404)
                else:
                    route(request)

            def do_POST(self) -> None:
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
                """Tests are silent."""

        self._server = _Server((host, 0), Handler)
        self.anchors = directory / "anchors.pem"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(make_certificate(directory, self.anchors))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="small-server")
        self.origin = f"https://127.0.0.1:{self._server.server_port}"
        self.base = f"{self.origin}/fhir"

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [request.path for request in self.asked]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def make_certificate(directory: Path, anchors: Path) -> Path:
    """A self-signed certificate for the loopback address, good for a day, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Small server")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    anchors.write_bytes(pem)
    chain = directory / "server.pem"
    chain.write_bytes(
        pem
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return chain


class Tokens:
    """Tokens with numbers, so that a renewed one can be told from the first."""

    def __init__(self) -> None:
        self.given = 0
        self.nonces: list[tuple[str, str]] = []
        self.headers_made: list[tuple[str, str, str]] = []
        self.asked: list[tuple[str, PurposeOfUse]] = []
        self.refused: list[str] = []

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        """The current token."""
        self.asked.append((source_id, purpose))
        return f"token-{self.given}"

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        """The next token."""
        self.asked.append((source_id, purpose))
        self.refused.append(refused)
        self.given += 1
        return f"token-{self.given}"

    def headers(self, source_id: str, token: str, method: str, url: str) -> dict[str, str]:
        """The token, and the newest nonce in place of a proof."""
        self.headers_made.append((source_id, method, url))
        proof = {"DPoP": self.nonces[-1][1]} if self.nonces else {}
        return {"Authorization": f"Bearer {token}", **proof}

    def heard_nonce(self, source_id: str, nonce: str) -> None:
        """The nonce for the next proof."""
        self.nonces.append((source_id, nonce))


def trusting(anchors: Path) -> requests.Session:
    """A session that trusts one authority alone."""
    session = requests.Session()
    session.trust_env = False
    session.verify = str(anchors)
    return session
