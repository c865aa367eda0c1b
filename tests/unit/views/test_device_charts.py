"""Device charts: two pictures with one cursor, a table beside them, files on demand."""

from __future__ import annotations

import array
import datetime as dt
import weakref

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from serums_desktop.charts.device_data import DeviceData, prepare
from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.charts.toxicity import ToxicityChart
from serums_desktop.domain.series import Samples
from serums_desktop.views.banner import BannerState
from serums_desktop.views.coverage_strip import CoverageState
from serums_desktop.views.device_charts import DeviceChartsState, DeviceChartsView
from tests.unit.charts.device_items import START, midnight_s, operation, pulse, steps, toxicity
from tests.unit.views.invented import COVERAGE, JOANA, NOW_S, SUMMARY, TITLES

READINGS = 3 * 288
GLUCOSE = Samples(
    entry_id="cloud/Observation/1",
    source_id="cloud",
    code="105272-9",
    title="Glucose",
    unit="mmol/L",
    start_s=NOW_S - READINGS * 300,
    period_s=300,
    mantissas=array.array("i", [50 + place % 60 for place in range(READINGS)]).tobytes(),
    decimals=bytes([1]) * READINGS,
    device="CGM",
)


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> DeviceChartsView:
    made = DeviceChartsView(theme)
    qtbot.addWidget(made)
    made.resize(1600, 1000)
    # Keys reach shortcuts of an active window alone.
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    banner = BannerState(
        person=JOANA, summary=SUMMARY, titles=TITLES, answered=1, today=dt.date(2026, 11, 22)
    )
    made.render_state(DeviceChartsState(banner, CoverageState(COVERAGE, NOW_S)))
    made.show_data(prepare([GLUCOSE], [], [], TITLES), "home")
    return made


def test_each_patient_s_glucose_comes_in_the_unit_of_their_own_device(
    view: DeviceChartsView, qtbot: QtBot
) -> None:
    qtbot.mouseClick(view.unit.button("mg/dL"), Qt.MouseButton.LeftButton)
    view.forget()
    view.show_data(prepare([GLUCOSE], [], [], TITLES))
    assert view.unit.current == view.trace.unit().value == view.by_day.unit().value == "mmol/L"
    view.forget()
    view.show_data(prepare([replace(GLUCOSE, unit="mg/dL")], [], [], TITLES))
    assert view.unit.current == view.trace.unit().value == view.by_day.unit().value == "mg/dL"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("width", [1600, 1280])
def test_it_paints_with_the_banner_at_its_own_height(
    view: DeviceChartsView, theme: Theme, name: str, width: int
) -> None:
    theme.set_name(name)
    view.resize(width, 900)
    assert not view.grab().isNull()
    assert view.banner.height() < 240


def test_the_unit_of_the_device_comes_first_and_can_be_changed(view: DeviceChartsView, qtbot: QtBot) -> None:
    assert view.unit.current == "mmol/L"
    qtbot.mouseClick(view.unit.button("mg/dL"), Qt.MouseButton.LeftButton)
    assert view.trace.unit().value == "mg/dL"
    assert view.by_day.unit().value == "mg/dL"


def test_the_period_moves_both_charts(view: DeviceChartsView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.period.button("7"), Qt.MouseButton.LeftButton)
    start_s, end_s = view.trace.window_s()
    assert round((end_s - start_s) / 86_400) == 7
    assert view.by_day.window_s() == (start_s, end_s)


def test_t_shows_every_reading_as_text(view: DeviceChartsView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.period.button("all"), Qt.MouseButton.LeftButton)
    table = view.card("glucose").table
    view.trace.setFocus()
    qtbot.keyClick(view.trace, Qt.Key.Key_T)
    assert table.isVisible()
    assert table.model().rowCount() == READINGS
    qtbot.keyClick(table, Qt.Key.Key_T)
    assert view.trace.isVisible()


@pytest.mark.parametrize("file_format", ["png", "svg", "pdf", "csv"])
def test_exports_are_asked_for(view: DeviceChartsView, qtbot: QtBot, file_format: str) -> None:
    with qtbot.waitSignal(view.export_requested) as asked:
        qtbot.mouseClick(view.export_button(file_format), Qt.MouseButton.LeftButton)
    assert asked.args == [file_format]


