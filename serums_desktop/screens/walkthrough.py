"""Goes through every step of the demonstration alone, in the real window, and keeps a picture of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.domain.errors import SourceFault
from serums_desktop.domain.identifiers import BSN, Identifier
from serums_desktop.domain.opening import PatientContext
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.domain.workstation import LockReason
from serums_desktop.screens.shell import Shell
from serums_desktop.views.passphrase_entry import SignInWay
from serums_desktop.views.pin_field import PinField

PRACTICE_PIN = "123456"
PRACTICE_PASSPHRASE = "four quiet herons stand"  # noqa: S105  of invented people
_JOANA = "soler vila joana 14/3/1935 99881135R"
_HIP_PATIENT = "999922014"
_CHEMOTHERAPY_PATIENT = "0706687523"
_SOURCES = ("ustan", "fcrb", "zmc", "gp", "device-cloud")
# Whose card is in the reader.
_DOCTOR = "S-1042"
# Who signs in through the browser.
_NURSE = "S-2071"
_PATIENCE_S = 60.0
_LOOK_EVERY_MS = 20


class Hospitals(Protocol):
    """Model hospitals that can be commanded."""

    def command(self, line: str) -> str:
        """Send a command and return the answer."""

    def password(self, staff_id: str) -> str:
        """A practice account's password."""

    @property
    def files(self) -> Path:
        """The folder of what people bring along."""


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
        self._taken = 0

    def run(self) -> int:
        """Go through all steps; returns 0. Raises StuckError."""
        self._by_card()
        self._one_record()
        self._source_fails()
        self._stories()
        self._by_passphrase()
        self._emergency()
        self._offline()
        self._around_the_session()
        return 0

    # -- the steps ---------------------------------------------------------------------------------

    def _by_card(self) -> None:
        shell = self._shell
        self._until("the card is found", shell.sign_in_view.sign_in.isEnabled)
        self._shot("card-found")
        self._type(shell.sign_in_view.pin, "000000")
        self._until("the wrong PIN is refused", shell.sign_in_view.sign_in.isEnabled)
        self._shot("wrong-pin")
        self._type(shell.sign_in_view.pin, PRACTICE_PIN)
        self._until("signed in", lambda: shell.window.page == "patients")
        self._until("the ward is listed", shell.patients.ward.is_listed)
        self._shot("ward")

    def _one_record(self) -> None:
        shell = self._shell
        self._search(_JOANA)
        self._shot("patients")
        self._command("fault gp slow:6")
        self._press(shell.patients_view.search, Qt.Key.Key_Return)
        self._until("the first entries arrive", lambda: bool(shell.record.opened_items()))
        self._until("only the slow source is late", lambda: shell.record.waiting_for() == ("gp",))
        self._shot("arriving")
        self._settle()
        self._command("fault gp none")
        summary = shell.record.opened_summary()
        self._show_item(next(item for item in summary.medicines if item.conflict or "B01AF02" in item.codes))
        self._shot("record")
        self._show_item(summary.allergies[0])
        shell.record_view.raw_requested.emit(shell.record.detail.entry_id)
        self._shot("source")
        self._find("penicil")
        self._shot("found")
        shell.record_view.find_bar.close_bar()
        self._charts("device-charts")
        self._sources()

    def _sources(self) -> None:
        """What each source gave; then somebody who cannot say who they are, and is found to be somebody."""
        shell = self._shell
        shell.record_view.sources_requested.emit()
        self._shot("sources")
        shell.over_record.sources_view.closed.emit()
        shell.window.page_requested.emit("patients")
        shell.patients_view.unknown_requested.emit()
        self._until("the unknown patient is open", lambda: shell.record.opened() is not None)
        self._settle()
        shell.record_view.sources_requested.emit()
        sources = shell.over_record.sources
        sources.ask(_JOANA)
        self._until("those who may be the patient are found", lambda: bool(sources.found()))
        self._until("every source was asked", lambda: not sources.is_asking())
        self._shot("who-is-it")
        sources.link(sources.found()[0].key)
        self._until("the unknown patient is somebody", lambda: bool(shell.record.opened_items()))
        sources.close()
        self._settle()
        self._shot("no-longer-unknown")
        self._files()

    def _files(self) -> None:
        """What the patient brought on a stick."""
        if self._hospitals is None or not self._hospitals.files.is_dir():
            return
        shell, files = self._shell, self._shell.over_record.files
        files.bring((self._hospitals.files / "patient-summary.json",))
        self._until("the file was looked at", lambda: files.state() is not None and not files.is_busy())
        self._shot("file-compared")
        state = files.state()
        if state is not None and state.named:
            shell.over_record.file_view.add_requested.emit(state.named[0].key)
        self._until("the file was added", lambda: files.state() is None)
        self._settle()
        shell.record_view.sources_requested.emit()
        self._shot("file-added")
        shell.over_record.sources_view.closed.emit()
        files.bring((self._hospitals.files / "letter.pdf",))
        letters = shell.over_record.letters
        self._until("the letter is there", lambda: letters.state() is not None and not letters.is_busy())
        self._until("its page is drawn", lambda: shell.over_record.letter_view.pages.is_drawn)
        self._shot("letter")
        letters.close()

    def _source_fails(self) -> None:
        self._command("fault fcrb 500")
        self._shell.record_view.refresh_requested.emit()
        self._settle()
        self._shot("source-failed")
        self._command("fault fcrb none")

    def _stories(self) -> None:
        self._open(_HIP_PATIENT)
        self._shot("hip-record")
        self._data_lake()
        self._charts("hip-charts")
        self._open(_CHEMOTHERAPY_PATIENT)
        self._shot("chemotherapy-record")
        self._charts("chemotherapy-charts")

    def _data_lake(self) -> None:
        """A source that does not know the card: it is signed in to where its name stands."""
        shell = self._shell
        wanting = [one.source_id for one in shell.record.coverage().sources if _wants_sign_in(one)]
        if self._hospitals is None or not wanting:
            return
        shell.record_view.retry_requested.emit(wanting[0])
        dialog = shell.over_record.sign_in_view
        self._shot("data-lake-sign-in")
        dialog.user_name.setText(_DOCTOR)
        self._type(dialog.password, self._hospitals.password(_DOCTOR))
        self._until("the data lake has answered", lambda: self._has_answered(wanting[0]))
        self._settle()
        self._shot("data-lake-record")

    def _has_answered(self, source_id: str) -> bool:
        return self._shell.record.coverage_of(source_id).state is SourceState.ANSWERED

    def _by_passphrase(self) -> None:
        shell, view = self._shell, self._shell.sign_in_view
        shell.lock(LockReason.KEY)
        self._shot("locked")
        self._until("everything is closed", shell.is_closed)
        shell.lock_view.other_requested.emit()
        view.way_chosen.emit(SignInWay.KEYRING.value)
        self._until("the other way is shown", view.keyring.isVisible)
        view.keyring.first_time.click()
        for field in (view.keyring.new.first, view.keyring.new.second):
            field.setText(PRACTICE_PASSPHRASE)
        self._shot("new-passphrase")
        view.keyring.new.go_on.click()
        self._until("signed in through the browser", lambda: shell.window.page == "patients")
        shell.lock(LockReason.KEY)
        self._until("everything is closed again", shell.is_closed)
        self._shot("locked-passphrase")
        self._type(shell.lock_view.passphrase, PRACTICE_PASSPHRASE)
        self._until("signed in by passphrase", lambda: shell.window.page == "patients")

    def _emergency(self) -> None:
        shell = self._shell
        self._search(_JOANA)
        shell.window.emergency_requested.emit()
        self._until("the dialog is open", shell.emergency.is_asking)
        fields = shell.access_view.fields
        fields.choose(EmergencyReason.UNCONSCIOUS)
        fields.secret.setText(PRACTICE_PASSPHRASE)
        self._shot("emergency-asked")
        fields.submit()
        self._until("the glass is broken", lambda: shell.emergency.running() is not None)
        self._settle()
        self._shot("emergency-first-stage")
        for stage, name in (
            (Stage.MEDICINES, "emergency-medicines"),
            (Stage.EVERYTHING, "emergency-everything"),
        ):
            shell.emergency.open_stage(stage)
            self._until(name, partial(self._is_at, stage))
            self._settle()
            self._shot(name)
        shell.emergency.end()
        self._until("the emergency has ended", lambda: shell.emergency.running() is None)
        self._shot("emergency-ended")

    def _offline(self) -> None:
        shell = self._shell
        self._open(_JOANA)
        for source in _SOURCES:
            self._command(f"stop {source}")
        shell.lock(LockReason.KEY)
        self._type(shell.lock_view.passphrase, PRACTICE_PASSPHRASE)
        self._until("signed in offline", lambda: shell.window.page == "record")
        self._until("the copy is on screen", lambda: bool(shell.record.opened_items()))
        self._settle()
        self._shot("offline")

    def _around_the_session(self) -> None:
        shell = self._shell
        for source in _SOURCES:
            self._command(f"start {source}")
        shell.window.leave_requested.emit()
        self._shot("leaving-asked")
        shell.window.notice_dismissed.emit()
        shell.lock(LockReason.KEY)
        self._until("everything is closed", shell.is_closed)
        shell.openings.ask(PatientContext(Identifier(BSN.system, _HIP_PATIENT)))
        self._shot("named-by-another-program")
        self._type(shell.lock_view.passphrase, PRACTICE_PASSPHRASE)
        notice = shell.window.notice_bar
        self._until("the other program's patient is named", lambda: _HIP_PATIENT in notice.accessibleName())
        self._settle()
        self._shot("another-program-asks")
        notice.action.click()
        self._until("the named patient is open", self._is_hip_patient)
        self._settle()
        self._command(f"leave {_NURSE}")
        shell.ask_home()
        self._until("the dismissed are out", lambda: shell.window.page == "lock")
        self._shot("dismissed")
        self._command(f"return {_NURSE}")

    def _is_hip_patient(self) -> bool:
        opened = self._shell.record.opened()
        return opened is not None and Identifier(BSN.system, _HIP_PATIENT) in opened.person.identifiers

    # -- what a step is made of --------------------------------------------------------------------

    def _find(self, text: str) -> None:
        bar = self._shell.record_view.find_bar
        bar.open_bar()
        bar.field.setText(text)
        self._until("the words are found", bar.table.isVisible)

    def _search(self, text: str) -> None:
        self._shell.window.page_requested.emit("patients")
        view = self._shell.patients_view
        view.search.setText(text)
        self._press(view.search, Qt.Key.Key_Return)
        self._until("every source searched", self._shell.patients.finished)

    def _open(self, text: str) -> None:
        self._search(text)
        self._press(self._shell.patients_view.search, Qt.Key.Key_Return)
        self._until("the record is open", lambda: bool(self._shell.record.opened_items()))
        self._settle()

    def _charts(self, name: str) -> None:
        self._shell.record_view.charts_requested.emit()
        self._until("the charts are filled", self._shell.charts.is_filled)
        self._shot(name)
        self._shell.window.show_page("record")

    def _settle(self) -> None:
        record = self._shell.record
        self._until("every source answered or failed", lambda: not record.waiting_for())
        self._until("what they sent is on screen", record.is_settled)

    def _is_at(self, stage: Stage) -> bool:
        running = self._shell.emergency.running()
        return running is not None and running.stage is stage

    def _show_item(self, item: TimelineItem) -> None:
        self._shell.record_view.item_selected.emit(item.item_id)
        self._until("the entry is shown", lambda: self._shell.record.detail.item_id == item.item_id)

    def _type(self, field: PinField, secret: str) -> None:
        self._until("the field is open", field.isEnabled)
        field.setText(secret)
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
        self._taken += 1
        for theme in self._themes:
            self._shell.choose_theme(theme)
            self._application.processEvents()
            place = self._directory / theme
            place.mkdir(parents=True, exist_ok=True)
            self._shell.window.grab().save(str(place / f"{self._taken:02}-{name}.png"))
        self._shell.choose_theme(self._themes[0])


def _wants_sign_in(source: SourceCoverage) -> bool:
    return source.fault is SourceFault.NOT_SIGNED_IN
