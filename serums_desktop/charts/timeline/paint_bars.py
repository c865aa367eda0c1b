"""Problems and medicines: one bar a statement, dose steps as new shades, ends and their words."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPen

from serums_desktop.charts.icons import paint_icon
from serums_desktop.charts.lettering import one_line
from serums_desktop.charts.timeline import words
from serums_desktop.charts.timeline.canvas import Canvas
from serums_desktop.charts.timeline.layout import PITCH, RowBox
from serums_desktop.charts.timeline.model import Row, begin_s, finish_s
from serums_desktop.domain.entries import Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

_EDGE_PX = 3.0
_INSET_PX = 9.0
_SHADES = {Lane.PROBLEMS: (0.17, 0.26), Lane.MEDICINES: (0.22, 0.38)}


def paint_bar_row(canvas: Canvas, box: RowBox) -> None:
    """Paint one row: its statements in view, each on its track."""
    row = box.row
    pitch = box.height / row.tracks
    visible = [int(index) for index in row.within(canvas.scale.start_s, canvas.scale.end_s)]
    by_track: dict[int, list[int]] = {}
    for index in visible:
        by_track.setdefault(row.track[index], []).append(index)
    for track, members in by_track.items():
        top = box.top + track * pitch
        for place, index in enumerate(members):
            following = members[place + 1] if place + 1 < len(members) else None
            _paint_statement(canvas, row, index, following, QRectF(0, top, 0, pitch - 3))
    # A gap between two statements of one substance stays a gap; the ring shows they are one row.
    if any(canvas.is_selected(row.items[index]) for index in visible):
        _paint_ring(canvas, row, visible, box)


def _paint_statement(canvas: Canvas, row: Row, index: int, following: int | None, line: QRectF) -> None:
    item, scale = row.items[index], canvas.scale
    start, end = begin_s(item), finish_s(item)
    left = max(scale.clipped(start), scale.left)
    right = _right_edge(canvas, item, end)
    rect = QRectF(left, line.top(), max(right - left, _EDGE_PX), line.height())
    _paint_bar(canvas, row, index, rect)
    limit = scale.clipped(begin_s(row.items[following])) if following is not None else canvas.right
    canvas.answer(QRectF(rect.left(), line.top(), max(rect.width(), 6.0), line.height()), item)
    _write_label(canvas, row, index, rect, limit)


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


def _write_label(canvas: Canvas, row: Row, index: int, rect: QRectF, limit: float) -> None:
    item, lettering = row.items[index], canvas.lettering
    main, more = _label(canvas, row, index)
    role = "body-strong" if item.severity >= Severity.HIGH else "body"
    middle = rect.center().y()
    left = rect.left() + _INSET_PX
    if item.conflict:
        size = PITCH[row.lane] - 6
        paint_icon(
            canvas.painter,
            QRectF(left - 2, middle - size / 2, size, size),
            "conflict",
            canvas.theme.colour("high.fg"),
        )
        left += size + 2
    room = rect.right() - left - 4
    wanted = lettering.width(main, role)
    after_room = limit - rect.right() - 12
    is_title = main == words.statement(item)
    if wanted <= room or (is_title and room > 130):
        main = lettering.fitted(main, room, role)
        used = lettering.write(QPointF(left, middle), main, role=role)
        # A dose is written whole or not at all.
        if more and main and lettering.width(more) <= room - used - 7:
            lettering.write(QPointF(left + used + 7, middle), more, ink="text.secondary")
        _write_end(canvas, item, rect, limit)
        return
    both = f"{main}  {more}" if more else main
    for text in (both, main):
        if lettering.width(text, role) <= after_room:
            canvas.write(rect.right() + 7, middle, text, role=role, ink="text.secondary")
            return
    free_before = (
        index == 0
        or row.track[index - 1] != row.track[index]
        or (finish_s(row.items[index - 1]) < canvas.scale.start_s)
    )
    before = rect.left() - 7 - wanted
    if free_before and before >= canvas.scale.left:
        canvas.write(before, middle, main, role=role)
        return
    if is_title:
        lettering.write(QPointF(left, middle), lettering.fitted(main, room, role), role=role)


def _label(canvas: Canvas, row: Row, index: int) -> tuple[str, str]:
    """The words on a bar: what, and in grey the dose or since when. A later step says the step alone."""
    item = row.items[index]
    title, note = words.statement(item), one_line(item.note)
    if row.lane is Lane.PROBLEMS:
        before = item.start_s is not None and item.start_s < canvas.scale.start_s
        return title, words.since(item) if before and item.date_text else note
    earlier_in_view = (
        index > 0
        and row.track[index - 1] == row.track[index]
        and finish_s(row.items[index - 1]) > canvas.scale.start_s
        and words.statement(row.items[index - 1]) == title
    )
    if earlier_in_view and note:
        return note, ""
    return title, note


def _write_end(canvas: Canvas, item: TimelineItem, rect: QRectF, limit: float) -> None:
    if item.end_s is None or not canvas.scale.start_s < item.end_s < canvas.scale.end_s:
        return
    if item.end_s > canvas.now_s:
        return
    text = words.ended(item)
    if rect.right() + 8 + canvas.lettering.width(text) <= limit - 4:
        canvas.write(rect.right() + 7, rect.center().y(), text, ink="text.secondary")


def _paint_ring(canvas: Canvas, row: Row, visible: list[int], box: RowBox) -> None:
    lefts = [canvas.scale.clipped(begin_s(row.items[index])) for index in visible]
    rights = [_right_edge(canvas, row.items[index], finish_s(row.items[index])) for index in visible]
    left = max(min(lefts), canvas.scale.left - 1)
    rect = QRectF(left - 1, box.top - 2, max(rights) - left + 3, box.height)
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    canvas.painter.setPen(QPen(canvas.theme.colour("focus.ring"), 2))
    canvas.painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 3, 3)
