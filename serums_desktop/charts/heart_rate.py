"""Heart rate from a wearable: bands of the day over weeks, the samples or their envelope over days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from serums_desktop.analytics.day_bands import DayBands, bands_from_afar, day_bands, replaced
from serums_desktop.analytics.outlines import Outline
from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.analytics.samples import Series, gather
from serums_desktop.charts import clock
from serums_desktop.charts import device_words as words
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.glucose_data import ALWAYS
from serums_desktop.charts.lettering import one_line
from serums_desktop.charts.strokes import draw_envelope, draw_line
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.time_chart import Reading, TimeChart, ValuePlot
from serums_desktop.domain.series import Samples

# Beats a minute, as UCUM and as devices write them.
UNITS = frozenset({"/min", "1/min", "{beats}/min", "beats/min", "beats/minute", "bpm"})
# From this many days on the bands of the days are painted instead of the samples.
BANDS_FROM_DAYS = 15
_GAP_PERIODS = 2.5


class HeartRate(NamedTuple):
    """One device's heart rate, with its days on this workstation's calendar.

    `pyramid` and `days` are of all of it, `span_s` from its first to its last sample; `series` has the
    samples that were read: all those of `read_s`. `is_too_much` says that those wanted are too many.
    """

    series: Series
    pyramid: Pyramid
    days: DayBands
    span_s: tuple[float, float]
    read_s: tuple[float, float] = ALWAYS
    is_too_much: bool = False

    def is_read(self, start_s: float, end_s: float) -> bool:
        """Whether all samples of a span were read, so far as there are any."""
        first, last = max(start_s, self.span_s[0]), min(end_s, self.span_s[1])
        return self.read_s[0] <= first and last <= self.read_s[1]


def prepare(samples: Sequence[Samples]) -> tuple[HeartRate, ...]:
    """Sort samples into devices, the longest series first, and fold their days. Pure: a worker may do it.

    Series in a unit that is not one of beats per minute are left out.
    """
    found = []
    for series in gather(samples):
        if series.unit in UNITS:
            pyramid = Pyramid(series.times_s, series.values, gap_s=_GAP_PERIODS * series.period_s)
            span_s = float(series.times_s[0]), float(series.times_s[-1])
            days = day_bands(series.times_s, series.values, np.array(clock.midnights(*span_s)))
            found.append(HeartRate(series, pyramid, days, span_s))
    return tuple(found)


def outlined(outlines: Sequence[Outline]) -> tuple[HeartRate, ...]:
    """Every device from afar, the longest series first."""
    found = []
    for outline in outlines:
        if outline.unit in UNITS:
            pyramid = outline.pyramid()
            days = bands_from_afar(pyramid, np.array(clock.midnights(*outline.span_s)))
            found.append(HeartRate(outline.unread(), pyramid, days, outline.span_s, (0.0, 0.0)))
    return tuple(found)


def with_samples(
    shown: Sequence[HeartRate],
    outlines: Sequence[Outline],
    samples: Sequence[Samples],
    read_s: tuple[float, float],
) -> tuple[HeartRate, ...]:
    """What was seen from afar, with the samples of the runs that touch `read_s`."""
    read = {_name(each): each for each in gather(samples)}
    found = []
    for each, outline in zip(without_samples(shown, outlines), _named(shown, outlines), strict=True):
        series = read.get(_name(outline), each.series)._replace(period_s=outline.period_s)
        pyramid = outline.pyramid(series)
        found.append(each._replace(series=series, pyramid=pyramid, read_s=read_s, is_too_much=False))
    days = clock.midnights(*read_s)
    return with_days_of(tuple(found), samples, (days[1], days[-2]))


def without_samples(shown: Sequence[HeartRate], outlines: Sequence[Outline]) -> tuple[HeartRate, ...]:
    """What is left where the samples wanted are too many: the series from afar, and the days."""
    return tuple(
        each._replace(series=outline.unread(), pyramid=outline.pyramid(), read_s=(0.0, 0.0), is_too_much=True)
        for each, outline in zip(shown, _named(shown, outlines), strict=True)
    )


def with_days_of(
    shown: Sequence[HeartRate], samples: Sequence[Samples], span_s: tuple[float, float]
) -> tuple[HeartRate, ...]:
    """Heart rates with the days from one midnight to another as they were read."""
    read = {_name(each): each for each in gather(samples)}
    edges = np.array(clock.midnights(*span_s)[:-1])
    found = []
    for each in shown:
        series = read.get(_name(each.series))
        if series is not None:
            days = replaced(each.days, day_bands(series.times_s, series.values, edges), *span_s)
            found.append(each._replace(days=days))
        else:
            found.append(each)
    return tuple(found)


def _named(shown: Sequence[HeartRate], outlines: Sequence[Outline]) -> list[Outline]:
    named = {_name(outline): outline for outline in outlines}
    return [named[_name(each.series)] for each in shown]


def _name(series: Series | Outline) -> tuple[str, str, str]:
    return series.source_id, series.device, series.unit


class HeartRateChart(TimeChart):
    """The heart rate of one device of one source."""

    def __init__(
        self, theme: Theme, data: HeartRate, source_title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, words.heart_rate(), parent)
        self._data = data
        self._source = source_title
        self._unit_text = data.series.unit
        self._origin = words.DOT.join(filter(None, (one_line(data.series.device), source_title)))
        self._shown_changed()

    def data(self) -> HeartRate:
        """What is shown, for export."""
        return self._data

    def set_data(self, data: HeartRate) -> None:
        """Show the same device with other samples read."""
        self._data = data
        self._shown_changed()

    def _shows_bands(self) -> bool:
        return self._window[1] - self._window[0] > (BANDS_FROM_DAYS - 0.5) * DAY_S

    def _day_range(self) -> tuple[int, int]:
        start, end = self._window
        days = self._data.days
        return int(np.searchsorted(days.end_s, start, side="right")), int(np.searchsorted(days.start_s, end))

    def _sample_range(self) -> tuple[int, int]:
        first, last = np.searchsorted(self._data.series.times_s, self._window)
        return int(first), int(last)

    def _is_read(self) -> bool:
        if not self._shows_bands():
            return self._data.is_read(*self._window)
        return bool((self._data.days.samples[slice(*self._day_range())] > 0).all())

    def _limits(self, start_s: float, end_s: float, pixels: int) -> tuple[float, float] | None:
        if self._shows_bands():
            part = slice(*self._day_range())
            low, high = self._data.days.low[part], self._data.days.high[part]
        else:
            envelope = self._data.pyramid.window(start_s, end_s, pixels)
            known = np.isfinite(envelope.lo)
            low, high = envelope.lo[known], envelope.hi[known]
            if not self._data.pyramid.holds(start_s, end_s):
                return None
        if not low.size:
            return None
        return min(40.0, float(low.min()) - 5), max(120.0, float(high.max()) + 5)

    def _paint_values(self, painter: QPainter, plot: ValuePlot) -> None:
        if self._shows_bands():
            self._paint_bands(painter, plot)
            self._paint_median(painter, plot, joined=True)
        else:
            is_raw = self._paint_envelope(painter, plot)
            if not is_raw:
                self._paint_median(painter, plot, joined=False)

    def _paint_bands(self, painter: QPainter, plot: ValuePlot) -> None:
        days = self._data.days
        part = slice(*self._day_range())
        lefts = np.round(plot.scale.xs(days.start_s[part]))
        rights = np.round(plot.scale.xs(days.end_s[part]))
        tops, bottoms = plot.ys(days.high[part]), plot.ys(days.low[part])
        # A pixel between two days, where a day has pixels to spare.
        apart = int(plot.scale.pixels_per_s * DAY_S > 4)
        # Opaque, because blending pays for every row of every narrow bar.
        ink = self._theme.mixed("lane.vitals", 0.42)
        for left, right, top, bottom in zip(lefts, rights, tops, bottoms, strict=True):
            width, height = max(int(right - left) - apart, 1), max(round(bottom - top), 1)
            painter.fillRect(int(left), round(top), width, height, ink)

    def _paint_median(self, painter: QPainter, plot: ValuePlot, *, joined: bool) -> None:
        days, (first, last) = self._data.days, self._day_range()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour("text.primary"), 1.8))
        line: list[QPointF] = []
        for at in range(first, last):
            start, end = float(days.start_s[at]), float(days.end_s[at])
            if np.isnan(days.median[at]):
                draw_line(painter, line)
                line = []
                continue
            y = plot.y(float(days.median[at]))
            left, right = plot.scale.x(start), plot.scale.x(end)
            if not joined:
                painter.drawLine(QPointF(left, y), QPointF(right, y))
                continue
            if line and float(days.end_s[at - 1]) != start:
                draw_line(painter, line)
                line = []
            line.append(QPointF((left + right) / 2, y))
        draw_line(painter, line)

    def _paint_envelope(self, painter: QPainter, plot: ValuePlot) -> bool:
        scale = plot.scale
        envelope = self._data.pyramid.window(scale.start_s, scale.end_s, int(plot.rect.width()))
        xs, tops, bottoms = scale.xs(envelope.x), plot.ys(envelope.hi), plot.ys(envelope.lo)
        draw_envelope(painter, envelope, xs, tops, bottoms, self._theme, width=1.4)
        return envelope.raw

    def _nearest(self, at_s: float) -> Reading | None:
        return self._reading(self._data.series.nearest(at_s))

    def _reading(self, index: int | None) -> Reading | None:
        if index is None:
            return None
        series = self._data.series
        return Reading(
            float(series.times_s[index]),
            float(series.values[index]),
            f"{series.text(index)} {series.unit}",
            self._origin,
        )

    def _beside(self, at_s: float, step: int) -> Reading | None:
        series = self._data.series
        index = int(np.searchsorted(series.times_s, at_s, side="right" if step > 0 else "left"))
        return self._reading(series.beside(index - (step > 0), step))

    def _reach_s(self) -> float:
        return max(self._data.pyramid.gap_s, (self._window[1] - self._window[0]) / 200)

    def _notes(self) -> list[str]:
        first, last = self._sample_range()
        is_raw = self._is_read() and last - first <= self.width() - 80
        said = words.bands() if self._shows_bands() else "" if is_raw else words.envelope()
        unread = "" if self._is_read() else words.too_many() if self._data.is_too_much else words.being_read()
        return [unread, said, words.gaps()]

    def _fill_table(self) -> None:
        if self._shows_bands():
            first, last = self._day_range()
            columns = words.columns(
                "day", "least", "median", "greatest", "unit", "samples", "device", "source"
            )
            # A part of them would pass for the whole.
            rows = last - first if self._is_read() else 0
            self._table.set_rows(columns, rows, lambda place: self._day_row(last - 1 - place))
        else:
            start, end = self._sample_range() if self._is_read() else (0, 0)
            known = np.flatnonzero(~np.isnan(self._data.series.values[start:end]))[::-1] + start
            columns = words.columns("time", "value", "unit", "device", "source")
            self._table.set_rows(columns, known.size, lambda place: self._sample_row(int(known[place])))

    def _day_row(self, at: int) -> tuple[str, ...]:
        days, series = self._data.days, self._data.series
        return (
            clock.local_day(float(days.start_s[at])),
            words.number(float(days.low[at])),
            words.number(float(days.median[at])),
            words.number(float(days.high[at])),
            series.unit,
            str(int(days.samples[at])),
            one_line(series.device),
            self._source,
        )

    def _sample_row(self, index: int) -> tuple[str, ...]:
        series = self._data.series
        at_s = float(series.times_s[index])
        return (
            words.day_and_clock(at_s),
            series.text(index),
            series.unit,
            one_line(series.device),
            self._source,
        )
