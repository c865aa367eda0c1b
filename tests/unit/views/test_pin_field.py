"""The PIN leaves once, as a bytearray, and stays nowhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from serums_desktop.views.pin_field import PinField

PIN = "48213579"


@pytest.fixture
def field(qtbot: QtBot) -> PinField:
    made = PinField()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_enter_hands_over_a_bytearray_and_empties_the_field(field: PinField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, PIN)
    texts_at_hand_over = []
    field.pin_submitted.connect(lambda _pin: texts_at_hand_over.append(field.text()))
    with qtbot.waitSignal(field.pin_submitted) as handed:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    pin = handed.args[0]
    assert isinstance(pin, bytearray)
    assert pin == PIN.encode()
    assert texts_at_hand_over == [""]


def test_nothing_brings_a_pin_back(field: PinField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, PIN)
    field.submit()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    field.undo()
    assert field.text() == ""
    assert not field.isUndoAvailable()
    assert not field.isRedoAvailable()
    assert PIN not in repr(field)
    assert all(PIN not in str(field.property(name.data().decode())) for name in field.dynamicPropertyNames())


def test_a_pin_does_not_reach_the_clipboard(field: PinField, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("before")
    qtbot.keyClicks(field, PIN)
    field.selectAll()
    for key in (Qt.Key.Key_C, Qt.Key.Key_X):
        qtbot.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "before"
    assert field.echoMode() is QLineEdit.EchoMode.Password
    assert field.contextMenuPolicy() is Qt.ContextMenuPolicy.NoContextMenu


def test_an_empty_field_hands_over_nothing(field: PinField, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(field.pin_submitted):
        qtbot.keyClick(field, Qt.Key.Key_Return)
