"""The origins of one run: each a source on its own loopback port, started and stopped by itself."""

from __future__ import annotations

import asyncio
import socket
import threading
from pathlib import Path

import msgspec
import uvicorn
from cryptography import x509

from serums_desktop.sandbox.authority import Authority, write_private
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.consent import restriction
from serums_desktop.sandbox.faults import Fault, FaultyRecords
from serums_desktop.sandbox.fhir_server import RESOURCE_TYPES, FhirServer, Habits
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.repository import Repository

LOOPBACK = "127.0.0.1"


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
        self, source: Source, directory: Path, tls: Authority, staff_anchor: x509.Certificate, port: int = 0
    ) -> None:
        """Load the source's database and choose its port (0: any free one). Nothing is served yet."""
        self.source = source
        self._listening = _bound(port)
        self.port: int = self._listening.getsockname()[1]
        self.issuer = f"https://{LOOPBACK}:{self.port}"
        self.fhir_base = f"{self.issuer}/fhir"
        self.repository = Repository(directory / f"{source.id}.sqlite", source.resources)
        types = frozenset(RESOURCE_TYPES) | {resource.type for resource in source.resources}
        provider = Provider(self.issuer, self.fhir_base, staff_anchor)
        server = FhirServer(provider, self.repository, source.habits, types)
        self._records = FaultyRecords(server.application())
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
                self._records,
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
        self.origins: dict[str, Origin] = {}
        try:
            for number, source in enumerate(sources):
                port = port_base + number if port_base else 0
                self.origins[source.id] = Origin(source, directory, tls, staff.certificate, port)
        except OSError:
            self.close()
            raise

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
        patient restricts or allows again: ``restrict SOURCE Type/id``, ``lift SOURCE Type/id``.
        """
        match line.split():
            case ["stop", name] if name in self.origins:
                self.origins[name].stop()
            case ["start", name] if name in self.origins:
                try:
                    self.origins[name].start()
                except OSError as error:
                    return f"failed {line.strip()}: {error.strerror}"
            case ["fault", name, kind] if name in self.origins:
                try:
                    self.origins[name].set_fault(Fault.parse(kind))
                except ValueError:
                    return f"unknown fault: {kind}"
            case ["restrict", name, reference] if name in self.origins:
                self.origins[name].repository.restrict(restriction(reference))
            case ["lift", name, reference] if name in self.origins:
                if not self.origins[name].repository.lift(restriction(reference).id):
                    return f"not restricted: {reference}"
            case _:
                return f"unknown: {line.strip()}"
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
