"""ZMC Heerlen: a new hip for a woman who walks a little less every year. Dutch words, mmol/L, Dutch time."""

from __future__ import annotations

from serums_desktop.sandbox.story import laboratory, panels
from serums_desktop.sandbox.story.calendar import Calendar, Course
from serums_desktop.sandbox.story.hip_letters import letters
from serums_desktop.sandbox.story.hip_medicines import medicines
from serums_desktop.sandbox.story.person import hubertina
from serums_desktop.sandbox.story.resources import (
    ATC,
    HL7,
    ICD10,
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    practitioner,
    provenance,
    quantity,
    ref,
)

PATIENT_ID = "z-812207"
NUMBERS = "https://zmc.example/id"

_ZMC = ref("Organization/zmc", "ZMC Heerlen")
_SURGEON = ref("Practitioner/vandermeer", "Drs. J. van der Meer")
_NURSE = ref("Practitioner/hoogstra", "Verpleegkundig specialist F. Hoogstra")
_LEFT_HIP = [concept("Linkerheup", coding(SNOMED, "287679003", "Left hip region structure"))]
_STAY = ref("Encounter/thp-opname")


def hip_course(now: Calendar) -> Course:
    """Days from the operation: a Monday about ten weeks ago."""
    return Course(now, 70, weekday=0)


def record(now: Calendar) -> list[Resource]:
    """Everything ZMC holds about her."""
    chart = Chart(PATIENT_ID, "nl", NUMBERS)
    course = hip_course(now)
    return [
        hubertina(PATIENT_ID, course.at(-63, "10:00"), record_number=f"{NUMBERS}/patient/812207"),
        practitioner("vandermeer", "Drs. Jasper van der Meer", "van der Meer", "Jasper", "2016-03-01"),
        practitioner("hoogstra", "F. Hoogstra, verpleegkundig specialist", "Hoogstra", "Femke", "2019-01-01"),
        *_problems(chart, course),
        *_visits(chart, course),
        *_operation(chart, course),
        *medicines(chart, course, _SURGEON),
        *_bedside(chart, course),
        *_results(chart, course),
        *letters(chart, course, _SURGEON),
        provenance(
            "thp-ontslagbrief-geschreven",
            "DocumentReference/thp-ontslagbrief",
            course.at(5, "10:40"),
            _SURGEON,
            _ZMC,
        ),
    ]


def _problems(chart: Chart, course: Course) -> list[Resource]:
    return [
        chart.condition(
            "thp-coxartrose",
            concept(
                "Coxartrose links",
                coding(SNOMED, "239872002", "Osteoarthritis of hip"),
                coding(ICD10, "M16.1", "Overige primaire coxartrose"),
            ),
            "2021",
            course.at(-63, "10:20"),
            clinical="resolved",
            abatementDateTime=course.day(0),
            bodySite=_LEFT_HIP,
            asserter=_SURGEON,
        ),
        chart.condition(
            "thp-hypertensie",
            concept(
                "Hypertensie",
                coding(SNOMED, "38341003", "Hypertensive disorder"),
                coding(ICD10, "I10", "Essentiële (primaire) hypertensie"),
            ),
            "2014",
            course.at(-63, "10:22"),
            asserter=_SURGEON,
        ),
        chart.condition(
            "thp-anemie",
            concept(
                "Anemie na operatie",
                coding(SNOMED, "271737000", "Anemia"),
                coding(ICD10, "D62", "Acute posthemorragische anemie"),
            ),
            course.day(1),
            course.at(1, "09:10"),
            clinical="resolved",
            abatementDateTime=course.day(42),
            asserter=_SURGEON,
        ),
        chart.entry(
            "AllergyIntolerance",
            "thp-cotrimoxazol",
            course.at(-21, "09:15"),
            identifier=chart.number("allergy", "thp-cotrimoxazol"),
            clinicalStatus={"coding": [coding(f"{HL7}/allergyintolerance-clinical", "active")]},
            verificationStatus={"coding": [coding(f"{HL7}/allergyintolerance-verification", "confirmed")]},
            type="allergy",
            category=["medication"],
            criticality="low",
            code=concept(
                "Co-trimoxazol (sulfonamiden)",
                coding(SNOMED, "91939003", "Allergy to sulfonamide"),
                coding(ATC, "J01EE01"),
            ),
            patient=chart.patient,
            onsetDateTime="2008",
            recordedDate=course.day(-21),
            recorder=_NURSE,
            reaction=[
                {
                    "manifestation": [
                        concept("Huiduitslag", coding(SNOMED, "271807003", "Eruption of skin"))
                    ],
                    "severity": "moderate",
                }
            ],
        ),
    ]


