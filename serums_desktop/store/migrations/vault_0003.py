"""Version 3 of a vault: parts of it are found without reading it all, and bodies are packed together."""

from __future__ import annotations

from typing import Any

from alembic.operations import Operations
from sqlalchemy import REAL, Column, Connection, ForeignKey, Integer, LargeBinary, Text, text

from serums_desktop.store.migrations import bodies_0002, bodies_0003
from serums_desktop.store.migrations.rows import in_parts

# Nobody but treatment could ask for what is kept.
_ASKINGS_TO_3 = "INSERT INTO asking SELECT run, source_id, overtaken, 1, NULL, NULL FROM asking_old"
_ASKINGS_TO_2 = "INSERT INTO asking SELECT run, source_id, overtaken FROM asking_old"

# No entry is in an item any more: all are to be merged anew. Rules of merging are counted from 1.
_RESOURCES_TO_3 = (
    "INSERT INTO resource"
    " (id, key, run, received_s, fate, shows, digest, pack, place, reason, problem, version_id)"
    " SELECT id, key, run, received_s, fate, shows, digest, 0, 0, reason, problem, version_id"
    " FROM resource_old"
)
_TO_BE_MERGED = "INSERT INTO about (only, generation, merging) VALUES (1, 1, 0)"
_RESOURCES_TO_2 = (
    "INSERT INTO resource"
    " (id, key, run, received_s, fate, shows, item, digest, reason, problem, version_id, raw)"
    " SELECT id, key, run, received_s, fate, shows, item, digest, reason, problem, version_id, x''"
    " FROM resource_old"
)
_SAMPLES = (
    "INSERT INTO sample (code, start_s, key, part, end_s, samples, source_id, device, unit, title, body)"
    " SELECT code, start_s, key, part, end_s, samples, source_id, device, unit, title, body FROM sample_old"
)

_BODIES_OF_2 = "SELECT id, entry, raw FROM resource_old WHERE id > :after ORDER BY id LIMIT :most"
_ADD_PACK = text("INSERT INTO pack (id, held, raws, entries) VALUES (:id, :held, :raws, :entries)")
_KEEP_PLACE = text("UPDATE resource SET pack = :pack, place = :place WHERE id = :id")

_PACKS = "SELECT id, raws, entries FROM pack WHERE id > :after ORDER BY id LIMIT :most"
_IN_PACK = text("SELECT id, place, shows FROM resource_old WHERE pack = :pack")
_KEEP_BODIES = text("UPDATE resource SET entry = :entry, raw = :raw WHERE id = :id")
_ITEMS = "SELECT id, members, body FROM item_old WHERE id > :after ORDER BY id LIMIT :most"
_ADD_ITEM = text("INSERT INTO item (id, members, body) VALUES (:id, :members, :body)")

_INDEXES_OF_3 = (
    "CREATE INDEX item_of_start ON item (start_s DESC, lane, flagged, members)",
    "CREATE INDEX item_of_safety ON item (safety) WHERE safety = 1",
    'CREATE INDEX item_of_row ON item ("row", start_s DESC) WHERE "row" IS NOT NULL',
)
_WORDS = (
    (
        "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0,"
        " tokenize='unicode61 remove_diacritics 2')"
    ),
    "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO words (words, rank) VALUES ('pgsz', 3900)",
)
_REPLACED = ("asking", "resource", "sample", "item")


def upgrade(op: Operations) -> None:
    """Pack all bodies together, and leave the merging to today's rules."""
    _set_aside(op, ("item_members",))
    _make_askings(
        op, Column("purpose", Integer, nullable=False), Column("began_s", REAL), Column("cursor", LargeBinary)
    )
    _make_resources(
        op, (Column("pack", Integer, nullable=False), Column("place", Integer, nullable=False)), ()
    )
    _make_samples(op)
    _make_levels(op)
    _make_what_is_new(op)
    for statement in (_ASKINGS_TO_3, _RESOURCES_TO_3, _SAMPLES, "DELETE FROM fold", _TO_BE_MERGED):
        op.execute(statement)
    _fill_packs(op.get_bind())
    _drop(op, ("sample_old", "resource_old", "item_old", "asking_old"))


def downgrade(op: Operations) -> None:
    """Keep every body by itself. Items stay as they are merged, and what comes later meets none of them."""
    transaction = op.get_bind()
    op.drop_table("level")
    _set_aside(op, ("item_of_start", "item_of_safety", "item_of_row"))
    _make_askings(op)
    _make_resources(op, (), (Column("entry", LargeBinary), Column("raw", LargeBinary, nullable=False)))
    _make_samples(op)
    _make_items(op)
    op.create_index("item_members", "item", ["members"])
    for statement in (_ASKINGS_TO_2, _RESOURCES_TO_2, _SAMPLES, "DELETE FROM fold"):
        op.execute(statement)
    _empty_packs(transaction)
    for rows in in_parts(transaction, _ITEMS):
        items = [
            {"id": number, "members": members, "body": bodies_0003.item(body)}
            for number, members, body in rows
        ]
        transaction.execute(_ADD_ITEM, items)
    _drop(op, ("sample_old", "resource_old", "item_old", "asking_old", "pack", "density", "words", "about"))


