"""Other patients: small records, so that no list has one line and no search one answer."""

from __future__ import annotations

import random

import msgspec

from serums_desktop.domain.identifiers import BSN, CIP, NationalNumber
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.gp import pressure_components
from serums_desktop.sandbox.story.numbers import bsn, cip
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


_BARCELONA = (
    _Neighbour("Ferrer Puig", "Tomàs", "1949-10-07", "male", "Insuficiència cardíaca", "84114007", "I50.9"),
    _Neighbour("Vidal Serra", "Núria", "1957-12-21", "female", "Artritis reumatoide", "69896004", "M06.9"),
    _Neighbour("Ortega Ruiz", "Manuel", "1941-04-15", "male", "EPOC", "13645005", "J44.9"),
)
_HEERLEN = (
    _Neighbour("Jansen", "Pieter", "1964-08-28", "male", "Gonartrose", "239873007", "M17.9"),
    _Neighbour("de Wit", "Anneke", "1952-03-09", "female", "Heupfractuur", "263102004", "S72.0"),
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
        "ca": ("Ingrés", "Pressió arterial", "Freqüència cardíaca"),
        "nl": ("Opname", "Bloeddruk", "Hartfrequentie"),
    }[language]
    for place, who in enumerate(neighbours, start=1):
        key = f"{who.family.split()[-1].casefold()}-{place}"
        key = key.encode("ascii", "ignore").decode("ascii")
        national = cip(who.family, who.born, who.gender, noise) if number is CIP else bsn(noise)
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
