"""FCRB Barcelona: her hospital for twenty years. Catalan words, mg/dL, Barcelona time."""

from __future__ import annotations

import random

from serums_desktop.sandbox.story import fcrb_history
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.fcrb_history import FCRB, FERRER, PUIG
from serums_desktop.sandbox.story.medicines import medicine
from serums_desktop.sandbox.story.person import JOANA_CIP, joana
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
    organization,
    period,
    practitioner,
    provenance,
    quantity,
    ref,
    translated,
)

PATIENT_ID = "soler-vila"
NUMBERS = "https://fcrb.example/id"
# One number for one prescription, whoever holds a copy of it.
E_PRESCRIPTION = "https://recepta.example/id/prescription"

_ORAL, _UNDER_THE_SKIN = "26643006", "34206005"


def record(now: Calendar, noise: random.Random) -> list[Resource]:
    """Everything FCRB holds about her."""
    chart = Chart(PATIENT_ID, "ca", NUMBERS)
    return [
        joana(PATIENT_ID, [JOANA_CIP], "2003-05-20", record_number=f"{NUMBERS}/patient/0048213"),
        organization("fcrb", "FCRB Barcelona", "2003-01-01"),
        practitioner("puig", "Dra. Montserrat Puig", "Puig", "Montserrat", "2012-09-01"),
        practitioner("ferrer", "Dr. Jordi Ferrer", "Ferrer", "Jordi", "2010-01-11"),
        *_allergies(chart),
        *_alerts(chart, now),
        *problems(chart, now),
        *_medicines(chart, now),
        *fcrb_history.history(chart, now, noise),
        provenance(
            "apixaban-2026-written",
            "MedicationRequest/apixaban-2026",
            now.at("2026-03-18 10:22"),
            FERRER,
            FCRB,
        ),
        provenance("own-wish-written", "Flag/resuscitation", now.at("2026-02-03 11:40"), PUIG, FCRB),
    ]


def _allergies(chart: Chart) -> list[Resource]:
    return [
        chart.entry(
            "AllergyIntolerance",
            "penicillin",
            "2009-11-06T13:20:00+01:00",
            identifier=chart.number("allergy", "penicillin"),
            clinicalStatus=category_of("allergyintolerance-clinical", "active"),
            verificationStatus=category_of("allergyintolerance-verification", "confirmed"),
            type="allergy",
            category=["medication"],
            criticality="high",
            code=concept(
                "Penicil·lines", coding(SNOMED, "91936005", "Allergy to penicillin"), coding(ATC, "J01C")
            ),
            patient=chart.patient,
            onsetDateTime="2009-11",
            recordedDate="2009-11-06",
            recorder=FERRER,
            reaction=[
                {
                    "manifestation": [concept("Anafilaxi", coding(SNOMED, "39579001", "Anaphylaxis"))],
                    "description": "Anafilaxi deu minuts després d'amoxicil·lina oral. Adrenalina.",
                    "onset": "2009-11-05",
                    "severity": "severe",
                }
            ],
        ),
        chart.entry(
            "AllergyIntolerance",
            "iodinated-contrast",
            "2017-04-19T17:05:00+02:00",
            identifier=chart.number("allergy", "iodinated-contrast"),
            clinicalStatus=category_of("allergyintolerance-clinical", "active"),
            verificationStatus=category_of("allergyintolerance-verification", "confirmed"),
            type="allergy",
            category=["medication"],
            criticality="low",
            code=concept(
                "Contrast iodat", coding(SNOMED, "426722004", "Iodinated contrast media"), coding(ATC, "V08A")
            ),
            patient=chart.patient,
            onsetDateTime="2017-04-19",
            recordedDate="2017-04-19",
            recorder=FERRER,
            reaction=[
                {
                    "manifestation": [concept("Urticària", coding(SNOMED, "126485001", "Urticaria"))],
                    "description": "Urticària generalitzada durant un TC amb contrast.",
                    "onset": "2017-04-19",
                    "severity": "moderate",
                }
            ],
        ),
    ]


