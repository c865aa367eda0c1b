"""What surrounds the lanes: grid, future, stays, labels on the left and the latest on the right."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.scale import Tick
from serums_desktop.charts.timeline import words
from serums_desktop.charts.timeline.canvas import Canvas, Hit
from serums_desktop.charts.timeline.layout import LaneBox, RowBox
from serums_desktop.charts.timeline.model import SERIES_LANES, Row, RowKind, begin_s, goes_on
from serums_desktop.charts.timeline.paint_series import device_series, open_dot, triangle
from serums_desktop.domain.dates import Precision
from serums_desktop.domain.entries import RangeFlag, Standing
from serums_desktop.domain.lanes import Lane

EDGE_PX = 3.0
_ICON_LEFT = 15.0
_TEXT_LEFT = 40.0
_LINE = 16.0


def paint_ground(canvas: Canvas, marks: list[Tick], height: float, stays: LaneBox) -> None:
    """Everything that lies under the lanes' contents."""
    painter, scale, theme = canvas.painter, canvas.scale, canvas.theme
    if canvas.now_x < canvas.right:
        left = max(canvas.now_x, scale.left)
        painter.fillRect(QRectF(left, 0, canvas.right - left, height), theme.colour("bg.sunken"))
    painter.setPen(QPen(theme.colour("chart.grid"), 1))
    for tick in marks:
        x = round(scale.x(tick.at_s)) + 0.5
        if scale.left <= x <= canvas.right:
            painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setPen(Qt.PenStyle.NoPen)
    for item in stays.lane.stays:
        if item.end_s is None or item.end_s < scale.start_s or begin_s(item) > scale.end_s:
            continue
        left = max(scale.clipped(begin_s(item)), scale.left)
        right = min(scale.clipped(item.end_s), canvas.right)
        if right - left >= 1.5:
            painter.fillRect(QRectF(left, 0, right - left, height), theme.colour("lane.encounters", 0.09))


def paint_lane_frame(canvas: Canvas, box: LaneBox, width: float, nothing: str) -> None:
    """The lane's edge, icon, name and count, its separator, its chip row, and `nothing` where it is empty."""
    painter, theme = canvas.painter, canvas.theme
    token = f"lane.{box.lane.lane.value}"
    painter.fillRect(QRectF(0, box.top, EDGE_PX, box.height), theme.colour(token))
    painter.setPen(QPen(theme.colour("border.default"), 1))
    painter.drawLine(QPointF(0, box.bottom - 0.5), QPointF(width, box.bottom - 0.5))
    middle = box.top + 18.0
    paint_icon(painter, QRectF(_ICON_LEFT, middle - 9, 18, 18), box.lane.lane.value, theme.colour(token))
    canvas.lettering.write(QPointF(_TEXT_LEFT, middle), words.lane(box.lane.lane), role="body-strong")
    count = _count(canvas, box)
    if count and box.height >= 44:
        canvas.lettering.write(QPointF(_TEXT_LEFT, middle + 17), count, role="caption", ink="text.tertiary")
    if box.lane.is_empty:
        _paint_nothing(canvas, box, nothing)
    used = _paint_more(canvas, box) if box.more_top is not None else 0.0
    if box.undated_top is not None:
        _paint_undated(canvas, box, box.undated_top, canvas.scale.left + (used if box.more_top else 0.0))
    _paint_latest(canvas, box, width)


def paint_row_name(canvas: Canvas, box: LaneBox, row_box: RowBox) -> None:
    """The short name of a series row, right-aligned before the plot."""
    middle = row_box.top + row_box.height / 2
    room = canvas.scale.left - 8 - _taken_beside(canvas, box, row_box)
    name = canvas.lettering.fitted(row_box.row.name, room)
    x = canvas.scale.left - 8 - canvas.lettering.width(name)
    canvas.lettering.write(QPointF(x, middle), name, ink="text.secondary")
    rect = QRectF(_ICON_LEFT, row_box.top, canvas.scale.left - _ICON_LEFT, row_box.height)
    canvas.hits.append(Hit(rect, words=words.row_title(row_box.row)))


