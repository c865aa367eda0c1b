"""Daily movement: a bar a day, its seven-day median, and the person's own baseline before an operation."""

from __future__ import annotations

import bisect
import datetime as dt
import enum
from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from serums_desktop.analytics.mobility import (
    Baseline,
    DayTotal,
    Recovery,
    baseline,
    day_totals,
    moving_medians,
    operation_between,
    operations_of,
    recovery,
)
from serums_desktop.charts import clock
from serums_desktop.charts import device_words as words
from serums_desktop.charts.clock import DAY_S
from serums_desktop.charts.strokes import draw_line
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.time_chart import Reading, TimeChart, ValuePlot
from serums_desktop.domain.timeline import TimelineItem

_DAY: Final = dt.timedelta(days=1)
# A silence this many days long is named; a shorter one is plain to see.
_NAMED_GAP_DAYS: Final = 3


class Movement(enum.StrEnum):
    """What is counted over a day."""

    STEPS = "steps"
    RISES = "rises"


# LOINC 41950-7 Number of steps in 24 hour Measured, 55423-8 Number of steps in unspecified time Pedometer.
# Rising from a chair has no LOINC code: these two are the senders' own.
_CODES: Final = {
    Movement.STEPS: frozenset({"41950-7", "55423-8"}),
    Movement.RISES: frozenset({"sit-to-stand-transitions", "nr_sst"}),
}
_INK: Final = {Movement.STEPS: "lane.vitals", Movement.RISES: "lane.medicines"}


def is_daily(item: TimelineItem) -> bool:
    """Whether an item counts a movement over a day."""
    return any(codes.intersection(item.codes) for codes in _CODES.values())


class DailyMovement(NamedTuple):
    """One source's totals of one movement, and what may be said of them. `starts_s` are its midnights."""

    movement: Movement
    source_id: str
    unit: str
    totals: tuple[DayTotal, ...]
    starts_s: tuple[float, ...]
    medians: dict[dt.date, float]
    own: Baseline
    recovery: Recovery

    @property
    def last_s(self) -> float:
        """The end of the last day with a total."""
        return clock.midnight(self.totals[-1].day + _DAY)


def prepare(items: Sequence[TimelineItem]) -> tuple[DailyMovement, ...]:
    """Find the daily totals of a record: steps first, the source with most days first."""
    groups: defaultdict[tuple[Movement, str, str], list[TimelineItem]] = defaultdict(list)
    for item in items:
        for movement, codes in _CODES.items():
            if not item.negated and item.sources and codes.intersection(item.codes):
                groups[movement, item.sources[0], item.unit].append(item)
    operations = operations_of(items)
    found: list[DailyMovement] = []
    for (movement, source_id, unit), group in groups.items():
        totals = day_totals(group)
        if totals:
            operation = operation_between(operations, totals)
            found.append(
                DailyMovement(
                    movement,
                    source_id,
                    unit,
                    tuple(totals),
                    tuple(clock.midnight(day.day) for day in totals),
                    moving_medians(totals),
                    baseline(totals, operation),
                    recovery(totals, operation),
                )
            )
    order = list(Movement)
    return tuple(sorted(found, key=lambda each: (order.index(each.movement), -len(each.totals))))


