import datetime as dt
from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from serums_desktop.analytics.cgm import Band, GlucoseUnit
from serums_desktop.analytics.outlines import outlines
from serums_desktop.charts.glucose import DAYS, GlucoseChart, GlucoseView
from serums_desktop.charts.glucose_data import outlined, prepare
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.time_in_range import TimeInRangeChart
from serums_desktop.domain.series import Samples
from tests.unit.charts.device_items import levels_of

MakeRun = Callable[..., Samples]

DAY_S = 86_400.0
START_S = dt.datetime(2026, 11, 1, tzinfo=dt.UTC).timestamp()


@pytest.fixture
def chart(qtbot: QtBot, theme: Theme) -> GlucoseChart:
    made = GlucoseChart(theme)
    qtbot.addWidget(made)
    made.resize(590, 340)
    made.show()
    return made


@pytest.fixture
def fortnight(glucose_run: MakeRun) -> list[Samples]:
    """Fourteen whole days: 6.0 all along, one very low reading on the last, one hour's gap each noon."""
    noon = ["6.0"] * 144 + [""] * 12 + ["6.0"] * 132
    runs = [glucose_run(noon, START_S + day * DAY_S) for day in range(13)]
    last = list(noon)
    last[200] = "2.10"
    return [*runs, glucose_run(last, START_S + 13 * DAY_S)]


@pytest.mark.parametrize("view", list(GlucoseView))
@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("unit", [*GlucoseUnit, None])
def test_every_window_paints(
    chart: GlucoseChart, fortnight: list[Samples], view: GlucoseView, days: int, unit: GlucoseUnit | None
) -> None:
    chart.set_samples(fortnight, setting="home")
    chart.set_view(view)
    chart.set_days(days)
    chart.set_unit(unit)
    for cursor in (None, START_S + 13.5 * DAY_S, 0.0, 9e9):
        chart.set_cursor(cursor)
        assert not chart.grab().isNull()


def test_no_samples_and_strange_units_are_said_in_words(
    qtbot: QtBot, any_theme: Theme, glucose_run: MakeRun
) -> None:
    chart = GlucoseChart(any_theme)
    qtbot.addWidget(chart)
    assert not chart.grab().isNull()
    assert chart.figures() is None
    chart.set_samples([glucose_run(["50"], START_S, unit="%")])
    assert not chart.grab().isNull()
    assert chart.data().unknown_units == ("%",)
    chart.set_samples([glucose_run(["5.0"], START_S)])
    chart.set_days(7, START_S + 300 * DAY_S)
    assert not chart.grab().isNull()
    assert chart.table_model().rowCount() == 0


def test_a_window_is_whole_days_up_to_the_last_sample(chart: GlucoseChart, fortnight: list[Samples]) -> None:
    chart.set_samples(fortnight)
    chart.set_days(14)
    start, end = chart.window_s()
    assert end - start == 14 * DAY_S
    assert start <= START_S + DAY_S
    assert end > START_S + 14 * DAY_S - 300
    with pytest.raises(ValueError, match="day"):
        chart.set_days(0)


def test_the_table_twin_has_every_reading_as_it_was_sent(
    chart: GlucoseChart, fortnight: list[Samples]
) -> None:
    chart.set_samples(fortnight)
    chart.set_days(90)
    table = chart.table_model()
    assert table.rowCount() == 14 * 276
    values = {table.data(table.index(row, 1)) for row in range(table.rowCount())}
    assert values == {"6.0", "2.10"}
    low = next(row for row in range(table.rowCount()) if table.data(table.index(row, 1)) == "2.10")
    assert [table.data(table.index(low, column)) for column in (2, 3, 4)] == ["mmol/L", "Very low", "Sensor"]


def test_display_units_change_no_class_and_no_table(chart: GlucoseChart, glucose_run: MakeRun) -> None:
    chart.set_samples([glucose_run(["10.0"] * 288, START_S)])
    chart.set_days(1)
    chart.set_unit("mg/dL")
    figures = chart.figures()
    assert figures is not None
    assert figures.unit is GlucoseUnit.MMOL_L
    assert figures.percent[Band.IN_RANGE] == 100.0
    assert chart.table_model().data(chart.table_model().index(0, 1)) == "10.0"
    main = chart.data().main
    assert main is not None
    assert main.text(0, GlucoseUnit.MG_DL) == "180"


def test_the_cursor_snaps_to_the_nearest_reading(
    qtbot: QtBot, chart: GlucoseChart, fortnight: list[Samples]
) -> None:
    chart.set_samples(fortnight)
    chart.set_days(1)
    with qtbot.waitSignal(chart.cursor_moved) as moved:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    (at_s,) = moved.args
    assert (at_s - START_S) % 300 == 0
    with qtbot.waitSignal(chart.cursor_moved) as stepped:
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert stepped.args[0] > at_s


def test_arrows_step_over_a_gap(qtbot: QtBot, chart: GlucoseChart, glucose_run: MakeRun) -> None:
    chart.set_samples([glucose_run(["5.0", "", "", "5.1"], START_S)])
    chart.set_cursor(START_S)
    with qtbot.waitSignal(chart.cursor_moved) as moved:
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert moved.args == [START_S + 900]


