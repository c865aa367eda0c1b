from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.sandbox.cluster import Source
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.search import read_query
from serums_desktop.sandbox.story import hospitals
from serums_desktop.sandbox.story.ward import medicine_keys
from serums_desktop.sandbox.story.ward_patients import inpatients
from serums_desktop.sandbox.story.ward_problems import MEDICINES

Record = list[dict[str, Any]]


def read(source: Source, resource_type: str) -> Record:
    return [json.loads(item.body) for item in source.resources if item.type == resource_type]


def stays(source: Source) -> Record:
    return [
        item
        for item in read(source, "Encounter")
        if any(place["location"]["reference"] == "Location/ward-12" for place in item.get("location", ()))
    ]


def test_fifty_beds_belong_to_the_ward_and_each_has_one_patient(told: dict[str, Source]) -> None:
    beds = [item["id"] for item in read(told["ustan"], "Location") if "partOf" in item]
    taken = Counter(item["location"][1]["location"]["reference"] for item in stays(told["ustan"]))

    assert len(beds) == 50
    assert taken == Counter(f"Location/{bed}" for bed in beds)
    assert len({item["subject"]["reference"] for item in stays(told["ustan"])}) == 50


def test_the_ward_is_found_by_its_location(told: dict[str, Source], tmp_path: Path) -> None:
    repository = Repository(tmp_path / "ustan", told["ustan"].resources)
    asked = [("location", "Location/ward-12"), ("status", "in-progress")]
    page = repository.search(read_query("Encounter", asked, default_count=100, most=100), "TREAT")
    repository.close()

    assert page.total == 50


def test_everybody_on_the_ward_is_an_inpatient_now_for_a_reason(told: dict[str, Source]) -> None:
    for item in stays(told["ustan"]):
        assert (item["status"], item["class"]["code"]) == ("in-progress", "IMP")
        assert "end" not in item["period"]
        assert item["reasonCode"][0]["text"]
        assert [place["status"] for place in item["location"]] == ["active", "active"]


def test_two_women_share_a_name_but_neither_birthday_nor_allergy(told: dict[str, Source]) -> None:
    on_ward = {item["subject"]["reference"].partition("/")[2] for item in stays(told["ustan"])}
    names = Counter(
        item["name"][0]["text"] for item in read(told["ustan"], "Patient") if item["id"] in on_ward
    )
    first, second = [who for who in inpatients() if who.family == "MacDonald"]

    assert {name: count for name, count in names.items() if count > 1} == {"Margaret MacDonald": 2}
    assert first.born != second.born
    assert set(first.allergies).isdisjoint(second.allergies)


def test_every_chart_is_small_and_speaks_of_the_last_day(
    told: dict[str, Source], record_of: Callable[[str, str], Record]
) -> None:
    allergies = Counter[int]()
    for stay in stays(told["ustan"]):
        chart = record_of("ustan", stay["subject"]["reference"].partition("/")[2])
        kinds = Counter(item["resourceType"] for item in chart)
        latest = max(item["effectiveDateTime"] for item in chart if item["resourceType"] == "Observation")
        assert 2 <= kinds["Condition"] <= 5
        assert 3 <= kinds["MedicationRequest"] <= 8
        assert kinds["Observation"] <= 22
        assert latest.startswith("2026-11-22")
        allergies[kinds["AllergyIntolerance"]] += 1

    assert allergies[0] >= 3


def test_nobody_is_given_what_they_are_allergic_to() -> None:
    for who in inpatients():
        substances = {MEDICINES[key].atc for key in medicine_keys(who)}
        if "penicillin" in who.allergies:
            assert not any(atc.startswith(("J01C", "J01DH")) for atc in substances)
        if "aspirin" in who.allergies:
            assert "B01AC06" not in substances
        if "codeine" in who.allergies:
            assert "N02AA01" not in substances


@pytest.mark.parametrize("hour", [0, 5, 13, 23])
def test_whatever_the_hour_measurements_follow_admission(hour: int) -> None:
    now = dt.datetime(2026, 11, 22, hour, 3, tzinfo=dt.UTC)
    (ustan,) = [source for source in hospitals(now, 1) if source.id == "ustan"]
    admitted = {
        item["subject"]["reference"]: dt.datetime.fromisoformat(item["period"]["start"])
        for item in stays(ustan)
    }

    for item in read(ustan, "Observation"):
        if item["subject"]["reference"] in admitted:
            when = dt.datetime.fromisoformat(item["effectiveDateTime"])
            assert admitted[item["subject"]["reference"]] < when <= now
