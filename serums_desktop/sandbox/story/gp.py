"""GP Llevant: her family doctor in Barcelona. Catalan, mg/dL, copies of what the hospital wrote."""

from __future__ import annotations

import random

from serums_desktop.sandbox.story import fcrb
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.medicines import medicine
from serums_desktop.sandbox.story.person import JOANA_CIP, joana, soler_vilar
from serums_desktop.sandbox.story.resources import (
    ACT_CODE,
    ACT_REASON,
    ATC,
    HL7,
    ICD10,
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    dosage,
    organization,
    practitioner,
    quantity,
    ref,
)

PATIENT_ID = "jsv-1172"
NUMBERS = "https://gp-llevant.example/id"

_GP = ref("Organization/gp-llevant", "GP Llevant")
_ROCA = ref("Practitioner/roca", "Dra. A. Roca")


def record(now: Calendar, noise: random.Random) -> list[Resource]:
    """Everything the practice holds about her, and a namesake."""
    chart = Chart(PATIENT_ID, "ca", NUMBERS)
    return [
        joana(PATIENT_ID, [JOANA_CIP], "1998-02-11", record_number=f"{NUMBERS}/patient/1172"),
        organization("gp-llevant", "GP Llevant", "1998-01-01"),
        practitioner("roca", "Dra. Anna Roca", "Roca", "Anna", "2006-03-01"),
        *_copies(now),
        *_problems(chart),
        *_medicines(chart, now),
        *_encounters(chart, now),
        *_measurements(chart, now, noise),
        *_prevention(chart, now),
        *_restricted(chart),
        soler_vilar(),
        *_namesakes_record(),
    ]


def _copies(now: Calendar) -> list[Resource]:
    """The hospital's problems and prescription as the practice's system keeps them: the same numbers."""
    chart = Chart(PATIENT_ID, "ca", fcrb.NUMBERS)
    copies = [*fcrb.problems(chart, now), fcrb.apixaban(chart, now, "copy-", _ROCA)]
    for resource in copies:
        resource.pop("asserter", None)
        resource["id"] = f"fcrb-{resource['id'].removeprefix('copy-')}"
    allergy = chart.entry(
        "AllergyIntolerance",
        "fcrb-penicillin",
        "2009-11-10T09:00:00+01:00",
        identifier=chart.number("allergy", "penicillin"),
        clinicalStatus=fcrb.category_of("allergyintolerance-clinical", "active"),
        verificationStatus=fcrb.category_of("allergyintolerance-verification", "confirmed"),
        type="allergy",
        category=["medication"],
        criticality="high",
        code=concept(
            "Penicil·lina", coding(SNOMED, "91936005", "Allergy to penicillin"), coding(ATC, "J01C")
        ),
        patient=chart.patient,
        recordedDate="2009-11-10",
        recorder=_ROCA,
    )
    return [*copies, allergy]


def _problems(chart: Chart) -> list[Resource]:
    return [
        chart.condition(
            "hypertension",
            concept(
                "Hipertensió arterial",
                coding(SNOMED, "59621000", "Essential hypertension"),
                coding(ICD10, "I10"),
            ),
            "1996",
            "1998-02-11",
            asserter=_ROCA,
        ),
        chart.condition(
            "gout",
            concept("Gota", coding(SNOMED, "90560007", "Gout"), coding(ICD10, "M10.9")),
            "2020-06",
            "2020-06-18",
            clinical="inactive",
            verification="refuted",
            asserter=_ROCA,
            note=[{"text": "Àcid úric normal; era pseudogota."}],
        ),
    ]


