"""Searching and opening, by keyboard and by mouse."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.people import Person
from serums_desktop.domain.query import Grade, compare, understand
from serums_desktop.views.cached_records import CachedRecord
from serums_desktop.views.chips import Chip
from serums_desktop.views.match_card import Match
from serums_desktop.views.patients import PatientsState, PatientsView
from tests.unit.views.invented import COVERAGE, JOANA, NOW_S, TITLES, patient

ASKED = "soler vila joana 14/3/1935"
QUERY = understand(ASKED)
NAMESAKE = Person((patient("gp", "Soler Vilar", born="1935-03-14"),))
MATCHES = (
    Match("joana", JOANA, Grade.CERTAIN, compare(QUERY, JOANA.leading), NOW_S - 600),
    Match("namesake", NAMESAKE, Grade.PROBABLE, compare(QUERY, NAMESAKE.leading)),
)
FOUND = PatientsState(
    understood=QUERY,
    coverage=COVERAGE,
    searched=True,
    matches=MATCHES,
    may_be_one=True,
    titles=TITLES,
    now_s=NOW_S,
)


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> PatientsView:
    made = PatientsView(theme)
    qtbot.addWidget(made)
    made.resize(1366, 720)
    # Only the active window's widgets hear that they have the focus.
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def texts(view: PatientsView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def test_the_first_enter_asks_and_the_next_one_opens(view: PatientsView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.search, ASKED)
    with qtbot.waitSignal(view.search_submitted):
        qtbot.keyClick(view.search, Qt.Key.Key_Return)
    view.render_state(FOUND)
    with qtbot.waitSignal(view.open_requested) as opened:
        qtbot.keyClick(view.search, Qt.Key.Key_Return)
    assert opened.args == ["joana"]


def test_enter_after_typing_on_asks_anew_and_opens_nobody(view: PatientsView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.search, ASKED)
    qtbot.keyClick(view.search, Qt.Key.Key_Return)
    view.render_state(FOUND)
    qtbot.keyClicks(view.search, " maria")
    with qtbot.assertNotEmitted(view.open_requested), qtbot.waitSignal(view.search_submitted):
        qtbot.keyClick(view.search, Qt.Key.Key_Return)


def test_arrows_choose_and_the_button_opens_the_chosen_one(view: PatientsView, qtbot: QtBot) -> None:
    view.render_state(FOUND)
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    assert view.chosen == "namesake"
    assert "SOLER VILAR, Joana, born 14-Mar-1935" in texts(view)
    with qtbot.waitSignal(view.open_requested) as opened:
        qtbot.mouseClick(view.open_button(), Qt.MouseButton.LeftButton)
    assert opened.args == ["namesake"]


def test_a_press_chooses_and_a_double_press_opens(view: PatientsView, qtbot: QtBot) -> None:
    view.render_state(FOUND)
    card = view.cards()[1]
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert view.chosen == "namesake"
    with qtbot.waitSignal(view.open_requested):
        qtbot.mouseDClick(card, Qt.MouseButton.LeftButton)


def test_the_choice_survives_answers_that_arrive_later(view: PatientsView, qtbot: QtBot) -> None:
    view.render_state(FOUND)
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    third = Match("late", Person((patient("zmc", "Soler Vila", "Joan"),)), Grade.POSSIBLE)
    view.render_state(replace(FOUND, matches=(MATCHES[0], third, MATCHES[1])))
    assert view.chosen == "namesake"


def test_reasons_for_and_against_are_words(view: PatientsView) -> None:
    view.render_state(FOUND)
    names = {chip.accessibleName() for card in view.cards() for chip in card.findChildren(Chip)}
    assert {"birth date same", "name same", "name differs"} <= names
    assert "Two records may be the same person." in texts(view)


def test_every_empty_state_has_its_own_words(view: PatientsView) -> None:
    said = set()
    for state in (
        PatientsState(),
        PatientsState(searching=True, coverage=COVERAGE),
        PatientsState(searched=True, coverage=COVERAGE),
        PatientsState(offline=True),
    ):
        view.render_state(state)
        said.add(view._ui.empty.text())
    assert len(said) == 4
    assert "No match at the 1 sources that answered." in said


def test_stop_is_offered_while_sources_are_asked(view: PatientsView, qtbot: QtBot) -> None:
    view.render_state(PatientsState(searching=True, coverage=COVERAGE))
    with qtbot.waitSignal(view.stop_requested):
        qtbot.mouseClick(view.stop, Qt.MouseButton.LeftButton)
    view.render_state(FOUND)
    assert not view.stop.isVisible()


def test_a_record_kept_here_opens_by_enter(view: PatientsView, qtbot: QtBot) -> None:
    view.render_state(PatientsState(cached=(CachedRecord("r7", JOANA, NOW_S, NOW_S - 60),), now_s=NOW_S))
    table = view._ui.cached
    table.setFocus()
    table.selectRow(0)
    with qtbot.waitSignal(view.cached_open_requested) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == ["r7"]


def test_escape_clears_the_field(view: PatientsView, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.search, "so")
    qtbot.keyClick(view.search, Qt.Key.Key_Escape)
    assert view.search.text() == ""
