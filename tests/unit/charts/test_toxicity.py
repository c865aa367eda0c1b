"""Toxicity by cycle: every number in words too, nothing reported never 0."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from serums_desktop.analytics.toxicity import by_cycle
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.toxicity import ToxicityChart
from tests.unit.charts.device_items import START, graded, toxicity

TITLES = {"cloud": "Device cloud", "clinic": "Oncology"}


def shown(qtbot: QtBot, theme: Theme) -> ToxicityChart:
    chart = ToxicityChart(theme, by_cycle(toxicity()), TITLES)
    qtbot.addWidget(chart)
    chart.resize(700, 320)
    chart.show()
    return chart


@pytest.mark.parametrize("items", [toxicity(), toxicity()[2:], [graded("Nausea", START, "")]])
def test_it_paints_with_and_without_cycles(qtbot: QtBot, any_theme: Theme, items: list[object]) -> None:
    chart = ToxicityChart(any_theme, by_cycle([each for each in toxicity() if each in items]), TITLES)
    qtbot.addWidget(chart)
    chart.set_cursor(9e9)
    assert not chart.grab().isNull()


def test_cells_say_grade_source_and_what_is_none(qtbot: QtBot, theme: Theme) -> None:
    chart = shown(qtbot, theme)
    assert chart.cell_words(0, 0).startswith("Nausea, Cycle 1 of 6\n")
    assert chart.cell_words(0, 0).endswith("grade 2, from Device cloud")
    assert chart.cell_words(0, 1).endswith("not reported")
    assert chart.cell_words(1, 0).endswith("6, not a CTCAE grade, from Device cloud")
    assert chart.cell_words(1, 1).endswith("grade 1, from Oncology")


def test_the_table_lists_every_report_newest_first(qtbot: QtBot, theme: Theme) -> None:
    chart = shown(qtbot, theme)
    table = chart.table_model()
    rows = [[table.data(table.index(row, column)) for column in (1, 3, 4)] for row in range(3)]
    assert rows == [
        ["Neurotoxicity", "1", "grade 1"],
        ["Neurotoxicity", "6", "not a CTCAE grade"],
        ["Nausea", "2", "grade 2"],
    ]


def test_arrows_choose_a_cell_and_move_the_cursor(qtbot: QtBot, theme: Theme) -> None:
    chart = shown(qtbot, theme)
    with qtbot.waitSignal(chart.cursor_moved):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    with qtbot.waitSignal(chart.cursor_moved):
        qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == chart.cell_words(1, 1)
    assert not chart.grab().isNull()


def test_click_and_tooltip_speak_of_the_cell_below(qtbot: QtBot, theme: Theme) -> None:
    chart = shown(qtbot, theme)
    at = QPoint(280, 110)
    with qtbot.waitSignal(chart.cursor_moved):
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=at)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, at, chart.mapToGlobal(at)))
    assert "grade 2" in QToolTip.text()
