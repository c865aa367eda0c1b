"""A night with an oximeter on her finger, as EDF+."""

from __future__ import annotations

import datetime as dt
import math
import random
from typing import Final

from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.person import BORN

_HOURS: Final = 8
_RECORD_S: Final = 60
# Label, unit, least and greatest value; the converter has a tenth for a step.
_SIGNALS: Final = (("SpO2", "%", 0, 100), ("Pulse", "bpm", 0, 250))
_STEPS: Final = 10
_ANNOTATION_BYTES: Final = 64
_MONTHS: Final = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def night(now: Calendar, noise: random.Random) -> bytes:
    """Oxygen saturation and pulse, one value a second: she stops breathing now and then."""
    start = now.moment(9, "22:40")
    seconds = range(_HOURS * 3600)
    stops = sorted(noise.sample(range(1200, _HOURS * 3600 - 600), 34))
    oxygen = [round(_STEPS * (95.6 - _fall(second, stops) + noise.gauss(0, 0.15))) for second in seconds]
    pulse = [
        round(_STEPS * (61 + 1.4 * _fall(second - 12, stops) + 3 * math.sin(second / 900)))
        for second in seconds
    ]
    records = len(seconds) // _RECORD_S
    # The onset of each data record; one annotation stands with the first.
    told = [f"+{record * _RECORD_S}\x14\x14\0".encode() for record in range(records)]
    told[0] += b"+0\x14Lights off\x14\0"
    written = _header(start, records)
    for record, onset in enumerate(told):
        at = slice(record * _RECORD_S, (record + 1) * _RECORD_S)
        for values in (oxygen[at], pulse[at]):
            written += b"".join(value.to_bytes(2, "little", signed=True) for value in values)
        written += onset.ljust(_ANNOTATION_BYTES, b"\0")
    return written


def _fall(second: int, stops: list[int]) -> float:
    """How far oxygen is down: it falls over forty seconds and comes back in twenty."""
    for stop in stops:
        past = second - stop
        if 0 <= past < 60:
            return 9 * (past / 40 if past < 40 else (60 - past) / 20)
    return 0.0


def _header(start: dt.datetime, records: int) -> bytes:
    year, month, day = BORN.split("-")
    patient = f"X F {day}-{_MONTHS[int(month) - 1]}-{year} Soler_Vila_Joana"
    recording = f"Startdate {start.day:02}-{_MONTHS[start.month - 1]}-{start.year} X X Wrist_oximeter"
    count = len(_SIGNALS) + 1
    main = (
        ("0", 8),
        (patient, 80),
        (recording, 80),
        (start.strftime("%d.%m.%y"), 8),
        (start.strftime("%H.%M.%S"), 8),
        (str(256 * (count + 1)), 8),
        ("EDF+C", 44),
        (str(records), 8),
        (str(_RECORD_S), 8),
        (str(count), 4),
    )
    signals = [
        (label, "Finger clip", unit, low, high, low * _STEPS, high * _STEPS, "", _RECORD_S, "")
        for label, unit, low, high in _SIGNALS
    ]
    annotations = ("EDF Annotations", "", "", -1, 1, -32768, 32767, "", _ANNOTATION_BYTES // 2, "")
    widths = (16, 80, 8, 8, 8, 8, 8, 80, 8, 32)
    fields = zip(widths, zip(*signals, annotations, strict=True), strict=True)
    written = "".join(text.ljust(width) for text, width in main)
    written += "".join(f"{value}".ljust(width) for width, values in fields for value in values)
    return written.encode("ascii")
