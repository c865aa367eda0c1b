"""Comparing patients: what agrees, what is close, what forbids, and that no score links by itself."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.identifiers import BSN, DNI, Identifier
from serums_desktop.domain.linkage import (
    Field,
    Likelihood,
    Likeness,
    links_by_itself,
    weigh,
    weigh_person,
)
from serums_desktop.domain.people import (
    HERE,
    Link,
    PatientAtSource,
    Person,
    PersonName,
    Sex,
    same_person,
)

RIGHT_DNI = Identifier(DNI.system, "99881135R")
OTHER_DNI = Identifier(DNI.system, "12345678Z")


def patient(
    source_id: str = "one",
    family: str = "Soler Vila",
    given: str = "Joana",
    born: str = "1935-03-14",
    sex: Sex = Sex.FEMALE,
    city: str = "Girona",
    identifiers: tuple[Identifier, ...] = (),
) -> PatientAtSource:
    birth_date = PartialDate.parse(born) if born else None
    return PatientAtSource(
        source_id, "p1", PersonName(family, given), birth_date, sex, identifiers, city=city
    )


def likeness(one: PatientAtSource, other: PatientAtSource, field: Field) -> Likeness:
    return next(one.likeness for one in weigh(one, other).comparisons if one.field is field)


def test_the_same_issuers_number_with_agreeing_demographics_is_certain() -> None:
    one = patient(identifiers=(RIGHT_DNI,))
    assert weigh(one, patient("two", identifiers=(RIGHT_DNI,))).likelihood is Likelihood.CERTAIN


def test_everything_but_a_number_is_probable_and_never_certain() -> None:
    assert weigh(patient(), patient("two")).likelihood is Likelihood.PROBABLE


def test_a_name_alone_is_possible() -> None:
    bare = patient("two", born="", sex=Sex.UNKNOWN, city="")
    assert weigh(patient(), bare).likelihood is Likelihood.POSSIBLE


def test_a_twin_is_possible_at_most() -> None:
    assert weigh(patient(), patient("two", given="Montserrat")).likelihood is Likelihood.POSSIBLE


def test_a_sister_is_not_the_person() -> None:
    sister = patient("two", given="Montserrat", born="1938-11-02")
    assert weigh(patient(), sister).likelihood is Likelihood.CERTAINLY_NOT


def test_a_differing_national_number_forbids_whatever_else_agrees() -> None:
    one, other = patient(identifiers=(RIGHT_DNI,)), patient("two", identifiers=(OTHER_DNI,))
    assert weigh(one, other).likelihood is Likelihood.CERTAINLY_NOT


def test_a_mistyped_national_number_does_not_forbid() -> None:
    mistyped = Identifier(DNI.system, "99881136R")
    weighing = weigh(patient(identifiers=(RIGHT_DNI,)), patient("two", identifiers=(mistyped,)))
    assert weighing.likelihood is Likelihood.POSSIBLE


def test_one_number_on_two_people_never_joins_them() -> None:
    one = patient(identifiers=(RIGHT_DNI,))
    stranger = patient("two", "Puig", "Marc", "1988-07-01", Sex.MALE, identifiers=(RIGHT_DNI,))
    assert weigh(one, stranger).likelihood is Likelihood.CERTAINLY_NOT


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Soler Vila", "SOLER VILA", Likeness.SAME),
        ("Núñez", "Nunez", Likeness.SAME),
        ("Müller", "Mueller", Likeness.SAME),
        ("Sørensen", "Sorensen", Likeness.SAME),
        ("van der Berg", "Berg", Likeness.SAME),
        ("Soler Vila", "Soler", Likeness.CLOSE),
        ("Jansen-de Vries", "Vries", Likeness.CLOSE),
        ("MacDonald", "McDonald", Likeness.CLOSE),
        ("Soler", "Puig", Likeness.DIFFERS),
        ("Soler", "", Likeness.NOT_GIVEN),
    ],
)
def test_surnames(one: str, other: str, expected: Likeness) -> None:
    assert likeness(patient(family=one), patient("two", family=other), Field.FAMILY) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Joana", "JOANA", Likeness.SAME),
        ("Joana", "J.", Likeness.CLOSE),
        ("Joana Maria", "Joana", Likeness.CLOSE),
        ("Catherine", "Katherine", Likeness.CLOSE),
        ("Catherine", "Catharine", Likeness.CLOSE),
        ("Joana", "Marc", Likeness.DIFFERS),
    ],
)
def test_given_names(one: str, other: str, expected: Likeness) -> None:
    assert likeness(patient(given=one), patient("two", given=other), Field.GIVEN) is expected


def test_names_that_changed_places_are_close() -> None:
    swapped = patient("two", family="Joana", given="Soler Vila")
    assert likeness(patient(), swapped, Field.FAMILY) is Likeness.CLOSE
    assert likeness(patient(), swapped, Field.GIVEN) is Likeness.CLOSE


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1935-03-14", "1935-03-14", Likeness.SAME),
        ("1935-03-04", "1935-04-03", Likeness.CLOSE),
        ("1935-03-14", "1936-03-14", Likeness.CLOSE),
        ("1935-03-14", "1935", Likeness.CLOSE),
        ("1935", "1935", Likeness.CLOSE),
        ("1935-03-14", "1938-11-02", Likeness.DIFFERS),
        ("1935-03-14", "1936", Likeness.DIFFERS),
        ("1935-03-14", "", Likeness.NOT_GIVEN),
    ],
)
def test_birth_dates(one: str, other: str, expected: Likeness) -> None:
    assert likeness(patient(born=one), patient("two", born=other), Field.BIRTH_DATE) is expected


def test_a_contradiction_with_one_of_several_counts() -> None:
    known = Person((patient(identifiers=(RIGHT_DNI,)), patient("two")))
    candidate = patient("three", identifiers=(OTHER_DNI,))
    assert weigh_person(known, candidate).likelihood is Likelihood.CERTAINLY_NOT


def test_certain_for_some_of_several_is_probable_for_the_person() -> None:
    known = Person((patient(identifiers=(RIGHT_DNI,)), patient("two")))
    candidate = patient("three", identifiers=(RIGHT_DNI,))
    assert weigh_person(known, candidate).likelihood is Likelihood.PROBABLE


def test_the_rule_links_by_itself_whom_nobody_of_the_person_contradicts() -> None:
    one = patient(identifiers=(RIGHT_DNI,))
    candidate = patient("two", identifiers=(RIGHT_DNI,))
    assert links_by_itself(Person((one,)), candidate)
    # One who carries another number only, and is the same in all else.
    assert links_by_itself(Person((one, patient("three"))), candidate)
    assert not links_by_itself(Person((one, patient("three", born="1935-03-15"))), candidate)
    assert not links_by_itself(Person((one, patient("three", family="Puig"))), candidate)
    assert not links_by_itself(Person((one, patient("three", identifiers=(OTHER_DNI,)))), candidate)
    assert not links_by_itself(Person((patient(), patient("three"))), candidate)


def test_who_was_put_apart_is_not_linked_again() -> None:
    one = patient(identifiers=(RIGHT_DNI,))
    assert not links_by_itself(Person((one,), apart=("two/p1",)), patient("two", identifiers=(RIGHT_DNI,)))


def test_a_patient_linked_by_hand_need_carry_no_number_and_must_not_contradict() -> None:
    one = patient(identifiers=(RIGHT_DNI,))
    candidate = patient("three", identifiers=(RIGHT_DNI,))
    link = (Link("two", "p1", "S-1042", 0.0),)
    assert links_by_itself(Person((one, patient("two")), link), candidate)
    other = patient("two", identifiers=(OTHER_DNI,))
    assert not links_by_itself(Person((one, other), link), candidate)


def test_whoever_it_may_be_is_possible_for_a_temporary_identity() -> None:
    temporary = patient(HERE, "Unknown", "4F2A", "", Sex.UNKNOWN, "")
    assert weigh_person(Person((temporary,)), patient("two")).likelihood is Likelihood.POSSIBLE


def test_a_temporary_identity_links_nothing_and_hinders_nothing() -> None:
    temporary = patient(HERE, "Unknown", "4F2A", "", Sex.UNKNOWN, "")
    candidate = patient("two", identifiers=(RIGHT_DNI,))
    assert not links_by_itself(Person((temporary,)), candidate)
    linked = Person((patient(identifiers=(RIGHT_DNI,)), temporary), (Link("one", "p1", "S-1042", 0.0),))
    assert links_by_itself(linked, candidate)


names = st.sampled_from(["Soler", "Soler Vila", "Puig", "Núñez", "", "de Vries"])
patients = st.builds(
    patient,
    source_id=st.just("one"),
    family=names,
    given=st.sampled_from(["Joana", "J.", "Marc", ""]),
    born=st.sampled_from(["1935-03-14", "1935", "1938-11-02", ""]),
    sex=st.sampled_from(list(Sex)),
    city=st.sampled_from(["Girona", "Edinburgh", ""]),
    identifiers=st.sampled_from([(), (RIGHT_DNI,), (OTHER_DNI,), (Identifier(BSN.system, "111222333"),)]),
)


@given(patients, patients)
def test_comparing_is_symmetric_and_certain_is_the_rule_alone(
    one: PatientAtSource, other: PatientAtSource
) -> None:
    other = msgspec.structs.replace(other, source_id="two")
    there, back = weigh(one, other), weigh(other, one)
    assert there.likelihood is back.likelihood
    assert there.bits == pytest.approx(back.bits)
    assert (there.likelihood is Likelihood.CERTAIN) == same_person(one, other)
