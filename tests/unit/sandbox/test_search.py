from __future__ import annotations

import pytest

from serums_desktop.sandbox.search import Query, SearchRefusal, read_everything, read_query


def read(resource_type: str, *parameters: tuple[str, str]) -> Query:
    return read_query(resource_type, parameters, default_count=50, most=200)


def test_patient_parameters_are_read() -> None:
    query = read(
        "Patient",
        ("identifier", "urn:oid:1|99881135R,77"),
        ("family", "Solé  VILA"),
        ("birthdate", "ge1935-03"),
    )

    assert query.identifiers == (("urn:oid:1", "99881135R"), (None, "77"))
    assert query.family == ("sole", "vila")
    assert (query.birth_dates[0].prefix, query.birth_dates[0].text) == ("ge", "1935-03")
    assert query.count == 50


def test_a_ward_is_read_from_its_encounters() -> None:
    query = read(
        "Encounter", ("location", "Location/ward,bed-7"), ("status", "in-progress,arrived"), ("patient", "a")
    )

    assert query.locations == ("ward", "bed-7")
    assert query.statuses == ("in-progress", "arrived")
    assert query.patient == "a"


def test_the_page_size_has_a_limit() -> None:
    assert read("Observation", ("_count", "100000")).count == 200


@pytest.mark.parametrize(
    ("resource_type", "parameter", "value"),
    [
        ("Patient", "shoe-size", "38"),
        ("Patient", "patient", "a"),
        ("Observation", "identifier", "a|b"),
        ("Observation", "location", "ward"),
        ("Observation", "_count", "0"),
        ("Observation", "_count", "many"),
        ("Observation", "_sort", "value"),
        ("Observation", "_lastUpdated", "yesterday"),
        ("Observation", "_lastUpdated", "ge2026-13"),
        ("Observation", "_include", "*"),
    ],
)
def test_what_is_unknown_is_refused_by_name(resource_type: str, parameter: str, value: str) -> None:
    with pytest.raises(SearchRefusal) as refusal:
        read(resource_type, (parameter, value))

    assert refusal.value.parameter == parameter


def test_two_patients_in_one_search_are_refused() -> None:
    with pytest.raises(SearchRefusal):
        read("Observation", ("patient", "a"), ("subject", "Patient/b"))


def test_a_plus_sign_that_became_a_blank_is_still_an_offset() -> None:
    query = read_everything("a", [("_since", "2026-11-22T14:00:00 01:00")], default_count=10, most=10)

    assert query.updated[0].start_s == 1_795_352_400.0


def test_a_continuation_is_the_same_query() -> None:
    query = read("Observation", ("patient", "a"), ("_lastUpdated", "ge2026-01-01"), ("_count", "7"))

    assert Query.from_token(query.token()) == query


@pytest.mark.parametrize("token", ["", "?", "AAAA", "é"])
def test_a_made_up_continuation_is_refused(token: str) -> None:
    with pytest.raises(SearchRefusal):
        Query.from_token(token)
