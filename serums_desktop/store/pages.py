"""Writing what a source sent into a vault's tables, inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from serums_desktop.domain.coverage import SourceCoverage, Unfinished
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.files import FILE_SOURCE
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.series import Samples
from serums_desktop.store import levels, packing, packs, words
from serums_desktop.store.packs import Pack, Place
from serums_desktop.store.received_row import FATES, ReceivedPage, ReceivedRow
from serums_desktop.store.schema import about, asking, coverage, resource, sample
from serums_desktop.store.statements import Insertion, among, bound, in_chunks, text_of
from serums_desktop.store.timeline_index import join, leave

_PAGE = 500
# What the column `purpose` stands for.
PURPOSES = {
    PurposeOfUse.TREATMENT: 1,
    PurposeOfUse.EMERGENCY_TREATMENT: 2,
    PurposeOfUse.BREAK_GLASS: 3,
}
_DISPOSITIONS = {fate: disposition for disposition, fate in FATES.items()}

_KNOWN = select(
    resource.c.key,
    resource.c.id,
    resource.c.run,
    resource.c.digest,
    resource.c.shows,
    resource.c.fold_keys,
    resource.c.pack,
    resource.c.place,
).where(resource.c.key.in_(among("keys")))
_LEAVING = select(
    resource.c.id, resource.c.shows, resource.c.fold_keys, resource.c.pack, resource.c.place
).where(resource.c.id.in_(among("ids")))
_WRITTEN_ONCE_MORE = update(about).values(generation=about.c.generation + 1).returning(about.c.generation)
_LAST_ID = select(func.max(resource.c.id))
_SEEN_AGAIN = text_of(
    update(resource)
    .values(run=bindparam("run_"), received_s=bindparam("received_s_"))
    .where(resource.c.id == bindparam("id_"))
)
# Two statements and no upsert, which would keep every page it changes a second time.
_ADD = Insertion(resource)
_CHANGE = text_of(
    update(resource)
    .values({column: bindparam(f"{column.name}_") for column in resource.c if column.name != "id"})
    .where(resource.c.id == bindparam("id_"))
)
_DELETE = delete(resource).where(resource.c.id.in_(among("ids")))
_DROP_SAMPLES = delete(sample).where(sample.c.key.in_(among("keys")))


def raise_generation(transaction: Connection) -> int:
    """Count that the file is written; returns how often it was, ever."""
    times: int = transaction.execute(_WRITTEN_ONCE_MORE).scalar_one()
    return times


def generation(view: Connection) -> int:
    """How often the file was written."""
    times: int = view.scalars(select(about.c.generation)).one()
    return times


def new_run(
    transaction: Connection, source_id: str, purpose: PurposeOfUse, began_s: float | None = None
) -> int:
    """Note that a source is asked, and for what; the run is above every run before.

    With `began_s` (UTC epoch seconds) it can have a cursor. Those of older runs of the source are gone.
    """
    run = (transaction.scalar(select(func.max(asking.c.run))) or 0) + 1
    transaction.execute(
        update(asking).where(asking.c.source_id == source_id).values(began_s=None, cursor=None)
    )
    row = insert(asking).values(
        run=run, source_id=source_id, overtaken=0, purpose=PURPOSES[purpose], began_s=began_s
    )
    transaction.execute(row)
    return run


def take_up(transaction: Connection, run: int, source_id: str, purpose: PurposeOfUse) -> None:
    """Note a run again that was forgotten because nothing had come of it when a newer one ended."""
    row = upsert(asking).values(run=run, source_id=source_id, overtaken=1, purpose=PURPOSES[purpose])
    transaction.execute(row.on_conflict_do_nothing(index_elements=[asking.c.run]))


def keep_cursor(transaction: Connection, run: int, cursor: bytes) -> None:
    """Keep where a run can go on, in the transaction of the page before, while no newer one has begun."""
    is_going_on = asking.c.run == run, asking.c.overtaken == 0, asking.c.began_s.is_not(None)
    transaction.execute(update(asking).where(*is_going_on).values(cursor=cursor))


def unfinished(view: Connection, source_id: str, purpose: PurposeOfUse) -> Unfinished | None:
    """The run of a source for a purpose that can go on where it broke off, None where there is none."""
    query = select(asking.c.run, asking.c.began_s, asking.c.cursor).where(
        asking.c.source_id == source_id,
        asking.c.purpose == PURPOSES[purpose],
        asking.c.overtaken == 0,
        asking.c.cursor.is_not(None),
    )
    found = view.execute(query.order_by(asking.c.run.desc()).limit(1)).one_or_none()
    if found is None:
        return None
    names = frozenset(map(_name, view.scalars(select(resource.c.key).where(resource.c.run == found.run))))
    return Unfinished(found.run, found.began_s, found.cursor, names)


def count_of(view: Connection, run: int) -> tuple[int, int]:
    """How many resources bear a run, and how many of them could not be read."""
    query = select(resource.c.fate, func.count()).where(resource.c.run == run).group_by(resource.c.fate)
    counted = view.execute(query).all()
    unread = FATES[Disposition.QUARANTINED]
    return sum(number for _, number in counted), sum(number for fate, number in counted if fate == unread)


def source_of(transaction: Connection, run: int) -> str | None:
    """Whom a run asks; None once a newer run of that source has ended."""
    return transaction.scalar(select(asking.c.source_id).where(asking.c.run == run, asking.c.overtaken == 0))


class _Known(msgspec.Struct, frozen=True):
    """What is kept of a resource. `keys` are its entry's, None where it has no entry."""

    resource_id: int
    run: int
    digest: int
    keys: bytes | None
    place: Place


