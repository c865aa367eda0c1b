"""Toxicity by cycle: the worst grade of each cycle, and what is no grade left as it came."""

from typing import Any

import msgspec
import pytest

from serums_desktop.analytics.toxicity import CHEMOTHERAPY, GRADE_UNIT, by_cycle, cycles_of, grade
from serums_desktop.domain.entries import Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

DAY_S = 86_400.0


def cycle(day: int, title: str = "Chemotherapy", **fields: Any) -> TimelineItem:
    given: dict[str, Any] = {"start_s": day * DAY_S, "codes": (CHEMOTHERAPY,), **fields}
    return TimelineItem(
        item_id=f"c/{day}/{title}",
        lane=Lane.PROCEDURES,
        resource_type="Procedure",
        title=title,
        date_text=f"2026-01-{day:02}",
        **given,
    )


def report(day: float, text: str, symptom: str = "Nausea", source: str = "home") -> TimelineItem:
    return TimelineItem(
        item_id=f"r/{day}/{symptom}/{text}/{source}",
        lane=Lane.PROBLEMS,
        resource_type="Observation",
        title=symptom,
        row=symptom,
        row_title=symptom,
        start_s=day * DAY_S,
        date_text="2026",
        value_text=text,
        unit=GRADE_UNIT,
        sources=(source,),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", 0), ("5", 5), ("2.0", 2), ("6", None), ("-1", None), ("2.5", None), (">2", None), ("", None)],
)
def test_a_grade_is_a_whole_number_from_0_to_5(text: str, expected: int | None) -> None:
    assert grade(text) == expected


def test_cycles_are_numbered_by_their_title_else_by_their_place() -> None:
    cycles = cycles_of([cycle(22, "FEC-T, cycle 5 of 6"), cycle(1)])
    assert [(each.number, each.planned) for each in cycles] == [(1, None), (5, 6)]


def test_planned_refused_and_repeated_cycles_do_not_count() -> None:
    items = [
        cycle(1),
        cycle(1, "The same from elsewhere"),
        cycle(3, negated=True),
        cycle(4, standing=Standing.PLANNED),
        cycle(5, codes=("80146002",)),
    ]
    assert len(cycles_of(items)) == 1


def test_a_report_belongs_to_the_last_cycle_begun_and_the_worst_is_shown() -> None:
    items = [cycle(1), cycle(22), report(8, "1"), report(9, "3"), report(10, "2"), report(22, "0")]
    (nausea,) = by_cycle(items).symptoms
    first, second = nausea.cells
    assert first.worst is not None
    assert (first.worst.grade, len(first.reports)) == (3, 3)
    assert second.worst is not None
    assert second.worst.grade == 0


def test_no_report_is_no_grade() -> None:
    table = by_cycle([cycle(1), cycle(22), report(8, "1"), report(23, "2", "Fatigue")])
    fatigue, nausea = table.symptoms
    assert (fatigue.title, fatigue.cells[0].worst, fatigue.cells[0].reports) == ("Fatigue", None, ())
    assert nausea.cells[1].reports == ()


def test_what_is_no_grade_stays_as_received_and_hides_no_grade() -> None:
    (nausea,) = by_cycle([cycle(1), report(8, "6"), report(9, "2", source="clinic")]).symptoms
    (cell,) = nausea.cells
    assert [each.text for each in cell.not_grades] == ["6"]
    assert cell.worst is not None
    assert (cell.worst.grade, cell.worst.source_id) == (2, "clinic")


def test_reports_from_before_the_first_cycle_stand_apart() -> None:
    table = by_cycle([cycle(10), report(2, "1")])
    assert table.has_reports_before
    assert table.symptoms[0].cells[0].reports == ()
    assert not by_cycle([cycle(1), report(2, "1")]).has_reports_before


def test_other_units_and_undated_reports_are_not_graded() -> None:
    undated = msgspec.structs.replace(report(2, "1"), start_s=None)
    litres = msgspec.structs.replace(report(2, "1"), unit="L")
    assert by_cycle([cycle(1), undated, litres]).symptoms == ()
