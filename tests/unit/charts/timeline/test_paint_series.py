"""A row of two units as it is drawn: the original stands beside every converted value."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from serums_desktop.analytics.units import factor_between
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import TimelineView, Zoom
from serums_desktop.charts.timeline.canvas import Hit
from serums_desktop.charts.timeline.one_axis import UnitPairs, find_conversions
from serums_desktop.charts.timeline.view import HEADER
from serums_desktop.domain.entries import RangeFlag
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem

MakeItem = Callable[..., TimelineItem]
VALUE = 3


@pytest.fixture
def creatinine(item: MakeItem) -> tuple[TimelineItem, ...]:
    """Four results in µmol/L, then one in mg/dL under the code by mass."""
    moles = [
        item(
            Lane.LABS,
            "Creatinine [Moles/volume]",
            f"2026-0{month}-01",
            row="http://loinc.org|14682-9",
            codes=("14682-9",),
            value=80.0 + month,
            value_text=f"{80 + month}",
            unit="µmol/L",
            unit_code="umol/L",
        )
        for month in (3, 4, 5, 6)
    ]
    mass = item(
        Lane.LABS,
        "Creatinine [Mass/volume]",
        "2026-09-01",
        row="http://loinc.org|2160-0",
        codes=("2160-0",),
        value=1.0,
        value_text="1.00",
        unit="mg/dL",
        unit_code="mg/dL",
    )
    return (*moles, mass)


def shown(qtbot: QtBot, theme: Theme, items: tuple[TimelineItem, ...], now_s: float) -> TimelineView:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    view.resize(1100, 1000)
    view.show()
    view.set_timeline(Timeline(items), {"here": "Hospital"}, now_s)
    return view


def answered(view: TimelineView) -> None:
    """Find the ways that the view wants and give them to it."""
    wanted = view._asked_pairs
    view.set_conversions(find_conversions(wanted))


def hit_of(view: TimelineView, item_id: str) -> Hit:
    return next(hit for hit in view._painted().hits if hit.item_ids == (item_id,))


def tooltip_at(view: TimelineView, hit: Hit) -> str:
    middle = hit.rect.center().toPoint() + QPoint(0, round(HEADER) - view.verticalScrollBar().value())
    event = QHelpEvent(QEvent.Type.ToolTip, middle, view.viewport().mapToGlobal(middle))
    QApplication.sendEvent(view.viewport(), event)
    return QToolTip.text()


def colour_at(picture: QImage, view: TimelineView, hit: Hit, y: float) -> QColor:
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(round(hit.rect.center().x() * ratio), round(y * ratio))


def test_rows_join_when_the_ways_arrive(
    qtbot: QtBot, theme: Theme, creatinine: tuple[TimelineItem, ...], now_s: float
) -> None:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    wanted: list[UnitPairs] = []
    view.units_wanted.connect(wanted.append)
    view.set_timeline(Timeline(creatinine), {}, now_s)
    assert [len(row.items) for row in view._model.lane(Lane.LABS).rows] == [1, 4]
    # Read anew meanwhile, as pages arrive: the same is not asked twice.
    view.set_timeline(Timeline(creatinine), {}, now_s)
    assert len(wanted) == 1
    table = view.table_model()
    with qtbot.waitSignal(table.dataChanged):
        view.set_conversions(find_conversions(wanted[0]))
    assert [len(row.items) for row in view._model.lane(Lane.LABS).rows] == [5]
    assert table.data(table.index(0, VALUE)) == "1.00 mg/dL (converted: 88.4 µmol/L)"
    assert table.data(table.index(1, VALUE)) == "86 µmol/L"
    # What is known stays known, and goes with the patient.
    view.set_timeline(Timeline(creatinine), {}, now_s)
    assert [len(row.items) for row in view._model.lane(Lane.LABS).rows] == [5]
    view.set_timeline(Timeline(), {}, now_s)
    assert factor_between.cache_info().currsize == 0
    view.set_conversions(find_conversions(wanted[0]))
    view.set_timeline(Timeline(creatinine), {}, now_s)
    assert len(wanted) == 2
    assert [len(row.items) for row in view._model.lane(Lane.LABS).rows] == [1, 4]


def test_the_original_stands_beside_the_converted_value_wherever_it_is_told(
    qtbot: QtBot, theme: Theme, creatinine: tuple[TimelineItem, ...], now_s: float
) -> None:
    view = shown(qtbot, theme, creatinine, now_s)
    answered(view)
    latest = creatinine[-1]
    both = "1.00 mg/dL (converted: 88.4 µmol/L)"
    assert both in tooltip_at(view, hit_of(view, latest.item_id))
    assert "converted" not in tooltip_at(view, hit_of(view, creatinine[0].item_id))
    view.select(latest.item_id)
    assert both in view.accessibleDescription()
    told = [hit for hit in view._painted().hits if hit.words]
    assert "mg/dL" in tooltip_at(view, told[0])
    assert any(both in tooltip_at(view, hit) for hit in told[1:])


def test_a_converted_result_has_an_open_mark_in_every_theme(
    qtbot: QtBot, any_theme: Theme, creatinine: tuple[TimelineItem, ...], now_s: float
) -> None:
    view = shown(qtbot, any_theme, creatinine, now_s)
    answered(view)
    shapes = view._painted().shapes.toImage()
    (row,) = view._model.lane(Lane.LABS).rows
    low, high = row.values.min(), row.values.max()
    ground = any_theme.colour("bg.surface")
    inside = {}
    for item, value in zip(row.items, row.values, strict=True):
        hit = hit_of(view, item.item_id)
        bottom, height = hit.rect.bottom() - 5, hit.rect.height() - 10
        y = bottom - (value - low) / (high - low) * height
        inside[item.item_id] = colour_at(shapes, view, hit, y) == ground
    assert inside == {item.item_id: item is creatinine[-1] for item in creatinine}


@pytest.mark.parametrize("flag", [RangeFlag.HIGH, RangeFlag.CRITICAL_LOW, RangeFlag.ABNORMAL])
def test_marks_and_crowds_of_converted_results_paint(
    qtbot: QtBot, any_theme: Theme, item: MakeItem, now_s: float, flag: RangeFlag
) -> None:
    items = tuple(
        item(
            Lane.LABS,
            "Hb",
            f"2026-{1 + at % 12:02}-{1 + at % 28:02}",
            row="http://loinc.org|718-7",
            codes=("718-7",),
            value=float(at % 7),
            value_text=str(at % 7),
            unit=code,
            unit_code=code,
            flag=flag if at % 3 else RangeFlag.NONE,
        )
        for code, count in (("g/dL", 400), ("mmol/L", 300))
        for at in range(count)
    )
    view = shown(qtbot, any_theme, items, now_s)
    before = view.grab().toImage()
    answered(view)
    assert [len(row.items) for row in view._model.lane(Lane.LABS).rows] == [700]
    assert view.grab().toImage() != before
    view.set_zoom(Zoom.MONTH)
    assert not view.grab().isNull()


def test_what_a_source_calls_its_unit_is_never_mark_up(
    qtbot: QtBot, theme: Theme, creatinine: tuple[TimelineItem, ...], item: MakeItem, now_s: float
) -> None:
    strange = item(
        Lane.LABS,
        "Creatinine",
        "2026-08-01",
        row="http://loinc.org|2160-0",
        codes=("2160-0",),
        value=1.0,
        value_text="1.0",
        unit="<b>mg</b>",
        unit_code="mg/dL",
    )
    view = shown(qtbot, theme, (*creatinine[:4], strange), now_s)
    answered(view)
    assert "&lt;b&gt;mg&lt;/b&gt; (converted: 88" in tooltip_at(view, hit_of(view, strange.item_id))
    name = next(hit for hit in view._painted().hits if hit.words)
    assert "<b>mg" not in tooltip_at(view, name)
