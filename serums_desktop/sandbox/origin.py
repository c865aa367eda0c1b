"""One origin of a run: a source on its own loopback port, started and stopped by itself."""

from __future__ import annotations

from pathlib import Path

import msgspec
from cryptography import x509

from serums_desktop.sandbox.access_log import AccessLog
from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.authority import Authority
from serums_desktop.sandbox.circumstances import Circumstances, Leavers
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.evidence_store import EvidenceStore
from serums_desktop.sandbox.faults import Fault, FaultyRecords
from serums_desktop.sandbox.fhir_server import RESOURCE_TYPES, FhirServer, Habits
from serums_desktop.sandbox.identity_habits import IdentityHabits
from serums_desktop.sandbox.loopback import LoopbackServer
from serums_desktop.sandbox.origin_headers import OriginHeaders
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.request_log import RequestLog
from serums_desktop.sandbox.sealed_evidence import SealedEvidence


class Source(msgspec.Struct, frozen=True):
    """A source as the client's configuration names it, and what it holds."""

    id: str
    title: str
    country: str
    resources: tuple[Authored, ...]
    home: bool = False
    habits: Habits = Habits()
    identity: IdentityHabits = IdentityHabits()


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
        self._server = LoopbackServer(source.id, directory, tls, source.title, port)
        self.port = self._server.port
        self.issuer = self._server.base
        self.fhir_base = f"{self.issuer}/fhir"
        self.repository = Repository(directory / f"{source.id}.sqlite", source.resources)
        types = frozenset(RESOURCE_TYPES) | {resource.type for resource in source.resources}
        self.access_log = AccessLog(directory / f"{source.id}-access.sqlite", source.title)
        self.accounts = StaffAccounts.for_run(directory) if source.home else None
        self.provider = Provider(
            Circumstances(self.issuer, self.fhir_base, habits=source.identity, leavers=leavers),
            staff_anchor,
            home=home.tokens.as_trusted_issuer() if home is not None else None,
            accounts=self.accounts,
        )
        self.sealing_key = directory / f"{source.id}-sealing.pem"
        sealed = SealedEvidence(self.provider.workstation_key)
        self.sealing_key.write_bytes(sealed.public_key_pem())
        self.evidence = EvidenceStore(directory / f"{source.id}-evidence.sqlite", sealed)
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

    @property
    def is_running(self) -> bool:
        """Whether it answers at all."""
        return self._server.is_running

    def set_fault(self, fault: Fault | None) -> None:
        """Have a fault from the next request on, or none."""
        self._records.fault = fault

    def start(self) -> None:
        """Listen; returns when connections are accepted. Raises OSError when the port was taken."""
        self._server.start(self.requests)

    def stop(self) -> None:
        """Stop listening and drop every connection; returns when the port is closed."""
        self._server.stop()

    def begin_stop(self) -> None:
        """Ask the server to stop without waiting for it."""
        self._server.begin_stop()

    def close(self) -> None:
        """Stop for good."""
        self._server.close()
        self.repository.close()
        self.evidence.close()
        self.access_log.close()