class DailyChart(TimeChart):
    """The daily totals of one movement from one source."""

    def __init__(
        self, theme: Theme, data: DailyMovement, source_title: str, parent: QWidget | None = None
    ) -> None:
        title = words.steps() if data.movement is Movement.STEPS else words.rises()
        super().__init__(theme, title, parent)
        self._data = data
        self._source = source_title
        self._unit_text = words.per_day(data.unit)
        self._origin = source_title
        self._shown_changed()

    def data(self) -> DailyMovement:
        """What is shown, for export."""
        return self._data

    def _days_in(self, start_s: float, end_s: float) -> range:
        starts = self._data.starts_s
        return range(bisect.bisect_right(starts, start_s - DAY_S), bisect.bisect_left(starts, end_s))

    def _limits(self, start_s: float, end_s: float, pixels: int) -> tuple[float, float] | None:  # noqa: ARG002  bars need no pixels
        days = self._days_in(start_s, end_s)
        if not days:
            return None
        highest = max(self._data.totals[at].high for at in days)
        return 0.0, max(highest, self._data.own.median or 0.0, 1.0) * 1.08

    def _paint_values(self, painter: QPainter, plot: ValuePlot) -> None:
        days = self._days_in(plot.scale.start_s, plot.scale.end_s)
        self._paint_gaps(painter, plot, days)
        self._paint_bars(painter, plot, days)
        self._paint_medians(painter, plot, days)
        self._paint_baseline(painter, plot)

    def _paint_bars(self, painter: QPainter, plot: ValuePlot, days: range) -> None:
        ink = self._theme.colour(_INK[self._data.movement], 0.5)
        edge = QPen(self._theme.colour(_INK[self._data.movement]), 1.2)
        for at in days:
            day, (left, right) = self._data.totals[at], self._sides(plot, at)
            inset = 1.0 if right - left > 5 else 0.3
            foot = plot.rect.bottom() if day.total is not None else plot.y(day.low)
            bar = QRectF(left + inset, plot.y(day.high), right - left - 2 * inset, foot - plot.y(day.high))
            # Totals that differ are a frame from the least to the greatest: none of them is chosen.
            painter.setPen(Qt.PenStyle.NoPen if day.total is not None else edge)
            painter.setBrush(ink if day.total is not None else Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)

    def _paint_medians(self, painter: QPainter, plot: ValuePlot, days: range) -> None:
        painter.setPen(QPen(self._theme.colour("text.primary"), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        line: list[QPointF] = []
        before: dt.date | None = None
        for at in days:
            day = self._data.totals[at].day
            median = self._data.medians.get(day)
            if line and (median is None or before != day - _DAY):
                draw_line(painter, line)
                line = []
            if median is not None:
                left, right = self._sides(plot, at)
                line.append(QPointF((left + right) / 2, plot.y(median)))
            before = day
        draw_line(painter, line)

    def _paint_gaps(self, painter: QPainter, plot: ValuePlot, days: range) -> None:
        text, lettering = words.nothing_recorded(), self._lettering
        for at in days[1:]:
            if (self._data.totals[at].day - self._data.totals[at - 1].day).days <= _NAMED_GAP_DAYS:
                continue
            left, right = self._sides(plot, at - 1)[1], self._sides(plot, at)[0]
            painter.fillRect(
                QRectF(left, plot.rect.top(), right - left, plot.rect.height()),
                self._theme.colour("text.tertiary", 0.08),
            )
            middle = (left + right) / 2
            if lettering.width(text, "caption") + 8 <= right - left:
                at_text = QPointF(middle - lettering.width(text, "caption") / 2, plot.rect.top() + 12)
                lettering.write(at_text, text, role="caption", ink="text.secondary")
            elif right - left >= 14:
                painter.save()
                painter.setFont(self._theme.font("caption"))
                painter.setPen(self._theme.colour("text.secondary"))
                painter.translate(middle, plot.rect.center().y())
                painter.rotate(-90)
                height = plot.rect.height()
                painter.drawText(QRectF(-height / 2, -9, height, 18), Qt.AlignmentFlag.AlignCenter, text)
                painter.restore()

    def _paint_baseline(self, painter: QPainter, plot: ValuePlot) -> None:
        own = self._data.own.median
        if own is None:
            return
        y = round(plot.y(own))
        painter.setPen(QPen(self._theme.colour("lane.procedures"), 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.rect.left(), y), QPointF(plot.rect.right(), y))
        text = f"{words.baseline_short()} {words.number(own)}"
        x = plot.rect.right() - self._lettering.width(text, "caption") - 4
        at = QPointF(x, y - 9)
        self._lettering.write(at, text, role="caption", ink="text.primary", halo="bg.surface")

    def _sides(self, plot: ValuePlot, at: int) -> tuple[float, float]:
        start = self._data.starts_s[at]
        return plot.scale.x(start), plot.scale.x(start + DAY_S)

    def _reading(self, at: int) -> Reading:
        day = self._data.totals[at]
        text = f"{f' {words.DASH} '.join(day.texts)} {self._data.unit}".strip()
        return Reading(self._data.starts_s[at] + DAY_S / 2, day.high, text, self._source)

    def _nearest(self, at_s: float) -> Reading | None:
        starts = self._data.starts_s
        near = bisect.bisect_right(starts, at_s) - 1
        beside = [at for at in (near, near + 1) if 0 <= at < len(starts)]
        return self._reading(min(beside, key=lambda at: abs(starts[at] + DAY_S / 2 - at_s)))

    def _beside(self, at_s: float, step: int) -> Reading | None:
        middles = [start + DAY_S / 2 for start in self._data.starts_s]
        at = bisect.bisect_right(middles, at_s) if step > 0 else bisect.bisect_left(middles, at_s) - 1
        return self._reading(at) if 0 <= at < len(middles) else None

    def _reach_s(self) -> float:
        return DAY_S * 0.52

    def _notes(self) -> list[str]:
        own, found = words.own_baseline(self._data.own), words.recovered(self._data.recovery)
        return [own, found, words.week_line()]

    def _fill_table(self) -> None:
        days = self._days_in(*self._window)
        columns = words.columns("day", "value", "unit", "week", "source")
        self._table.set_rows(columns, len(days), lambda place: self._row(days[len(days) - 1 - place]))

    def _row(self, at: int) -> tuple[str, ...]:
        day = self._data.totals[at]
        median = self._data.medians.get(day.day)
        return (
            clock.day(clock.epoch_s(day.day.year, day.day.month, day.day.day)),
            f" {words.DASH} ".join(day.texts),
            self._data.unit,
            words.number(median) if median is not None else "",
            self._source,
        )
