"""FCRB in the data lake: the columns of its hospital information system, whose names are German."""

from __future__ import annotations

import datetime as dt
import random

from serums_desktop.sandbox.data_lake.lake import Hospital, Row
from serums_desktop.sandbox.story import fcrb
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.data_lake.extract import day, icd10, local, of_type, row, text
from serums_desktop.sandbox.story.data_lake.people import JOANA, NAMESAKE, NAN, STAFF, THREE_PEOPLE
from serums_desktop.sandbox.story.person import JOANA_CIP
from serums_desktop.sandbox.story.resources import Resource

JOANA_PATNR = 48213
_TOMAS, _NAMESAKE, _NAN = 51877, 39640, 60218
# A patient who did not join the network.
_MONTSERRAT = 44790
_INSTITUTION = "FCRB"
_PUIG, _FERRER = "2001", "2002"
_VITAL_SIGNS = {"capillary-": "GLIC_CAPIL", "oximetry-": "PULSIOX"}


def hospital(now: Calendar, noise: random.Random) -> Hospital:
    """Everything FCRB gives to the data lake. `noise` is the one that its own record is made with."""
    record = fcrb.record(now, noise)
    tables = {
        "fcrb.patient": _patients(),
        "fcrb.patient_address": _addresses(),
        "fcrb.episode": _episodes(record),
        "fcrb.diagnostic": _diagnoses(record),
        "fcrb.medication": _medication(record),
        "fcrb.vital_signs": _vital_signs(record, now),
        "fcrb.monitoring_params": _limits(),
        "fcrb.order_entry": [
            row(
                "fcrb.order_entry",
                idodr="95566102",
                einri=_INSTITUTION,
                falnr=_episode_number(1),
                patnr=JOANA_PATNR,
                pernr=_PUIG,
                erdat=local(now.at("2026-02-03 11:00")),
                orgid="F-END",
            )
        ],
        "fcrb.medical_specialty": [
            row("fcrb.medical_specialty", orgid="F-END", orgna="ENDOCRINOLOGIA"),
            row("fcrb.medical_specialty", orgid="F-CAR", orgna="CARDIOLOGIA"),
        ],
        "fcrb.professional": [
            row("fcrb.professional", pernr=_PUIG, erusr="MPUIG", orgid="F-END", rank="A1"),
            row("fcrb.professional", pernr=_FERRER, erusr="JFERRER", orgid="F-CAR", rank="A1"),
        ],
    }
    numbers = {JOANA: JOANA_PATNR, THREE_PEOPLE: _TOMAS, NAMESAKE: _NAMESAKE, NAN: _NAN}
    return Hospital("patnr", tables, numbers, STAFF["FCRB"])


def _patients() -> list[Row]:
    return [
        row(
            "fcrb.patient",
            patnr=patnr,
            gschl=gschl,
            nname=nname,
            vname=vname,
            gbdat=local(born),
            gbnam=gbnam,
            namzu="Sr." if gschl == "1" else "Sra.",
            glrand="ES",
            telf1=telf1,
            rvnum=rvnum,
        )
        for patnr, gschl, vname, nname, gbnam, born, telf1, rvnum in (
            (JOANA_PATNR, "2", "Joana", "Soler", "Vila", "1935-03-14", "934870112", JOANA_CIP[1]),
            (_TOMAS, "1", "Tomàs", "Ferrer", "Puig", "1949-10-07", "933114206", "FEPU0491007002"),
            (_NAMESAKE, "2", "Joana", "Solé", "Vila", "1936-04-03", "933950871", "SOVI1360403002"),
            (_MONTSERRAT, "2", "Montserrat", "Rius", "Bosch", "1958-06-17", "934152290", "RIBO1580617004"),
            (_NAN, "2", "Li", "Nan", None, "1988-01-30", "932220417", "NAXX1880130009"),
        )
    ]


def _addresses() -> list[Row]:
    return [
        row(
            "fcrb.patient_address",
            patnr=JOANA_PATNR,
            pstlz="08005",
            stras="Carrer de Pujades",
            land="ES",
            ort="Barcelona",
            deck="112",
            adrnr="1E3",
        ),
        row(
            "fcrb.patient_address",
            patnr=_NAMESAKE,
            pstlz="08911",
            stras="Carrer del Mar",
            land="ES",
            ort="Badalona",
            deck="24 bis",
            adrnr="2n1a",
        ),
    ]


