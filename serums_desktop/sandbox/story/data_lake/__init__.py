"""The same people in a SERUMS data lake: what three hospitals extract of their records, and strangers."""

from __future__ import annotations

import datetime as dt
import random
from typing import Literal

from serums_desktop.sandbox.data_lake.lake import Lake
from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.data_lake import fcrb, people, ustan, zmc


def data_lake(now: dt.datetime, seed: int, interface: Literal[3, 4] = 3) -> Lake:
    """The lake beside the stories of the same `now` (aware) and `seed`, with the same values."""

    def noise(source_id: str) -> random.Random:
        return random.Random(f"{seed} {source_id}")

    return Lake(
        {
            "FCRB": fcrb.hospital(Calendar(now, "Europe/Madrid"), noise("fcrb")),
            "USTAN": ustan.hospital(Calendar(now, "Europe/London"), noise("lake ustan")),
            "ZMC": zmc.hospital(Calendar(now, "Europe/Amsterdam"), noise("zmc"), noise("hip monitor")),
        },
        people.USERS,
        people.rules(),
        interface,
    )