def _alerts(chart: Chart, now: Calendar) -> list[Resource]:
    mri = "Marcapassos DDDR: comprovar abans d'una RM"
    wish = "RCP sí; sense ventilació prolongada (voluntat pròpia)"
    return [
        chart.entry(
            "Flag",
            "pacemaker",
            "2019-09-17T10:00:00+02:00",
            identifier=chart.number("alert", "pacemaker"),
            status="active",
            category=[{"coding": [coding(f"{HL7}/flag-category", "safety", "Safety")]}],
            code={
                **concept(mri, coding(SNOMED, "441509002", "Cardiac pacemaker in situ")),
                "_text": translated(mri, en="Pacemaker DDDR: check before MRI"),
            },
            subject=chart.patient,
            period=period("2019-09-17"),
            author=FERRER,
        ),
        chart.entry(
            "Flag",
            "resuscitation",
            now.at("2026-02-03 11:40"),
            identifier=chart.number("alert", "resuscitation"),
            status="active",
            category=[{"coding": [coding(f"{HL7}/flag-category", "advance-directive", "Advance Directive")]}],
            code={
                **concept(wish, coding(SNOMED, "450475007", "For attempted cardiopulmonary resuscitation")),
                "_text": translated(wish, en="For CPR; no long-term ventilation (own wish)"),
            },
            subject=chart.patient,
            period=period(now.day("2026-02-03")),
            author=PUIG,
        ),
        chart.entry(
            "Device",
            "pacemaker",
            "2019-09-17T10:00:00+02:00",
            identifier=chart.number("device", "pacemaker"),
            status="active",
            manufacturer="Mediterrània Cardio (fictional)",
            lotNumber="MC-4471",
            deviceName=[{"name": "Marcapassos DDDR, condicional per a RM", "type": "user-friendly-name"}],
            type=concept(
                "Marcapassos bicameral DDDR", coding(SNOMED, "14106009", "Cardiac pacemaker, device")
            ),
            patient=chart.patient,
        ),
    ]


def category_of(system: str, code: str) -> Resource:
    """A status as a CodeableConcept of one HL7 code."""
    return {"coding": [coding(f"{HL7}/{system}", code)]}


def problems(chart: Chart, now: Calendar) -> list[Resource]:
    """The problem list; the GP keeps copies of it under the same numbers."""
    return [
        chart.condition(
            "diabetes",
            concept(
                "Diabetis mellitus tipus 2, en tractament amb insulina",
                coding(SNOMED, "44054006", "Diabetes mellitus type 2"),
                coding(ICD10, "E11.9"),
            ),
            "2003",
            "2003-05-20",
            asserter=PUIG,
        ),
        chart.condition(
            "ischaemic-heart-disease",
            concept(
                "Cardiopatia isquèmica, ICP 2016",
                coding(SNOMED, "414545008", "Ischemic heart disease"),
                coding(ICD10, "I25.9"),
            ),
            "2011-02",
            "2011-02-14",
            asserter=FERRER,
        ),
        chart.condition(
            "atrial-fibrillation",
            concept(
                "Fibril·lació auricular paroxística, no valvular",
                coding(SNOMED, "282825002", "Paroxysmal atrial fibrillation"),
                coding(ICD10, "I48.0"),
            ),
            "2019-07-02",
            "2019-07-02",
            asserter=FERRER,
        ),
        chart.condition(
            "chronic-kidney-disease",
            concept(
                "Malaltia renal crònica G3b",
                coding(SNOMED, "700379002", "Chronic kidney disease stage 3B"),
                coding(ICD10, "N18.3"),
            ),
            "2021-03",
            "2021-03-22",
            asserter=PUIG,
        ),
        chart.condition(
            "hip-osteoarthritis",
            concept(
                "Artrosi del maluc dret",
                coding(SNOMED, "239872002", "Osteoarthritis of hip"),
                coding(ICD10, "M16.1"),
            ),
            "2018",
            "2018-10-09",
            clinical="resolved",
            abatementDateTime=now.day("2026-05-12"),
            asserter=PUIG,
            bodySite=[concept("Maluc dret", coding(SNOMED, "287579007", "Right hip region structure"))],
        ),
    ]


def apixaban(chart: Chart, now: Calendar, prefix: str, requester: Resource) -> Resource:
    """Her prescription of today, which the GP's record holds too."""
    return chart.prescription(
        f"{prefix}apixaban-2026",
        medicine("Apixaban 2,5 mg comprimits", "B01AF02"),
        dosage(
            "Apixaban 2,5 mg comprimits. 1 comprimit cada 12 h. Ajust de dosi: edat >80 anys i pes 57 kg.",
            "2.5",
            "mg",
            times_per_day=2,
        ),
        now.at("2026-03-18 10:22"),
        identifier=[{"system": E_PRESCRIPTION, "value": "RX-2026-0318-7714"}],
        requester=requester,
        reasonCode=[concept("Fibril·lació auricular no valvular", coding(SNOMED, "282825002"))],
        priorPrescription=ref("MedicationRequest/apixaban-2019") if not prefix else None,
    )


