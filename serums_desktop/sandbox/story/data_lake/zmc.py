"""ZMC in the data lake: what its orthopaedic clinic gives, Dutch words under mixed column names."""

from __future__ import annotations

import base64
import itertools
import random
from decimal import Decimal

from serums_desktop.sandbox.data_lake.lake import Hospital, Row, Value
from serums_desktop.sandbox.story import activity_monitor, hip_replacement, zmc
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.data_lake import zmc_wearable
from serums_desktop.sandbox.story.data_lake.extract import day, local, of_type, row, text
from serums_desktop.sandbox.story.data_lake.page_image import film, page
from serums_desktop.sandbox.story.data_lake.people import ANNEKE, HUBERTINA, JOANA, STAFF, THREE_PEOPLE
from serums_desktop.sandbox.story.resources import Chart, Resource

JOANA_PATNR, HUBERTINA_PATNR = 730114, 812207
_PIETER, _ANNEKE = 640875, 590233
_CRITICALITY = {"high": "High", "low": "Low", "unable-to-assess": "Unknown"}
_SIDES = {"rechts": "right", "links": "left"}
_PLACE = "ZMC Heerlen"


def hospital(now: Calendar, noise: random.Random, monitor_noise: random.Random) -> Hospital:
    """Everything ZMC gives to the data lake.

    `noise` and `monitor_noise` are those that its own record and the activity monitor's are made with.
    """
    records = {
        JOANA_PATNR: zmc.record(now, noise),
        HUBERTINA_PATNR: [
            *hip_replacement.record(now),
            *activity_monitor.daily_counts(Chart(activity_monitor.PATIENT_ID, "en", ""), now, monitor_noise),
        ],
    }
    tables = {
        "zmc.patient_details": _people(),
        "zmc.warning": _warnings(now),
        "zmc.measurements": _measurements(now),
        "zmc.bloodpressure": _pressures(now),
        **_habits(),
    }
    for patnr, record in records.items():
        for table, rows in _extracted(patnr, record).items():
            tables.setdefault(table, []).extend(rows)
    # Somebody's, whose number was lost in an extract.
    tables["zmc.allergies"].append(
        row("zmc.allergies", caustive_substance="Latex", critical="High", description="Anafylaxie")
    )
    numbers = {JOANA: JOANA_PATNR, HUBERTINA: HUBERTINA_PATNR, THREE_PEOPLE: _PIETER, ANNEKE: _ANNEKE}
    return Hospital("patnr", tables, numbers, STAFF["ZMC"])


def _people() -> list[Row]:
    return [
        row(
            "zmc.patient_details",
            patnr=patnr,
            gschl=gschl,
            nname=given,
            nnams=family,
            vname=f"{given[0]}.",
            titel="Mevr." if gschl == "V" else "Dhr.",
            gbdat=local(born),
            gland=country,
            natio=country,
            land="NL",
        )
        for patnr, gschl, given, family, born, country in (
            (JOANA_PATNR, "V", "Joana", "Soler Vila", "1935-03-14", "ES"),
            (HUBERTINA_PATNR, "V", "Hubertina", "Smeets", "1955-04-18", "NL"),
            (_PIETER, "M", "Pieter", "Jansen", "1964-08-28", "NL"),
            (_ANNEKE, "V", "Anneke", "de Wit", "1952-03-09", "NL"),
        )
    ]


def _warnings(now: Calendar) -> list[Row]:
    return [
        row("zmc.warning", patnr=patnr, alerts=alert, begindate=day(since), type=kind)
        for patnr, alert, since, kind in (
            (JOANA_PATNR, "Pacemaker", "2019-09-17", "Condition"),
            (JOANA_PATNR, "Antistolling (apixaban)", now.day("2026-04-02"), "Medication"),
            (HUBERTINA_PATNR, "Co-trimoxazol: huiduitslag", now.day("2026-08-24"), "Allergy"),
        )
    ]


def _measurements(now: Calendar) -> list[Row]:
    return [
        row(
            "zmc.measurements",
            patnr=patnr,
            lengt=centimetres,
            gewct=kilograms,
            bmi=(Decimal(kilograms) / (Decimal(centimetres) / 100) ** 2).quantize(Decimal("0.1")),
            date=day(now.day(written)),
        )
        for patnr, centimetres, kilograms, written in (
            (JOANA_PATNR, 154, 57, "2026-04-02"),
            (JOANA_PATNR, 154, 55, "2026-06-29"),
            (HUBERTINA_PATNR, 168, 79, "2026-08-24"),
        )
    ]


def _pressures(now: Calendar) -> list[Row]:
    return [
        row(
            "zmc.bloodpressure",
            patnr=patnr,
            value=f"{systolic}/{diastolic} mmHg",
            date=local(now.at(written)),
            systolic_bloodpressure=systolic,
            diastolic_bloodpressure=diastolic,
            position="Zittend",
            measurement_method="Non-invasief",
            measurement_location="Rechterbovenarm",
        )
        for patnr, systolic, diastolic, written in (
            (JOANA_PATNR, 138, 72, "2026-04-02 09:15"),
            (HUBERTINA_PATNR, 146, 84, "2026-08-24 09:20"),
            (HUBERTINA_PATNR, 139, 80, "2026-10-26 10:35"),
        )
    ]


