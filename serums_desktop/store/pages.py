"""Writing what a source sent into a vault's tables, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from serums_desktop.domain.coverage import SourceCoverage
from serums_desktop.domain.received import Reason
from serums_desktop.store import packing
from serums_desktop.store.received_row import ReceivedRow
from serums_desktop.store.schema import asking, coverage, entry, resource, sample
from serums_desktop.store.timeline_index import folds_of, in_chunks, refold


def new_run(transaction: Connection, source_id: str) -> int:
    """Note that a source is asked; the run is above every run before."""
    run = (transaction.scalar(select(func.max(asking.c.run))) or 0) + 1
    transaction.execute(insert(asking).values(run=run, source_id=source_id))
    return run


def source_of(transaction: Connection, run: int) -> str | None:
    """Whom a run asks; None once a newer run of that source has ended."""
    return transaction.scalar(select(asking.c.source_id).where(asking.c.run == run))


def keep(transaction: Connection, run: int, rows: Mapping[str, ReceivedRow], received_s: float) -> None:
    """Keep rows by key. A row that is as it was costs no merging; one that a newer run has seen stays."""
    known: dict[str, tuple[int, bytes]] = {}
    columns = (resource.c.key, resource.c.run, resource.c.digest)
    for some in in_chunks(list(rows)):
        for key, seen, digest in transaction.execute(select(*columns).where(resource.c.key.in_(some))):
            known[key] = (seen, digest)
    unchanged: list[dict[str, object]] = []
    changed: list[ReceivedRow] = []
    for key, row in rows.items():
        seen, digest = known.get(key, (run, b""))
        if seen > run:
            continue
        if digest == row.digest:
            unchanged.append({"unchanged": key, "run": run, "received_s": received_s})
        else:
            changed.append(row)
    if unchanged:
        seen_again = update(resource).where(resource.c.key == bindparam("unchanged"))
        transaction.execute(
            seen_again.values(run=bindparam("run"), received_s=bindparam("received_s")), unchanged
        )
    if changed:
        _replace(transaction, run, changed, received_s)


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
    unseen = select(resource.c.key).where(resource.c.source_id == source_id, resource.c.run < run)
    if types is not None:
        unseen = unseen.where(resource.c.resource_type.in_(sorted(types)))
    if served is not None:
        unseen = unseen.where(resource.c.reason != Reason.NO_ID)
    keys = [key for key in transaction.scalars(unseen) if served is None or _name(key) not in served]
    touched = folds_of(transaction, keys)
    for some in in_chunks(keys):
        transaction.execute(delete(resource).where(resource.c.key.in_(some)))
    refold(transaction, touched)


def end_run(transaction: Connection, source_id: str, run: int) -> None:
    """Forget the older runs of a source: what they still bring counts no more."""
    transaction.execute(delete(asking).where(asking.c.source_id == source_id, asking.c.run < run))


def read_coverage(view: Connection) -> tuple[SourceCoverage, ...]:
    """What became of the last asking of each source, by source id."""
    bodies = view.scalars(select(coverage.c.body).order_by(coverage.c.source_id))
    return tuple(packing.unpack(body, SourceCoverage) for body in bodies)


def read_versions(view: Connection, source_id: str) -> dict[str, str]:
    """The version id of every resource of a source by ``Type/id``, without those that came without an id."""
    query = select(resource.c.key, resource.c.version_id)
    query = query.where(resource.c.source_id == source_id, resource.c.reason != Reason.NO_ID)
    return {_name(key): version_id for key, version_id in view.execute(query)}


def keep_coverage(transaction: Connection, outcome: SourceCoverage) -> None:
    """Keep what became of asking one source."""
    row = upsert(coverage).values(source_id=outcome.source_id, body=packing.pack(outcome))
    transaction.execute(
        row.on_conflict_do_update(index_elements=[coverage.c.source_id], set_={"body": row.excluded.body})
    )


def drop_coverage(transaction: Connection, source_id: str) -> None:
    """Forget that a source was ever asked."""
    transaction.execute(delete(coverage).where(coverage.c.source_id == source_id))


def _name(key: str) -> str:
    """``Type/id`` of ``source/Type/id``."""
    return key.partition("/")[2]


def _replace(transaction: Connection, run: int, rows: Collection[ReceivedRow], received_s: float) -> None:
    keys = [row.key for row in rows]
    touched = folds_of(transaction, keys) | {row.fold for row in rows if row.fold is not None}
    for some in in_chunks(keys):
        transaction.execute(delete(entry).where(entry.c.key.in_(some)))
        transaction.execute(delete(sample).where(sample.c.key.in_(some)))
    new = upsert(resource)
    anew = {column.name: new.excluded[column.name] for column in resource.c if not column.primary_key}
    transaction.execute(
        new.on_conflict_do_update(index_elements=[resource.c.key], set_=anew),
        [row.resource_row(run, received_s) for row in rows],
    )
    entry_rows = [entry_row for row in rows for entry_row in row.entry_rows()]
    if entry_rows:
        transaction.execute(insert(entry), entry_rows)
    sample_rows = [sample_row for row in rows for sample_row in row.sample_rows()]
    if sample_rows:
        transaction.execute(insert(sample), sample_rows)
    refold(transaction, touched)
