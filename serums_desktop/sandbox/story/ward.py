"""Other patients: small records, so that no list has one line and no search one answer."""

from __future__ import annotations

import random

import msgspec

from serums_desktop.domain.identifiers import BSN, CHI, CIP, NationalNumber
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.gp import pressure_components
from serums_desktop.sandbox.story.person import patient, sole_vila
from serums_desktop.sandbox.story.resources import (
    ICD10,
    LOINC,
    SNOMED,
    Chart,
    Resource,
    coding,
    concept,
    quantity,
)


class _Neighbour(msgspec.Struct, frozen=True):
    family: str
    given: str
    born: str
    gender: str
    problem: str
    snomed: str
    icd10: str


_EDINBURGH = (
    _Neighbour("Abernethy", "Moira", "1948-02-11", "female", "Pneumonia", "233604007", "J18.9"),
    _Neighbour("Baxter", "Callum", "1960-07-30", "male", "COPD, acute exacerbation", "195951007", "J44.1"),
    _Neighbour("Chowdhury", "Nasreen", "1967-05-04", "female", "Cellulitis", "128045006", "L03.9"),
    _Neighbour("Dunlop", "Isla", "1943-01-19", "female", "Recurrent falls", "279992002", "R29.6"),
    _Neighbour("Galbraith", "Ewan", "1955-09-23", "male", "Urinary sepsis", "68566005", "N39.0"),
    _Neighbour("Innes", "Morag", "1938-06-02", "female", "Delirium", "2776000", "F05.9"),
)
_BARCELONA = (
    _Neighbour("Ferrer Puig", "Tomàs", "1949-10-07", "male", "Insuficiència cardíaca", "84114007", "I50.9"),
    _Neighbour("Vidal Serra", "Núria", "1957-12-21", "female", "Artritis reumatoide", "69896004", "M06.9"),
    _Neighbour("Ortega Ruiz", "Manuel", "1941-04-15", "male", "EPOC", "13645005", "J44.9"),
)
_HEERLEN = (
    _Neighbour("Jansen", "Pieter", "1964-08-28", "male", "Gonartrose", "239873007", "M17.9"),
    _Neighbour("de Wit", "Anneke", "1952-03-09", "female", "Heupfractuur", "263102004", "S72.0"),
)


def edinburgh(now: Calendar, noise: random.Random) -> list[Resource]:
    """Patients of the acute medical ward at USTAN."""
    return _records(
        _EDINBURGH,
        now,
        noise,
        language="en",
        number_base="https://ustan.example/id",
        number=CHI,
    )


def barcelona(now: Calendar, noise: random.Random) -> list[Resource]:
    """Patients of FCRB, among them a namesake."""
    chart = Chart("sole-vila", "ca", "https://fcrb.example/id")
    return [
        *_records(
            _BARCELONA,
            now,
            noise,
            language="ca",
            number_base="https://fcrb.example/id",
            number=CIP,
        ),
        sole_vila(),
        chart.condition(
            "sole-cataract",
            concept("Cataracta", coding(SNOMED, "193570009", "Cataract"), coding(ICD10, "H26.9")),
            "2021",
            "2021-05-11",
        ),
    ]


def heerlen(now: Calendar, noise: random.Random) -> list[Resource]:
    """Patients of ZMC."""
    return _records(
        _HEERLEN,
        now,
        noise,
        language="nl",
        number_base="https://zmc.example/id",
        number=BSN,
    )


def _records(
    neighbours: tuple[_Neighbour, ...],
    now: Calendar,
    noise: random.Random,
    *,
    language: str,
    number_base: str,
    number: NationalNumber,
) -> list[Resource]:
    resources = []
    words = {
        "en": ("Admission", "Blood pressure", "Heart rate"),
        "ca": ("Ingrés", "Pressió arterial", "Freqüència cardíaca"),
        "nl": ("Opname", "Bloeddruk", "Hartfrequentie"),
    }[language]
    for place, who in enumerate(neighbours, start=1):
        key = f"{who.family.split()[-1].casefold()}-{place}"
        key = key.encode("ascii", "ignore").decode("ascii")
        national = _number(number, who, noise)
        chart = Chart(key, language, number_base)
        admitted = now.text(now.moment(noise.randrange(1, 6), f"{noise.randrange(8, 20):02d}:10"))
        resources += [
            patient(
                key,
                who.family,
                who.given,
                born=who.born,
                gender=who.gender,
                numbers=[(number, national)],
                updated=admitted,
            ),
            chart.encounter(f"{key}-stay", "IMP", f"{words[0]}: {who.problem}", admitted),
            chart.condition(
                f"{key}-problem",
                concept(who.problem, coding(SNOMED, who.snomed), coding(ICD10, who.icd10)),
                admitted[:10],
                admitted,
            ),
        ]
        for days_ago in (1, 0):
            when = now.text(min(now.moment(days_ago, "07:30"), now.now))
            resources += [
                chart.observation(
                    f"{key}-pressure-{days_ago}",
                    "vital-signs",
                    concept(words[1], coding(LOINC, "85354-9")),
                    when,
                    component=pressure_components(noise.randrange(108, 158), noise.randrange(58, 88)),
                ),
                chart.observation(
                    f"{key}-pulse-{days_ago}",
                    "vital-signs",
                    concept(words[2], coding(LOINC, "8867-4")),
                    when,
                    {"valueQuantity": quantity(str(noise.randrange(58, 112)), "/min")},
                ),
            ]
    return resources


def _number(number: NationalNumber, who: _Neighbour, noise: random.Random) -> str:
    """A number whose check digit is right, in the range no living person has where there is one."""
    if number is CIP:
        letters = "".join(name[:2] for name in who.family.split()).upper()
        sex = "0" if who.gender == "male" else "1"
        return f"{letters}{sex}{who.born[2:4]}{who.born[5:7]}{who.born[8:]}{noise.randrange(100, 999)}"
    while True:
        if number is CHI:
            # DDMMYY, two serial digits, one for the sex (even: female); modulus 11.
            ninth = noise.randrange(0, 10, 2) + (who.gender == "male")
            stem = f"{who.born[8:]}{who.born[5:7]}{who.born[2:4]}{noise.randrange(100):02d}{ninth}"
            check = -sum((10 - place) * int(digit) for place, digit in enumerate(stem)) % 11
        else:
            # The eleven-test; numbers from 999900000 on are for testing.
            stem = f"9999{noise.randrange(10_000):04d}"
            check = sum((9 - place) * int(digit) for place, digit in enumerate(stem)) % 11
        if check < 10:
            return f"{stem}{check}"
