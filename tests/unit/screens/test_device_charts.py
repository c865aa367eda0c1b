"""The coordinator of the device charts: read on workers, followed while sources answer, kept on paper."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from serums_desktop.charts.heart_rate import HeartRateChart
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.received import Accounting
from serums_desktop.domain.series import Samples, SeriesLevel
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.device_charts import DeviceChartsScreen
from serums_desktop.screens.series import load_device_data, load_series, load_window
from serums_desktop.services.open_record import OpenedRecord
from serums_desktop.views.device_charts import DeviceChartsView
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.charts.device_items import DAY_S, START, item, levels_of, pulse, steps, toxicity
from tests.unit.views.invented import COVERAGE, JOANA, NOW_S, SUMMARY


class Record(QObject):
    """The record screen, as far as the charts know it."""

    rendered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.now: OpenedRecord | None = None
        self.cursor_s: float | None = None

    def opened(self) -> OpenedRecord | None:
        return self.now

    def state(self) -> None:
        return None

    def set_cursor(self, at_s: float) -> None:
        self.cursor_s = at_s

    def retry(self, source_id: str) -> None:
        raise AssertionError(source_id)

    def stop(self, source_id: str) -> None:
        raise AssertionError(source_id)

    def refresh(self) -> None:
        raise AssertionError


class Vault:
    """A record's samples, and which codes were read."""

    def __init__(self) -> None:
        self.read: list[str] = []
        self.spans: list[tuple[float, float]] = []
        self.pulse = pulse(5)

    def levels(self, code: str, _start_s: float, _end_s: float) -> list[SeriesLevel]:
        self.read.append(code)
        return levels_of(self.pulse) if code == "8867-4" else []

    def samples(self, code: str, start_s: float, end_s: float) -> list[Samples]:
        self.spans.append((start_s, end_s))
        touching = [run for run in self.pulse if run.start_s < end_s and run.end_s > start_s]
        return touching if code == "8867-4" else []


def opened(items: list[TimelineItem]) -> OpenedRecord:
    timeline = Timeline(tuple(items))
    return OpenedRecord("r1", JOANA, timeline, SUMMARY, COVERAGE, Accounting(), (), (), ())


WITH_SAMPLES = item("Heart rate", START, codes=("8867-4",), has_samples=True)


class Stage(SimpleNamespace):
    """Everything the screen stands on."""

    screen: DeviceChartsScreen
    view: DeviceChartsView
    record: Record
    vault: Vault
    path: Path
    jobs: Jobs
    network: Pool
    workplace: Any


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    view, record, vault, path = DeviceChartsView(Theme("light")), Record(), Vault(), tmp_path / "chart"
    qtbot.addWidget(view)
    with Lane("database") as lane, Pool("network", 1) as network:
        workplace: Any = SimpleNamespace(
            database_lane=lane,
            network=network,
            store=SimpleNamespace(vault=lambda _record_id: vault),
            clock=SimpleNamespace(now_s=lambda: NOW_S),
            configuration=SimpleNamespace(source=(SimpleNamespace(id="cloud", title="Device cloud"),)),
        )
        charts: Any = record
        jobs = Jobs(view)
        screen = DeviceChartsScreen(
            view, jobs, workplace, charts, choose_path=lambda file_format: f"{path}.{file_format}"
        )
        yield Stage(
            screen=screen,
            view=view,
            record=record,
            vault=vault,
            path=path,
            jobs=jobs,
            network=network,
            workplace=workplace,
        )


def show(stage: Stage, qtbot: QtBot, items: list[TimelineItem]) -> OpenedRecord:
    record = opened(items)
    stage.record.now = record
    stage.screen.open(record)
    qtbot.waitUntil(stage.screen.is_filled)
    return record


def keys(stage: Stage) -> list[str]:
    return [card.key for card in stage.view.cards()]


def test_what_the_record_holds_is_read_and_shown(stage: Stage, qtbot: QtBot) -> None:
    show(stage, qtbot, [WITH_SAMPLES, *steps(4000), *toxicity()])
    assert keys(stage) == ["heart-rate-0", "steps-0", "toxicity"]
    stage.view.cursor_moved.emit(5.0)
    assert stage.record.cursor_s == 5.0


def test_no_sample_is_read_where_no_item_that_may_be_shown_has_any(stage: Stage, qtbot: QtBot) -> None:
    show(stage, qtbot, steps(4000))
    assert stage.vault.read == []
    assert keys(stage) == ["steps-0"]


