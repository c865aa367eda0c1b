"""What USTAN's extract says of the chemotherapy, and the zero that it loses."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from stdnum.gb import nhs

from serums_desktop.sandbox.story.chemotherapy_toxicity import GRADES
from serums_desktop.sandbox.story.data_lake import data_lake
from serums_desktop.sandbox.story.person import EILIDH_CHI

NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)


def test_the_cycles_are_those_of_the_record() -> None:
    cycles = data_lake(NOW, 1).hospitals["USTAN"].tables["ustan.cycles"]

    assert {f"{row['chi']:010d}" for row in cycles} == {EILIDH_CHI[1]}
    assert [row["neurotoxicity"] for row in cycles] == list(GRADES["neurotoxicity"])
    assert [row["constipation"] for row in cycles] == [2, None, 2, 1, 0, None]
    assert [row["appointment_date"] for row in cycles] == sorted(row["appointment_date"] for row in cycles)
    assert [row["p_ps"] for row in cycles] == [-1, *(row["ps"] for row in cycles[:-1])]
    assert cycles[0]["required_doses"] == Decimal(1892)


def test_strangers_have_numbers_that_could_be_theirs() -> None:
    people = data_lake(NOW, 1).hospitals["USTAN"].tables["ustan.general"]

    for row in people:
        if row["chi"] is not None:
            number = f"{row['chi']:010d}"
            assert number[:6] == row["date_of_birth"].strftime("%d%m%y")
            assert nhs.is_valid(number)
