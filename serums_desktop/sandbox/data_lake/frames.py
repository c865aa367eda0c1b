"""Rows as the data lake's answers have them: typed by column, from whatever values happen to be in it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

from serums_desktop.sandbox.data_lake.lake import Row, Value

Cell = int | float | str
Frame = dict[str, dict[str, Cell]]


def frame(rows: Sequence[Row]) -> Frame:
    """Rows by their position as text. Nothing at all where there are no rows: not even the columns."""
    if not rows:
        return {}
    columns = {name: _typed([row[name] for row in rows]) for name in rows[0]}
    return {
        str(position): {name: cells[position] for name, cells in columns.items()}
        for position in range(len(rows))
    }


def _typed(values: Sequence[Value]) -> Sequence[Cell]:
    """One column, as pandas types it and the project's two conversions leave it.

    Whole numbers become floats beside a null; times become texts, without a clock where all are midnights;
    texts and exact numbers become floats where every one of them can be read as a float.
    """
    present = [value for value in values if value is not None]
    if present and all(isinstance(value, int) for value in present):
        if len(present) == len(values):
            return [int(value) for value in present if isinstance(value, int)]
        return [float(value) if isinstance(value, int) else math.nan for value in values]
    if present and all(isinstance(value, dt.datetime) for value in present):
        return _times(values)
    texts = ["" if str(value) == "nan" else str(value) for value in values]
    try:
        return [float(text) for text in texts]
    except ValueError:
        return texts


def _times(values: Sequence[Value]) -> list[Cell]:
    times = [value for value in values if isinstance(value, dt.datetime)]
    pattern = "%Y-%m-%d" if all(time.time() == dt.time() for time in times) else "%Y-%m-%d %H:%M:%S"
    return [value.strftime(pattern) if isinstance(value, dt.datetime) else "NaT" for value in values]
