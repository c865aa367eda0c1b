"""USTAN Edinburgh: the emergency of today. English, mmol/L, Edinburgh time."""

from __future__ import annotations

from serums_desktop.sandbox.story import laboratory, panels
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.gp import pressure_components
from serums_desktop.sandbox.story.medicines import medicine
from serums_desktop.sandbox.story.person import JOANA_CHI, joana
from serums_desktop.sandbox.story.resources import (
    HL7,
    ICD10,
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    interpretation,
    organization,
    practitioner,
    quantity,
    ref,
)

PATIENT_ID = "ed-20417"
NUMBERS = "https://ustan.example/id"

_USTAN = ref("Organization/ustan", "USTAN Edinburgh")
_FRASER = ref("Practitioner/fraser", "Dr Ailsa Fraser")
_ED = "Encounter/ed-today"


def record(now: Calendar) -> list[Resource]:
    """What the emergency department wrote in the last hour and a half."""
    chart = Chart(PATIENT_ID, "en", NUMBERS)
    return [
        joana(PATIENT_ID, [JOANA_CHI], now.at("2026-11-22 13:17"), temporary=JOANA_CHI[1]),
        organization("ustan", "USTAN Edinburgh", "2010-01-01"),
        practitioner("fraser", "Dr Ailsa Fraser", "Fraser", "Ailsa", "2018-08-01"),
        *_arrival(chart, now),
        *_bedside(chart, now),
        *laboratory.results(
            chart,
            panels.USTAN_PANEL,
            {
                "egfr": "35",
                "creatinine": "126",
                "potassium": "4.9",
                "sodium": "137",
                "haemoglobin": "117",
                "troponin": "9",
            },
            sample_id="ed-bloods",
            drawn=now.at("2026-11-22 13:48"),
            title="Emergency bloods",
            performer=_USTAN,
        ),
        *_head_injury(chart, now),
    ]


def _arrival(chart: Chart, now: Calendar) -> list[Resource]:
    arrived = now.at("2026-11-22 13:15")
    return [
        chart.encounter(
            "ed-today",
            "EMER",
            "Emergency department: collapse, hypoglycaemia",
            arrived,
            serviceProvider=_USTAN,
            participant=[{"individual": _FRASER}],
            reasonCode=[concept("Found collapsed in the street", coding(SNOMED, "271787007", "Collapse"))],
        ),
        chart.entry(
            "Condition",
            "hypoglycaemia",
            arrived,
            identifier=chart.number("problem", "hypoglycaemia-today"),
            clinicalStatus={"coding": [coding(f"{HL7}/condition-clinical", "active")]},
            verificationStatus={"coding": [coding(f"{HL7}/condition-ver-status", "confirmed")]},
            category=[{"coding": [coding(f"{HL7}/condition-category", "encounter-diagnosis")]}],
            code=concept(
                "Hypoglycaemia", coding(SNOMED, "302866003", "Hypoglycemia"), coding(ICD10, "E16.2")
            ),
            subject=chart.patient,
            encounter=ref(_ED),
            onsetDateTime=now.at("2026-11-22 12:58"),
            recordedDate=arrived,
        ),
        chart.entry(
            "MedicationAdministration",
            "glucose-iv",
            now.at("2026-11-22 13:06"),
            identifier=chart.number("administration", "glucose-iv"),
            status="completed",
            medicationCodeableConcept=medicine("Glucose 20 % intravenous infusion", "V06DC01"),
            subject=chart.patient,
            effectiveDateTime=now.at("2026-11-22 13:06"),
            dosage={
                "text": "100 mL of glucose 20 % intravenously, by the ambulance crew",
                "route": {"coding": [coding(SNOMED, "47625008", "Intravenous route")]},
                "dose": quantity("100", "mL"),
            },
        ),
    ]


