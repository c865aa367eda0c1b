"""USTAN: six cycles of FEC-T after an operation for breast cancer. English, SI units, Scottish time."""

from __future__ import annotations

from serums_desktop.sandbox.story import chemotherapy_results
from serums_desktop.sandbox.story.calendar import Calendar, Course
from serums_desktop.sandbox.story.chemotherapy_letters import letters
from serums_desktop.sandbox.story.chemotherapy_medicines import ALLERGIC_CYCLE, medicines
from serums_desktop.sandbox.story.chemotherapy_toxicity import seen_in_clinic
from serums_desktop.sandbox.story.cycles import CYCLES, Cycle, chemotherapy_course
from serums_desktop.sandbox.story.person import eilidh
from serums_desktop.sandbox.story.resources import (
    ATC,
    HL7,
    ICD10,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    period,
    practitioner,
    ref,
)

PATIENT_ID = "on-31846"
NUMBERS = "https://ustan.example/id"

_USTAN = ref("Organization/ustan", "USTAN Edinburgh")
_ONCOLOGIST = ref("Practitioner/rankin", "Dr Catriona Rankin")
_NURSE = ref("Practitioner/petrie", "Sister Lorna Petrie")
_CANCER = ref("Condition/onc-breast-cancer")


def record(now: Calendar) -> list[Resource]:
    """Everything USTAN holds about her."""
    chart = Chart(PATIENT_ID, "en", NUMBERS)
    course = chemotherapy_course(now)
    return [
        eilidh(PATIENT_ID, course.at(-71, "11:00"), record_number=f"{NUMBERS}/patient/31846"),
        practitioner("rankin", "Dr Catriona Rankin", "Rankin", "Catriona", "2014-08-06"),
        practitioner("petrie", "Sister Lorna Petrie", "Petrie", "Lorna", "2011-02-07"),
        *_problems(chart, course),
        *_plan(chart, course),
        *_operation_and_clinics(chart, course),
        *(resource for cycle in CYCLES for resource in _cycle(chart, course, cycle)),
        *_admission(chart, course),
        *medicines(chart, course, _ONCOLOGIST, _NURSE),
        *chemotherapy_results.results(chart, course, _USTAN),
        *seen_in_clinic(chart, course, _NURSE),
        *letters(chart, course, _ONCOLOGIST),
    ]


def _problems(chart: Chart, course: Course) -> list[Resource]:
    allergic_day = CYCLES[ALLERGIC_CYCLE - 1].first_day
    return [
        chart.condition(
            "onc-breast-cancer",
            concept(
                "Carcinoma of left breast, upper outer quadrant: pT2 pN1a M0, grade 3, ER 8/8, HER2 negative",
                coding(SNOMED, "254837009", "Malignant neoplasm of breast"),
                coding(ICD10, "C50.4"),
            ),
            course.day(-71),
            course.at(-29, "15:10"),
            stage=[{"summary": concept("Stage IIB (pT2 pN1a M0)")}],
            asserter=_ONCOLOGIST,
        ),
        chart.condition(
            "onc-neutropenic-sepsis",
            concept(
                "Neutropenic sepsis after cycle 3",
                coding(SNOMED, "409089005", "Febrile neutropenia"),
                coding(ICD10, "D70"),
            ),
            course.day(51),
            course.at(51, "22:40"),
            clinical="resolved",
            abatementDateTime=course.day(56),
            asserter=_ONCOLOGIST,
        ),
        chart.condition(
            "onc-hypothyroidism",
            concept("Hypothyroidism", coding(SNOMED, "40930008", "Hypothyroidism"), coding(ICD10, "E03.9")),
            "2009",
            course.at(-29, "15:12"),
            asserter=_ONCOLOGIST,
        ),
        chart.entry(
            "AllergyIntolerance",
            "onc-docetaxel",
            course.at(allergic_day, "13:20"),
            identifier=chart.number("allergy", "onc-docetaxel"),
            clinicalStatus={"coding": [coding(f"{HL7}/allergyintolerance-clinical", "active")]},
            verificationStatus={"coding": [coding(f"{HL7}/allergyintolerance-verification", "confirmed")]},
            type="allergy",
            category=["medication"],
            criticality="low",
            code=concept("Docetaxel", coding(SNOMED, "386918005", "Docetaxel"), coding(ATC, "L01CD02")),
            patient=chart.patient,
            onsetDateTime=course.at(allergic_day, "11:50"),
            recordedDate=course.at(allergic_day, "13:20"),
            recorder=_NURSE,
            reaction=[
                {
                    "manifestation": [concept("Flushing and chest tightness in the first ten minutes")],
                    "description": "Infusion stopped, chlorphenamine given; completed at half rate.",
                    "severity": "moderate",
                }
            ],
        ),
        chart.entry(
            "Flag",
            "onc-neutropenia",
            course.at(56, "11:30"),
            identifier=chart.number("alert", "onc-neutropenia"),
            status="active",
            category=[{"coding": [coding(f"{HL7}/flag-category", "clinical", "Clinical")]}],
            code=concept("On chemotherapy: temperature of 38 °C or more is an emergency"),
            subject=chart.patient,
            period=period(course.day(0)),
            author=_ONCOLOGIST,
        ),
    ]


