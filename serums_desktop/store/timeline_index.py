"""The merged timeline, kept while entries are written.

A fold key is computed from one entry alone, so whatever changes, only the folds it leaves and the folds
it joins are merged anew. The result equals `domain.merge.merge` of everything at once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, delete, func, insert, select

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.merge import fold_key, merge_group, timeline_order
from serums_desktop.domain.timeline import Timeline
from serums_desktop.store.packing import digest, pack, unpack_entry, unpack_timeline
from serums_desktop.store.schema import entry, item

# Well below SQLite's limit of variables in one statement, and few enough distinct statements.
_AT_ONCE = 500

Value = TypeVar("Value")


def fold_of(what: Entry) -> bytes:
    """The fold of an entry: 16 bytes that stand for its fold key."""
    return digest(fold_key(what).encode())


def folds_of(transaction: Connection, keys: Collection[str]) -> set[bytes]:
    """The folds that these resources' entries are in."""
    folds: set[bytes] = set()
    for some in in_chunks(list(keys)):
        folds.update(transaction.scalars(select(entry.c.fold).where(entry.c.key.in_(some))))
    return folds


def refold(transaction: Connection, folds: Iterable[bytes]) -> None:
    """Merge these folds anew from the entries they hold now; an empty fold leaves the timeline."""
    for some in in_chunks(sorted(folds)):
        members: defaultdict[bytes, list[bytes]] = defaultdict(list)
        for fold, body in transaction.execute(
            select(entry.c.fold, entry.c.body).where(entry.c.fold.in_(some))
        ):
            members[fold].append(body)
        transaction.execute(delete(item).where(item.c.fold.in_(some)))
        if members:
            transaction.execute(insert(item), [_row(fold, bodies) for fold, bodies in members.items()])


def read_timeline(view: Connection) -> Timeline:
    """The whole timeline, in the order of `domain.merge.timeline_order`."""
    return unpack_timeline(view.scalars(select(item.c.body).order_by(item.c.at_s, item.c.item_id)).all())


def count_items(view: Connection) -> tuple[int, int]:
    """How many items there are, and how many entries stand behind them."""
    items, members = view.execute(select(func.count(), func.coalesce(func.sum(item.c.members), 0))).one()
    return items, members


def in_chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values in runs that fit into one statement."""
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _row(fold: bytes, bodies: Sequence[bytes]) -> dict[str, object]:
    merged = merge_group([unpack_entry(body) for body in bodies])
    undated, at_s, item_id = timeline_order(merged)
    return {
        "at_s": math.inf if undated else at_s,
        "item_id": item_id,
        "fold": fold,
        "members": len(bodies),
        "body": pack(merged),
    }
