"""Encounters, procedures, documents and imaging: points with words, stays as boxes, months as density."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from serums_desktop.analytics.density import monthly
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.timeline import words
from serums_desktop.charts.timeline.canvas import Canvas
from serums_desktop.charts.timeline.layout import LaneBox
from serums_desktop.charts.timeline.marks import EMERGENCY_CODES, is_loud, is_stay, nights, priority
from serums_desktop.charts.timeline.points import MARKER_PX, Candidate, Placed, arrange
from serums_desktop.domain.dates import Precision
from serums_desktop.domain.entries import Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

_DENSE_MONTH_PX = 12.0
_MOST_LANDMARKS = 40
_MOST_NAMED = 160
_LABEL_WIDTH = 210.0
_ICON_BOX = 18.0
_SOLID_PX = 30.0
_ICONS = {"Immunization": "vaccine", "Device": "device", "Flag": "alert", "AllergyIntolerance": "allergies"}


def paint_points(canvas: Canvas, box: LaneBox) -> None:
    """Paint one lane of points."""
    lane, scale = box.lane, canvas.scale
    inside = np.flatnonzero((lane.starts <= scale.end_s) & (lane.ends >= scale.start_s))
    dense = scale.pixels_per_s * 30.44 * DAY_S < _DENSE_MONTH_PX
    if dense:
        if not box.is_counted:
            _paint_density(canvas, box, inside)
        inside = inside[lane.landmarks[inside]]
        inside = inside[np.argsort(lane.ranks[inside])][-_MOST_LANDMARKS:]
    items = [lane.items[index] for index in inside]
    labels = [_label(item) for item in items]
    labels = [
        canvas.lettering.fitted(label, _LABEL_WIDTH, _role(item))
        for label, item in zip(labels, items, strict=True)
    ]
    named = len(items) <= _MOST_NAMED
    candidates = [
        Candidate(
            x=_x(canvas, item),
            label_width=canvas.lettering.width(label, _role(item)) if named else 0.0,
            priority=priority(item),
            marker_width=_marker_width(canvas, item),
        )
        for item, label in zip(items, labels, strict=True)
    ]
    below = [top for top in (box.undated_top, box.columns_top) if top is not None]
    height = min(below, default=box.bottom) - box.top
    pitch = (height - 8) / box.tracks
    for placed in arrange(candidates, box.tracks, scale.left, canvas.right):
        middle = box.top + 4 + pitch * (placed.track + 0.5)
        if dense and len(placed.members) > 1:
            continue  # the month's column already stands for them
        members = [items[index] for index in placed.members]
        _paint_marker(canvas, placed, members, middle)
        if placed.label_x is not None:
            item, label = members[0], labels[placed.members[0]]
            token = "text.primary" if _role(item) == "body-strong" else "text.secondary"
            width = canvas.write(placed.label_x + 2, middle, label, role=_role(item), ink=token)
            canvas.answer(QRectF(placed.label_x, middle - 10, width, 20), item)


def _label(item: TimelineItem) -> str:
    return words.stay(item, nights(item)) if is_stay(item) and nights(item) else words.statement(item)


def _role(item: TimelineItem) -> str:
    return "body-strong" if is_stay(item) or is_loud(item) else "body"


def _x(canvas: Canvas, item: TimelineItem) -> float:
    """The middle of what is in view of it; a date of a month or a year spans all of it."""
    start = item.start_s if item.start_s is not None else item.end_s or 0.0
    x = canvas.scale.x(start)
    if not item.is_span or item.end_s is None:
        return min(max(x, canvas.scale.left), canvas.right)
    return (max(x, canvas.scale.left) + min(canvas.scale.x(item.end_s), canvas.right)) / 2


def _marker_width(canvas: Canvas, item: TimelineItem) -> float:
    if not item.is_span or item.start_s is None or item.end_s is None:
        plain = item.lane is Lane.ENCOUNTERS and not EMERGENCY_CODES.intersection(item.codes)
        return 18.0 if plain else MARKER_PX
    left, right = canvas.scale.clipped(item.start_s), canvas.scale.clipped(item.end_s)
    return max(min(right, canvas.right) - max(left, canvas.scale.left), 8.0) + 6


def _paint_density(canvas: Canvas, box: LaneBox, inside: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
    density = monthly(box.lane.starts[inside], box.lane.loud[inside])
    if not density.counts.size:
        return
    painter, theme = canvas.painter, canvas.theme
    base, tallest = box.bottom - 5, min(box.height - 12, 26.0)
    xs = canvas.scale.xs(density.edges_s)
    most = math.log1p(int(density.counts.max()))
    column, mark = theme.colour(f"lane.{box.lane.lane.value}", 0.35), theme.colour("high.fg")
    for index in np.flatnonzero(density.counts):
        left, right = float(xs[index]), float(xs[index + 1])
        width = max(right - left - 1, 1.0)
        height = max(tallest * math.log1p(int(density.counts[index])) / most, 3.0)
        painter.fillRect(QRectF(left, base - height, width, height), column)
        if density.flagged[index]:
            painter.fillRect(QRectF(left, base, max(width, 2.0), 2), mark)


def _paint_marker(canvas: Canvas, placed: Placed, members: list[TimelineItem], middle: float) -> None:
    painter, theme = canvas.painter, canvas.theme
    lane = theme.colour(f"lane.{members[0].lane.value}")
    if len(members) > 1:
        rect = _paint_crowd(canvas, placed, members, middle)
    elif members[0].is_span:
        rect = _paint_span(canvas, members[0], lane, middle)
    elif members[0].lane is Lane.ENCOUNTERS and not EMERGENCY_CODES.intersection(members[0].codes):
        rect = QRectF(placed.x - 6, middle - 6, 12, 12)
        _outline(painter, members[0], lane, filled=lane)
        painter.drawEllipse(rect)
    else:
        rect = QRectF(placed.x - _ICON_BOX / 2, middle - _ICON_BOX / 2, _ICON_BOX, _ICON_BOX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("bg.surface"))
        painter.drawRoundedRect(rect, 4, 4)
        tint = QColor(lane)
        tint.setAlphaF(0.16)
        _outline(painter, members[0], lane, filled=tint)
        painter.drawRoundedRect(rect, 4, 4)
        name = _ICONS.get(members[0].resource_type, members[0].lane.value)
        canvas.lettering.sign(rect.adjusted(2, 2, -2, -2), name)
    if canvas.is_selected(*members):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("focus.ring"), 2))
        painter.drawRoundedRect(rect.adjusted(-3, -3, 3, 3), 6, 6)
    canvas.answer(rect.adjusted(-3, -3, 3, 3), *members)


def _outline(painter: QPainter, item: TimelineItem, colour: QColor, *, filled: QColor) -> None:
    """Planned items are dashed and, like what is said not to be, not filled."""
    planned = item.standing is Standing.PLANNED
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine if planned else Qt.PenStyle.SolidLine))
    painter.setBrush(Qt.BrushStyle.NoBrush if planned or item.negated else filled)


def _paint_span(canvas: Canvas, item: TimelineItem, lane: QColor, middle: float) -> QRectF:
    left = canvas.scale.clipped(item.start_s if item.start_s is not None else -math.inf)
    right = canvas.scale.clipped(item.end_s if item.end_s is not None else canvas.now_s)
    rect = QRectF(left, middle - 8, max(right - left, 8.0), 16)
    tint = QColor(lane)
    if rect.width() > _SOLID_PX or item.precision in {Precision.YEAR, Precision.MONTH}:
        tint.setAlphaF(0.22)
    _outline(canvas.painter, item, lane, filled=tint)
    canvas.painter.drawRoundedRect(rect, 3, 3)
    return rect


def _paint_crowd(canvas: Canvas, placed: Placed, members: list[TimelineItem], middle: float) -> QRectF:
    painter, theme = canvas.painter, canvas.theme
    text = words.merged(len(members))
    width = max(canvas.lettering.width(text, "caption") + 12, 24.0)
    rect = QRectF(placed.x - width / 2, middle - 9, width, 18)
    lane = theme.colour(f"lane.{members[0].lane.value}")
    loud = any(is_loud(item) for item in members)
    painter.setPen(QPen(theme.colour("high.fg") if loud else lane, 1.5))
    painter.setBrush(theme.colour("bg.surface"))
    painter.drawRoundedRect(rect, 9, 9)
    painter.setBrush(theme.colour(f"lane.{members[0].lane.value}", 0.16))
    painter.drawRoundedRect(rect, 9, 9)
    x = placed.x - canvas.lettering.width(text, "caption") / 2
    canvas.lettering.write(QPointF(x, middle), text, role="caption")
    return rect
