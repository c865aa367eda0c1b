"""Everything the device charts of one record show, made ready to paint. Pure: a worker may do it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from serums_desktop.analytics.outlines import Outline
from serums_desktop.analytics.toxicity import GRADE_UNIT, ToxicityTable, by_cycle
from serums_desktop.charts import clock, daily, glucose_data, heart_rate
from serums_desktop.charts.daily import DailyMovement
from serums_desktop.charts.glucose_data import GlucoseData
from serums_desktop.charts.glucose_data import prepare as prepare_glucose
from serums_desktop.charts.heart_rate import HeartRate
from serums_desktop.charts.markers import Marker, markers_of
from serums_desktop.domain.series import Samples
from serums_desktop.domain.timeline import TimelineItem

_DAY = dt.timedelta(days=1)


_FEW_DAYS = 14
_MANY_DAYS = 90


class Outlines(NamedTuple):
    """Glucose and heart rate from afar."""

    glucose: tuple[Outline, ...] = ()
    pulse: tuple[Outline, ...] = ()


class DeviceData(NamedTuple):
    """The data of each chart; a chart without data has an empty one. `titles` are the sources' names.

    With `outlines`, samples are read for the days on show alone.
    """

    glucose: GlucoseData = GlucoseData()
    heart_rates: tuple[HeartRate, ...] = ()
    movements: tuple[DailyMovement, ...] = ()
    toxicity: ToxicityTable = ToxicityTable()
    markers: tuple[Marker, ...] = ()
    titles: Mapping[str, str] = {}
    outlines: Outlines = Outlines()

    @property
    def is_empty(self) -> bool:
        """Whether no chart has anything to show."""
        return not (self.glucose.traces or self.heart_rates or self.movements or self.toxicity.symptoms)

    @property
    def span_s(self) -> tuple[float, float] | None:
        """The first and the last moment of everything over time, None where nothing is."""
        spans = [trace.span_s for trace in self.glucose.traces]
        spans += [each.span_s for each in self.heart_rates]
        first, last = [start for start, _ in spans], [end for _, end in spans]
        first += [each.starts_s[0] for each in self.movements]
        last += [each.last_s - 1 for each in self.movements]
        return (min(first), max(last)) if first else None

    def is_read(self, start_s: float, end_s: float) -> bool:
        """Whether all samples of a span were read, so far as there are any."""
        pulse = all(each.is_read(start_s, end_s) for each in self.heart_rates)
        return pulse and self.glucose.is_read(start_s, end_s)

    @property
    def opening_days(self) -> int:
        """How many days are shown first: enough to see the operation that movement recovers from."""
        span, operations = self.span_s, [marker.at_s for marker in self.markers if marker.is_operation]
        if span is None or not self.movements or not operations:
            return _FEW_DAYS
        return _MANY_DAYS if 0 <= span[1] - max(operations) < _MANY_DAYS * 86_400 else _FEW_DAYS

    def window_s(self, days: int | None, end_s: float | None = None) -> tuple[float, float]:
        """Whole days of this workstation's clock up to `end_s`, or to the last data; None is all of them."""
        span = self.span_s or (0.0, 0.0)
        last = clock.local_date(span[1] if end_s is None else end_s)
        first = clock.local_date(span[0]) if days is None else last - (days - 1) * _DAY
        return clock.midnight(min(first, last)), clock.midnight(last + _DAY)


def holds_charts(items: Iterable[TimelineItem]) -> bool:
    """Whether the items of a timeline have anything for the device charts."""
    return any(item.has_samples or item.unit == GRADE_UNIT or daily.is_daily(item) for item in items)


def prepare(
    glucose: Sequence[Samples],
    pulse: Sequence[Samples],
    items: Sequence[TimelineItem],
    titles: Mapping[str, str],
) -> DeviceData:
    """Prepare every chart from a record's samples and the items of its timeline."""
    return _of_items(items, titles)._replace(
        glucose=prepare_glucose(glucose), heart_rates=heart_rate.prepare(pulse)
    )


def prepare_from_afar(
    outlines: Outlines, items: Sequence[TimelineItem], titles: Mapping[str, str]
) -> DeviceData:
    """Prepare every chart from a record's levels and the items of its timeline; no sample is read yet."""
    return _of_items(items, titles)._replace(
        glucose=glucose_data.outlined(outlines.glucose),
        heart_rates=heart_rate.outlined(outlines.pulse),
        outlines=outlines,
    )


def _of_items(items: Sequence[TimelineItem], titles: Mapping[str, str]) -> DeviceData:
    return DeviceData(
        movements=daily.prepare(items), toxicity=by_cycle(items), markers=markers_of(items), titles=titles
    )
