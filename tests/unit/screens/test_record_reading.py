"""A long record on screen: what lies in view is read as one goes, the newest wish first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline.model import BuiltTimeline
from serums_desktop.domain.coverage import Coverage
from serums_desktop.domain.lanes import Lane as Row
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.detail import DetailScreen
from serums_desktop.screens.find import FindScreen
from serums_desktop.screens.record_reading import RecordReading
from serums_desktop.services import read_timeline
from serums_desktop.services.open_record import OpenedRecord
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.views.record import RecordView
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.store.synthetic import answered, glucose, key, person

RESULTS = 60
FIRST_S = 1_772_352_000.0
NOW_S = FIRST_S + 86_400


class Stage(SimpleNamespace):
    """A record of sixty results on screen, of which ten may be held."""

    view: RecordView
    reading: RecordReading
    detail: DetailScreen
    shown: list[OpenedRecord]


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(read_timeline, "HELD_AT_MOST", 40)
    monkeypatch.setattr(read_timeline, "_OF_SHORT_LANES", 10)
    monkeypatch.setattr(read_timeline, "_OF_A_WINDOW", 10)
    view = RecordView(Theme("light"))
    qtbot.addWidget(view)
    view.resize(1400, 900)
    store = EncryptedRecordStore(tmp_path)
    with Lane("database") as lane, Pool("network", 2) as pool:
        record_id = lane.run(lambda: filled(store))
        workplace: Any = SimpleNamespace(
            database_lane=lane,
            network=pool,
            store=store,
            clock=SimpleNamespace(now_s=lambda: NOW_S),
        )
        jobs = Jobs(view)
        reading = RecordReading(view, jobs, workplace, view)
        made = Stage(view=view, reading=reading, shown=[])
        made.detail = DetailScreen(view, jobs, workplace, view)

        def show(opened: OpenedRecord, built: BuiltTimeline) -> None:
            made.shown.append(opened)
            view.timeline.set_built(built, {})
            reading.show(opened)
            made.detail.show(opened, Coverage())

        reading.read.connect(show)
        reading.moved.connect(show)
        reading.read_again(record_id, None)
        qtbot.waitUntil(lambda: bool(made.shown) and not reading.is_busy)
        yield made
        reading.forget()
        lane.run(store.close)


def filled(store: EncryptedRecordStore) -> str:
    store.open(key())
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(number) for number in range(RESULTS)], 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    return record_id


def look_at(stage: Stage, qtbot: QtBot, first: int, last: int) -> None:
    stage.view.timeline.set_range(FIRST_S + 60 * first, FIRST_S + 60 * last)
    qtbot.waitUntil(lambda: not stage.reading.is_busy)


def test_what_comes_into_view_is_read(stage: Stage, qtbot: QtBot) -> None:
    timeline = stage.view.timeline
    labs = timeline._model.lane(Row.LABS)
    assert labs.covered is None
    assert timeline._model.count == RESULTS
    look_at(stage, qtbot, 20, 22)
    labs = timeline._model.lane(Row.LABS)
    assert labs.is_held(*timeline.range())
    assert len(labs.items) == 6
    look_at(stage, qtbot, 40, 42)
    assert timeline._model.lane(Row.LABS).is_held(*timeline.range())
    # Of sixty no more than that, and the latest.
    assert all(len(opened.held.timeline.items) <= 11 for opened in stage.shown)


def test_where_too_much_lies_its_counts_are_painted(stage: Stage, qtbot: QtBot) -> None:
    timeline = stage.view.timeline
    look_at(stage, qtbot, -10, RESULTS + 10)
    (columns,) = [box for box in timeline._lane_boxes() if box.is_counted]
    assert columns.lane.columns is not None
    assert columns.lane.columns.about(*timeline.range()) == RESULTS
    assert not stage.view.grab().isNull()
    assert any(hit.column is not None for hit in timeline._painted().hits)
    asked = len(stage.shown)
    timeline.set_range(*timeline.range())
    assert not stage.reading.is_busy
    assert len(stage.shown) == asked


def test_the_newest_wish_is_read_and_what_lies_between_is_not(stage: Stage, qtbot: QtBot) -> None:
    before = len(stage.shown)
    for first in range(10, 50, 4):
        stage.view.timeline.set_range(FIRST_S + 60 * first, FIRST_S + 60 * (first + 1))
    qtbot.waitUntil(lambda: not stage.reading.is_busy)
    assert stage.view.timeline._model.lane(Row.LABS).is_held(*stage.view.timeline.range())
    assert len(stage.shown) - before <= 3


def test_the_keyboard_walks_beyond_what_is_held(stage: Stage, qtbot: QtBot) -> None:
    look_at(stage, qtbot, 20, 22)
    timeline = stage.view.timeline
    stage.detail.select("fcrb/Observation/glucose-20")
    qtbot.waitUntil(lambda: stage.detail.item_id.endswith("-20"))

    def is_explained(number: int) -> bool:
        return stage.detail.item_id.endswith(f"-{number}") and not stage.reading.is_busy

    for number in range(21, 40):
        QTest.keyClick(timeline, Qt.Key.Key_Right)
        qtbot.waitUntil(partial(is_explained, number))
    assert timeline.selected().endswith("-39")
    assert timeline._model.lane(Row.LABS).is_held(*timeline.range())


def test_an_item_far_away_is_explained_and_gone_to(stage: Stage, qtbot: QtBot) -> None:
    look_at(stage, qtbot, 50, 52)
    stage.detail.select("fcrb/Observation/glucose-3")
    qtbot.waitUntil(lambda: stage.detail.item_id.endswith("-3") and not stage.reading.is_busy)
    begin_s, end_s = stage.view.timeline.range()
    assert begin_s <= FIRST_S + 180 <= end_s


def test_every_row_of_the_table_is_there_once_it_is_looked_at(stage: Stage, qtbot: QtBot) -> None:
    table = stage.view.timeline.table_model()
    assert table.rowCount() == RESULTS
    assert table.item_id(0) == ""
    qtbot.waitUntil(lambda: table.item_id(0) != "")
    assert [table.item_id(row).rpartition("-")[2] for row in range(RESULTS)] == [
        str(number) for number in reversed(range(RESULTS))
    ]


def test_words_are_found_and_gone_to(stage: Stage, qtbot: QtBot) -> None:
    look_at(stage, qtbot, 50, 52)
    find = FindScreen(stage.view, Jobs(stage.view), stage.reading._workplace, stage.view)
    find.show(stage.shown[-1].record_id, None)
    bar, timeline = stage.view.find_bar, stage.view.timeline
    bar.open_bar()
    bar.field.setText("glucose")
    qtbot.waitUntil(lambda: len(timeline._found) == RESULTS)
    assert bar.table.model() is not None
    QTest.keyClick(bar.field, Qt.Key.Key_Down)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stage.detail.item_id.endswith(f"-{RESULTS - 2}"))
    bar.close_bar()
    assert timeline._found == ()
    # In a stage of an emergency nothing else is found.
    find.show(stage.shown[-1].record_id, frozenset({"Condition"}))
    bar.field.setText("glucose 15074-8")
    qtbot.waitUntil(lambda: bar.field.accessibleDescription().startswith("0"))
    find.forget()


def test_a_closed_record_hears_nothing_any_more(stage: Stage, qtbot: QtBot) -> None:
    shown = len(stage.shown)
    stage.view.timeline.set_range(FIRST_S, FIRST_S + 120)
    stage.reading.forget()
    stage.view.forget()
    assert not stage.reading.is_busy
    stage.reading._workplace.network.shutdown()
    QCoreApplication.processEvents()
    assert len(stage.shown) == shown
    assert stage.view.timeline._model.count == 0
