"""Finding somebody at one hospital."""

from __future__ import annotations

from typing import Any

import pytest

from serums_desktop.sandbox.story.data_lake.people import EILIDH, HUBERTINA, JOANA, OTHER_EILIDH

NOBODY = (500, {"message": "Unable to find a patient with those details"})


def search(client: Any, hospital: str, **asked: Any) -> Any:
    answer = client.post("search/serums_id", {"hospital_id": hospital, **asked})
    return answer.json() if answer.ok else (answer.status_code, answer.json())


def test_a_hit_has_native_names_and_a_gender_that_became_a_float(client: Any) -> None:
    assert search(client, "FCRB", first_name="Joana", first_surname="Soler") == [
        {"patnr": 48213, "vname": "Joana", "nname": "Soler", "gbnam": "Vila", "gbdat": "1935-03-14",
         "gschl": 2.0, "serums_id": JOANA},
    ]  # fmt: skip
    assert search(client, "zmc", family_name="Smeets", gender="V")[0]["serums_id"] == HUBERTINA


@pytest.mark.parametrize(
    "asked",
    [{"first_name": "joana"}, {"first_surname": "Soler Vila"}, {"dob": "1935-13-45"}, {"gender": "2.0"}, {},
     {"patient_id": 1, "first_name": ""}],
)  # fmt: skip
def test_all_but_an_exact_match_is_nobody(client: Any, asked: dict[str, Any]) -> None:
    assert search(client, "FCRB", **asked) == NOBODY


def test_at_ustan_the_later_name_counts_and_both_are_one(client: Any) -> None:
    assert search(client, "USTAN", first_name="EILIDH", family_name="DRUMMOND") == NOBODY
    found = search(client, "USTAN", first_name="whoever", family_name="EILIDH DRUMMOND")
    assert {hit["serums_id"] for hit in found} == {EILIDH, OTHER_EILIDH}


def test_a_date_is_read_month_first(client: Any) -> None:
    asked = {"family_name": "EILIDH DRUMMOND"}

    assert [hit["serums_id"] for hit in search(client, "USTAN", **asked, dob="06/07/1968")] == [EILIDH]
    assert [hit["serums_id"] for hit in search(client, "USTAN", **asked, dob="07/06/1968")] == [OTHER_EILIDH]


def test_a_patient_number_that_is_none_is_422(client: Any) -> None:
    assert search(client, "USTAN", patient_id="CHI")[0] == 422


def test_a_number_without_its_zero_is_the_same_number(client: Any) -> None:
    (hit,) = search(client, "USTAN", patient_id="0706687523")

    assert (hit["chi"], hit["date_of_birth"], hit["gender"]) == (706687523, "1968-06-07", 2)


def test_somebody_outside_the_network_has_no_id(client: Any) -> None:
    (hit,) = search(client, "FCRB", first_name="Montserrat", first_surname="Rius")

    assert (hit["patnr"], hit["serums_id"]) == (44790, None)


@pytest.mark.parametrize(
    ("hospital", "asked"), [("FCRB", {"first_surname": "Nan"}), ("NHS", {"first_name": "Joana"})]
)
def test_a_name_that_is_no_number_and_an_unknown_hospital_break_it(
    client: Any, hospital: str, asked: dict[str, Any]
) -> None:
    answer = client.post("search/serums_id", {"hospital_id": hospital, **asked})

    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


def test_a_patient_without_number_breaks_the_search(client: Any) -> None:
    assert search(client, "USTAN", family_name="MORAG LINDSAY") == NOBODY
