"""What she took around the operation: prescribed at ZMC, and given in theatre."""

from __future__ import annotations

from serums_desktop.sandbox.story.calendar import Course
from serums_desktop.sandbox.story.medicines import medicine
from serums_desktop.sandbox.story.resources import SNOMED, Chart, Resource, coding, dosage, quantity

_UNDER_THE_SKIN = "34206005"


def medicines(chart: Chart, course: Course, prescriber: Resource) -> list[Resource]:
    """Prescriptions and administrations; days are counted from the operation."""
    return [
        *_prescribed(chart, course, prescriber),
        chart.entry(
            "MedicationAdministration",
            "thp-cefazoline",
            course.at(0, "08:15"),
            identifier=chart.number("administration", "thp-cefazoline"),
            status="completed",
            medicationCodeableConcept=medicine("Cefazoline injectie 2 g", "J01DB04"),
            subject=chart.patient,
            effectiveDateTime=course.at(0, "08:15"),
            dosage={
                "text": "2 g intraveneus, 30 minuten voor de incisie",
                "route": {"coding": [coding(SNOMED, "47625008", "Intravenous route")]},
                "dose": quantity("2", "g"),
            },
        ),
        chart.entry(
            "MedicationStatement",
            "thp-diclofenac",
            course.at(-7, "09:00"),
            identifier=chart.number("medication", "thp-diclofenac"),
            status="stopped",
            medicationCodeableConcept=medicine("Diclofenac tablet 50 mg", "M01AB05"),
            subject=chart.patient,
            effectivePeriod={"start": "2022-03", "end": course.day(-7)},
            dateAsserted=course.at(-7, "09:00"),
            dosage=[dosage("Zo nodig 1 tablet, gestaakt een week voor de operatie", "50", "mg")],
        ),
    ]


def _prescribed(chart: Chart, course: Course, prescriber: Resource) -> list[Resource]:
    before_discharge = course.at(5, "10:20")
    courses: tuple[tuple[str, str, str, Resource, str, str], ...] = (
        (
            "thp-amlodipine",
            "Amlodipine tablet 5 mg",
            "C08CA01",
            dosage("1 maal daags 1 tablet", "5", "mg"),
            course.at(-63, "10:24"),
            "",
        ),
        (
            "thp-paracetamol",
            "Paracetamol tablet 1000 mg",
            "N02BE01",
            dosage("4 maal daags 1 tablet, na 4 weken zo nodig", "1000", "mg", times_per_day=4),
            course.at(0, "12:00"),
            "",
        ),
        (
            "thp-oxycodon",
            "Oxycodon capsule 5 mg",
            "N02AA05",
            dosage("Zo nodig 1 capsule, maximaal 6 per dag, 10 dagen", "5", "mg", times_per_day=6),
            course.at(0, "12:00"),
            course.at(10, "12:00"),
        ),
        (
            "thp-macrogol",
            "Macrogol/zouten poeder voor drank",
            "A06AD15",
            dosage("1 maal daags 1 sachet zolang oxycodon wordt gebruikt"),
            course.at(0, "12:00"),
            course.at(10, "12:00"),
        ),
        (
            "thp-nadroparine",
            "Nadroparine injectievloeistof 9500 IE/ml, wegwerpspuit 0,3 ml",
            "B01AB06",
            dosage("1 maal daags 2850 IE onderhuids, 4 weken", "2850", "IE", route=_UNDER_THE_SKIN),
            course.at(0, "20:00"),
            course.at(28, "20:00"),
        ),
        (
            "thp-pantoprazol",
            "Pantoprazol tablet 40 mg",
            "A02BC02",
            dosage("1 maal daags 1 tablet, 4 weken", "40", "mg"),
            course.at(0, "12:00"),
            course.at(28, "12:00"),
        ),
        (
            "thp-ferrofumaraat",
            "Ferrofumaraat tablet 200 mg",
            "B03AA02",
            dosage("1 maal daags 1 tablet, 6 weken", "200", "mg"),
            before_discharge,
            course.at(42, "10:45"),
        ),
    )
    return [
        chart.prescription(
            key,
            medicine(text, atc),
            instruction,
            since,
            status="completed" if until else "active",
            end=until,
            requester=prescriber,
        )
        for key, text, atc, instruction, since, until in courses
    ]
