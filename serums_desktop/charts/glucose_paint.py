"""Painting glucose: the trace over days, and every day over the same twenty-four hours."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from serums_desktop.analytics.cgm import THRESHOLDS, GlucoseUnit
from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.charts import clock
from serums_desktop.charts import glucose_words as words
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.glucose_data import GlucoseData, GlucoseTrace
from serums_desktop.charts.lettering import Lettering
from serums_desktop.charts.scale import TimeScale, ticks
from serums_desktop.charts.strokes import draw_envelope, draw_line
from serums_desktop.charts.theme import Theme

_TOP_OF_AXIS = {GlucoseUnit.MMOL_L: 16.0, GlucoseUnit.MG_DL: 288.0}
_FOOT_OF_AXIS = {GlucoseUnit.MMOL_L: 1.5, GlucoseUnit.MG_DL: 27.0}


class Plot(NamedTuple):
    """The plot's place, its time scale and its value axis in one unit."""

    rect: QRectF
    scale: TimeScale
    unit: GlucoseUnit
    low: float
    high: float

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.rect.bottom() - (value - self.low) / (self.high - self.low) * self.rect.height()

    def ys(self, values: Numbers) -> Numbers:
        """Where many values lie."""
        return self.rect.bottom() - (values - self.low) / (self.high - self.low) * self.rect.height()


def plot_for(rect: QRectF, data: GlucoseData, unit: GlucoseUnit, window: tuple[float, float]) -> Plot:
    """An axis that holds the usual span and every value in the window."""
    low, high = _FOOT_OF_AXIS[unit], _TOP_OF_AXIS[unit]
    for trace in data.traces:
        envelope = trace.pyramid.window(*window, max(int(rect.width()), 1))
        known = np.isfinite(envelope.lo)
        if known.any():
            shown = trace.shown(np.array([envelope.lo[known].min(), envelope.hi[known].max()]), unit)
            low, high = min(low, float(shown[0]) * 0.9), max(high, float(shown[1]) * 1.05)
    return Plot(rect, TimeScale(*window, rect.left(), rect.width()), unit, low, high)


def paint_axes(painter: QPainter, plot: Plot, theme: Theme, lettering: Lettering, *, by_day: bool) -> None:
    """Range band, limits with their numbers, and the time marks."""
    very_low, low, high, very_high = THRESHOLDS[plot.unit]
    rect = plot.rect
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    band = QRectF(rect.left(), plot.y(high), rect.width(), plot.y(low) - plot.y(high))
    painter.fillRect(band, theme.colour("cgm.in-range", 0.14))
    marks = (
        _clock_marks(plot)
        if by_day
        else [(plot.scale.x(at), plot.scale.x(mid), text) for at, mid, text in ticks(plot.scale)]
    )
    painter.setPen(QPen(theme.colour("chart.grid"), 1))
    for x, _, _ in marks:
        if rect.left() <= x <= rect.right():
            painter.drawLine(QPointF(round(x), rect.top()), QPointF(round(x), rect.bottom()))
    for value, style, ink in (
        (very_low, Qt.PenStyle.DashLine, "chart.grid"),
        (low, Qt.PenStyle.SolidLine, "cgm.in-range"),
        (high, Qt.PenStyle.SolidLine, "cgm.in-range"),
        (very_high, Qt.PenStyle.DashLine, "chart.grid"),
    ):
        y = round(plot.y(value))
        painter.setPen(QPen(theme.colour(ink), 1, style))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        text = words.limit(value, plot.unit)
        # The two low limits lie close together; each keeps its own number.
        shift = {very_low: 4, low: -4}.get(value, 0)
        lettering.write(
            QPointF(rect.left() - 10 - lettering.width(text), y + shift), text, ink="text.secondary"
        )
    painter.setPen(QPen(theme.colour("border.default"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    end = rect.left() - 30
    for _, middle, text in marks:
        width = lettering.width(text)
        x = middle - width / 2
        if x >= end and x + width <= rect.right() + 22:
            lettering.write(QPointF(x, rect.bottom() + 14), text, ink="text.secondary")
            end = x + width + 8


def paint_trace(painter: QPainter, plot: Plot, trace: GlucoseTrace, theme: Theme) -> None:
    """The readings, or where pixels are fewer, everything between their least and greatest."""
    envelope = trace.pyramid.window(plot.scale.start_s, plot.scale.end_s, int(plot.rect.width()))
    xs = plot.scale.xs(envelope.x)
    tops = plot.ys(trace.shown(envelope.hi, plot.unit))
    bottoms = plot.ys(trace.shown(envelope.lo, plot.unit))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(plot.rect.adjusted(-1, -6, 1, 1))
    draw_envelope(painter, envelope, xs, tops, bottoms, theme, width=1.8)
    painter.setClipping(False)


def day_starts(start_s: float, end_s: float) -> list[float]:
    """The midnights of this workstation's clock that begin the days of a window."""
    offset = clock.utc_offset_s(end_s - 1)
    first = ((start_s + offset) // DAY_S) * DAY_S - offset
    return [first + place * DAY_S for place in range(round((end_s - first) / DAY_S + 0.49))]


def paint_day(painter: QPainter, plot: Plot, trace: GlucoseTrace, day_s: float, pen: QPen) -> None:
    """One day's readings over the plot's twenty-four hours; the least and greatest where not read."""
    series = trace.series
    first, last = np.searchsorted(series.times_s, [day_s, day_s + DAY_S])
    if first == last:
        _paint_day_from_afar(painter, plot, trace, day_s, pen)
        return
    times, values = series.times_s[first:last], series.values[first:last]
    xs = plot.rect.left() + (times - day_s) / DAY_S * plot.rect.width()
    ys = plot.ys(trace.shown(values, plot.unit))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    known = np.flatnonzero(np.isfinite(values))
    breaks = np.flatnonzero(np.diff(times[known]) > trace.pyramid.gap_s) + 1
    for part in np.split(known, breaks):
        draw_line(painter, [QPointF(xs[at], ys[at]) for at in part])


def _paint_day_from_afar(painter: QPainter, plot: Plot, trace: GlucoseTrace, day_s: float, pen: QPen) -> None:
    if not trace.pyramid.holds(day_s, day_s + DAY_S):
        return
    envelope = trace.pyramid.window(day_s, day_s + DAY_S, max(int(plot.rect.width()), 1))
    known = np.flatnonzero(np.isfinite(envelope.lo))
    xs = plot.rect.left() + (envelope.x - day_s) / DAY_S * plot.rect.width()
    tops = plot.ys(trace.shown(envelope.hi, plot.unit))
    bottoms = plot.ys(trace.shown(envelope.lo, plot.unit))
    painter.setPen(pen)
    for at in known:
        painter.drawLine(QPointF(xs[at], tops[at]), QPointF(xs[at], bottoms[at]))


def _clock_marks(plot: Plot) -> list[tuple[float, float, str]]:
    step = plot.rect.width() / 8
    hours = [(plot.rect.left() + place * step, f"{place * 3:02}:00") for place in range(9)]
    return [(x, x, text) for x, text in hours]
