"""The ward list beside the search: every state, and opening by keyboard."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.people import PersonName, Sex
from serums_desktop.views.cached_records import CachedRecord
from serums_desktop.views.dates import clock_text, day_and_time_text
from serums_desktop.views.patients import PatientsState, PatientsView
from serums_desktop.views.ward_list import CapsuleMark, WardPhase, WardState
from serums_desktop.views.ward_model import WardRow
from tests.unit.views.invented import JOANA, NOW_S


def inpatient(place: int, **fields: object) -> WardRow:
    values: dict[str, object] = {
        "key": f"ustan/{place}",
        "bed": f"1-{place:02}",
        "name": PersonName(f"Innes {place}", "Morag"),
        "age_text": "88 y",
        "sex": Sex.FEMALE,
        "reason": "Delirium",
    }
    return WardRow(**{**values, **fields})


LISTED = WardState(
    title="Ward 12, acute medicine",
    phase=WardPhase.LISTED,
    rows=tuple(inpatient(place) for place in range(1, 51)),
    source_title="USTAN Edinburgh",
    listed_s=NOW_S,
)
OF_CAPSULE = WardState(
    phase=WardPhase.OFFLINE,
    rows=tuple(inpatient(place, bed="", reason="", born="14-Mar-1935") for place in range(1, 4)),
    source_title="USTAN Edinburgh",
    capsule=CapsuleMark(NOW_S - 250 * 60, 250),
)
CACHED = (CachedRecord("r7", JOANA, NOW_S, NOW_S - 60),)


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


def render(view: PatientsView, ward: WardState | None, **fields: object) -> None:
    view.render_state(PatientsState(ward=ward, cached=CACHED, now_s=NOW_S, **fields))


def words(view: PatientsView) -> str:
    return "\n".join(label.text() for label in view.findChildren(QLabel) if label.isVisible())


def cells(model: QAbstractItemModel, row: int, role: Qt.ItemDataRole) -> list[str]:
    return [model.index(row, column).data(role) for column in range(model.columnCount())]


def test_without_a_ward_there_is_no_list_of_it(view: PatientsView) -> None:
    render(view, None)
    assert "On this workstation" in words(view)
    assert not view.ward.isVisible()
    assert not view._lists.isVisible()


def test_the_heading_names_the_ward_and_counts_it(view: PatientsView) -> None:
    render(view, LISTED)
    assert "Ward 12, acute medicine" in words(view)
    assert f"50 patients, {clock_text(NOW_S)}" in words(view)


def test_a_row_says_bed_patient_age_sex_and_reason(view: PatientsView) -> None:
    render(view, replace(LISTED, rows=(inpatient(1), inpatient(2, is_namesake=True, sex=Sex.UNKNOWN))))
    model = view.ward.table.model()
    plain = Qt.ItemDataRole.DisplayRole
    assert cells(model, 0, plain) == ["1-01", "INNES 1, Morag", "", "88 y F", "Delirium"]
    assert cells(model, 1, plain) == ["1-02", "INNES 2, Morag", "namesake", "88 y", "Delirium"]
    spoken = cells(model, 1, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken[2] == "Somebody else on this ward has a similar name."
    assert spoken[3] == "88 y, Sex not given"


def test_the_keyboard_goes_from_the_search_into_the_ward_and_opens(view: PatientsView, qtbot: QtBot) -> None:
    render(view, LISTED)
    assert view.ward.chosen == ""
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    assert view.focusWidget() is view.ward.table
    assert view.ward.chosen == "ustan/1"
    qtbot.keyClick(view.ward.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.ward_open_requested) as opened:
        qtbot.keyClick(view.ward.table, Qt.Key.Key_Return)
    assert opened.args == ["ustan/2"]


def test_the_foot_says_which_rows_are_in_sight(view: PatientsView, qtbot: QtBot) -> None:
    render(view, LISTED)
    table = view.ward.table
    in_sight = table.rowAt(table.viewport().height() - 1) + 1
    assert 5 < in_sight < 50
    assert f"1\N{EN DASH}{in_sight} of 50" in words(view)
    # The first row is chosen as the table gets the focus.
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert "\N{EN DASH}50 of 50" in words(view)
    view.ward.render_state(replace(LISTED, rows=LISTED.rows[:2]))
    assert "1\N{EN DASH}2 of 2" in words(view)


def test_the_choice_survives_a_newer_list(view: PatientsView) -> None:
    render(view, LISTED)
    view.ward.table.selectRow(4)
    render(view, replace(LISTED, rows=(inpatient(0), *LISTED.rows)))
    assert view.ward.chosen == "ustan/5"
    render(view, replace(LISTED, rows=LISTED.rows[:2]))
    assert view.ward.chosen == ""


def test_every_state_has_its_own_words(view: PatientsView) -> None:
    empty = replace(LISTED, rows=())
    render(view, replace(empty, phase=WardPhase.LOADING))
    assert "Asking USTAN Edinburgh who is on the ward." in words(view)
    render(view, empty)
    assert "USTAN Edinburgh lists nobody on this ward." in words(view)


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (WardPhase.FAILED, "USTAN did not answer in time."),
        (WardPhase.OFFLINE, "Offline. The ward cannot be asked for."),
    ],
)
def test_a_failure_is_said_and_can_be_asked_again(
    view: PatientsView, qtbot: QtBot, phase: WardPhase, said: str
) -> None:
    render(view, replace(LISTED, phase=phase, message="USTAN did not answer in time."))
    assert said in words(view)
    with qtbot.waitSignal(view.ward_retry_requested):
        qtbot.mouseClick(view.ward.retry, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("phase", [WardPhase.FAILED, WardPhase.OFFLINE])
def test_an_earlier_list_stays_and_says_its_time(view: PatientsView, phase: WardPhase) -> None:
    render(view, replace(LISTED, phase=phase, message="USTAN did not answer in time."))
    assert f"This is the list of {clock_text(NOW_S)}." in words(view)
    assert view.ward.table.isVisible()


def test_offline_without_a_list_shows_what_is_kept_here(view: PatientsView, qtbot: QtBot) -> None:
    render(view, replace(LISTED, rows=(), phase=WardPhase.OFFLINE), offline=True)
    assert view._ui.cached.isVisible()
    qtbot.mouseClick(view._lists.button("ward"), Qt.MouseButton.LeftButton)
    assert "Offline. The ward cannot be asked for." in words(view)


def test_a_person_turns_between_the_lists(view: PatientsView, qtbot: QtBot) -> None:
    render(view, LISTED)
    qtbot.mouseClick(view._lists.button("cached"), Qt.MouseButton.LeftButton)
    assert not view.ward.isVisible()
    assert "1 records" in words(view)
    render(view, replace(LISTED, listed_s=NOW_S + 60))
    assert not view.ward.isVisible()


def test_nobody_stays_on_the_page_after_the_session(view: PatientsView) -> None:
    render(view, LISTED)
    view.render_state(PatientsState())
    assert view.ward.table.model().rowCount() == 0
    assert "Ward 12" not in words(view)


def show_capsule(view: PatientsView, state: WardState = OF_CAPSULE) -> None:
    view.render_state(PatientsState(ward=state, offline=True, now_s=NOW_S))


def test_who_is_in_the_capsule_is_marked_and_has_a_birth_date(view: PatientsView) -> None:
    show_capsule(view)
    at = clock_text(NOW_S - 250 * 60)
    marked = f"From the downtime capsule of {at} (4 h old). Opens by breaking the glass."
    assert marked in words(view)
    assert view.ward.table.accessibleDescription() == marked
    assert "Offline. The ward cannot be asked for." in words(view)
    assert "This is the list of" not in words(view)
    assert "the downtime capsule in an emergency" in words(view)
    model = view.ward.table.model()
    assert cells(model, 0, Qt.ItemDataRole.DisplayRole)[1::3] == ["INNES 1, Morag", "14-Mar-1935"]
    assert model.headerData(4, Qt.Orientation.Horizontal) == "Born"
    assert view.ward.table.isColumnHidden(0)


@pytest.mark.parametrize(
    ("age_min", "said"),
    [
        (12, f"of {clock_text(NOW_S - 12 * 60)} (12 min old)"),
        (26 * 60, f"of {day_and_time_text(NOW_S - 26 * 3600)} (26 h old)"),
    ],
)
def test_the_capsule_says_its_age(view: PatientsView, age_min: int, said: str) -> None:
    show_capsule(view, replace(OF_CAPSULE, capsule=CapsuleMark(NOW_S - age_min * 60, age_min)))
    assert said in words(view)


def test_a_row_of_the_capsule_opens_by_enter(view: PatientsView, qtbot: QtBot) -> None:
    show_capsule(view)
    qtbot.keyClick(view.search, Qt.Key.Key_Down)
    assert view.focusWidget() is view.ward.table
    with qtbot.waitSignal(view.ward_chosen):
        qtbot.keyClick(view.ward.table, Qt.Key.Key_Down)
    assert view.chosen_on_ward == "ustan/2"
    with qtbot.waitSignal(view.ward_open_requested) as opened:
        qtbot.keyClick(view.ward.table, Qt.Key.Key_Return)
    assert opened.args == ["ustan/2"]


def test_what_is_kept_here_goes_before_the_capsule(view: PatientsView, qtbot: QtBot) -> None:
    render(view, OF_CAPSULE, offline=True)
    assert view._ui.cached.isVisible()
    assert view.chosen_on_ward == ""
    qtbot.mouseClick(view._lists.button("ward"), Qt.MouseButton.LeftButton)
    assert "From the downtime capsule" in words(view)


def test_the_ward_as_it_is_bears_no_mark_of_the_capsule(view: PatientsView) -> None:
    show_capsule(view)
    show_capsule(view, LISTED)
    assert "downtime capsule" not in words(view)
    assert not view.ward.table.isColumnHidden(0)
    assert view.ward.table.accessibleDescription() == ""
    assert view.ward.table.model().headerData(4, Qt.Orientation.Horizontal) == "Reason"


def test_that_a_card_is_needed_is_said_where_there_is_nothing_else(view: PatientsView) -> None:
    state = replace(OF_CAPSULE, rows=(), capsule=None, is_card_needed=True)
    show_capsule(view, state)
    assert "The downtime capsule of this ward opens to people who signed in by card." in words(view)
    render(view, state, offline=True)
    assert "capsule" not in words(view)


def test_a_reason_is_never_markup(view: PatientsView) -> None:
    render(view, replace(LISTED, rows=(inpatient(1, reason="<b>Falls</b>"),)))
    tip = view.ward.table.model().index(0, 4).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;Falls" in tip
