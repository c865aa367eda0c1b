"""A year of glucose as a sensor under the skin reports it, every five minutes."""

from __future__ import annotations

import datetime as dt
import math
import random
import zoneinfo

PERIOD = dt.timedelta(minutes=5)
_LOWEST, _HIGHEST = 34, 400


def day_of_glucose(
    start: dt.datetime,
    until: dt.datetime,
    zone: zoneinfo.ZoneInfo,
    noise: random.Random,
    before: int | None = None,
) -> list[int | None]:
    """Samples (mg/dL) from local midnight until a moment; None where the sensor has no value.

    It goes on from `before`, the last value of the day before. A level of its own, a rise before dawn,
    three meals, now and then a low at night or too much insulin for lunch, and a sensor's slow wander.
    """
    level = noise.gauss(109, 11)
    meals = [
        (noise.gauss(8.4, 0.3), noise.gauss(82, 26)),
        (noise.gauss(13.6, 0.35), noise.gauss(112, 34)),
        (noise.gauss(20.6, 0.35), noise.gauss(122, 36)),
    ]
    dips = [(noise.gauss(3.6, 0.5), noise.uniform(34, 62), 1.1)] if noise.random() < 0.26 else []
    if noise.random() < 0.12:
        dips.append((noise.gauss(12.4, 0.3), noise.uniform(30, 55), 0.6))
    no_signal = range(0)
    if noise.random() < 0.18:
        first = noise.randrange(280)
        no_signal = range(first, first + noise.randrange(4, 40))

    samples: list[int | None] = []
    wander = 0.0
    moment = start
    while moment < until:
        local = moment.astimezone(zone)
        hour = local.hour + local.minute / 60
        value = level + 13 * math.exp(-(((hour - 6.3) / 1.4) ** 2))
        value += sum(size * _meal(hour - at) for at, size in meals)
        # Dinner of the evening before is not over at midnight.
        value += meals[2][1] * _meal(hour + 24 - meals[2][0])
        value -= sum(depth * math.exp(-(((hour - at) / width) ** 2)) for at, depth, width in dips)
        wander = 0.95 * wander + noise.gauss(0, 2.4)
        if not samples and before is not None:
            wander = before - value
        value += wander
        missing = len(samples) in no_signal
        samples.append(None if missing else round(min(max(value, _LOWEST), _HIGHEST)))
        moment += PERIOD
    return samples


def collapse(samples: list[int | None], start: dt.datetime, found: dt.datetime) -> list[int | None]:
    """The last day: a fall over two hours to 34 mg/dL when she is found, then glucose into a vein."""
    changed = list(samples)
    for number, value in enumerate(samples):
        hours = (start + number * PERIOD - found) / dt.timedelta(hours=1)
        if value is None or hours < -2.2:
            continue
        if hours <= 0.15:
            share = min(1.0, (hours + 2.2) / 2.2)
            changed[number] = round(value + (34 - value) * share**1.3)
        else:
            changed[number] = round(34 + 84 * (1 - math.exp(-(hours - 0.15) / 0.4)))
    return changed


def sampled_text(samples: list[int | None]) -> str:
    """The data of a SampledData: ``E`` (error) where the sensor has no value (FHIR R4 §2.24.0.11)."""
    return " ".join("E" if value is None else str(value) for value in samples)


def _meal(hours: float) -> float:
    """The rise after a meal: nothing before it, its peak of 1 after eighty minutes, gone in five hours."""
    if hours <= 0 or hours > 7:
        return 0.0
    peak = 1.35
    return float((hours / peak) ** 2 * math.exp(2 * (1 - hours / peak)))
