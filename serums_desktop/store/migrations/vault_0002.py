"""Version 2 of a vault: entries are items by all the keys they share, and resources have numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
from alembic.operations import Operations
from sqlalchemy import REAL, Column, ForeignKey, Integer, LargeBinary, Text, text

from serums_desktop.store.migrations import bodies_0001, bodies_0002
from serums_desktop.store.migrations.rows import in_parts

_FATES = [
    {"disposition": disposition, "fate": fate}
    for fate, disposition in enumerate(("shown", "folded", "other", "retracted", "quarantined"), 1)
]
_REPLACED = ("asking", "resource", "item", "sample")

_MOVE_SAMPLES = (
    "INSERT INTO sample (code, start_s, key, part, end_s, samples, source_id, device, unit, title, body)"
    " SELECT code, start_s, key, part, end_s, samples, source_id, device, unit, title, body FROM sample_old"
)

# A run whose resources alone are left is one that a newer one has overtaken.
_ASKINGS_TO_2 = (
    "INSERT INTO asking (run, source_id, overtaken) SELECT run, source_id, 0 FROM asking_old"
    " UNION SELECT run, source_id, 1 FROM resource_old WHERE run NOT IN (SELECT run FROM asking_old)"
)
# No fingerprint of version 1 is one of version 2: whatever comes again is kept again, once.
_RESOURCES_TO_2 = text(
    "INSERT INTO resource (id, key, run, received_s, fate, shows, digest, reason, problem, version_id, raw)"
    " SELECT rowid, key, run, received_s, :fate, 0, 0, nullif(reason, ''), nullif(problem, ''),"
    " nullif(version_id, ''), x'' FROM resource_old WHERE disposition = :disposition"
)
_RAWS_OF_1 = "SELECT rowid, raw FROM resource_old WHERE rowid > :after ORDER BY rowid LIMIT :most"
_KEEP_RAW = text("UPDATE resource SET raw = :raw WHERE id = :id")
_ENTRIES_OF_1 = (
    "SELECT resource_old.rowid, entry_old.body FROM entry_old JOIN resource_old USING (key)"
    " WHERE resource_old.rowid > :after ORDER BY resource_old.rowid LIMIT :most"
)
_SHOW = text("UPDATE resource SET shows = 1, entry = :entry WHERE id = :id")

_ASKINGS_TO_1 = (
    "INSERT INTO asking (run, source_id) SELECT run, source_id FROM asking_old WHERE overtaken = 0"
)
_RESOURCES_TO_1 = (
    "INSERT INTO resource SELECT key, source_id, '', coalesce(version_id, ''), run, received_s,"
    " CAST(fate AS TEXT), coalesce(reason, ''), coalesce(problem, ''), x'', x''"
    " FROM resource_old JOIN asking_old USING (run) ORDER BY id"
)
_FATE_TO_1 = text("UPDATE resource SET disposition = :disposition WHERE disposition = CAST(:fate AS TEXT)")
# Of source/type/id.
_TYPES_TO_1 = (
    "UPDATE resource SET resource_type = substr(key, length(source_id) + 2)",
    "UPDATE resource SET resource_type = substr(resource_type, 1, instr(resource_type, '/') - 1)",
)
_RAWS_OF_2 = "SELECT id, key, raw FROM resource_old WHERE id > :after ORDER BY id LIMIT :most"
_KEEP_RAW_OF_1 = text("UPDATE resource SET raw = :raw WHERE key = :key")
_ENTRIES_OF_2 = (
    "SELECT id, key, coalesce(item, id), entry FROM resource_old"
    " WHERE entry IS NOT NULL AND id > :after ORDER BY id LIMIT :most"
)
_ADD_ENTRY = text("INSERT INTO entry (key, fold, body) VALUES (:key, :fold, :body)")
_ITEMS_OF_2 = "SELECT id, members, body FROM item_old WHERE id > :after ORDER BY id LIMIT :most"
_ADD_ITEM = text(
    "INSERT INTO item (at_s, item_id, fold, members, body) VALUES (:at_s, :item_id, :fold, :members, :body)"
)


class _Item(msgspec.Struct):
    """What version 1 has of an item beside its body."""

    item_id: str
    start_s: float | None = None
    end_s: float | None = None

    @property
    def at_s(self) -> float:
        """Where it lies; undated items lie at infinity."""
        at_s = self.start_s if self.start_s is not None else self.end_s
        return at_s if at_s is not None else float("inf")


def upgrade(op: Operations) -> None:
    """Move every resource and its entry. No entry is in an item any more: version 3 has all merged anew."""
    transaction = op.get_bind()
    _set_aside(op, (*_REPLACED, "entry"), ("resource_of_run", "resource_of_disposition", "entry_of_fold"))
    _make_version_2(op)
    _make_samples(op)
    op.execute(_ASKINGS_TO_2)
    transaction.execute(_RESOURCES_TO_2, _FATES)
    op.execute(_MOVE_SAMPLES)
    for rows in in_parts(transaction, _RAWS_OF_1):
        raws = [{"id": number, "raw": bodies_0002.packed_raw(bodies_0001.raw(raw))} for number, raw in rows]
        transaction.execute(_KEEP_RAW, raws)
    for rows in in_parts(transaction, _ENTRIES_OF_1):
        entries = [
            {"id": number, "entry": bodies_0002.packed_entry(bodies_0001.entry(body))}
            for number, body in rows
        ]
        transaction.execute(_SHOW, entries)
    _drop(op, ("sample", "item", "entry", "resource", "asking"))


def downgrade(op: Operations) -> None:
    """Move everything back. What comes again is kept again: only then does it meet others by its key."""
    transaction = op.get_bind()
    _set_aside(op, (*_REPLACED, "fold"), ("resource_of_run", "resource_of_item"))
    _make_version_1(op)
    _make_samples(op)
    op.execute(_ASKINGS_TO_1)
    op.execute(_RESOURCES_TO_1)
    transaction.execute(_FATE_TO_1, _FATES)
    for statement in _TYPES_TO_1:
        op.execute(statement)
    op.execute(_MOVE_SAMPLES)
    for rows in in_parts(transaction, _RAWS_OF_2):
        raws = [{"key": key, "raw": bodies_0001.packed_raw(bodies_0002.raw(raw))} for _, key, raw in rows]
        transaction.execute(_KEEP_RAW_OF_1, raws)
    for rows in in_parts(transaction, _ENTRIES_OF_2):
        entries = [
            {
                "key": key,
                "fold": _fold_of(item),
                "body": bodies_0001.packed_entry(bodies_0002.entry(body)),
            }
            for _, key, item, body in rows
        ]
        transaction.execute(_ADD_ENTRY, entries)
    for rows in in_parts(transaction, _ITEMS_OF_2):
        items = []
        for number, members, body in rows:
            known = msgspec.msgpack.decode(body, type=_Item)
            place = {"at_s": known.at_s, "item_id": known.item_id, "fold": _fold_of(number)}
            items.append({**place, "members": members, "body": body})
        transaction.execute(_ADD_ITEM, items)
    _drop(op, ("sample", "item", "fold", "resource", "asking"))


def _set_aside(op: Operations, tables: Sequence[str], indexes: Sequence[str]) -> None:
    for index in (*indexes, "item_members", "sample_of_resource"):
        op.drop_index(index)
    for table in tables:
        op.rename_table(table, f"{table}_old")


def _drop(op: Operations, tables: Sequence[str]) -> None:
    for table in tables:
        op.drop_table(f"{table}_old")


def _fold_of(item: int) -> bytes:
    """16 bytes that the entries of an item share with no others."""
    return hashlib.blake2b(item.to_bytes(8, "big"), digest_size=16).digest()


def _make_version_1(op: Operations) -> None:
    op.create_table(
        "asking",
        Column("run", Integer, primary_key=True, autoincrement=False),
        Column("source_id", Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "resource",
        Column("key", Text, primary_key=True),
        Column("source_id", Text, nullable=False),
        Column("resource_type", Text, nullable=False),
        Column("version_id", Text, nullable=False),
        Column("run", Integer, nullable=False),
        Column("received_s", REAL, nullable=False),
        Column("disposition", Text, nullable=False),
        Column("reason", Text, nullable=False),
        Column("problem", Text, nullable=False),
        Column("digest", LargeBinary, nullable=False),
        Column("raw", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("resource_of_run", "resource", ["source_id", "run"])
    op.create_index("resource_of_disposition", "resource", ["disposition"])
    op.create_table(
        "entry",
        Column("key", Text, ForeignKey("resource.key", ondelete="CASCADE"), primary_key=True),
        Column("fold", LargeBinary, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("entry_of_fold", "entry", ["fold"])
    op.create_table(
        "item",
        Column("at_s", REAL, primary_key=True),
        Column("item_id", Text, primary_key=True),
        Column("fold", LargeBinary, nullable=False, unique=True),
        Column("members", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("item_members", "item", ["members"])


def _make_version_2(op: Operations) -> None:
    op.create_table(
        "asking",
        Column("run", Integer, primary_key=True, autoincrement=False),
        Column("source_id", Text, nullable=False),
        Column("overtaken", Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "resource",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("key", Text, nullable=False, unique=True),
        Column("run", Integer, nullable=False),
        Column("received_s", REAL, nullable=False),
        Column("fate", Integer, nullable=False),
        Column("shows", Integer, nullable=False),
        Column("item", Integer),
        Column("digest", Integer, nullable=False),
        Column("reason", Text),
        Column("problem", Text),
        Column("version_id", Text),
        Column("fold_keys", LargeBinary),
        Column("entry", LargeBinary),
        Column("raw", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("resource_of_run", "resource", ["run", "fate", "shows"])
    op.create_index("resource_of_item", "resource", ["item"], sqlite_where=text("item IS NOT NULL"))
    op.create_table(
        "fold",
        Column("key", LargeBinary, primary_key=True),
        Column("resource", Integer, primary_key=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "item",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("members", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("item_members", "item", ["members"])


def _make_samples(op: Operations) -> None:
    """The table of samples is the same in both, but belongs to the other table of resources."""
    op.create_table(
        "sample",
        Column("code", Text, primary_key=True),
        Column("start_s", REAL, primary_key=True),
        Column("key", Text, ForeignKey("resource.key", ondelete="CASCADE"), primary_key=True),
        Column("part", Integer, primary_key=True),
        Column("end_s", REAL, nullable=False),
        Column("samples", Integer, nullable=False),
        Column("source_id", Text, nullable=False),
        Column("device", Text, nullable=False),
        Column("unit", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("sample_of_resource", "sample", ["key"])
