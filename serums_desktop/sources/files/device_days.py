"""Dates that are written in the order of a country, which only all of them together tell."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable
from typing import Final

from serums_desktop.domain.dates import PartialDate
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.files import device_facts as facts

_WRITTEN: Final = re.compile(
    r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[ T]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*"
    r"(?:([AaPp])\.?\s?[Mm]\.?)?(?:\s*UTC)?",
    re.ASCII,
)


class DayOrder(enum.StrEnum):
    """In which order day and month stand, the year last; a year that stands first says so itself."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    UNKNOWN = "unknown"


def day_order(texts: Iterable[str]) -> DayOrder:
    """The order that every date agrees with, else unknown.

    A number above twelve is no month. Where none is, a clock of twelve hours is taken for the American
    order, which it goes with; a clock of twenty-four goes with either.
    """
    is_day_first = is_month_first = has_halves = False
    for text in texts:
        found = _WRITTEN.fullmatch(text)
        if found is None or len(found[1]) == 4:
            continue
        is_day_first |= int(found[1]) > 12
        is_month_first |= int(found[2]) > 12
        has_halves |= found[7] is not None
    if is_day_first and is_month_first:
        return DayOrder.UNKNOWN
    if is_day_first:
        return DayOrder.DAY_FIRST
    return DayOrder.MONTH_FIRST if is_month_first or has_halves else DayOrder.UNKNOWN


def moment_of(text: str, order: DayOrder, place: str) -> PartialDate:
    """The moment that is written there, without a zone. Raises WrongShape, also where day and month could be
    either.
    """
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise WrongShape(place)
    if len(found[1]) == 4:
        year, month, day = found[1], found[2], found[3]
    elif order is DayOrder.UNKNOWN and int(found[1]) != int(found[2]):
        raise WrongShape(place)
    else:
        is_day_first = order is DayOrder.DAY_FIRST
        day, month = (found[1], found[2]) if is_day_first else (found[2], found[1])
        year = found[3]
    hour = int(found[4])
    if found[7] is not None:
        if not 1 <= hour <= 12:
            raise WrongShape(place)
        hour = hour % 12 + (12 if found[7] in "pP" else 0)
    seconds = f":{found[6]}" if found[6] else ""
    date = f"{year}-{int(month):02}-{int(day):02}T{hour:02}:{found[5]}"
    # What has no seconds keeps none: FHIR's times have them, the clock of a reader does not.
    return facts.moment(f"{date}{seconds}", place)
