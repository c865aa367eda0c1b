"""Nothing at a workstation tells a record with restrictions from the one in which those entries never were.

Regulation (EU) 2025/327, Article 8. The same person does the same at the same moment in fresh profiles:
once the entries are withheld, once they never existed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from serums_desktop import app, assembly
from serums_desktop.app import Program
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.commands.demo import ModelHospitals, enrol_workstation
from serums_desktop.domain.emergency import Stage
from serums_desktop.host import log
from serums_desktop.host.clock import SystemClock
from serums_desktop.host.profile import Profile
from serums_desktop.qtbridge.language import install_language

from .conftest import SOURCES, Person
from .observing import View, files_of, log_of, look_alike, look_at, requests_in
from .test_emergency import break_glass, stage_of
from .test_path import JOANA

# An allergy that the GP holds too, a wish that a Provenance points at, a prescription that another one
# replaced.
RESTRICTED = (
    "fcrb AllergyIntolerance/penicillin",
    "fcrb Flag/resuscitation",
    "fcrb MedicationRequest/apixaban-2019",
)
# What the practice withholds by its own rule, and a visit that was about it.
LABELLED = ("gp Condition/depression", "gp MedicationRequest/sertraline")
# What pointed at the restricted, and what another source says of the same.
BESIDE = (
    "gp/Encounter/visit-2014-02",
    "fcrb/MedicationRequest/apixaban-2026",
    "gp/AllergyIntolerance/fcrb-penicillin",
)
EVIDENCE = ("POST /fhir/AuditEvent", "POST /fhir/Communication", "POST /token")


class Left(msgspec.Struct, frozen=True):
    """What is left of a while: files of the profile, lines of the log, requests at each source."""

    files: list[tuple[str, int]]
    log: Counter[str]
    requests: dict[str, Counter[str]]


class StoppedClock(SystemClock):
    """A clock whose day does not go on; what is measured does."""

    def __init__(self, now_s: float) -> None:
        self._now_s = now_s

    def now_s(self) -> float:
        return self._now_s


class Sitting:
    """One person at one fresh profile, and what can be observed of it."""

    def __init__(self, person: Person, profile: Profile, hospitals: ModelHospitals, directory: Path) -> None:
        self.person = person
        self.shell = person.shell
        self.views: dict[str, View] = {}
        self._profile = profile
        self._hospitals = hospitals
        self._directory = directory

    def look(self, name: str) -> None:
        """Take down the window once it stays as it is; a touch sets back the seconds until it locks."""
        window = self.shell.window
        seen: list[View] = []

        def stays() -> bool:
            self.person.qtbot.keyClick(window, Qt.Key.Key_Shift)
            # What was said last may still have to find its place.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            seen.append(look_at(window))
            return len(seen) > 1 and seen[-2] == seen[-1]

        self.person.until(stays)
        self.views[name] = seen[-1]

    def come_up_to_the_glass(self) -> Left:
        """Sign in, find her, look at everything, ask for emergency access without confirming, lock."""
        person, shell = self.person, self.shell
        person.sign_in()
        person.until(shell.patients.ward.is_listed)
        self.look("ward")
        self.open_record()
        self.look_around()
        person.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        person.until(shell.emergency.is_asking)
        self.look("emergency dialog")
        person.qtbot.keyClick(shell.access_view, Qt.Key.Key_Escape)
        return self.leave("locked")

    def break_the_glass(self) -> dict[Stage, set[str]]:
        """Come back, go through an emergency; returns the entries shown in each stage."""
        person, shell = self.person, self.shell
        person.sign_in()
        person.settle()
        break_glass(person)
        shown = {Stage.SAFETY_SUMMARY: self.entries()}
        for stage, key in ((Stage.MEDICINES, Qt.Key.Key_2), (Stage.EVERYTHING, Qt.Key.Key_3)):
            person.press(key, Qt.KeyboardModifier.AltModifier)
            person.until(lambda stage=stage: stage_of(person) is stage)
            person.settle()
            shown[stage] = self.entries()
        control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        person.press(Qt.Key.Key_E, control_shift)
        person.until(lambda: shell.emergency.running() is None)
        self.look("after the emergency")
        return shown

    def entries(self) -> set[str]:
        return {member for item in self.shell.record.opened_items() for member in item.members}

    def open_record(self, when: str = "") -> None:
        self.person.search(JOANA)
        self.look(f"found{when}")
        self.person.open_first()
        self.look(f"record{when}")

    def ask_again(self, when: str) -> None:
        self.shell.record_view.refresh_requested.emit()
        self.person.settle()
        self.look(f"record{when}")

    def look_around(self) -> None:
        person, shell, view = self.person, self.shell, self.shell.record_view
        for entry_id in BESIDE:
            item = next(item for item in shell.record.opened_items() if entry_id in item.members)
            view.item_selected.emit(item.item_id)
            person.until(lambda item_id=item.item_id: shell.record.detail.item_id == item_id)
            self.look(f"detail of {entry_id}")
            for member in item.members:
                view.raw_requested.emit(member)
            self.look(f"resource of {entry_id}")
        view.toggle_table()
        self.look("table")
        view.toggle_table()
        view.charts_requested.emit()
        person.until(shell.charts.is_filled)
        self.look("charts")
        shell.window.show_page("record")

    def leave(self, name: str) -> Left:
        """Lock, let the evidence arrive, and take down what is left."""
        self.person.press_lock()
        self.person.until(self.shell.is_closed)
        with closing(EvidenceKeeperClient(self._profile.evidence)) as keeper:
            self.person.until(lambda: keeper.status().undelivered == 0)
        self.look(name)
        return Left(files_of(self._profile), log_of(self._profile), self.requests())

    def requests(self) -> dict[str, Counter[str]]:
        """What each source was asked since the last time, but for evidence, which comes when it comes."""
        path = self._directory / "requests"
        asked = {}
        for source in SOURCES:
            assert self._hospitals.command(f"requests {source} {path}").startswith("ok")
            asked[source] = Counter(
                {line: n for line, n in requests_in(path).items() if line not in EVIDENCE}
            )
        return asked


Sit = Callable[[str], AbstractContextManager[Sitting]]


@pytest.fixture
def sit(
    place: tuple[Profile, ModelHospitals],
    hospitals: ModelHospitals,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Sit]:
    """Seats the person at a fresh profile of some name."""
    install_language(qapp, QLocale("en_GB"))
    stopped = partial(StoppedClock, time.time())
    for module in (app, assembly):
        monkeypatch.setattr(module, "SystemClock", stopped)
    flash_ms = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)

    @contextmanager
    def seat(name: str) -> Iterator[Sitting]:
        directory = tmp_path / name
        directory.mkdir()
        shared = place[0]
        profile = msgspec.structs.replace(
            shared,
            keys=directory / "keys",
            cache=directory / "cache",
            logs=directory / "logs",
            evidence=directory / "evidence",
        )
        enrol_workstation(profile, hospitals)
        log.start(profile.logs)
        program = Program(qapp, profile)
        try:
            program.start()
            program.window.resize(QSize(1280, 800))
            sitting = Sitting(Person(qtbot, program), profile, hospitals, directory)
            sitting.requests()
            yield sitting
        finally:
            program.close()
            log.stop()

    try:
        yield seat
    finally:
        qapp.setCursorFlashTime(flash_ms)


def tell(hospitals: ModelHospitals, command: str, entries: tuple[str, ...]) -> None:
    for entry in entries:
        assert hospitals.command(f"{command} {entry}").startswith("ok")


@contextmanager
def restricted(hospitals: ModelHospitals) -> Iterator[None]:
    """The entries are withheld, some by the source's rule and some by instance."""
    tell(hospitals, "restrict", RESTRICTED)
    try:
        yield
    finally:
        tell(hospitals, "lift", RESTRICTED)