def _bedside(chart: Chart, now: Calendar) -> list[Resource]:
    glucose = concept(
        "Glucose, capillary blood",
        coding(LOINC, "14743-9", "Glucose [Moles/volume] in Capillary blood by Glucometer"),
        coding(LOINC, "15074-8", "Glucose [Moles/volume] in Blood"),
    )
    measured = [
        chart.observation(
            "glucose-found",
            "laboratory",
            glucose,
            now.at("2026-11-22 12:58"),
            {"valueQuantity": quantity("1.9", "mmol/L")},
            interpretation=interpretation("LL"),
            note=[{"text": "Measured by the ambulance crew where she was found."}],
        ),
        chart.observation(
            "glucose-after",
            "laboratory",
            glucose,
            now.at("2026-11-22 14:20"),
            {"valueQuantity": quantity("6.4", "mmol/L")},
            interpretation=interpretation("N"),
            encounter=ref(_ED),
        ),
    ]
    for key, clock, systolic, diastolic, pulse, breaths, saturation, celsius in (
        ("arrival", "13:20", 164, 78, "58", "18", "94", "35.8"),
        ("second", "14:25", 148, 72, "64", "16", "96", "36.2"),
    ):
        when = now.at(f"2026-11-22 {clock}")
        measured.append(
            chart.observation(
                f"pressure-{key}",
                "vital-signs",
                concept(
                    "Blood pressure",
                    coding(LOINC, "85354-9", "Blood pressure panel with all children optional"),
                ),
                when,
                component=pressure_components(systolic, diastolic),
                encounter=ref(_ED),
            )
        )
        measured += [
            chart.observation(
                f"{kind}-{key}",
                "vital-signs",
                concept(text, coding(LOINC, loinc, display)),
                when,
                {"valueQuantity": quantity(value, unit, ucum)},
                encounter=ref(_ED),
            )
            for kind, text, loinc, display, value, unit, ucum in (
                ("pulse", "Heart rate", "8867-4", "Heart rate", pulse, "/min", "/min"),
                ("breaths", "Respiratory rate", "9279-1", "Respiratory rate", breaths, "/min", "/min"),
                (
                    "saturation",
                    "Oxygen saturation, on air",
                    "59408-5",
                    "Oxygen saturation in Arterial blood by Pulse oximetry",
                    saturation,
                    "%",
                    "%",
                ),
                ("temperature", "Temperature", "8310-5", "Body temperature", celsius, "°C", "Cel"),
            )
        ]
    consciousness = concept("Glasgow coma score", coding(LOINC, "9269-2", "Glasgow coma score total"))
    measured += [
        chart.observation(
            f"coma-score-{score}",
            "exam",
            consciousness,
            now.at(f"2026-11-22 {clock}"),
            {"valueQuantity": quantity(score, "{score}")},
            encounter=ref(_ED),
        )
        for score, clock in (("11", "13:20"), ("14", "14:25"))
    ]
    return measured


def _head_injury(chart: Chart, now: Calendar) -> list[Resource]:
    head_ct = concept(
        "CT head", coding(LOINC, "24725-4", "CT Head"), coding(SNOMED, "303653007", "CT of head")
    )
    asked, done, reported = (now.at(f"2026-11-22 {clock}") for clock in ("13:30", "13:55", "14:05"))
    return [
        chart.entry(
            "Condition",
            "head-injury",
            asked,
            identifier=chart.number("problem", "head-injury-today"),
            clinicalStatus={"coding": [coding(f"{HL7}/condition-clinical", "active")]},
            verificationStatus={"coding": [coding(f"{HL7}/condition-ver-status", "provisional")]},
            category=[{"coding": [coding(f"{HL7}/condition-category", "encounter-diagnosis")]}],
            code=concept("Head injury", coding(SNOMED, "82271004", "Injury of head"), coding(ICD10, "S09.9")),
            subject=chart.patient,
            encounter=ref(_ED),
            onsetDateTime=now.at("2026-11-22 12:58"),
            recordedDate=asked,
        ),
        chart.entry(
            "ServiceRequest",
            "ct-head-request",
            asked,
            identifier=chart.number("request", "ct-head"),
            status="completed",
            intent="order",
            priority="stat",
            code=head_ct,
            subject=chart.patient,
            encounter=ref(_ED),
            authoredOn=asked,
            requester=_FRASER,
            reasonReference=[ref("Condition/head-injury")],
        ),
        chart.study(
            "ct-head",
            ("CT", "Computed Tomography"),
            "CT head without contrast",
            done,
            180,
            basedOn=[ref("ServiceRequest/ct-head-request")],
            encounter=ref(_ED),
        ),
        chart.entry(
            "DiagnosticReport",
            "ct-head-report",
            reported,
            identifier=chart.number("report", "ct-head"),
            basedOn=[ref("ServiceRequest/ct-head-request")],
            status="preliminary",
            category=[{"coding": [coding(f"{HL7}/v2-0074", "RAD", "Radiology")]}],
            code=head_ct,
            subject=chart.patient,
            encounter=ref(_ED),
            effectiveDateTime=done,
            issued=reported,
            imagingStudy=[ref("ImagingStudy/ct-head")],
            conclusion="No intracranial haemorrhage seen. Scalp haematoma, right parietal.",
        ),
        chart.entry(
            "AllergyIntolerance",
            "not-known-yet",
            asked,
            identifier=chart.number("allergy", "enquiry-today"),
            clinicalStatus={"coding": [coding(f"{HL7}/allergyintolerance-clinical", "active")]},
            verificationStatus={"coding": [coding(f"{HL7}/allergyintolerance-verification", "unconfirmed")]},
            code=concept(
                "Allergies could not be asked about",
                coding(
                    "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips",
                    "no-allergy-info",
                    "No information about allergies",
                ),
            ),
            patient=chart.patient,
            recordedDate=asked,
            recorder=_FRASER,
        ),
    ]
