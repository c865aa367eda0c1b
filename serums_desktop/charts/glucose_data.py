"""Glucose samples made ready to paint. Pure: a worker may do it."""

from __future__ import annotations

from collections.abc import Sequence
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
from serums_desktop.analytics.pyramid import Numbers, Pyramid
from serums_desktop.analytics.samples import Series, gather
from serums_desktop.domain.series import Samples


class GlucoseTrace(NamedTuple):
    """One device's glucose, in the unit the device reported."""

    series: Series
    unit: GlucoseUnit
    pyramid: Pyramid

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
    """Every trace, the longest first, and the units of samples that are no glucose unit."""

    traces: tuple[GlucoseTrace, ...] = ()
    unknown_units: tuple[str, ...] = ()

    @property
    def main(self) -> GlucoseTrace | None:
        """The trace whose figures are given: the longest one."""
        return self.traces[0] if self.traces else None

    @property
    def last_s(self) -> float | None:
        """When the last sample was taken."""
        return max((float(trace.series.times_s[-1]) for trace in self.traces), default=None)

    def figures(self, start_s: float, end_s: float) -> CgmFigures | None:
        """The consensus figures of the main trace in a span, or None without one."""
        trace = self.main
        if trace is None:
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
    traces: list[GlucoseTrace] = []
    unknown: list[str] = []
    for series in gather(samples):
        unit = glucose_unit(series.unit)
        if unit is None:
            unknown.append(series.unit)
        else:
            pyramid = Pyramid(series.times_s, series.values, gap_s=2.5 * series.period_s)
            traces.append(GlucoseTrace(series, unit, pyramid))
    return GlucoseData(tuple(traces), tuple(dict.fromkeys(unknown)))
