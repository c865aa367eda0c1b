"""All origins of one run, and the certificate authorities they share."""

from __future__ import annotations

from pathlib import Path

from serums_desktop.sandbox.accounts import FILE_NAME as ACCOUNTS_FILE
from serums_desktop.sandbox.authority import Authority, write_private
from serums_desktop.sandbox.circumstances import Leavers
from serums_desktop.sandbox.control import Control
from serums_desktop.sandbox.origin import Origin, Source
from serums_desktop.sandbox.provider import Provider

__all__ = ["CARD_ANCHORS", "CARD_REVOCATIONS", "TLS_ANCHORS", "Cluster", "Origin", "Source"]

TLS_ANCHORS = "tls-ca.pem"
CARD_ANCHORS = "staff-ca.pem"
CARD_REVOCATIONS = "staff-ca.crl"


class Cluster:
    """All origins of one run and the certificate authorities they share, in one directory."""

    def __init__(self, directory: Path, sources: list[Source], port_base: int = 0) -> None:
        """Make the authorities and load every source. `port_base` numbers the ports from there on.

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
        leavers = Leavers()
        try:
            # The home source comes first: the others are told whose word to take.
            for source in sorted(sources, key=lambda each: not each.home):
                origin = Origin(source, directory, tls, staff.certificate, ports[source.id], home, leavers)
                made[source.id] = origin
                if source.home:
                    home = origin.provider
        except OSError:
            for origin in made.values():
                origin.close()
            raise
        self.origins = {source.id: made[source.id] for source in sources}
        self.staff_accounts = directory / ACCOUNTS_FILE if home is not None else None
        self._control = Control(self.origins, leavers)

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
        """Obey one control line and answer with one: see `Control.obey`."""
        return self._control.obey(line)
