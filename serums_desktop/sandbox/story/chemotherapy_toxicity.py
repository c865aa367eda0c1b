"""Toxicity by cycle, graded as CTCAE grades it: what she reports from home, and what the clinic sees."""

from __future__ import annotations

import random

import msgspec

from serums_desktop.sandbox.story.calendar import Calendar, Course
from serums_desktop.sandbox.story.cycles import CYCLES, chemotherapy_course
from serums_desktop.sandbox.story.heart_rate import days_of_heart_rate
from serums_desktop.sandbox.story.person import eilidh
from serums_desktop.sandbox.story.resources import (
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    quantity,
    ref,
)

HOME_PATIENT_ID = "dc-93e4"
_HOME_NUMBERS = "https://device-cloud.example/id"
_WORN_DAYS = 56
# The visit after the last cycle.
_LAST_CLINIC_DAY = 115


class _Symptom(msgspec.Struct, frozen=True):
    """A symptom and its grade on one day of each cycle; None where nobody was asked or answered."""

    key: str
    text: str
    snomed: tuple[str, str] | None
    cycle_day: int
    grades: tuple[int | None, ...]


_NAUSEA = ("422587007", "Nausea")
_VOMITING = ("422400008", "Vomiting")

_FROM_HOME = (
    _Symptom("nausea-early", "Nausea", _NAUSEA, 3, (2, 2, 3, 1, 1, 1)),
    _Symptom("nausea", "Nausea", _NAUSEA, 9, (1, 1, 2, 0, 0, 1)),
    _Symptom("vomiting-early", "Vomiting", _VOMITING, 3, (1, 1, 2, 0, 0, 0)),
    _Symptom("vomiting", "Vomiting", _VOMITING, 9, (0, 0, 1, 0, 0, 0)),
    _Symptom("diarrhoea", "Diarrhoea", ("62315008", "Diarrhea"), 9, (0, 0, 1, 2, 1, 2)),
    _Symptom("constipation", "Constipation", ("14760008", "Constipation"), 8, (2, None, 2, 1, 0, None)),
    _Symptom("fatigue", "Fatigue", ("84229001", "Fatigue"), 10, (1, 2, 3, 2, 2, 3)),
)
# Neurotoxicity in cycle 5 stands as it was typed: CTCAE has no grade 6.
_IN_CLINIC = (
    _Symptom("mucositis", "Oral mucositis", ("61170000", "Stomatitis"), 9, (1, 1, 2, 1, 1, 1)),
    _Symptom("oesophagitis", "Oesophagitis", ("16761005", "Esophagitis"), 9, (0, 0, 1, 0, None, 0)),
    _Symptom("neurotoxicity", "Neurotoxicity", ("386033004", "Neuropathy"), 10, (0, 0, 0, 1, 6, 2)),
    _Symptom("hand-foot", "Hand-foot syndrome", None, 10, (0, 0, 0, 1, 2, 1)),
    _Symptom("skin", "Skin", ("271807003", "Eruption of skin"), 8, (0, 1, None, 1, 1, 2)),
    _Symptom(
        "hypersensitivity",
        "Hypersensitivity",
        ("421961002", "Hypersensitivity reaction"),
        1,
        (0, 0, 0, 2, 1, 0),
    ),
)

# By the key of a symptom, its grade in each of the six cycles.
GRADES = {symptom.key: symptom.grades for symptom in (*_FROM_HOME, *_IN_CLINIC)}


def seen_in_clinic(chart: Chart, course: Course, nurse: Resource) -> list[Resource]:
    """What the clinic graded: written down at the visit after the cycle, dated when it was worst."""
    return [
        resource
        for symptom in _IN_CLINIC
        for resource in _reports(chart, course, symptom, "15:00", performer=[nurse], visit_day=20)
    ]


def at_home(now: Calendar, noise: random.Random) -> list[Resource]:
    """The device cloud: her symptom diary of every cycle, and eight weeks of a wristband."""
    chart = Chart(HOME_PATIENT_ID, "en", _HOME_NUMBERS)
    course = chemotherapy_course(now)
    since = course.at(-13, "18:00")
    diary = ref("Device/onc-diary")
    return [
        eilidh(HOME_PATIENT_ID, since),
        *(
            chart.entry(
                "Device",
                key,
                when,
                identifier=chart.number("device", key),
                status="active",
                deviceName=[{"name": name, "type": "user-friendly-name"}],
                type=concept(name),
                patient=chart.patient,
            )
            for key, name, when in (
                ("onc-diary", "Symptom diary, telephone", since),
                ("onc-band", "Wristband", course.at(course.today - _WORN_DAYS, "00:00")),
            )
        ),
        *(
            resource
            for symptom in _FROM_HOME
            for resource in _reports(chart, course, symptom, "20:15", performer=[chart.patient], device=diary)
        ),
        *days_of_heart_rate(
            chart,
            now,
            noise,
            resting={
                days_ago: _resting(course.today - days_ago, days_ago)
                for days_ago in range(_WORN_DAYS, -1, -1)
            },
            period_s=60,
            device="onc-band",
            title="Heart rate",
        ),
    ]


def _reports(
    chart: Chart, course: Course, symptom: _Symptom, clock: str, visit_day: int = 0, **more: object
) -> list[Resource]:
    codings = [coding(SNOMED, *symptom.snomed)] if symptom.snomed else []
    reports = []
    for cycle, grade in zip(CYCLES, symptom.grades, strict=True):
        if grade is None:
            continue
        day = cycle.first_day + symptom.cycle_day - 1
        written = min(cycle.first_day + visit_day, _LAST_CLINIC_DAY)
        key = f"onc-{symptom.key}-{cycle.number}"
        reports.append(
            chart.observation(
                key,
                "survey",
                concept(symptom.text, *codings),
                course.at(day, clock),
                {"valueQuantity": quantity(str(grade), "CTCAE grade", "{CTCAE grade}")},
                identifier=chart.number("report", key),
                issued=course.at(max(day, written), "20:30"),
                **more,
            )
        )
    return reports


def _resting(day: int, days_ago: int) -> float:
    """The quiet rate, /min: a few beats more in the days after each infusion and as the blood thins."""
    return 76 + (7 if 1 <= day % 21 <= 4 else 0) + 4 * (1 - days_ago / _WORN_DAYS)
