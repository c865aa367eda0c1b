"""The origins of one run: each a source on its own loopback port, started and stopped by itself."""

from __future__ import annotations

import asyncio
import socket
import threading
from pathlib import Path

import msgspec
import uvicorn
from cryptography import x509

from serums_desktop.sandbox.access_log import AccessLog
from serums_desktop.sandbox.accounts import FILE_NAME as ACCOUNTS_FILE
from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.authority import Authority, write_private
from serums_desktop.sandbox.client_credentials import public_key_from_jwk
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.consent import restriction
from serums_desktop.sandbox.evidence_store import EvidenceStore
from serums_desktop.sandbox.faults import Fault, FaultyRecords
from serums_desktop.sandbox.fhir_server import RESOURCE_TYPES, FhirServer, Habits
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.request_log import RequestLog

LOOPBACK = "127.0.0.1"
UNKNOWN = "unknown"


class Source(msgspec.Struct, frozen=True):
    """A source as the client's configuration names it, and what it holds."""

    id: str
    title: str
    country: str
    resources: tuple[Authored, ...]
    home: bool = False
    habits: Habits = Habits()


class _Server(uvicorn.Server):
    """A server that says when it listens, and that stops as if its plug were pulled."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().serve(sockets)
        finally:
            self.listens.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # TLS would wait for every client to agree to the end. Aborted first: a transport that was asked
        # twice to close (by its idle time and by the server) no longer hears an abort.
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        await super().shutdown(sockets)
        while self.server_state.connections:
            await asyncio.sleep(0)


class Origin:
    """One source on one port: its address stays the same when it is stopped and started again."""

    def __init__(
        self,
        source: Source,
        directory: Path,
        tls: Authority,
        staff_anchor: x509.Certificate,
        port: int = 0,
        home: Provider | None = None,
    ) -> None:
        """Load the source's database and choose its port (0: any free one). Nothing is served yet.

        `home` is the provider of the home source, whose word about staff this origin takes; the home
        source itself has none, and lets staff sign in by accounts made here.
        """
        self.source = source
        self._listening = _bound(port)
        self.port: int = self._listening.getsockname()[1]
        self.issuer = f"https://{LOOPBACK}:{self.port}"
        self.fhir_base = f"{self.issuer}/fhir"
        self.repository = Repository(directory / f"{source.id}.sqlite", source.resources)
        types = frozenset(RESOURCE_TYPES) | {resource.type for resource in source.resources}
        self.evidence = EvidenceStore(directory / f"{source.id}-evidence.sqlite")
        self.access_log = AccessLog(directory / f"{source.id}-access.sqlite", source.title)
        self.provider = Provider(
            self.issuer,
            self.fhir_base,
            staff_anchor,
            home=home.tokens.as_trusted_issuer() if home is not None else None,
            accounts=StaffAccounts.for_run(directory) if source.home else None,
        )
        if home is not None and home.home_sign_in is not None:
            home.home_sign_in.exchange.audiences.add(self.provider.token_endpoint)
        server = FhirServer(
            source.title,
            self.provider,
            self.repository,
            self.evidence,
            self.access_log,
            source.habits,
            types,
        )
        self._records = FaultyRecords(server.application())
        self.requests = RequestLog(self._records)
        certificate, key = tls.issue_loopback_server(source.title)
        self._certificate_path = directory / f"{source.id}-tls.pem"
        self._key_path = directory / f"{source.id}-tls.key"
        self._certificate_path.write_bytes(certificate)
        write_private(self._key_path, key)
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def is_running(self) -> bool:
        """Whether it answers at all."""
        return self._server is not None

    def set_fault(self, fault: Fault | None) -> None:
        """Have a fault from the next request on, or none."""
        self._records.fault = fault

    def start(self) -> None:
        """Listen; returns when connections are accepted. Raises OSError when the port was taken."""
        if self._server is not None:
            return
        if self._listening.fileno() == -1:
            self._listening = _bound(self.port)
        server = _Server(
            uvicorn.Config(
                self.requests,
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=0,
                ssl_certfile=self._certificate_path,
                ssl_keyfile=self._key_path,
            )
        )
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [self._listening]}, name=f"origin-{self.source.id}"
        )
        self._thread.start()
        server.listens.wait()
        if not server.started:
            self._thread.join()
            raise OSError(f"{self.source.id} could not be served")
        self._server = server

    def stop(self) -> None:
        """Stop listening and drop every connection; returns when the port is closed."""
        self.begin_stop()
        if self._server is None or self._thread is None:
            return
        self._thread.join()
        self._server = None

    def begin_stop(self) -> None:
        """Ask the server to stop without waiting for it."""
        if self._server is not None:
            self._server.should_exit = True

    def close(self) -> None:
        """Stop for good."""
        self.stop()
        self._listening.close()
        self.repository.close()
        self.evidence.close()
        self.access_log.close()


class Cluster:
    """All origins of one run and the certificate authorities they share, in one directory."""

    def __init__(self, directory: Path, sources: list[Source], port_base: int = 0) -> None:
        """Make the authorities and load every source. `port_base` numbers the ports from there on.

        Raises OSError when a port is taken.
        """
        self.directory = directory
        tls = Authority.create("Serums sandbox TLS authority")
        staff = Authority.create("Serums sandbox staff card authority")
        (directory / "tls-ca.pem").write_bytes(tls.certificate_pem())
        (directory / "staff-ca.pem").write_bytes(staff.certificate_pem())
        write_private(directory / "staff-ca.key", staff.key_pem())
        ports = {source.id: port_base + number if port_base else 0 for number, source in enumerate(sources)}
        made: dict[str, Origin] = {}
        home: Provider | None = None
        try:
            # The home source comes first: the others are told whose word to take.
            for source in sorted(sources, key=lambda each: not each.home):
                origin = Origin(source, directory, tls, staff.certificate, ports[source.id], home)
                made[source.id] = origin
                if source.home:
                    home = origin.provider
        except OSError:
            for origin in made.values():
                origin.close()
            raise
        self.origins = {source.id: made[source.id] for source in sources}
        self.staff_accounts = directory / ACCOUNTS_FILE if home is not None else None

    def start(self) -> None:
        """Start every origin."""
        for origin in self.origins.values():
            origin.start()

    def close(self) -> None:
        """Stop every origin for good."""
        for origin in self.origins.values():
            origin.begin_stop()
        for origin in self.origins.values():
            origin.close()

    def control(self, line: str) -> str:
        """Obey one control line and answer with one.

        ``stop SOURCE``, ``start SOURCE``, ``fault SOURCE KIND`` (see `Fault.parse`), and for what a
        patient restricts or allows again: ``restrict SOURCE Type/id`` (with ``even-in-emergency`` after it:
        from broken glass too), ``lift SOURCE Type/id``. ``remove SOURCE Type/id`` has an entry and all that
        points at it never have existed, ``put-back SOURCE Type/id`` exist again. ``tactless SOURCE`` leaves
        traces of what is restricted, as many a server does; ``tactful SOURCE`` leaves none.
        ``requests SOURCE FILE`` writes what the source was asked since the last time, a line each.
        ``enrol CLIENT_ID PATH`` lets the workstation whose public JWK is in a file deliver evidence
        everywhere; ``audit count`` is answered with the numbers of AuditEvents and Communications at the
        home source.
        """
        match line.split():
            case ["enrol", client_id, *_]:
                return self._enrol(client_id, line.split(maxsplit=2)[2:], line)
            case ["audit", word] if word.casefold() == "count":
                return self._audit_count()
            case [command, name, *rest] if name in self.origins:
                if command == "requests":
                    return _write_requests(self.origins[name], line.split(maxsplit=2)[2:], line)
                return _told(self.origins[name], command, rest, line.strip())
            case _:
                return f"{UNKNOWN}: {line.strip()}"

    def _enrol(self, client_id: str, path: list[str], line: str) -> str:
        try:
            key = public_key_from_jwk(Path("".join(path).strip()).read_text("utf-8"))
        except (OSError, ValueError):
            return f"failed {line.strip()}: no public P-256 key"
        for origin in self.origins.values():
            origin.provider.enrol(client_id, key)
        return f"ok {line.strip()}"

    def _audit_count(self) -> str:
        home = next((origin for origin in self.origins.values() if origin.source.home), None)
        if home is None:
            return "no home source"
        return f"ok audit {home.evidence.count('AuditEvent')} {home.evidence.count('Communication')}"


def _told(origin: Origin, command: str, rest: list[str], line: str) -> str:
    """Do a command that concerns one origin, and answer it."""
    match [command, *rest]:
        case ["stop"]:
            origin.stop()
        case ["start"]:
            try:
                origin.start()
            except OSError as error:
                return f"failed {line}: {error.strerror}"
        case ["fault", kind]:
            try:
                origin.set_fault(Fault.parse(kind))
            except ValueError:
                return f"unknown fault: {kind}"
        case _:
            refusal = _told_of_records(origin.repository, command, rest)
            if refusal:
                return f"{refusal}: {line if refusal == UNKNOWN else rest[0]}"
    return f"ok {line}"


def _told_of_records(repository: Repository, command: str, rest: list[str]) -> str:
    """Do a command that concerns what a source serves; a word of refusal, or nothing."""
    match [command, *rest]:
        case ["restrict", reference]:
            repository.restrict(restriction(reference))
        case ["restrict", reference, "even-in-emergency"]:
            repository.restrict(restriction(reference, even_in_emergency=True))
        case ["lift", reference]:
            return "" if repository.lift(restriction(reference).id) else "not restricted"
        case ["remove", reference]:
            return "" if repository.remove(reference) else "not here"
        case ["put-back", reference]:
            return "" if repository.put_back(reference) else "not removed"
        case ["tactful" | "tactless"]:
            repository.set_tactful(command == "tactful")
        case _:
            return UNKNOWN
    return ""


def _write_requests(origin: Origin, path: list[str], line: str) -> str:
    try:
        Path("".join(path).strip()).write_text("".join(f"{asked}\n" for asked in origin.requests.take()))
    except OSError as error:
        return f"failed {line.strip()}: {error.strerror}"
    return f"ok {line.strip()}"


def _bound(port: int) -> socket.socket:
    # asyncio switches Nagle's algorithm off only where the protocol is named.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
    except OSError:
        listening.close()
        raise
    return listening
