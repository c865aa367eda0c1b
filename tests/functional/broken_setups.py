"""Workstations with one thing broken, made of real parts, and what the doctor says of them."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.server
import ipaddress
import json
import os
import select
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from serums_desktop.commands.practice_keyring import is_possible
from serums_desktop.host.profile import Profile, profile_in
from serums_desktop.identity.practice_card import Issuer, StaffMember, staff_certificate
from serums_desktop.messages.diagnosis import MISSING

from .conftest import absent

PIN = "739164"
AILSA = StaffMember(
    "Dr Ailsa Fraser", "S-1042", "Emergency Medicine, consultant", "ailsa.fraser@ustan.example"
)
_PATIENCE_S = 20
_PIN_LOCKED = 0x40000  # CKF_USER_PIN_LOCKED
_FINAL_TRY = 0x20000  # CKF_USER_PIN_FINAL_TRY


class Told(msgspec.Struct, frozen=True):
    """One check as the doctor tells it to a program."""

    check: str
    verdict: str
    code: str
    facts: dict[str, str]
    said: str
    cure: str


class Report(msgspec.Struct, frozen=True):
    """The exit code, the whole output, and every check."""

    exit_code: int
    output: str
    checks: tuple[Told, ...]

    def of(self, verdict: str) -> list[tuple[str, str]]:
        """The checks with this verdict, each with its code."""
        return [(one.check, one.code) for one in self.checks if one.verdict == verdict]

    def told(self, check: str) -> Told:
        """What is told of a check that is there once."""
        (one,) = [one for one in self.checks if one.check == check]
        return one


class Setup:
    """A workstation of the model hospitals with a profile of its own, to be broken."""

    def __init__(self, practice: Profile, directory: Path) -> None:
        self.profile = profile_in(directory)
        self.directory = directory
        self.hospitals = practice.configuration.parent / "sandbox"
        self.environment = dict(os.environ)
        text = practice.configuration.read_text("utf-8")
        self.write(text.replace('"sandbox/', f'"{self.hospitals}/'))

    def write(self, text: str) -> None:
        """Put this in place of the configuration."""
        self.profile.configuration.write_text(text, "utf-8")

    def change(self, old: str, new: str) -> None:
        """Change the configuration's text."""
        text = self.profile.configuration.read_text("utf-8")
        assert old in text
        self.write(text.replace(old, new, 1))

    def add(self, table: str, line: str) -> None:
        """Put a line into a table of the configuration, which is made where it is not there."""
        text = self.profile.configuration.read_text("utf-8")
        if f"{table}\n" in text:
            self.change(f"{table}\n", f"{table}\n{line}\n")
        else:
            self.write(f"{text}\n{table}\n{line}\n")

    def set_key(self, key: str, value: object) -> None:
        """Give a key another value, where it stands first."""
        lines = self.profile.configuration.read_text("utf-8").splitlines()
        place = next(number for number, line in enumerate(lines) if line.startswith(f"{key} = "))
        lines[place] = f"{key} = {json.dumps(value)}"
        self.write("\n".join(lines) + "\n")

    def trust(self, authority: Issuer) -> None:
        """Trust this authority of web servers too."""
        both = self.directory / "anchors.pem"
        ours = authority.certificate.public_bytes(serialization.Encoding.PEM)
        both.write_bytes((self.hospitals / "tls-ca.pem").read_bytes() + ours)
        self.set_key("tls_anchors", str(both))

    @property
    def card_authority(self) -> Issuer:
        """Whom the hospitals trust to issue cards."""
        certificate, key = self.hospitals / "staff-ca.pem", self.hospitals / "staff-ca.key"
        return Issuer.from_pem(certificate.read_bytes(), key.read_bytes())

    def insert(self, *certificates: tuple[bytes, x509.Certificate], label: str = "Practice card") -> Path:
        """Put a card with these certificates (and no keys) in; returns its directory."""
        home = self.directory / "softhsm"
        tokens = home / "tokens"
        tokens.mkdir(parents=True, exist_ok=True)
        settings = home / "softhsm2.conf"
        settings.write_text(f"directories.tokendir = {tokens}\nobjectstore.backend = file\n", "utf-8")
        self.environment["SOFTHSM2_CONF"] = str(settings)
        before = set(tokens.iterdir())
        self._run(
            "softhsm2-util", "--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", "8" * 8
        )
        module = self.configured("module")
        for key_id, certificate in certificates:
            file = home / f"{key_id.hex()}.der"
            file.write_bytes(certificate.public_bytes(serialization.Encoding.DER))
            self._run(
                *("pkcs11-tool", "--module", module, "--token-label", label, "--login", "--pin", PIN),
                *("--write-object", str(file), "--type", "cert", "--id", key_id.hex()),
            )
        (made,) = set(tokens.iterdir()) - before
        return made

    def configured(self, key: str) -> str:
        """The first value of a key in the configuration."""
        lines = self.profile.configuration.read_text("utf-8").splitlines()
        value: str = json.loads(
            next(line for line in lines if line.startswith(f"{key} = ")).partition(" = ")[2]
        )
        return value

    def doctor(self, *options: str) -> Report:
        """Run the program, as the helpdesk does."""
        done = subprocess.run(
            [
                *(sys.executable, "-m", "serums_desktop", "doctor", "--json"),
                *("--profile", str(self.directory), *options),
            ],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        found = json.loads(done.stdout)
        assert found["version"] == 1
        checks = msgspec.convert(found["checks"], tuple[Told, ...])
        # Nothing that a sentence tells is missing, and whatever does not work has its cure.
        assert not any(MISSING in one.said + one.cure for one in checks)
        assert all(one.said for one in checks)
        assert all(one.cure for one in checks if one.verdict in {"warn", "fail"})
        return Report(done.returncode, done.stdout, checks)

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self.environment, check=True, capture_output=True)


