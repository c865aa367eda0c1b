"""Recovery of daily movement against the person's own days before an operation.

Totals a day (steps, rises from a chair) differ more between two days of one person than a trend moves, so
medians are compared, never single days. Three to five recorded days make a week's movement reliable
(Tudor-Locke et al., Prev Med 2005;40:293; Trost et al., Med Sci Sports Exerc 2005;37(11 Suppl):S531): a
seven-day median here rests on four days at least, a baseline on seven, so that a weekend is among them.
A day without a total is a day without a total: it is never counted as zero.
"""

from __future__ import annotations

import datetime as dt
import enum
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

import msgspec

from serums_desktop.domain.entries import Standing
from serums_desktop.domain.timeline import TimelineItem

# SNOMED CT: total replacement of a hip, of the left hip, of a knee.
JOINT_REPLACEMENTS = frozenset({"52734007", "770606008", "609588000"})
BASELINE_DAYS = 90
LEAST_BASELINE_DAYS = 7
MEDIAN_DAYS = 7
LEAST_MEDIAN_DAYS = 4
_DAY = dt.timedelta(days=1)


class DayTotal(NamedTuple):
    """What one source says of one calendar day, in the zone the source wrote it in.

    `texts` are the decimals as they were sent, each once, ascending. Where a source gives several that
    differ, `low` and `high` bound them and `total` is None: none of them is chosen.
    """

    day: dt.date
    low: float
    high: float
    texts: tuple[str, ...]

    @property
    def total(self) -> float | None:
        """The day's one total, or None where several differ."""
        return self.high if self.low == self.high else None


class Operation(NamedTuple):
    """A joint replacement that was carried out on a known day (`start_s` in UTC epoch seconds)."""

    day: dt.date
    start_s: float
    title: str


class Withheld(enum.StrEnum):
    """Why a figure is not given."""

    NO_OPERATION = "no-operation"
    FEW_DAYS_BEFORE = "few-days-before"
    FEW_DAYS_NOW = "few-days-now"
    NOTHING_AFTER = "nothing-after"
    NO_MOVEMENT_BEFORE = "no-movement-before"


class Baseline(msgspec.Struct, frozen=True):
    """The median of the days before an operation, and how many days it rests on.

    `median` is None where `withheld` says why.
    """

    median: float | None
    days: int
    withheld: Withheld | None


class Recovery(msgspec.Struct, frozen=True):
    """The median of the seven days up to `until`, and what percentage of the own baseline it is.

    Each is None where `withheld` says why.
    """

    percent: float | None
    median: float | None
    until: dt.date | None
    withheld: Withheld | None


def operations_of(items: Iterable[TimelineItem]) -> tuple[Operation, ...]:
    """The joint replacements of a record, in order of time."""
    found = [
        Operation(day, item.start_s, item.title)
        for item in items
        if item.resource_type == "Procedure"
        and JOINT_REPLACEMENTS.intersection(item.codes)
        and not item.negated
        and item.standing is not Standing.PLANNED
        and item.start_s is not None
        and (day := _day(item)) is not None
    ]
    return tuple(sorted(found))


def operation_between(operations: Iterable[Operation], totals: Sequence[DayTotal]) -> dt.date | None:
    """The day of the last operation that the totals begin before; None without one."""
    if not totals:
        return None
    return max((each.day for each in operations if totals[0].day < each.day), default=None)


def day_totals(items: Iterable[TimelineItem]) -> list[DayTotal]:
    """The daily totals among the items of one quantity of one source, in order of the days.

    Items without a calendar day, with a comparator or without a finite number of zero or more have none.
    """
    found: defaultdict[dt.date, set[Decimal]] = defaultdict(set)
    for item in items:
        day, total = _day(item), _decimal(item.value_text)
        if day is not None and total is not None:
            found[day].add(total)
    return [
        DayTotal(day, float(min(totals)), float(max(totals)), tuple(f"{total:f}" for total in sorted(totals)))
        for day, totals in sorted(found.items())
    ]


def moving_medians(totals: Sequence[DayTotal]) -> dict[dt.date, float]:
    """For each day with a total, the median of the seven days that end with it.

    Days with fewer than four totals in their seven have no median.
    """
    known = {day.day: day.total for day in totals if day.total is not None}
    medians: dict[dt.date, float] = {}
    for day in known:
        week = [total for ago in range(MEDIAN_DAYS) if (total := known.get(day - ago * _DAY)) is not None]
        if len(week) >= LEAST_MEDIAN_DAYS:
            medians[day] = statistics.median(week)
    return medians


def baseline(totals: Sequence[DayTotal], operation: dt.date | None) -> Baseline:
    """The median of the totals of the ninety days before the operation; withheld below seven of them."""
    if operation is None:
        return Baseline(None, 0, Withheld.NO_OPERATION)
    first = operation - BASELINE_DAYS * _DAY
    before = [day.total for day in totals if day.total is not None and first <= day.day < operation]
    if len(before) < LEAST_BASELINE_DAYS:
        return Baseline(None, len(before), Withheld.FEW_DAYS_BEFORE)
    return Baseline(statistics.median(before), len(before), None)


def recovery(totals: Sequence[DayTotal], operation: dt.date | None) -> Recovery:
    """The median of the last seven days after the operation against the own baseline.

    Eligible are people with a baseline above zero and four totals in the seven days that end with the
    last recorded one, all of them after the operation.
    """
    own = baseline(totals, operation)
    if own.median is None or operation is None:
        return Recovery(None, None, None, own.withheld)
    after = [day for day in totals if day.day > operation]
    if not after:
        return Recovery(None, None, None, Withheld.NOTHING_AFTER)
    last = after[-1].day
    week = [day.total for day in after if day.total is not None and day.day > last - MEDIAN_DAYS * _DAY]
    if len(week) < LEAST_MEDIAN_DAYS:
        return Recovery(None, None, last, Withheld.FEW_DAYS_NOW)
    median = statistics.median(week)
    if not own.median:
        return Recovery(None, median, last, Withheld.NO_MOVEMENT_BEFORE)
    return Recovery(100 * median / own.median, median, last, None)


def _day(item: TimelineItem) -> dt.date | None:
    try:
        return dt.date.fromisoformat(item.date_text[:10])
    except ValueError:
        # A year or a month is no day.
        return None


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number >= 0 else None
