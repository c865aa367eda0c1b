"""The course of the blood through six cycles, the heart's ejection fraction, and one night of fever."""

from __future__ import annotations

from serums_desktop.sandbox.story import laboratory, panels
from serums_desktop.sandbox.story.calendar import Course
from serums_desktop.sandbox.story.cycles import CYCLES
from serums_desktop.sandbox.story.gp import pressure_components
from serums_desktop.sandbox.story.resources import (
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    quantity,
    ref,
)

_COUNTED = ("haemoglobin", "leukocytes", "neutrophils", "platelets", "creatinine", "alt")

# The day before each infusion, and at the lowest. From cycle 4 on pegfilgrastim is given.
_BEFORE = (
    ("131", "6.8", "4.3", "268", "64", "22"),
    ("122", "5.9", "3.6", "301", "66", "27"),
    ("116", "4.4", "2.4", "287", "63", "31"),
    ("104", "4.1", "2.1", "322", "68", "34"),
    ("106", "8.6", "6.2", "254", "65", "29"),
    ("103", "7.9", "5.7", "241", "66", "28"),
)
_LOWEST = (
    ("124", "1.9", "0.7", "162", "65", "26"),
    ("117", "1.6", "0.5", "148", "67", "30"),
    ("101", "0.4", "0.1", "88", "94", "41"),
    ("102", "3.0", "1.6", "171", "66", "33"),
    ("101", "2.8", "1.4", "158", "64", "30"),
    ("98", "2.6", "1.2", "149", "67", "32"),
)


def results(chart: Chart, course: Course, performer: Resource) -> list[Resource]:
    """Blood counts of every cycle, the blood of the admission, and three echocardiograms."""
    samples = [
        (cycle.first_day + day, clock, dict(zip(_COUNTED, values, strict=True)))
        for cycle, before, lowest in zip(CYCLES, _BEFORE, _LOWEST, strict=True)
        for day, clock, values in (
            (-1, "10:35", before),
            (9, "21:50" if cycle.number == 3 else "09:40", lowest),
        )
    ]
    in_hospital = ("haemoglobin", "leukocytes", "neutrophils", "platelets", "creatinine", "crp")
    samples += [
        (53, "06:30", dict(zip(in_hospital, ("97", "0.9", "0.3", "71", "78", "164"), strict=True))),
        (55, "06:30", dict(zip(in_hospital, ("99", "3.8", "2.2", "112", "69", "61"), strict=True))),
    ]
    extra = {51: {"crp": "128", "lactate": "2.9"}}
    return [
        *(
            resource
            for day, clock, values in samples
            for resource in laboratory.results(
                chart,
                panels.USTAN_PANEL,
                values | extra.get(day, {}),
                sample_id=f"onc-lab-{course.day(day)}",
                drawn=course.at(day, clock),
                title="Blood count and chemistry",
                performer=performer,
            )
        ),
        *(
            chart.observation(
                f"onc-ejection-fraction-{course.day(day)}",
                "imaging",
                concept(
                    "Left ventricular ejection fraction, echocardiogram",
                    coding(LOINC, "10230-1", "Left ventricular Ejection fraction"),
                ),
                course.at(day, "14:10"),
                {"valueQuantity": quantity(percent, "%")},
                performer=[performer],
            )
            for day, percent in ((-8, "62"), (59, "58"), (112, "56"))
        ),
    ]


def bedside(chart: Chart, course: Course) -> list[Resource]:
    """Three sets of observations of the admission."""
    stay = ref("Encounter/onc-sepsis-stay")
    measured = []
    for key, day, clock, systolic, diastolic, pulse, breaths, saturation, celsius in (
        ("arrival", 51, "21:40", 92, 54, "124", "24", "95", "38.9"),
        ("night", 52, "02:00", 104, 58, "108", "20", "96", "38.2"),
        ("discharge", 56, "08:00", 118, 70, "78", "16", "98", "36.7"),
    ):
        when = course.at(day, clock)
        measured.append(
            chart.observation(
                f"onc-pressure-{key}",
                "vital-signs",
                concept("Blood pressure", coding(LOINC, "85354-9")),
                when,
                component=pressure_components(systolic, diastolic),
                encounter=stay,
            )
        )
        measured += [
            chart.observation(
                f"onc-{kind}-{key}",
                "vital-signs",
                concept(text, coding(LOINC, loinc)),
                when,
                {"valueQuantity": quantity(value, unit, ucum)},
                encounter=stay,
            )
            for kind, text, loinc, value, unit, ucum in (
                ("pulse", "Heart rate", "8867-4", pulse, "/min", "/min"),
                ("breaths", "Respiratory rate", "9279-1", breaths, "/min", "/min"),
                ("saturation", "Oxygen saturation, on air", "59408-5", saturation, "%", "%"),
                ("temperature", "Temperature", "8310-5", celsius, "°C", "Cel"),
            )
        ]
        measured.append(
            chart.observation(
                f"onc-consciousness-{key}",
                "vital-signs",
                concept("Consciousness, ACVPU", coding(LOINC, "67775-7", "Level of responsiveness")),
                when,
                {"valueCodeableConcept": concept("Alert", coding(SNOMED, "248234008", "Mentally alert"))},
                encounter=stay,
            )
        )
    return measured