@contextmanager
def never_existed(hospitals: ModelHospitals) -> Iterator[None]:
    tell(hospitals, "remove", (*RESTRICTED, *LABELLED))
    try:
        yield
    finally:
        tell(hospitals, "put-back", (*RESTRICTED, *LABELLED))


@contextmanager
def without_tact(hospitals: ModelHospitals) -> Iterator[None]:
    """Sources leave out what is withheld, and the traces of it in."""
    for source in SOURCES:
        hospitals.command(f"tactless {source}")
    try:
        yield
    finally:
        for source in SOURCES:
            hospitals.command(f"tactful {source}")


def entry_ids(entries: tuple[str, ...]) -> set[str]:
    return {entry.replace(" ", "/", 1) for entry in entries}


def assert_same(left: Left, other: Left) -> None:
    assert left.log == other.log
    assert left.requests == other.requests
    assert_same_files(left, other)


def assert_same_files(left: Left, other: Left) -> None:
    """A vault's pages fill as sources happen to answer: sizes are equal but for that."""
    assert [name for name, _ in left.files] == [name for name, _ in other.files]
    for (name, size), (_, other_size) in zip(left.files, other.files, strict=True):
        assert size == pytest.approx(other_size, rel=0.02, abs=8), name


def test_a_restriction_cannot_be_told(sit: Sit, hospitals: ModelHospitals) -> None:
    with restricted(hospitals), sit("restricted") as first:
        left = first.come_up_to_the_glass()
        shown = first.break_the_glass()
        first.open_record(" after")
        tell(hospitals, "lift", RESTRICTED)
        first.ask_again(" in between")
        assert entry_ids(RESTRICTED) <= first.entries()
        tell(hospitals, "restrict", RESTRICTED)
        first.ask_again(" in the end")
        left_in_the_end = first.leave("locked in the end")
    with never_existed(hospitals), sit("never") as second:
        never_left = second.come_up_to_the_glass()
        never_shown = second.break_the_glass()
        second.open_record(" after")
        second.ask_again(" in between")
        second.ask_again(" in the end")
        never_left_in_the_end = second.leave("locked in the end")
    with restricted(hospitals), without_tact(hospitals), sit("without tact") as third:
        tactless_left = third.come_up_to_the_glass()

    del first.views["record in between"], second.views["record in between"]
    for sitting in (first, third):
        for name, view in sitting.views.items():
            assert view.tree == second.views[name].tree, name
            assert look_alike(view.picture, second.views[name].picture), name
    pointing = third.views["resource of fcrb/MedicationRequest/apixaban-2026"].tree
    assert any('"id": "apixaban-2026"' in line for line in pointing)
    assert not any("apixaban-2019" in line or '"security"' in line for line in pointing)
    assert_same(left, never_left)
    assert_same(tactless_left, never_left)
    assert left_in_the_end.requests == never_left_in_the_end.requests
    assert_same_files(left_in_the_end, never_left_in_the_end)
    everything = entry_ids((*RESTRICTED, *LABELLED))
    for stage in Stage:
        assert shown[stage] - never_shown[stage] == shown[stage] & everything
    assert everything <= shown[Stage.EVERYTHING]
