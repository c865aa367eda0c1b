from __future__ import annotations

import datetime as dt
import random
import statistics
import zoneinfo

import pytest

from serums_desktop.sandbox.story.heart_rate import day_of_heart_rate

EDINBURGH = zoneinfo.ZoneInfo("Europe/London")
START = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)


def day(seed: int, period_s: int = 300, until: dt.datetime | None = None) -> list[int | None]:
    return day_of_heart_rate(
        START,
        until or START + dt.timedelta(days=1),
        EDINBURGH,
        random.Random(seed),
        resting=72,
        period_s=period_s,
    )


@pytest.mark.parametrize(("period_s", "count"), [(300, 288), (60, 1440)])
def test_a_whole_day_has_a_sample_for_every_period(period_s: int, count: int) -> None:
    assert len(day(1, period_s)) == count


def test_it_ends_before_the_moment_it_is_told_until() -> None:
    assert len(day(1, until=START + dt.timedelta(minutes=11))) == 3
    assert day(1, until=START) == []


def test_the_night_is_slower_than_the_day_and_everything_is_of_this_world() -> None:
    days = [day(seed) for seed in range(30)]
    night = [rate for each in days for rate in each[24:72] if rate is not None]
    noon = [rate for each in days for rate in each[120:204] if rate is not None]

    assert statistics.mean(night) + 8 < statistics.mean(noon)
    assert min(night) >= 45
    assert max(noon) <= 150


def test_the_band_is_off_once_a_day_to_charge() -> None:
    for seed in range(20):
        missing = [place for place, rate in enumerate(day(seed)) if rate is None]
        assert missing == list(range(missing[0], missing[-1] + 1))
        assert 4 <= len(missing) <= 17
