"""The whole life above the lanes: entries per month, landmarks, and a brush for what is in view."""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from serums_desktop.charts.lettering import Lettering
from serums_desktop.charts.scale import TimeScale, ticks
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import words
from serums_desktop.charts.timeline.marks import is_loud, is_stay
from serums_desktop.charts.timeline.model import TimelineModel, begin_s
from serums_desktop.charts.timeline.points import Occupancy
from serums_desktop.domain.entries import Severity
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

HEIGHT = 72.0
_BASE = 52.0
_TALLEST = 30.0
_HANDLE_PX = 7.0
_LEAST_BRUSH_PX = 10.0
_MOST_LANDMARKS = 5


class Grip(enum.Enum):
    """What of the brush the pointer holds."""

    NONE = enum.auto()
    MIDDLE = enum.auto()
    START = enum.auto()
    END = enum.auto()


def brush(life: TimeScale, view: TimeScale) -> QRectF:
    """The brush's rectangle: what is in view, never too small to hold, inside the strip."""
    left, right = life.clipped(view.start_s), life.clipped(view.end_s)
    left, right = max(left, life.left), min(right, life.left + life.width)
    if right - left < _LEAST_BRUSH_PX:
        middle = min(max((left + right) / 2, life.left), life.left + life.width)
        left, right = middle - _LEAST_BRUSH_PX / 2, middle + _LEAST_BRUSH_PX / 2
    return QRectF(left, 6, right - left, _BASE + 8 - 6)


def grip_at(rect: QRectF, x: float) -> Grip:
    """What a press at a pixel takes hold of."""
    if abs(x - rect.left()) <= _HANDLE_PX and x <= rect.center().x():
        return Grip.START
    if abs(x - rect.right()) <= _HANDLE_PX:
        return Grip.END
    return Grip.MIDDLE if rect.left() <= x <= rect.right() else Grip.NONE


def paint_life(
    painter: QPainter, model: TimelineModel, life: TimeScale, theme: Theme, lettering: Lettering
) -> Occupancy:
    """The part that panning does not change, worth keeping as a pixmap; returns where its words stand."""
    painter.fillRect(QRectF(0, 0, life.left + life.width + 4000, HEIGHT), theme.colour("bg.sunken"))
    lettering.write(QPointF(20, 29), words.translate("Timeline", "Whole life"), role="body-strong")
    count = words.translate("Timeline", "%n entries", "", model.count)
    lettering.write(QPointF(20, 46), count, role="caption", ink="text.tertiary")
    _paint_bars(painter, model, life, theme)
    painter.setPen(QPen(theme.colour("border.default"), 1))
    painter.drawLine(QPointF(life.left, _BASE + 0.5), QPointF(life.left + life.width, _BASE + 0.5))
    for tick in ticks(life, 52.0):
        x = life.x(tick.label_s) - lettering.width(tick.label, "caption") / 2
        if life.left <= x and x + lettering.width(tick.label, "caption") <= life.left + life.width:
            lettering.write(QPointF(x, _BASE + 11), tick.label, role="caption", ink="text.tertiary")
    taken = _paint_landmarks(painter, model, life, theme, lettering)
    lettering.flush(painter)
    return taken


def paint_found(painter: QPainter, found_s: Sequence[float], life: TimeScale, theme: Theme) -> None:
    """A mark at the top of the strip for each place where something was found."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent.default"))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for x in sorted({round(life.clipped(at_s)) for at_s in found_s}):
        painter.drawPolygon([QPointF(x - 4, 0), QPointF(x + 4, 0), QPointF(x, 7)])


def paint_brush(
    painter: QPainter, rect: QRectF, taken: Occupancy, theme: Theme, lettering: Lettering
) -> None:
    """What is in view, with a handle on either side."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("accent.default"), 1.5))
    painter.setBrush(theme.colour("accent.default", 0.16))
    painter.drawRoundedRect(rect, 3, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent.default"))
    for x in (rect.left(), rect.right()):
        painter.drawRoundedRect(QRectF(x - 3, rect.center().y() - 8, 6, 16), 3, 3)
    text = words.translate("Timeline", "In view")
    width = lettering.width(text)
    for x in (rect.left() - width - 10, rect.right() + 10):
        if x > theme.size("lane-label") and taken.is_free(x - 4, x + width + 4):
            lettering.write(QPointF(x, 12), text, ink="accent.default", halo="bg.sunken")
            break
    lettering.flush(painter)


def _paint_bars(painter: QPainter, model: TimelineModel, life: TimeScale, theme: Theme) -> None:
    density = model.density
    if not density.counts.size:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    # Pixels of three hold the months that share them: the fullest month speaks, none is averaged away.
    pixels = np.floor((life.xs(density.edges_s[:-1]) - life.left) / 3.0).astype(np.int64)
    begins = np.flatnonzero(np.concatenate([[True], np.diff(pixels) != 0]))
    counts = np.maximum.reduceat(density.counts, begins)
    flagged = np.maximum.reduceat(density.flagged, begins)
    widths = np.append(np.diff(pixels[begins]), 1)
    most = math.log1p(float(counts.max()))
    for at, begin in enumerate(begins):
        left = life.left + 3.0 * float(pixels[begin])
        if not counts[at] or not life.left - 3 <= left <= life.left + life.width:
            continue
        height = max(math.log1p(float(counts[at])) / most * _TALLEST, 2.0)
        width = min(max(3.0 * float(widths[at]) - 1, 2.0), 12.0)
        painter.fillRect(QRectF(left, _BASE - height, width, height), theme.colour("text.tertiary", 0.55))
        if flagged[at]:
            painter.fillRect(QRectF(left, _BASE - 2, width, 2), theme.colour("high.fg"))


def _paint_landmarks(
    painter: QPainter, model: TimelineModel, life: TimeScale, theme: Theme, lettering: Lettering
) -> Occupancy:
    taken = Occupancy()
    shown = 0
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in sorted(_landmarks(model), key=_weight, reverse=True):
        if shown == _MOST_LANDMARKS:
            break
        x = life.x(begin_s(item))
        label = lettering.fitted(words.statement(item), 150)
        width = lettering.width(label)
        if x < life.left or not taken.is_free(x - 6, x + width + 14):
            continue
        if x + width + 8 > life.left + life.width:
            continue
        taken.take(x - 6, x + width + 14)
        shown += 1
        painter.setPen(QPen(theme.colour("text.primary"), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(x, 12), QPointF(x, _BASE))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("text.primary"))
        painter.drawEllipse(QPointF(x, 12), 3, 3)
        lettering.write(QPointF(x + 7, 12), label, halo="bg.sunken")
    return taken


def _landmarks(model: TimelineModel) -> list[TimelineItem]:
    procedures = [
        item for item in model.lane(Lane.PROCEDURES).items if item.resource_type in {"Procedure", "Device"}
    ]
    problems = [row.items[0] for row in model.lane(Lane.PROBLEMS).rows]
    stays = [item for item in model.lane(Lane.ENCOUNTERS).items if is_stay(item)]
    found = [item for item in (*procedures, *problems, *stays) if not item.negated]
    return [item for item in found if math.isfinite(begin_s(item))]


def _weight(item: TimelineItem) -> tuple[int, int, float]:
    kind = 2 if item.lane is Lane.PROCEDURES else 1 if item.lane is Lane.PROBLEMS else 0
    loud = int(max(item.severity, Severity.HIGH if is_loud(item) else Severity.NONE))
    return (loud, kind, -begin_s(item))
