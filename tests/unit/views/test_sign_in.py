"""Every state of the sign-in page, and the two things a person can do there."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.views.pin_entry import CardPhase, Message
from serums_desktop.views.sign_in import SignInState, SignInView
from serums_desktop.views.workstation import Workstation

NOON_S = dt.datetime(2026, 11, 22, 12, 0).astimezone().timestamp()
READY = SignInState(
    phase=CardPhase.READY,
    holder="Dr Ailsa Fraser",
    role="Emergency Medicine, consultant",
    valid_until=dt.date(2028, 6, 30),
    now_s=NOON_S,
)


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


def test_without_a_card_it_asks_for_one(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(SignInState())
    assert "Put your card into the reader." in words(view)
    assert not view.pin.isEnabled()
    with qtbot.waitSignal(view.retry_requested):
        qtbot.mouseClick(view.retry, Qt.MouseButton.LeftButton)


def test_a_card_greets_its_holder_and_takes_a_pin(view: SignInView, qtbot: QtBot) -> None:
    view.render_state(READY)
    assert "Good afternoon, Dr Ailsa Fraser" in words(view)
    assert view.focusWidget() is view.pin
    qtbot.keyClicks(view.pin, "123456")
    with qtbot.waitSignal(view.pin_submitted) as handed:
        qtbot.mouseClick(view.sign_in, Qt.MouseButton.LeftButton)
    assert handed.args == [bytearray(b"123456")]
    assert view.pin.text() == ""


def test_tries_are_a_number_only_where_the_card_tells_one(view: SignInView) -> None:
    view.render_state(replace(READY, tries_left=2))
    assert "2 tries left" in words(view)
    view.render_state(replace(READY, tries_words="Few tries left"))
    assert "Few tries left" in words(view)
    assert "2" not in view._ui.tries.text()


def test_a_wrong_pin_is_said_in_the_colour_of_caution(view: SignInView) -> None:
    view.render_state(replace(READY, message=Message("Wrong PIN.", "Last try.")))
    assert "Wrong PIN. Last try." in words(view)
    assert view.pin.property("look") == "caution"
    label = next(label for label in view.findChildren(QLabel) if label.text().startswith("Wrong PIN"))
    assert label.property("tone") == "caution"


@pytest.mark.parametrize("phase", [CardPhase.CHECKING, CardPhase.BLOCKED, CardPhase.NO_CARD])
def test_a_pin_typed_before_does_not_outlive_its_phase(
    view: SignInView, qtbot: QtBot, phase: CardPhase
) -> None:
    view.render_state(READY)
    qtbot.keyClicks(view.pin, "123456")
    view.render_state(replace(READY, phase=phase))
    assert view.pin.text() == ""
    assert not view.pin.isEnabled()


def test_the_workstation_says_what_it_knows_and_no_more(view: SignInView) -> None:
    view.render_state(replace(READY, workstation=Workstation(sources=5)))
    assert "not known yet" in words(view)
    known = Workstation(online=False, sources=5, sources_reachable=0, reader="reader 1", card_present=True)
    view.render_state(replace(READY, workstation=known))
    assert "not reachable" in words(view)
    assert "0 of 5 reachable" in words(view)


def test_older_evidence_that_was_put_back_is_said_before_anything_else(view: SignInView) -> None:
    bound = Workstation(keeps_evidence=True, is_keeper_same_user=True, is_keeper_tpm_bound=True)
    view.render_state(replace(READY, workstation=bound))
    assert "kept (weaker), bound by TPM" in words(view)
    view.render_state(replace(READY, workstation=replace(bound, is_keeper_rolled_back=True)))
    assert "older files put back: tell IT" in words(view)


def test_a_name_is_never_markup(view: SignInView) -> None:
    view.render_state(replace(READY, holder="<b>Dr</b> & Co"))
    assert "<b>Dr</b> & Co" in words(view)
    for label in view.findChildren(QLabel):
        if "Dr</b>" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText
