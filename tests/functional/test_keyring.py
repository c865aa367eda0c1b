"""The way without a card, in the real window: the browser once, then a passphrase and a real keyring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from serums_desktop.__main__ import main
from serums_desktop.app import Program
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.commands.audit import VERIFIED
from serums_desktop.commands.demo import PRACTICE_STAFF, ModelHospitals, browser_of
from serums_desktop.commands.practice_keyring import is_possible
from serums_desktop.domain.emergency import Stage
from serums_desktop.host.profile import Profile
from serums_desktop.views.passphrase_entry import SignInWay

from .conftest import SOURCES, Person, absent
from .test_emergency import ask, stage_of
from .test_path import JOANA, assert_nothing_readable

PASSPHRASE = "four quiet herons stand"


@pytest.fixture
def nurse(qtbot: QtBot, open_program: Callable[..., Program], profile: Profile) -> Person:
    """Somebody without a card, whose browser signs her in at the home hospital."""
    if not is_possible():
        absent("gnome-keyring or dbus-daemon is not installed")
    return Person(qtbot, open_program(browser_of(profile, PRACTICE_STAFF)))


def enrol(nurse: Person) -> None:
    """The first time: a new passphrase, then the browser."""
    ask_to_enrol(nurse)
    nurse.until(lambda: nurse.shell.window.page == "patients")


def ask_to_enrol(nurse: Person) -> None:
    view = nurse.shell.sign_in_view
    nurse.until(view.pin.isEnabled)
    view.way_chosen.emit(SignInWay.KEYRING.value)
    nurse.until(view.keyring.isVisible)
    view.keyring.first_time.click()
    nurse.qtbot.keyClicks(view.keyring.new.first, PASSPHRASE)
    nurse.qtbot.keyClicks(view.keyring.new.second, PASSPHRASE)
    nurse.qtbot.keyClick(view.keyring.new.second, Qt.Key.Key_Return)


def unlock(nurse: Person, passphrase: str = PASSPHRASE) -> None:
    """The passphrase on the lock page."""
    field = nurse.shell.lock_view.passphrase
    nurse.until(field.isEnabled)
    nurse.qtbot.keyClicks(field, passphrase)
    nurse.qtbot.keyClick(field, Qt.Key.Key_Return)


def break_glass(nurse: Person, passphrase: str = PASSPHRASE) -> None:
    ask(nurse)
    secret = nurse.shell.access_view.fields.secret
    nurse.qtbot.keyClicks(secret, passphrase)
    nurse.qtbot.keyClick(secret, Qt.Key.Key_Return)
    nurse.until(lambda: nurse.shell.emergency.running() is not None)
    nurse.settle()


def test_the_second_half_of_the_path(
    nurse: Person, hospitals: ModelHospitals, profile: Profile, tmp_path: Path
) -> None:
    shell = nurse.shell
    enrol(nurse)
    nurse.search(JOANA)
    nurse.open_first()
    assert {source for item in shell.record.opened_items() for source in item.sources} == set(SOURCES)

    # Back in by the passphrase; a wrong one is told in words.
    nurse.press_lock()
    unlock(nurse, "not the passphrase")
    nurse.until(lambda: "Wrong passphrase" in shell.sign_in.message())
    unlock(nurse)
    nurse.until(lambda: shell.window.page == "record")
    nurse.settle()

    # The emergency, to its last stage.
    break_glass(nurse)
    for key, stage in ((Qt.Key.Key_2, Stage.MEDICINES), (Qt.Key.Key_3, Stage.EVERYTHING)):
        nurse.press(key, Qt.KeyboardModifier.AltModifier)
        nurse.until(lambda stage=stage: stage_of(nurse) is stage)
        nurse.settle()
    nurse.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    nurse.until(lambda: shell.emergency.running() is None)

    # What was recorded is at the audit repository, and the file proves it anywhere.
    keeper = EvidenceKeeperClient(profile.evidence)
    nurse.until(lambda: keeper.status().undelivered == 0)
    _, _, events, notices = hospitals.command("audit count").split()
    assert int(events) >= keeper.status().entries
    assert int(notices) >= 1
    bundle = tmp_path / "evidence.bundle"
    keeper.export(bundle)
    keeper.close()
    assert main(["audit", "verify", str(bundle)]) == VERIFIED

    nurse.press_lock()
    nurse.until(shell.is_closed)
    assert_nothing_readable(profile, "SOLER", "APIXABAN", PASSPHRASE.split()[1].upper())


def test_the_network_is_cut_before_the_emergency(
    nurse: Person, hospitals: ModelHospitals, profile: Profile
) -> None:
    shell = nurse.shell
    enrol(nurse)
    nurse.search(JOANA)
    nurse.open_first()
    kept = shell.record.opened_summary()
    nurse.press_lock()
    for source in SOURCES:
        hospitals.command(f"stop {source}")
    unlock(nurse)
    nurse.until(lambda: shell.window.page == "record")
    nurse.settle()
    break_glass(nurse)
    shown = shell.record.opened_summary()
    assert [item.title for item in shown.allergies] == [item.title for item in kept.allergies]
    keeper = EvidenceKeeperClient(profile.evidence)
    assert keeper.status().undelivered > 0
    nurse.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    nurse.until(lambda: shell.emergency.running() is None)
    for source in SOURCES:
        hospitals.command(f"start {source}")
    nurse.until(lambda: keeper.status().undelivered == 0)
    keeper.close()
