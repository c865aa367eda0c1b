"""Dates and times as a clinician reads them: dd-Mmm-yyyy by locale, the clock of this workstation."""

from __future__ import annotations

import datetime as dt

from serums_desktop.charts.clock import month_name
from serums_desktop.domain.dates import PartialDate, Precision


def day_text(day: dt.date) -> str:
    """A day: 14-Mar-1935."""
    return f"{day.day:02}-{month_name(day.month)}-{day.year:04}"


def partial_text(date: PartialDate | None) -> str:
    """A date as precise as the source gave it, in the source's own zone; nothing for no date."""
    if date is None:
        return ""
    day = date.calendar_day()
    match date.precision:
        case Precision.YEAR:
            return f"{day.year:04}"
        case Precision.MONTH:
            return f"{month_name(day.month)}-{day.year:04}"
        case Precision.DAY:
            return day_text(day)
    return f"{day_text(day)} {date.local_time()}"


def clock_text(moment_s: float) -> str:
    """The time of day on this workstation's clock: 14:31."""
    return f"{_local(moment_s):%H:%M}"


def moment_text(moment_s: float, now_s: float) -> str:
    """The time of day for today, the day and month within this year, else the whole date."""
    moment, now = _local(moment_s), _local(now_s)
    if moment.date() == now.date():
        return clock_text(moment_s)
    if moment.year == now.year:
        return f"{moment.day:02}-{month_name(moment.month)}"
    return day_text(moment.date())


def local_day(moment_s: float) -> dt.date:
    """The day of a moment (UTC epoch seconds) on this workstation's calendar."""
    return _local(moment_s).date()


def day_and_time_text(moment_s: float) -> str:
    """A whole moment on this workstation's clock: 22-Nov-2026 14:31."""
    return f"{day_text(local_day(moment_s))} {clock_text(moment_s)}"


def age(birth: PartialDate | None, at: dt.date) -> tuple[int, str] | None:
    """Completed age at a day as a number and its unit (``y``, ``m`` or ``d``); None where it cannot be told.

    Years from two years on, months below, days in the first month. A birth date without a day is taken
    at its first possible day only where a year is all that is shown.
    """
    if birth is None:
        return None
    born = birth.calendar_day()
    if born > at:
        return None
    years = at.year - born.year - ((at.month, at.day) < (born.month, born.day))
    if years >= 2:
        return years, "y"
    if birth.precision is Precision.YEAR:
        return None
    months = (at.year - born.year) * 12 + at.month - born.month - (at.day < born.day)
    if months >= 1 or birth.precision is Precision.MONTH:
        return months, "m"
    return (at - born).days, "d"


def _local(moment_s: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(moment_s, tz=dt.UTC).astimezone()