def test_pages_go_from_window_to_window(qtbot: QtBot, chart: GlucoseChart, fortnight: list[Samples]) -> None:
    chart.set_samples(fortnight)
    chart.set_days(7)
    start, _ = chart.window_s()
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.window_s()[1] == start
    qtbot.keyClick(chart, Qt.Key.Key_PageDown)
    assert chart.window_s()[0] == start


def test_the_tooltip_gives_the_devices_own_decimal(chart: GlucoseChart, glucose_run: MakeRun) -> None:
    chart.set_samples([glucose_run(["5.40"] * 288, START_S, device="Sensor <1>")])
    chart.set_days(1)
    chart.set_unit("mg/dL")
    at = QPoint(300, 150)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, at, chart.mapToGlobal(at)))
    assert "5.40 mmol/L" in QToolTip.text()
    assert "Sensor &lt;1&gt;" in QToolTip.text()


def inked_columns(chart: GlucoseChart, ink: QColor) -> set[int]:
    """The pixel columns that hold the line's own colour."""
    image = chart.grab().toImage()
    return {x for x in range(70, 560) for y in range(64, 284) if image.pixelColor(x, y).rgb() == ink.rgb()}


@pytest.mark.parametrize("view", list(GlucoseView))
def test_a_gap_is_never_joined(
    chart: GlucoseChart, theme: Theme, glucose_run: MakeRun, view: GlucoseView
) -> None:
    silent_at_noon = ["6.0"] * 120 + [""] * 48 + ["6.0"] * 120
    chart.set_samples([glucose_run(silent_at_noon, START_S)])
    chart.set_view(view)
    chart.set_days(1)
    columns = inked_columns(chart, theme.colour("text.primary"))
    left, width = 58, 590 - 58 - 22
    middle = set(range(round(left + width * 122 / 288), round(left + width * 166 / 288)))
    assert columns
    assert not columns & middle


def test_two_devices_are_two_traces(glucose_run: MakeRun) -> None:
    data = prepare([glucose_run(["5.0"] * 3, START_S), glucose_run(["97"] * 9, START_S, "mg/dL", "Other")])
    assert [trace.unit for trace in data.traces] == [GlucoseUnit.MG_DL, GlucoseUnit.MMOL_L]
    assert np.allclose(data.traces[0].shown(np.array([180.156]), GlucoseUnit.MMOL_L), 10.0)


def test_time_in_range_says_its_bands_and_why_a_figure_is_missing(
    qtbot: QtBot, any_theme: Theme, chart: GlucoseChart, fortnight: list[Samples]
) -> None:
    card = TimeInRangeChart(any_theme)
    qtbot.addWidget(card)
    assert not card.grab().isNull()
    chart.set_samples(fortnight)
    chart.set_days(14)
    card.set_figures(chart.figures())
    assert any(sentence.startswith("GMI ") and "%" in sentence for sentence in card.sentences())
    assert "Very low < 3.0 mmol/L: < 0.1 %" in card.sentences()
    chart.set_days(7)
    card.set_figures(chart.figures(), "mg/dL")
    assert "GMI needs 14 days" in card.sentences()
    assert "Mean 108 mg/dL" in card.sentences()
    assert not card.grab().isNull()


def test_what_is_not_read_yet_is_seen_from_afar_and_said(
    chart: GlucoseChart, fortnight: list[Samples], theme: Theme
) -> None:
    found = outlines(levels_of(fortnight, 128))
    whole, afar = prepare(fortnight), outlined(found)
    chart.set_data(afar)
    chart.set_days(14)
    start_s, end_s = chart.window_s()
    assert (chart.figures(), chart.table_model().rowCount()) == (None, 0)
    assert "still being read" in chart.unread()
    for view in GlucoseView:
        chart.set_view(view)
        assert not chart.grab().isNull()
    card = TimeInRangeChart(theme)
    card.set_figures(None, why_none=chart.unread())
    assert card.sentences() == [chart.unread()]
    # The lowest reading is in the picture all the same.
    envelope = afar.traces[0].pyramid.window(start_s, end_s, 500)
    assert np.nanmin(envelope.lo) == 2.1
    chart.set_data(outlined(found, fortnight, (start_s - DAY_S, end_s + DAY_S)))
    assert chart.unread() == ""
    expected = whole.figures(start_s, end_s)
    assert chart.data().figures(start_s, end_s) == expected is not None
    assert chart.table_model().rowCount() > 13 * 276


def test_too_many_readings_are_not_listed(chart: GlucoseChart, fortnight: list[Samples]) -> None:
    chart.set_data(outlined(outlines(levels_of(fortnight, 128)), is_too_much=True))
    chart.set_days(14)
    assert "choose fewer days" in chart.unread()
    assert not chart.grab().isNull()


def test_the_main_trace_is_the_same_from_afar(glucose_run: MakeRun) -> None:
    twice = [glucose_run(["5.0"] * 20, START_S), glucose_run(["5.0"] * 20, START_S)]
    twice[1] = msgspec.structs.replace(twice[1], entry_id="cloud/Observation/again")
    runs = [*twice, glucose_run(["5.0"] * 30, START_S, device="Other")]
    from_afar = outlined(outlines(levels_of(runs, 128)))
    assert [trace.series.device for trace in from_afar.traces] == ["Other", "Sensor"]
    assert [trace.series.device for trace in prepare(runs).traces] == ["Other", "Sensor"]