def _taken_beside(canvas: Canvas, box: LaneBox, row_box: RowBox) -> float:
    """How far the lane's own words reach on the line of a row's name."""
    middle, lettering = row_box.top + row_box.height / 2, canvas.lettering
    taken = _ICON_LEFT
    if abs(middle - box.top - 18) < 15:
        taken = _TEXT_LEFT + lettering.width(words.lane(box.lane.lane), "body-strong") + 8
    elif abs(middle - box.top - 35) < 15:
        taken = _TEXT_LEFT + lettering.width(_count(canvas, box), "caption") + 8
    if box.more_top is not None and row_box is box.rows[-1]:
        text = words.fewer_rows() if box.is_unfolded else words.more_rows(len(box.hidden), unchanged=False)
        taken = max(taken, _ICON_LEFT + 16 + lettering.width(text, "caption") + 6)
    return taken


def paint_row_latest(canvas: Canvas, row_box: RowBox, width: float) -> None:
    """The latest value of a series row, with its unit and its mark.

    One that was converted stands as its source gave it, with an open mark; what it is drawn as stands below
    where a second line fits, and is told to the pointer.
    """
    value, unit, flag, converted = _latest_value(canvas, row_box.row)
    middle = row_box.top + row_box.height / 2
    right = width - 12
    room = right - canvas.right - 2
    if converted:
        canvas.hits.append(_latest_hit(canvas, row_box, width, f"{value} {unit}", converted))
        room -= 10
        if row_box.height >= 2 * _LINE:
            below = canvas.lettering.fitted(f"\N{ALMOST EQUAL TO} {converted}", room, "caption")
            x = right - canvas.lettering.width(below, "caption")
            canvas.lettering.write(
                QPointF(x, middle + _LINE / 2), below, role="caption", ink="text.secondary"
            )
            middle -= _LINE / 2
    unit_width = canvas.lettering.width(unit) if unit else 0.0
    value = canvas.lettering.fitted(value, room, "body-strong")
    value_width = canvas.lettering.width(value, "body-strong")
    if value_width + unit_width + 4 > room:
        unit = canvas.lettering.fitted(unit, room - value_width - 4)
        unit_width = canvas.lettering.width(unit)
    x = right - unit_width
    if unit:
        canvas.lettering.write(QPointF(x, middle), unit, ink="text.secondary")
        x -= 4
    x -= value_width
    canvas.lettering.write(QPointF(x, middle), value, role="body-strong")
    if flag is not RangeFlag.NONE:
        triangle(canvas, x - 9, middle, flag, is_open=bool(converted))
    elif converted:
        open_dot(canvas, x - 9, middle, row_box.row)


def _latest_hit(canvas: Canvas, row_box: RowBox, width: float, written: str, converted: str) -> Hit:
    rect = QRectF(canvas.right, row_box.top, width - canvas.right, row_box.height)
    return Hit(rect, words=words.with_converted(written, converted))


def _latest_value(canvas: Canvas, row: Row) -> tuple[str, str, RangeFlag, str]:
    device = device_series(canvas, row) if row.kind is RowKind.ENVELOPE else None
    if device is not None:
        return device.latest, device.unit, RangeFlag.NONE, ""
    latest = next((item for item in reversed(row.items) if item.value_text), row.latest)
    return latest.value_text, latest.unit, latest.flag, row.converted(latest)


def _count(canvas: Canvas, box: LaneBox) -> str:
    if box.lane.lane is Lane.MEDICINES:
        count = _going_on(box)
        return words.current(count) if count else ""
    span = canvas.scale.start_s, canvas.scale.end_s
    if box.is_counted and box.lane.columns is not None:
        return words.about(box.lane.columns.about(*span))
    count = box.lane.count_within(*span)
    return f"{count:,}" if count else ""


def _going_on(box: LaneBox) -> int:
    """How many rows go on, those without a date included: a missing date takes nobody off a medicine."""
    undated = {item.row or item.title for item in box.lane.undated if goes_on(item)}
    dated = {row.key for row in box.lane.rows if row.is_current}
    return len(undated | dated)


def _paint_nothing(canvas: Canvas, box: LaneBox, text: str) -> None:
    middle = box.top + min(box.height / 2, 18)
    left = canvas.scale.left + 8
    width = canvas.lettering.width(text, "caption")
    canvas.painter.setPen(QPen(canvas.theme.colour("border.default"), 1))
    canvas.painter.drawLine(QPointF(left + width + 10, middle), QPointF(canvas.right, middle))
    canvas.write(left, middle, text, role="caption", ink="text.tertiary")


