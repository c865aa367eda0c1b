"""A source's own sign-in: handed over once, kept nowhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.views.source_sign_in import SourceSignInDialog, SourceSignInState


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> SourceSignInDialog:
    made = SourceSignInDialog(theme)
    qtbot.addWidget(made)
    made.render_state(SourceSignInState("SERUMS lake"))
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_name_and_password_are_handed_over_once(view: SourceSignInDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.user_name, " isobel ")
    qtbot.keyClicks(view.password, "correct horse")
    with qtbot.waitSignal(view.submitted) as given:
        qtbot.keyClick(view.password, Qt.Key.Key_Return)
    assert given.args == ["isobel", bytearray(b"correct horse")]
    assert view.password.text() == ""


def test_a_password_without_a_name_goes_nowhere(view: SourceSignInDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.password, "correct horse")
    with qtbot.assertNotEmitted(view.submitted):
        qtbot.keyClick(view.password, Qt.Key.Key_Return)
    assert view.user_name.hasFocus()


def test_while_the_source_is_asked_nothing_can_be_typed(view: SourceSignInDialog) -> None:
    view.render_state(SourceSignInState("SERUMS lake", asking=True))
    assert not view.password.isEnabled()
    view.render_state(SourceSignInState("SERUMS lake", "It did not accept this name and password."))
    assert view.password.isEnabled()
    assert "It did not accept" in " ".join(label.text() for label in view.findChildren(QLabel))


def test_nothing_typed_stays(view: SourceSignInDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.user_name, "isobel")
    qtbot.keyClicks(view.password, "secret")
    view.forget()
    assert (view.user_name.text(), view.password.text()) == ("", "")
