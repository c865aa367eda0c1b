"""The device cloud: what a woman with a new hip wears on thigh and wrist. Before, and all the way back."""

from __future__ import annotations

import math
import random

from serums_desktop.sandbox.story.calendar import Calendar, Course
from serums_desktop.sandbox.story.heart_rate import days_of_heart_rate
from serums_desktop.sandbox.story.hip_replacement import hip_course
from serums_desktop.sandbox.story.person import hubertina
from serums_desktop.sandbox.story.resources import (
    LOINC,
    Chart,
    Resource,
    coding,
    concept,
    period,
    quantity,
    ref,
)

PATIENT_ID = "dc-81a7"
NUMBERS = "https://device-cloud.example/id"

_FIRST_DAY = -35
# In hospital, and two days on which it lay at home.
_NOT_WORN = {*range(6), 31, 32}

_STEPS = concept("Steps in 24 hours", coding(LOINC, "41950-7", "Number of steps in 24 hour Measured"))
_RISES = concept(
    "Sit-to-stand transitions",
    coding(
        "https://serums.example/observation",
        "sit-to-stand-transitions",
        "Sit-to-stand transitions in a day",
    ),
)


def record(now: Calendar, noise: random.Random) -> list[Resource]:
    """Fifteen weeks: steps and sit-to-stand transitions of each day, and the heart rate."""
    chart = Chart(PATIENT_ID, "en", NUMBERS)
    course = hip_course(now)
    since = course.at(_FIRST_DAY, "09:00")
    worn = _worn(course)
    return [
        hubertina(PATIENT_ID, since),
        *(
            chart.entry(
                "Device",
                key,
                since,
                identifier=chart.number("device", key),
                status="active",
                deviceName=[{"name": name, "type": "user-friendly-name"}],
                type=concept(name),
                patient=chart.patient,
            )
            for key, name in (("hip-monitor", "Activity monitor, thigh"), ("hip-band", "Wristband"))
        ),
        *daily_counts(chart, now, noise),
        *days_of_heart_rate(
            chart,
            now,
            noise,
            resting={course.days_ago(day): _resting(day) for day in worn},
            period_s=300,
            device="hip-band",
            title="Heart rate",
        ),
    ]


def daily_counts(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    """Steps and transitions of each day that is over: the first numbers that are taken of the noise."""
    course = hip_course(now)
    counted = []
    for day in _worn(course):
        if day == course.today:
            continue
        weekday = course.moment(day, "12:00").weekday()
        # Shopping on Saturday, a quiet Sunday.
        errands = {5: 1.12, 6: 0.82}.get(weekday, 1.0)
        start = course.at(day, "00:00")
        whole_day = period(start, course.at(day, "23:59:59"))
        for key, code, unit, mean, spread in (
            ("steps", _STEPS, "steps", steps(day) * errands, 0.14),
            ("rises", _RISES, "transitions", rises(day), 0.13),
        ):
            count = max(2, round(noise.gauss(mean, mean * spread)))
            counted.append(
                chart.observation_over(
                    f"hip-{key}-{start[:10]}",
                    "activity",
                    code,
                    whole_day,
                    {"valueQuantity": quantity(str(count), unit, f"{{{unit}}}")},
                    identifier=chart.number("count", f"hip-{key}-{start[:10]}"),
                    device=ref("Device/hip-monitor"),
                )
            )
    return counted


def steps(day: int) -> float:
    """The mean number of steps on a day of the course: the old range again in the sixth week, then more."""
    return 3050.0 + 4 * -day if day < 0 else 320 + 4180 * _way_back(day, 34, 8.5)


def rises(day: int) -> float:
    """The mean number of times she stands up: past her old range only in the eighth week."""
    return 33.0 if day < 0 else 7 + 36 * _way_back(day, 47, 7.5)


def _worn(course: Course) -> list[int]:
    return [day for day in range(_FIRST_DAY, course.today + 1) if day not in _NOT_WORN]


def _way_back(day: int, half_way_day: int, slope_days: float) -> float:
    return 1 / (1 + math.exp((half_way_day - day) / slope_days))


def _resting(day: int) -> float:
    """The quiet rate, /min: quicker after the loss of blood, a little slower than before in the end."""
    return 72.0 if day < 0 else 69 + 15 * math.exp(-day / 16)