def _paint_more(canvas: Canvas, box: LaneBox) -> float:
    """The words that stand for rows not shown; returns the width they take in the plot."""
    span = canvas.scale.start_s, canvas.scale.end_s
    if box.is_unfolded:
        text, icon = words.fewer_rows(), "up"
        if box.beyond and box.lane.lane not in SERIES_LANES:
            text = f"{text} \N{MIDDLE DOT} {words.rest_in_table(box.beyond)}"
    else:
        unchanged = all(row.is_current and not row.steps_within(*span) for row in box.hidden)
        bars = box.lane.lane in {Lane.PROBLEMS, Lane.MEDICINES}
        text, icon = words.more_rows(len(box.hidden), unchanged=unchanged and bars), "down"
    in_gutter = box.lane.lane in SERIES_LANES
    middle = (box.more_top or 0.0) + (12 if box.undated_top is not None and not in_gutter else 10)
    left = _ICON_LEFT if in_gutter else canvas.scale.left + 6
    paint_icon(canvas.painter, QRectF(left, middle - 6, 12, 12), icon, canvas.theme.colour("accent.default"))
    width = canvas.write(left + 16, middle, text, role="caption", ink="accent.default")
    canvas.hits.append(Hit(QRectF(left - 4, middle - 10, width + 26, 20), unfolds=box.lane.lane))
    return 0.0 if in_gutter else width + 34


def _paint_undated(canvas: Canvas, box: LaneBox, top: float, left: float) -> None:
    """Entries without a date: a chip that says how many, then as many of them as fit."""
    painter, theme, lettering = canvas.painter, canvas.theme, canvas.lettering
    middle, left = top + 12, left + 4
    paint_icon(painter, QRectF(left, middle - 7, 14, 14), "undated", theme.colour("text.secondary"))
    text = words.undated(len(box.lane.undated))
    left += 18 + canvas.write(left + 18, middle, text, role="caption", ink="text.secondary") + 10
    for place, item in enumerate(box.lane.undated):
        rest = len(box.lane.undated) - place
        reserve = lettering.width(f"+{rest}", "caption") + 16 if rest > 1 else 0.0
        label = lettering.fitted(words.statement(item), 180, "caption")
        width = lettering.width(label, "caption") + 16
        if left + width + reserve > canvas.right:
            more = lettering.fitted(f"+{rest}", canvas.right - left, "caption")
            canvas.write(left, middle, more, role="caption", ink="text.secondary")
            rect = QRectF(left - 4, middle - 10, reserve, 20)
            canvas.answer(rect, *box.lane.undated[place:])
            return
        rect = QRectF(left, middle - 9, width, 18)
        selected = canvas.is_selected(item)
        painter.setBrush(theme.colour("bg.surface"))
        edge = theme.colour("focus.ring" if selected else f"lane.{box.lane.lane.value}")
        style = Qt.PenStyle.DashLine if item.negated else Qt.PenStyle.SolidLine
        painter.setPen(QPen(edge, 2 if selected else 1, style))
        painter.drawRoundedRect(rect, 9, 9)
        lettering.write(QPointF(left + 8, middle), label, role="caption")
        canvas.answer(rect, item)
        left += width + 6


def _paint_latest(canvas: Canvas, box: LaneBox, width: float) -> None:
    """The right column for lanes without rows of values: the last date, or how many are active."""
    lane = box.lane
    if (lane.lane in SERIES_LANES and not box.is_counted) or lane.is_empty:
        return
    if lane.lane is Lane.PROBLEMS:
        count = _going_on(box)
        text = words.active(count) if count else ""
    elif lane.lane is Lane.MEDICINES:
        steps = np.concatenate([lane.starts, lane.ends])
        past = steps[np.isfinite(steps) & (steps <= canvas.now_s)]
        date = words.recent(float(past.max()), canvas.now_s, with_clock=False) if past.size else ""
        text = words.changed(date) if date else ""
    else:
        past_items = [item for item in lane.items if item.standing is not Standing.PLANNED]
        latest = next((item for item in reversed(past_items) if begin_s(item) <= canvas.now_s), lane.latest)
        if latest is None or begin_s(latest) > canvas.now_s:
            return
        exact = latest.precision in {Precision.MINUTE, Precision.SECOND} and lane.lane is not Lane.ENCOUNTERS
        text = words.recent(begin_s(latest), canvas.now_s, with_clock=exact)
    text = canvas.lettering.fitted(text, width - canvas.right - 12, "body-strong")
    x = width - 12 - canvas.lettering.width(text, "body-strong")
    canvas.lettering.write(QPointF(x, box.top + 18), text, role="body-strong")
