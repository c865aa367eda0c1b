"""The tables of a vault, of which one patient has one."""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

vault_tables = MetaData()

# One row: how often the file was written, and the rules that its items were merged by.
about = Table(
    "about",
    vault_tables,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
    Column("merging", Integer, nullable=False),
    sqlite_strict=True,
)

# One row per asking of a source, for as long as a resource bears its run. `run` only ever grows. What an
# asking brings counts until a newer one of the same source has ended: then it is `overtaken`. `purpose` is
# what it was asked for, and so that of every resource that bears the run. `cursor` is where an asking that
# breaks off can go on, `began_s` when it began (UTC epoch seconds).
asking = Table(
    "asking",
    vault_tables,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("source_id", Text, nullable=False),
    Column("overtaken", Integer, nullable=False),
    Column("purpose", Integer, nullable=False),
    Column("began_s", REAL),
    Column("cursor", LargeBinary),
    sqlite_strict=True,
)

# Every resource a source sent, whatever became of it, in the order of its first coming. `digest` stands for
# all that was read from it, so that what has not changed since the last run costs one comparison; `run` is
# the last one that saw it, and names the source. `shows` is 1 where it has an entry on the timeline;
# `fold_keys` are the digests of the fold keys that others may share, 12 bytes each. `item` is set where it is
# one of several entries of one item. Numbers and NULLs wherever a text would say no more: SQLCipher locks and
# wipes the memory of every text. Narrow columns come first: the bodies overflow.
resource = Table(
    "resource",
    vault_tables,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("run", Integer, nullable=False),
    Column("received_s", REAL, nullable=False),
    Column("fate", Integer, nullable=False),
    Column("shows", Integer, nullable=False),
    Column("item", Integer),
    Column("digest", Integer, nullable=False),
    Column("pack", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("reason", Text),
    Column("problem", Text),
    Column("version_id", Text),
    Column("fold_keys", LargeBinary),
    sqlite_strict=True,
)
# Counting and looking for what was not seen again read this index alone, never the resources themselves.
Index("resource_of_run", resource.c.run, resource.c.fate, resource.c.shows)
Index("resource_of_item", resource.c.item, sqlite_where=resource.c.item.is_not(None))

# The bytes of a few resources and their entries. A resource has its `place` in its pack; `held` tells how
# many places are not empty.
pack = Table(
    "pack",
    vault_tables,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("held", Integer, nullable=False),
    Column("raws", LargeBinary, nullable=False),
    Column("entries", LargeBinary, nullable=False),
    sqlite_strict=True,
)

# Which entries share a key. An entry that no other can meet has no row here.
fold = Table(
    "fold",
    vault_tables,
    Column("key", LargeBinary, primary_key=True),
    Column("resource", Integer, primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# The merged timeline. An item bears the id of one of its resources. Items are kept as they were merged:
# `about.merging` tells by which rules. `start_s` is NULL for an item without a date, `row` stands for the row
# of a result that has a date and a value, `safety` is 1 where a summary of the record may need it.
item = Table(
    "item",
    vault_tables,
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
# Counting reads it alone, whatever it counts.
Index("item_of_start", item.c.start_s.desc(), item.c.lane, item.c.flagged, item.c.members)
Index("item_of_safety", item.c.safety, sqlite_where=item.c.safety == 1)
Index("item_of_row", item.c.row, item.c.start_s.desc(), sqlite_where=item.c.row.is_not(None))

# How many items lie in a lane in a calendar month (UTC), counted from January 1970.
density = Table(
    "density",
    vault_tables,
    Column("lane", Integer, primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("items", Integer, nullable=False),
    Column("flagged", Integer, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

# The words of each item, by its id; SQLAlchemy knows no virtual tables. Without its text: to take an item's
# words out they are given once more. What is taken out is overwritten, as it would not be with
# `contentless_delete`. A page of an encrypted file has 80 bytes less than SQLite's: a leaf of the usual size
# would take a second one.
WORDS = (
    (
        "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0,"
        " tokenize='unicode61 remove_diacritics 2')"
    ),
    "INSERT INTO words (words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO words (words, rank) VALUES ('pgsz', 3900)",
)

# Device samples, clustered by quantity and time. The narrow columns come first: the body overflows.
sample = Table(
    "sample",
    vault_tables,
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
Index("sample_of_resource", sample.c.key)

# The least and the greatest of every `factor` samples of a run, clustered as samples are. `depth` is 0 for
# what a series is seen by from afar, which every run has; a long run has finer blocks too, at depth 1.
level = Table(
    "level",
    vault_tables,
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
Index("level_of_resource", level.c.key)

coverage = Table(
    "coverage",
    vault_tables,
    Column("source_id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)
