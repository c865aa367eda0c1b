"""How much lies where entries are not held one by one: columns of counts, by the month or more finely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from serums_desktop.analytics.density import Density
from serums_desktop.analytics.pyramid import Indices, Numbers
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.stored import Month, Overview
from serums_desktop.domain.timeline_part import Counted, Stretch, TimelinePart


class Columns(NamedTuple):
    """Stretches of time (UTC epoch s), in order: how many entries begin in each, how many are flagged."""

    starts_s: Numbers
    ends_s: Numbers
    counts: Indices
    flagged: Indices

    def within(self, start_s: float, end_s: float) -> Columns:
        """Those that touch a span."""
        touched = (self.starts_s < end_s) & (self.ends_s > start_s)
        return Columns(
            self.starts_s[touched], self.ends_s[touched], self.counts[touched], self.flagged[touched]
        )

    def joined(self, pixels: Numbers) -> Columns:
        """Those that begin in one pixel as one: the fullest speaks, and no flag is averaged away."""
        if not self.counts.size:
            return self
        begins = np.flatnonzero(np.concatenate([[True], np.diff(pixels) != 0]))
        return Columns(
            self.starts_s[begins],
            np.maximum.reduceat(self.ends_s, begins),
            np.maximum.reduceat(self.counts, begins),
            np.maximum.reduceat(self.flagged, begins),
        )


class LaneColumns(NamedTuple):
    """The counts of one lane: of every month, and finer ones for a span where there are any."""

    months: Columns
    finer: Columns | None = None
    span: Stretch = (0.0, 0.0)

    def over(self, start_s: float, end_s: float) -> Columns:
        """The finest that cover a span."""
        is_finer = self.finer is not None and self.span[0] <= start_s and end_s <= self.span[1]
        return (self.finer if self.finer is not None and is_finer else self.months).within(start_s, end_s)

    def about(self, start_s: float, end_s: float) -> int:
        """How many entries begin in a span, with those of columns that lie in it in part."""
        return int(self.over(start_s, end_s).counts.sum())


def lane_columns(part: TimelinePart, lane: Lane) -> LaneColumns | None:
    """The counts of a lane that is not held as a whole, None for one that is."""
    if lane not in part.covered or part.overview is None:
        return None
    months = _of_months([month for month in part.overview.months if month.lane is lane])
    counted = part.counted
    if counted is None or lane not in counted.lanes:
        return LaneColumns(months)
    return LaneColumns(months, _of_buckets(counted, lane), (counted.start_s, counted.end_s))


def density_of(overview: Overview) -> Density:
    """All lanes together, by the month."""
    if not overview.months:
        return Density(np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64))
    numbers = np.array([month.number for month in overview.months], dtype=np.int64)
    first = int(numbers.min())
    size = int(numbers.max()) - first + 1
    counts, flagged = np.zeros(size, np.int64), np.zeros(size, np.int64)
    np.add.at(counts, numbers - first, [month.items for month in overview.months])
    np.add.at(flagged, numbers - first, [month.flagged for month in overview.months])
    return Density(_month_starts(np.arange(first, first + size + 1)), counts, flagged)


def _of_months(months: Sequence[Month]) -> Columns:
    numbers = np.array([month.number for month in months], dtype=np.int64)
    return Columns(
        _month_starts(numbers),
        _month_starts(numbers + 1),
        np.array([month.items for month in months], dtype=np.int64),
        np.array([month.flagged for month in months], dtype=np.int64),
    )


def _of_buckets(counted: Counted, lane: Lane) -> Columns:
    buckets = [bucket for bucket in counted.buckets if bucket.lane is lane]
    starts = np.array([bucket.start_s for bucket in buckets], dtype=np.float64)
    return Columns(
        starts,
        starts + counted.bucket_s,
        np.array([bucket.items for bucket in buckets], dtype=np.int64),
        np.array([bucket.flagged for bucket in buckets], dtype=np.int64),
    )


def _month_starts(numbers: Indices) -> Numbers:
    return numbers.astype("datetime64[M]").astype("datetime64[s]").astype(np.float64)
