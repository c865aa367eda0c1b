"""Time to pixels and back, the named zoom levels and the marks of the axis."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple

from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.charts import clock
from serums_desktop.charts.clock import DAY_S

SHORTEST_S = 60.0
LONGEST_S = 200 * 365.2425 * DAY_S


class Zoom(enum.StrEnum):
    """How much of a life is in view."""

    LIFE = "life"
    TEN_YEARS = "10y"
    YEAR = "1y"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"


_LENGTH_S = {
    Zoom.TEN_YEARS: 10 * 365.2425 * DAY_S,
    Zoom.YEAR: 365.2425 * DAY_S,
    Zoom.MONTH: 30.44 * DAY_S,
    Zoom.DAY: DAY_S,
    Zoom.HOUR: 3600.0,
}


class Tick(NamedTuple):
    """A mark on the axis. `label_s` is where its words have their middle."""

    at_s: float
    label_s: float
    label: str


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A span of time over a span of pixels. `width` is at least one pixel, the span at least a minute."""

    start_s: float
    end_s: float
    left: float
    width: float

    @property
    def pixels_per_s(self) -> float:
        """How many pixels a second takes."""
        return self.width / (self.end_s - self.start_s)

    def x(self, at_s: float) -> float:
        """Where a moment lies; outside the plot for moments outside the span."""
        return self.left + (at_s - self.start_s) * self.pixels_per_s

    def xs(self, at_s: Numbers) -> Numbers:
        """Where many moments lie."""
        return self.left + (at_s - self.start_s) * self.pixels_per_s

    def t(self, x: float) -> float:
        """The moment at a pixel."""
        return self.start_s + (x - self.left) / self.pixels_per_s

    def clipped(self, at_s: float) -> float:
        """Where a moment lies, held to the plot with a margin for edges; fit for infinite moments."""
        return min(max(self.x(min(max(at_s, -1e15), 1e15)), self.left - 50), self.left + self.width + 50)

    def zoomed(self, factor: float, at_x: float) -> TimeScale:
        """The same plot over `factor` times the span, the moment under `at_x` staying where it is."""
        length = self.end_s - self.start_s
        wanted = min(max(length * factor, SHORTEST_S), LONGEST_S)
        at_s, share = self.t(at_x), (at_x - self.left) / self.width
        start = at_s - share * wanted
        return TimeScale(start, start + wanted, self.left, self.width)

    def panned(self, pixels: float) -> TimeScale:
        """The same plot with its content moved to the right by some pixels."""
        shift = pixels / self.pixels_per_s
        return TimeScale(self.start_s - shift, self.end_s - shift, self.left, self.width)


def span_of(zoom: Zoom, now_s: float, first_s: float, centre_s: float | None) -> tuple[float, float]:
    """The span a zoom level shows: up to now with a little room for what is planned, or round `centre_s`."""
    if zoom is Zoom.LIFE:
        length = max(now_s - first_s, _LENGTH_S[Zoom.YEAR])
        return now_s - length * 1.02, now_s + length * 0.04
    length = _LENGTH_S[zoom]
    if centre_s is not None:
        return centre_s - length / 2, centre_s + length / 2
    if zoom in {Zoom.YEAR, Zoom.TEN_YEARS}:
        now = clock.calendar(now_s)
        end = _month_start(now.year, now.month + 1)
        if end - now_s < length * 0.015:
            end = now_s + length * 0.04
        months = 12 if zoom is Zoom.YEAR else 120
        return _month_start(now.year, now.month + 1 - months), end
    return now_s - length * 0.95, now_s + length * 0.05


def ticks(scale: TimeScale, least_px: float = 46.0) -> list[Tick]:
    """The marks of the axis, at least `least_px` pixels apart, with words by locale."""
    for months in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 4800):
        if months * 30.44 * DAY_S * scale.pixels_per_s >= least_px:
            break
    day_px = DAY_S * scale.pixels_per_s
    if (day_px < least_px / 7 and months > 1) or 7 * day_px < least_px:
        return _month_ticks(scale, months)
    for days in (1, 2, 7):
        if days * day_px >= least_px:
            if day_px / 4 >= least_px:
                break
            return _day_ticks(scale, days)
    return _clock_ticks(scale, least_px)


def _month_start(year: int, month: int) -> float:
    return clock.epoch_s(year + (month - 1) // 12, (month - 1) % 12 + 1)


def _month_ticks(scale: TimeScale, step: int) -> list[Tick]:
    first = clock.calendar(scale.start_s)
    index = (first.year * 12 + first.month - 1) // step * step
    found: list[Tick] = []
    while index < 9999 * 12:
        at = _month_start(index // 12, index % 12 + 1)
        if at > scale.end_s:
            break
        index += step
        following = _month_start(index // 12, index % 12 + 1)
        year, month = clock.calendar(at).year, clock.calendar(at).month
        if step >= 12:
            label = str(year)
        elif step > 1 and month == 1:
            label = f"{clock.month_name(month)} {year}"
        else:
            label = clock.month_name(month)
        found.append(Tick(at, (at + following) / 2 if step in {1, 12} else at, label))
    return found


def _day_ticks(scale: TimeScale, step: int) -> list[Tick]:
    # Weeks begin on Monday (ISO 8601); 1970-01-05 was one.
    anchor = 4 * DAY_S
    at = anchor + ((scale.start_s - anchor) // (step * DAY_S)) * step * DAY_S
    found: list[Tick] = []
    while at <= scale.end_s:
        middle = at + DAY_S / 2 if step == 1 else at
        found.append(Tick(at, middle, clock.day_of_year(at)))
        at += step * DAY_S
    return found


def _clock_ticks(scale: TimeScale, least_px: float) -> list[Tick]:
    step = 43_200.0
    for step in (60.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0, 21_600.0, 43_200.0):
        if step * scale.pixels_per_s >= least_px:
            break
    offset = clock.utc_offset_s(scale.start_s)
    at = ((scale.start_s + offset) // step) * step - offset
    found: list[Tick] = []
    while at <= scale.end_s:
        text = clock.local_clock(at)
        found.append(Tick(at, at, clock.day_of_year(at + offset) if text == "00:00" else text))
        at += step
    return found