@pytest.fixture
def everything(view: DeviceChartsView) -> DeviceChartsView:
    items = [*steps(*[4000] * 40), operation(), *toxicity()]
    view.show_data(prepare([GLUCOSE], pulse(60), items, TITLES))
    return view


def test_cards_are_those_that_have_data(everything: DeviceChartsView) -> None:
    keys = [card.key for card in everything.cards()]
    assert keys == ["glucose-by-day", "glucose", "heart-rate-0", "steps-0", "toxicity"]
    everything.show_data(prepare([], pulse(2), [], TITLES))
    assert [card.key for card in everything.cards()] == ["heart-rate-0"]
    assert not everything.unit.isVisible()
    everything.show_data(DeviceData())
    assert list(everything.cards()) == []
    assert everything.findChild(QLabel, "nothing").isVisible()


@pytest.mark.parametrize("name", THEMES)
def test_a_full_page_paints(everything: DeviceChartsView, theme: Theme, name: str) -> None:
    theme.set_name(name)
    assert not everything.grab().isNull()


def test_one_period_moves_every_chart(everything: DeviceChartsView, qtbot: QtBot) -> None:
    qtbot.mouseClick(everything.period.button("30"), Qt.MouseButton.LeftButton)
    time_charts = [card.chart for card in everything.cards() if not isinstance(card.chart, ToxicityChart)]
    assert {chart.window_s() for chart in time_charts} == {everything.window_s()}
    start_s, _ = everything.window_s()
    qtbot.keyClick(everything.card("heart-rate-0").chart, Qt.Key.Key_PageUp)
    assert {chart.window_s() for chart in time_charts} == {everything.window_s()}
    assert everything.window_s()[1] == start_s


def test_all_reaches_from_the_first_to_the_last_value(everything: DeviceChartsView, qtbot: QtBot) -> None:
    qtbot.mouseClick(everything.period.button("all"), Qt.MouseButton.LeftButton)
    start_s, end_s = everything.window_s()
    assert start_s == midnight_s(START)
    assert end_s > NOW_S - 300


def test_the_cursor_is_linked(everything: DeviceChartsView, qtbot: QtBot) -> None:
    moved = everything.card("steps-0").chart
    qtbot.mouseClick(everything.period.button("all"), Qt.MouseButton.LeftButton)
    others = [card.chart for card in everything.cards() if card.chart is not moved]
    for chart in others:
        chart.set_cursor(None)
    before = [chart.grab().toImage() for chart in others]
    with qtbot.waitSignal(everything.cursor_moved):
        qtbot.keyClick(moved, Qt.Key.Key_Right)
    assert all(chart.grab().toImage() != image for chart, image in zip(others, before, strict=True))


def test_t_and_exports_are_about_the_chart_entered_last(everything: DeviceChartsView, qtbot: QtBot) -> None:
    card = everything.card("toxicity")
    card.chart.setFocus()
    assert everything.current is card.chart
    qtbot.keyClick(card.chart, Qt.Key.Key_T)
    assert card.table.isVisible()
    assert everything.trace.isVisible()
    assert everything.table_twin.isChecked()
    everything.trace.setFocus()
    assert not everything.table_twin.isChecked()
    assert everything.current is everything.trace


def test_what_is_entered_stays_entered_when_the_data_are_renewed(everything: DeviceChartsView) -> None:
    everything.card("steps-0").chart.setFocus()
    everything.show_data(prepare([GLUCOSE], pulse(60), steps(*[4000] * 41), TITLES))
    assert everything.current is everything.card("steps-0").chart


def test_escape_leads_back(view: DeviceChartsView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.back_requested):
        qtbot.keyClick(view.trace, Qt.Key.Key_Escape)


def test_forgotten_charts_are_gone_at_once(everything: DeviceChartsView) -> None:
    charts = [weakref.ref(card.chart) for card in everything.cards()][2:]
    everything.forget()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [chart() for chart in charts] == [None, None, None]


def test_a_forgotten_patient_leaves_no_sample(view: DeviceChartsView) -> None:
    view.forget()
    assert view.trace.data() == DeviceData().glucose
    assert view.trace.table_model().rowCount() == 0
    assert list(view.cards()) == []
    assert view.banner.chips() == []
