"""All origins of one run, and the certificate authorities they share."""

from __future__ import annotations

from pathlib import Path

from serums_desktop.sandbox.accounts import FILE_NAME as ACCOUNTS_FILE
from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.authority import Authority, write_private
from serums_desktop.sandbox.circumstances import Leavers
from serums_desktop.sandbox.control import Control
from serums_desktop.sandbox.data_lake.lake import Lake
from serums_desktop.sandbox.data_lake.origin import LakeOrigin
from serums_desktop.sandbox.origin import Origin, Source
from serums_desktop.sandbox.provider import Provider

__all__ = ["CARD_ANCHORS", "CARD_REVOCATIONS", "TLS_ANCHORS", "Cluster", "Origin", "Source"]

TLS_ANCHORS = "tls-ca.pem"
CARD_ANCHORS = "staff-ca.pem"
CARD_REVOCATIONS = "staff-ca.crl"


class Cluster:
    """All origins of one run and the certificate authorities they share, in one directory."""

    def __init__(
        self, directory: Path, sources: list[Source], port_base: int = 0, *, data_lake: Lake | None = None
    ) -> None:
        """Make the authorities and load every source. `port_base` numbers the ports from there on.

        `data_lake` is served on one more port, where staff sign in with their accounts at the home source.
        Raises OSError when a port is taken.
        """
        self.directory = directory
        tls = Authority.create("Serums sandbox TLS authority")
        staff = Authority.create("Serums sandbox staff card authority")
        (directory / TLS_ANCHORS).write_bytes(tls.certificate_pem())
        (directory / CARD_ANCHORS).write_bytes(staff.certificate_pem())
        (directory / CARD_REVOCATIONS).write_bytes(staff.revocation_list_pem())
        write_private(directory / "staff-ca.key", staff.key_pem())
        ports = {source.id: port_base + number if port_base else 0 for number, source in enumerate(sources)}
        made: dict[str, Origin] = {}
        home: Provider | None = None
        accounts: StaffAccounts | None = None
        self.lake: LakeOrigin | None = None
        leavers = Leavers()
        try:
            # The home source comes first: the others are told whose word to take.
            for source in sorted(sources, key=lambda each: not each.home):
                origin = Origin(source, directory, tls, staff.certificate, ports[source.id], home, leavers)
                made[source.id] = origin
                if source.home:
                    home, accounts = origin.provider, origin.accounts
            if data_lake is not None:
                accounts = accounts or StaffAccounts.for_run(directory)
                port = port_base + len(sources) if port_base else 0
                self.lake = LakeOrigin(data_lake, directory, tls, accounts, leavers, port)
        except OSError:
            for origin in made.values():
                origin.close()
            raise
        self.origins = {source.id: made[source.id] for source in sources}
        self.staff_accounts = directory / ACCOUNTS_FILE if accounts is not None else None
        self._control = Control(self.origins, leavers, self.lake)

    def start(self) -> None:
        """Start every origin."""
        for origin in self._all():
            origin.start()

    def close(self) -> None:
        """Stop every origin for good."""
        for origin in self._all():
            origin.begin_stop()
        for origin in self._all():
            origin.close()

    def control(self, line: str) -> str:
        """Obey one control line and answer with one: see `Control.obey`."""
        return self._control.obey(line)

    def _all(self) -> list[Origin | LakeOrigin]:
        return [*self.origins.values(), *([self.lake] if self.lake is not None else [])]
