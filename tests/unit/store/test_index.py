"""The index as older versions of the program left it, and who is told of its changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.store import packing
from serums_desktop.store.cipher import EncryptedFile, Schema
from serums_desktop.store.index import RecordIndex, new_place
from serums_desktop.store.index_tables import INDEX
from tests.unit.store.synthetic import key, person

# The tables of version 2, as that version made them.
VERSION_2 = """
CREATE TABLE record (
    record_id TEXT NOT NULL, file_name TEXT NOT NULL, vault_key BLOB NOT NULL, person BLOB NOT NULL,
    opened_s REAL NOT NULL, copied_s REAL, PRIMARY KEY (record_id), UNIQUE (file_name)) STRICT;
CREATE TABLE known_as (
    source_id TEXT NOT NULL, patient_id TEXT NOT NULL, record_id TEXT NOT NULL,
    PRIMARY KEY (source_id, patient_id),
    FOREIGN KEY(record_id) REFERENCES record (record_id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE INDEX known_as_of_record ON known_as (record_id);
CREATE TABLE confirmation ("only" INTEGER NOT NULL, at_s REAL NOT NULL, PRIMARY KEY ("only")) STRICT;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


def of_version_2(path: Path) -> None:
    """An index of version 2 with one record."""
    file = EncryptedFile(path, key().data_key, Schema(type(INDEX.tables)(), 2))
    with file.writing() as transaction:
        for statement in filter(str.strip, VERSION_2.split(";")):
            transaction.exec_driver_sql(statement)
        transaction.exec_driver_sql(
            "INSERT INTO record VALUES ('r1', 'f1.vault', ?, ?, 5.0, 6.0)",
            (bytes(range(32)), packing.pack(person(("fcrb", "1")))),
        )
        transaction.exec_driver_sql("INSERT INTO known_as VALUES ('fcrb', '1', 'r1')")
        transaction.exec_driver_sql("INSERT INTO confirmation VALUES (1, 7.0)")
    file.close()


def test_an_index_of_version_2_is_taken_over_whole(path: Path) -> None:
    of_version_2(path)
    for _ in range(2):
        index = RecordIndex(path, key().data_key)
        (kept,) = index.records()
        assert (kept.record_id, kept.person, kept.opened_s, kept.copied_s) == (
            "r1",
            person(("fcrb", "1")),
            5.0,
            6.0,
        )
        assert (index.confirmed_s(), index.is_empty, index.generation) == (7.0, False, 1)
        place = index.place("r1")
        assert place is not None
        assert (place.file_name, bytes(place.vault_key)) == ("f1.vault", bytes(range(32)))
        assert (place.generation, place.root, place.fault) == (0, None, None)
        index.close()
        # The second time its twin alone is there.
        path.unlink()


def test_a_new_index_has_the_tables_of_one_that_was_taken_over(path: Path, tmp_path: Path) -> None:
    of_version_2(path)
    new = tmp_path / "new" / "index.db"
    new.parent.mkdir()
    columns = []
    for one in (path, new):
        RecordIndex(one, key().data_key).close()
        file = EncryptedFile(one, key().data_key, INDEX)
        with file.reading() as view:
            tables = view.exec_driver_sql("SELECT name FROM sqlite_schema ORDER BY name").scalars().all()
            columns.append(
                {
                    name: {tuple(row[1:]) for row in view.exec_driver_sql(f"PRAGMA table_info('{name}')")}
                    for name in tables
                }
            )
        file.close()
    assert columns[0] == columns[1]


def test_whoever_asks_is_told_of_every_change(path: Path) -> None:
    told: list[int] = []
    index = RecordIndex(path, key().data_key, told.append)
    record_id = index.add(person(("fcrb", "1")), 1.0)
    index.keep_confirmed(2.0)
    index.keep_heard(record_id, 3.0, 4)
    index.keep_heard(record_id, 3.0, 4)
    index.forget(record_id)
    assert told == [1, 2, 3, 4]
    index.close()


def test_a_wiped_key_is_gone() -> None:
    place = new_place()
    assert any(place.vault_key)
    assert place.vault_key.hex() not in repr(place)
    place.wipe()
    assert place.vault_key == bytes(32)