def _plan(chart: Chart, course: Course) -> list[Resource]:
    return [
        chart.entry(
            "CarePlan",
            "onc-plan",
            course.at(-14, "16:00"),
            identifier=chart.number("plan", "onc-plan"),
            status="active",
            intent="plan",
            title="Adjuvant FEC-T, 6 cycles of 21 days",
            description="Three cycles of FEC (fluorouracil, epirubicin, cyclophosphamide), then three of "
            "docetaxel; radiotherapy and letrozole to follow.",
            subject=chart.patient,
            period=period(course.day(0)),
            created=course.at(-14, "16:00"),
            author=_ONCOLOGIST,
            addresses=[_CANCER],
        )
    ]


def _operation_and_clinics(chart: Chart, course: Course) -> list[Resource]:
    return [
        chart.encounter(
            "onc-first-clinic",
            "AMB",
            "Breast clinic, one-stop",
            course.at(-71, "10:00"),
            course.at(-71, "12:30"),
            serviceProvider=_USTAN,
        ),
        chart.encounter(
            "onc-operation-stay",
            "IMP",
            "Breast surgery, overnight",
            course.at(-46, "07:30"),
            course.at(-45, "11:00"),
            serviceProvider=_USTAN,
            diagnosis=[{"condition": _CANCER}],
        ),
        chart.procedure(
            "onc-excision",
            concept(
                "Wide local excision of left breast and sentinel node biopsy",
                coding(SNOMED, "392021009", "Lumpectomy of breast"),
            ),
            course.at(-46, "10:05"),
            category=concept("Surgery", coding(SNOMED, "387713003", "Surgical procedure")),
            encounter=ref("Encounter/onc-operation-stay"),
            reasonReference=[_CANCER],
        ),
        chart.encounter(
            "onc-oncology-clinic",
            "AMB",
            "Medical oncology, new patient",
            course.at(-14, "15:00"),
            course.at(-14, "15:45"),
            serviceProvider=_USTAN,
            participant=[{"individual": _ONCOLOGIST}],
        ),
        chart.encounter(
            "onc-last-clinic",
            "AMB",
            "Medical oncology, after cycle 6",
            course.at(115, "11:30"),
            course.at(115, "11:55"),
            serviceProvider=_USTAN,
            participant=[{"individual": _ONCOLOGIST}],
        ),
        chart.procedure(
            "onc-picc", concept("PICC line, right arm, ultrasound guided"), course.at(-4, "14:00")
        ),
    ]


def _cycle(chart: Chart, course: Course, cycle: Cycle) -> list[Resource]:
    visit = f"onc-cycle-{cycle.number}"
    return [
        chart.encounter(
            f"onc-assessment-{cycle.number}",
            "AMB",
            f"Pre-assessment, cycle {cycle.number}",
            course.at(cycle.first_day - 1, "10:30"),
            course.at(cycle.first_day - 1, "10:50"),
            serviceProvider=_USTAN,
            participant=[{"individual": _NURSE}],
        ),
        chart.encounter(
            visit,
            "AMB",
            f"Chemotherapy day unit, cycle {cycle.number} of {len(CYCLES)}",
            course.at(cycle.first_day, "10:00"),
            course.at(cycle.first_day, "14:45"),
            serviceProvider=_USTAN,
            participant=[{"individual": _NURSE}],
            diagnosis=[{"condition": _CANCER}],
        ),
        chart.procedure(
            f"onc-chemotherapy-{cycle.number}",
            concept(cycle.title, coding(SNOMED, "367336001", "Chemotherapy")),
            course.at(cycle.first_day, "10:40"),
            encounter=ref(f"Encounter/{visit}"),
            performer=[{"actor": _NURSE}],
            reasonReference=[_CANCER],
            note=[{"text": cycle.note}] if cycle.note else None,
        ),
    ]


def _admission(chart: Chart, course: Course) -> list[Resource]:
    return [
        chart.encounter(
            "onc-sepsis-stay",
            "IMP",
            "Oncology ward: neutropenic sepsis",
            course.at(51, "21:35"),
            course.at(56, "11:30"),
            serviceProvider=_USTAN,
            participant=[{"individual": _ONCOLOGIST}],
            reasonCode=[concept("Fever of 38.9 °C on day 10 of cycle 3")],
            diagnosis=[{"condition": ref("Condition/onc-neutropenic-sepsis")}],
        ),
        *chemotherapy_results.bedside(chart, course),
    ]
