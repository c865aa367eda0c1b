"""Heart rate: the days' bands over weeks, the samples over days, and gaps that stay open."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from serums_desktop.charts.device_data import DeviceData, prepare
from serums_desktop.charts.heart_rate import HeartRateChart
from serums_desktop.charts.theme import Theme
from tests.unit.charts.device_items import DAY_S, START, cycle, midnight_s, operation, pulse


def data(days: int, silent: range = range(0)) -> DeviceData:
    return prepare([], pulse(days, silent=silent), [operation(), cycle(1, START)], {})


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> HeartRateChart:
    made = shown(qtbot, theme, data(40))
    made.set_window(*data(40).window_s(None))
    return made


def shown(qtbot: QtBot, theme: Theme, what: DeviceData) -> HeartRateChart:
    made = HeartRateChart(theme, what.heart_rates[0], "Device cloud")
    made.set_markers(what.markers)
    qtbot.addWidget(made)
    made.resize(640, 320)
    made.show()
    return made


def inked_columns(chart: HeartRateChart) -> set[int]:
    """The pixel columns of the plot that hold a part of the dark line."""
    image = chart.grab().toImage()
    return {x for x in range(60, 618) for y in range(70, 262) if image.pixelColor(x, y).lightness() < 100}


@pytest.mark.parametrize("days", [None, 30, 14, 7, 1])
def test_every_window_paints(qtbot: QtBot, any_theme: Theme, days: int | None) -> None:
    what = data(40)
    chart = shown(qtbot, any_theme, what)
    for window in (what.window_s(days), what.window_s(7, 0.0)):
        chart.set_window(*window)
        for cursor in (None, window[0] + DAY_S / 2, 0.0, 9e9):
            chart.set_cursor(cursor)
            assert not chart.grab().isNull()


def test_weeks_are_bands_of_days_and_say_least_median_and_greatest(chart: HeartRateChart) -> None:
    table = chart.table_model()
    assert table.rowCount() == 40
    row = [table.data(table.index(0, column)) for column in range(1, 8)]
    assert row == ["60", "60", "90", "/min", "288", "Band", "Device cloud"]


def test_a_day_is_its_samples_as_they_were_sent(chart: HeartRateChart) -> None:
    chart.set_window(*data(40).window_s(1))
    table = chart.table_model()
    assert table.rowCount() == 288
    assert table.data(table.index(0, 1)) == "60"


def test_a_gap_is_never_joined(qtbot: QtBot, theme: Theme) -> None:
    what = data(1, silent=range(8, 16))
    chart = shown(qtbot, theme, what)
    chart.set_window(*what.window_s(1))
    columns = inked_columns(chart)
    left, width = 58, 640 - 58 - 22
    silent = set(range(left + round(width * 8.3 / 24), left + round(width * 15.7 / 24)))
    assert columns
    assert not columns & silent


def test_a_day_without_a_sample_is_a_gap_of_the_median(qtbot: QtBot, theme: Theme) -> None:
    runs = pulse(30)
    what = prepare([], runs[:10] + runs[20:], [], {})
    assert what.heart_rates[0].days.start_s.size == 20
    chart = shown(qtbot, theme, what)
    chart.set_window(*what.window_s(None))
    columns = inked_columns(chart)
    left, width = 58, 640 - 58 - 22
    assert columns
    assert not columns & set(range(left + width * 10 // 30 + 2, left + width * 20 // 30 - 2))


def test_each_device_is_a_series_and_other_units_are_left_out() -> None:
    what = prepare([], [*pulse(3), *pulse(2, device="Other"), *pulse(1, unit="ms")], [], {})
    assert [each.series.device for each in what.heart_rates] == ["Band", "Other"]


def test_click_arrows_and_pages(qtbot: QtBot, chart: HeartRateChart) -> None:
    chart.set_window(*data(40).window_s(1))
    with qtbot.waitSignal(chart.cursor_moved) as moved:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    with qtbot.waitSignal(chart.cursor_moved) as stepped:
        qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert moved.args[0] - stepped.args[0] == 300
    start, _ = chart.window_s()
    with qtbot.waitSignal(chart.window_changed):
        qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.window_s()[1] == start


def test_the_tooltip_gives_the_sample_as_it_was_sent(chart: HeartRateChart) -> None:
    at = QPoint(300, 150)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, at, chart.mapToGlobal(at)))
    assert "/min" in QToolTip.text()
    assert "Band" in QToolTip.text()


def test_markers_are_operations_and_cycles_in_order() -> None:
    markers = data(1).markers
    assert [marker.short for marker in markers] == ["C1", "New hip"]
    assert [marker.is_operation for marker in markers] == [False, True]
    assert markers[0].at_s == midnight_s(START)
