"""The device cloud: what her sensor, cuff, scales and wristband send home. English labels, mg/dL."""

from __future__ import annotations

import datetime as dt
import random

from serums_desktop.sandbox.story import glucose
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.gp import pressure_components
from serums_desktop.sandbox.story.person import joana
from serums_desktop.sandbox.story.resources import (
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    period,
    quantity,
    ref,
    sampled,
)

PATIENT_ID = "dc-5f21"
NUMBERS = "https://device-cloud.example/id"
_MDC = "urn:iso:std:iso:11073:10101"
_CLOCK_AHEAD = dt.timedelta(seconds=38)

_DAYS = 374
_SENSOR_CHANGES_LATE = (range(182, 195), range(98, 105))  # days ago, without a sensor


def record(now: Calendar, noise: random.Random) -> list[Resource]:
    """A year of device data."""
    chart = Chart(PATIENT_ID, "en", NUMBERS)
    return [
        joana(PATIENT_ID, [], now.text(now.moment(_DAYS, "10:00"))),
        *_devices(chart, now),
        *_glucose(chart, now, noise),
        *_pressure_and_pulse(chart, now, noise),
        *_weight(chart, now, noise),
        *_steps(chart, now, noise),
    ]


def _devices(chart: Chart, now: Calendar) -> list[Resource]:
    kinds = (
        (
            "glucose-sensor",
            "Glucose sensor, left arm",
            "700585005",
            "Invasive interstitial-fluid glucose monitoring system",
        ),
        ("cuff", "Blood pressure cuff", "70665002", "Blood pressure cuff"),
        ("scales", "Bathroom scales", "469204003", "Scale"),
        ("wristband", "Wristband", "", ""),
    )
    since = now.text(now.moment(_DAYS, "10:00"))
    devices = [
        chart.entry(
            "Device",
            key,
            since,
            identifier=chart.number("device", key),
            status="active",
            deviceName=[{"name": name, "type": "user-friendly-name"}],
            type=concept(name, *([coding(SNOMED, code, display)] if code else [])),
            patient=chart.patient,
        )
        for key, name, code, display in kinds
    ]
    # IEEE 11073 personal health devices: the device's own time (MDC_ATTR_TIME_ABS) at a moment of ours.
    when = now.now - dt.timedelta(minutes=12)
    clock = chart.observation(
        "glucose-sensor-clock",
        "procedure",
        concept("Clock of the glucose sensor", coding(_MDC, "67975", "MDC_ATTR_TIME_ABS")),
        now.text(when),
        {"valueDateTime": now.text(when + _CLOCK_AHEAD)},
        device=ref("Device/glucose-sensor"),
    )
    return [*devices, clock]


def _glucose(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    code = concept("Glucose, sensor", coding(LOINC, "99504-3", "Glucose [Mass/volume] in Interstitial fluid"))
    last = now.now - dt.timedelta(minutes=12)
    found = now.now - dt.timedelta(minutes=94)
    days = []
    before = None
    for days_ago in range(_DAYS, -1, -1):
        if any(days_ago in gap for gap in _SENSOR_CHANGES_LATE):
            before = None
            continue
        # Counted in UTC: a day with a change of the clock has 23 or 25 hours.
        start = now.moment(days_ago, "00:00").astimezone(dt.UTC)
        end = min(now.moment(days_ago - 1, "00:00").astimezone(dt.UTC), last)
        samples = glucose.day_of_glucose(start, end, now.zone, noise, before)
        if not samples:
            continue
        before = samples[-1]
        if end > found - dt.timedelta(hours=3):
            samples = glucose.collapse(samples, start, found)
        first, final = start, start + (len(samples) - 1) * glucose.PERIOD
        day = now.text(start)[:10]
        days.append(
            chart.observation_over(
                f"cgm-{day}",
                "laboratory",
                code,
                period(now.text(first), now.text(final)),
                {
                    "valueSampledData": sampled(
                        "mg/dL", 300_000, glucose.sampled_text(samples), lowest=20, highest=400
                    )
                },
                identifier=chart.number("series", f"cgm-{day}"),
                status="preliminary" if days_ago == 0 else "final",
                device=ref("Device/glucose-sensor"),
            )
        )
    return days


def _pressure_and_pulse(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    panel = concept(
        "Blood pressure, home", coding(LOINC, "85354-9", "Blood pressure panel with all children optional")
    )
    pulse = concept("Heart rate, home", coding(LOINC, "8867-4", "Heart rate"))
    cuff = ref("Device/cuff")
    taken = []
    for days_ago in range(_DAYS - 4, -1, -1):
        if 206 <= days_ago < 216 or 9 <= days_ago < 11:
            continue  # no readings
        for hour, systolic, diastolic in ((7, 134, 70), (20, 142, 68)):
            moment = now.moment(days_ago, f"{hour:02d}:{noise.randrange(40, 59)}:{noise.randrange(60):02d}")
            if moment > now.now - dt.timedelta(hours=3):
                continue
            when = now.text(moment)
            high = round(noise.gauss(systolic, 9))
            low = min(round(noise.gauss(diastolic, 5)), high - 25)
            key = when[:10] + ("-am" if hour < 12 else "-pm")
            taken.append(
                chart.observation(
                    f"bp-{key}",
                    "vital-signs",
                    panel,
                    when,
                    device=cuff,
                    component=pressure_components(high, low),
                )
            )
            beats = str(max(60, round(noise.gauss(66, 5))))
            taken.append(
                chart.observation(
                    f"hr-{key}",
                    "vital-signs",
                    pulse,
                    when,
                    {"valueQuantity": quantity(beats, "/min")},
                    device=cuff,
                )
            )
    return taken


def _weight(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    code = concept("Body weight", coding(LOINC, "29463-7", "Body weight"))
    weeks = []
    for days_ago in range(_DAYS - 5, 0, -7):
        passed = 1 - days_ago / _DAYS
        # Down over the year, water in August until the diuretic is doubled; the last one is 54.20.
        kilograms = 57.3 - 3.0 * passed + 1.3 * max(0.0, 1 - abs(days_ago - 82) / 28) + noise.gauss(0, 0.12)
        text = "54.20" if days_ago <= 7 else f"{kilograms:.2f}"
        when = now.text(now.moment(days_ago, f"07:{noise.randrange(10, 39)}"))
        weeks.append(
            chart.observation(
                f"weight-{when[:10]}",
                "vital-signs",
                code,
                when,
                {"valueQuantity": quantity(text, "kg")},
                device=ref("Device/scales"),
            )
        )
    return weeks


def _steps(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    """The wristband's own count, from the months before the hospital's monitor."""
    code = concept("Steps in 24 hours", coding(LOINC, "41950-7", "Number of steps in 24 hour Measured"))
    days = []
    for days_ago in range(_DAYS - 4, 232, -1):
        steps = str(max(200, round(noise.gauss(1750, 300))))
        when = now.text(now.moment(days_ago, "23:59"))
        days.append(
            chart.observation(
                f"steps-{when[:10]}",
                "activity",
                code,
                when,
                {"valueQuantity": quantity(steps, "/d")},
                device=ref("Device/wristband"),
            )
        )
    return days
