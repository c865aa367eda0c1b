"""What FCRB's extract has in common with its record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from serums_desktop.sandbox.data_lake.columns import COLUMNS
from serums_desktop.sandbox.data_lake.lake import Lake
from serums_desktop.sandbox.data_lake.tag_words import LISTED
from serums_desktop.sandbox.data_lake.tags import parts
from serums_desktop.sandbox.story.data_lake import data_lake

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
Record = list[dict[str, Any]]


@pytest.fixture(scope="module", name="lake")
def _lake() -> Lake:
    return data_lake(NOW, 1)


def test_home_glucose_is_the_same_at_the_same_minute(
    lake: Lake, record_of: Callable[[str, str], Record]
) -> None:
    measured = {
        (item["effectiveDateTime"][:16], str(item["valueQuantity"]["value"]))
        for item in record_of("fcrb", "soler-vila")
        if item["id"].startswith("capillary-")
    }
    extracted = {
        (row["erdat"].isoformat(timespec="minutes"), row["vwert"])
        for row in lake.hospitals["FCRB"].tables["fcrb.vital_signs"]
        if row["patnr"] == 48213 and row["vppid"] == "GLIC_CAPIL" and isinstance(row["erdat"], dt.datetime)
    }

    assert len(extracted) > 300
    assert extracted == measured


def test_her_number_is_in_the_record_and_her_insurance_number_too(
    lake: Lake, record_of: Callable[[str, str], Record]
) -> None:
    (patient,) = [item for item in record_of("fcrb", "soler-vila") if item["resourceType"] == "Patient"]
    values = {one["value"] for one in patient["identifier"]}
    (row,) = [one for one in lake.hospitals["FCRB"].tables["fcrb.patient"] if one["patnr"] == 48213]

    assert {row["rvnum"], f"{row['patnr']:07d}"} <= values


def test_the_same_moment_and_seed_tell_the_same(lake: Lake) -> None:
    assert data_lake(NOW, 1) == lake
    assert data_lake(NOW, 2) != lake


def test_every_table_has_its_columns_and_no_text_is_longer_than_the_extract_allows(lake: Lake) -> None:
    for hospital in lake.hospitals.values():
        for table, rows in hospital.tables.items():
            assert {tuple(row) for row in rows} <= {tuple(COLUMNS[table].split())}
    medication = lake.hospitals["FCRB"].tables["fcrb.medication"]
    assert max(len(str(row["mostx"])) for row in medication) == 80


def test_every_tag_shows_columns_that_its_tables_have() -> None:
    for hospital, words in LISTED.items():
        defined = {tag: list(parts(hospital, tag)) for tag in words}
        for part in (part for shown in defined.values() for part in shown):
            assert set(part.columns) <= set(COLUMNS[part.table].split())
        assert [tag for tag, shown in defined.items() if not shown] == (
            ["patient_address"] if hospital == "ZMC" else []
        )
