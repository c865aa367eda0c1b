"""What is asked before another way opens one's copies."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.views.one_copy import OneCopyDialog, OneCopyPhase, OneCopyState, OtherWay


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> OneCopyDialog:
    made = OneCopyDialog(theme)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.render_state(OneCopyState(OtherWay.ADD_CARD, "Nurse Isobel Reid"))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def words(view: OneCopyDialog) -> str:
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_a_pin_is_handed_over_once(view: OneCopyDialog, qtbot: QtBot) -> None:
    assert view.secret.accessibleName() == "PIN of the card"
    assert "with the files that you added to them" in words(view)
    qtbot.keyClicks(view.secret, "123456")
    with qtbot.waitSignal(view.confirmed) as given:
        view.act.click()
    assert given.args == [bytearray(b"123456")]
    assert view.secret.text() == ""
    with qtbot.assertNotEmitted(view.confirmed):
        view.act.click()


def test_a_new_passphrase_is_typed_twice(view: OneCopyDialog, qtbot: QtBot) -> None:
    view.render_state(OneCopyState(OtherWay.ADD_KEYRING))
    assert "It takes less than your card" in words(view)
    assert not view.act.isVisible()
    for field in (view.new.first, view.new.second):
        qtbot.keyClicks(field, "four quiet herons")
    with qtbot.waitSignal(view.confirmed) as given:
        qtbot.keyClick(view.new.second, Qt.Key.Key_Return)
    assert given.args == [bytearray(b"four quiet herons")]
    view.render_state(OneCopyState(OtherWay.ADD_KEYRING, phase=OneCopyPhase.BROWSER))
    assert not view.new.isVisible()
    assert "browser" in words(view)


def test_removing_asks_the_passphrase_alone(view: OneCopyDialog, qtbot: QtBot) -> None:
    view.render_state(OneCopyState(OtherWay.REMOVE_CARD))
    assert view.secret.accessibleName() == "Your passphrase"
    view.render_state(OneCopyState(OtherWay.REMOVE_KEYRING))
    assert not view.secret.isVisible()
    with qtbot.waitSignal(view.confirmed) as given:
        view.act.click()
    assert given.args == [bytearray()]
    view.render_state(OneCopyState(OtherWay.REMOVE_KEYRING, phase=OneCopyPhase.WORKING))
    assert not view.act.isVisible()


def test_nothing_typed_stays(view: OneCopyDialog, qtbot: QtBot) -> None:
    view.render_state(OneCopyState(OtherWay.ADD_CARD, message="The PIN was wrong."))
    assert "The PIN was wrong." in words(view)
    qtbot.keyClicks(view.secret, "12")
    view.forget()
    assert view.secret.text() == ""


@pytest.mark.parametrize("way", OtherWay)
def test_every_way_has_a_button_with_a_name(view: OneCopyDialog, way: OtherWay) -> None:
    view.render_state(OneCopyState(way))
    assert view.act.accessibleName()
    assert view.act.text() == view.act.accessibleName()
