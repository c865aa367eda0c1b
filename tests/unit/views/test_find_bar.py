"""Words are typed, entries found are gone to by Enter, and nothing of it stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.views.find_bar import FindBar

FOUND = tuple(
    TimelineItem(item_id=f"here/{number}", lane=Lane.LABS, resource_type="Observation", title="Potassium")
    for number in range(3)
)


@pytest.fixture
def bar(qtbot: QtBot) -> FindBar:
    made = FindBar(Theme("light"))
    qtbot.addWidget(made)
    made.open_bar()
    return made


def test_enter_goes_from_one_entry_found_to_the_next(bar: FindBar) -> None:
    typed: list[str] = []
    chosen: list[str] = []
    bar.words_typed.connect(typed.append)
    bar.item_chosen.connect(chosen.append)
    QTest.keyClicks(bar.field, "pot")
    assert typed == ["p", "po", "pot"]
    bar.show_found(FOUND, {}, is_cut=False)
    assert bar.table.isVisible()
    for _ in range(2):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
    QTest.keyClick(bar.field, Qt.Key.Key_Up)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert chosen == ["here/0", "here/1", "here/1"]


def test_how_many_were_found_is_told_to_everybody(bar: FindBar) -> None:
    bar.field.setText("pot")
    bar.show_found(FOUND, {}, is_cut=True)
    assert "newest 3" in bar.field.accessibleDescription()
    bar.show_found((), {}, is_cut=False)
    assert "0" in bar.field.accessibleDescription()
    assert not bar.table.isVisible()
    QTest.keyClick(bar.field, Qt.Key.Key_Return)


def test_nothing_that_was_looked_for_stays(bar: FindBar, qtbot: QtBot) -> None:
    bar.field.setText("pot")
    bar.show_found(FOUND, {}, is_cut=False)
    with qtbot.waitSignal(bar.closed):
        bar.close_bar()
    assert bar.field.text() == ""
    model = bar.table.model()
    assert model is not None
    assert model.rowCount() == 0
    assert not bar.isVisible()
