"""The real window, the model hospitals as a process of their own, a SoftHSM card: nothing is replaced."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from serums_desktop.app import Program
from serums_desktop.commands.demo import PRACTICE_PIN, ModelHospitals, enrol_workstation, practice_place
from serums_desktop.host import log
from serums_desktop.host.profile import Profile
from serums_desktop.qtbridge.language import install_language

SOURCES = ("ustan", "fcrb", "zmc", "gp", "device-cloud")
PATIENCE_MS = 60_000


def absent(missing: str) -> NoReturn:
    """A part of the system is not here: a hole that may not be skipped where everything is to be shown."""
    said = f"{missing} (packaging/dev.py test installs it)"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)


@pytest.fixture(scope="session")
def place() -> Iterator[tuple[Profile, ModelHospitals]]:
    """One set of model hospitals and one card for all tests."""
    if shutil.which("softhsm2-util") is None:
        absent("SoftHSM is not installed")
    with practice_place() as here:
        yield here


@pytest.fixture
def hospitals(place: tuple[Profile, ModelHospitals]) -> Iterator[ModelHospitals]:
    """The model hospitals, all of them up and without faults before and after."""
    yield place[1]
    for source in SOURCES:
        place[1].command(f"fault {source} none")
        place[1].command(f"start {source}")


@pytest.fixture
def profile(place: tuple[Profile, ModelHospitals], tmp_path: Path) -> Profile:
    """The card's profile with keys, cache, log and evidence of this test's own."""
    shared, hospitals = place
    profile = replace(
        shared,
        keys=tmp_path / "keys",
        cache=tmp_path / "cache",
        logs=tmp_path / "logs",
        evidence=tmp_path / "evidence",
    )
    enrol_workstation(profile, hospitals)
    return profile


@pytest.fixture
def open_program(
    qapp: QApplication, profile: Profile, hospitals: ModelHospitals
) -> Iterator[Callable[..., Program]]:
    """Opens the program as `serums-desktop` does; whatever was opened is closed again."""
    install_language(qapp, QLocale("en_GB"))
    log.start(profile.logs)
    opened: list[Program] = []

    def open_it(open_browser: Callable[[str], bool] | None = None) -> Program:
        program = Program(qapp, profile, open_browser)
        opened.append(program)
        program.start()
        return program

    yield open_it
    for program in opened:
        program.close()
    log.stop()


class Person:
    """What a clinician does with the window, by keyboard and mouse."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot = qtbot
        self.program = program
        self.shell = program.shell

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def enter_pin(self, pin: str = PRACTICE_PIN) -> None:
        view = self.shell.lock_view if self.shell.window.page == "lock" else self.shell.sign_in_view
        self.until(view.pin.isEnabled)
        self.qtbot.keyClicks(view.pin, pin)
        self.qtbot.keyClick(view.pin, "\r")

    def press_lock(self) -> None:
        """Ctrl+L, as on any keyboard."""
        self.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        """Press a key of the window, which must be the active one to hear it."""
        window = self.shell.window
        window.activateWindow()
        self.until(window.isActiveWindow)
        self.qtbot.keyClick(window, key, modifiers)

    def sign_in(self) -> None:
        self.enter_pin()
        self.until(lambda: self.shell.window.page in {"patients", "record"})

    def search(self, text: str) -> None:
        field = self.shell.patients_view.search
        field.clear()
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, "\r")
        self.until(self.shell.patients.finished)

    def open_first(self) -> None:
        self.qtbot.keyClick(self.shell.patients_view.search, "\r")
        self.settle()

    def settle(self) -> None:
        """Until every source has answered or failed and the screen shows what they sent."""
        self.until(lambda: not self.shell.record.waiting_for())
        self.until(self.shell.record.is_settled)


@pytest.fixture
def person(qtbot: QtBot, open_program: Callable[..., Program]) -> Person:
    return Person(qtbot, open_program())