def _medicines(chart: Chart, now: Calendar) -> list[Resource]:
    def glargine(key: str, units: str, since: str, until: str = "") -> Resource:
        return chart.prescription(
            key,
            medicine("Insulina glargina 100 unitats/mL", "A10AE04"),
            dosage(f"{units} unitats a la nit", units, "unitats", route=_UNDER_THE_SKIN, when=["HS"]),
            since,
            status="completed" if until else "active",
            end=until,
            requester=PUIG,
        )

    first, second, third = "2021-06-15T10:00:00+02:00", now.at("2026-04-20 10:15"), now.at("2026-09-09 12:05")
    stopped = concept("Aturat: filtrat glomerular 34 mL/min/1,73 m²", coding(SNOMED, "80294005"))
    return [
        glargine("glargine-14", "14", first, second),
        glargine("glargine-16", "16", second, third),
        glargine("glargine-18", "18", third),
        chart.prescription(
            "apixaban-2019",
            medicine("Apixaban 5 mg comprimits", "B01AF02"),
            dosage("1 comprimit de 5 mg cada 12 h", "5", "mg", times_per_day=2),
            "2019-07-02T12:00:00+02:00",
            status="completed",
            end=now.at("2026-03-18 10:22"),
            requester=FERRER,
        ),
        apixaban(chart, now, "", FERRER),
        chart.entry(
            "MedicationDispense",
            "apixaban-dispensed",
            now.at("2026-11-05 17:40"),
            identifier=[{"system": "https://recepta.example/id/dispense", "value": "DX-2026-1105-0392"}],
            status="completed",
            medicationCodeableConcept=medicine("Apixaban 2,5 mg comprimits", "B01AF02"),
            subject=chart.patient,
            authorizingPrescription=[ref("MedicationRequest/apixaban-2026")],
            quantity=quantity("60", "comprimits", "{tbl}"),
            daysSupply=quantity("30", "d"),
            whenHandedOver=now.at("2026-11-05 17:40"),
        ),
        chart.prescription(
            "bisoprolol",
            medicine("Bisoprolol 2,5 mg comprimits", "C07AB07"),
            dosage("1 comprimit al matí", "2.5", "mg", when=["MORN"]),
            "2016-04-29T11:00:00+02:00",
            requester=FERRER,
        ),
        chart.prescription(
            "furosemide-20",
            medicine("Furosemida 20 mg comprimits", "C03CA01"),
            dosage("20 mg al matí", "20", "mg", when=["MORN"]),
            "2022-01-18T09:30:00+01:00",
            status="completed",
            end=third,
            requester=FERRER,
        ),
        chart.prescription(
            "furosemide-40",
            medicine("Furosemida 40 mg comprimits", "C03CA01"),
            dosage("1 comprimit al matí", "40", "mg", when=["MORN"]),
            third,
            requester=FERRER,
        ),
        chart.prescription(
            "atorvastatin",
            medicine("Atorvastatina 40 mg comprimits", "C10AA05"),
            dosage("1 comprimit a la nit", "40", "mg", when=["HS"]),
            "2016-04-29T11:00:00+02:00",
            requester=FERRER,
        ),
        chart.prescription(
            "losartan",
            medicine("Losartan 50 mg comprimits", "C09CA01"),
            dosage("1 comprimit al matí", "50", "mg", when=["MORN"]),
            "2012-10-02T10:00:00+02:00",
            requester=PUIG,
        ),
        chart.prescription(
            "metformin",
            medicine("Metformina 850 mg comprimits", "A10BA02"),
            dosage("1 comprimit cada 12 h, amb els àpats", "850", "mg", times_per_day=2),
            "2003-05-20T12:00:00+02:00",
            status="stopped",
            end=now.at("2026-05-08 09:30"),
            statusReason=stopped,
            requester=PUIG,
        ),
        chart.prescription(
            "aspirin",
            medicine("Àcid acetilsalicílic 100 mg comprimits", "B01AC06"),
            dosage("1 comprimit al dia", "100", "mg"),
            "2016-04-29T11:00:00+02:00",
            status="completed",
            end="2019-07-02T12:00:00+02:00",
            requester=FERRER,
        ),
    ]
