"""The way in: few keys, the same for everybody, and a secret that stays nowhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.domain.emergency import EmergencyReason
from serums_desktop.views.emergency_access import (
    AccessPhase,
    EmergencyAccessState,
    EmergencyAccessView,
    EmergencyForm,
    Way,
)
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.pin_entry import Message
from tests.unit.views.invented import JOANA, NOW_S

STATE = EmergencyAccessState(
    person=JOANA,
    holder="Dr Ailsa Fraser",
    place="USTAN-ED-014",
    tries_words="3 tries left",
    now_s=NOW_S,
)
PIN = "48213579"


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(theme, {"patients": QLineEdit()})
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def view(window: MainWindow, theme: Theme) -> EmergencyAccessView:
    made = EmergencyAccessView(theme)
    made.render_state(STATE)
    window.lay_over(made)
    return made


def press(*keys: Qt.Key | str) -> None:
    """Press keys where the focus is, as a person does."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)


def texts(view: EmergencyAccessView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def test_two_keys_and_the_pin_are_enough(view: EmergencyAccessView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.confirmed) as confirmed:
        press(Qt.Key.Key_1, PIN, Qt.Key.Key_Return)
    form = confirmed.args[0]
    assert form == EmergencyForm(EmergencyReason.UNCONSCIOUS, "", 3600, bytearray(PIN.encode()))
    assert form.request().duration_s == 3600
    assert view.fields.secret.text() == ""
    assert PIN not in repr(form)


@pytest.mark.parametrize(("key", "reason"), list(zip("12345", EmergencyReason, strict=True)))
def test_each_reason_has_its_key(view: EmergencyAccessView, key: str, reason: EmergencyReason) -> None:
    press(key)
    assert view.fields.reason is reason
    wants_words = reason is EmergencyReason.OTHER
    assert QApplication.focusWidget() is (view.fields.words if wants_words else view.fields.secret)


def test_figures_of_the_pin_choose_no_reason(view: EmergencyAccessView) -> None:
    press(Qt.Key.Key_3, "124")
    assert view.fields.reason is EmergencyReason.THREAT_TO_LIFE
    assert view.fields.secret.text() == "124"


def test_another_reason_needs_a_sentence(view: EmergencyAccessView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.confirmed):
        press("5", "too short", Qt.Key.Key_Return, PIN, Qt.Key.Key_Return)
    assert view.fields.hint == "This reason needs a sentence."
    assert view.fields.secret.text() == PIN
    with qtbot.waitSignal(view.confirmed) as confirmed:
        press(" but grown", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert confirmed.args[0].words == "too short but grown"


def test_a_pin_without_a_reason_is_not_taken(view: EmergencyAccessView, qtbot: QtBot) -> None:
    view.fields.secret.setFocus()
    with qtbot.assertNotEmitted(view.confirmed):
        press(PIN, Qt.Key.Key_Return)
    assert "1 to 5" in view.fields.hint
    with qtbot.waitSignal(view.confirmed):
        press("2", Qt.Key.Key_Return)


def test_escape_cancels_from_every_field(view: EmergencyAccessView, qtbot: QtBot) -> None:
    for field in (view.fields.words, view.fields.secret, view.confirm):
        field.setFocus()
        with qtbot.waitSignal(view.cancelled):
            press(Qt.Key.Key_Escape)


def test_the_page_beneath_takes_no_key(view: EmergencyAccessView, window: MainWindow) -> None:
    pressed = []
    beneath = QShortcut(QKeySequence("F5"), window.findChild(QLineEdit))
    beneath.activated.connect(lambda: pressed.append("F5"))
    for _ in range(20):
        press(Qt.Key.Key_F5, Qt.Key.Key_Tab)
        assert view.isAncestorOf(QApplication.focusWidget())
    assert pressed == []


def test_putting_it_away_gives_the_focus_back_and_keeps_nothing(
    view: EmergencyAccessView, window: MainWindow
) -> None:
    press("1", PIN)
    view.fields.words.setPlainText("Found collapsed")
    window.take_away()
    assert view.isHidden()
    assert view.fields.secret.text() == view.fields.words.toPlainText() == ""
    assert view.fields.reason is None
    field = window.findChild(QLineEdit)
    assert field.isEnabled()


def test_the_lock_takes_it_away(view: EmergencyAccessView, window: MainWindow) -> None:
    window.add_page("lock", QLineEdit())
    press("1", PIN)
    window.show_page("lock")
    assert view.isHidden()
    assert not window.is_covered
    assert view.fields.secret.text() == ""


def test_the_end_follows_the_duration(view: EmergencyAccessView) -> None:
    before = texts(view)
    view.fields.duration.button("900").click()
    assert texts(view) != before
    assert view.fields.duration.current == "900"


def test_the_places_own_rules_limit_the_durations(view: EmergencyAccessView) -> None:
    view.render_state(replace(STATE, durations_s=(600, 1200), duration_s=3600))
    assert view.fields.duration.current == "1200"


def test_while_it_is_recorded_nothing_can_be_changed(view: EmergencyAccessView) -> None:
    press("1", PIN)
    view.render_state(replace(STATE, phase=AccessPhase.RECORDING))
    assert view.fields.secret.text() == ""
    assert not view.confirm.isEnabled()
    assert not view.fields.choices[EmergencyReason.OTHER].isEnabled()
    assert not view.cancel.isEnabled()


def test_no_key_disturbs_what_is_being_recorded(view: EmergencyAccessView, qtbot: QtBot) -> None:
    press("1", PIN, Qt.Key.Key_Return)
    view.render_state(replace(STATE, phase=AccessPhase.RECORDING))
    with qtbot.assertNotEmitted(view.confirmed), qtbot.assertNotEmitted(view.cancelled):
        press(Qt.Key.Key_Return, Qt.Key.Key_Escape)


def test_enter_on_cancel_cancels(view: EmergencyAccessView, qtbot: QtBot) -> None:
    press("1", PIN)
    view.cancel.setFocus()
    with qtbot.assertNotEmitted(view.confirmed), qtbot.waitSignal(view.cancelled):
        press(Qt.Key.Key_Return)


def test_a_press_goes_on_to_the_pin_and_arrows_stay(view: EmergencyAccessView) -> None:
    choices = view.fields.choices
    QTest.mouseClick(choices[EmergencyReason.LACKS_CAPACITY], Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is view.fields.secret
    choices[EmergencyReason.LACKS_CAPACITY].setFocus()
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() in choices.values()


def test_the_lock_key_works_through_it(view: EmergencyAccessView, window: MainWindow, qtbot: QtBot) -> None:
    assert window.is_covered
    with qtbot.waitSignal(window.lock_requested):
        QTest.keyClick(view.fields.secret, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    "message",
    [
        Message("Wrong PIN.", "2 tries left, then the card blocks."),
        Message("The entry could not be stored, so nothing was opened.", "The telephone is the way."),
    ],
)
def test_a_refusal_says_why_and_waits_for_another_try(view: EmergencyAccessView, message: Message) -> None:
    press("1", PIN)
    view.render_state(replace(STATE, phase=AccessPhase.RECORDING))
    view.render_state(replace(STATE, phase=AccessPhase.REFUSED, message=message))
    assert message.text in texts(view)
    assert message.advice in texts(view)
    assert view.fields.reason is EmergencyReason.UNCONSCIOUS
    assert QApplication.focusWidget() is view.fields.secret


def test_a_blocked_card_takes_no_more_tries(view: EmergencyAccessView) -> None:
    view.render_state(replace(STATE, phase=AccessPhase.BLOCKED, message=Message("Blocked.")))
    assert not view.fields.secret.isEnabled()
    assert QApplication.focusWidget() is view.cancel


def test_it_asks_for_what_the_person_signed_in_with(view: EmergencyAccessView) -> None:
    assert "Your PIN again" in texts(view)
    assert "card of Dr Ailsa Fraser · 3 tries left" in texts(view)
    view.render_state(replace(STATE, way=Way.KEYRING, tries_words=""))
    assert "Your passphrase again" in texts(view)
    assert "by passphrase" in texts(view)


@pytest.mark.parametrize("size", [(1024, 640), (1280, 720), (1600, 1000)])
def test_the_dialog_stays_inside_the_window(
    view: EmergencyAccessView, window: MainWindow, theme: Theme, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for name in THEMES:
        theme.set_name(name)
        QApplication.processEvents()
        assert view.geometry() == window.rect()
        for button in (view.cancel, view.confirm):
            place = button.mapTo(window, button.rect().bottomRight())
            assert window.rect().contains(place)
            assert button.width() >= button.sizeHint().width()


def test_a_message_makes_the_dialog_taller_instead_of_scrolling(
    view: EmergencyAccessView, window: MainWindow
) -> None:
    window.resize(1600, 1000)
    area = view.findChild(QScrollArea)
    for message in (None, Message("Wrong PIN.", "2 tries left."), None):
        view.render_state(replace(STATE, message=message))
        for _ in range(3):
            QApplication.processEvents()
        assert area.verticalScrollBar().maximum() == 0
