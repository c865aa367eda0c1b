"""A heart rate as a wristband reports it: slow at night, quick on the stairs, nothing while it charges."""

from __future__ import annotations

import datetime as dt
import math
import random
import zoneinfo
from itertools import accumulate

from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.resources import (
    LOINC,
    Chart,
    Resource,
    coding,
    concept,
    period,
    ref,
    sampled,
)

_LOWEST, _HIGHEST = 38, 175
_DAY_MINUTES = 24 * 60
_CODE = coding(LOINC, "8867-4", "Heart rate")

# The share of the quiet day's rate at each minute of the day: lowest at four in the morning.
_RHYTHM = tuple(
    1 - 0.17 * math.sqrt(max(math.cos((minute / 60 - 4) / 12 * math.pi), 0.0))
    for minute in range(_DAY_MINUTES)
)


def day_of_heart_rate(
    start: dt.datetime,
    until: dt.datetime,
    zone: zoneinfo.ZoneInfo,
    noise: random.Random,
    *,
    resting: float,
    period_s: int,
) -> list[int | None]:
    """Samples (/min) from local midnight until a moment; None where the band is not worn.

    `resting` is the rate of the quiet day, the night is a sixth below it. Walks lift it for a quarter of
    an hour or so, and it wanders.
    """
    expected = [resting * share for share in _RHYTHM]
    for _ in range(9):
        at, lift, width = noise.uniform(7.2, 21.2), noise.uniform(9, 34), noise.uniform(0.08, 0.3)
        for minute in range(int((at - 3 * width) * 60), int((at + 3 * width) * 60)):
            expected[minute] += lift * math.exp(-(((minute / 60 - at) / width) ** 2))
    charging = round(60 * (noise.uniform(6.5, 8.0) if noise.random() < 0.5 else noise.uniform(19.5, 21.5)))
    charged = charging + noise.randrange(24, 78)

    first_minute = start.astimezone(zone).hour * 60
    count = max(0, math.ceil((until - start).total_seconds() / period_s))
    wander = accumulate(
        (noise.uniform(-2.6, 2.6) for _ in range(count)), lambda before, step: 0.88 * before + step
    )
    samples: list[int | None] = []
    for number, drift in enumerate(wander):
        minute = (first_minute + number * period_s // 60) % _DAY_MINUTES
        rate = round(min(max(expected[minute] + drift, _LOWEST), _HIGHEST))
        samples.append(None if charging <= minute < charged else rate)
    return samples


def days_of_heart_rate(
    chart: Chart,
    now: Calendar,
    noise: random.Random,
    *,
    resting: dict[int, float],
    period_s: int,
    device: str,
    title: str,
) -> list[Resource]:
    """One Observation for each local day in `resting` (days ago: quiet rate, /min), until a moment ago."""
    last = now.now - dt.timedelta(minutes=10)
    days = []
    for days_ago, rate in resting.items():
        # Counted in UTC: a day with a change of the clock has 23 or 25 hours.
        start = now.moment(days_ago, "00:00").astimezone(dt.UTC)
        end = min(now.moment(days_ago - 1, "00:00").astimezone(dt.UTC), last)
        samples = day_of_heart_rate(start, end, now.zone, noise, resting=rate, period_s=period_s)
        if not samples:
            continue
        final = start + (len(samples) - 1) * dt.timedelta(seconds=period_s)
        day = now.text(start)[:10]
        data = " ".join("E" if value is None else str(value) for value in samples)
        days.append(
            chart.observation_over(
                f"{device}-pulse-{day}",
                "vital-signs",
                concept(title, _CODE),
                period(now.text(start), now.text(final)),
                {
                    "valueSampledData": sampled(
                        "/min", period_s * 1000, data, lowest=_LOWEST, highest=_HIGHEST
                    )
                },
                identifier=chart.number("series", f"{device}-pulse-{day}"),
                status="preliminary" if days_ago == 0 else "final",
                device=ref(f"Device/{device}"),
            )
        )
    return days