def _medicines(chart: Chart, now: Calendar) -> list[Resource]:
    return [
        chart.prescription(
            "omeprazole",
            medicine("Omeprazole 20 mg càpsules", "A02BC01"),
            dosage("1 càpsula al matí", "20", "mg", when=["MORN"]),
            "2016-05-03T09:00:00+02:00",
            requester=_ROCA,
        ),
        chart.prescription(
            "paracetamol",
            medicine("Paracetamol 1 g comprimits", "N02BE01"),
            dosage("1 comprimit cada 8 h si dolor, màxim 3 al dia", "1", "g", times_per_day=3),
            "2018-10-15T09:00:00+02:00",
            requester=_ROCA,
        ),
        chart.prescription(
            "colecalciferol",
            medicine("Colecalciferol 25.000 UI solució", "A11CC05"),
            dosage("1 ampolla al mes"),
            "2020-11-02T09:00:00+01:00",
            requester=_ROCA,
        ),
        chart.entry(
            "MedicationStatement",
            "apixaban-taken",
            now.at("2026-10-14 09:05"),
            identifier=chart.number("statement", "apixaban-taken"),
            status="active",
            medicationCodeableConcept=medicine("Apixaban 2,5 mg comprimits", "B01AF02"),
            subject=chart.patient,
            basedOn=[ref("MedicationRequest/fcrb-apixaban-2026")],
            effectivePeriod={"start": now.day("2026-03-18")},
            dateAsserted=now.at("2026-10-14 09:05"),
            dosage=[dosage("1 comprimit cada 12 h", "2.5", "mg", times_per_day=2)],
        ),
    ]


def _encounters(chart: Chart, now: Calendar) -> list[Resource]:
    visits = [
        (
            f"visit-{year}-{month:02d}",
            "Visita de seguiment",
            f"{year}-{month:02d}-05T09:20:00+01:00",
            f"{year}-{month:02d}-05T09:35:00+01:00",
        )
        for year in range(2006, 2025)
        for month in (1, 11)
    ]
    visits += [
        (key, title, now.at(start), now.at(end))
        for key, title, start, end in (
            ("review-2025", "Revisió anual", "2025-12-05 09:10", "2025-12-05 09:40"),
            (
                "after-surgery",
                "Visita domiciliària després de la intervenció",
                "2026-06-12 12:00",
                "2026-06-12 12:40",
            ),
            ("review-2026", "Revisió i vacuna de la grip", "2026-10-14 08:50", "2026-10-14 09:15"),
        )
    ]
    return [
        chart.encounter(key, "AMB", title, start, end, serviceProvider=_GP)
        for key, title, start, end in visits
    ]


