import datetime as dt

import numpy as np

from serums_desktop.analytics.density import monthly


def at(year: int, month: int, day: int) -> float:
    return dt.datetime(year, month, day, tzinfo=dt.UTC).timestamp()


def test_every_entry_is_counted_in_its_own_month() -> None:
    starts = np.array([at(1900, 1, 31), at(1900, 3, 1), at(1900, 3, 31)])
    density = monthly(starts, np.array([False, True, False]))
    assert density.counts.tolist() == [1, 0, 2]
    assert density.flagged.tolist() == [0, 0, 1]
    assert density.edges_s.tolist() == [at(1900, 1, 1), at(1900, 2, 1), at(1900, 3, 1), at(1900, 4, 1)]


def test_nothing_recorded_has_no_months() -> None:
    assert monthly(np.empty(0), np.empty(0, bool)).counts.size == 0
