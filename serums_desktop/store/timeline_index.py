"""The merged timeline, kept while entries are written.

Entries that share a fold key, directly or through others, are one item. Whatever changes, only the items that
an entry leaves and those it joins are merged anew; an entry that meets nobody costs its own item alone. The
result equals `domain.merge.merge` of everything at once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import (
    Connection,
    bindparam,
    delete,
    func,
    select,
    update,
)

from serums_desktop.domain.merge import merge_group, timeline_order
from serums_desktop.domain.timeline import Timeline
from serums_desktop.store import densities, packs, words
from serums_desktop.store.folds import components, split
from serums_desktop.store.item_row import ItemRow, item_row
from serums_desktop.store.packing import Packer, Unpacker
from serums_desktop.store.received_row import ArrivedEntry
from serums_desktop.store.schema import fold, item, resource
from serums_desktop.store.statements import Insertion, among, bound, in_chunks, text_of

_ADD_KEY = Insertion(fold)
_DROP_KEY = text_of(
    delete(fold).where(fold.c.key == bindparam("key"), fold.c.resource == bindparam("resource"))
)
_ADD_ITEM = Insertion(item)
_MARK = text_of(
    update(resource).values(item=bindparam("item_id")).where(resource.c.id == bindparam("resource_id"))
)
_ITEMS_OF = select(resource.c.item).where(resource.c.id.in_(among("ids")), resource.c.item.is_not(None))
_MEMBERS_OF = select(resource.c.id).where(resource.c.item.in_(among("items")))
_KEYS = func.json_each(bindparam("keys")).table_valued("value")
_HOLDERS = select(fold.c.resource).where(fold.c.key.in_(select(func.unhex(_KEYS.c.value))))
_KEYS_OF = select(resource.c.id, resource.c.item, resource.c.fold_keys).where(
    resource.c.id.in_(among("ids")), resource.c.shows == 1
)
_DROP_ITEMS = (
    delete(item)
    .where(item.c.id.in_(among("ids")))
    .returning(item.c.id, item.c.lane, item.c.start_s, item.c.flagged, item.c.body)
)


def leave(transaction: Connection, keys_of: Mapping[int, bytes]) -> set[int]:
    """Take resources that have entries off the timeline; returns whom they leave behind in their items.

    What they leave behind is in no item until it is given to `join`.
    """
    gone = [(key, resource_id) for resource_id, keys in keys_of.items() for key in split(keys)]
    if gone:
        transaction.exec_driver_sql(_DROP_KEY, gone)
    behind: set[int] = set()
    for ids in in_chunks(list(keys_of)):
        items = set(transaction.scalars(_ITEMS_OF, {"ids": bound(ids)}))
        if items:
            behind.update(transaction.scalars(_MEMBERS_OF, {"items": bound(items)}))
        _drop_items(transaction, items.union(ids))
    return behind - keys_of.keys()


def join(transaction: Connection, arrived: Mapping[int, ArrivedEntry], behind: Collection[int] = ()) -> None:
    """Put resources' entries on the timeline by their keys, and merge anew whom others left `behind`.

    Those that arrived are in `resource` already, without an item.
    """
    new = {(key, resource_id) for resource_id, entry in arrived.items() for key in split(entry.keys)}
    others = _met(transaction, {key for key, _ in new}, behind)
    _ADD_KEY.run(transaction, list(new))
    keys_of = {resource_id: entry.keys for resource_id, entry in arrived.items()}
    item_of: dict[int, int | None] = dict.fromkeys(arrived)
    for ids in in_chunks(sorted(others)):
        for resource_id, its_item, ours in transaction.execute(_KEYS_OF, {"ids": bound(ids)}):
            keys_of[resource_id] = ours or b""
            item_of[resource_id] = its_item
    if others:
        former = others | {its_item for its_item in item_of.values() if its_item is not None}
        _drop_items(transaction, former)
    rows: dict[int, tuple[int, ItemRow]] = {}
    marks = []
    packer = Packer()
    groups = components(keys_of)
    lone = [group[0] for group in groups if len(group) == 1 and group[0] in arrived]
    for item_id in lone:
        rows[item_id] = (1, arrived[item_id].item)
    several = [group for group in groups if len(group) > 1 or group[0] not in arrived]
    entries = packs.entries_of(transaction, [one for group in several for one in group])
    for group in several:
        item_id = min(group)
        merged = merge_group([entries[resource_id] for resource_id in group])
        rows[item_id] = (len(group), item_row(merged, packer))
        shared = item_id if len(group) > 1 else None
        marks += [(shared, resource_id) for resource_id in group if item_of[resource_id] != shared]
    _add_items(transaction, rows)
    if marks:
        transaction.exec_driver_sql(_MARK, marks)


def _add_items(transaction: Connection, rows: Mapping[int, tuple[int, ItemRow]]) -> None:
    """Add items by id, each with the number of its members, and what is kept of them elsewhere."""
    _ADD_ITEM.run(transaction, [row.values(item_id, members) for item_id, (members, row) in rows.items()])
    densities.count(transaction, [(row.lane, row.start_s, row.flagged) for _, row in rows.values()], 1)
    words.add(transaction, [(item_id, row.words) for item_id, (_, row) in rows.items()])


def _drop_items(transaction: Connection, ids: Collection[int]) -> None:
    """Drop those of the items that are there, and what is kept of them elsewhere."""
    dropped = transaction.execute(_DROP_ITEMS, {"ids": bound(ids)}).all()
    if not dropped:
        return
    items = Unpacker().items([row.body for row in dropped])
    densities.count(transaction, [(row.lane, row.start_s, row.flagged) for row in dropped], -1)
    words.drop(transaction, [(row.id, words.words_of(one)) for row, one in zip(dropped, items, strict=True)])


def _met(transaction: Connection, keys: Collection[bytes], behind: Collection[int]) -> set[int]:
    """Everybody who is in an item with somebody left behind, or with a holder of one of the keys."""
    met = set(behind)
    for some in in_chunks(list(keys)):
        met.update(transaction.scalars(_HOLDERS, {"keys": bound(some)}))
    for ids in in_chunks(sorted(met)):
        items = set(transaction.scalars(_ITEMS_OF, {"ids": bound(ids)}))
        if items:
            met.update(transaction.scalars(_MEMBERS_OF, {"items": bound(items)}))
    return met


def read_timeline(view: Connection) -> Timeline:
    """The whole timeline, in the order of `domain.merge.timeline_order`."""
    found = Unpacker().items(view.scalars(select(item.c.body)).all())
    return Timeline(tuple(sorted(found, key=timeline_order)))


def count_items(view: Connection) -> tuple[int, int]:
    """How many items there are, and how many entries stand behind them."""
    items, members = view.execute(select(func.count(), func.coalesce(func.sum(item.c.members), 0))).one()
    return items, members