def sound_setup(practice: Profile, directory: Path) -> Setup:
    """A workstation with a practice card and an open keyring, on which nothing is broken yet."""
    if not is_possible():
        absent("gnome-keyring or dbus-daemon is not installed")
    if shutil.which("pkcs11-tool") is None:
        absent("pkcs11-tool is not installed")
    return Setup(practice, directory)


def staff_pair(
    issuer: Issuer, valid_from: dt.datetime | None = None, member: StaffMember = AILSA
) -> list[tuple[bytes, x509.Certificate]]:
    """The two certificates of a card of somebody's, for a year from `valid_from`."""
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return [(one, staff_certificate(key, one, issuer, member, valid_from)) for one in (b"\x01", b"\x03")]


def revocation_list(
    issuer: Issuer,
    revoked: Sequence[x509.Certificate] = (),
    *,
    since: dt.timedelta = dt.timedelta(hours=-1),
    until: dt.timedelta = dt.timedelta(days=7),
) -> bytes:
    """A list (PEM) that this authority signed, from and until so far from now."""
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now + since)
        .next_update(now + until)
    )
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.serial_number)
        builder = builder.add_revoked_certificate(entry.revocation_date(now + since).build())
    return builder.sign(issuer.private_key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def set_pin_flag(token: Path, *, final_try: bool = False) -> None:
    """Have a token of SoftHSM tell that its PIN is blocked, or that one try is left.

    SoftHSM counts no tries. It tells what its file says, where the flags are the one number with the four
    bits that every token has which was given a PIN.
    """
    file = token / "token.object"
    content = file.read_bytes()
    usual = 0x42D.to_bytes(8, "big")
    assert content.count(usual) == 1
    flag = _FINAL_TRY if final_try else _PIN_LOCKED
    file.write_bytes(content.replace(usual, (0x42D | flag).to_bytes(8, "big")))


def web_certificate(
    directory: Path,
    issuer: Issuer,
    *,
    host: str = "127.0.0.1",
    begins: dt.timedelta = dt.timedelta(hours=-1),
    ends: dt.timedelta = dt.timedelta(days=60),
) -> Path:
    """A file with a server's key and certificate, valid from and until so far from now."""
    private_key = ec.generate_private_key(ec.SECP256R1())
    now = dt.datetime.now(dt.UTC)
    try:
        name: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        name = x509.DNSName(host)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)]))
        .issuer_name(issuer.certificate.subject)
        .public_key(private_key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .sign(issuer.private_key, hashes.SHA256())
    )
    path = directory / "web.pem"
    path.write_bytes(
        private_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path


@contextlib.contextmanager
def provider(
    certificate: Path, describe: Callable[[str], Mapping[str, Any]] | None = None, ahead_s: float = 0.0
) -> Iterator[str]:
    """A server of the loopback interface that says of itself what `describe` makes of its origin.

    Yields the origin. Its clock is `ahead_s` ahead of this machine's.
    """

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            said: Mapping[str, Any] = {"keys": [{"kty": "EC"}]}
            if not self.path.endswith("/jwks"):
                said = describe(origin) if describe else good_description(origin)
            body = json.dumps(said).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def date_time_string(self, timestamp: float | None = None) -> str:
            return super().date_time_string((timestamp or time.time()) + ahead_s)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class's name
            """Keep quiet."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with _QuietServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        origin = f"https://127.0.0.1:{server.server_address[1]}"
        with serving(server):
            yield origin


@contextlib.contextmanager
def proxy(answer: str) -> Iterator[str]:
    """A proxy that says the same to everybody; yields its address."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while self.rfile.readline().strip():
                pass
            self.wfile.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server, serving(server):
        yield f"http://127.0.0.1:{server.server_address[1]}"


class Tunnel:
    """A proxy that opens ways: to whom it did, and whom it refuses (both "host:port")."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opened: list[str] = []
        self.refused = ""


@contextlib.contextmanager
def tunnel() -> Iterator[Tunnel]:
    """A proxy that works."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            target = self.rfile.readline().decode().split()[1]
            while self.rfile.readline().strip():
                pass
            if target == way.refused:
                self.wfile.write(b"HTTP/1.1 403 Forbidden\r\n\r\n")
                return
            way.opened.append(target)
            host, _, port = target.partition(":")
            with socket.create_connection((host, int(port))) as beyond:
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                other_end = {beyond: self.connection, self.connection: beyond}
                while ready := select.select(list(other_end), [], [], _PATIENCE_S)[0]:
                    if not all(_pass_on(end, other_end[end]) for end in ready):
                        return

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server, serving(server):
        way = Tunnel(f"http://127.0.0.1:{server.server_address[1]}")
        yield way


def _pass_on(end: socket.socket, other: socket.socket) -> bool:
    """Pass on what arrived; False once nothing more will."""
    arrived = end.recv(1 << 16)
    other.sendall(arrived)
    return bool(arrived)


@contextlib.contextmanager
def mail_server() -> Iterator[str]:
    """What greets everybody in the clear, as a mail server does; yields its host and port."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 mail.example ESMTP ready\r\n")
            self.rfile.readline()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server, serving(server):
        yield f"127.0.0.1:{server.server_address[1]}"


@contextlib.contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """While the block lasts, the server answers."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


class _QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust us hangs up: that is what it is here for."""


def good_description(origin: str) -> dict[str, Any]:
    """What a home provider says of itself."""
    return {
        "issuer": origin,
        "token_endpoint": f"{origin}/token",
        "jwks_uri": f"{origin}/jwks",
        "authorization_endpoint": f"{origin}/authorize",
        "code_challenge_methods_supported": ["S256"],
        "dpop_signing_alg_values_supported": ["ES256"],
    }
