"""Moments of treatment on a time axis: operations and cycles of chemotherapy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from serums_desktop.analytics.mobility import operations_of
from serums_desktop.analytics.toxicity import cycles_of
from serums_desktop.charts import clock
from serums_desktop.charts import device_words as words
from serums_desktop.charts.lettering import Lettering, one_line
from serums_desktop.charts.scale import TimeScale
from serums_desktop.charts.theme import Theme
from serums_desktop.domain.timeline import TimelineItem

_LONGEST_PX: Final = 210.0


class Marker(NamedTuple):
    """One moment: `short` stands where `title` does not fit. `at_s` is in UTC epoch seconds."""

    at_s: float
    title: str
    short: str
    is_operation: bool


def markers_of(items: Sequence[TimelineItem]) -> tuple[Marker, ...]:
    """The operations and cycles that were carried out on a known day, in order of time."""
    found = [
        Marker(cycle.start_s, words.cycle(cycle), words.cycle_short(cycle), is_operation=False)
        for cycle in cycles_of(items)
    ]
    for operation in operations_of(items):
        title = one_line(operation.title)
        text = f"{clock.day_of_year(operation.start_s)}: {title}"
        found.append(Marker(operation.start_s, text, title, is_operation=True))
    return tuple(sorted(found, key=lambda marker: marker.at_s))


def paint_markers(
    painter: QPainter,
    rect: QRectF,
    scale: TimeScale,
    markers: Sequence[Marker],
    theme: Theme,
    lettering: Lettering,
) -> None:
    """A line through the plot for each marker in view, and its words in a flag above where they fit."""
    ink = theme.colour("lane.procedures")
    shown = [marker for marker in markers if scale.start_s <= marker.at_s < scale.end_s]
    edges = [*(scale.x(marker.at_s) for marker in shown), rect.right() + 20][1:]
    free_from = rect.left() - 30
    for marker, following in zip(shown, edges, strict=True):
        x = round(scale.x(marker.at_s))
        painter.setPen(QPen(ink, 1.6 if marker.is_operation else 1.2))
        painter.drawLine(QPointF(x, rect.top() - 4), QPointF(x, rect.bottom()))
        room = min(following - x - 6, _LONGEST_PX)
        text = marker.title if lettering.width(marker.title, "caption") + 10 <= room else marker.short
        width = lettering.width(text, "caption") + 10
        left = min(float(x), rect.right() + 20 - width)
        if (width > room and following <= rect.right()) or left < free_from:
            continue
        free_from = left + width + 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(left, rect.top() - 20, width, 17), 2, 2)
        lettering.write(QPointF(left + 5, rect.top() - 11.5), text, role="caption", ink="bg.surface")
