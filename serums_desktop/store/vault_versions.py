"""The versions of a vault, and how one of an older version becomes one of this.

Version 2: entries are items by all the keys they share and not by one alone; bodies are Zstandard frames
(RFC 8878) and no zlib streams.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Row, TextClause, text

from serums_desktop.store.cipher import Schema
from serums_desktop.store.packing import Packer, inflate_entry, inflate_raw
from serums_desktop.store.received_row import FATES, packed_entry
from serums_desktop.store.schema import asking, fold, item, resource, sample, vault_tables
from serums_desktop.store.timeline_index import join

_AT_ONCE = 500

_INDEXES = (
    "resource_of_run",
    "resource_of_disposition",
    "entry_of_fold",
    "item_members",
    "sample_of_resource",
)
_REPLACED = ("sample", "item", "entry", "resource", "asking")

_ASKINGS = text(
    "INSERT INTO asking (run, source_id, overtaken) SELECT run, source_id, 0 FROM asking_1"
    " UNION SELECT run, source_id, 1 FROM resource_1 WHERE run NOT IN (SELECT run FROM asking_1)"
)
# No fingerprint of version 1 is one of this version: whatever comes again is kept again, once.
_RESOURCES = text(
    "INSERT INTO resource (id, key, run, received_s, fate, shows, digest, reason, problem, version_id, raw)"
    " SELECT rowid, key, run, received_s, :fate, 0, 0, nullif(reason, ''), nullif(problem, ''),"
    " nullif(version_id, ''), x'' FROM resource_1 WHERE disposition = :disposition"
)
_RAW = text("SELECT rowid, raw FROM resource_1 WHERE rowid > :after ORDER BY rowid LIMIT :most")
_KEEP_RAW = "UPDATE resource SET raw = ? WHERE id = ?"
_SAMPLES = text(
    "INSERT INTO sample (code, start_s, key, part, end_s, samples, source_id, device, unit, title, body)"
    " SELECT code, start_s, key, part, end_s, samples, source_id, device, unit, title, body FROM sample_1"
)
_ENTRIES = text(
    "SELECT resource_1.rowid, entry_1.body FROM entry_1 JOIN resource_1 USING (key)"
    " WHERE resource_1.rowid > :after ORDER BY resource_1.rowid LIMIT :most"
)
_SHOW = "UPDATE resource SET shows = 1, fold_keys = ?, entry = ? WHERE id = ?"


def to_version_2(transaction: Connection) -> None:
    """Move every resource, and merge all entries anew."""
    for name in _INDEXES:
        transaction.execute(text(f"DROP INDEX {name}"))
    for name in _REPLACED:
        transaction.execute(text(f"ALTER TABLE {name} RENAME TO {name}_1"))
    vault_tables.create_all(transaction, [asking, resource, fold, item, sample], checkfirst=False)
    transaction.execute(_ASKINGS)
    for disposition, fate in FATES.items():
        transaction.execute(_RESOURCES, {"disposition": disposition.value, "fate": fate})
    transaction.execute(_SAMPLES)
    packer = Packer()
    for rows in _in_parts(transaction, _RAW):
        again = [(packer.raw(inflate_raw(body)), resource_id) for resource_id, body in rows]
        transaction.exec_driver_sql(_KEEP_RAW, again)
    for rows in _in_parts(transaction, _ENTRIES):
        arrived = {resource_id: packed_entry(inflate_entry(body), packer) for resource_id, body in rows}
        shown = [(entry.keys or None, entry.body, resource_id) for resource_id, entry in arrived.items()]
        transaction.exec_driver_sql(_SHOW, shown)
        join(transaction, arrived)
    for name in _REPLACED:
        transaction.execute(text(f"DROP TABLE {name}_1"))


def _in_parts(transaction: Connection, query: TextClause) -> Iterator[Sequence[Row[int, bytes]]]:
    """The rows of a query by ascending id, a few at a time."""
    after = 0
    while rows := transaction.execute(query, {"after": after, "most": _AT_ONCE}).all():
        after = rows[-1][0]
        yield rows


VAULT = Schema(vault_tables, 2, migrations={2: to_version_2})
