"""Either of the index's two files can be lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from serums_desktop.domain.errors import DiskFull, StoreError, StoreLocked, StoreTooNew, StoreUnreadable
from serums_desktop.domain.stored import Integrity
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.index_files import TAG_NAME, TWIN_NAME, IndexFiles
from serums_desktop.store.index_tables import INDEX, confirmation

KEY = bytes(range(32))
OTHER_KEY = bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.db"


def keep(files: IndexFiles, number: int) -> int:
    return files.write(
        lambda transaction: transaction.execute(insert(confirmation).values(only=number, at_s=1.0))
    )


def kept(files: IndexFiles) -> list[int]:
    with files.reading() as view:
        return list(view.scalars(select(confirmation.c.only).order_by(confirmation.c.only)))


def filled(path: Path, *numbers: int) -> None:
    files = IndexFiles(path, KEY)
    for number in numbers:
        keep(files, number)
    files.close()


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)


def test_every_change_counts(path: Path) -> None:
    files = IndexFiles(path, KEY)
    assert (files.is_empty, files.generation, files.integrity) == (True, 0, Integrity.SOUND)
    assert [keep(files, 1), keep(files, 2)] == [1, 2]
    assert files.write(lambda transaction: None, above=40) == 41
    files.close()
    files = IndexFiles(path, KEY)
    assert (files.is_empty, files.generation, files.integrity) == (False, 41, Integrity.SOUND)
    files.close()


def test_a_change_that_raises_changes_neither(path: Path) -> None:
    files = IndexFiles(path, KEY)
    keep(files, 1)

    def change(transaction: Connection) -> None:
        transaction.execute(insert(confirmation).values(only=2, at_s=1.0))
        raise DiskFull

    with pytest.raises(DiskFull):
        files.write(change)
    files.close()
    for name in (path.name, TWIN_NAME):
        file = EncryptedFile(path.with_name(name), KEY, INDEX)
        with file.reading() as view:
            assert list(view.scalars(select(confirmation.c.only))) == [1]
        file.close()


@pytest.mark.parametrize("harm", [spoil, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_lost_index_is_made_anew_from_its_twin(path: Path, harm: object) -> None:
    filled(path, 1, 2)
    harm(path)  # type: ignore[operator]  # one of three
    files = IndexFiles(path, KEY)
    assert (kept(files), files.integrity, files.is_empty) == ([1, 2], Integrity.DAMAGED, False)
    assert keep(files, 3) == 3
    files.close()
    files = IndexFiles(path, KEY)
    assert (kept(files), files.integrity) == ([1, 2, 3], Integrity.SOUND)
    files.close()


@pytest.mark.parametrize("harm", [spoil, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_lost_twin_is_made_anew_from_the_index(path: Path, harm: object) -> None:
    filled(path, 1, 2)
    harm(path.with_name(TWIN_NAME))  # type: ignore[operator]  # one of three
    files = IndexFiles(path, KEY)
    assert (kept(files), files.integrity) == ([1, 2], Integrity.SOUND)
    files.close()
    path.unlink()
    files = IndexFiles(path, KEY)
    assert kept(files) == [1, 2]
    files.close()


def test_an_older_index_gives_way(path: Path) -> None:
    filled(path, 1)
    older = path.read_bytes()
    filled(path, 2)
    path.write_bytes(older)
    files = IndexFiles(path, KEY)
    assert (kept(files), files.integrity) == ([1, 2], Integrity.ROLLED_BACK)
    files.close()


def test_an_older_twin_gives_way(path: Path) -> None:
    filled(path, 1)
    twin = path.with_name(TWIN_NAME)
    older = twin.read_bytes()
    filled(path, 2)
    twin.write_bytes(older)
    files = IndexFiles(path, KEY)
    assert (kept(files), files.integrity) == ([1, 2], Integrity.SOUND)
    files.close()
    spoil(path)
    files = IndexFiles(path, KEY)
    assert kept(files) == [1, 2]
    files.close()


def test_without_both_nothing_is_left(path: Path) -> None:
    filled(path, 1)
    spoil(path)
    spoil(path.with_name(TWIN_NAME))
    files = IndexFiles(path, KEY)
    assert (kept(files), files.integrity, files.is_empty) == ([], Integrity.DAMAGED, True)
    files.close()


def test_a_twin_that_cannot_follow_is_deleted(path: Path) -> None:
    files = IndexFiles(path, KEY)
    keep(files, 1)
    assert files._twin is not None
    with files._twin.reading() as view:
        pages = view.exec_driver_sql("PRAGMA page_count").scalar()
        view.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    files.write(
        lambda transaction: transaction.execute(
            insert(confirmation), [{"only": only, "at_s": 1.0} for only in range(2, 1000)]
        )
    )
    assert len(kept(files)) == 999
    assert list(path.parent.glob(f"{TWIN_NAME}*")) == []
    files.close()
    files = IndexFiles(path, KEY)
    files.close()
    path.unlink()
    files = IndexFiles(path, KEY)
    assert len(kept(files)) == 999
    files.close()


def test_a_newer_file_stays_as_it_is(path: Path) -> None:
    filled(path, 1)
    file = EncryptedFile(path, KEY, INDEX)
    with file.writing() as transaction:
        transaction.exec_driver_sql("PRAGMA user_version = 99")
    file.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew):
        IndexFiles(path, KEY)
    assert path.read_bytes() == before


def test_another_key_is_taken_whole(path: Path) -> None:
    files = IndexFiles(path, KEY)
    keep(files, 1)
    files.rekey(OTHER_KEY, lambda: None)
    assert (kept(files), keep(files, 2)) == ([1], 2)
    files.close()
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name, TAG_NAME, TWIN_NAME]
    files = IndexFiles(path, OTHER_KEY)
    assert (kept(files), files.integrity) == ([1, 2], Integrity.SOUND)
    files.close()
    for name in (path.name, TWIN_NAME):
        with pytest.raises(StoreError):
            EncryptedFile(path.with_name(name), KEY, INDEX)


def test_another_key_that_could_not_be_kept_changes_nothing(path: Path) -> None:
    files = IndexFiles(path, KEY)
    keep(files, 1)

    def refused() -> None:
        raise DiskFull

    with pytest.raises(DiskFull):
        files.rekey(OTHER_KEY, refused)
    assert keep(files, 2) == 2
    files.close()
    files = IndexFiles(path, KEY)
    assert kept(files) == [1, 2]
    files.close()


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir() if not one.name.endswith(("-wal", "-shm")))


def copied(path: Path, to: Path) -> None:
    to.mkdir()
    for one in path.parent.iterdir():
        if one.is_file():
            (to / one.name).write_bytes(one.read_bytes())


def test_a_former_key_opens_nothing_and_harms_nothing(path: Path) -> None:
    files = IndexFiles(path, KEY)
    keep(files, 1)
    files.rekey(OTHER_KEY, lambda: None)
    files.close()
    before = {one.name: one.read_bytes() for one in path.parent.iterdir()}
    with pytest.raises(StoreUnreadable) as refused:
        IndexFiles(path, KEY)
    assert not refused.value.is_damaged
    assert {one.name: one.read_bytes() for one in path.parent.iterdir()} == before


def test_a_former_key_does_not_drop_what_the_next_one_waits_for(path: Path, tmp_path: Path) -> None:
    files = IndexFiles(path, KEY)
    keep(files, 1)
    place = tmp_path / "killed"
    # As after a kill between the key that is the person's and the files that follow it.
    files.rekey(OTHER_KEY, lambda: copied(path, place))
    files.close()
    (place / "index.tag.next").replace(place / "index.tag")
    killed = place / path.name
    with pytest.raises(StoreUnreadable):
        IndexFiles(killed, KEY)
    files = IndexFiles(killed, OTHER_KEY)
    assert (kept(files), files.integrity) == ([1], Integrity.SOUND)
    files.close()
    assert names(killed) == [path.name, TAG_NAME, TWIN_NAME]


def test_a_tag_that_was_not_kept_in_time_is_made_good(path: Path) -> None:
    filled(path, 1)
    tag_path = path.with_name(TAG_NAME)
    tag = tag_path.read_bytes()
    tag_path.write_bytes(bytes(32))
    filled(path, 2)
    assert tag_path.read_bytes() == tag
    assert KEY not in tag


def test_closed_files_are_locked(path: Path) -> None:
    files = IndexFiles(path, KEY)
    files.close()
    files.close()
    for use in (lambda: kept(files), lambda: keep(files, 1), files.sweep):
        with pytest.raises(StoreLocked):
            use()
