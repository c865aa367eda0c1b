"""How much lies in which lane in which month, kept while entries are written."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from serums_desktop.domain.stored import Month, Overview
from serums_desktop.store.item_row import LANES
from serums_desktop.store.schema import density, item
from serums_desktop.store.statements import text_of

_LANES = {number: lane for lane, number in LANES.items()}
_DAY_S = 86_400
_EPOCH_DAY = dt.date(1970, 1, 1).toordinal()
_LAST_DAY = dt.date.max.toordinal()

_ROW = upsert(density).values(
    lane=bindparam("lane_"),
    month=bindparam("month_"),
    items=bindparam("items_"),
    flagged=bindparam("flagged_"),
)
_COUNT = text_of(
    _ROW.on_conflict_do_update(
        index_elements=[density.c.lane, density.c.month],
        set_={
            "items": density.c["items"] + _ROW.excluded["items"],
            "flagged": density.c.flagged + _ROW.excluded.flagged,
        },
    )
)
_EMPTY = delete(density).where(density.c["items"] == 0)


def month_of(start_s: float) -> int:
    """The calendar month (UTC) of a time (UTC epoch seconds), counted since January 1970."""
    return _month_of_day(min(max(_EPOCH_DAY + int(start_s // _DAY_S), 1), _LAST_DAY))


# Much of a page was on one day, and a page's days are few.
@lru_cache(maxsize=2048)
def _month_of_day(ordinal: int) -> int:
    day = dt.date.fromordinal(ordinal)
    return (day.year - 1970) * 12 + day.month - 1


def count(transaction: Connection, items: Iterable[tuple[int, float | None, int]], by: int) -> None:
    """Items come (`by` 1) or leave (-1): each its lane's number, its time and whether it is flagged."""
    months: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for lane, start_s, flagged in items:
        if start_s is not None:
            counted = months[lane, month_of(start_s)]
            counted[0] += by
            counted[1] += by * flagged
    if months:
        rows = [(lane, month, *counted) for (lane, month), counted in sorted(months.items())]
        transaction.exec_driver_sql(_COUNT, rows)
        if by < 0:
            transaction.execute(_EMPTY)


def read_overview(view: Connection) -> Overview:
    """How much lies when, by lane and month. Its `items` are all there are, those without a date too."""
    rows = view.execute(select(density).order_by(density.c.lane, density.c.month))
    months = tuple([Month(_LANES[lane], month, items, flagged) for lane, month, items, flagged in rows])
    undated = view.scalar(select(func.count()).select_from(item).where(item.c.start_s.is_(None))) or 0
    return Overview(months, sum(month.items for month in months) + undated, undated)
