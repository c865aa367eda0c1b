"""ZMC's tables of how somebody lives: what an activity monitor counted, habits, findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Received
from serums_desktop.sources.data_lake.drafting import LOINC, Draft
from serums_desktop.sources.data_lake.rows import Row

Tables = Mapping[str, Sequence[Row]]

_STEPS = Coding(LOINC, "41950-7", "Number of steps in 24 hour Measured")


def wearable(row: Draft, _: Tables) -> list[Received]:
    """A day of the activity monitor. It is numbered and has no date, and none is made up."""
    day = f"day_nr {number}" if (number := row.count("day_nr")) else ""
    counted = [
        (column, coding, unit, value)
        for column, coding, unit in (
            ("steps_total", (_STEPS, row.code("steps_total")), "steps"),
            ("nr_sst", (row.code("nr_sst"),), "transitions"),
        )
        if (value := row.quantity(column, unit, f"{{{unit}}}")) is not None
    ]
    rest = row.rest()
    received = [
        row.shown(
            "Observation",
            Lane.VITALS,
            column,
            (Label.NOTE, day),
            (Label.TEXT, rest if place == 0 else ""),
            part=column,
            codes=coding,
            value=value,
        )
        for place, (column, coding, _unit, value) in enumerate(counted)
    ]
    if received or not rest:
        return received
    return [row.shown("Observation", Lane.VITALS, "wearable", (Label.NOTE, day), (Label.TEXT, rest))]


def state(row: Draft, _: Tables) -> list[Received]:
    """A finding about how somebody lives with their body."""
    return [
        row.shown(
            "Observation",
            Lane.PROBLEMS,
            row.text("name") or row.text("value"),
            rest=True,
            when=Span(row.date("date")),
            value_text=row.text("value"),
            standing=Standing.PAST,
        )
    ]


def circumstances(row: Draft, _: Tables) -> list[Received]:
    """A way of living: it was so when it was asked."""
    titles = (row.text("substance"), row.text("usage_status"), row.text("house_type"))
    return [
        row.shown(
            "Observation",
            Lane.PROBLEMS,
            next(filter(None, titles), ""),
            (Label.NOTE, row.text("description")),
            rest=True,
            codes=(row.code(row.row.table),),
            value_text=row.text("quantity"),
            standing=Standing.PAST,
        )
    ]


READERS = {
    "wearable": wearable,
    "functional_or_mental_state": state,
    "living_situation": circumstances,
    "drug_use": circumstances,
    "alcohol_use": circumstances,
    "tobacco_use": circumstances,
}
KINDS = {table: {"Observation"} for table in READERS}
