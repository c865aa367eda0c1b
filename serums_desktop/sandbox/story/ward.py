"""Ward 12 at USTAN: fifty inpatients, each with a bed, a reason, and a small chart."""

from __future__ import annotations

import datetime as dt
import random

from serums_desktop.domain.identifiers import CHI
from serums_desktop.sandbox.story import laboratory, panels
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.medicines import medicine
from serums_desktop.sandbox.story.numbers import chi
from serums_desktop.sandbox.story.person import patient
from serums_desktop.sandbox.story.resources import (
    ATC,
    HL7,
    ICD10,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    dosage,
    instant,
    period,
    practitioner,
    ref,
)
from serums_desktop.sandbox.story.ward_bedside import bedside
from serums_desktop.sandbox.story.ward_patients import Inpatient, inpatients
from serums_desktop.sandbox.story.ward_problems import (
    ANTICOAGULANTS,
    BACKGROUND,
    BLOOD,
    MEDICINES,
    REASONS,
    WITHOUT_PENICILLIN,
    Problem,
)

NUMBERS = "https://ustan.example/id"
WARD_ID = "ward-12"

_WARD = ref(f"Location/{WARD_ID}", "Ward 12, acute medicine")
_USTAN = ref("Organization/ustan", "USTAN Edinburgh")
_CONSULTANT = ref("Practitioner/buchanan", "Dr Neil Buchanan")
_LOCATION_TYPE = f"{HL7}/location-physical-type"

# Substance, its code, reaction, its SNOMED CT code.
_ALLERGIES = {
    "penicillin": ("Penicillins", coding(SNOMED, "91936005", "Allergy to penicillin"), "Rash", "271807003"),
    "aspirin": ("Aspirin", coding(SNOMED, "293586001", "Allergy to aspirin"), "Wheeze", "56018004"),
    "codeine": ("Codeine", coding(SNOMED, "387494007", "Codeine"), "Vomiting", "422400008"),
    "latex": ("Latex", coding(SNOMED, "300916003", "Latex allergy"), "Urticaria", "126485001"),
    "trimethoprim": ("Trimethoprim", coding(ATC, "J01EA01", "trimethoprim"), "Rash", "271807003"),
}
_FLAGS = {
    "cpr": (
        "advance-directive",
        concept(
            "Do not attempt CPR: discussed with patient and family",
            coding(SNOMED, "450476008", "Not for attempted cardiopulmonary resuscitation"),
        ),
    ),
    "falls": ("safety", concept("High risk of falls: two to walk")),
    "isolation": ("safety", concept("Single room: contact precautions")),
    "oxygen": ("safety", concept("Oxygen: target saturation 88 to 92 %")),
    "parkinsons": ("drug", concept("Parkinson's medicines on time: do not miss a dose")),
}


def record(now: Calendar, noise: random.Random) -> list[Resource]:
    """The ward, its beds, and everybody in them."""
    opened = "2012-03-05"
    resources: list[Resource] = [
        _location(WARD_ID, "Ward 12, acute medicine", "wa", opened),
        practitioner("buchanan", "Dr Neil Buchanan", "Buchanan", "Neil", "2013-08-07"),
    ]
    for number, who in enumerate(inpatients()):
        bed_id = f"{WARD_ID}-bed-{who.bed}"
        resources.append(_location(bed_id, f"Bed {who.bed}", "bd", opened, part_of=_WARD))
        # Numbered as they were admitted years apart, not as they lie.
        hospital_number = str(204_113 + (number * 7919) % 90_000)
        resources += _chart(who, f"u-{hospital_number}", hospital_number, bed_id, now, noise)
    return resources


def _location(
    location_id: str, name: str, kind: str, opened: str, part_of: Resource | None = None
) -> Resource:
    return {
        "resourceType": "Location",
        "id": location_id,
        "meta": {"versionId": "1", "lastUpdated": instant(opened)},
        "status": "active",
        "name": name,
        "mode": "instance",
        "physicalType": {"coding": [coding(_LOCATION_TYPE, kind)]},
        "managingOrganization": _USTAN,
        **({"partOf": part_of} if part_of else {}),
    }


def _chart(
    who: Inpatient, key: str, hospital_number: str, bed_id: str, now: Calendar, noise: random.Random
) -> list[Resource]:
    chart = Chart(key, "en", NUMBERS)
    days_in = 2 if who.reason == "stroke" else noise.randrange(2, 9)
    admitted_at = now.moment(days_in, f"{noise.randrange(8, 22):02d}:{noise.randrange(60):02d}")
    admitted = now.text(admitted_at)
    seen = now.text(admitted_at + dt.timedelta(minutes=50))
    reason = REASONS[who.reason]
    return [
        patient(
            key,
            who.family,
            who.given,
            born=who.born,
            gender=who.gender,
            numbers=[(CHI, chi(who.born, who.gender, noise))],
            updated=admitted,
            record_number=f"{NUMBERS}/patient/{hospital_number}",
        ),
        chart.encounter(
            f"{key}-stay",
            "IMP",
            "Acute medicine, inpatient",
            admitted,
            serviceProvider=_USTAN,
            participant=[{"individual": _CONSULTANT}],
            reasonCode=[concept(reason.text, coding(SNOMED, reason.snomed))],
            location=[
                {"location": _WARD, "status": "active", "period": period(admitted)},
                {
                    "location": ref(f"Location/{bed_id}", who.bed),
                    "status": "active",
                    "period": period(admitted),
                },
            ],
        ),
        _problem(chart, f"{key}-problem-1", reason, admitted[:10], seen),
        *(
            _problem(chart, f"{key}-problem-{number}", BACKGROUND[each], _since(who, noise), seen)
            for number, each in enumerate(who.background, start=2)
        ),
        *_allergies(chart, key, who, seen),
        *_medicines(chart, key, who, seen),
        *bedside(chart, key, who, now, noise),
        *_blood(chart, key, who, now, noise),
        *_flag(chart, key, who, seen),
    ]


