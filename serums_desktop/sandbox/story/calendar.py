"""The story's dates: written as they were planned, moved so that the emergency is now."""

from __future__ import annotations

import datetime as dt
import zoneinfo

# The emergency as written: Edinburgh, half past two on a Sunday afternoon.
_WRITTEN_NOW = dt.datetime(2026, 11, 22, 14, 32, tzinfo=dt.UTC)
_MOVED_FROM = "2024-11-22"


class Calendar:
    """Turns written dates into the run's dates.

    What was written for the day of the emergency keeps its distance from now to the minute, the two
    years before it their distance in days; what is older stays where it was.
    """

    def __init__(self, now: dt.datetime, zone: str) -> None:
        self.now = now.astimezone(dt.UTC).replace(microsecond=0)
        self.zone = zoneinfo.ZoneInfo(zone)
        self._days = (self.now.date() - _WRITTEN_NOW.date()).days

    def day(self, written: str) -> str:
        """A date. Years and months (``2019``, ``2019-04``) stay as they are."""
        if len(written) < 10 or written < _MOVED_FROM:
            return written
        return (dt.date.fromisoformat(written) + dt.timedelta(days=self._days)).isoformat()

    def at(self, written: str) -> str:
        """A local time (``2026-05-12 08:30``) as a dateTime with this place's offset."""
        day, clock = written.split()
        if day == _WRITTEN_NOW.date().isoformat():
            # Written in the emergency's own clock, whatever this place's zone.
            moment = dt.datetime.fromisoformat(f"{day}T{clock}+00:00") + (self.now - _WRITTEN_NOW)
            return self.text(moment)
        return self.text(dt.datetime.fromisoformat(f"{self.day(day)}T{clock}").replace(tzinfo=self.zone))

    def moment(self, days_ago: int, clock: str) -> dt.datetime:
        """A local time so many days before today."""
        day = self.today - dt.timedelta(days=days_ago)
        return dt.datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=self.zone)

    @property
    def today(self) -> dt.date:
        """Today, here."""
        return self.now.astimezone(self.zone).date()

    def text(self, moment: dt.datetime) -> str:
        """A FHIR dateTime to the second, in this place's zone."""
        return moment.astimezone(self.zone).isoformat(timespec="seconds")


class Course:
    """The days of a treatment, counted from its first, a weekday: clinics are held on working days."""

    def __init__(self, now: Calendar, about_days_ago: int, weekday: int) -> None:
        """It began on the `weekday` (0: Monday) nearest to the day so many days ago."""
        self._now = now
        near = now.today - dt.timedelta(days=about_days_ago)
        self.today = about_days_ago + (near.weekday() - weekday + 3) % 7 - 3

    def days_ago(self, day: int) -> int:
        """How long ago a day of the course was; days before its first are negative."""
        return self.today - day

    def moment(self, day: int, clock: str) -> dt.datetime:
        """A local time (``08:30``) on a day of the course."""
        return self._now.moment(self.days_ago(day), clock)

    def at(self, day: int, clock: str) -> str:
        """The same as a dateTime."""
        return self._now.text(self.moment(day, clock))

    def day(self, day: int) -> str:
        """The date of a day of the course."""
        return self.at(day, "12:00")[:10]
