"""The drugs of six cycles: what was infused, and what she took at home against their effects."""

from __future__ import annotations

from serums_desktop.sandbox.story.calendar import Course
from serums_desktop.sandbox.story.cycles import CYCLES, dose_mg
from serums_desktop.sandbox.story.medicines import medicine
from serums_desktop.sandbox.story.resources import (
    SNOMED,
    Chart,
    Resource,
    coding,
    dosage,
    period,
    quantity,
    ref,
)

ALLERGIC_CYCLE = 4
_INTO_A_VEIN, _UNDER_THE_SKIN = "47625008", "34206005"

_INFUSED = {
    "epirubicin": ("Epirubicin", "L01DB03", "intravenous bolus over 15 minutes", "11:00", "11:15"),
    "fluorouracil": ("Fluorouracil", "L01BC02", "intravenous bolus over 10 minutes", "11:20", "11:30"),
    "cyclophosphamide": (
        "Cyclophosphamide",
        "L01AA01",
        "intravenous infusion over 30 minutes",
        "11:40",
        "12:10",
    ),
    "docetaxel": ("Docetaxel", "L01CD02", "intravenous infusion over 60 minutes", "11:40", "12:40"),
}


def medicines(chart: Chart, course: Course, prescriber: Resource, nurse: Resource) -> list[Resource]:
    """Orders and administrations of the cycles, and prescriptions for home."""
    return [
        *_cytotoxics(chart, course, prescriber, nurse),
        *_antibiotics(chart, course),
        *_for_home(chart, course, prescriber),
    ]


def _cytotoxics(chart: Chart, course: Course, prescriber: Resource, nurse: Resource) -> list[Resource]:
    given = []
    for cycle in CYCLES:
        for drug, mg_per_m2 in cycle.doses:
            name, atc, way, start, end = _INFUSED[drug]
            amount = dose_mg(mg_per_m2)
            key = f"onc-{drug}-{cycle.number}"
            words = f"{amount} mg ({mg_per_m2} mg/m²), {way}"
            ordered = course.at(cycle.first_day - 1, "12:00")
            infusion = period(course.at(cycle.first_day, start), course.at(cycle.first_day, end))
            if cycle.number == ALLERGIC_CYCLE:
                infusion["end"] = course.at(cycle.first_day, "14:10")
            given += [
                chart.prescription(
                    key,
                    medicine(name, atc),
                    dosage(words, amount, "mg", route=_INTO_A_VEIN)
                    | {"timing": {"event": [infusion["start"]]}},
                    ordered,
                    status="completed",
                    end=infusion["end"],
                    requester=prescriber,
                ),
                chart.entry(
                    "MedicationAdministration",
                    f"{key}-given",
                    infusion["end"],
                    identifier=chart.number("administration", key),
                    status="completed",
                    medicationCodeableConcept=medicine(name, atc),
                    subject=chart.patient,
                    context=ref(f"Encounter/onc-cycle-{cycle.number}"),
                    effectivePeriod=infusion,
                    performer=[{"actor": nurse}],
                    request=ref(f"MedicationRequest/{key}"),
                    dosage={
                        "text": words,
                        "route": {"coding": [coding(SNOMED, _INTO_A_VEIN, "Intravenous route")]},
                        "dose": quantity(amount, "mg"),
                    },
                ),
            ]
    return given


def _antibiotics(chart: Chart, course: Course) -> list[Resource]:
    name = medicine("Piperacillin 4 g with tazobactam 500 mg", "J01CR05")
    return [
        chart.entry(
            "MedicationAdministration",
            "onc-first-antibiotic",
            course.at(51, "22:25"),
            identifier=chart.number("administration", "onc-first-antibiotic"),
            status="completed",
            medicationCodeableConcept=name,
            subject=chart.patient,
            context=ref("Encounter/onc-sepsis-stay"),
            effectiveDateTime=course.at(51, "22:25"),
            dosage={"text": "4.5 g intravenously, 50 minutes after arrival", "dose": quantity("4.5", "g")},
        ),
        chart.prescription(
            "onc-piperacillin",
            name,
            dosage("4.5 g intravenously four times daily", "4.5", "g", times_per_day=4, route=_INTO_A_VEIN),
            course.at(51, "22:10"),
            status="completed",
            end=course.at(56, "10:00"),
        ),
    ]


def _for_home(chart: Chart, course: Course, prescriber: Resource) -> list[Resource]:
    resources = [
        chart.prescription(
            "onc-levothyroxine",
            medicine("Levothyroxine 75 microgram tablets", "H03AA01"),
            dosage("75 micrograms once daily before breakfast", "75", "micrograms"),
            course.at(-29, "15:15"),
            requester=prescriber,
        ),
        chart.prescription(
            "onc-metoclopramide",
            medicine("Metoclopramide 10 mg tablets", "A03FA01"),
            dosage("10 mg up to three times daily as needed, five days at most", "10", "mg", times_per_day=3),
            course.at(0, "14:30"),
            status="completed",
            end=course.at(62, "14:30"),
            requester=prescriber,
        ),
        chart.prescription(
            "onc-benzydamine",
            medicine("Benzydamine 0.15 % mouthwash", "A01AD02"),
            dosage("15 mL every three hours as needed", "15", "mL", times_per_day=5),
            course.at(9, "15:00"),
            requester=prescriber,
        ),
    ]
    for cycle in CYCLES:
        day = cycle.first_day
        support = [
            (
                "dexamethasone",
                medicine("Dexamethasone 2 mg tablets", "H02AB02"),
                dosage("8 mg twice daily for three days", "8", "mg", times_per_day=2),
                2,
            )
        ]
        if cycle.number <= 3:
            support.append(
                (
                    "ondansetron",
                    medicine("Ondansetron 8 mg tablets", "A04AA01"),
                    dosage("8 mg twice daily for three days", "8", "mg", times_per_day=2),
                    2,
                )
            )
        else:
            support.append(
                (
                    "pegfilgrastim",
                    medicine("Pegfilgrastim 6 mg pre-filled syringe", "L03AA13"),
                    dosage("6 mg once, 24 hours after chemotherapy", "6", "mg", route=_UNDER_THE_SKIN),
                    1,
                )
            )
        resources += [
            chart.prescription(
                f"onc-{key}-{cycle.number}",
                name,
                words,
                course.at(day, "14:30"),
                status="completed",
                end=course.at(day + days, "21:00"),
                requester=prescriber,
            )
            for key, name, words, days in support
        ]
    return resources
