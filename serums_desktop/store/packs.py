"""Resources and their entries, packed a few together: what stands in several is written once.

A resource knows its pack and its place in it. Who leaves a pack leaves an empty place, and the others stay
where they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, func, select, update

from serums_desktop.domain.entries import Entry
from serums_desktop.store import packing
from serums_desktop.store.packing import Packer, Unpacker
from serums_desktop.store.schema import pack, resource
from serums_desktop.store.statements import Insertion, among, bound, in_chunks, text_of

# Twice as many save another fiftieth of the JSON, and whoever reads one reads its neighbours too.
PLACES = 64

Place = tuple[int, int]


class Pack(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Up to `PLACES` resources and their entries, packed; `held` places are not empty."""

    held: int
    raws: bytes
    entries: bytes

    def without(self, places: Collection[int]) -> Pack:
        """The same with these places emptied."""
        packer, unpacker = Packer(), Unpacker()
        raws, entries = unpacker.raws(self.raws), unpacker.entries(self.entries)
        for place in places:
            raws[place] = entries[place] = b""
        return Pack(self.held - len(places), packer.raws(raws), packer.entries(entries))


_ADD = Insertion(pack)
_LAST_ID = select(func.max(pack.c.id))
_WHOLE = select(pack.c.id, pack.c.held, pack.c.raws, pack.c.entries).where(pack.c.id.in_(among("ids")))
_CHANGE = text_of(
    update(pack)
    .values(held=bindparam("held_"), raws=bindparam("raws_"), entries=bindparam("entries_"))
    .where(pack.c.id == bindparam("id_"))
)
_DELETE = delete(pack).where(pack.c.id.in_(among("ids")))
_RAWS = select(pack.c.id, pack.c.raws).where(pack.c.id.in_(among("ids")))
_ENTRIES = select(pack.c.id, pack.c.entries).where(pack.c.id.in_(among("ids")))
_PLACES_OF = select(resource.c.id, resource.c.pack, resource.c.place).where(resource.c.id.in_(among("ids")))


def add(transaction: Connection, packs: Sequence[Pack]) -> int:
    """Keep packs; returns the id of the first, which the others follow."""
    first = (transaction.scalar(_LAST_ID) or 0) + 1
    _ADD.run(
        transaction, [(number, one.held, one.raws, one.entries) for number, one in enumerate(packs, first)]
    )
    return first


def empty(transaction: Connection, places: Iterable[Place]) -> None:
    """Empty these places, and forget packs of which nothing is left."""
    leaving: defaultdict[int, list[int]] = defaultdict(list)
    for number, place in places:
        leaving[number].append(place)
    changed: list[tuple[int, bytes, bytes, int]] = []
    gone: list[int] = []
    for ids in in_chunks(sorted(leaving)):
        for number, held, raws, entries in transaction.execute(_WHOLE, {"ids": bound(ids)}):
            if held == len(leaving[number]):
                gone.append(number)
                continue
            left = Pack(held, raws, entries).without(leaving[number])
            changed.append((left.held, left.raws, left.entries, number))
    if changed:
        transaction.exec_driver_sql(_CHANGE, changed)
    for ids in in_chunks(gone):
        transaction.execute(_DELETE, {"ids": bound(ids)})


def entries_of(view: Connection, resource_ids: Sequence[int]) -> dict[int, Entry]:
    """The entries of resources that have one, by the resource's id."""
    places: dict[int, Place] = {}
    for ids in in_chunks(resource_ids):
        for resource_id, number, place in view.execute(_PLACES_OF, {"ids": bound(ids)}):
            places[resource_id] = (number, place)
    entries = read_entries(view, places.values())
    return {resource_id: entries[place] for resource_id, place in places.items() if place in entries}


def read_entries(view: Connection, places: Iterable[Place]) -> dict[Place, Entry]:
    """The entries at these places; none for a place that has none."""
    found = _read(view, _ENTRIES, places, Unpacker().entries)
    return {place: packing.decode_entry(body) for place, body in found.items() if body}


def read_raws(view: Connection, places: Iterable[Place]) -> dict[Place, bytes]:
    """The resources at these places; empty for one whose content has no place in the file."""
    return _read(view, _RAWS, places, Unpacker().raws)


def _read(
    view: Connection,
    query: Select[int, bytes],
    places: Iterable[Place],
    unpack: Callable[[bytes], list[bytes]],
) -> dict[Place, bytes]:
    wanted: defaultdict[int, list[int]] = defaultdict(list)
    for number, place in places:
        wanted[number].append(place)
    found: dict[Place, bytes] = {}
    for ids in in_chunks(sorted(wanted)):
        for number, packed in view.execute(query, {"ids": bound(ids)}):
            bodies = unpack(packed)
            found.update({(number, place): bodies[place] for place in wanted[number]})
    return found
