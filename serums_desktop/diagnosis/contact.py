"""One question to one server over HTTPS, step by step, so that the step that fails names its cause.

Certificates are always verified: what cannot be trusted is not asked for more, not even for its name.
"""

from __future__ import annotations

import datetime as dt
import http.client
import socket
import ssl
import time
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

import msgspec

_LARGEST_ANSWER_BYTES: Final = 1 << 20
_PROXY_AUTHENTICATION: Final = 407

# X509_V_ERR_* of OpenSSL's x509_vfy.h, by what the helpdesk can do about them.
VERIFY_CODES: Final = {
    9: "not-yet-valid",
    10: "expired",
    18: "unknown-authority",
    19: "unknown-authority",
    20: "unknown-authority",
    21: "unknown-authority",
    24: "unfit-authority",
    26: "not-for-servers",
    62: "other-name",
    64: "other-name",
    66: "weak-key",
    67: "weak-key",
    68: "weak-signature",
}


class Failure(Exception):
    """A step failed: "proxy", "connection", "tls" or "answer". `code` and `facts` say why."""

    def __init__(self, step: str, code: str, **facts: object) -> None:
        super().__init__(step, code)
        self.step = step
        self.code = code
        self.facts = facts


class Answer(msgspec.Struct, frozen=True):
    """What came back: `date` is the server's own clock as it wrote it, `sent_s` and `received_s` are ours."""

    status: int
    body: bytes
    date: str
    sent_s: float
    received_s: float
    certificate_until: dt.datetime


class Way(msgspec.Struct, frozen=True):
    """How servers are reached: `proxy` ("http://host:port", "" for none), whom to trust, how long to wait."""

    proxy: str
    trust: ssl.SSLContext
    timeout_s: float


def get(url: str, way: Way) -> Answer:
    """Ask for a JSON document. Redirects are not followed. Raises Failure."""
    parts = urlsplit(url)
    with _tunnel(parts, way) if way.proxy else _connected(*_host_and_port(parts), way.timeout_s) as plain:
        try:
            secured = way.trust.wrap_socket(plain, server_hostname=parts.hostname)
        except ssl.SSLCertVerificationError as error:
            code = VERIFY_CODES.get(error.verify_code, "not-trusted")
            raise Failure("tls", code, verify_code=error.verify_code) from error
        except ssl.SSLError as error:
            raise Failure("tls", _handshake_code(error), reason=error.reason or "") from error
        except TimeoutError as error:
            raise Failure("tls", "silent") from error
        except OSError as error:
            raise Failure("tls", "cut-off") from error
        with secured:
            return _asked(secured, parts, way)


def reach_proxy(way: Way, url: str) -> None:
    """Have the proxy open a way to a server, and leave it. Raises Failure."""
    with _tunnel(urlsplit(url), way):
        return


def _asked(secured: ssl.SSLSocket, parts: SplitResult, way: Way) -> Answer:
    certificate: Any = secured.getpeercert() or {}
    until_s = ssl.cert_time_to_seconds(certificate["notAfter"])
    host, port = _host_and_port(parts)
    connection = http.client.HTTPConnection(host, port, timeout=way.timeout_s)
    connection.sock = secured
    sent_s = time.time()
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target or "/", headers={"Accept": "application/json"})
        response = connection.getresponse()
        received_s = time.time()
        body = response.read(_LARGEST_ANSWER_BYTES)
    except TimeoutError as error:
        raise Failure("answer", "silent") from error
    except (OSError, http.client.HTTPException) as error:
        raise Failure("answer", "cut-off") from error
    date = response.headers.get("Date", "")
    until = dt.datetime.fromtimestamp(until_s, dt.UTC)
    return Answer(response.status, body, date, sent_s, received_s, until)


def _tunnel(parts: SplitResult, way: Way) -> socket.socket:
    """A connection through the proxy (RFC 9110 §9.3.6)."""
    try:
        proxy = urlsplit(way.proxy)
        host, port = proxy.hostname or "", proxy.port or 80
    except ValueError as error:
        raise Failure("proxy", "not-an-address") from error
    if proxy.scheme != "http" or not host:
        raise Failure("proxy", "not-an-address")
    try:
        plain = _connected(host, port, way.timeout_s)
    except Failure as failure:
        raise Failure("proxy", failure.code, **failure.facts) from failure
    try:
        target = "{}:{}".format(*_host_and_port(parts))
        plain.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode("ascii"))
        answer = http.client.HTTPResponse(plain, method="CONNECT")
        try:
            answer.begin()
        finally:
            answer.close()
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        plain.close()
        raise Failure("proxy", "not-a-proxy", host=host, port=port) from error
    if answer.status == 200:
        return plain
    plain.close()
    if answer.status == _PROXY_AUTHENTICATION:
        raise Failure("proxy", "asks-authentication", host=host, port=port)
    raise Failure("connection", "refused-by-proxy", host=parts.hostname, status=answer.status)


def _connected(host: str, port: int, timeout_s: float) -> socket.socket:
    facts = {"host": host, "port": port}
    try:
        return socket.create_connection((host, port), timeout_s)
    except (socket.gaierror, UnicodeError) as error:
        raise Failure("connection", "unknown-name", **facts) from error
    except ConnectionRefusedError as error:
        raise Failure("connection", "refused", **facts) from error
    except TimeoutError as error:
        raise Failure("connection", "silent", **facts) from error
    except OSError as error:
        raise Failure("connection", "unreachable", **facts) from error


def _host_and_port(parts: SplitResult) -> tuple[str, int]:
    return parts.hostname or "", parts.port or 443


def _handshake_code(error: ssl.SSLError) -> str:
    reason = error.reason or ""
    if reason in {"WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE"}:
        return "not-tls"
    if "VERSION" in reason or "PROTOCOL" in reason:
        return "old-version"
    if "CERTIFICATE_REQUIRED" in reason:
        return "asks-certificate"
    return "handshake-failed"
