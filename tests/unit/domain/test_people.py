"""When patients of two sources are one person, and when nobody may say so."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.identifiers import BSN, CIP, Identifier
from serums_desktop.domain.people import (
    PatientAtSource,
    Person,
    PersonName,
    Sex,
    folded,
    group_people,
    same_person,
)

NUMBER = Identifier(CIP.system, "EXAM0800506001")


def at(source_id: str, *numbers: Identifier, patient_id: str = "1") -> PatientAtSource:
    return PatientAtSource(
        source_id,
        patient_id,
        PersonName("García-Example", "Anna"),
        PartialDate.parse("1980-05-06"),
        Sex.FEMALE,
        numbers,
    )


def linked(one: PatientAtSource, other: PatientAtSource) -> bool:
    assert same_person(one, other) is same_person(other, one)
    return same_person(one, other)


def test_a_shared_number_and_agreeing_demographics() -> None:
    other = msgspec.structs.replace(at("zmc", NUMBER), name=PersonName("GARCIA EXAMPLE", "A."))
    assert linked(at("fcrb", NUMBER), other)


@pytest.mark.parametrize(
    "change",
    [
        {"identifiers": ()},
        {"identifiers": (Identifier("urn:other", NUMBER.value),)},
        {"identifiers": (NUMBER, Identifier(CIP.system, "EXAM0800506002"))},
        {"birth_date": None},
        {"birth_date": PartialDate.parse("1980-05")},
        {"birth_date": PartialDate.parse("1980-05-07")},
        {"sex": Sex.MALE},
        {"sex": Sex.UNKNOWN},
        {"name": PersonName("Example", "Anna")},
        {"name": PersonName("", "Anna")},
    ],
)
def test_anything_less_is_left_to_somebody_who_compares(change: dict[str, object]) -> None:
    assert not linked(at("fcrb", NUMBER), msgspec.structs.replace(at("zmc", NUMBER), **change))


@pytest.mark.parametrize(
    ("given", "is_linked"),
    [
        *((given, True) for given in ("Anna", "ANNA", "A.", "", "Anna Maria")),
        *((given, False) for given in ("Berta", "Annabel", "B.")),
    ],
)
def test_twins_may_share_their_familys_number(given: str, is_linked: bool) -> None:
    twin = msgspec.structs.replace(at("zmc", NUMBER), name=PersonName("García-Example", given))
    assert linked(at("fcrb", NUMBER), twin) is is_linked


def test_two_missing_surnames_do_not_agree() -> None:
    nameless = PersonName("", "Anna")
    assert not linked(
        msgspec.structs.replace(at("fcrb", NUMBER), name=nameless),
        msgspec.structs.replace(at("zmc", NUMBER), name=nameless),
    )


def test_a_number_without_an_issuer_links_nobody() -> None:
    anonymous = Identifier("", "12345")
    assert not linked(at("fcrb", anonymous), at("zmc", anonymous))


def test_a_wrong_check_digit_links_nobody() -> None:
    mistyped = Identifier(BSN.system, "111222334")
    assert not linked(at("fcrb", mistyped), at("zmc", mistyped))
    assert linked(at("fcrb", mistyped, NUMBER), at("zmc", mistyped, NUMBER))


def test_two_patients_of_one_source_are_two() -> None:
    assert not linked(at("fcrb", NUMBER), at("fcrb", NUMBER, patient_id="2"))


def test_no_chain_of_half_matches_joins_two_people() -> None:
    mine, theirs = Identifier("urn:a", "1"), Identifier("urn:b", "2")
    one, bridge, other = at("fcrb", mine), at("gp", mine, theirs), at("zmc", theirs)
    assert linked(one, bridge)
    assert linked(bridge, other)
    assert [len(person.known_as) for person in group_people([one, bridge, other])] == [2, 1]


def test_the_order_of_patients_does_not_change_the_people() -> None:
    patients = [at("zmc", NUMBER), at("fcrb", NUMBER), at("fcrb", patient_id="2"), at("gp")]
    expected = group_people(patients)
    assert len(expected) == 3
    for order in permutations(patients):
        assert group_people(list(order)) == expected


def test_a_person_has_every_number_once() -> None:
    extra = Identifier("urn:zmc", "7")
    person = Person((at("fcrb", NUMBER), at("zmc", NUMBER, extra)))
    assert person.identifiers == (NUMBER, extra)
    assert person.leading.source_id == "fcrb"


@pytest.mark.parametrize(
    ("text", "plain"),
    [("García-Example", "garcia example"), ("  MÜLLER ", "muller"), ("Straße", "strasse"), ("", "")],
)
def test_text_for_comparing(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_a_name_as_the_banner_shows_it() -> None:
    assert str(PersonName("Example", "Anna")) == "EXAMPLE, Anna"
    assert str(PersonName("", "Anna")) == "Anna"
    assert str(PersonName("Example", "")) == "EXAMPLE"
