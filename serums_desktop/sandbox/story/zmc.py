"""ZMC Heerlen: the new hip, during a long visit to her daughter. Dutch words, mmol/L, Dutch time."""

from __future__ import annotations

import random

from serums_desktop.sandbox.story import laboratory, panels
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.medicines import medicine
from serums_desktop.sandbox.story.person import JOANA_BSN, joana
from serums_desktop.sandbox.story.resources import (
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
    provenance,
    quantity,
    ref,
)

PATIENT_ID = "z-730114"
NUMBERS = "https://zmc.example/id"

_ZMC = ref("Organization/zmc", "ZMC Heerlen")
_SURGEON = ref("Practitioner/janssen", "Dr. L. Janssen")
_RIGHT_HIP = [concept("Rechterheup", coding(SNOMED, "287579007", "Right hip region structure"))]


def record(now: Calendar, noise: random.Random) -> list[Resource]:
    """Everything ZMC holds about her."""
    chart = Chart(PATIENT_ID, "nl", NUMBERS)
    return [
        joana(PATIENT_ID, [JOANA_BSN], now.at("2026-04-02 09:00"), record_number=f"{NUMBERS}/patient/730114"),
        organization("zmc", "ZMC Heerlen", "2010-01-01"),
        practitioner("janssen", "Dr. Lotte Janssen", "Janssen", "Lotte", "2015-01-01"),
        *_stay(chart, now),
        *_medicines(chart, now),
        *_results(chart, now),
        *_documents(chart, now),
        *_mobility(chart, now, noise),
        provenance(
            "letter-written", "DocumentReference/discharge-letter", now.at("2026-05-17 10:30"), _SURGEON, _ZMC
        ),
    ]


def _stay(chart: Chart, now: Calendar) -> list[Resource]:
    stay = ref("Encounter/stay-hip")
    return [
        chart.encounter(
            "intake",
            "AMB",
            "Polikliniek orthopedie, intake",
            now.at("2026-04-02 09:00"),
            now.at("2026-04-02 09:40"),
            serviceProvider=_ZMC,
        ),
        chart.encounter(
            "stay-hip",
            "IMP",
            "Opname orthopedie, 5 nachten",
            now.at("2026-05-12 07:00"),
            now.at("2026-05-17 11:00"),
            serviceProvider=_ZMC,
            diagnosis=[{"condition": ref("Condition/coxarthrosis")}],
        ),
        chart.encounter(
            "rehabilitation",
            "IMP",
            "Revalidatie",
            now.at("2026-05-17 13:00"),
            now.at("2026-06-09 11:00"),
            serviceProvider=_ZMC,
        ),
        chart.encounter(
            "hip-review",
            "AMB",
            "Controle heup",
            now.at("2026-06-29 10:00"),
            now.at("2026-06-29 10:20"),
            serviceProvider=_ZMC,
        ),
        chart.condition(
            "coxarthrosis",
            concept(
                "Coxartrose rechts",
                coding(SNOMED, "239872002", "Osteoarthritis of hip"),
                coding(ICD10, "M16.1"),
            ),
            "2018",
            now.at("2026-04-02 09:30"),
            clinical="resolved",
            abatementDateTime=now.day("2026-05-12"),
            bodySite=_RIGHT_HIP,
            asserter=_SURGEON,
        ),
        chart.procedure(
            "hip-replacement",
            concept("Totale heupprothese rechts", coding(SNOMED, "52734007", "Total replacement of hip")),
            now.at("2026-05-12 09:15"),
            bodySite=_RIGHT_HIP,
            encounter=stay,
            performer=[{"actor": _SURGEON}],
            reasonReference=[ref("Condition/coxarthrosis")],
            focalDevice=[{"manipulated": ref("Device/hip-prosthesis")}],
        ),
        chart.entry(
            "Device",
            "hip-prosthesis",
            now.at("2026-05-12 11:00"),
            identifier=chart.number("implant", "hip-prosthesis"),
            status="active",
            manufacturer="Limburg Orthopedie (fictief)",
            lotNumber="LO-2604-118",
            deviceName=[{"name": "Heupprothese rechts, cementloos", "type": "user-friendly-name"}],
            type=concept(
                "Totale heupprothese, rechts", coding(SNOMED, "304120007", "Total hip replacement prosthesis")
            ),
            patient=chart.patient,
        ),
        chart.study(
            "hip-x-ray",
            ("DX", "Digital Radiography"),
            "Röntgen heup rechts, postoperatief",
            now.at("2026-05-12 14:20"),
            2,
            encounter=stay,
        ),
        chart.entry(
            "AllergyIntolerance",
            "penicillin",
            now.at("2026-04-02 09:20"),
            identifier=chart.number("allergy", "penicillin"),
            clinicalStatus={"coding": [coding(f"{HL7}/allergyintolerance-clinical", "active")]},
            verificationStatus={"coding": [coding(f"{HL7}/allergyintolerance-verification", "unconfirmed")]},
            type="allergy",
            category=["medication"],
            criticality="unable-to-assess",
            code=concept(
                "Penicilline (volgens patiënt)", coding(SNOMED, "91936005", "Allergy to penicillin")
            ),
            patient=chart.patient,
            recordedDate=now.day("2026-04-02"),
        ),
    ]


