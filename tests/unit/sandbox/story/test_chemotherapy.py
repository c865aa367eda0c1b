from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

Record = list[dict[str, Any]]
NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)


@pytest.fixture
def hospital(record_of: Callable[[str, str], Record]) -> Record:
    return record_of("ustan", "on-31846")


@pytest.fixture
def home(record_of: Callable[[str, str], Record]) -> Record:
    return record_of("device-cloud", "dc-93e4")


def cycles(hospital: Record) -> list[dt.datetime]:
    """When each chemotherapy began."""
    return [
        dt.datetime.fromisoformat(item["performedDateTime"])
        for item in hospital
        if item["resourceType"] == "Procedure" and _code(item) == "367336001"
    ]


def grades(record: Record) -> list[dict[str, Any]]:
    return [item for item in record if item.get("valueQuantity", {}).get("unit") == "CTCAE grade"]


def _code(item: dict[str, Any]) -> str:
    return str(item["code"].get("coding", [{"code": ""}])[0]["code"])


def test_six_cycles_three_weeks_apart_the_last_about_a_fortnight_ago(hospital: Record) -> None:
    days = [moment.date() for moment in cycles(hospital)]
    titles = [item["code"]["text"] for item in hospital if item["id"].startswith("onc-chemotherapy-")]

    assert [(after - before).days for before, after in pairwise(days)] == [21] * 5
    assert 11 <= (NOW.date() - days[-1]).days <= 17
    assert titles == [f"FEC-T, cycle {number} of 6" for number in range(1, 7)]


def test_doses_follow_the_body_surface_and_docetaxel_begins_reduced(hospital: Record) -> None:
    given = {
        item["id"]: item["dosage"]["dose"]["value"]
        for item in hospital
        if item["resourceType"] == "MedicationAdministration"
    }

    assert given["onc-epirubicin-1-given"] == Decimal("172.0")
    assert given["onc-docetaxel-4-given"] == Decimal("137.6")
    assert {key for key in given if "docetaxel" in key} == {f"onc-docetaxel-{n}-given" for n in (4, 5, 6)}
    (fourth,) = [item for item in hospital if item["id"] == "onc-chemotherapy-4"]
    assert "80 mg/m² instead of 100" in fourth["note"][0]["text"]


def test_an_administration_lies_within_its_visit(hospital: Record) -> None:
    by_id = {f"{item['resourceType']}/{item['id']}": item for item in hospital}
    infusions = [item for item in hospital if item["id"].endswith("-given")]

    assert len(infusions) == 12
    for item in infusions:
        visit = by_id[item["context"]["reference"]]
        assert visit["period"]["start"] <= item["effectivePeriod"]["start"]
        assert item["effectivePeriod"]["end"] <= visit["period"]["end"]


def test_she_is_admitted_with_the_lowest_neutrophils_after_the_third_cycle(hospital: Record) -> None:
    counts = {
        dt.datetime.fromisoformat(item["effectiveDateTime"]): item["valueQuantity"]["value"]
        for item in hospital
        if item["resourceType"] == "Observation" and _code(item) == "751-8"
    }
    (stay,) = [item for item in hospital if item["id"] == "onc-sepsis-stay"]
    start, end = (dt.datetime.fromisoformat(stay["period"][key]) for key in ("start", "end"))
    lowest = min(counts, key=lambda moment: counts[moment])

    assert start <= lowest <= end
    assert counts[lowest] == Decimal("0.1")
    third, fourth = cycles(hospital)[2:4]
    assert third < start < end < fourth


def test_toxicity_is_reported_for_every_cycle_and_belongs_to_it(hospital: Record, home: Record) -> None:
    starts = [*cycles(hospital), NOW]
    by_symptom: dict[str, set[int]] = defaultdict(set)
    for item in grades(hospital) + grades(home):
        when = dt.datetime.fromisoformat(item["effectiveDateTime"])
        number = sum(start <= when for start in starts)
        assert 1 <= number <= 6
        assert item["category"][0]["coding"][0]["code"] == "survey"
        assert item["valueQuantity"]["code"] == "{CTCAE grade}"
        assert item["id"].endswith(f"-{number}")
        by_symptom[item["code"]["text"]].add(number)

    assert by_symptom.keys() == {
        "Nausea",
        "Vomiting",
        "Diarrhoea",
        "Constipation",
        "Fatigue",
        "Oral mucositis",
        "Oesophagitis",
        "Neurotoxicity",
        "Hand-foot syndrome",
        "Skin",
        "Hypersensitivity",
    }
    assert sum(len(numbers) for numbers in by_symptom.values()) == 66 - 4


def test_one_grade_is_out_of_range_as_in_real_data(hospital: Record, home: Record) -> None:
    values = [int(item["valueQuantity"]["value"]) for item in grades(hospital) + grades(home)]

    assert [value for value in values if not 0 <= value <= 4] == [6]


def test_what_is_reported_from_home_comes_from_her(hospital: Record, home: Record) -> None:
    assert {item["performer"][0]["reference"] for item in grades(home)} == {"Patient/dc-93e4"}
    assert {item["performer"][0]["reference"] for item in grades(hospital)} == {"Practitioner/petrie"}


def test_eight_weeks_of_heart_rate_by_the_minute(home: Record) -> None:
    series = [item["valueSampledData"] for item in home if "valueSampledData" in item]

    assert len(series) == 57
    assert {item["period"] for item in series} == {60_000}
