"""The lock page takes a PIN and shows nothing of a patient."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.views.lock import LockState, LockView
from serums_desktop.views.pin_entry import CardPhase, Message

READY = LockState(phase=CardPhase.READY, holder="Dr Ailsa Fraser")


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> LockView:
    made = LockView(theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_pin_unlocks_and_leaves_the_field(view: LockView, qtbot: QtBot) -> None:
    view.render_state(READY)
    qtbot.keyClicks(view.pin, "123456")
    with qtbot.waitSignal(view.pin_submitted) as handed:
        qtbot.mouseClick(view.unlock, Qt.MouseButton.LeftButton)
    assert handed.args == [bytearray(b"123456")]
    assert view.pin.text() == ""


def test_pulling_the_card_empties_the_field(view: LockView, qtbot: QtBot) -> None:
    view.render_state(READY)
    qtbot.keyClicks(view.pin, "1234")
    view.render_state(LockState(holder="Dr Ailsa Fraser"))
    assert view.pin.text() == ""
    assert not view.pin.isVisible()
    labels = {label.text() for label in view.findChildren(QLabel) if label.isVisible()}
    assert labels == {"Locked", "Dr Ailsa Fraser", "Put your card into the reader."}


def test_a_message_stands_beneath_the_field(view: LockView) -> None:
    view.render_state(
        LockState(phase=CardPhase.READY, holder="A", message=Message("Wrong PIN.", "Last try."))
    )
    assert "Wrong PIN. Last try." in {label.text() for label in view.findChildren(QLabel)}