def _problem(chart: Chart, entry_id: str, problem: Problem, onset: str, recorded: str) -> Resource:
    return chart.condition(
        entry_id,
        concept(problem.text, coding(SNOMED, problem.snomed), coding(ICD10, problem.icd10)),
        onset,
        recorded,
        asserter=_CONSULTANT,
    )


def _since(who: Inpatient, noise: random.Random) -> str:
    """A year in grown-up life in which a lasting problem began."""
    return str(min(max(int(who.born[:4]) + noise.randrange(30, 62), 1996), 2023))


def _allergies(chart: Chart, key: str, who: Inpatient, recorded: str) -> list[Resource]:
    written = []
    for name in who.allergies:
        if name == "none":
            code = concept("No known allergies", coding(SNOMED, "716186003", "No known allergy"))
            details: Resource = {}
        else:
            text, substance, reaction, manifestation = _ALLERGIES[name]
            code = concept(text, substance)
            details = {
                "type": "intolerance" if name == "codeine" else "allergy",
                "criticality": "high" if name in {"penicillin", "aspirin"} else "low",
                "reaction": [{"manifestation": [concept(reaction, coding(SNOMED, manifestation))]}],
            }
        written.append(
            chart.entry(
                "AllergyIntolerance",
                f"{key}-allergy-{name}",
                recorded,
                identifier=chart.number("allergy", f"{key}-{name}"),
                clinicalStatus={"coding": [coding(f"{HL7}/allergyintolerance-clinical", "active")]},
                verificationStatus={
                    "coding": [coding(f"{HL7}/allergyintolerance-verification", "confirmed")]
                },
                code=code,
                patient=chart.patient,
                recordedDate=recorded,
                recorder=_CONSULTANT,
                **details,
            )
        )
    return written


def medicine_keys(who: Inpatient) -> list[str]:
    """What somebody takes: for the reason, for what they live with, and what everybody on the ward gets."""
    keys = [
        *REASONS[who.reason].medicines,
        *(key for each in who.background for key in BACKGROUND[each].medicines),
        "paracetamol",
        "dalteparin",
    ]
    if "penicillin" in who.allergies:
        keys = [WITHOUT_PENICILLIN.get(key, key) for key in keys]
    bleeding = who.reason in {"gi-bleed", "stroke"}
    if bleeding or "apixaban" in keys:
        keys.remove("dalteparin")
    if bleeding:
        keys = [key for key in keys if key not in ANTICOAGULANTS]
    return list(dict.fromkeys(keys))


def _medicines(chart: Chart, key: str, who: Inpatient, ordered: str) -> list[Resource]:
    orders = []
    for name in medicine_keys(who):
        ordered_medicine = MEDICINES[name]
        orders.append(
            chart.prescription(
                f"{key}-{name}",
                medicine(ordered_medicine.text, ordered_medicine.atc),
                dosage(
                    ordered_medicine.words,
                    ordered_medicine.amount,
                    ordered_medicine.unit,
                    times_per_day=ordered_medicine.times_per_day,
                ),
                ordered,
                requester=_CONSULTANT,
            )
        )
    return orders


def _blood(chart: Chart, key: str, who: Inpatient, now: Calendar, noise: random.Random) -> list[Resource]:
    usual: dict[str, float] = {
        "haemoglobin": 129 if who.sex == "F" else 141,
        "leukocytes": 7.6,
        "platelets": 248,
        "creatinine": 74,
        "sodium": 138,
        "potassium": 4.2,
        "crp": 4,
    }
    if "kidney-disease" in who.background:
        usual["creatinine"] = 142
    if "anaemia" in who.background:
        usual["haemoglobin"] = 98
    places = {analyte.key: analyte.places for analyte in panels.USTAN_PANEL}
    spread = {"sodium": 0.01, "potassium": 0.04}
    values = {}
    for name, value in (usual | BLOOD.get(who.reason, {})).items():
        measured = value * (1 + noise.uniform(-1, 1) * spread.get(name, 0.07))
        values[name] = f"{measured:.{places[name]}f}"
    return laboratory.results(
        chart,
        panels.USTAN_PANEL,
        values,
        sample_id=f"{key}-bloods",
        drawn=now.text(min(now.moment(0, "06:45"), now.now - dt.timedelta(hours=2))),
        title="Ward bloods",
        performer=_USTAN,
    )


def _flag(chart: Chart, key: str, who: Inpatient, raised: str) -> list[Resource]:
    if not who.flag:
        return []
    kind, code = _FLAGS[who.flag]
    return [
        chart.entry(
            "Flag",
            f"{key}-flag",
            raised,
            identifier=chart.number("alert", f"{key}-flag"),
            status="active",
            category=[{"coding": [coding(f"{HL7}/flag-category", kind)]}],
            code=code,
            subject=chart.patient,
            period=period(raised),
            author=_CONSULTANT,
        )
    ]