def _episodes(record: list[Resource]) -> list[Row]:
    rows = []
    for number, encounter in enumerate(of_type(record, "Encounter"), 1):
        inpatient = encounter["class"]["code"] == "IMP"
        title = text(encounter["type"][0], 40)
        heart = "diabetis" not in title
        period = encounter["period"]
        rows.append(
            row(
                "fcrb.episode",
                falnr=_episode_number(number),
                pernr=_FERRER if heart else _PUIG,
                einri=_INSTITUTION,
                falar="2" if inpatient else "1",
                patnr=JOANA_PATNR,
                bekat=title,
                einzg=str(36000 + number),
                statu="I",
                enddt=local(period.get("end")),
                erdat=local(period["start"]),
                begdt=local(period["start"]),
                casetx="INGRÉS" if inpatient else "AMBULATORI",
                fatxt="CARDIOLOGIA" if heart else "ENDOCRINOLOGIA I NUTRICIÓ",
            )
        )
    return rows


def _diagnoses(record: list[Resource]) -> list[Row]:
    return [
        row(
            "fcrb.diagnostic",
            einri=_INSTITUTION,
            patnr=JOANA_PATNR,
            falnr=_episode_number(number),
            pernr=_PUIG,
            lfdnr=str(number),
            dkey1=icd10(condition["code"]),
        )
        for number, condition in enumerate(of_type(record, "Condition"), 1)
    ]


def _medication(record: list[Resource]) -> list[Row]:
    rows = []
    for number, request in enumerate(of_type(record, "MedicationRequest"), 1):
        stopped = request["status"] != "active"
        rows.append(
            row(
                "fcrb.medication",
                mpresnr=str(770_100 + number),
                patnr=JOANA_PATNR,
                falnr=_episode_number(number),
                pernr=_FERRER,
                einri=_INSTITUTION,
                motx=text(request["medicationCodeableConcept"], 60),
                mostx=text(request["dosageInstruction"][0], 80),
                motypid="P",
                erdat=local(request["authoredOn"]),
                stdat=local(request["meta"]["lastUpdated"]) if stopped else None,
                stoid="Fi de tractament" if stopped else None,
            )
        )
    # Somebody's, who lost the number in an extract: the hospital's ids are not all there.
    rows.append(
        row(
            "fcrb.medication",
            mpresnr="770900",
            falnr="9900000001",
            einri=_INSTITUTION,
            motx="Acenocumarol 4 mg comprimits",
            mostx="Segons pauta",
            motypid="P",
            erdat=dt.datetime(2021, 3, 9),  # noqa: DTZ001 - the database's columns have no zone
        )
    )
    return rows


def _vital_signs(record: list[Resource], now: Calendar) -> list[Row]:
    rows = [
        _vital_sign(
            JOANA_PATNR,
            number,
            kind,
            str(observation["valueQuantity"]["value"]),
            local(observation["effectiveDateTime"]),
        )
        for number, (kind, observation) in enumerate(
            (
                (kind, observation)
                for prefix, kind in _VITAL_SIGNS.items()
                for observation in of_type(record, "Observation", prefix)
            ),
            6_872_000,
        )
    ]
    # The namesake's meter does not count below 40.
    rows += [
        _vital_sign(_NAMESAKE, 6_890_000 + days_ago, "GLIC_CAPIL", value, local(now.text(when)))
        for days_ago, value in ((3, "118"), (2, "<40"), (1, "131"))
        if (when := now.moment(days_ago, "08:10"))
    ]
    return rows


def _vital_sign(patnr: int, number: int, kind: str, value: str, when: dt.datetime | None) -> Row:
    return row(
        "fcrb.vital_signs",
        idvs=str(number),
        patnr=patnr,
        falnr=_episode_number(1),
        vppid=kind,
        dttyp="INT",
        erdat=when,
        typevs="EXTERN",
        vwert=value,
    )


def _limits() -> list[Row]:
    # None for the oximeter: nobody said when to be called.
    return [
        row(
            "fcrb.monitoring_params",
            patnr=patnr,
            falnr=_episode_number(1),
            vppid="GLIC_CAPIL",
            pernr=_PUIG,
            vbem="La pacient ha d'estar entre els límits",
            datyp=day("2024-10-14"),
            wertogr="180",
            wertugr="70",
            wertmax="250",
            wertmin="54",
        )
        for patnr in (JOANA_PATNR, _NAMESAKE)
    ]


def _episode_number(number: int) -> str:
    return str(9_883_000_000 + number)
