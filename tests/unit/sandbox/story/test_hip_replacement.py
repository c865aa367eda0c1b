from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable
from typing import Any

import pytest

Record = list[dict[str, Any]]
NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
OPERATED = dt.date(2026, 9, 14)


@pytest.fixture
def hospital(record_of: Callable[[str, str], Record]) -> Record:
    return record_of("zmc", "z-812207")


@pytest.fixture
def home(record_of: Callable[[str, str], Record]) -> Record:
    return record_of("device-cloud", "dc-81a7")


def counts(home: Record, code: str) -> dict[int, int]:
    """Day of the course: what the monitor counted."""
    found = {}
    for item in home:
        if item["resourceType"] == "Observation" and item["code"]["coding"][0]["code"] == code:
            start, end = (dt.datetime.fromisoformat(item["effectivePeriod"][key]) for key in ("start", "end"))
            assert start.date() == end.date()
            found[(start.date() - OPERATED).days] = int(item["valueQuantity"]["value"])
    return found


def test_the_operation_is_a_surgical_procedure_ten_weeks_ago(hospital: Record) -> None:
    (operation,) = [item for item in hospital if item["id"] == "thp-operatie"]

    assert operation["code"]["coding"][0]["code"] == "52734007"
    assert operation["category"]["coding"][0]["code"] == "387713003"
    assert dt.datetime.fromisoformat(operation["performedDateTime"]).date() == OPERATED


def test_five_nights_in_hospital_hold_the_operation_and_end_with_the_letter(hospital: Record) -> None:
    by_id = {item["id"]: item for item in hospital}
    start, end = (dt.datetime.fromisoformat(by_id["thp-opname"]["period"][key]) for key in ("start", "end"))

    assert (end.date() - start.date()).days == 5
    assert start < dt.datetime.fromisoformat(by_id["thp-operatie"]["performedDateTime"]) < end
    assert start < dt.datetime.fromisoformat(by_id["thp-ontslagbrief"]["date"]) < end


def test_the_monitor_counts_by_the_codes_that_charts_look_for(home: Record) -> None:
    (steps,) = [item for item in home if item["id"] == "hip-steps-2026-11-21"]
    (rises,) = [item for item in home if item["id"] == "hip-rises-2026-11-21"]

    assert steps["code"]["coding"][0]["code"] == "41950-7"
    assert (steps["valueQuantity"]["unit"], steps["valueQuantity"]["code"]) == ("steps", "{steps}")
    assert rises["code"]["coding"][0] == {
        "system": "https://serums.example/observation",
        "code": "sit-to-stand-transitions",
        "display": "Sit-to-stand transitions in a day",
    }
    assert (rises["valueQuantity"]["unit"], rises["valueQuantity"]["code"]) == (
        "transitions",
        "{transitions}",
    )
    assert {item["category"][0]["coding"][0]["code"] for item in (steps, rises)} == {"activity"}


@pytest.mark.parametrize("code", ["41950-7", "sit-to-stand-transitions"])
def test_nothing_is_counted_in_hospital_or_today(home: Record, code: str) -> None:
    days = counts(home, code)

    assert (min(days), max(days)) == (-35, 68)
    assert not days.keys() & set(range(6))


def test_she_falls_far_behind_and_rising_from_a_chair_comes_back_last(home: Record) -> None:
    back = {}
    for code in ("41950-7", "sit-to-stand-transitions"):
        days = counts(home, code)
        own = statistics.median(count for day, count in days.items() if day < 0)
        assert statistics.median(days[day] for day in range(6, 13)) < 0.35 * own
        assert statistics.median(days[day] for day in range(62, 69)) > 1.05 * own
        back[code] = next(
            day
            for day in range(13, 69)
            if statistics.median(days[each] for each in range(day - 6, day + 1) if each in days) >= own
        )

    assert back["41950-7"] + 7 <= back["sit-to-stand-transitions"]


def test_the_wristband_goes_on_until_a_moment_ago(home: Record) -> None:
    series = [item for item in home if "valueSampledData" in item]
    last = series[-1]

    assert last["status"] == "preliminary"
    assert (
        dt.timedelta()
        < NOW - dt.datetime.fromisoformat(last["effectivePeriod"]["end"])
        < dt.timedelta(minutes=20)
    )
    for item in series:
        start, end = (dt.datetime.fromisoformat(item["effectivePeriod"][key]) for key in ("start", "end"))
        samples = item["valueSampledData"]["data"].split(" ")
        assert item["code"]["coding"][0]["code"] == "8867-4"
        assert item["valueSampledData"]["origin"]["code"] == "/min"
        assert end - start == (len(samples) - 1) * dt.timedelta(minutes=5)
