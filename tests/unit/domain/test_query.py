import datetime as dt

import pytest

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.identifiers import (
    AHVN,
    BSN,
    CF,
    CHI,
    CIP,
    DNI,
    FNR,
    HETU,
    INS,
    KVNR,
    PERSONNUMMER,
    PESEL,
    SSIN,
    Identifier,
)
from serums_desktop.domain.people import Agreement, PatientAtSource, PersonName, Sex
from serums_desktop.domain.query import compare, understand


def test_one_line_is_understood_as_name_birth_date_and_number() -> None:
    query = understand("soler vila, joana 14/3/1935 99881135-R")
    assert query.words == ("soler", "vila", "joana")
    assert query.birth_date == dt.date(1935, 3, 14)
    assert query.identifiers == (Identifier(DNI.system, "99881135R"),)


def test_numbers_are_told_by_shape_and_check_digit() -> None:
    assert understand("999914030").identifiers == (Identifier(BSN.system, "999914030"),)
    assert understand("1403359946").identifiers[0].system == CHI.system
    assert understand("sovi 1 350314 007").identifiers == (Identifier(CIP.system, "SOVI1350314007"),)


def test_dates_are_day_first_or_year_first_and_nonsense_stays_a_word() -> None:
    assert understand("1935-03-14").birth_date == dt.date(1935, 3, 14)
    assert understand("31/02/1935").birth_date is None
    assert understand("31/02/1935").words == ("31/02/1935",)


def test_a_birth_date_alone_asks_for_nobody() -> None:
    assert understand("14/3/1935").is_empty
    assert not understand("soler").is_empty


def test_each_criterion_is_compared_and_a_missing_number_is_no_difference() -> None:
    patient = PatientAtSource(
        "gp", "1", PersonName("Soler Vilar", "Joana"), PartialDate.parse("1935-03-14"), Sex.FEMALE
    )
    criteria = {
        item.name: item.agreement
        for item in compare(understand("soler vila joana 14/3/1935 99881135R"), patient)
    }
    assert criteria == {
        "identifier": Agreement.NOT_GIVEN,
        "birth-date": Agreement.SAME,
        "name": Agreement.DIFFERS,
    }


@pytest.mark.parametrize(
    ("word", "system"),
    [
        ("A123456780", KVNR.system),
        ("RCCMNL83S18D969H", CF.system),
        ("295109912611193", INS.system),
        ("85073003328", SSIN.system),
        ("44051401359", PESEL.system),
        ("15108695088", FNR.system),
        ("7569217076985", AHVN.system),
        ("131052-308T", HETU.system),
        ("880320-0016", PERSONNUMMER.system),
    ],
)
def test_a_national_number_is_known_by_its_shape_and_its_check_digit(word: str, system: str) -> None:
    query = understand(f"soler {word}")
    assert [(number.system, number.value) for number in query.identifiers] == [(system, word)]
    assert query.words == ("soler",)


def test_a_short_surname_before_a_number_is_no_part_of_it() -> None:
    query = understand("puig 1403359946")
    assert query.words == ("puig",)
    assert query.identifiers[0] == Identifier(CHI.system, "1403359946")
