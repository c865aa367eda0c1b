"""Which tags are asked for."""

from __future__ import annotations

from serums_desktop.sources.data_lake.definitions import HOSPITALS
from serums_desktop.sources.data_lake.plan import Step, steps

FCRB, ZMC = HOSPITALS["FCRB"], HOSPITALS["ZMC"]


def test_warnings_come_first_and_nothing_is_asked_for_twice() -> None:
    asked = steps(ZMC, ZMC.tags, ZMC.tables)

    assert "warning" in asked[0].tables
    assert "allergies" in asked[0].tables
    assert len(asked) < len(ZMC.tags) / 2
    tables = [table for step in asked for table in step.tables]
    assert sorted(tables) == sorted(ZMC.tables)


def test_what_all_leaves_out_is_asked_for_elsewhere() -> None:
    asked = steps(ZMC, ["all", "diagnostic"], ZMC.tables)

    assert [step.tag for step in asked if "measurements" in step.tables] == ["diagnostic"]


def test_a_table_in_two_parts_is_taken_from_both() -> None:
    asked = steps(FCRB, ["wearable", "patient_details"], {"vital_signs": FCRB.tables["vital_signs"]})

    assert sorted(asked, key=lambda step: step.tag) == [
        Step("patient_details", frozenset({"vital_signs"})),
        Step("wearable", frozenset({"vital_signs"})),
    ]


def test_a_tag_with_nothing_that_is_wanted_is_not_asked_for() -> None:
    assert steps(FCRB, FCRB.tags, {"patient_address": frozenset({"ort"})}) == [
        Step("patient_address", frozenset({"patient_address"}))
    ]
    assert steps(FCRB, ["no_such_tag"], FCRB.tables) == []
