"""The composition root: the only module that knows every room.

The window is shown first; what costs time to import (the card's module, SQLAlchemy, requests) is loaded
and wired on a worker meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Protocol

# QtAwesome asks QtPy, which asks this variable; without it QtPy tries every binding in turn.
os.environ.setdefault("QT_API", "pyside6")

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.errors import NoWindow
from serums_desktop.domain.opening import OpeningRequest, Show
from serums_desktop.host import log
from serums_desktop.host.clock import SystemClock
from serums_desktop.host.configuration import Configuration, load
from serums_desktop.host.hardening import forbid_core_dumps, overwrite_what_is_freed, write_no_key_log
from serums_desktop.host.instance import Instance, ask
from serums_desktop.host.profile import Profile
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.qtbridge.language import install_language
from serums_desktop.screens.shell import Shell
from serums_desktop.services.workplace import Workplace
from serums_desktop.work.lanes import Lane, Pool
from serums_desktop.work.turns import give_the_window_its_turns


class Hospitals(Protocol):
    """Model hospitals that can be commanded, as the demonstration has them."""

    def command(self, line: str) -> str:
        """Send a command and return the answer."""

    def password(self, staff_id: str) -> str:
        """A practice account's password."""

    @property
    def files(self) -> Path:
        """The folder of what people bring along."""


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
        self._background = Pool("background", 1)
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
            self._ready,
            self.shell.could_not_start,
        )

    def _ready(self, workplace: Workplace) -> None:
        self.shell.ready(workplace)
        give_the_window_its_turns()

    def ask(self, request: OpeningRequest) -> None:
        """Another program asks for something to be opened. Safe from any thread."""
        self._bridge.post(lambda: self.shell.openings.ask(request))

    def close(self) -> None:
        """Lock, stop every thread, close every file, and let the evidence keeper finish."""
        self.shell.close()
        self._network.shutdown()
        self._background.shutdown()
        self._card_lane.shutdown()
        self._database_lane.shutdown()
        for end in reversed(self._at_end):
            end()
        self._at_end.clear()
        self.window.close()
        self.window.deleteLater()

    def _assemble(self, configuration: Configuration) -> Workplace:
        from serums_desktop.assembly import Assembly  # noqa: PLC0415  0.5 s of imports

        assembly = Assembly(
            self._profile,
            configuration,
            card_lane=self._card_lane,
            database_lane=self._database_lane,
            network=self._network,
            background=self._background,
            open_browser=self._open_browser,
            refused_at_home=lambda error: self._bridge.post(lambda: self.shell.refused_at_home(error)),
        )
        self._at_end.append(assembly.close)
        return assembly.workplace()


def open_window(
    profile: Profile,
    *,
    shots: Path | None = None,
    hospitals: Hospitals | None = None,
    open_browser: Callable[[str], bool] | None = None,
    opening: OpeningRequest | None = None,
) -> int:
    """Run the program until its window closes, or through every step alone where `shots` is given.

    Where a window of this person and profile is open already, that one comes forward with what is to be
    opened, and this program ends. Returns the exit code.
    """
    forbid_core_dumps()
    write_no_key_log()
    door = _Door()
    try:
        instance = Instance.claim(profile.runtime, door.asked)
    except OSError:
        # A second window is a nuisance; none at all would be worse.
        instance = None
    else:
        if instance is None:
            with contextlib.suppress(NoWindow):
                ask(profile.runtime, opening or Show())
                return 0
    try:
        return _run(profile, shots, hospitals, open_browser, opening, door)
    finally:
        if instance is not None:
            instance.close()


class _Door:
    """Takes what other programs ask for from the first moment, and hands it over once there is a program."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[OpeningRequest] = SimpleQueue()
        self._program: Program | None = None

    def asked(self, request: OpeningRequest) -> None:
        """Another program asks. On a thread of its own."""
        self._asked.put(request)
        self._hand_over()

    def open_to(self, program: Program) -> None:
        """The program is there."""
        self._program = program
        self._hand_over()

    def _hand_over(self) -> None:
        program = self._program
        with contextlib.suppress(Empty):
            while program is not None:
                program.ask(self._asked.get_nowait())


def _run(
    profile: Profile,
    shots: Path | None,
    hospitals: Hospitals | None,
    open_browser: Callable[[str], bool] | None,
    opening: OpeningRequest | None,
    door: _Door,
) -> int:
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
        door.open_to(program)
        if opening is not None:
            program.ask(opening)
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
