"""The data lake of a run: one origin for three hospitals, its authentication and its rules."""

from __future__ import annotations

from pathlib import Path

from serums_desktop.sandbox.accounts import StaffAccounts
from serums_desktop.sandbox.authority import Authority
from serums_desktop.sandbox.circumstances import Leavers
from serums_desktop.sandbox.data_lake import authentication, server
from serums_desktop.sandbox.data_lake.lake import Lake
from serums_desktop.sandbox.data_lake.rules import Ledger
from serums_desktop.sandbox.data_lake.tokens import Tokens
from serums_desktop.sandbox.loopback import LoopbackServer
from serums_desktop.sandbox.request_log import RequestLog

NAME = "data-lake"


class LakeOrigin:
    """A data lake on one port. `base`, `authentication_base` and `rules_base` are what a client is told."""

    def __init__(
        self,
        lake: Lake,
        directory: Path,
        tls: Authority,
        accounts: StaffAccounts,
        leavers: Leavers,
        port: int = 0,
    ) -> None:
        """Choose the port. Nothing is served yet. Raises OSError when the port is taken."""
        self.lake = lake
        self.tokens = Tokens()
        self.ledger = Ledger(lake.rules)
        self._server = LoopbackServer(NAME, directory, tls, "SERUMS data lake", port)
        self.port = self._server.port
        self.base = self._server.base
        self.authentication_base = f"{self.base}{authentication.BASE}"
        self.rules_base = f"{self.base}{server.RULES_BASE}"
        service = authentication.Authentication(lake, self.tokens, accounts, leavers)
        application = server.LakeServer(lake, self.tokens, self.ledger, service).application()
        self.slowness = server.Slowness(application)
        self.requests = RequestLog(self.slowness)

    @property
    def is_running(self) -> bool:
        """Whether it answers at all."""
        return self._server.is_running

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