def _fill_packs(transaction: Connection) -> None:
    number = 0
    for rows in in_parts(transaction, _BODIES_OF_2):
        for start in range(0, len(rows), bodies_0003.PLACES):
            number += 1
            some = rows[start : start + bodies_0003.PLACES]
            raws = [bodies_0002.raw(raw) for _, _, raw in some]
            entries = [b"" if entry is None else bodies_0002.entry(entry) for _, entry, _ in some]
            pack = {
                "id": number,
                "held": len(some),
                "raws": bodies_0003.packed_raws(raws),
                "entries": bodies_0003.packed_entries(entries),
            }
            transaction.execute(_ADD_PACK, pack)
            places = [{"id": row[0], "pack": number, "place": place} for place, row in enumerate(some)]
            transaction.execute(_KEEP_PLACE, places)


def _empty_packs(transaction: Connection) -> None:
    # Without it every pack would be looked for among all resources.
    transaction.execute(text("CREATE INDEX resource_of_pack ON resource_old (pack)"))
    for packs in in_parts(transaction, _PACKS):
        for number, packed_raws, packed_entries in packs:
            raws, entries = bodies_0003.raws(packed_raws), bodies_0003.entries(packed_entries)
            bodies = [
                {
                    "id": resource_id,
                    "raw": bodies_0002.packed_raw(raws[place]),
                    "entry": bodies_0002.packed_entry(entries[place]) if shows else None,
                }
                for resource_id, place, shows in transaction.execute(_IN_PACK, {"pack": number})
            ]
            transaction.execute(_KEEP_BODIES, bodies)


def _set_aside(op: Operations, indexes: tuple[str, ...]) -> None:
    for index in ("resource_of_run", "resource_of_item", "sample_of_resource", *indexes):
        op.drop_index(index)
    for table in _REPLACED:
        op.rename_table(table, f"{table}_old")


def _drop(op: Operations, tables: tuple[str, ...]) -> None:
    for table in tables:
        op.drop_table(table)


def _make_askings(op: Operations, *added: Column[Any]) -> None:
    op.create_table(
        "asking",
        Column("run", Integer, primary_key=True, autoincrement=False),
        Column("source_id", Text, nullable=False),
        Column("overtaken", Integer, nullable=False),
        *added,
        sqlite_strict=True,
    )


def _make_resources(op: Operations, places: tuple[Column[Any], ...], bodies: tuple[Column[Any], ...]) -> None:
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
        *places,
        Column("reason", Text),
        Column("problem", Text),
        Column("version_id", Text),
        Column("fold_keys", LargeBinary),
        *bodies,
        sqlite_strict=True,
    )
    op.create_index("resource_of_run", "resource", ["run", "fate", "shows"])
    op.create_index("resource_of_item", "resource", ["item"], sqlite_where=text("item IS NOT NULL"))


def _make_items(op: Operations, *added: Column[Any]) -> None:
    op.create_table(
        "item",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("members", Integer, nullable=False),
        *added,
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )


def _make_what_is_new(op: Operations) -> None:
    op.create_table(
        "about",
        Column("only", Integer, primary_key=True, autoincrement=False),
        Column("generation", Integer, nullable=False),
        Column("merging", Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "pack",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("held", Integer, nullable=False),
        Column("raws", LargeBinary, nullable=False),
        Column("entries", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    _make_items(
        op,
        Column("lane", Integer, nullable=False),
        Column("start_s", REAL),
        Column("safety", Integer, nullable=False),
        Column("flagged", Integer, nullable=False),
        Column("row", Integer),
    )
    op.create_table(
        "density",
        Column("lane", Integer, primary_key=True),
        Column("month", Integer, primary_key=True),
        Column("items", Integer, nullable=False),
        Column("flagged", Integer, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for statement in (*_INDEXES_OF_3, *_WORDS):
        op.execute(statement)


def _make_samples(op: Operations) -> None:
    """The table of samples stays the same, but belongs to another table of resources."""
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


def _make_levels(op: Operations) -> None:
    """Empty: what is merged anew has its levels made anew."""
    op.create_table(
        "level",
        Column("code", Text, primary_key=True),
        Column("depth", Integer, primary_key=True),
        Column("start_s", REAL, primary_key=True),
        Column("key", Text, ForeignKey("resource.key", ondelete="CASCADE"), primary_key=True),
        Column("part", Integer, primary_key=True),
        Column("end_s", REAL, nullable=False),
        Column("period_s", REAL, nullable=False),
        Column("samples", Integer, nullable=False),
        Column("factor", Integer, nullable=False),
        Column("source_id", Text, nullable=False),
        Column("device", Text, nullable=False),
        Column("unit", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("level_of_resource", "level", ["key"])
