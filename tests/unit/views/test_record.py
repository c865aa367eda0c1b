"""The record page: its regions, its drawers, its words for what is missing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.domain.conflicts import Contradiction
from serums_desktop.domain.timeline import ConflictKind, Timeline
from serums_desktop.views.detail_pane import DetailState, Quarantined
from serums_desktop.views.record import RecordState, RecordView
from tests.unit.views.invented import COVERAGE, JOANA, NOW_S, SUMMARY, TITLES

STATE = RecordState(person=JOANA, summary=SUMMARY, coverage=COVERAGE, has_charts=True, now_s=NOW_S)
ITEMS = (*SUMMARY.allergies, *SUMMARY.alerts, *SUMMARY.medicines)
UNREAD = Quarantined("FCRB Barcelona", "Observation", "o-1", "not shaped as its kind says")


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> RecordView:
    made = RecordView(theme)
    qtbot.addWidget(made)
    made.resize(1600, 900)
    with qtbot.waitActive(made):
        made.show()
    made.timeline.set_timeline(Timeline(ITEMS), TITLES, NOW_S)
    made.render_state(STATE)
    return made


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("theme_name", THEMES)
@pytest.mark.parametrize("width", [1600, 1366, 1100])
def test_every_theme_and_width_paints(view: RecordView, theme: Theme, theme_name: str, width: int) -> None:
    theme.set_name(theme_name)
    view.resize(width, 720)
    view.render_detail(DetailState(item=ITEMS[0]))
    assert not view.grab().isNull()


def test_the_detail_docks_when_wide_and_is_a_drawer_when_not(view: RecordView, qtbot: QtBot) -> None:
    assert view.detail.isVisible()
    view.resize(1366, 768)
    assert not view.detail.isVisible()
    centre = view.timeline.width()
    view.render_detail(DetailState(item=ITEMS[0]))
    assert view.detail.isVisible()
    assert view.timeline.width() == centre
    view.timeline.setFocus()
    with qtbot.assertNotEmitted(view.back_requested):
        qtbot.keyClick(view.timeline, Qt.Key.Key_Escape)
    assert not view.detail.isVisible()
    with qtbot.waitSignal(view.back_requested):
        qtbot.keyClick(view.timeline, Qt.Key.Key_Escape)


def test_the_summary_folds_to_a_rail_that_unfolds(view: RecordView, qtbot: QtBot) -> None:
    view.resize(1200, 720)
    assert not view.summary.isVisible()
    assert view.frame.rail.isVisible()
    view.frame.rail.section_requested.emit("medicines")
    assert view.summary.isVisible()
    with qtbot.waitSignal(view.item_selected) as chosen:
        view.summary.item_selected.emit("m1")
    assert chosen.args == ["m1"]
    assert not view.summary.isVisible()


def test_t_swaps_the_timeline_for_its_table_and_back(view: RecordView, qtbot: QtBot) -> None:
    view.timeline.setFocus()
    qtbot.keyClick(view.timeline, Qt.Key.Key_T)
    assert view.table.isVisible()
    assert view.table.model().rowCount() == len(ITEMS)
    with qtbot.waitSignal(view.item_selected) as chosen:
        view.table.selectRow(0)
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert chosen.args[0] in {item.item_id for item in ITEMS}
    qtbot.keyClick(view.table, Qt.Key.Key_T)
    assert view.timeline.isVisible()


def test_f6_goes_round_the_regions(view: RecordView, qtbot: QtBot) -> None:
    view.summary.list.setFocus()
    visited = []
    for _ in range(4):
        focus = view.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_F6)
        visited.append(view.focusWidget())
    assert view.timeline in visited
    assert view.summary.list in visited


def test_offline_in_part_and_unreadable_each_have_words(view: RecordView) -> None:
    assert "1 sources did not answer in full." in texts(view.notices)
    view.render_state(replace(STATE, offline=True))
    assert "Offline. Copies of " in texts(view.notices)
    assert "copies" in texts(view.coverage)
    view.render_state(replace(STATE, quarantined=(UNREAD,)))
    assert "1 resources could not be read." in texts(view.notices)


def test_contradictions_and_people_to_compare_are_said_above_the_record(
    view: RecordView, qtbot: QtBot
) -> None:
    items = STATE.summary.allergies[:1]
    found = (Contradiction(ConflictKind.BLOOD_GROUP, items),)
    elsewhere = replace(STATE.coverage.sources[0], unlinked=(STATE.person.leading,))
    view.render_state(replace(STATE, contradictions=found, coverage=STATE.coverage.replaced(elsewhere)))
    assert "1 contradictions between sources." in texts(view.notices)
    assert "1 patients elsewhere may be the same person." in texts(view.notices)
    with qtbot.waitSignal(view.sources_requested):
        qtbot.mouseClick(view.notices.compare, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.notices.show_contradictions, Qt.MouseButton.LeftButton)
    assert "The record holds different blood groups." in "\n".join(
        label.text() for label in view.detail.findChildren(QLabel)
    )


def test_what_could_not_be_read_is_listed_by_source_and_reason(view: RecordView, qtbot: QtBot) -> None:
    view.render_state(replace(STATE, quarantined=(UNREAD,)))
    qtbot.mouseClick(view.notices.show_unread, Qt.MouseButton.LeftButton)
    for part in ("FCRB Barcelona", "Observation/o-1", "not shaped as its kind says"):
        assert part in texts(view.detail)
    view.render_detail(None)
    assert "Observation/o-1" not in texts(view.detail)


def test_intents_of_the_toolbar_and_the_strip(view: RecordView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.charts_requested):
        qtbot.mouseClick(view.charts, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(view.retry_requested) as retried:
        qtbot.mouseClick(view.coverage.pills().chips()[1], Qt.MouseButton.LeftButton)
    assert retried.args == ["zmc"]
    settled = tuple(source for source in COVERAGE.sources if source.source_id != "gp")
    view.render_state(replace(STATE, coverage=replace(COVERAGE, sources=settled)))
    with qtbot.waitSignal(view.refresh_requested):
        qtbot.keyClick(view.coverage, Qt.Key.Key_F5)


def test_a_forgotten_record_leaves_no_word(view: RecordView) -> None:
    view.render_detail(DetailState(item=ITEMS[0]))
    view.forget()
    seen = texts(view)
    assert "SOLER" not in seen
    assert "Penicillins" not in seen
    assert view.summary.list.model().rowCount() == 0
    assert view.table.model().rowCount() == 0
