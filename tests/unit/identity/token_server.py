"""A small authorisation server over real HTTPS on the loopback interface, which can be made to misbehave."""

from __future__ import annotations

import base64
import datetime as dt
import http.server
import ipaddress
import json
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from serums_desktop.identity.practice_card import Issuer

Answer = tuple[int, dict[str, str], bytes]
DISCOVERY = "/fhir/.well-known/smart-configuration"
JWKS = "/jwks"
TOKEN = "/token"


def as_json(content: object, status: int = 200, **headers: str) -> Answer:
    """An answer with a JSON body."""
    return status, {"Content-Type": "application/json", **headers}, json.dumps(content).encode()


class TokenServer:
    """Serves discovery, keys and tokens. `instead[path]` answers in place of the real thing."""

    def __init__(self, directory: Path, tls_authority: Issuer) -> None:
        self.instead: dict[str, Callable[[], Answer]] = {}
        self.asked: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.proofs: list[str] = []
        self.date_offset_s = 0.0
        self.discovery_changes: dict[str, Any] = {}
        self.lifetime_s = 300
        self.id_token_changes: dict[str, Any] = {}
        self.signing_key = ec.generate_private_key(ec.SECP256R1())
        self.key_id = "1"
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_tls_certificate(directory, tls_authority))
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), name="token-server")
        self.origin = f"https://127.0.0.1:{self._server.server_port}"
        self.fhir_base = f"{self.origin}/fhir"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, form: dict[str, str]) -> Answer:
        self.asked.append(path)
        if path in self.instead:
            return self.instead[path]()
        if path == DISCOVERY:
            return as_json(self.discovery())
        if path == JWKS:
            return as_json({"keys": [self.published(self.signing_key)]})
        if path == TOKEN:
            self.forms.append(form)
            return self.answer_grant(form)
        return 404, {}, b""

    def published(self, key: ec.EllipticCurvePrivateKey) -> dict[str, Any]:
        """A key as the JWK set has it."""
        public_jwk = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
        return {**public_jwk, "kid": self.key_id, "alg": "ES256"}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.origin,
            "token_endpoint": self.origin + TOKEN,
            "jwks_uri": self.origin + JWKS,
            **self.discovery_changes,
        }

    def answer_grant(self, form: dict[str, str]) -> Answer:
        """What the token endpoint says to a form."""
        return as_json(self.grant(form))

    def signed(self, claims: dict[str, Any]) -> str:
        """A JWT of this server's."""
        return jwt.encode(claims, self.signing_key, "ES256", headers={"kid": self.key_id})

    def grant(self, form: dict[str, str]) -> dict[str, Any]:
        """A fresh token for whoever signed the assertion, which is checked as a server would."""
        claims = self.claims_of(form["assertion"])
        now = int(time.time())
        about_holder = {
            "iss": self.origin,
            "sub": claims["sub"],
            "aud": form["client_id"],
            "iat": now,
            "exp": now + 300,
            **self.id_token_changes,
        }
        return {
            "access_token": f"secret-token-{len(self.forms)}",
            "token_type": "Bearer",
            "expires_in": self.lifetime_s,
            "scope": form["scope"],
            "id_token": self.signed(about_holder),
        }

    def claims_of(self, assertion: str) -> dict[str, Any]:
        """The claims, verified with the certificate that came along."""
        (leaf, *_) = jwt.get_unverified_header(assertion)["x5c"]
        certificate = x509.load_der_x509_certificate(base64.b64decode(leaf, validate=True))
        claims: dict[str, Any] = jwt.decode(
            assertion, certificate.public_key(), algorithms=["ES256"], audience=self.origin + TOKEN
        )
        return claims

    def _handler(self) -> type[http.server.BaseHTTPRequestHandler]:
        answer, server = self.answer, self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._reply({})

            def do_POST(self) -> None:
                if self.path == TOKEN:
                    server.proofs.append(self.headers.get("DPoP", ""))
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._reply({name: values[0] for name, values in parse_qs(sent).items()})

            def _reply(self, form: dict[str, str]) -> None:
                status, headers, body = answer(self.path, form)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def date_time_string(self, timestamp: float | None = None) -> str:
                return super().date_time_string((timestamp or time.time()) + server.date_offset_s)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
                """Keep quiet: what matters is in `asked`."""

        return Handler


def _tls_certificate(directory: Path, issuer: Issuer) -> Path:
    """A file with a key and a certificate for the loopback interface."""
    private_key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    names = [x509.IPAddress(ipaddress.ip_address("127.0.0.1")), x509.DNSName("localhost")]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")]))
        .issuer_name(issuer.certificate.subject)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.private_key.public_key()),
            critical=False,
        )
        .sign(issuer.private_key, hashes.SHA256())
    )
    path = directory / "server.pem"
    path.write_bytes(
        private_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