def keep(transaction: Connection, run: int, page: ReceivedPage, received_s: float) -> None:
    """Keep a page; the last of several with one key counts.

    A row that is as it was costs no merging; one that a newer run has seen stays.
    """
    rows = {row.key: row for row in page.rows}
    known: dict[str, _Known] = {}
    for some in in_chunks(list(rows)):
        for one in transaction.execute(_KNOWN, {"keys": bound(some)}):
            keys = (one.fold_keys or b"") if one.shows else None
            known[one.key] = _Known(one.id, one.run, one.digest, keys, (one.pack, one.place))
    unchanged: list[tuple[int, float, int]] = []
    changed: list[ReceivedRow] = []
    for key, row in rows.items():
        before = known.get(key)
        if before is None or (before.run <= run and before.digest != row.digest):
            changed.append(row)
        elif before.run <= run:
            unchanged.append((run, received_s, before.resource_id))
    if unchanged:
        transaction.exec_driver_sql(_SEEN_AGAIN, unchanged)
    if changed:
        _replace(transaction, run, changed, page.packs, known, received_s)


def delete_unseen(
    transaction: Connection,
    source_id: str,
    run: int,
    types: frozenset[str] | None = None,
    served: frozenset[str] | None = None,
) -> None:
    """Delete what this source did not send in this run or a newer one, and merge what is left.

    With `types`, resources of other types stay. With `served` (``Type/id``), these stay, and so do those
    that came without an id, of which no list can tell.
    """
    unseen = select(resource.c.id, resource.c.key).where(
        resource.c.run.in_(_runs_of(source_id)), resource.c.run < run
    )
    if served is not None:
        unseen = unseen.where(resource.c.reason.is_distinct_from(Reason.NO_ID.value))
    gone = [
        resource_id
        for resource_id, key in transaction.execute(unseen)
        if (types is None or _name(key).partition("/")[0] in types)
        and (served is None or _name(key) not in served)
    ]
    behind: set[int] = set()
    for ids in in_chunks(gone):
        rows = transaction.execute(_LEAVING, {"ids": bound(ids)}).all()
        behind |= leave(transaction, {row.id: row.fold_keys or b"" for row in rows if row.shows})
        packs.empty(transaction, [(row.pack, row.place) for row in rows])
        transaction.execute(_DELETE, {"ids": bound(ids)})
    join(transaction, {}, behind.difference(gone))
    words.sweep(transaction)


def end_run(transaction: Connection, source_id: str, run: int, *, goes_on: bool = False) -> None:
    """What the older runs of a source bring counts no more. No cursor is left, unless this run `goes_on`."""
    older = (asking.c.source_id == source_id, asking.c.run < run)
    transaction.execute(update(asking).where(*older).values(overtaken=1, began_s=None, cursor=None))
    if not goes_on:
        transaction.execute(update(asking).where(asking.c.run == run).values(began_s=None, cursor=None))
    bears_it = exists().where(resource.c.run == asking.c.run)
    transaction.execute(delete(asking).where(*older, ~bears_it))


def read_coverage(view: Connection) -> tuple[SourceCoverage, ...]:
    """What became of the last asking of each source, by source id."""
    bodies = view.scalars(select(coverage.c.body).order_by(coverage.c.source_id))
    return tuple(packing.unpack(body, SourceCoverage) for body in bodies)


def read_versions(view: Connection, source_id: str) -> dict[str, str]:
    """The version id of every resource of a source by ``Type/id``, without those that came without an id."""
    query = select(resource.c.key, resource.c.version_id)
    query = query.where(
        resource.c.run.in_(_runs_of(source_id)), resource.c.reason.is_distinct_from(Reason.NO_ID.value)
    )
    return {_name(key): version_id or "" for key, version_id in view.execute(query)}


def keep_coverage(transaction: Connection, outcome: SourceCoverage) -> None:
    """Keep what became of asking one source."""
    row = upsert(coverage).values(source_id=outcome.source_id, body=packing.pack(outcome))
    transaction.execute(
        row.on_conflict_do_update(index_elements=[coverage.c.source_id], set_={"body": row.excluded.body})
    )


