"""Dates as records give them: partial dates stay partial, times keep their zone."""

from __future__ import annotations

import datetime as dt
import enum
import re
from functools import lru_cache

import msgspec


class Precision(enum.StrEnum):
    """How much of a date the source gave."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


_CLOCKED = frozenset({Precision.MINUTE, Precision.SECOND})

# FHIR R4 §2.24.0.1: dateTime and instant. The seconds' fraction may have any length.
_DATE_TIME = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>[0-5]\d|60)(?:\.(?P<fraction>\d+))?)?"
    r"(?P<zone>Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?)?)?)?",
    re.ASCII,
)


# The two forms that nearly every date has, for which Python has parsers of its own. Those take more than FHIR
# does, so that the form is looked at first.
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECOND = re.compile(
    r"(\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?"
    r"(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)",
    re.ASCII,
)
_DAY_OF_EPOCH = dt.date(1970, 1, 1).toordinal()
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001  beside clock times, whose zone is reckoned apart


class PartialDate(msgspec.Struct, frozen=True, order=False, gc=False):
    """A moment or a span as the source wrote it.

    `text` is the source's own text. `start_s` and `end_s` bound it in seconds since 1970-01-01T00:00Z:
    a year spans a year, a day a day, an instant nothing. A date without a zone is taken as UTC for the
    bounds alone; `text` still shows that no zone was given.
    """

    text: str
    precision: Precision
    start_s: float
    end_s: float

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Parse a FHIR date, dateTime or instant.

        Raises ValueError for anything that is not one.
        """
        return _parsed(text)

    @property
    def has_zone(self) -> bool:
        """Whether the source said which time zone it meant."""
        return self.precision in _CLOCKED and (self.text.endswith("Z") or self.text[-6] in "+-")

    def local_time(self) -> str:
        """The clock time the source wrote, ``HH:MM``, or nothing where only a date was given."""
        return self.text[11:16] if self.precision in _CLOCKED else ""

    def calendar_day(self) -> dt.date:
        """The first calendar day it may mean, in the source's own zone."""
        parts = [int(part) for part in self.text[:10].split("-")]
        year, month, day = (*parts, 1, 1)[:3]
        return dt.date(year, month, day)


class Span(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """When something was true: a start, an end, either unknown. Both None is "no date given"."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    @property
    def is_undated(self) -> bool:
        """True when the source gave no date at all."""
        return self.start is None and self.end is None


# A resource says when it was measured, issued and last changed, and often that is one moment.
@lru_cache(maxsize=2048)
def _parsed(text: str) -> PartialDate:
    if (exact := _SECOND.fullmatch(text)) is not None:
        clock, fraction, zone = exact.groups()
        at = (dt.datetime.fromisoformat(clock) - _EPOCH).total_seconds() - _offset_s(zone)
        if fraction is not None:
            at += float(f"0.{fraction}")
        return PartialDate(text, Precision.SECOND, at, at)
    if _DAY.fullmatch(text) is not None:
        start = (dt.date.fromisoformat(text).toordinal() - _DAY_OF_EPOCH) * 86_400.0
        return PartialDate(text, Precision.DAY, start, start + 86_400)
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        raise ValueError("not a FHIR date")
    year = int(found["year"])
    if found["month"] is None:
        start, end = _utc(year, 1, 1), _utc(year + 1, 1, 1)
        return PartialDate(text, Precision.YEAR, start, end)
    month = int(found["month"])
    if found["day"] is None:
        start = _utc(year, month, 1)
        end = _utc(year + 1, 1, 1) if month == 12 else _utc(year, month + 1, 1)
        return PartialDate(text, Precision.MONTH, start, end)
    day = int(found["day"])
    # Leap seconds (:60) are allowed by FHIR and by no Python datetime: the bound is the second before.
    second = min(int(found["second"] or 0), 59)
    moment = dt.datetime(year, month, day, int(found["hour"]), int(found["minute"]), second, tzinfo=dt.UTC)
    at = moment.timestamp() - _offset_s(found["zone"])
    if found["second"] is None:
        return PartialDate(text, Precision.MINUTE, at, at + 60)
    at += float(f"0.{found['fraction']}") if found["fraction"] else 0.0
    return PartialDate(text, Precision.SECOND, at, at)


def _utc(year: int, month: int, day: int) -> float:
    # Year 10000 is the exclusive end of year 9999, which datetime cannot hold.
    if year > 9999:
        return dt.datetime(9999, 12, 31, tzinfo=dt.UTC).timestamp() + 86_400
    return dt.datetime(year, month, day, tzinfo=dt.UTC).timestamp()


@lru_cache(maxsize=64)
def _offset_s(zone: str | None) -> int:
    if zone is None or zone == "Z":
        return 0
    sign = -1 if zone[0] == "-" else 1
    return sign * (int(zone[1:3]) * 3600 + int(zone[4:6]) * 60)
