"""The tables of a vault (one patient) and of the index (one person at the keyboard)."""

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

from serums_desktop.store.cipher import Schema

_vault_tables = MetaData()
_index_tables = MetaData()


# One row per asking of a source. `run` only ever grows.
asking = Table(
    "asking",
    _vault_tables,
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("source_id", Text, nullable=False),
    sqlite_strict=True,
)

# Every resource a source sent, whatever became of it. `digest` covers all that was read from it, so that
# what has not changed since the last run costs one comparison; `run` is the last one that saw it.
resource = Table(
    "resource",
    _vault_tables,
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
Index("resource_of_run", resource.c.source_id, resource.c.run)
# Counting reads an index alone, never the resources themselves.
Index("resource_of_disposition", resource.c.disposition)

# What a shown resource says. Entries of one fold are one item.
entry = Table(
    "entry",
    _vault_tables,
    Column("key", Text, ForeignKey("resource.key", ondelete="CASCADE"), primary_key=True),
    Column("fold", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)
Index("entry_of_fold", entry.c.fold)

# The merged timeline in its own order: undated items have an infinite `at_s`. Items are kept as they were
# merged: a change of what merging gives needs a new version, whose migration merges every fold anew.
item = Table(
    "item",
    _vault_tables,
    Column("at_s", REAL, primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("fold", LargeBinary, nullable=False, unique=True),
    Column("members", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
Index("item_members", item.c.members)

# Device samples, clustered by quantity and time. The narrow columns come first: the body overflows.
sample = Table(
    "sample",
    _vault_tables,
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

coverage = Table(
    "coverage",
    _vault_tables,
    Column("source_id", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)

# Who is kept here, under which random file name and with which key.
record = Table(
    "record",
    _index_tables,
    Column("record_id", Text, primary_key=True),
    Column("file_name", Text, nullable=False, unique=True),
    Column("vault_key", LargeBinary, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("opened_s", REAL, nullable=False),
    Column("copied_s", REAL),
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

# When the home source last confirmed whose cache this is: at most one row.
confirmation = Table(
    "confirmation",
    _index_tables,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("at_s", REAL, nullable=False),
    sqlite_strict=True,
)

VAULT = Schema(_vault_tables, 1)
INDEX = Schema(_index_tables, 2, {2: (confirmation,)})
