"""The lock page takes a PIN or a passphrase and shows nothing of a patient."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.views.lock import LockState, LockView
from serums_desktop.views.passphrase_entry import KeyringPhase, SignInWay
from serums_desktop.views.pin_entry import CardPhase, Message

READY = LockState(phase=CardPhase.READY, holder="Dr Ailsa Fraser")


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> LockView:
    made = LockView(theme)
    qtbot.addWidget(made)
    # Only the active window's widgets hear that they have the focus.
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
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


BY_PASSPHRASE = LockState(way=SignInWay.KEYRING, holder="Morag Innes", staff_id="s-2")


def test_who_came_by_passphrase_goes_on_by_passphrase(view: LockView, qtbot: QtBot) -> None:
    view.render_state(BY_PASSPHRASE)
    assert view.focusWidget() is view.passphrase
    assert not view.pin.isVisible()
    qtbot.keyClicks(view.passphrase, "correct horse battery")
    with qtbot.waitSignal(view.passphrase_submitted) as handed:
        qtbot.mouseClick(view.unlock, Qt.MouseButton.LeftButton)
    assert handed.args == ["s-2", bytearray(b"correct horse battery")]
    assert view.passphrase.text() == ""


def test_a_passphrase_is_for_the_name_above_it(view: LockView, qtbot: QtBot) -> None:
    view.render_state(BY_PASSPHRASE)
    qtbot.keyClicks(view.passphrase, "correct horse")
    view.render_state(replace(BY_PASSPHRASE, holder="Dr Ailsa Fraser", staff_id="s-1"))
    assert view.passphrase.text() == ""


def test_a_passphrase_does_not_outlive_its_phase(view: LockView, qtbot: QtBot) -> None:
    view.render_state(BY_PASSPHRASE)
    qtbot.keyClicks(view.passphrase, "correct horse")
    view.render_state(replace(BY_PASSPHRASE, keyring_phase=KeyringPhase.CHECKING))
    assert view.passphrase.text() == ""
    assert not view.unlock.isEnabled()


def test_a_refused_keyring_is_tried_again_by_the_passphrase(view: LockView, qtbot: QtBot) -> None:
    said = Message("The keyring of this computer is locked.", "Unlock it.")
    view.render_state(replace(BY_PASSPHRASE, keyring_phase=KeyringPhase.UNUSABLE, message=said))
    qtbot.keyClicks(view.passphrase, "correct horse")
    with qtbot.waitSignal(view.passphrase_submitted):
        qtbot.keyClick(view.passphrase, Qt.Key.Key_Return)


def test_a_colleague_can_be_let_in(view: LockView, qtbot: QtBot) -> None:
    view.render_state(BY_PASSPHRASE)
    assert not view.other.isVisible()
    view.render_state(replace(BY_PASSPHRASE, offers_other=True))
    with qtbot.waitSignal(view.other_requested):
        qtbot.mouseClick(view.other, Qt.MouseButton.LeftButton)