def _medicines(chart: Chart, now: Calendar) -> list[Resource]:
    discharge = now.at("2026-05-17 10:30")
    return [
        chart.entry(
            "MedicationStatement",
            "apixaban-letter",
            discharge,
            identifier=chart.number("medication", "apixaban-letter"),
            status="active",
            medicationCodeableConcept=medicine("Apixaban tablet 5 mg", "B01AF02"),
            subject=chart.patient,
            effectivePeriod={"start": now.day("2026-05-13")},
            dateAsserted=discharge,
            informationSource=_SURGEON,
            dosage=[dosage("2 maal daags 1 tablet van 5 mg, hervat 13 mei", "5", "mg", times_per_day=2)],
            derivedFrom=[ref("DocumentReference/discharge-letter")],
        ),
        chart.prescription(
            "oxycodone",
            medicine("Oxycodon tablet 5 mg", "N02AA05"),
            dosage("Zo nodig 1 tablet, maximaal 4 per dag, 2 weken", "5", "mg", times_per_day=4),
            now.at("2026-05-13 09:00"),
            status="completed",
            end=now.at("2026-05-27 09:00"),
            requester=_SURGEON,
        ),
        chart.prescription(
            "enoxaparin",
            medicine("Enoxaparine injectie 20 mg", "B01AB05"),
            dosage(
                "1 maal daags 20 mg onderhuids, eenmalig voor hervatten apixaban",
                "20",
                "mg",
                route="34206005",
            ),
            now.at("2026-05-12 19:00"),
            status="completed",
            end=now.at("2026-05-13 19:00"),
            requester=_SURGEON,
        ),
    ]


def _results(chart: Chart, now: Calendar) -> list[Resource]:
    # Haemoglobin falls by 1.8 mmol/L (2.9 g/dL) with the operation.
    samples = {
        "2026-05-11 15:10": {"haemoglobin": "7.5", "egfr": "34", "potassium": "4.6", "glucose": "8.2"},
        "2026-05-13 07:30": {"haemoglobin": "5.7", "egfr": "31", "potassium": "5.2", "glucose": "11.4"},
        "2026-05-15 07:30": {"haemoglobin": "5.9", "egfr": "33", "potassium": "4.8", "glucose": "9.6"},
        "2026-05-17 07:15": {"haemoglobin": "6.2", "egfr": "34", "potassium": "4.7", "glucose": "8.8"},
        "2026-06-29 09:40": {"haemoglobin": "6.8", "egfr": "35", "potassium": "4.6", "glucose": "8.1"},
    }
    return [
        resource
        for written, values in samples.items()
        for resource in laboratory.results(
            chart,
            panels.ZMC_PANEL,
            values,
            sample_id=f"lab-{written[:10]}",
            drawn=now.at(written),
            title="Laboratoriumuitslag",
            performer=_ZMC,
        )
    ]


def _documents(chart: Chart, now: Calendar) -> list[Resource]:
    return [
        chart.letter(
            "discharge-letter",
            concept("Ontslagbrief", coding(LOINC, "18842-5", "Discharge summary")),
            "Ontslagbrief orthopedie",
            now.at("2026-05-17 10:30"),
            text="Totale heupprothese rechts op 12 mei, zonder complicaties. Hb 7,5 naar 5,7 mmol/l, geen "
            "transfusie. Apixaban 5 mg 2 maal daags hervat op 13 mei. Oxycodon 5 mg zo nodig, 2 weken. "
            "Allergie: penicilline (volgens patiënt). Pacemaker aanwezig. Controle na 6 weken.",
            author=_SURGEON,
            context={"encounter": [ref("Encounter/stay-hip")]},
        )
    ]


def _mobility(chart: Chart, now: Calendar, noise: random.Random) -> list[Resource]:
    """Each day of the hospital's activity monitor, from a month before the operation until yesterday."""
    counted = {
        "steps": concept("Stappen per dag", coding(LOINC, "41950-7", "Number of steps in 24 hour Measured")),
        "rises": concept("Opstaan per dag", coding(f"{NUMBERS}/codes", "nr_sst", "Sit-to-stand transitions")),
    }
    days = [
        chart.entry(
            "Device",
            "activity-monitor",
            now.at("2026-04-02 09:35"),
            status="active",
            deviceName=[{"name": "Heupmonitor", "type": "user-friendly-name"}],
            type=concept("Activiteitenmonitor"),
            patient=chart.patient,
        )
    ]
    for days_ago in range(232, 0, -1):
        if 112 <= days_ago < 122:
            continue  # not worn
        after_surgery = 194 - days_ago
        # The way back: nearly nothing at first, the old range after twelve weeks, then a little more.
        way_back = min(after_surgery / 84, 1)
        means = {
            "steps": 180 + 1900 * way_back + 0.6 * after_surgery,
            "rises": 5 + 36 * way_back + 0.04 * after_surgery,
        }
        if after_surgery < 0:
            means = {"steps": 1650, "rises": 20}
        when = now.text(now.moment(days_ago, "23:59"))
        for kind, mean in means.items():
            count = max(2, round(noise.gauss(mean, mean * 0.16)))
            days.append(
                chart.observation(
                    f"{kind}-{when[:10]}",
                    "activity",
                    counted[kind],
                    when,
                    {"valueQuantity": quantity(str(count), "/d")},
                    device=ref("Device/activity-monitor"),
                )
            )
    return days