def _measurements(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    """Weight at the practice every two months, and one that was typed wrongly."""
    code = concept("Pes", coding(LOINC, "29463-7", "Body weight"))
    weights = []
    for step, days_ago in enumerate(range(1500, 30, -60)):
        kilograms = 59.6 - step * 0.19 + noise.gauss(0, 0.25)
        when = now.text(now.moment(days_ago, "09:30"))
        weights.append(
            chart.observation(
                f"weight-{when[:10]}",
                "vital-signs",
                code,
                when,
                {"valueQuantity": quantity(f"{kilograms:.2f}", "kg")},
            )
        )
    latest = now.at("2026-10-14 08:55")
    mistaken = chart.observation(
        "weight-mistyped",
        "vital-signs",
        code,
        latest,
        {"valueQuantity": quantity("542.00", "kg")},
        status="entered-in-error",
    )
    right = chart.observation(
        "weight-review",
        "vital-signs",
        code,
        now.at("2026-10-14 08:56"),
        {"valueQuantity": quantity("54.20", "kg")},
    )
    pressures = [
        chart.observation(
            f"pressure-{when[:10]}",
            "vital-signs",
            concept(
                "Pressió arterial",
                coding(LOINC, "85354-9", "Blood pressure panel with all children optional"),
            ),
            when,
            component=pressure_components(round(noise.gauss(138, 9)), round(noise.gauss(72, 6))),
        )
        for when in (now.text(now.moment(days_ago, "09:32")) for days_ago in range(1500, 30, -60))
    ]
    return [*weights, mistaken, right, *pressures]


def pressure_components(systolic: int, diastolic: int) -> list[Resource]:
    """Systolic and diastolic pressure as components of one Observation, mmHg."""
    return [
        {
            "code": {"coding": [coding(LOINC, code, display)]},
            "valueQuantity": quantity(str(value), "mmHg", "mm[Hg]"),
        }
        for code, display, value in (
            ("8480-6", "Systolic blood pressure", systolic),
            ("8462-4", "Diastolic blood pressure", diastolic),
        )
    ]


def _prevention(chart: Chart, now: Calendar) -> list[Resource]:
    day = now.day("2026-10-14")
    when = now.at("2026-10-14 09:00")
    plan = concept("Informe de seguiment", coding(LOINC, "11506-3", "Progress note"))
    return [
        chart.entry(
            "Immunization",
            "influenza-2026",
            when,
            identifier=chart.number("vaccination", "influenza-2026"),
            status="completed",
            vaccineCode=concept("Grip 2026-27", coding(ATC, "J07BB02")),
            patient=chart.patient,
            occurrenceDateTime=day,
            lotNumber="G26-118",
            primarySource=True,
        ),
        chart.letter(
            "letter-review",
            plan,
            "Revisió anual",
            now.at("2025-12-05 09:40"),
            text="Revisió anual. Camina amb un bastó pel dolor del maluc dret. Proposem valorar pròtesi.",
            author=_ROCA,
        ),
        chart.letter(
            "letter-2026-10-a",
            plan,
            "Revisió d'octubre",
            now.at("2026-10-14 09:05"),
            text="Pes 54.20 kg. Camina sola. Vacuna de la grip administrada.",
            author=_ROCA,
        ),
        chart.letter(
            "letter-2026-10-b",
            plan,
            "Pla de medicació",
            now.at("2026-10-14 09:06"),
            text="Apixaban 2,5 mg cada 12 h. Insulina glargina 18 unitats a la nit. Furosemida 40 mg al "
            "matí.",
            author=_ROCA,
        ),
        chart.letter(
            "letter-2026-10-c",
            plan,
            "Informe per al viatge",
            now.at("2026-10-14 09:08"),
            text="Viatja a Edimburg al novembre per visitar la neta. Porta insulina i sensor de glucosa.",
            author=_ROCA,
        ),
    ]


def _restricted(chart: Chart) -> list[Resource]:
    """What she asked the practice to keep from other clinicians, and the Consent that says so."""
    label = {"security": [coding(ACT_CODE, "PSY", "psychiatry disorder information sensitivity")]}
    condition = chart.condition(
        "depression",
        concept(
            "Trastorn depressiu", coding(SNOMED, "35489007", "Depressive disorder"), coding(ICD10, "F32.1")
        ),
        "2014-02",
        "2014-02-17",
        asserter=_ROCA,
    )
    sertraline = chart.prescription(
        "sertraline",
        medicine("Sertralina 50 mg comprimits", "N06AB06"),
        dosage("1 comprimit al matí", "50", "mg", when=["MORN"]),
        "2014-02-17T10:00:00+01:00",
        requester=_ROCA,
        reasonReference=[ref("Condition/depression")],
    )
    visit = chart.encounter(
        "visit-2014-02",
        "AMB",
        "Visita",
        "2014-02-17T10:00:00+01:00",
        "2014-02-17T10:30:00+01:00",
        diagnosis=[{"condition": ref("Condition/depression")}],
        serviceProvider=_GP,
    )
    for resource in (condition, sertraline):
        resource["meta"] |= label
    consent: Resource = {
        "resourceType": "Consent",
        "id": "restriction",
        "meta": {"versionId": "1", "lastUpdated": "2020-02-10T10:00:00+01:00"},
        "status": "active",
        "scope": {"coding": [coding(f"{HL7}/consentscope", "patient-privacy")]},
        "category": [{"coding": [coding(LOINC, "59284-0", "Consent Document")]}],
        "patient": chart.patient,
        "dateTime": "2020-02-10",
        "organization": [_GP],
        "policyRule": {"coding": [coding(ACT_CODE, "OPTIN")]},
        "provision": {
            "type": "permit",
            "provision": [
                {
                    "type": "deny",
                    "purpose": [coding(ACT_REASON, "TREAT"), coding(ACT_REASON, "ETREAT")],
                    "securityLabel": [coding(ACT_CODE, "PSY")],
                }
            ],
        },
    }
    return [condition, sertraline, visit, consent]


def _namesakes_record() -> list[Resource]:
    chart = Chart("soler-vilar", "ca", NUMBERS)
    return [
        chart.condition(
            "vilar-glaucoma",
            concept("Glaucoma", coding(SNOMED, "23986001", "Glaucoma"), coding(ICD10, "H40.9")),
            "2015",
            "2015-09-01",
            asserter=_ROCA,
        ),
        chart.encounter(
            "vilar-visit",
            "AMB",
            "Visita de seguiment",
            "2023-02-08T10:00:00+01:00",
            "2023-02-08T10:15:00+01:00",
            serviceProvider=_GP,
        ),
    ]
