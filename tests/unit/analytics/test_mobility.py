"""Recovery against the own baseline: medians of recorded days, withheld where there are too few."""

import datetime as dt
from typing import Any

import pytest

from serums_desktop.analytics.mobility import (
    LEAST_BASELINE_DAYS,
    Operation,
    Withheld,
    baseline,
    day_totals,
    moving_medians,
    operation_between,
    operations_of,
    recovery,
)
from serums_desktop.domain.entries import Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

OPERATION = dt.date(2026, 9, 14)
DAY = dt.timedelta(days=1)


def item(day: str, value: str, **fields: Any) -> TimelineItem:
    kind: dict[str, Any] = {"lane": Lane.VITALS, "resource_type": "Observation", "title": "Steps", **fields}
    return TimelineItem(item_id=f"a/{day}/{value}", date_text=day, value_text=value, **kind)


def counted(first: dt.date, *values: int) -> list[TimelineItem]:
    return [item((first + place * DAY).isoformat(), str(value)) for place, value in enumerate(values)]


def test_a_day_is_the_sources_own_day_and_its_total_the_text_it_sent() -> None:
    (total,) = day_totals([item("2026-09-01T23:30:00+02:00", "5120.0")])
    assert total.day == dt.date(2026, 9, 1)
    assert (total.total, total.texts) == (5120.0, ("5120.0",))


@pytest.mark.parametrize("text", ["", "many", "-1", "NaN", "Infinity", ">5000"])
def test_what_is_no_total_is_left_out(text: str) -> None:
    assert day_totals([item("2026-09-01", text)]) == []


@pytest.mark.parametrize("date", ["", "2026", "2026-09"])
def test_what_has_no_day_is_left_out(date: str) -> None:
    assert day_totals([item(date, "5120")]) == []


def test_totals_that_differ_are_not_chosen_between() -> None:
    (total,) = day_totals([item("2026-09-01", "5120"), item("2026-09-01", "4000")])
    assert total.total is None
    assert (total.low, total.high, total.texts) == (4000, 5120, ("4000", "5120"))


def test_a_median_needs_four_days_of_its_seven_and_counts_no_day_as_zero() -> None:
    first = dt.date(2026, 9, 1)
    totals = day_totals([*counted(first, 10, 20, 30, 40), *counted(first + 9 * DAY, 50)])
    assert moving_medians(totals) == {first + 3 * DAY: 25}


def test_the_baseline_is_of_the_ninety_days_before() -> None:
    items = (
        counted(OPERATION - 100 * DAY, 9)
        + counted(OPERATION - 8 * DAY, *range(1, 9))
        + counted(OPERATION, 99)
    )
    own = baseline(day_totals(items), OPERATION)
    assert (own.median, own.days, own.withheld) == (4.5, 8, None)


def test_below_seven_days_there_is_no_baseline_and_it_says_why() -> None:
    few = day_totals(counted(OPERATION - 6 * DAY, *[4000] * (LEAST_BASELINE_DAYS - 1), 10, 20))
    own = baseline(few, OPERATION)
    assert (own.median, own.days, own.withheld) == (None, 6, Withheld.FEW_DAYS_BEFORE)
    assert recovery(few, OPERATION).withheld is Withheld.FEW_DAYS_BEFORE
    assert baseline(few, None).withheld is Withheld.NO_OPERATION


def test_recovery_is_the_last_week_against_the_baseline() -> None:
    before = counted(OPERATION - 10 * DAY, *[4000] * 10)
    after = counted(OPERATION + 40 * DAY, 2000, 3000, 5000, 5000, 6000)
    found = recovery(day_totals(before + after), OPERATION)
    assert (found.median, found.percent, found.withheld) == (5000, 125, None)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ([4000] * 10, [], Withheld.NOTHING_AFTER),
        ([4000] * 10, [1000] * 3, Withheld.FEW_DAYS_NOW),
        ([0] * 10, [1000] * 7, Withheld.NO_MOVEMENT_BEFORE),
    ],
)
def test_recovery_is_withheld_with_its_reason(before: list[int], after: list[int], why: Withheld) -> None:
    items = counted(OPERATION - 10 * DAY, *before) + counted(OPERATION + DAY, *after)
    found = recovery(day_totals(items), OPERATION)
    assert (found.percent, found.withheld) == (None, why)


def test_operations_are_joint_replacements_that_were_carried_out() -> None:
    fields: dict[str, Any] = {"resource_type": "Procedure", "codes": ("52734007",), "start_s": 1.0}
    done = item("2026-09-14", "", **fields)
    planned = item("2026-12-01", "", **fields, standing=Standing.PLANNED)
    not_done = item("2026-09-15", "", **fields, negated=True)
    other = item("2026-09-16", "", **{**fields, "codes": ("80146002",)})
    assert operations_of([not_done, planned, other, done]) == (Operation(OPERATION, 1.0, "Steps"),)


def test_the_operation_that_counts_is_the_last_the_totals_begin_before() -> None:
    totals = day_totals(counted(OPERATION - DAY, 1, 2, 3))
    early, late = (Operation(day, 0.0, "") for day in (OPERATION - 9 * DAY, OPERATION))
    assert operation_between([early, late], totals) == OPERATION
    assert operation_between([early], totals) is None
    assert operation_between([late], []) is None
