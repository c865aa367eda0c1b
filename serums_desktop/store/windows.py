"""Reading parts of a record: what is read first, what lies in a span of time, what says something."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select, text

from serums_desktop.domain.merge import timeline_order
from serums_desktop.domain.stored import Window
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.store import words
from serums_desktop.store.packing import Unpacker
from serums_desktop.store.schema import item
from serums_desktop.store.statements import among, bound, in_chunks

_SAFETY = select(item.c.body).where(item.c.safety == 1)
# From one row to the next by its index, and of each the last: what lies between is not looked at.
_LATEST_RESULTS = text(
    "WITH RECURSIVE rows (row) AS ("
    " SELECT min(row) FROM item WHERE row IS NOT NULL"
    " UNION ALL SELECT (SELECT min(row) FROM item WHERE row > rows.row) FROM rows WHERE rows.row IS NOT NULL"
    ") SELECT item.body FROM rows CROSS JOIN item ON item.row = rows.row AND item.start_s ="
    " (SELECT start_s FROM item WHERE row = rows.row ORDER BY start_s DESC LIMIT 1)"
)
_UNDATED = select(item.c.body).where(item.c.start_s.is_(None))
_WITH_WORDS = text("SELECT rowid FROM words WHERE words MATCH :pattern LIMIT :most")
# In order of time, passing by what has not the words: a plus keeps it from looking up all that have.
_NEWEST_WITH_WORDS = text(
    "SELECT id, start_s FROM item WHERE +id IN (SELECT rowid FROM words WHERE words MATCH :pattern)"
    " ORDER BY start_s DESC LIMIT :most"
)
_OF_IDS = select(item.c.body).where(item.c.id.in_(among("ids")))


def read_safety(view: Connection) -> Timeline:
    """The items that are read first, and the latest result of each row."""
    results = {one.row: one for one in _in_order(view.scalars(_LATEST_RESULTS).all())}
    others = Unpacker().items(view.scalars(_SAFETY).all())
    found = {one.item_id: one for one in (*others, *results.values())}
    return Timeline(tuple(sorted(found.values(), key=timeline_order)))


def read_undated(view: Connection) -> Timeline:
    """The items without a date."""
    return Timeline(tuple(_in_order(view.scalars(_UNDATED).all())))


def read_window(view: Connection, before_s: float | None, most: int) -> Window:
    """The last `most` dated items that begin before (UTC epoch seconds), the newest first.

    Those that begin together with the earliest of them come too. Raises ValueError for less than one.
    """
    if most < 1:
        raise ValueError("a window holds at least one item")
    is_asked = item.c.start_s.is_not(None) if before_s is None else item.c.start_s < before_s
    starts = select(item.c.start_s).where(is_asked).order_by(item.c.start_s.desc())
    earliest_s = view.scalar(starts.offset(most - 1).limit(1))
    bodies = select(item.c.body).where(is_asked)
    if earliest_s is not None:
        bodies = bodies.where(item.c.start_s >= earliest_s)
        if view.scalar(select(func.max(item.c.start_s)).where(item.c.start_s < earliest_s)) is None:
            earliest_s = None
    return Window(tuple(reversed(_in_order(view.scalars(bodies).all()))), earliest_s)


def find(view: Connection, typed: str, most: int) -> list[TimelineItem]:
    """The newest items that have every word, the last one as a beginning; undated ones come last.

    Which of them come does not depend on the order in which they were written.
    """
    pattern = words.pattern(typed)
    if not pattern or most < 1:
        return []
    ids: Sequence[int] = view.scalars(_WITH_WORDS, {"pattern": pattern, "most": most + 1}).all()
    if len(ids) > most:
        ids = _newest(view, pattern, most)
    bodies: list[bytes] = []
    for some in in_chunks(ids):
        bodies += view.scalars(_OF_IDS, {"ids": bound(some)})
    found = _in_order(bodies)
    dated = [one for one in found if not _is_undated(one)]
    undated = [one for one in found if _is_undated(one)]
    return [*reversed(dated), *undated][:most]


def _newest(view: Connection, pattern: str, most: int) -> list[int]:
    """The `most` newest items with these words, and those that begin together with the earliest of them."""
    asked = most
    while True:
        asked *= 2
        found = view.execute(_NEWEST_WITH_WORDS, {"pattern": pattern, "most": asked}).all()
        if len(found) < asked or found[-1].start_s != found[most - 1].start_s:
            return [row.id for row in found]


def _in_order(bodies: Sequence[bytes]) -> list[TimelineItem]:
    """Items in the order of the timeline."""
    return sorted(Unpacker().items(bodies), key=timeline_order)


def _is_undated(one: TimelineItem) -> bool:
    return one.start_s is None and one.end_s is None
