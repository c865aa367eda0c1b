"""Reading parts of a record: what is read first, what lies in a span of time, what says something."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, Integer, bindparam, cast, func, or_, select, text

from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.merge import timeline_order
from serums_desktop.domain.stored import Window
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import Beside, Bucket, Counted
from serums_desktop.store import packing, words
from serums_desktop.store.item_row import LANES
from serums_desktop.store.packing import Unpacker
from serums_desktop.store.schema import item, resource
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
_LANE_OF = {number: lane for lane, number in LANES.items()}
_IN_SPAN = (
    item.c.start_s >= bindparam("from_s"),
    item.c.start_s < bindparam("until_s"),
    item.c.lane.in_(among("lanes")),
)
_BUCKET = cast((item.c.start_s - bindparam("from_s")) / bindparam("bucket_s"), Integer).label("bucket")
_COUNTED = (
    select(item.c.lane, _BUCKET, func.count().label("items"), func.sum(item.c.flagged).label("flagged"))
    .where(*_IN_SPAN)
    .group_by(item.c.lane, _BUCKET)
    .order_by(item.c.lane, _BUCKET)
)
# What is shown as a table: those without a date are the last.
_PLACES = (
    select(item.c.id)
    .order_by(item.c.start_s.desc(), item.c.lane, item.c.flagged, item.c.members, item.c.id)
    .limit(bindparam("most"))
    .offset(bindparam("first"))
)
_ITEM_OF = (
    select(item.c.id, item.c.lane, item.c.start_s, item.c.body)
    .join(resource, func.coalesce(resource.c.item, resource.c.id) == item.c.id)
    .where(resource.c.key == bindparam("key"), resource.c.shows == 1)
)
_OF_LANE = item.c.lane == bindparam("lane")
_EARLIER = (
    _OF_LANE,
    item.c.start_s <= bindparam("at_s"),
    or_(item.c.start_s < bindparam("at_s"), item.c.id < bindparam("id")),
)
_LATER = (
    _OF_LANE,
    item.c.start_s >= bindparam("at_s"),
    or_(item.c.start_s > bindparam("at_s"), item.c.id > bindparam("id")),
)
_BODY_BEFORE = select(item.c.body).where(*_EARLIER).order_by(item.c.start_s.desc(), item.c.id.desc()).limit(1)
_BODY_AFTER = select(item.c.body).where(*_LATER).order_by(item.c.start_s, item.c.id).limit(1)
_COUNT_BEFORE = select(func.count()).select_from(item).where(*_EARLIER)
_COUNT_DATED = select(func.count()).select_from(item).where(_OF_LANE, item.c.start_s.is_not(None))
_RESULTS = select(item.c.body).where(item.c.row.in_(among("rows")))


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


def read_span(view: Connection, start_s: float, end_s: float, lanes: Collection[Lane]) -> Timeline:
    """The items of some lanes that begin from `start_s` on and before `end_s` (UTC epoch s, or infinite)."""
    asked = {"from_s": start_s, "until_s": end_s, "lanes": bound(LANES[lane] for lane in lanes)}
    return Timeline(tuple(_in_order(view.scalars(select(item.c.body).where(*_IN_SPAN), asked).all())))


def read_counts(
    view: Connection, start_s: float, end_s: float, bucket_s: float, lanes: Collection[Lane]
) -> Counted:
    """How many items of some lanes begin in each stretch of `bucket_s` seconds, the first from `start_s` on.

    Raises ValueError for stretches without a length.
    """
    if not bucket_s > 0:
        raise ValueError("a stretch has a length")
    asked = {
        "from_s": start_s,
        "until_s": end_s,
        "bucket_s": bucket_s,
        "lanes": bound(LANES[lane] for lane in lanes),
    }
    buckets = [
        Bucket(_LANE_OF[row.lane], start_s + row.bucket * bucket_s, row.items, row.flagged)
        for row in view.execute(_COUNTED, asked)
    ]
    return Counted(start_s, end_s, bucket_s, frozenset(lanes), tuple(buckets))


def read_rows(view: Connection, first: int, most: int) -> tuple[TimelineItem, ...]:
    """At most `most` items from a place on, as a table has them: the newest first, the undated last."""
    ids = view.scalars(_PLACES, {"first": first, "most": most}).all()
    bodies: dict[int, bytes] = {}
    for some in in_chunks(ids):
        of_ids = _OF_IDS.add_columns(item.c.id)
        bodies.update({row.id: row.body for row in view.execute(of_ids, {"ids": bound(some)})})
    return Unpacker().items([bodies[item_id] for item_id in ids])


def read_item(view: Connection, entry_id: str) -> TimelineItem | None:
    """The item behind which an entry stands, None where there is none."""
    row = view.execute(_ITEM_OF, {"key": entry_id}).one_or_none()
    return Unpacker().items([row.body])[0] if row is not None else None


def read_beside(view: Connection, entry_id: str) -> Beside | None:
    """What lies before and after the item of an entry in its lane; None for one without a date, or none."""
    row = view.execute(_ITEM_OF, {"key": entry_id}).one_or_none()
    if row is None or row.start_s is None:
        return None
    asked = {"lane": row.lane, "at_s": row.start_s, "id": row.id}
    before, after = (view.scalar(query, asked) for query in (_BODY_BEFORE, _BODY_AFTER))
    unpacker = Unpacker()
    return Beside(
        before=unpacker.items([before])[0] if before is not None else None,
        after=unpacker.items([after])[0] if after is not None else None,
        place=(view.scalar(_COUNT_BEFORE, asked) or 0) + 1,
        total=view.scalar(_COUNT_DATED, {"lane": row.lane}) or 0,
    )


def read_results(view: Connection, rows: Collection[str]) -> Timeline:
    """Every dated result of some rows."""
    numbers = bound(packing.fingerprint(row.encode()) for row in rows)
    return Timeline(tuple(_in_order(view.scalars(_RESULTS, {"rows": numbers}).all())))


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
