"""What two makers of glucose sensors export: one in mg/dL with commas, one in mmol/L and German."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
from collections.abc import Iterable, Iterator
from typing import Final

from serums_desktop.sandbox.story import glucose
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.person import BORN

_DAYS: Final = 21
_LOWEST, _HIGHEST = 40, 400
_SENSOR: Final = "8XKT07"
_MG_PER_MMOL: Final = 18.0156
_CLARITY_HEADINGS: Final = (
    *("Index", "Timestamp (YYYY-MM-DDThh:mm:ss)", "Event Type", "Event Subtype", "Patient Info"),
    *("Device Info", "Source Device ID", "Glucose Value (mg/dL)", "Insulin Value (u)", "Carb Value (grams)"),
    *("Duration (hh:mm:ss)", "Glucose Rate of Change (mg/dL/min)", "Transmitter Time (Long Integer)"),
    "Transmitter ID",
)
_LIBRE_HEADINGS: Final = (
    *("Gerät", "Seriennummer", "Gerätezeitstempel", "Aufzeichnungstyp", "Glukosewert-Verlauf mmol/L"),
    *("Glukose-Scan mmol/L", "Nicht numerisches schnellwirkendes Insulin"),
    *("Schnellwirkendes Insulin (Einheiten)", "Nicht numerische Nahrungsdaten", "Kohlenhydrate (Gramm)"),
    *("Kohlenhydrate (Portionen)", "Nicht numerisches Depotinsulin", "Depotinsulin (Einheiten)", "Notizen"),
    *("Glukose-Teststreifen mmol/L", "Keton mmol/L", "Mahlzeiteninsulin (Einheiten)"),
    *("Korrekturinsulin (Einheiten)", "Insulin-Änderung durch Anwender (Einheiten)"),
)


def clarity(now: Calendar, noise: random.Random) -> bytes:
    """Her own sensor's three weeks as Dexcom Clarity exports them, up to the hour before she was found."""
    rows: list[dict[int, str]] = [
        {2: "FirstName", 4: "Joana"},
        {2: "LastName", 4: "Soler Vila"},
        {2: "DateOfBirth", 4: BORN},
        {2: "Device", 5: "Dexcom G7", 6: "iPhone"},
        {2: "Alert", 3: "Low", 6: "iPhone", 7: "70"},
    ]
    started = now.moment(_DAYS, "00:00")
    for at, value in _readings(now, noise):
        word = "Low" if value < _LOWEST else "High" if value > _HIGHEST else str(value)
        ticks = int((at - started).total_seconds())
        rows.append({1: _clock(at, now), 2: "EGV", 6: "iPhone", 7: word, 12: str(ticks), 13: _SENSOR})
    for days_ago in range(_DAYS - 1, 0, -1):
        morning, evening = now.moment(days_ago, "08:20"), now.moment(days_ago, "21:55")
        units = f"{noise.choice((4, 5, 6))}.00"
        rows += (
            {1: _clock(morning, now), 2: "Carbs", 6: "iPhone", 9: str(noise.randrange(25, 55, 5))},
            {1: _clock(morning, now), 2: "Insulin", 3: "Fast-Acting", 6: "iPhone", 8: units},
            {1: _clock(evening, now), 2: "Insulin", 3: "Long-Acting", 6: "iPhone", 8: "14.00"},
        )
    # The maker sorts the rows by time, those about the person first.
    rows.sort(key=lambda row: row.get(1, ""))
    cells = (
        [str(number), *(row.get(column, "") for column in range(1, len(_CLARITY_HEADINGS)))]
        for number, row in enumerate(rows, 1)
    )
    return _table([_CLARITY_HEADINGS, *cells]).encode("utf-8-sig")


def libreview(now: Calendar, noise: random.Random) -> bytes:
    """Somebody's sensor as LibreView exports it in German, every quarter of an hour; it names nobody."""
    device = ("FreeStyle LibreLink", "9F2C-41D0")
    rows: list[tuple[str, ...]] = []
    for number, (at, value) in enumerate(_readings(now, noise)):
        local = at.astimezone(now.zone).strftime("%d-%m-%Y %H:%M")
        moles = f"{value / _MG_PER_MMOL:.1f}".replace(".", ",")
        if number % 3 == 0:
            rows.append((*device, local, "0", moles))
        elif number % 50 == 1:
            rows.append((*device, local, "1", "", moles))
    for days_ago in range(_DAYS - 1, 0, -1):
        local = now.moment(days_ago, "08:15").strftime("%d-%m-%Y %H:%M")
        rows.append((*device, local, "4", "", "", "", "4,0"))
        rows.append((*device, local, "5", *[""] * 5, "45,0"))
    local = now.moment(3, "16:30").strftime("%d-%m-%Y %H:%M")
    rows.append((*device, local, "6", *[""] * 9, "Spaziergang, danach müde"))
    made = now.now.strftime("%d-%m-%Y %H:%M UTC")
    top = ("Glukose-Werte", "Erstellt am", made, "Erstellt von", "H. Brandt")
    width = len(_LIBRE_HEADINGS)
    filled = ([*row, *[""] * (width - len(row))] for row in rows)
    return _table([top, _LIBRE_HEADINGS, *filled]).encode("utf-8-sig")


def _readings(now: Calendar, noise: random.Random) -> Iterator[tuple[dt.datetime, int]]:
    last = now.now - dt.timedelta(minutes=100)
    before: int | None = None
    for days_ago in range(_DAYS, -1, -1):
        # Counted in UTC: a day with a change of the clock has 23 or 25 hours.
        start = now.moment(days_ago, "00:00").astimezone(dt.UTC)
        end = min(now.moment(days_ago - 1, "00:00").astimezone(dt.UTC), last)
        samples = glucose.day_of_glucose(start, end, now.zone, noise, before)
        for number, value in enumerate(samples):
            if value is not None:
                yield start + number * glucose.PERIOD, value
        before = samples[-1] if samples else None


def _clock(at: dt.datetime, now: Calendar) -> str:
    return at.astimezone(now.zone).replace(tzinfo=None).isoformat(timespec="seconds")


def _table(rows: Iterable[Iterable[str]]) -> str:
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue()
