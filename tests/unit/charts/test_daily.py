"""Daily movement: a bar a day, none for a day without a total, and the own baseline."""

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from serums_desktop.analytics.mobility import Withheld
from serums_desktop.charts.daily import DailyChart, DailyMovement, Movement, prepare
from serums_desktop.charts.device_data import prepare as prepare_all
from serums_desktop.charts.device_words import per_day
from serums_desktop.charts.theme import Theme
from tests.unit.charts.device_items import DAY_S, START, item, midnight_s, operation, steps

TWENTY_BEFORE = [4000] * 20
AFTER = [None] * 6 + [1000, 2000, 3000, 4000, 5000, 5000, 5000, 5000]


def movement(*totals: int | None) -> DailyMovement:
    (found,) = prepare([*steps(*totals), operation()])
    return found


def shown(qtbot: QtBot, theme: Theme, data: DailyMovement, days: int = 34) -> DailyChart:
    chart = DailyChart(theme, data, "Device cloud")
    qtbot.addWidget(chart)
    chart.resize(640, 320)
    chart.set_window(midnight_s(START), midnight_s(START) + days * DAY_S)
    chart.show()
    return chart


def test_each_source_and_each_movement_has_its_own_chart() -> None:
    rise = item("Rises", START, "30", "transitions", codes=("sit-to-stand-transitions",))
    found = prepare([rise, *steps(1, 2), *steps(3, 4, 5, code="55423-8", source="clinic")])
    assert [(each.movement, each.source_id) for each in found] == [
        (Movement.STEPS, "clinic"),
        (Movement.STEPS, "cloud"),
        (Movement.RISES, "cloud"),
    ]


@pytest.mark.parametrize("days", [1, 14, 34, 400])
def test_every_window_paints(qtbot: QtBot, any_theme: Theme, days: int) -> None:
    chart = shown(qtbot, any_theme, movement(*TWENTY_BEFORE, *AFTER), days)
    chart.set_markers(prepare_all([], [], [operation()], {}).markers)
    for cursor in (None, midnight_s(START) + 5 * DAY_S, 0.0):
        chart.set_cursor(cursor)
        assert not chart.grab().isNull()
    chart.set_window(0, DAY_S)
    assert not chart.grab().isNull()


def test_baseline_and_recovery_are_said_with_their_days(qtbot: QtBot, theme: Theme) -> None:
    said = shown(qtbot, theme, movement(*TWENTY_BEFORE, *AFTER)).accessibleDescription()
    assert "own baseline 4000" in said
    assert "20 days before the operation" in said
    assert "7 days to 12-Sep: median 5000, 125 % of it" in said


def test_nothing_after_the_operation_is_said(qtbot: QtBot, theme: Theme) -> None:
    said = shown(qtbot, theme, movement(*TWENTY_BEFORE)).accessibleDescription()
    assert "nothing recorded after the operation" in said


def test_a_unit_that_is_per_day_is_not_said_twice() -> None:
    assert per_day("/d") == "/d"
    assert per_day("steps") == "steps, per day"
    assert per_day("") == "per day"


def test_too_few_days_before_are_said_too(qtbot: QtBot, theme: Theme) -> None:
    data = movement(*[None] * 16, *[4000] * 10)
    assert data.own.withheld is Withheld.FEW_DAYS_BEFORE
    said = shown(qtbot, theme, data).accessibleDescription()
    assert "no own baseline: 4 of 7 days" in said


def test_without_an_operation_no_baseline_is_spoken_of(qtbot: QtBot, theme: Theme) -> None:
    (data,) = prepare(steps(*TWENTY_BEFORE))
    assert "baseline" not in shown(qtbot, theme, data).accessibleDescription()


def test_a_day_without_a_total_has_no_bar_and_no_row(qtbot: QtBot, theme: Theme) -> None:
    chart = shown(qtbot, theme, movement(4000, None, 4000), days=3)
    image, surface = chart.grab().toImage(), theme.colour("bg.surface").rgb()
    left, width = 58, 640 - 58 - 22
    middle = [image.pixel(left + round(width * (place + 0.4) / 3), 200) for place in range(3)]
    assert middle[1] == surface
    assert middle[0] == middle[2] != surface
    assert chart.table_model().rowCount() == 2


def test_the_table_has_the_total_as_it_was_sent(qtbot: QtBot, theme: Theme) -> None:
    twice = item("Steps", START, "4100.50", "steps", codes=("41950-7",))
    (data,) = prepare([*steps(4000), twice])
    chart = shown(qtbot, theme, data)
    table = chart.table_model()
    assert table.data(table.index(0, 1)) == "4000 \N{EN DASH} 4100.50"
    assert table.data(table.index(0, 4)) == "Device cloud"


def test_arrows_step_over_days_without_a_total(qtbot: QtBot, theme: Theme) -> None:
    chart = shown(qtbot, theme, movement(4000, None, 4000), days=3)
    chart.set_cursor(midnight_s(START) + DAY_S / 2)
    with qtbot.waitSignal(chart.cursor_moved) as moved:
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert moved.args == [midnight_s(START + dt.timedelta(days=2)) + DAY_S / 2]
