"""Who a hospital's patient is, and how it is asked for somebody."""

from __future__ import annotations

import pytest

from serums_desktop.domain.identifiers import CHI, Identifier
from serums_desktop.domain.people import Sex
from serums_desktop.domain.query import PatientQuery, understand
from serums_desktop.host.configuration import DataLake
from serums_desktop.sources.data_lake import people
from serums_desktop.sources.data_lake.definitions import HOSPITALS, hospital_of
from serums_desktop.sources.data_lake.rows import Row, from_tables
from serums_desktop.sources.data_lake.sealed import read_json


def hit(hospital: str, text: str) -> Row:
    """A row of a search, as it comes."""
    table = HOSPITALS[hospital].people
    answer = f'{{"{hospital}": {{"{table}": {{"0": {text}}}}}}}'.encode()
    return from_tables(read_json(answer), HOSPITALS[hospital])[table][0]


@pytest.mark.parametrize(
    ("hospital", "text", "name", "born", "sex", "number"),
    [
        (
            "FCRB",
            """{"patnr": 48213, "vname": "Joana", "nname": "Soler", "gbnam": "Vila", "gbdat": "1935-03-14",
              "gschl": 2.0}""",
            "SOLER VILA, Joana",
            "1935-03-14",
            Sex.FEMALE,
            Identifier("urn:serums:fcrb:patnr", "48213"),
        ),
        (
            "USTAN",
            '{"chi": 706687523, "name": "EILIDH DRUMMOND", "date_of_birth": "1968-06-07", "gender": 2}',
            "DRUMMOND, EILIDH",
            "1968-06-07",
            Sex.FEMALE,
            Identifier(CHI.system, "0706687523"),
        ),
        (
            "ZMC",
            '{"patnr": 1.0, "nname": "Welsey", "nnams": "de Jonge", "gbdat": "2004-12-18", "gschl": "M"}',
            "DE JONGE, Welsey",
            "2004-12-18",
            Sex.MALE,
            Identifier("urn:serums:zmc:patnr", "1"),
        ),
    ],
)
def test_a_hit_is_read_in_the_hospitals_own_columns(
    hospital: str, text: str, name: str, born: str, sex: Sex, number: Identifier
) -> None:
    found = people.patient(hit(hospital, text), HOSPITALS[hospital], "lake", 82)

    assert str(found.name) == name
    assert found.birth_date is not None
    assert (found.birth_date.text, found.sex, found.identifiers) == (born, sex, (number,))
    assert people.numbers_of(found) == (82, number.value)


@pytest.mark.parametrize(
    ("hospital", "words", "expected"),
    [
        ("USTAN", "drummond eilidh", {"first_name": "EILIDH DRUMMOND"}),
        ("USTAN", "eilidh drummond 7/6/1968", {"first_name": "EILIDH DRUMMOND", "dob": "06/07/1968"}),
        (
            "FCRB",
            "soler joana 14/3/1935",
            {"first_name": "Joana", "first_surname": "Soler", "dob": "1935-03-14"},
        ),
        (
            "FCRB",
            "soler vila joana",
            {"first_name": "Joana", "first_surname": "Soler", "family_name": "Vila"},
        ),
        (
            "FCRB",
            "joana soler vila",
            {"first_name": "Joana", "first_surname": "Soler", "family_name": "Vila"},
        ),
        ("ZMC", "anneke DE WIT", {"first_name": "Anneke", "family_name": "de Wit"}),
        ("ZMC", "smeets", {"family_name": "Smeets"}),
        ("ZMC", "McDonald Fay", {"first_name": "Fay", "family_name": "McDonald"}),
    ],
)
def test_words_are_tried_in_either_order_and_with_capitals(
    hospital: str, words: str, expected: dict[str, str]
) -> None:
    asked = list(people.questions(understand(words), HOSPITALS[hospital]))

    assert expected in asked
    assert len(asked) <= 16
    assert len({repr(question) for question in asked}) == len(asked)


def test_a_hospital_is_asked_by_the_numbers_it_knows_alone() -> None:
    query = PatientQuery(
        identifiers=(Identifier(CHI.system, "0706687523"), Identifier("urn:serums:zmc:patnr", "7"))
    )

    assert list(people.questions(query, HOSPITALS["USTAN"])) == [{"patient_id": 706687523}]
    assert list(people.questions(query, HOSPITALS["ZMC"])) == [{"patient_id": 7}]
    assert list(people.questions(query, HOSPITALS["FCRB"])) == []


def test_a_hit_must_be_who_was_asked_for() -> None:
    text = '{"chi": 706687523, "name": "EILIDH DRUMMOND", "date_of_birth": "1968-06-07", "gender": 2}'
    found = people.patient(hit("USTAN", text), HOSPITALS["USTAN"], "lake", 82)

    assert people.fits(understand("Eilidh Drummond 7/6/1968"), found)
    assert not people.fits(understand("Eilidh Drummond 6/7/1968"), found)
    assert not people.fits(understand("Agnes Mair"), found)
    assert people.fits(PatientQuery(identifiers=found.identifiers), found)
    assert not people.fits(PatientQuery(identifiers=(Identifier("urn:other", "1"),)), found)


def test_numbers_that_go_elsewhere_too_are_found_and_told_as_they_are_there() -> None:
    lake = DataLake(
        base="https://lake.example",
        authentication="https://lake.example/ua",
        rules="https://lake.example/v1/api",
        hospital="FCRB",
        patient_system="https://fcrb.example/id/patient",
        patient_digits=7,
    )
    hospital = hospital_of(lake)
    number = Identifier("https://fcrb.example/id/patient", "0048213")
    assert list(people.questions(PatientQuery(identifiers=(number,)), hospital)) == [{"patient_id": 48213}]
    row = hit("FCRB", '{"patnr": 48213.0}')
    assert people.patient(row, hospital, "lake", 82).identifiers == (number,)
