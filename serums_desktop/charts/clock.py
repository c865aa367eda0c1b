"""Dates and times as charts write them: dd-Mmm-yyyy by locale, partial dates left partial."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDateTime, QLocale

from serums_desktop.domain.dates import Precision
from serums_desktop.domain.timeline import TimelineItem

DAY_S = 86_400.0
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST_S = (dt.datetime(1, 1, 1, tzinfo=dt.UTC) - _EPOCH).total_seconds()
_LAST_S = (dt.datetime(9999, 12, 31, tzinfo=dt.UTC) - _EPOCH).total_seconds()


def calendar(at_s: float) -> dt.datetime:
    """The UTC calendar moment of an epoch second, held within the years 1 to 9999."""
    return _EPOCH + dt.timedelta(seconds=min(max(at_s, _FIRST_S), _LAST_S))


def epoch_s(year: int, month: int = 1, day: int = 1) -> float:
    """The epoch second at which a UTC calendar day begins, the year held within 1 to 9999."""
    year = min(max(year, 1), 9999)
    return (dt.datetime(year, month, day, tzinfo=dt.UTC) - _EPOCH).total_seconds()


def utc_offset_s(at_s: float) -> int:
    """How far this workstation's clock was ahead of UTC at a moment."""
    return QDateTime.fromMSecsSinceEpoch(round(at_s * 1000)).offsetFromUtc()


def midnight(on: dt.date) -> float:
    """The moment this workstation's clock begins a calendar day."""
    start = epoch_s(on.year, on.month, on.day)
    return start - utc_offset_s(start - utc_offset_s(start))


def local_date(at_s: float) -> dt.date:
    """The calendar day of a moment on this workstation's clock."""
    return calendar(at_s + utc_offset_s(at_s)).date()


def midnights(first_s: float, last_s: float) -> list[float]:
    """The beginnings of every day from the one that holds `first_s` to the one after `last_s`."""
    first, days = local_date(first_s), (local_date(last_s) - local_date(first_s)).days
    return [midnight(first + dt.timedelta(days=place)) for place in range(days + 2)]


def month_name(month: int) -> str:
    """The month's short name, without the full stop some locales add."""
    return QLocale().standaloneMonthName(month, QLocale.FormatType.ShortFormat).rstrip(".")


def day(at_s: float) -> str:
    """``18-Mar-2026``."""
    at = calendar(at_s)
    return f"{at.day:02}-{month_name(at.month)}-{at.year}"


def day_of_year(at_s: float) -> str:
    """``18-Mar``, where the year is plain from what stands around it."""
    at = calendar(at_s)
    return f"{at.day:02}-{month_name(at.month)}"


def local_clock(at_s: float) -> str:
    """``14:05`` on this workstation's clock."""
    at = calendar(at_s + utc_offset_s(at_s))
    return f"{at.hour:02}:{at.minute:02}"


def local_day(at_s: float) -> str:
    """The day on this workstation's clock."""
    return day(at_s + utc_offset_s(at_s))


def item_date(item: TimelineItem) -> str:
    """When the item was, as exactly as its source said it, in the source's own time."""
    text, precision = item.date_text, item.precision
    if precision is None or len(text) < 4:
        return ""
    if precision is Precision.YEAR:
        return text[:4]
    month = month_name(int(text[5:7]))
    if precision is Precision.MONTH:
        return f"{month}-{text[:4]}"
    written = f"{text[8:10]}-{month}-{text[:4]}"
    return f"{written} {text[11:16]}" if precision in {Precision.MINUTE, Precision.SECOND} else written
