"""Toxicity of chemotherapy by cycle: the worst grade reported of each symptom in each cycle.

Grades are those of the Common Terminology Criteria for Adverse Events (CTCAE v5.0, US National Cancer
Institute 2017): whole numbers from 1 to 5, and 0 for a symptom that was asked for and absent. What is
anything else stays as it was received and is no grade. No report is no grade either, and never 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

import msgspec

from serums_desktop.domain.entries import Standing
from serums_desktop.domain.timeline import TimelineItem

# SNOMED CT 367336001 |Chemotherapy (procedure)|.
CHEMOTHERAPY = "367336001"
GRADE_UNIT = "CTCAE grade"
WORST = 5

_NUMBERED = re.compile(r"\bcycle\s+(\d{1,2})(?:\s+of\s+(\d{1,2}))?\b", re.IGNORECASE)


class Cycle(msgspec.Struct, frozen=True):
    """One cycle. `number` is the one its title gives, else its place; `planned` how many there are to be.

    `start_s` is in UTC epoch seconds; `date_text` and `title` are the source's own words.
    """

    number: int
    start_s: float
    date_text: str
    title: str
    planned: int | None = None


class Report(msgspec.Struct, frozen=True):
    """One report of a symptom. `grade` is None where `text`, as it was received, is not a CTCAE grade."""

    item_id: str
    text: str
    grade: int | None
    at_s: float
    date_text: str
    source_id: str


class Cell(msgspec.Struct, frozen=True):
    """Every report of one symptom in one cycle, in order of time; empty where there is none."""

    reports: tuple[Report, ...] = ()

    @property
    def worst(self) -> Report | None:
        """The first report of the highest grade; None without one."""
        graded = [report for report in self.reports if report.grade is not None]
        return max(graded, key=lambda report: report.grade or 0, default=None)

    @property
    def not_grades(self) -> tuple[Report, ...]:
        """The reports whose value is not a CTCAE grade."""
        return tuple(report for report in self.reports if report.grade is None)


class Symptom(msgspec.Struct, frozen=True):
    """One row: `cells` are one for each cycle, after `before`, the reports from before the first cycle."""

    row: str
    title: str
    before: Cell
    cells: tuple[Cell, ...]


class ToxicityTable(msgspec.Struct, frozen=True):
    """Symptoms over cycles."""

    cycles: tuple[Cycle, ...] = ()
    symptoms: tuple[Symptom, ...] = ()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """The sources of the reports, each once."""
        cells = (cell for symptom in self.symptoms for cell in (symptom.before, *symptom.cells))
        return tuple(dict.fromkeys(report.source_id for cell in cells for report in cell.reports))

    @property
    def has_reports_before(self) -> bool:
        """Whether anything was reported before the first cycle."""
        return any(symptom.before.reports for symptom in self.symptoms)


def grade(text: str) -> int | None:
    """The CTCAE grade a decimal's text says, or None for a text that is none: ``2`` and ``2.0`` are 2."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    whole = number.is_finite() and number == number.to_integral_value()
    return int(number) if whole and 0 <= number <= WORST else None


def cycles_of(items: Sequence[TimelineItem]) -> tuple[Cycle, ...]:
    """The cycles that were given, in order of their start. One calendar day has one cycle."""
    given = [
        (item.start_s, item)
        for item in items
        if item.resource_type == "Procedure"
        and CHEMOTHERAPY in item.codes
        and not item.negated
        and item.standing is not Standing.PLANNED
        and item.start_s is not None
    ]
    days: dict[str, tuple[float, TimelineItem]] = {}
    for start_s, item in sorted(given, key=lambda pair: (pair[0], pair[1].item_id)):
        days.setdefault(item.date_text[:10], (start_s, item))
    cycles: list[Cycle] = []
    for place, (start_s, item) in enumerate(days.values(), 1):
        said = _NUMBERED.search(item.title)
        number = int(said[1]) if said else place
        planned = int(said[2]) if said and said[2] else None
        cycles.append(Cycle(number, start_s, item.date_text, item.title, planned))
    return tuple(cycles)


def by_cycle(items: Sequence[TimelineItem]) -> ToxicityTable:
    """Every graded symptom of a record over its cycles, in alphabetical order of the symptoms.

    A report belongs to the cycle whose start is the last one not after it.
    """
    cycles = cycles_of(items)
    rows: dict[str, list[tuple[TimelineItem, Report]]] = {}
    for item in items:
        if item.unit == GRADE_UNIT and item.start_s is not None and not item.negated:
            source_id = item.sources[0] if item.sources else ""
            report = Report(
                item.item_id,
                item.value_text,
                grade(item.value_text),
                item.start_s,
                item.date_text,
                source_id,
            )
            rows.setdefault(item.row, []).append((item, report))
    symptoms = [_symptom(row, found, cycles) for row, found in rows.items()]
    return ToxicityTable(cycles, tuple(sorted(symptoms, key=lambda each: (each.title.casefold(), each.row))))


def _symptom(row: str, found: list[tuple[TimelineItem, Report]], cycles: tuple[Cycle, ...]) -> Symptom:
    reports: list[list[Report]] = [[] for _ in range(len(cycles) + 1)]
    for _, report in sorted(found, key=lambda pair: (pair[1].at_s, pair[1].item_id)):
        reports[sum(cycle.start_s <= report.at_s for cycle in cycles)].append(report)
    before, *cells = (Cell(tuple(each)) for each in reports)
    newest = max((item for item, _ in found), key=lambda item: (item.start_s or 0.0, item.item_id))
    return Symptom(row, newest.row_title or newest.title, before, tuple(cells))
