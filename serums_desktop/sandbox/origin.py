"""One origin of a run: a source on its own loopback port, started and stopped by itself."""

from __future__ import annotations

import asyncio
import socket
import threading
from pathlib import Path

import msgspec
import uvicorn
from cryptography import x509

from serums_desktop.sandbox.access_log import AccessLog
from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.authority import Authority, write_private
from serums_desktop.sandbox.circumstances import Circumstances, Leavers
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.evidence_store import EvidenceStore
from serums_desktop.sandbox.faults import Fault, FaultyRecords
from serums_desktop.sandbox.fhir_server import RESOURCE_TYPES, FhirServer, Habits
from serums_desktop.sandbox.identity_habits import IdentityHabits
from serums_desktop.sandbox.origin_headers import OriginHeaders
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.request_log import RequestLog

LOOPBACK = "127.0.0.1"


class Source(msgspec.Struct, frozen=True):
    """A source as the client's configuration names it, and what it holds."""

    id: str
    title: str
    country: str
    resources: tuple[Authored, ...]
    home: bool = False
    habits: Habits = Habits()
    identity: IdentityHabits = IdentityHabits()


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
        leavers: Leavers | None = None,
    ) -> None:
        """Load the source's database and choose its port (0: any free one). Nothing is served yet.

        `home` is the provider of the home source, whose word about staff this origin takes; the home
        source itself has none, and lets staff sign in by accounts made here. `leavers` are those of every
        origin.
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
            Circumstances(self.issuer, self.fhir_base, habits=source.identity, leavers=leavers),
            staff_anchor,
            home=home.tokens.as_trusted_issuer() if home is not None else None,
            accounts=StaffAccounts.for_run(directory) if source.home else None,
        )
        if home is not None and home.exchange is not None:
            home.exchange.audiences.add(self.provider.token_endpoint)
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
        dated = OriginHeaders(self._records, self.provider.circumstances, self.provider.proofs)
        self.requests = RequestLog(dated)
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
                date_header=False,
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
