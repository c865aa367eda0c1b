"""Encrypted files: keys, versions, damage, full disks and transactions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Column, Connection, Integer, LargeBinary, MetaData, Table, exc, insert, select
from sqlcipher3 import dbapi2

from serums_desktop.domain.errors import DiskFull, StoreTooNew, StoreUnreadable
from serums_desktop.store.cipher import EncryptedFile, Schema

_tables = MetaData()
note = Table("note", _tables, Column("number", Integer, primary_key=True), Column("body", LargeBinary))
NOTES = Schema(_tables, 3)
KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "notes.db"


@pytest.fixture
def file(path: Path) -> Iterator[EncryptedFile]:
    file = EncryptedFile(path, KEY, NOTES)
    yield file
    file.close()


def put(file: EncryptedFile, *numbers: int, size: int = 10) -> None:
    with file.writing() as transaction:
        transaction.execute(insert(note), [{"number": number, "body": bytes(size)} for number in numbers])


def numbers(file: EncryptedFile) -> list[int]:
    with file.reading() as view:
        return list(view.scalars(select(note.c.number).order_by(note.c.number)))


def pragma(file: EncryptedFile, name: str) -> object:
    with file.reading() as view:
        return view.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_what_was_written_is_there_with_the_same_key(path: Path, file: EncryptedFile) -> None:
    put(file, 1, 2)
    file.close()
    again = EncryptedFile(path, bytearray(KEY), NOTES)
    assert numbers(again) == [1, 2]
    again.close()


def test_a_transaction_is_whole_or_not_at_all(file: EncryptedFile) -> None:
    put(file, 1)
    with pytest.raises(exc.IntegrityError), file.writing() as transaction:
        transaction.execute(insert(note), [{"number": 2, "body": b""}, {"number": 1, "body": b""}])
    with suppress(KeyError), file.writing() as transaction:
        transaction.execute(insert(note), {"number": 3, "body": b""})
        raise KeyError
    assert numbers(file) == [1]


def test_no_value_stands_in_an_error(file: EncryptedFile) -> None:
    put(file, 4711)
    with pytest.raises(exc.IntegrityError) as caught, file.writing() as transaction:
        transaction.execute(insert(note), {"number": 4711, "body": b""})
    assert "4711" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("auto_vacuum", 2),
        ("user_version", 3),
    ],
)
def test_the_file_is_set_up(file: EncryptedFile, name: str, value: object) -> None:
    assert pragma(file, name) == value


def test_where_nothing_overwrites_what_is_freed_sqlcipher_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "confstr_names", {}, raising=False)
    file = EncryptedFile(tmp_path / "elsewhere.db", bytes(range(32)), NOTES)
    assert pragma(file, "cipher_memory_security") == "1"
    file.close()


def test_the_wrong_key(path: Path, file: EncryptedFile, capfd: pytest.CaptureFixture[str]) -> None:
    put(file, 1)
    file.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnreadable) as caught:
        EncryptedFile(path, bytes(32), NOTES)
    assert caught.value.path_name == "notes.db"
    assert path.read_bytes() == before
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_of_another_length(path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        EncryptedFile(path, key, NOTES)
    assert not path.exists()


def test_a_newer_file_stays_as_it_is(path: Path, file: EncryptedFile) -> None:
    put(file, 1)
    file.close()
    newer = EncryptedFile(path, KEY, NOTES)
    with newer.writing() as transaction:
        transaction.exec_driver_sql("PRAGMA user_version = 4")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew) as caught:
        EncryptedFile(path, KEY, NOTES)
    assert (caught.value.found, caught.value.known) == (4, 3)
    assert path.read_bytes() == before


# The second page holds auto_vacuum's pointers, which reading never needs.
@pytest.mark.parametrize("page", [0, 2, 5, 20])
def test_a_flipped_bit_is_noticed(path: Path, file: EncryptedFile, page: int) -> None:
    put(file, *range(100), size=2000)
    file.close()
    content = bytearray(path.read_bytes())
    content[page * 4096 + 1000] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreUnreadable):
        read_all(path)


def test_a_file_that_is_something_else(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7 " * 1000)
    with pytest.raises(StoreUnreadable):
        EncryptedFile(path, KEY, NOTES)


def test_pages_cut_off(path: Path, file: EncryptedFile) -> None:
    put(file, *range(100), size=2000)
    file.close()
    with path.open("r+b") as content:
        content.truncate(10 * 4096)
    with pytest.raises(StoreUnreadable):
        read_all(path)


def test_a_plain_database_is_not_taken_for_ours(path: Path) -> None:
    plain = dbapi2.connect(str(path))
    plain.execute("CREATE TABLE note (number INTEGER)")
    plain.commit()
    plain.close()
    with pytest.raises(StoreUnreadable):
        EncryptedFile(path, KEY, NOTES)


def test_a_full_disk_loses_nothing_that_was_kept(file: EncryptedFile) -> None:
    put(file, 1)
    pragma(file, f"max_page_count = {pragma(file, 'page_count')}")
    with pytest.raises(DiskFull):
        put(file, 2, size=100_000)
    assert numbers(file) == [1]
    pragma(file, "max_page_count = 1000000")
    put(file, 2)
    assert numbers(file) == [1, 2]


def test_without_room_for_side_files_it_can_still_be_read(path: Path, file: EncryptedFile) -> None:
    put(file, 1, 2)
    file.close()
    # What SQLite shares between processes cannot be made, as on a full disk.
    path.with_name(path.name + "-shm").mkdir()
    again = EncryptedFile(path, KEY, NOTES)
    assert numbers(again) == [1, 2]
    again.close()


def test_opening_and_reading_write_nothing(path: Path, file: EncryptedFile) -> None:
    put(file, 1)
    file.close()
    again = EncryptedFile(path, KEY, NOTES)
    assert numbers(again) == [1]
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    again.close()


def test_freed_pages_leave_the_file(path: Path, file: EncryptedFile) -> None:
    put(file, *range(100), size=2000)
    file.sweep()
    large = path.stat().st_size
    with file.writing() as transaction:
        transaction.execute(note.delete().where(note.c.number > 0))
    file.sweep()
    assert path.stat().st_size < large / 10
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    assert pragma(file, "freelist_count") == 0


def test_a_closed_file_leaves_no_side_files(path: Path, file: EncryptedFile) -> None:
    put(file, 1)
    file.close()
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def read_all(path: Path) -> None:
    file = EncryptedFile(path, KEY, NOTES)
    try:
        with file.reading() as view:
            view.execute(select(note)).all()
    finally:
        file.close()


def test_a_new_file_begins_with_what_its_schema_says_and_an_old_one_does_not(path: Path) -> None:
    def begin(transaction: Connection) -> None:
        transaction.execute(insert(note), {"number": 7, "body": b""})

    for _ in range(2):
        file = EncryptedFile(path, KEY, Schema(_tables, 3, begin=begin))
        assert numbers(file) == [7]
        file.close()


def test_a_file_that_another_program_holds_is_refused_and_not_damaged(
    path: Path, file: EncryptedFile
) -> None:
    put(file, 1)
    other = EncryptedFile(path, KEY, NOTES)
    pragma(other, "busy_timeout = 0")
    with file.writing(), pytest.raises(StoreUnreadable) as refused, other.writing():
        pass
    assert not refused.value.is_damaged
    put(other, 2)
    assert (numbers(file), other.is_damaged) == ([1, 2], False)
    other.close()
