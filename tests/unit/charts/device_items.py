"""Samples and items that device charts are tested with."""

from __future__ import annotations

import array
import datetime as dt
from typing import Any

from serums_desktop.analytics.blocks import blocks_of
from serums_desktop.analytics.toxicity import CHEMOTHERAPY, GRADE_UNIT
from serums_desktop.charts import clock
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.series import GAP, Samples, SeriesLevel
from serums_desktop.domain.timeline import TimelineItem

DAY_S = 86_400.0
START = dt.date(2026, 8, 10)
OPERATION = START + dt.timedelta(days=20)


def midnight_s(day: dt.date) -> float:
    return clock.midnight(day)


def pulse(days: int, *, silent: range = range(0), unit: str = "/min", device: str = "Band") -> list[Samples]:
    """Heart rate every five minutes: 60 by night, 90 at noon; hours of day in `silent` are gaps."""
    values = [60 + 30 * (11 <= place // 12 < 13) for place in range(288)]
    kept = [GAP if place // 12 in silent else value for place, value in enumerate(values)]
    return [
        Samples(
            entry_id=f"cloud/Observation/{day}",
            source_id="cloud",
            code="8867-4",
            title="Heart rate",
            unit=unit,
            start_s=midnight_s(START) + day * DAY_S,
            period_s=300.0,
            mantissas=array.array("i", kept).tobytes(),
            decimals=bytes(288),
            device=device,
        )
        for day in range(days)
    ]


def levels_of(runs: list[Samples], factor: int = 64) -> list[SeriesLevel]:
    """What is seen of runs from afar."""
    found = []
    for run in runs:
        low, high = blocks_of(run, factor)
        about = (run.entry_id, run.source_id, run.title, run.unit, run.device, run.start_s, run.period_s)
        found.append(SeriesLevel(*about, len(run), factor, low.tobytes(), high.tobytes()))
    return found


def item(title: str, day: dt.date, value: str = "", unit: str = "", **fields: Any) -> TimelineItem:
    given: dict[str, Any] = {
        "lane": Lane.VITALS,
        "resource_type": "Observation",
        "row": title,
        "row_title": title,
        "sources": ("cloud",),
        "start_s": midnight_s(day),
        **fields,
    }
    return TimelineItem(
        item_id=f"cloud/{title}/{day}", title=title, date_text=f"{day}", value_text=value, unit=unit, **given
    )


def steps(*totals: int | None, code: str = "41950-7", source: str = "cloud") -> list[TimelineItem]:
    """A total a day from `START` on; None is a day without one."""
    return [
        item("Steps", START + dt.timedelta(days=at), str(total), "steps", codes=(code,), sources=(source,))
        for at, total in enumerate(totals)
        if total is not None
    ]


def operation() -> TimelineItem:
    return item("New hip", OPERATION, resource_type="Procedure", codes=("52734007",))


def cycle(number: int, day: dt.date) -> TimelineItem:
    title = f"FEC-T, cycle {number} of 6"
    return item(title, day, resource_type="Procedure", codes=(CHEMOTHERAPY,))


def graded(symptom: str, day: dt.date, text: str, source: str = "cloud") -> TimelineItem:
    return item(symptom, day, text, GRADE_UNIT, sources=(source,))


def toxicity() -> list[TimelineItem]:
    """Two cycles; nausea 2 then none; neurotoxicity 6 then 1 from two sources."""
    second = START + dt.timedelta(days=21)
    return [
        cycle(1, START),
        cycle(2, second),
        graded("Nausea", START + dt.timedelta(days=8), "2"),
        graded("Neurotoxicity", START + dt.timedelta(days=9), "6"),
        graded("Neurotoxicity", second + dt.timedelta(days=9), "1", "clinic"),
    ]
