"""Bands of the days: exact extremes, and no band for a day without a number."""

import numpy as np

from serums_desktop.analytics.day_bands import day_bands

DAY_S = 86_400.0


def test_each_day_has_its_extremes_and_its_median() -> None:
    times = np.arange(0, 3 * DAY_S, 3600.0)
    values = np.tile(np.arange(24.0) + 60, 3)
    values[30] = np.nan
    values[5] = 190
    bands = day_bands(times, values, np.arange(0, 4 * DAY_S, DAY_S))
    assert bands.low.tolist() == [60, 60, 60]
    assert bands.high.tolist() == [190, 83, 83]
    assert bands.median[2] == 71.5
    assert bands.samples.tolist() == [24, 23, 24]


def test_a_day_without_a_number_has_no_band() -> None:
    times = np.array([100.0, DAY_S + 100, 2 * DAY_S + 100])
    bands = day_bands(times, np.array([60, np.nan, 70]), np.arange(0, 4 * DAY_S, DAY_S))
    assert bands.start_s.tolist() == [0, 2 * DAY_S]
    assert bands.end_s.tolist() == [DAY_S, 3 * DAY_S]
    assert bands.median.tolist() == [60, 70]
