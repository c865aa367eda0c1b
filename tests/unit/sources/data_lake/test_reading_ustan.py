"""USTAN's rows as entries."""

from __future__ import annotations

import pytest

from serums_desktop.domain.entries import Label, Standing
from serums_desktop.domain.received import Received
from serums_desktop.sources.data_lake.drafting import Draft
from serums_desktop.sources.data_lake.reading_ustan import READERS
from serums_desktop.sources.data_lake.rows import Row
from serums_desktop.sources.data_lake.sealed import NumberText

NOW_S = 1_790_000_000.0  # in September 2026


def read(table: str, *, is_exact: bool = True, **cells: str) -> list[Received]:
    return READERS[table](Draft(Row(table, cells, is_exact), "ustan", "urn:serums:ustan", 0, NOW_S), {})


@pytest.mark.parametrize("is_exact", [True, False])
def test_a_cycle_is_a_treatment_its_drugs_and_what_was_graded(is_exact: bool) -> None:
    end = "" if is_exact else ".0"
    received = read(
        "cycles",
        is_exact=is_exact,
        drug_names="DOCETAXEL",
        regime="FEC-D (D)",
        cycle=NumberText(f"4{end}"),
        appointment_date="2026-08-04",
        intention="Adjuvant",
        nausea=NumberText(f"2{end}"),
        neurotoxicity=NumberText(f"6{end}"),
        p_ps=NumberText(f"-1{end}"),
    )

    entries = {item.resource_id.rpartition("-")[2]: item.entry for item in received}
    treatment, drugs = entries["cycle"], entries["drugs"]
    assert treatment is not None
    assert (treatment.title, treatment.codes[0].code) == ("FEC-D (D), cycle 4", "367336001")
    assert treatment.detail(Label.TEXT) == ""
    assert drugs is not None
    assert (drugs.title, drugs.standing) == ("DOCETAXEL", Standing.PAST)
    nausea, performance = entries["nausea"], entries["p_ps"]
    assert nausea is not None
    assert str(nausea.value) == f"2{end} CTCAE grade"
    assert performance is not None
    assert (performance.value, performance.value_text) == (None, "-1")
    assert {item.problem for item in received} == {"", "$.neurotoxicity", "$.p_ps"}


def test_a_cycle_to_come_is_planned() -> None:
    received = read("cycles", drug_names="FEC", regime="FEC", appointment_date="01/01/2027 00:00:00")

    assert {item.entry.standing for item in received if item.entry is not None} == {Standing.PLANNED}


def test_a_symptom_nobody_graded_is_no_grade_of_zero() -> None:
    received = read("cycles", regime="FEC", nausea=NumberText("0"))

    assert [item.entry.title for item in received if item.entry is not None] == ["FEC", "nausea"]


def test_a_registration_says_each_of_its_findings() -> None:
    [received] = read(
        "smr06", incidence_date="27/02/2014 00:00:00", er_status=NumberText("0"), stage_clinical_t="4b"
    )

    assert received.entry is not None
    assert [(part.title, part.value_text) for part in received.entry.components] == [
        ("er_status", "0"),
        ("stage_clinical_t", "4b"),
    ]
