"""What ZMC's extract has in common with its record and the activity monitor."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from serums_desktop.sandbox.data_lake.lake import Lake
from serums_desktop.sandbox.story.data_lake import data_lake

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
Record = list[dict[str, Any]]


@pytest.fixture(scope="module", name="lake")
def _lake() -> Lake:
    return data_lake(NOW, 1)


@pytest.mark.parametrize(
    ("patnr", "source", "patient", "prefix"),
    [(730114, "zmc", "z-730114", "steps-"), (812207, "device-cloud", "dc-81a7", "hip-steps-")],
)
def test_a_day_of_the_monitor_counts_as_many_steps(
    lake: Lake, record_of: Callable[[str, str], Record], patnr: int, source: str, patient: str, prefix: str
) -> None:
    counted = {
        dt.date.fromisoformat(item["id"].removeprefix(prefix)): int(item["valueQuantity"]["value"])
        for item in record_of(source, patient)
        if item["id"].startswith(prefix)
    }
    first = min(counted)
    days = [row for row in lake.hospitals["ZMC"].tables["zmc.wearable"] if row["patnr"] == patnr]

    assert {first + dt.timedelta(days=row["day_nr"] - 1): row["steps_total"] for row in days} == counted
    assert all(row["time_sit"] > 0 for row in days)
    assert all(row["time_sit"] + row["time_stand"] + row["time_walk"] == row["time_total"] for row in days)


def test_a_document_is_a_picture(lake: Lake) -> None:
    documents = lake.hospitals["ZMC"].tables["zmc.documents"]

    pictures = {base64.b64decode(row["document"])[:8] for row in documents}
    assert pictures == {b"\x89PNG\r\n\x1a\n"}
    assert len({row["document"] for row in documents}) == len(documents)


def test_the_operated_hip_has_a_side_and_both_women_a_warning(lake: Lake) -> None:
    tables = lake.hospitals["ZMC"].tables

    sides = {row["patnr"]: row["laterality"] for row in tables["zmc.complaints_and_diagnosis"]
             if "artrose" in row["name_of_diagnosis_or_complaint"]}  # fmt: skip
    assert sides == {730114: "right", 812207: "left"}
    assert {row["patnr"] for row in tables["zmc.warning"]} == {730114, 812207}
