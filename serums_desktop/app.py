"""The composition root: the only module that knows every room.

The window is shown first; what costs time to import (the card's module, SQLAlchemy, requests) is loaded
and wired on a worker meanwhile.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

# QtAwesome asks QtPy, which asks this variable; without it QtPy tries every binding in turn.
os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.errors import EvidenceNotKept
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import log
from serums_desktop.host.clock import SystemClock
from serums_desktop.host.configuration import Configuration, SourceConfiguration, load
from serums_desktop.host.hardening import forbid_core_dumps, overwrite_what_is_freed
from serums_desktop.host.profile import Profile
from serums_desktop.host.program import command_line
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.qtbridge.language import install_language
from serums_desktop.screens.shell import Shell
from serums_desktop.services.ports import AccessTokens, EvidenceKeeper, OpenCard, Source
from serums_desktop.services.workplace import Workplace
from serums_desktop.work.lanes import Lane, Pool

if TYPE_CHECKING:
    import requests

    from serums_desktop.identity.openid_provider import ProtectedSource
    from serums_desktop.services.begin_session import BeginSession
    from serums_desktop.services.enrol_by_browser import EnrolByBrowser
    from serums_desktop.services.sign_in_by_keyring import SignInByKeyring


class Hospitals(Protocol):
    """Model hospitals that can be commanded, as the demonstration has them."""

    def command(self, line: str) -> str:
        """Send a command and return the answer."""


class Program:
    """One running program: a window and the lanes behind it."""

    def __init__(
        self, application: QApplication, profile: Profile, open_browser: Callable[[str], bool] | None = None
    ) -> None:
        """`open_browser` shows an address to the person; without it, the system's own browser does."""
        overwrite_what_is_freed()
        self._profile = profile
        self._open_browser = open_browser
        self._card_lane = Lane("card")
        self._database_lane = Lane("database")
        self._network = Pool("network", 12)
        self._at_end: list[Callable[[], None]] = []
        self._bridge = Jobs()
        scheme = application.styleHints().colorScheme()
        self.theme = Theme("dark" if scheme is Qt.ColorScheme.Dark else "light")
        self.shell = Shell(application, self.theme, self._bridge, SystemClock())
        self.window = self.shell.window

    def start(self) -> None:
        """Show the window, then load and wire everything else on a worker."""
        self.window.show()
        self._bridge.deliver(
            self._network.submit(lambda: load(self._profile.configuration)),
            self._configured,
            self.shell.could_not_start,
        )

    def _configured(self, configuration: Configuration) -> None:
        self.shell.configured(configuration)
        self._bridge.deliver(
            self._network.submit(lambda: self._assemble(configuration)),
            self.shell.ready,
            self.shell.could_not_start,
        )

    def close(self) -> None:
        """Lock, stop every thread, close every file, and let the evidence keeper finish."""
        self.shell.close()
        self._network.shutdown()
        self._card_lane.shutdown()
        self._database_lane.shutdown()
        for end in reversed(self._at_end):
            end()
        self._at_end.clear()
        self.window.close()
        self.window.deleteLater()

    def _assemble(self, configuration: Configuration) -> Workplace:
        from serums_desktop.identity.card_watcher import CardWatcher  # noqa: PLC0415  0.5 s of imports
        from serums_desktop.identity.key_release import KeyVault  # noqa: PLC0415
        from serums_desktop.identity.smartcard import Smartcard  # noqa: PLC0415
        from serums_desktop.services.begin_session import BeginSession  # noqa: PLC0415
        from serums_desktop.services.sign_in import SignIn  # noqa: PLC0415
        from serums_desktop.sources.fhir.reachability import reaches  # noqa: PLC0415
        from serums_desktop.store.record_store import EncryptedRecordStore  # noqa: PLC0415

        evidence = self._open_evidence()
        clock = SystemClock()
        anchors = configuration.trust.card_anchors.read_bytes()
        card = Smartcard(configuration.card.module, configuration.card.token_label, anchors)
        store = EncryptedRecordStore(self._profile.cache)
        begin_session = BeginSession(
            store=store,
            open_sources=partial(_open_sources, configuration),
            home_source_id=configuration.home.id,
            database_lane=self._database_lane,
            evidence=evidence,
            clock=clock,
        )
        sign_in_by_keyring, enrol_by_browser = self._keyring_way(configuration, begin_session)
        return Workplace(
            configuration=configuration,
            clock=clock,
            card=card,
            store=store,
            sign_in_by_keyring=sign_in_by_keyring,
            enrol_by_browser=enrol_by_browser,
            sign_in=SignIn(
                card=card,
                keys=KeyVault(self._profile.keys),
                open_tokens=partial(self._open_tokens, configuration),
                begin_session=begin_session,
                card_lane=self._card_lane,
            ),
            evidence=evidence,
            open_watch=partial(CardWatcher, card),
            card_lane=self._card_lane,
            database_lane=self._database_lane,
            network=self._network,
            reaches=lambda source: reaches(_http(configuration), source.fhir_base),
        )

    def _open_evidence(self) -> EvidenceKeeper:
        """The keeper is started at once and, where it ends before us, again with the next deed."""
        from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper  # noqa: PLC0415

        profile = self._profile
        keeper = RunningKeeper(command_line(), profile.evidence, profile.configuration)
        client = EvidenceKeeperClient(profile.evidence, start=keeper.start)
        self._at_end += [keeper.close, client.close]
        self._network.submit(keeper.start).add_done_callback(_keeper_started)
        return client

    def _open_tokens(self, configuration: Configuration, card: OpenCard) -> AccessTokens:
        from serums_desktop.identity.assertion import AssertingIdentity, card_assertions  # noqa: PLC0415

        identity = AssertingIdentity(card.holder.staff_id, card.algorithm, card.certificate_chain_der)
        return _tokens(
            configuration,
            card.holder.staff_id,
            card_assertions(identity, lambda message: self._card_lane.run(lambda: card.sign(message))),
        )

    def _keyring_way(
        self, configuration: Configuration, begin_session: BeginSession
    ) -> tuple[SignInByKeyring, EnrolByBrowser]:
        import webbrowser  # noqa: PLC0415

        from serums_desktop.identity.browser_sign_in import BrowserSignIn  # noqa: PLC0415
        from serums_desktop.identity.home_sign_in import HomeSignIn  # noqa: PLC0415
        from serums_desktop.identity.keyring_release import KeyringVault  # noqa: PLC0415
        from serums_desktop.identity.os_keyring import OsKeyring  # noqa: PLC0415
        from serums_desktop.services.enrol_by_browser import EnrolByBrowser  # noqa: PLC0415
        from serums_desktop.services.sign_in_by_keyring import (  # noqa: PLC0415
            KeyringCredential,
            SignInByKeyring,
        )

        home = _protected(configuration.home)
        keys = KeyringVault(
            self._profile.keys, OsKeyring(str(self._profile.keys)), configuration.workstation.name
        )

        def open_tokens(credential: KeyringCredential) -> AccessTokens:
            lasting = HomeSignIn(_http(configuration), home, credential.refresh_token)
            return _tokens(configuration, credential.holder.staff_id, lasting.assertion)

        sign_in = SignInByKeyring(keys=keys, open_tokens=open_tokens, begin_session=begin_session)
        browser = BrowserSignIn(_http(configuration), home, self._open_browser or webbrowser.open)
        return sign_in, EnrolByBrowser(sign_in_by_browser=browser, keys=keys, sign_in=sign_in)


