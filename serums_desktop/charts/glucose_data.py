"""Glucose made ready to paint: all of it from afar, and the readings of the days on show. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from serums_desktop.analytics.cgm import (
    Band,
    CgmFigures,
    GlucoseUnit,
    classify,
    converted,
    converted_text,
    figures,
    glucose_unit,
)
from serums_desktop.analytics.outlines import Outline
from serums_desktop.analytics.pyramid import Numbers, Pyramid
from serums_desktop.analytics.samples import Series, gather
from serums_desktop.domain.series import Samples

# Every reading was read.
ALWAYS = (float("-inf"), float("inf"))


class GlucoseTrace(NamedTuple):
    """One device's glucose, in the unit the device reported.

    `pyramid` is of all of it, `span_s` from its first to its last reading; `series` has those that were read.
    """

    series: Series
    unit: GlucoseUnit
    pyramid: Pyramid
    span_s: tuple[float, float]

    def shown(self, values: Numbers, unit: GlucoseUnit) -> Numbers:
        """Values in a unit for display."""
        return converted(values, self.unit, unit)

    def text(self, index: int, unit: GlucoseUnit) -> str:
        """A reading for display: the device's own decimal in its own unit, else rounded to a usual place."""
        return converted_text(self.series.text(index), self.unit, unit)

    def band(self, index: int) -> Band:
        """The reading's band, classified in the reported unit."""
        return classify(float(self.series.values[index]), self.unit)


class GlucoseData(NamedTuple):
    """Every trace, the longest first, and the units of samples that are no glucose unit.

    `read_s` is the span whose readings were all read; `is_too_much` says that those wanted are too many.
    """

    traces: tuple[GlucoseTrace, ...] = ()
    unknown_units: tuple[str, ...] = ()
    read_s: tuple[float, float] = ALWAYS
    is_too_much: bool = False

    @property
    def main(self) -> GlucoseTrace | None:
        """The trace whose figures are given: the longest one."""
        return self.traces[0] if self.traces else None

    @property
    def last_s(self) -> float | None:
        """When the last sample was taken."""
        return max((trace.span_s[1] for trace in self.traces), default=None)

    def is_read(self, start_s: float, end_s: float) -> bool:
        """Whether all readings of a span were read, so far as there are any."""
        first = min((trace.span_s[0] for trace in self.traces), default=end_s)
        last = max((trace.span_s[1] for trace in self.traces), default=start_s)
        return self.read_s[0] <= max(start_s, first) and min(end_s, last) <= self.read_s[1]

    def holds(self, start_s: float, end_s: float) -> bool:
        """Whether there is a reading in a span, read or not."""
        return any(trace.pyramid.holds(start_s, end_s) for trace in self.traces)

    def figures(self, start_s: float, end_s: float) -> CgmFigures | None:
        """The consensus figures of the main trace in a span; None without one, or while it is not read."""
        trace = self.main
        if trace is None or not self.is_read(start_s, end_s):
            return None
        series = trace.series
        return figures(
            series.times_s,
            series.values,
            trace.unit,
            period_s=series.period_s,
            start_s=start_s,
            end_s=end_s,
        )


def prepare(samples: Sequence[Samples]) -> GlucoseData:
    """Sort samples into traces and build their pyramids."""
    found = []
    for series in gather(samples):
        pyramid = Pyramid(series.times_s, series.values, gap_s=2.5 * series.period_s)
        found.append((series, pyramid, (float(series.times_s[0]), float(series.times_s[-1]))))
    return _sorted(found)


def outlined(
    outlines: Sequence[Outline],
    samples: Sequence[Samples] = (),
    read_s: tuple[float, float] = (0.0, 0.0),
    *,
    is_too_much: bool = False,
) -> GlucoseData:
    """Traces from afar, with the samples of the runs that touch `read_s`."""
    read = {(each.source_id, each.device, each.unit): each for each in gather(samples)}
    found = []
    for outline in outlines:
        series = read.get((outline.source_id, outline.device, outline.unit))
        shown = outline.unread() if series is None else series._replace(period_s=outline.period_s)
        found.append((shown, outline.pyramid(series), outline.span_s))
    return _sorted(found)._replace(read_s=read_s, is_too_much=is_too_much)


def _sorted(found: Iterable[tuple[Series, Pyramid, tuple[float, float]]]) -> GlucoseData:
    traces: list[GlucoseTrace] = []
    unknown: list[str] = []
    for series, pyramid, span_s in found:
        unit = glucose_unit(series.unit)
        if unit is None:
            unknown.append(series.unit)
        else:
            traces.append(GlucoseTrace(series, unit, pyramid, span_s))
    return GlucoseData(tuple(traces), tuple(dict.fromkeys(unknown)))
