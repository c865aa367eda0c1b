"""The least, the greatest and the middle of each day of a long series."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from serums_desktop.analytics.pyramid import Indices, Numbers, Pyramid


class DayBands(NamedTuple):
    """One entry for each day that has a number, ascending: a day without one has none and is a gap.

    Day *i* begins at ``start_s[i]`` and ends at ``end_s[i]``; `low`, `high` and `median` are in the unit
    of the series, `samples` counts the numbers they rest on.
    """

    start_s: Numbers
    end_s: Numbers
    low: Numbers
    high: Numbers
    median: Numbers
    samples: Indices


def day_bands(pyramid: Pyramid, edges_s: Numbers) -> DayBands:
    """The bands of the days between neighbouring `edges_s` (epoch seconds, ascending)."""
    index = np.searchsorted(pyramid.times_s, edges_s).astype(np.int64)
    days = list(zip(index[:-1].tolist(), index[1:].tolist(), strict=True))
    numbers = [part[~np.isnan(part)] for part in (pyramid.values[first:last] for first, last in days)]
    samples = np.array([part.size for part in numbers], dtype=np.int64)
    held = samples > 0
    low, high = pyramid.extremes_of(index[:-1], index[1:])
    median = np.array([float(np.median(part)) for part in numbers if part.size])
    return DayBands(edges_s[:-1][held], edges_s[1:][held], low[held], high[held], median, samples[held])
