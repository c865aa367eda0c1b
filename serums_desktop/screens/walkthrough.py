"""Goes through every step of the demonstration alone, in the real window, and keeps a picture of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.screens.shell import LockReason, Shell
from serums_desktop.views.pin_field import PinField

PRACTICE_PIN = "123456"
_PATIENCE_S = 60.0
_LOOK_EVERY_MS = 20


class Hospitals(Protocol):
    """Model hospitals that can be commanded."""

    def command(self, line: str) -> str:
        """Send a command and return the answer."""


class StuckError(RuntimeError):
    """A step did not come to its end; the name of the step is its text."""


class Walkthrough:
    """Drives the window the way a person would: keys into fields, buttons, the page that follows."""

    def __init__(
        self,
        application: QApplication,
        shell: Shell,
        directory: Path,
        hospitals: Hospitals | None,
        themes: Iterable[str] = ("light", "dark"),
    ) -> None:
        self._application = application
        self._shell = shell
        self._directory = directory
        self._hospitals = hospitals
        self._themes = tuple(themes)

    def run(self) -> int:
        """Go through all steps; returns 0. Raises StuckError."""
        shell = self._shell
        self._until("the card is found", shell.sign_in_view.sign_in.isEnabled)
        self._shot("01-card-found")
        self._type_pin(shell.sign_in_view.pin, "000000")
        self._until("the wrong PIN is refused", shell.sign_in_view.sign_in.isEnabled)
        self._shot("02-wrong-pin")
        self._type_pin(shell.sign_in_view.pin, PRACTICE_PIN)
        self._until("signed in", lambda: shell.window.page == "patients")
        self._search()
        self._shot("03-patients")
        self._command("fault gp slow:6")
        self._press(shell.patients_view.search, Qt.Key.Key_Return)
        self._until("the first entries arrive", lambda: bool(shell.record.opened_items()))
        self._until("only the slow source is late", lambda: shell.record.waiting_for() == ("gp",))
        self._shot("04-arriving")
        self._until("every source answered", lambda: not shell.record.waiting_for())
        self._command("fault gp none")
        summary = shell.record.opened_summary()
        self._show_item(next(item for item in summary.medicines if item.conflict or "B01AF02" in item.codes))
        self._shot("05-record")
        self._show_item(summary.allergies[0])
        shell.record_view.raw_requested.emit(shell.record.detail.entry_id)
        self._shot("06-source")
        shell.record_view.charts_requested.emit()
        self._until("the glucose chart is filled", shell.charts.is_filled)
        self._shot("07-device-charts")
        shell.window.show_page("record")
        self._command("fault fcrb 500")
        shell.record_view.refresh_requested.emit()
        self._until("every source answered or failed", lambda: not shell.record.waiting_for())
        self._shot("08-source-failed")
        self._command("fault fcrb none")
        for source in ("ustan", "fcrb", "zmc", "gp", "device-cloud"):
            self._command(f"stop {source}")
        shell.lock(LockReason.KEY)
        self._shot("09-locked")
        self._type_pin(shell.lock_view.pin, PRACTICE_PIN)
        self._until("signed in offline", lambda: shell.window.page == "record")
        self._until("the copy is on screen", lambda: bool(shell.record.opened_items()))
        self._until("no source answers", lambda: not shell.record.waiting_for())
        self._shot("10-offline")
        return 0

    def _search(self) -> None:
        view = self._shell.patients_view
        view.search.setText("soler vila joana 14/3/1935 99881135R")
        self._press(view.search, Qt.Key.Key_Return)
        self._until("every source searched", self._shell.patients.finished)

    def _show_item(self, item: TimelineItem) -> None:
        self._shell.record_view.item_selected.emit(item.item_id)
        self._until("the entry is shown", lambda: self._shell.record.detail.item_id == item.item_id)

    def _type_pin(self, field: PinField, pin: str) -> None:
        self._until("the PIN field is open", field.isEnabled)
        field.setText(pin)
        field.submit()

    def _press(self, widget: QWidget, key: Qt.Key) -> None:
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            self._application.postEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def _command(self, line: str) -> None:
        if self._hospitals is not None:
            self._hospitals.command(line)

    def _until(self, step: str, holds: Callable[[], bool]) -> None:
        """Let the window live until something holds."""
        loop = QEventLoop()
        deadline = time.monotonic() + _PATIENCE_S
        timer = QTimer()
        timer.setInterval(_LOOK_EVERY_MS)
        timer.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > deadline else None)
        timer.start()
        loop.exec()
        timer.stop()
        if not holds():
            raise StuckError(step)

    def _shot(self, name: str) -> None:
        for theme in self._themes:
            self._shell.choose_theme(theme)
            self._application.processEvents()
            place = self._directory / theme
            place.mkdir(parents=True, exist_ok=True)
            self._shell.window.grab().save(str(place / f"{name}.png"))
        self._shell.choose_theme(self._themes[0])
