"""Signing in without a card: who, a passphrase, or the first time through the browser."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.staff import Staff
from serums_desktop.views.new_passphrase import strength_text
from serums_desktop.views.passphrase_entry import KeyringPhase, SignInWay
from serums_desktop.views.pin_entry import CardPhase, Message
from serums_desktop.views.sign_in import SignInState, SignInView

AILSA = Staff("Dr Ailsa Fraser", "s-1", "Emergency Medicine, consultant")
MORAG = Staff("Morag Innes", "s-2", "Staff nurse")
READY = SignInState(way=SignInWay.KEYRING, offers_keyring=True, enrolled=(AILSA, MORAG))
WORDS = "correct horse battery"


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> SignInView:
    made = SignInView(theme)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    # Only the active window's widgets hear that they have the focus.
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def words(view: SignInView) -> str:
    """All that can be read on the page."""
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def turn_to_first_time(view: SignInView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.keyring.first_time, Qt.MouseButton.LeftButton)


def test_the_way_is_shown_only_where_it_is_offered(view: SignInView, qtbot: QtBot) -> None:
    assert not view._ways.isVisible()
    view.render_state(SignInState(offers_keyring=True))
    assert view._ways.isVisible()
    with qtbot.waitSignal(view.way_chosen) as chosen:
        qtbot.mouseClick(view._ways.button("keyring"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["keyring"]


def test_a_name_and_a_passphrase_are_handed_over(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    assert view.focusWidget() is view.keyring.staff
    qtbot.keyClick(view.keyring.staff, Qt.Key.Key_Down)
    qtbot.keyClick(view.keyring.staff, Qt.Key.Key_Return)
    assert view.focusWidget() is view.keyring.passphrase
    qtbot.keyClicks(view.keyring.passphrase, WORDS)
    with qtbot.waitSignal(view.passphrase_submitted) as handed:
        qtbot.keyClick(view.keyring.passphrase, Qt.Key.Key_Return)
    assert handed.args == ["s-2", bytearray(WORDS.encode())]
    assert view.keyring.passphrase.text() == ""


def test_whoever_is_alone_need_not_be_chosen(view: SignInView) -> None:
    view.render_state(replace(READY, enrolled=(AILSA,)))
    assert view.focusWidget() is view.keyring.passphrase
    assert view.keyring.staff.chosen_id == "s-1"


def test_a_passphrase_is_for_the_name_it_was_typed_for(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    qtbot.keyClicks(view.keyring.passphrase, WORDS)
    qtbot.keyClick(view.keyring.staff, Qt.Key.Key_Down)
    assert view.keyring.passphrase.text() == ""


def test_the_choice_survives_somebody_new(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    qtbot.keyClick(view.keyring.staff, Qt.Key.Key_Down)
    view.render_state(replace(READY, enrolled=(Staff("Ada", "s-0", ""), AILSA, MORAG)))
    assert view.keyring.staff.chosen_id == "s-2"


@pytest.mark.parametrize("phase", [KeyringPhase.CHECKING, KeyringPhase.BROWSER, KeyringPhase.UNUSABLE])
def test_what_was_typed_does_not_outlive_its_phase(
    view: SignInView, qtbot: QtBot, phase: KeyringPhase
) -> None:
    view.render_state(READY)
    qtbot.keyClicks(view.keyring.passphrase, WORDS)
    view.render_state(replace(READY, keyring_phase=phase))
    assert view.keyring.passphrase.text() == ""
    assert not view.keyring.passphrase.isEnabled()


def test_turning_to_the_card_forgets_the_passphrase(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    qtbot.keyClicks(view.keyring.passphrase, WORDS)
    view.render_state(replace(READY, way=SignInWay.CARD))
    view.render_state(READY)
    assert view.keyring.passphrase.text() == ""


def test_a_card_that_comes_disturbs_nobody_who_types(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    view.keyring.passphrase.setFocus()
    qtbot.keyClicks(view.keyring.passphrase, WORDS)
    view.render_state(replace(READY, phase=CardPhase.READY, holder="Dr Ailsa Fraser"))
    assert view.focusWidget() is view.keyring.passphrase
    assert view.keyring.passphrase.text() == WORDS


def test_the_first_time_takes_the_passphrase_twice(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(replace(READY, enrolled=()))
    assert "Nobody has a passphrase on this workstation yet." in words(view)
    assert view.focusWidget() is view.keyring.first_time
    turn_to_first_time(view, qtbot)
    new = view.keyring.new
    assert view.focusWidget() is new.first
    qtbot.keyClicks(new.first, WORDS)
    qtbot.keyClick(new.first, Qt.Key.Key_Return)
    assert view.focusWidget() is new.second
    qtbot.keyClicks(new.second, WORDS[:-1] + "x")
    assert "The two differ." in words(view)
    with qtbot.assertNotEmitted(view.enrol_requested):
        qtbot.keyClick(new.second, Qt.Key.Key_Return)
    qtbot.keyClick(new.second, Qt.Key.Key_Backspace)
    assert "The two differ." not in words(view)
    qtbot.keyClicks(new.second, WORDS[-1])
    with qtbot.waitSignal(view.enrol_requested) as handed:
        qtbot.keyClick(new.second, Qt.Key.Key_Return)
    assert handed.args == [bytearray(WORDS.encode())]
    assert (new.first.text(), new.second.text()) == ("", "")


def test_a_short_passphrase_opens_no_browser(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    turn_to_first_time(view, qtbot)
    new = view.keyring.new
    qtbot.keyClicks(new.first, "eleven char")
    qtbot.keyClicks(new.second, "eleven char")
    assert "Too short: 1 more needed." in words(view)
    assert not new.go_on.isEnabled()
    with qtbot.assertNotEmitted(view.enrol_requested):
        qtbot.keyClick(new.second, Qt.Key.Key_Return)


def test_back_forgets_the_new_passphrase(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    turn_to_first_time(view, qtbot)
    qtbot.keyClicks(view.keyring.new.first, WORDS)
    qtbot.mouseClick(view.keyring.new.back, Qt.MouseButton.LeftButton)
    assert view.keyring.new.first.text() == ""
    assert "Choose your name and enter your passphrase." in words(view)


def test_waiting_for_the_browser_can_be_cancelled(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(replace(READY, keyring_phase=KeyringPhase.BROWSER))
    assert "Sign in in the browser's window." in words(view)
    assert view.focusWidget() is view.keyring.cancel
    with qtbot.waitSignal(view.enrol_cancelled):
        qtbot.mouseClick(view.keyring.cancel, Qt.MouseButton.LeftButton)


def test_a_refused_keyring_says_its_cure_and_can_be_tried_again(view: SignInView, qtbot: QtBot) -> None:
    said = Message("The keyring of this computer is locked.", "Unlock it, or use a card.")
    view.render_state(replace(READY, keyring_phase=KeyringPhase.UNUSABLE, message=said))
    assert "The keyring of this computer is locked. Unlock it, or use a card." in words(view)
    assert not view.keyring.first_time.isVisible()
    assert view.focusWidget() is view.keyring.retry
    with qtbot.waitSignal(view.way_chosen) as chosen:
        qtbot.mouseClick(view.keyring.retry, Qt.MouseButton.LeftButton)
    assert chosen.args == ["keyring"]


def test_a_message_stands_with_the_way_it_is_about(view: SignInView) -> None:
    view.render_state(replace(READY, keyring_phase=KeyringPhase.CHECKING))
    view.render_state(replace(READY, message=Message("Wrong passphrase.", "Try again.")))
    assert view.focusWidget() is view.keyring.passphrase
    assert words(view).count("Wrong passphrase. Try again.") == 1
    assert view.keyring.passphrase.property("look") == "caution"


def test_a_passphrase_does_not_reach_the_clipboard(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    QApplication.clipboard().setText("before")
    qtbot.keyClicks(view.keyring.passphrase, WORDS)
    view.keyring.passphrase.selectAll()
    qtbot.keyClick(view.keyring.passphrase, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "before"


@pytest.mark.parametrize(
    ("characters", "different", "said"),
    [
        (0, 0, "12 characters or more. Several words are easy to remember."),
        (3, 3, "Too short: 9 more needed."),
        (30, 2, "Easy to guess: few different characters."),
        (12, 8, "Long enough. Another word makes it stronger."),
        (16, 10, "Good."),
        (20, 12, "Strong."),
    ],
)
def test_strength_is_said_in_words(characters: int, different: int, said: str) -> None:
    assert strength_text(characters, different) == said
