from __future__ import annotations

import datetime as dt
import itertools
import random
import statistics
import zoneinfo

from serums_desktop.sandbox.story.glucose import PERIOD, collapse, day_of_glucose, sampled_text

MADRID = zoneinfo.ZoneInfo("Europe/Madrid")


def days(count: int, first: dt.date = dt.date(2026, 9, 1)) -> list[list[int | None]]:
    noise = random.Random(5)
    starts = [
        dt.datetime.combine(first + dt.timedelta(days=number), dt.time(), MADRID).astimezone(dt.UTC)
        for number in range(count + 1)
    ]
    told: list[list[int | None]] = []
    for start, end in itertools.pairwise(starts):
        before = told[-1][-1] if told else None
        told.append(day_of_glucose(start, end, MADRID, noise, before))
    return told


def test_a_day_is_as_long_as_its_clock_makes_it() -> None:
    autumn, spring = days(1, dt.date(2026, 10, 25))[0], days(1, dt.date(2026, 3, 29))[0]

    assert (len(autumn), len(days(1)[0]), len(spring)) == (300, 288, 276)


def test_two_months_look_like_a_life_with_insulin() -> None:
    values = [value for day in days(60) for value in day if value is not None]

    in_range = sum(70 <= value <= 180 for value in values) / len(values)
    variation = statistics.pstdev(values) / statistics.mean(values)
    assert 125 < statistics.mean(values) < 160
    assert 0.68 < in_range < 0.9
    assert 0.2 < variation < 0.36
    assert 0 < sum(value < 70 for value in values) / len(values) < 0.04
    steps = [abs(after - before) for before, after in itertools.pairwise(values)]
    assert statistics.quantiles(steps, n=100)[98] < 18


def test_a_day_goes_on_where_the_last_one_ended() -> None:
    for yesterday, today in itertools.pairwise(days(20)):
        if yesterday[-1] is not None and today[0] is not None:
            assert abs(today[0] - yesterday[-1]) <= 1


def test_some_samples_are_missing_and_said_to_be() -> None:
    with_gap = next(day for day in days(60) if None in day)

    tokens = sampled_text(with_gap).split(" ")

    assert len(tokens) == len(with_gap)
    assert tokens.count("E") == with_gap.count(None) >= 4


def test_the_last_day_falls_to_what_the_ambulance_measured() -> None:
    start = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    found = start + dt.timedelta(hours=12, minutes=58)
    day = collapse([140] * 170, start, found)

    lowest = min(value for value in day if value is not None)
    at_lowest = start + day.index(lowest) * PERIOD
    assert lowest == 34
    assert abs(at_lowest - found) <= PERIOD
    assert day[:100] == [140] * 100
    assert day[-1] is not None
    assert day[-1] > 100
