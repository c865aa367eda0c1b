"""How many entries lie in each calendar month, and how many of them are flagged: never averaged away."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from serums_desktop.analytics.pyramid import Indices, Numbers


class Density(NamedTuple):
    """Counts per calendar month (UTC). Month *i* runs from ``edges_s[i]`` to ``edges_s[i + 1]``."""

    edges_s: Numbers
    counts: Indices
    flagged: Indices


def monthly(start_s: Numbers, flagged: npt.NDArray[np.bool_]) -> Density:
    """Count entries by the month they start in, from the first such month to the last.

    `start_s` are epoch seconds in any order, `flagged` marks those outside their range.
    """
    if not start_s.size:
        return Density(np.empty(0), np.empty(0, np.int64), np.empty(0, np.int64))
    months = np.floor(start_s).astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    first, last = int(months.min()), int(months.max())
    counts = np.bincount(months - first, minlength=last - first + 1)
    marks = np.bincount(months[flagged] - first, minlength=last - first + 1)
    edges = np.arange(first, last + 2).astype("datetime64[M]").astype("datetime64[s]").astype(np.float64)
    return Density(edges, counts.astype(np.int64), marks.astype(np.int64))