def _protected(source: SourceConfiguration) -> ProtectedSource:
    from serums_desktop.identity.openid_provider import ProtectedSource  # noqa: PLC0415

    return ProtectedSource(source.id, source.fhir_base, source.timeout_s)


def _tokens(
    configuration: Configuration, staff_id: str, assert_for: Callable[[str, PurposeOfUse], str]
) -> AccessTokens:
    from serums_desktop.identity.tokens import AccessTokens as Tokens  # noqa: PLC0415

    asked = [_protected(source) for source in configuration.asked]
    return Tokens(_http(configuration), asked, staff_id, assert_for)


def _open_sources(configuration: Configuration, tokens: AccessTokens) -> Mapping[str, Source]:
    from serums_desktop.sources.fhir.source import FhirSource  # noqa: PLC0415

    return {
        source.id: FhirSource(
            source_id=source.id,
            fhir_base=source.fhir_base,
            http=_http(configuration),
            tokens=tokens,
            timeout_s=source.timeout_s,
        )
        for source in configuration.asked
    }


def _keeper_started(start: Future[None]) -> None:
    error = start.exception()
    if isinstance(error, EvidenceNotKept):
        log.event("keeper-not-started", reason=error.reason)


def _http(configuration: Configuration) -> requests.Session:
    """An HTTPS session that trusts the configuration's anchors and nothing from the environment."""
    import requests  # noqa: PLC0415

    session = requests.Session()
    session.trust_env = False
    session.verify = str(configuration.trust.tls_anchors)
    return session


def open_window(
    profile: Profile,
    *,
    shots: Path | None = None,
    hospitals: Hospitals | None = None,
    open_browser: Callable[[str], bool] | None = None,
) -> int:
    """Run the program until its window closes, or through every step alone where `shots` is given.

    Returns the exit code.
    """
    forbid_core_dumps()
    log.start(profile.logs)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("a QCoreApplication without windows is running")
    application.setApplicationName("serums-desktop")
    install_language(application, QLocale())
    program = Program(application, profile, open_browser)
    sys.excepthook = partial(_unforeseen, program)
    try:
        program.start()
        if shots is None:
            return application.exec()
        from serums_desktop.screens.walkthrough import Walkthrough  # noqa: PLC0415  only when asked for

        return Walkthrough(application, program.shell, shots, hospitals).run()
    finally:
        program.close()
        sys.excepthook = sys.__excepthook__
        log.stop()


def _unforeseen(
    program: Program, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    """What nobody foresaw is logged by its place and told in words; the window stays."""
    if issubclass(kind, KeyboardInterrupt):
        program.window.close()
        return
    log.event("unforeseen", level=40, error=kind.__name__, place=log.error_place(error))
    program.shell.tell(error)
