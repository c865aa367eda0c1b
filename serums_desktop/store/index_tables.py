"""The tables of the index, of which one person at the keyboard has one."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from serums_desktop.store.cipher import Schema

_index_tables = MetaData()

# Who is kept here, under which random file name and with which key. `generation` is the vault's as last
# heard of, `root` its page root as it was closed, NULL while it is open or was not closed. `fault` is what is
# known to be wrong with the file before it is opened, `added` names the files that somebody added to it.
record = Table(
    "record",
    _index_tables,
    Column("record_id", Text, primary_key=True),
    Column("file_name", Text, nullable=False, unique=True),
    Column("vault_key", LargeBinary, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("opened_s", REAL, nullable=False),
    Column("copied_s", REAL),
    Column("generation", Integer, nullable=False, server_default="0"),
    Column("root", LargeBinary),
    Column("fault", Text),
    Column("added", LargeBinary),
    Column("episode_ended_s", REAL),
    Column("prefetched", Integer, nullable=False, server_default="0"),
    sqlite_strict=True,
)

known_as = Table(
    "known_as",
    _index_tables,
    Column("source_id", Text, primary_key=True),
    Column("patient_id", Text, primary_key=True),
    Column("record_id", Text, ForeignKey("record.record_id", ondelete="CASCADE"), nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("known_as_of_record", known_as.c.record_id)

# Files of a record that were set aside, with what opens them.
aside = Table(
    "aside",
    _index_tables,
    Column("number", Integer, primary_key=True),
    Column("record_id", Text, ForeignKey("record.record_id", ondelete="CASCADE"), nullable=False),
    Column("file_name", Text, nullable=False, unique=True),
    Column("vault_key", LargeBinary, nullable=False),
    sqlite_strict=True,
)
Index("aside_of_record", aside.c.record_id)

# When the home source last confirmed whose cache this is: at most one row.
confirmation = Table(
    "confirmation",
    _index_tables,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("at_s", REAL, nullable=False),
    sqlite_strict=True,
)

# How often the index was changed: at most one row.
about = Table(
    "about",
    _index_tables,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
    sqlite_strict=True,
)

_TO_VERSION_3 = (
    "ALTER TABLE record ADD COLUMN generation INTEGER DEFAULT '0' NOT NULL",
    "ALTER TABLE record ADD COLUMN root BLOB",
    "ALTER TABLE record ADD COLUMN fault TEXT",
    "ALTER TABLE record ADD COLUMN added BLOB",
    "ALTER TABLE record ADD COLUMN episode_ended_s REAL",
    "ALTER TABLE record ADD COLUMN prefetched INTEGER DEFAULT '0' NOT NULL",
    # A file that was there before its generations were counted is newer than one that is made now.
    "INSERT INTO about (only, generation) VALUES (1, 1)",
)


def _to_version_3(transaction: Connection) -> None:
    for statement in _TO_VERSION_3:
        transaction.execute(text(statement))


INDEX = Schema(_index_tables, 3, {2: (confirmation,), 3: (aside, about)}, {3: _to_version_3})