def _visits(chart: Chart, course: Course) -> list[Resource]:
    outpatient = (
        ("thp-eerste-consult", "Polikliniek orthopedie, eerste consult", -63, "10:00", "10:25"),
        ("thp-screening", "Preoperatieve screening", -21, "09:00", "09:45"),
        ("thp-wondcontrole", "Wondcontrole", 14, "11:10", "11:25"),
        ("thp-fysiotherapie", "Fysiotherapie, looptraining", 28, "14:00", "14:40"),
        ("thp-controle", "Controle orthopedie na 6 weken", 42, "10:30", "10:50"),
    )
    return [
        *(
            chart.encounter(
                key,
                "AMB",
                title,
                course.at(day, start),
                course.at(day, end),
                serviceProvider=_ZMC,
                participant=[{"individual": _NURSE if key == "thp-wondcontrole" else _SURGEON}],
            )
            for key, title, day, start, end in outpatient
        ),
        chart.encounter(
            "thp-opname",
            "IMP",
            "Opname orthopedie, 5 nachten",
            course.at(0, "07:00"),
            course.at(5, "11:00"),
            serviceProvider=_ZMC,
            participant=[{"individual": _SURGEON}],
            reasonCode=[concept("Totale heupprothese links")],
            diagnosis=[{"condition": ref("Condition/thp-coxartrose")}],
        ),
    ]


def _operation(chart: Chart, course: Course) -> list[Resource]:
    surgical = concept("Operatie", coding(SNOMED, "387713003", "Surgical procedure"))
    return [
        chart.procedure(
            "thp-operatie",
            concept("Totale heupprothese links", coding(SNOMED, "52734007", "Total replacement of hip")),
            course.at(0, "08:50"),
            category=surgical,
            bodySite=_LEFT_HIP,
            encounter=_STAY,
            performer=[{"actor": _SURGEON}],
            reasonReference=[ref("Condition/thp-coxartrose")],
            focalDevice=[{"manipulated": ref("Device/thp-prothese")}],
        ),
        chart.procedure("thp-spinaal", concept("Spinale anesthesie"), course.at(0, "08:25"), encounter=_STAY),
        chart.procedure(
            "thp-oefentherapie",
            concept(
                "Oefentherapie en looptraining", coding(SNOMED, "91251008", "Physical therapy procedure")
            ),
            course.at(28, "14:00"),
            encounter=ref("Encounter/thp-fysiotherapie"),
        ),
        chart.entry(
            "Device",
            "thp-prothese",
            course.at(0, "10:30"),
            identifier=chart.number("implant", "thp-prothese"),
            status="active",
            manufacturer="Limburg Orthopedie (fictief)",
            lotNumber="LO-2607-042",
            deviceName=[{"name": "Heupprothese links, cementloos", "type": "user-friendly-name"}],
            type=concept(
                "Totale heupprothese, links", coding(SNOMED, "304120007", "Total hip replacement prosthesis")
            ),
            patient=chart.patient,
        ),
        *(
            chart.study(key, ("DX", "Digital Radiography"), title, course.at(day, clock), 2)
            for key, title, day, clock in (
                ("thp-foto-voor", "Röntgen bekken en heup links", -63, "10:40"),
                ("thp-foto-na", "Röntgen heup links, postoperatief", 1, "13:15"),
                ("thp-foto-controle", "Röntgen heup links, controle", 42, "10:10"),
            )
        ),
    ]


def _bedside(chart: Chart, course: Course) -> list[Resource]:
    pain = concept(
        "Pijn (NRS)",
        coding(LOINC, "72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported"),
    )
    pulse = concept("Hartfrequentie", coding(LOINC, "8867-4", "Heart rate"))
    celsius = concept("Temperatuur", coding(LOINC, "8310-5", "Body temperature"))
    sets = (
        (-21, "09:20", "5", "70", "36.6"),
        (0, "15:00", "6", "84", "36.4"),
        (1, "08:00", "5", "88", "37.6"),
        (2, "08:00", "4", "86", "37.9"),
        (3, "08:00", "4", "82", "37.4"),
        (4, "08:00", "3", "78", "37.0"),
        (5, "08:00", "3", "76", "36.8"),
        (14, "11:15", "2", "74", "36.7"),
        (42, "10:35", "1", "69", "36.6"),
    )
    return [
        chart.observation(
            f"thp-{key}-{course.day(day)}",
            "vital-signs",
            code,
            course.at(day, clock),
            {"valueQuantity": quantity(value, unit, ucum)},
        )
        for day, clock, score, beats, degrees in sets
        for key, code, value, unit, ucum in (
            ("pijn", pain, score, "{score}", "{score}"),
            ("pols", pulse, beats, "/min", "/min"),
            ("temperatuur", celsius, degrees, "°C", "Cel"),
        )
    ]


def _results(chart: Chart, course: Course) -> list[Resource]:
    samples = (
        (-21, "09:30", "8.4", "3", "7.1", "254", "4.3", "139", "66"),
        (1, "07:20", "6.9", "58", "11.8", "221", "4.1", "136", "72"),
        (3, "07:25", "6.6", "142", "10.4", "238", "4.0", "137", "68"),
        (5, "07:15", "6.8", "88", "8.9", "296", "4.2", "138", "65"),
        (14, "10:50", "7.4", "9", "7.6", "372", "4.4", "140", "67"),
        (42, "09:50", "8.1", "3", "6.9", "268", "4.3", "140", "66"),
    )
    measured = ("haemoglobin", "crp", "leukocytes", "platelets", "potassium", "sodium", "creatinine")
    return [
        resource
        for day, clock, *values in samples
        for resource in laboratory.results(
            chart,
            panels.ZMC_PANEL,
            dict(zip(measured, values, strict=True)),
            sample_id=f"thp-lab-{course.day(day)}",
            drawn=course.at(day, clock),
            title="Laboratoriumuitslag",
            performer=_ZMC,
        )
    ]
