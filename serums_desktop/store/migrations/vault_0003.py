"""Version 3 of a vault: parts of a record are found without reading it all; bodies are Zstandard frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from alembic.operations import Operations
from sqlalchemy import REAL, Column, Connection, Integer, LargeBinary, Text, text

from serums_desktop.store.migrations import bodies_0002, bodies_0003
from serums_desktop.store.migrations.rows import in_parts

# Nobody but treatment could ask for what is kept.
_ASKINGS_OF_3 = "INSERT INTO asking SELECT run, source_id, overtaken, 1 FROM asking_old"
_ASKINGS_OF_2 = "INSERT INTO asking SELECT run, source_id, overtaken FROM asking_old"

_BODIES = "SELECT id, entry, raw FROM resource WHERE id > :after ORDER BY id LIMIT :most"
_KEEP = text("UPDATE resource SET entry = :entry, raw = :raw WHERE id = :id")
_NO_ITEM = "UPDATE resource SET item = NULL, fold_keys = NULL"
_ITEMS = "SELECT id, members, body FROM item_old WHERE id > :after ORDER BY id LIMIT :most"
_ADD_ITEM = text("INSERT INTO item (id, members, body) VALUES (:id, :members, :body)")

_INDEXES = (
    "CREATE INDEX item_members ON item (members)",
    "CREATE INDEX item_of_start ON item (start_s DESC)",
    "CREATE INDEX item_of_safety ON item (safety) WHERE safety = 1",
    'CREATE INDEX item_of_row ON item ("row", start_s DESC) WHERE "row" IS NOT NULL',
)
_WORDS = (
    (
        "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0,"
        " tokenize='unicode61 remove_diacritics 2')"
    ),
    "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
)
# Rules of merging are counted from 1.
_TO_BE_MERGED = "INSERT INTO about (only, generation, merging) VALUES (1, 1, 0)"

_Unpack = Callable[[bytes], bytes]


def upgrade(op: Operations) -> None:
    """Pack every body anew. No entry is in an item any more: all are to be merged anew."""
    transaction = op.get_bind()
    op.rename_table("asking", "asking_old")
    _make_askings(op, Column("purpose", Integer, nullable=False))
    op.execute(_ASKINGS_OF_3)
    op.drop_table("asking_old")
    for some in _repacked(
        transaction, (bodies_0002.entry, bodies_0003.packed_entry), (bodies_0002.raw, bodies_0003.packed_raw)
    ):
        transaction.execute(_KEEP, some)
    op.execute(_NO_ITEM)
    op.execute("DELETE FROM fold")
    op.drop_table("item")
    op.create_table(
        "item",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("members", Integer, nullable=False),
        Column("lane", Integer, nullable=False),
        Column("start_s", REAL),
        Column("safety", Integer, nullable=False),
        Column("flagged", Integer, nullable=False),
        Column("row", Integer),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
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
    op.create_table(
        "about",
        Column("only", Integer, primary_key=True, autoincrement=False),
        Column("generation", Integer, nullable=False),
        Column("merging", Integer, nullable=False),
        sqlite_strict=True,
    )
    for statement in (*_INDEXES, *_WORDS, _TO_BE_MERGED):
        op.execute(statement)


def downgrade(op: Operations) -> None:
    """Pack every body as it was before. Items stay as they are merged."""
    transaction = op.get_bind()
    op.rename_table("asking", "asking_old")
    _make_askings(op)
    op.execute(_ASKINGS_OF_2)
    op.drop_table("asking_old")
    for some in _repacked(
        transaction, (bodies_0003.entry, bodies_0002.packed_entry), (bodies_0003.raw, bodies_0002.packed_raw)
    ):
        transaction.execute(_KEEP, some)
    for index in ("item_members", "item_of_start", "item_of_safety", "item_of_row"):
        op.drop_index(index)
    op.rename_table("item", "item_old")
    op.create_table(
        "item",
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("members", Integer, nullable=False),
        Column("body", LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("item_members", "item", ["members"])
    for rows in in_parts(transaction, _ITEMS):
        items = [
            {"id": number, "members": members, "body": bodies_0003.item(body)}
            for number, members, body in rows
        ]
        transaction.execute(_ADD_ITEM, items)
    for table in ("item_old", "density", "words", "about"):
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


def _repacked(
    transaction: Connection, entries: tuple[_Unpack, _Unpack], raws: tuple[_Unpack, _Unpack]
) -> Iterator[list[dict[str, object]]]:
    """All bodies, each taken out by the first and packed by the second of its two functions."""
    take_entry, pack_entry = entries
    take_raw, pack_raw = raws
    for rows in in_parts(transaction, _BODIES):
        yield [
            {
                "id": number,
                "entry": None if entry is None else pack_entry(take_entry(entry)),
                "raw": pack_raw(take_raw(raw)),
            }
            for number, entry, raw in rows
        ]
