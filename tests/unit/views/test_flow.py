"""Rows of chips: in order, side by side, never over one another and never lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.views.flow import FlowLayout


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    flow = FlowLayout(made)
    for _ in range(7):
        box = QWidget()
        box.setFixedSize(90, 20)
        flow.addWidget(box)
    return made


@pytest.mark.parametrize("width", [60, 100, 250, 800])
def test_every_item_has_its_own_place(place: QWidget, width: int) -> None:
    flow = place.layout()
    assert isinstance(flow, FlowLayout)
    place.resize(width, flow.heightForWidth(width))
    flow.activate()
    rects = [widget.geometry() for widget in flow.widgets()]
    assert not any(one.intersects(other) for one in rects for other in rects if one is not other)
    assert max(rect.bottom() for rect in rects) < place.height()
    assert [(rect.top(), rect.left()) for rect in rects] == sorted(
        (rect.top(), rect.left()) for rect in rects
    )


def test_right_to_left_begins_at_the_right(place: QWidget) -> None:
    place.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    place.resize(800, 20)
    flow = place.layout()
    assert isinstance(flow, FlowLayout)
    flow.activate()
    first, second = flow.widgets()[:2]
    assert first.geometry().right() == 799
    assert second.geometry().right() < first.geometry().left()


def test_clearing_leaves_no_item(place: QWidget) -> None:
    flow = place.layout()
    assert isinstance(flow, FlowLayout)
    flow.clear()
    assert flow.count() == 0
    assert flow.heightForWidth(100) == 0
