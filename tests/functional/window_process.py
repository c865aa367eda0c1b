"""The real window as a process of its own, told over its standard input what its person does.

Started by tests that kill it or look into its memory: ``python -m tests.functional.window_process PROFILE``.
Every line is one thing done; it is answered by ``done`` once the window shows the outcome, or at once where
the line ends with ``&``.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLocale, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from serums_desktop.app import Program
from serums_desktop.domain.emergency import EmergencyReason, EmergencyRequest, Stage
from serums_desktop.domain.people import Person
from serums_desktop.host import log
from serums_desktop.host.hardening import forbid_core_dumps
from serums_desktop.host.profile import profile_in
from serums_desktop.qtbridge.language import install_language
from serums_desktop.screens.shell import LockReason

PATIENCE_S = 60.0
LOOK_EVERY_MS = 5


class Told:
    """Does what it is told with the window."""

    def __init__(self, application: QApplication, program: Program) -> None:
        self._application = application
        self._program = program
        self._shell = program.shell
        self._rest = b""
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        more = os.read(sys.stdin.fileno(), 65536)
        if not more:
            self._application.quit()
            return
        *lines, self._rest = (self._rest + more).split(b"\n")
        for line in lines:
            self._obey(line.decode())

    def _obey(self, line: str) -> None:
        command, _, argument = line.removesuffix("&").strip().partition(" ")
        holds = self._begin(command, argument)
        if not line.endswith("&"):
            self._until(line, holds)
        say("done")

    def _begin(self, command: str, argument: str) -> Callable[[], bool]:
        shell = self._shell
        match command:
            case "sign-in":
                view = shell.lock_view if shell.window.page == "lock" else shell.sign_in_view
                self._until("the card is seen", view.pin.isEnabled)
                view.pin.setText(argument)
                view.pin.submit()
                return lambda: shell.window.page in {"patients", "record"}
            case "search":
                shell.patients_view.search.setText(argument)
                shell.patients_view.search_submitted.emit()
                return shell.patients.finished
            case "open":
                shell.patients_view.open_requested.emit(shell.patients_view.cards()[0].match.key)
                return self._settled
            case "emergency":
                self._until("the emergency can be asked for", lambda: self._person() is not None)
                request = EmergencyRequest(EmergencyReason.UNCONSCIOUS)
                shell.emergency.start(self._required_person(), request, bytearray(argument.encode()))
                return lambda: shell.emergency.running() is not None and self._settled()
            case "stage":
                shell.emergency.open_stage(Stage(int(argument)))
                return lambda: self._stage() == int(argument) and self._settled()
            case "end":
                shell.emergency.end()
                return lambda: shell.emergency.running() is None
            case "lock":
                shell.lock(LockReason.KEY)
                return shell.is_closed
            case _:
                raise ValueError(command)

    def _settled(self) -> bool:
        record = self._shell.record
        return not record.waiting_for() and record.is_settled()

    def _stage(self) -> int:
        running = self._shell.emergency.running()
        return int(running.stage) if running is not None else 0

    def _person(self) -> Person | None:
        cards = self._shell.patients_view.cards()
        return cards[0].match.person if cards else None

    def _required_person(self) -> Person:
        person = self._person()
        if person is None:
            raise LookupError
        return person

    def _until(self, what: str, holds: Callable[[], bool]) -> None:
        loop, timer = QEventLoop(), QTimer()
        ends_s = time.monotonic() + PATIENCE_S
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > ends_s else None)
        timer.start()
        loop.exec()
        timer.stop()
        if not holds():
            raise TimeoutError(what)


def say(word: str) -> None:
    """Answer whoever tells what to do."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> int:
    """Run until standard input closes."""
    profile = profile_in(Path(sys.argv[1]))
    forbid_core_dumps()
    log.start(profile.logs)
    application = QApplication(sys.argv[:1])
    install_language(application, QLocale("en_GB"))
    program = Program(application, profile)
    program.start()
    told = Told(application, program)
    say("ready")
    try:
        return application.exec()
    finally:
        del told
        program.close()
        log.stop()


if __name__ == "__main__":
    sys.exit(main())
