"""The real window and a card that is pulled: it locks by itself, and the card alone brings it back."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from serums_desktop.app import Program
from serums_desktop.host import log
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.qtbridge.language import install_language
from tests.device.conftest import Slot
from tests.device.model_place import ModelPlace, model_place
from tests.device.piv_applet import VERIFY, PivApplet
from tests.device.virtual_piv_card import VirtualReader

PATIENCE_MS = 60_000


@pytest.fixture
def place(opensc: Path, tmp_path: Path) -> Iterator[ModelPlace]:
    with model_place(tmp_path, opensc) as place:
        yield place


@pytest.fixture
def authority(place: ModelPlace) -> Issuer:
    return place.authority


@pytest.fixture
def program(qapp: QApplication, place: ModelPlace) -> Iterator[Program]:
    install_language(qapp, QLocale("en_GB"))
    log.start(place.profile.logs)
    with contextlib.closing(Program(qapp, place.profile)) as program:
        program.start()
        yield program
    log.stop()


def test_pulling_the_card_locks_and_putting_it_back_returns(
    qtbot: QtBot, program: Program, reader: VirtualReader, personalise: Callable[..., PivApplet]
) -> None:
    shell, applet = program.shell, personalise()

    def until(holds: Callable[[], bool]) -> None:
        qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def enter_pin(pin: str) -> None:
        view = shell.lock_view if shell.window.page == "lock" else shell.sign_in_view
        until(view.pin.isEnabled)
        qtbot.keyClicks(view.pin, pin)
        qtbot.keyClick(view.pin, "\r")

    assert not shell.sign_in_view.pin.isEnabled()
    reader.insert(applet)
    enter_pin("123456")
    until(lambda: shell.window.page == "patients")
    field = shell.patients_view.search
    qtbot.keyClicks(field, "soler vila joana 14/3/1935 99881135R")
    qtbot.keyClick(field, "\r")
    until(shell.patients.finished)
    qtbot.keyClick(field, "\r")
    until(lambda: bool(shell.record.opened_items()))

    # Pulled while sources are still being read: nothing of the patient stays, nothing is asked.
    reader.remove()
    until(lambda: shell.window.page == "lock")
    assert shell.record.opened() is None
    assert "SOLER" not in shell.window.windowTitle()
    until(lambda: not shell.lock_view.pin.isEnabled())

    reader.insert(applet)
    enter_pin("123456")
    until(lambda: shell.window.page == "record")
    until(lambda: bool(shell.record.opened_items()))
    assert shell.record.opened_summary().allergies


def test_a_card_pulled_while_its_pin_is_typed_or_checked_costs_no_try_and_begins_nothing(
    qtbot: QtBot, program: Program, slot: Slot, personalise: Callable[..., PivApplet]
) -> None:
    shell, applet = program.shell, personalise()
    pin = shell.sign_in_view.pin

    def until(holds: Callable[[], bool]) -> None:
        qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    slot.insert(applet)
    until(pin.isEnabled)
    qtbot.keyClicks(pin, "123")
    slot.remove()
    until(lambda: not pin.isEnabled())
    assert not pin.text()

    slot.insert(applet)
    until(pin.isEnabled)
    slot.reader.pull_at(VERIFY, passing=1)
    qtbot.keyClicks(pin, "123456")
    qtbot.keyClick(pin, "\r")
    slot.await_removal()
    until(lambda: not pin.isEnabled())
    assert shell.window.page == "sign-in"
    assert applet.tries_left == PivApplet.TRIES

    slot.insert(applet)
    until(pin.isEnabled)
    qtbot.keyClicks(pin, "123456")
    qtbot.keyClick(pin, "\r")
    until(lambda: shell.window.page == "patients")
