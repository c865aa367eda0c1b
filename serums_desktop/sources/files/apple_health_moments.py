"""Moments and numbers as an Apple Health export writes them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.quantity import Quantity
from serums_desktop.sources.fhir.shape import WrongShape, number
from serums_desktop.sources.files import apple_health_types as kinds
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.apple_health_xml import Element

_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)", re.ASCII)
_NOON: Final = "12:00"


def attribute(element: Element, name: str) -> str:
    """An attribute that has to be there. Raises WrongShape."""
    try:
        return element.attributes[name]
    except KeyError as error:
        raise WrongShape(f"@{name}") from error


def moment(text: str, place: str) -> PartialDate:
    """A moment in FHIR's form. Raises WrongShape."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise WrongShape(place)
    return facts.moment(f"{found[1]}T{found[2]}{found[3]}:{found[4]}", place)


def when(element: Element) -> Span:
    """From when to when it was. Raises WrongShape."""
    start = moment(attribute(element, "startDate"), "@startDate")
    ended = element.attributes.get("endDate", "")
    return Span(start, moment(ended, "@endDate") if ended else start)


def epoch_s(text: str) -> float:
    """Seconds since 1970 of a moment: most days of an export have thousands. Raises WrongShape."""
    try:
        hours, minutes, seconds = int(text[11:13]), int(text[14:16]), int(text[17:19])
    except ValueError as error:
        raise WrongShape("@startDate") from error
    return _midnight_s(text[:10], text[19:]) + hours * 3600 + minutes * 60 + seconds


@lru_cache(maxsize=256)
def _midnight_s(day: str, zone: str) -> float:
    return moment(f"{day} 00:00:00{zone}", "@startDate").start_s


def night_of(start: PartialDate) -> str:
    """The day on whose evening a night began: until noon it is still the night before."""
    day = start.calendar_day()
    return (day if start.local_time() >= _NOON else day - dt.timedelta(days=1)).isoformat()


def quantity(attributes: dict[str, str]) -> Quantity:
    """The value of a record with its unit. Raises WrongShape."""
    text, (unit, code) = attributes.get("value", ""), kinds.unit_of(attributes.get("unit", ""))
    return facts.amount(percent(text) if unit == "%" else text, unit, "@value", code)


def percent(text: str) -> str:
    """A number of percent. HealthKit's are fractions of one; what is more than one was meant otherwise.

    Raises WrongShape.
    """
    value = number(text, "@value")
    return f"{value.scaleb(2):f}" if abs(value) <= 1 else text
