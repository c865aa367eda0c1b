"""Types that depend on the other rows."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest

from serums_desktop.sandbox.data_lake.frames import frame
from serums_desktop.sandbox.data_lake.lake import Value
from serums_desktop.sandbox.story.data_lake.people import EILIDH, JOANA, NAMESAKE, NAN

MIDNIGHT = dt.datetime(2026, 11, 22)  # noqa: DTZ001 - columns have no zone
MORNING = dt.datetime(2026, 11, 22, 8, 10)  # noqa: DTZ001 - columns have no zone


def column(*values: Value) -> list[Any]:
    return [cells["x"] for cells in frame([{"x": value} for value in values]).values()]


@pytest.mark.parametrize(
    ("values", "typed"),
    [
        (["08005", "93"], [8005.0, 93.0]),
        (["1E3"], [1000.0]),
        (["148", "<40"], ["148", "<40"]),
        (["148", None], ["148", "None"]),
        ([None, None], ["None", "None"]),
        ([7, 8], [7, 8]),
        ([7, None], [7.0, math.nan]),
        (["Nan"], [math.nan]),
        (["nan", "x"], ["", "x"]),
        ([Decimal("1892.000000")], [1892.0]),
        ([Decimal("28.0"), None], ["28.0", "None"]),
        ([MIDNIGHT, None], ["2026-11-22", "NaT"]),
        ([MIDNIGHT, MORNING], ["2026-11-22 00:00:00", "2026-11-22 08:10:00"]),
        (["", "3"], ["", "3"]),
    ],
)
def test_a_column_is_typed_as_a_whole(values: list[Value], typed: list[Any]) -> None:
    found = column(*values)

    assert list(map(repr, found)) == list(map(repr, typed))


def test_no_rows_are_no_columns_either() -> None:
    assert frame([]) == {}


def test_numbers_that_were_texts_come_as_floats(client: Any) -> None:
    address = client.tables(JOANA, "patient_address", hospital="FCRB")["fcrb.patient_address"]["0"]
    person = client.tables(JOANA, "all", hospital="FCRB")["fcrb.patient"]["0"]

    assert (address["pstlz"], address["adrnr"]) == (8005.0, 1000.0)
    assert person["telf1"] == 934870112.0


def test_one_reading_below_the_scale_makes_texts_of_all(client: Any) -> None:
    ours = client.tables(JOANA, "wearable", hospital="FCRB")["fcrb.vital_signs"]
    theirs = client.tables(NAMESAKE, "wearable", hospital="FCRB")["fcrb.vital_signs"]

    assert {type(row["vwert"]) for row in ours.values()} == {float}
    assert [row["vwert"] for row in theirs.values()] == ["118", "<40", "131"]


def test_a_surname_that_is_no_number_is_bare_in_the_payload_and_an_error_in_the_clear(client: Any) -> None:
    found = client.tables(NAN, "patient_details", hospital="FCRB")["fcrb.patient"]["0"]

    assert math.isnan(found["nname"])
    assert b'"nname": NaN' in client.last_payload
    answer = client.plain(NAN, "patient_details", hospital="FCRB")
    assert (answer.status_code, answer.text) == (500, "Internal Server Error")


def test_nulls_are_words_and_a_number_loses_its_zero(client: Any) -> None:
    general = client.tables(EILIDH, "predictor", hospital="USTAN")["ustan.general"]["0"]

    assert general["chi"] == 706687523
    assert (general["metastasis1"], general["dat_death"]) == ("None", "None")
    stays = client.tables(EILIDH, "inpatient", hospital="USTAN")["ustan.smr01"]
    assert [stays[key]["other_condition1"] for key in "01"] == ["None", "C504"]
    medication = client.tables(JOANA, "additional_information", hospital="FCRB")["fcrb.medication"]
    assert "NaT" in {row["stdat"] for row in medication.values()}
