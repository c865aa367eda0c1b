"""The least, the greatest and the middle of each day of a long series."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from serums_desktop.analytics.pyramid import Indices, Numbers, Pyramid


class DayBands(NamedTuple):
    """One entry for each day that has a number, ascending: a day without one has none and is a gap.

    Day *i* begins at ``start_s[i]`` and ends at ``end_s[i]``; `low`, `high` and `median` are in the unit
    of the series, `samples` counts the numbers they rest on. A day seen from afar has neither median (NaN)
    nor samples (0), and its extremes may be a block's that begins in it.
    """

    start_s: Numbers
    end_s: Numbers
    low: Numbers
    high: Numbers
    median: Numbers
    samples: Indices


def day_bands(times_s: Numbers, values: Numbers, edges_s: Numbers) -> DayBands:
    """The bands of the days between neighbouring `edges_s` (epoch seconds, ascending).

    `times_s` are those of the samples, ascending; NaN in `values` is no number.
    """
    index = np.searchsorted(times_s, edges_s).tolist()
    parts = [values[first:last] for first, last in pairwise(index)]
    numbers = [part[~np.isnan(part)] for part in parts]
    samples: Indices = np.array([part.size for part in numbers], dtype=np.int64)
    held = samples > 0
    days = [part for part in numbers if part.size]
    low, high, median = (np.array([float(of(day)) for day in days]) for of in (np.min, np.max, np.median))
    return DayBands(edges_s[:-1][held], edges_s[1:][held], low, high, median, samples[held])


def bands_from_afar(pyramid: Pyramid, edges_s: Numbers) -> DayBands:
    """What is seen of the days without reading their samples."""
    index = np.searchsorted(pyramid.times_s, edges_s).astype(np.int64)
    low, high = pyramid.extremes_of(index[:-1], index[1:])
    held = np.isfinite(low)
    days = int(held.sum())
    none = np.full(days, np.nan)
    return DayBands(
        edges_s[:-1][held], edges_s[1:][held], low[held], high[held], none, np.zeros(days, dtype=np.int64)
    )


def replaced(bands: DayBands, read: DayBands, start_s: float, end_s: float) -> DayBands:
    """Bands with those of the days that begin in a span as they were read."""
    left = (bands.start_s < start_s) | (bands.start_s >= end_s)
    inside = (read.start_s >= start_s) & (read.start_s < end_s)
    both = [np.concatenate([old[left], new[inside]]) for old, new in zip(bands, read, strict=True)]
    order = np.argsort(both[0], kind="stable")
    start, end, low, high, median, samples = (part[order] for part in both)
    return DayBands(start, end, low, high, median, samples.astype(np.int64))