def drop_coverage(transaction: Connection, source_id: str) -> None:
    """Forget that a source was ever asked."""
    transaction.execute(delete(coverage).where(coverage.c.source_id == source_id))


def received(view: Connection, source_id: str) -> Iterator[tuple[list[Received], float]]:
    """All that is kept of a source as it was received, in the order of its coming, and when that was.

    What is counted alone, such as another patient's, has no bytes.
    """
    of = resource.c
    columns = (of.id, of.key, of.received_s, of.fate, of.reason, of.problem, of.version_id, of.pack, of.place)
    after = 0
    while True:
        query = select(*columns).where(of.run.in_(_runs_of(source_id)), of.id > after)
        rows = view.execute(query.order_by(of.id).limit(_PAGE)).all()
        if not rows:
            return
        after = rows[-1].id
        bodies: dict[str, list[Samples]] = {}
        taken = select(sample.c.key, sample.c.body).where(sample.c.key.in_(among("keys")))
        in_order = taken.order_by(sample.c.key, sample.c.part)
        for key, body in view.execute(in_order, {"keys": bound([row.key for row in rows])}):
            bodies.setdefault(key, []).append(packing.unpack_samples(body))
        places = [(row.pack, row.place) for row in rows]
        raws, entries = packs.read_raws(view, places), packs.read_entries(view, places)
        page = [
            _received(row, raws[row.pack, row.place], entries.get((row.pack, row.place)), bodies)
            for row in rows
        ]
        yield page, rows[-1].received_s


def _received(
    row: Any, raw: bytes, entry: Entry | None, samples: Mapping[str, Sequence[Samples]]
) -> Received:
    source_id, resource_type, resource_id = row.key.split("/", 2)
    return Received(
        source_id=source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        raw=raw,
        disposition=_DISPOSITIONS[row.fate],
        reason=Reason(row.reason or ""),
        problem=row.problem or "",
        version_id=row.version_id or "",
        entry=entry,
        samples=tuple(samples.get(row.key, ())),
    )


def unfinished_files(view: Connection) -> list[str]:
    """Files that somebody began to add and of which only a part was kept."""
    is_kept = exists().where(resource.c.run == asking.c.run)
    is_known = exists().where(coverage.c.source_id == asking.c.source_id)
    query = select(asking.c.source_id).where(asking.c.source_id.startswith(FILE_SOURCE), is_kept, ~is_known)
    return list(view.scalars(query.distinct()))


def _runs_of(source_id: str) -> Select[tuple[int]]:
    return select(asking.c.run).where(asking.c.source_id == source_id)


def _name(key: str) -> str:
    """``Type/id`` of ``source/Type/id``."""
    return key.partition("/")[2]


def _replace(
    transaction: Connection,
    run: int,
    rows: Collection[ReceivedRow],
    brought: Sequence[Pack],
    known: Mapping[str, _Known],
    received_s: float,
) -> None:
    before = {row.key: known[row.key] for row in rows if row.key in known}
    behind = leave(
        transaction, {one.resource_id: one.keys for one in before.values() if one.keys is not None}
    )
    if before:
        packs.empty(transaction, [one.place for one in before.values()])
        transaction.execute(_DROP_SAMPLES, {"keys": bound(before)})
        levels.drop(transaction, before)
    pack_ids = _keep_packs(transaction, rows, brought)
    new_ids = count((transaction.scalar(_LAST_ID) or 0) + 1)
    placed = [(before[row.key].resource_id if row.key in before else next(new_ids), row) for row in rows]
    new, again = [], []
    for resource_id, row in placed:
        values = row.resource_row(resource_id, run, received_s, pack_ids[row.pack])
        if row.key in before:
            again.append((*values[1:], resource_id))
        else:
            new.append(values)
    _ADD.run(transaction, new)
    if again:
        transaction.exec_driver_sql(_CHANGE, again)
    sample_rows = [sample_row for row in rows if row.samples for sample_row in row.sample_rows()]
    if sample_rows:
        transaction.execute(insert(sample), sample_rows)
        levels.keep(transaction, [level_row for row in rows if row.samples for level_row in row.level_rows()])
    join(
        transaction,
        {resource_id: row.entry for resource_id, row in placed if row.entry is not None},
        behind,
    )


def _keep_packs(
    transaction: Connection, rows: Collection[ReceivedRow], brought: Sequence[Pack]
) -> dict[int, int]:
    """Keep of a page's packs what these rows have in them; returns their ids by their numbers in the page."""
    used: defaultdict[int, set[int]] = defaultdict(set)
    for row in rows:
        used[row.pack].add(row.place)
    numbers = sorted(used)
    kept = []
    for number in numbers:
        pack = brought[number]
        others = set(range(pack.held)) - used[number]
        kept.append(pack.without(others) if others else pack)
    return dict(zip(numbers, count(packs.add(transaction, kept)), strict=False))