def _habits() -> dict[str, list[Row]]:
    habits: tuple[tuple[str, int, dict[str, Value]], ...] = (
        (
            "zmc.living_situation",
            HUBERTINA_PATNR,
            {"house_type": "Eengezinswoning", "description": "Met trap"},
        ),
        ("zmc.living_situation", JOANA_PATNR, {"house_type": "Bij dochter", "description": "Tijdelijk"}),
        ("zmc.alcohol_use", HUBERTINA_PATNR, {"usage_status": "Drinkt", "quantity": "<1 glas per dag"}),
        ("zmc.tobacco_use", HUBERTINA_PATNR, {"substance": "Sigaretten (gestopt)", "quantity": 10}),
        ("zmc.drug_use", HUBERTINA_PATNR, {}),
        ("zmc.drug_use", _PIETER, {"substance": "Cannabis", "quantity": "Wekelijks"}),
        (
            "zmc.medical_aids_and_tools",
            HUBERTINA_PATNR,
            {
                "product_description": "Totale heupprothese, cementloos",
                "anatomical_location": "Linkerheup",
                "description": "Limburg Orthopedie (fictief)",
            },
        ),
        (
            "zmc.medical_aids_and_tools",
            JOANA_PATNR,
            {
                "product_description": "Totale heupprothese, cementloos",
                "anatomical_location": "Rechterheup",
                "description": "Limburg Orthopedie (fictief)",
            },
        ),
    )
    tables: dict[str, list[Row]] = {}
    for table, patnr, cells in habits:
        tables.setdefault(table, []).append(row(table, patnr=patnr, **cells))
    return tables


def _extracted(patnr: int, record: list[Resource]) -> dict[str, list[Row]]:
    return {
        "zmc.wearable": zmc_wearable.days(patnr, record),
        "zmc.complaints_and_diagnosis": [_diagnosis(patnr, one) for one in of_type(record, "Condition")],
        "zmc.registered_events": [
            *(_visit(patnr, one) for one in of_type(record, "Encounter")),
            *(_operation(patnr, one) for one in of_type(record, "Procedure")),
        ],
        "zmc.medication_agreements": [
            row(
                "zmc.medication_agreements",
                patnr=patnr,
                medicines=text(one["medicationCodeableConcept"], 30),
                prescribed_by=one["requester"]["display"],
                description=text(one["dosageInstruction"][0], 50),
            )
            for one in of_type(record, "MedicationRequest")
        ],
        "zmc.medication_use": [
            row(
                "zmc.medication_use",
                patnr=patnr,
                product=text(one["medicationCodeableConcept"], 30),
                use=text(one["dosage"][0], 40),
            )
            for one in of_type(record, "MedicationStatement")
        ],
        "zmc.allergies": [
            row(
                "zmc.allergies",
                patnr=patnr,
                caustive_substance=text(one["code"], 40),
                critical=_CRITICALITY[one["criticality"]],
                description=next(
                    (text(sign, 40) for each in one.get("reaction", ()) for sign in each["manifestation"]),
                    None,
                ),
            )
            for one in of_type(record, "AllergyIntolerance")
        ],
        "zmc.functional_or_mental_state": [
            row(
                "zmc.functional_or_mental_state",
                patnr=patnr,
                name="Pijnscore (NRS)",
                value=str(one["valueQuantity"]["value"]),
                date=local(one["effectiveDateTime"]),
            )
            for one in of_type(record, "Observation", "thp-pijn-")
        ],
        "zmc.documents": [_document(patnr, one) for one in of_type(record, "DocumentReference")],
        "zmc.images": [
            row(
                "zmc.images",
                patnr=patnr,
                image_title=one["description"],
                type="image/png",
                date=local(one["started"]),
                image=film(random.Random(one["id"])),
            )
            for one in itertools.islice(of_type(record, "ImagingStudy"), 1)
        ],
    }


def _diagnosis(patnr: int, condition: Resource) -> Row:
    words = condition["code"]["text"]
    ended = condition.get("abatementDateTime")
    return row(
        "zmc.complaints_and_diagnosis",
        patnr=patnr,
        complaints_and_diagnosis=words[:50],
        status="Past" if ended else "Current",
        specialism="Orthopedie",
        type="diagnosis",
        name_of_diagnosis_or_complaint=words[:30],
        anatomical_location=next((text(one, 20) for one in condition.get("bodySite", ())), None),
        laterality=_SIDES.get(words.rpartition(" ")[2], "no"),
        begin_date=day(condition.get("onsetDateTime")),
        end_date=day(ended),
    )


def _visit(patnr: int, encounter: Resource) -> Row:
    period = encounter["period"]
    return row(
        "zmc.registered_events",
        patnr=patnr,
        type="admission" if encounter["class"]["code"] == "IMP" else "consultation",
        description=text(encounter["type"][0], 255),
        start_date=local(period["start"]),
        end_date=local(period.get("end")),
        executor=next((one["individual"]["display"] for one in encounter.get("participant", ())), None),
        location=_PLACE,
        date=local(period["start"]),
    )


def _operation(patnr: int, procedure: Resource) -> Row:
    when = local(procedure.get("performedDateTime") or procedure["performedPeriod"]["start"])
    return row(
        "zmc.registered_events",
        patnr=patnr,
        type="operation",
        description=text(procedure["code"], 255),
        anatomical_location=next((text(one, 40) for one in procedure.get("bodySite", ())), None),
        executor=next((one["actor"]["display"] for one in procedure.get("performer", ())), None),
        location=_PLACE,
        start_date=when,
        date=when,
    )


def _document(patnr: int, letter: Resource) -> Row:
    words = base64.b64decode(letter["content"][0]["attachment"]["data"]).decode("utf-8")
    return row(
        "zmc.documents",
        patnr=patnr,
        document_title=letter["description"],
        type="image/png",
        date=local(letter["date"]),
        document=page(words),
    )
