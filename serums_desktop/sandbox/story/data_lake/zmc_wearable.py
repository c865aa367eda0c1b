"""The days of ZMC's activity monitor, counted from the first on which it was worn: without a date."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from serums_desktop.sandbox.data_lake.lake import Row
from serums_desktop.sandbox.story.data_lake.extract import of_type, row
from serums_desktop.sandbox.story.resources import Resource

# Seconds a step and a transition take, and how long somebody stands for each minute of walking.
_SECONDS_A_STEP = Decimal("0.62")
_SECONDS_A_RISE = 4
_STANDING_SHARE = Decimal("1.9")
_WORN_S = 15 * 3600


def days(patnr: int, record: list[Resource]) -> list[Row]:
    """A row for each day on which steps and sit-to-stand transitions were counted."""
    steps, rises = (_counts(record, kind) for kind in ("steps", "rises"))
    first = min(steps, default=dt.date.min)
    return [_day(patnr, (day - first).days + 1, steps[day], rises[day]) for day in sorted(steps)]


def _counts(record: list[Resource], kind: str) -> dict[dt.date, int]:
    counts = {}
    for prefix in (f"{kind}-", f"hip-{kind}-"):
        for one in of_type(record, "Observation", prefix):
            day = dt.date.fromisoformat(one["id"].removeprefix(prefix))
            counts[day] = int(one["valueQuantity"]["value"])
    return counts


def _day(patnr: int, day_nr: int, steps: int, rises: int) -> Row:
    walking = int(steps * _SECONDS_A_STEP)
    standing = int(walking * _STANDING_SHARE) + _SECONDS_A_RISE * rises
    return row(
        "zmc.wearable",
        patnr=patnr,
        day_nr=day_nr,
        time_total=_WORN_S,
        time_passive=_WORN_S - walking,
        time_active=walking,
        time_sit=_WORN_S - walking - standing,
        time_stand=standing,
        time_walk=walking,
        time_cycle=0,
        time_hi=0,
        nr_sst=rises,
        steps_total=steps,
        cadence=round(60 * steps / walking) if walking else 0,
        cyc_rot=0,
        cyc_rpm=0,
    )
