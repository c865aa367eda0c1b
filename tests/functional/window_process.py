"""The real window as a process of its own, told over its standard input what its person does.

``python -m tests.functional.window_process CONFIGURATION DIRECTORY`` keeps its files in the directory.
Every line is one thing done. It is answered by ``done`` once the window shows the outcome, by ``refused``
once an emergency is refused, or at once where the line ends with ``&``. PINs come masked (see `masked`), so
that only the window has them in clear.

Unasked, it says ``shown N`` when a record with N resources is on screen, and ``entry N`` when an emergency
access has its entry N of evidence. It ends with its standard input.
"""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from msgspec.structs import replace
from PySide6.QtCore import QLocale, QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from serums_desktop.app import Program
from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.domain.people import Person
from serums_desktop.domain.workstation import LockReason
from serums_desktop.host import log
from serums_desktop.host.hardening import forbid_core_dumps
from serums_desktop.host.profile import profile_in
from serums_desktop.qtbridge.language import install_language
from serums_desktop.views.lock import LockView
from serums_desktop.views.pin_field import PinField
from serums_desktop.views.sign_in import SignInView

PATIENCE_S = 60.0
LOOK_EVERY_MS = 5


class Told:
    """Does what it is told with the window, one thing after the other."""

    def __init__(self, application: QApplication, program: Program) -> None:
        self._application = application
        self._shell = program.shell
        self._lines: list[str] = []
        self._rest = b""
        self._shown: int | None = None
        self._doing = ""
        self._is_done: Callable[[], bool] | None = None
        self._ends_s = 0.0
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)
        # No loop within the loop: what Qt deletes later, it deletes in the loop that asked for it.
        self._look = QTimer(interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self._go_on)

    def _read(self) -> None:
        more = os.read(sys.stdin.fileno(), 65536)
        if not more:
            self._application.quit()
            return
        *lines, self._rest = (self._rest + more).split(b"\n")
        self._lines += [line.decode() for line in lines]
        self._ends_s = time.monotonic() + PATIENCE_S
        self._look.start()

    def _go_on(self) -> None:
        if self._is_done is not None:
            self._answer_when_done(self._is_done)
        elif not self._lines:
            self._look.stop()
        elif self._can_begin(self._lines[0]):
            self._doing = self._lines.pop(0)
            command, _, argument = self._doing.removesuffix("&").strip().partition(" ")
            self._is_done = self._begin(command, argument)
        elif time.monotonic() > self._ends_s:
            raise TimeoutError(self._lines[0])

    def _answer_when_done(self, is_done: Callable[[], bool]) -> None:
        if self._doing.endswith("&") or is_done():
            is_refused = self._doing.startswith("emergency") and self._shell.emergency.message()
            self._is_done = None
            say("refused" if is_refused else "done")
        elif time.monotonic() > self._ends_s:
            raise TimeoutError(self._doing)

    def _can_begin(self, line: str) -> bool:
        return not line.startswith("sign-in") or self._sign_in_view().pin.isEnabled()

    def _sign_in_view(self) -> SignInView | LockView:
        shell = self._shell
        return shell.lock_view if shell.window.page == "lock" else shell.sign_in_view

    def _begin(self, command: str, argument: str) -> Callable[[], bool]:
        shell = self._shell
        match command:
            case "sign-in":
                self._say_what_is_shown()
                field = self._sign_in_view().pin
                _type(field, argument)
                field.submit()
                return lambda: shell.window.page == "patients" or self._is_back()
            case "search":
                shell.patients_view.search.setText(argument)
                shell.patients_view.search_submitted.emit()
                return shell.patients.finished
            case "open":
                shell.patients_view.open_requested.emit(shell.patients_view.cards()[0].match.key)
                return self._settled
            case "explain":
                allergy = shell.record.opened_summary().allergies[0]
                shell.record_view.item_selected.emit(allergy.item_id)
                return lambda: shell.record.detail.item_id == allergy.item_id
            case "charts":
                shell.record_view.charts_requested.emit()
                return shell.charts.is_filled
            case "emergency":
                shell.access_view.cancel.click()
                shell.emergency.ask(self._person())
                fields = shell.access_view.fields
                fields.choose(EmergencyReason.UNCONSCIOUS)
                _type(fields.secret, argument)
                fields.submit()
                return self._emergency_settled
            case "emergency-outcome":
                return self._emergency_settled
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

    def _say_what_is_shown(self) -> None:
        """The pages of a session exist by now."""
        shell = self._shell

        def shown() -> None:
            opened = shell.record.opened()
            if opened is not None and opened.accounting.received != self._shown:
                self._shown = opened.accounting.received
                say(f"shown {self._shown}")

        def entered(emergency: object) -> None:
            say(f"entry {getattr(emergency, 'entry', None)}")

        if self._shown is None:
            self._shown = 0
            shell.record.rendered.connect(shown)
            shell.emergency.began.connect(entered)
            shell.emergency.went_on.connect(entered)

    def _is_back(self) -> bool:
        return self._shell.window.page == "record" and self._shell.record.opened() is not None

    def _settled(self) -> bool:
        record = self._shell.record
        return not record.waiting_for() and record.is_settled()

    def _emergency_settled(self) -> bool:
        emergency = self._shell.emergency
        return bool(emergency.message()) or (emergency.running() is not None and self._settled())

    def _stage(self) -> int:
        running = self._shell.emergency.running()
        return int(running.stage) if running is not None else 0

    def _person(self) -> Person:
        """Whom an emergency is about: the record on screen, or the first match."""
        opened = self._shell.record.opened()
        return opened.person if opened is not None else self._shell.patients_view.cards()[0].match.person


def masked(pin: str) -> str:
    """A PIN as it is told: hexadecimal, every byte with its bits turned."""
    return bytes(byte ^ 0xFF for byte in pin.encode("ascii")).hex()


def _type(field: PinField, pin: str) -> None:
    """A masked PIN, key by key as from a keyboard."""
    for byte in bytes.fromhex(pin):
        field.insert(chr(byte ^ 0xFF))


def say(line: str) -> None:
    """Tell whoever watches."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _give_up(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    traceback.print_exception(kind, error, trace)
    os._exit(1)


def main() -> None:
    """Run until standard input closes."""
    configuration, directory = map(Path, sys.argv[1:])
    sys.excepthook = _give_up
    profile = replace(profile_in(directory), configuration=configuration)
    forbid_core_dumps()
    log.start(profile.logs)
    application = QApplication(sys.argv[:1])
    install_language(application, QLocale("en_GB"))
    program = Program(application, profile)
    program.start()
    told = Told(application, program)
    say("ready")
    application.exec()
    del told
    program.close()
    log.stop()


if __name__ == "__main__":
    main()
