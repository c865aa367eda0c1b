"""Problems and medicines: one bar a statement, dose steps as new shades, ends and their words."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from serums_desktop.charts.lettering import one_line
from serums_desktop.charts.timeline import words
from serums_desktop.charts.timeline.canvas import Canvas
from serums_desktop.charts.timeline.layout import PITCH, RowBox
from serums_desktop.charts.timeline.model import Row, begin_s, finish_s
from serums_desktop.charts.timeline.points import Occupancy
from serums_desktop.domain.entries import Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

_EDGE_PX = 3.0
_ELIDED_PX = 130.0
_INSET_PX = 9.0
_SHADES = {Lane.PROBLEMS: (0.17, 0.26), Lane.MEDICINES: (0.22, 0.38)}


def paint_bar_row(canvas: Canvas, box: RowBox) -> None:
    """Paint one row: its statements in view, each on its line, then the words that find room beside them."""
    row = box.row
    pitch = box.height / box.tracks
    within = row.within(canvas.scale.start_s, canvas.scale.end_s).tolist()
    visible = [index for index in within if index in box.track]
    bars = {
        index: _bar(canvas, row.items[index], box.top + box.track[index] * pitch, pitch) for index in visible
    }
    lines = [Occupancy() for _ in range(box.tracks)]
    for index, rect in bars.items():
        lines[box.track[index]].take(rect.left(), rect.right())
        _paint_bar(canvas, row, index, rect)
        canvas.answer(rect.adjusted(-2, 0, 2, 0), row.items[index])
    for index, rect in bars.items():
        before = next(
            (at for at in reversed(visible) if at < index and box.track[at] == box.track[index]), None
        )
        repeats = before is not None and words.statement(row.items[before]) == words.statement(
            row.items[index]
        )
        _write_label(canvas, row.items[index], rect, lines[box.track[index]], repeats=repeats)
    # A gap between two statements of one substance stays a gap; the ring shows they are one row.
    if any(canvas.is_selected(row.items[index]) for index in visible):
        _paint_ring(canvas, list(bars.values()))


def _bar(canvas: Canvas, item: TimelineItem, top: float, pitch: float) -> QRectF:
    left = max(canvas.scale.clipped(begin_s(item)), canvas.scale.left)
    right = _right_edge(canvas, item, finish_s(item))
    return QRectF(left, top, max(right - left, _EDGE_PX), pitch - 3)


def _right_edge(canvas: Canvas, item: TimelineItem, end_s: float) -> float:
    if math.isfinite(end_s):
        return min(canvas.scale.clipped(end_s), canvas.right)
    if item.standing is Standing.PLANNED or begin_s(item) > canvas.now_s:
        return canvas.right
    return min(canvas.now_x, canvas.right)


def _paint_bar(canvas: Canvas, row: Row, index: int, rect: QRectF) -> None:
    painter, item = canvas.painter, row.items[index]
    token = f"lane.{row.lane.value}"
    planned = item.standing is Standing.PLANNED
    if planned or item.negated:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(canvas.theme.colour(token), 1, Qt.PenStyle.DashLine))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        shades = _SHADES[row.lane]
        # Every other statement is a shade darker: a step of the dose is seen without reading.
        shade = shades[(len(row.items) - 1 - index) % 2] if len(row.items) > 1 else shades[0]
        painter.fillRect(rect, canvas.theme.colour(token, shade))
    scale, edge = canvas.scale, canvas.theme.colour(token)
    start, end = begin_s(item), finish_s(item)
    if math.isinf(start) or start < scale.start_s:
        pass
    else:
        painter.fillRect(QRectF(rect.left(), rect.top(), _EDGE_PX, rect.height()), edge)
    if math.isfinite(end) and scale.start_s < end <= scale.end_s:
        painter.fillRect(QRectF(rect.right() - _EDGE_PX, rect.top(), _EDGE_PX, rect.height()), edge)


def _write_label(canvas: Canvas, item: TimelineItem, rect: QRectF, line: Occupancy, *, repeats: bool) -> None:
    """Words inside the bar; else after it, else before it, where nothing stands; else none."""
    lettering = canvas.lettering
    main, more = _label(canvas, item, repeats=repeats)
    role = "body-strong" if item.severity >= Severity.HIGH else "body"
    middle, left = rect.center().y(), rect.left() + _INSET_PX
    if item.conflict and rect.width() > 40:
        size = PITCH[item.lane] - 6
        lettering.sign(QRectF(left - 2, middle - size / 2, size, size), "conflict", "high.fg")
        left += size + 2
    room = rect.right() - left - 4
    is_title = main == words.statement(item)
    if lettering.width(main, role) <= room or (is_title and room > _ELIDED_PX):
        main = lettering.fitted(main, room, role)
        used = lettering.write(QPointF(left, middle), main, role=role)
        # A dose is written whole or not at all.
        if more and lettering.width(more) <= room - used - 7:
            lettering.write(QPointF(left + used + 7, middle), more, ink="text.secondary")
        _write_beside(canvas, rect, line, words.ended(item) if _ends_in_view(canvas, item) else "")
        return
    for text in dict.fromkeys((f"{main}  {more}".strip(), main)):
        if _write_beside(canvas, rect, line, text, role=role):
            return
    start = rect.left() - 7 - lettering.width(main, role)
    if start >= canvas.scale.left and line.is_free(start - 4, rect.left()):
        line.take(start - 4, rect.left())
        canvas.write(start, middle, main, role=role)
    elif is_title:
        lettering.write(QPointF(left, middle), lettering.fitted(main, room, role), role=role)


def _write_beside(canvas: Canvas, rect: QRectF, line: Occupancy, text: str, role: str = "body") -> bool:
    """Write words after a bar if nothing stands there; says whether it did."""
    start, end = rect.right() + 7, rect.right() + 7 + canvas.lettering.width(text, role)
    if not text or end > canvas.right - 4 or not line.is_free(rect.right(), end + 4):
        return False
    line.take(rect.right(), end + 4)
    canvas.write(start, rect.center().y(), text, role=role, ink="text.secondary")
    return True


def _label(canvas: Canvas, item: TimelineItem, *, repeats: bool) -> tuple[str, str]:
    """The words on a bar: what, and in grey the dose or since when. A later step says the step alone."""
    title, note = words.statement(item), one_line(item.note)
    if item.lane is Lane.PROBLEMS:
        before = item.start_s is not None and item.start_s < canvas.scale.start_s
        return title, words.since(item) if before and item.date_text else note
    return (note, "") if repeats and note else (title, note)


def _ends_in_view(canvas: Canvas, item: TimelineItem) -> bool:
    end_s = item.end_s
    return end_s is not None and canvas.scale.start_s < end_s < min(canvas.scale.end_s, canvas.now_s)


def _paint_ring(canvas: Canvas, bars: list[QRectF]) -> None:
    around = bars[0]
    for rect in bars[1:]:
        around = around.united(rect)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.setPen(QPen(canvas.theme.colour("focus.ring"), 2))
    canvas.painter.drawRoundedRect(around.adjusted(-1, -1, 1, 1), 3, 3)
