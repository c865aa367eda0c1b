"""The least, the greatest and the middle of each day of a long series."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from serums_desktop.analytics.pyramid import Indices, Numbers


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