def test_what_sources_add_comes_into_the_charts(stage: Stage, qtbot: QtBot) -> None:
    before = show(stage, qtbot, steps(4000))
    stage.record.now = msgspec.structs.replace(before)
    stage.record.rendered.emit()
    stage.record.now = opened([*steps(4000), WITH_SAMPLES])
    stage.record.rendered.emit()
    qtbot.waitUntil(lambda: keys(stage) == ["heart-rate-0", "steps-0"])
    # An equal record was not read anew.
    assert stage.vault.read.count("8867-4") == 1


def test_a_closed_record_leaves_nothing_and_a_late_read_belongs_to_nobody(stage: Stage, qtbot: QtBot) -> None:
    show(stage, qtbot, steps(4000))
    stage.screen.open(opened([*steps(4000), WITH_SAMPLES]))
    stage.screen.end()
    # One thread reads, in order: when this is done, the late read has come back too.
    done: list[object] = []
    stage.jobs.deliver(stage.network.submit(lambda: True), done.append, done.append)
    qtbot.waitUntil(lambda: done == [True])
    assert "8867-4" in stage.vault.read
    assert keys(stage) == []
    assert not stage.screen.is_filled()


@pytest.mark.parametrize(
    ("key", "column"), [("heart-rate-0", "heart_rate"), ("steps-0", "steps"), ("toxicity", "ctcae_grade")]
)
def test_the_current_chart_is_what_is_exported(stage: Stage, qtbot: QtBot, key: str, column: str) -> None:
    show(stage, qtbot, [WITH_SAMPLES, *steps(4000), *toxicity()])
    stage.view.card(key).entered.emit(stage.view.card(key))
    stage.view.export_button("csv").click()
    path = stage.path.with_suffix(".csv")
    qtbot.waitUntil(lambda: path.exists() and column in path.read_text("utf-8"))
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    assert rows[0] == ["Patient", "SOLER VILA, Joana, 14-Mar-1935"]
    assert rows[2][1].startswith("Device cloud")


def test_the_samples_of_the_days_on_show_are_read_and_no_others(stage: Stage, qtbot: QtBot) -> None:
    stage.vault.pulse = pulse(60)
    show(stage, qtbot, [WITH_SAMPLES])
    chart = stage.view.card("heart-rate-0").chart
    assert isinstance(chart, HeartRateChart)
    qtbot.waitUntil(lambda: chart.table_model().rowCount() == 14 * 288)
    (span,) = stage.vault.spans
    first, last = stage.view.window_s()
    assert span == (first - DAY_S, last + DAY_S)
    stage.view.period.button("all").click()
    qtbot.waitUntil(lambda: chart.table_model().rowCount() == 60)
    assert len(stage.vault.spans) == 2
    # What is read is not asked for again.
    stage.view.period.button("30").click()
    assert chart.table_model().rowCount() == 30
    assert len(stage.vault.spans) == 2


def test_days_are_shown_where_their_samples_are_too_many(stage: Stage, qtbot: QtBot) -> None:
    stage.vault.pulse = pulse(60)
    show(stage, qtbot, [WITH_SAMPLES])
    whole = stage.view.window_s()[1] - 60 * DAY_S, stage.view.window_s()[1]
    afar = load_device_data(stage.workplace, "r1", (WITH_SAMPLES,), {})
    (read,) = load_window(stage.workplace, "r1", afar, whole).heart_rates
    (by_day,) = load_window(stage.workplace, "r1", afar, whole, most=1_000).heart_rates
    assert by_day.is_too_much
    assert not by_day.series.times_s.size
    for of_all, of_few in zip(read.days, by_day.days, strict=True):
        assert np.array_equal(of_all, of_few)
    chart = stage.view.card("heart-rate-0").chart
    assert isinstance(chart, HeartRateChart)
    chart.set_data(by_day)
    chart.set_window(*whole)
    assert chart.table_model().rowCount() == 60
    chart.set_window(whole[1] - DAY_S, whole[1])
    assert chart.table_model().rowCount() == 0
    assert "choose fewer days" in chart.accessibleDescription()
    assert not chart.grab().isNull()


def test_a_series_on_the_timeline_has_its_newest_samples_and_their_last_decimal(stage: Stage) -> None:
    stage.vault.pulse = pulse(60)
    series = load_series(stage.workplace, "r1", "8867-4")
    assert series is not None
    assert (series.latest, series.unit) == ("60", "/min")
    last_s = stage.vault.pulse[-1].end_s
    assert series.pyramid.window(last_s - DAY_S, last_s, 2_000).raw
    assert load_series(stage.workplace, "r1", "105272-9") is None
