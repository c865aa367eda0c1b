"""Another file in the place of the one that was written last is noticed, and so are other pages in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import DiskFull, EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Anchor
from serums_desktop.domain.stored import Integrity
from serums_desktop.store.index import RecordIndex
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import answered, glucose, key, person

PAGE = 4096


class RememberedAnchors:
    """A keeper that remembers in memory, and may be away."""

    def __init__(self) -> None:
        self.known: dict[str, Anchor] = {}
        self.is_away = False

    def anchor(self, name: str) -> Anchor | None:
        self._answer()
        return self.known.get(name)

    def advance(self, anchor: Anchor) -> None:
        self._answer()
        known = self.known.get(anchor.name)
        if known is not None and (
            anchor.generation < known.generation
            or (
                anchor.generation == known.generation and anchor.root and known.root not in {b"", anchor.root}
            )
        ):
            raise EvidenceNotKept(EvidenceFault.NOT_DURABLE)
        self.known[anchor.name] = anchor

    def _answer(self) -> None:
        if self.is_away:
            raise EvidenceNotKept(EvidenceFault.UNREACHABLE)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def day(store: EncryptedRecordStore, number: int, *, results: int = 30) -> str:
    """A day's work: the record of one patient with that day's results."""
    store.open(key())
    record_id = store.remember(person(("fcrb", "1")), float(number))
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(one, text=f"{number}.5") for one in range(results)], float(number))
    vault.finish(run, answered("fcrb", float(number)), complete=True)
    return record_id


def files(cache: Path, pattern: str) -> list[Path]:
    return sorted(path for path in cache.glob(f"*/{pattern}") if not path.name.endswith(("-shm", ".lock")))


def vault_file(cache: Path) -> Path:
    (path,) = files(cache, "*.vault")
    return path


def pages_that_differ(path: Path, older: bytes) -> list[int]:
    newer = path.read_bytes()
    both = min(len(newer), len(older))
    return [
        start for start in range(0, both, PAGE) if newer[start : start + PAGE] != older[start : start + PAGE]
    ]


def opened(store: EncryptedRecordStore, record_id: str) -> tuple[int, list[tuple[str, Integrity]]]:
    """How many resources an opening shows, and what it says of the files."""
    store.open(key())
    received = store.vault(record_id).accounting().received
    return received, store.take_damage()


def test_what_nobody_touched_is_sound(cache: Path) -> None:
    store = EncryptedRecordStore(cache, RememberedAnchors())
    for number in (1, 2, 3):
        record_id = day(store, number)
        store.close()
        assert opened(store, record_id) == (30, [])
        assert store.check(record_id) is Integrity.SOUND
    assert store.integrity is Integrity.SOUND
    store.close()


def test_yesterdays_vault_is_set_aside(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    store.close()
    path = vault_file(cache)
    yesterday = path.read_bytes()
    day(store, 2)
    store.close()
    path.write_bytes(yesterday)
    assert opened(store, record_id) == (0, [(record_id, Integrity.ROLLED_BACK)])
    assert files(cache, "*.damaged")[0].read_bytes() == yesterday
    day(store, 3)
    store.close()
    # What takes its place has another key: no older file is one of it.
    vault_file(cache).write_bytes(yesterday)
    assert opened(store, record_id) == (0, [(record_id, Integrity.DAMAGED)])
    store.close()


def test_yesterdays_vault_is_noticed_after_an_end_that_was_none(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    store.close()
    path = vault_file(cache)
    yesterday = path.read_bytes()
    day(store, 2)
    left = {one.name: one.read_bytes() for one in files(cache, "*")}
    store.close()
    for name, content in left.items():
        (path.parent / name).write_bytes(content)
    path.with_name(path.name + "-wal").unlink()
    path.write_bytes(yesterday)
    assert opened(store, record_id) == (0, [(record_id, Integrity.ROLLED_BACK)])
    store.close()


def test_each_older_page_in_its_own_place_is_noticed(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    store.close()
    path = vault_file(cache)
    yesterday = path.read_bytes()
    day(store, 2)
    store.close()
    kept = {one.name: one.read_bytes() for one in files(cache, "*")}
    changed = pages_that_differ(path, yesterday)
    assert len(changed) > 3
    for start in changed:
        for one in files(cache, "*"):
            one.unlink()
        for name, content in kept.items():
            (path.parent / name).write_bytes(content)
        content = bytearray(path.read_bytes())
        content[start : start + PAGE] = yesterday[start : start + PAGE]
        path.write_bytes(content)
        received, damage = opened(store, record_id)
        assert (received, len(damage)) == (0, 1)
        store.close()


def swapped(content: bytearray) -> None:
    content[PAGE : 2 * PAGE], content[2 * PAGE : 3 * PAGE] = (
        content[2 * PAGE : 3 * PAGE],
        content[PAGE : 2 * PAGE],
    )


def flipped(content: bytearray) -> None:
    content[3 * PAGE + 1000] ^= 1


def flipped_at_its_end(content: bytearray) -> None:
    content[-1] ^= 1


def cut(content: bytearray) -> None:
    del content[-PAGE:]


def cut_in_a_page(content: bytearray) -> None:
    del content[-100:]


def emptied(content: bytearray) -> None:
    content.clear()


@pytest.mark.parametrize("change", [swapped, flipped_at_its_end, cut, cut_in_a_page, emptied])
def test_a_closed_file_that_was_changed_is_noticed_when_it_is_opened(
    cache: Path, change: Callable[[bytearray], None]
) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    store.close()
    path = vault_file(cache)
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    received, damage = opened(store, record_id)
    assert (received, [of for of, _found in damage]) == (0, [record_id])
    store.close()


@pytest.mark.parametrize("change", [swapped, flipped, flipped_at_its_end, cut, cut_in_a_page, emptied])
def test_a_file_that_was_changed_does_not_pass_a_check(
    cache: Path, change: Callable[[bytearray], None]
) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    store.close()
    path = vault_file(cache)
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
    store.open(key())
    assert store.check(record_id) is Integrity.DAMAGED
    assert store.check(record_id) is Integrity.DAMAGED
    assert store.vault(record_id).accounting().received == 0
    assert store.take_damage() == [(record_id, Integrity.DAMAGED)]
    assert store.check(record_id) is Integrity.UNCHECKED
    store.close()


def test_a_log_beside_a_closed_file_is_not_believed(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    (log,) = files(cache, "*.vault-wal")
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(1)], 2.0)
    vault.write(run, [glucose(2)], 2.0)
    yesterdays_log = log.read_bytes()
    store.close()
    assert yesterdays_log
    log.write_bytes(yesterdays_log)
    assert opened(store, record_id) == (0, [(record_id, Integrity.ROLLED_BACK)])
    store.close()


def test_a_deleted_vault_is_noticed(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    store.close()
    vault_file(cache).unlink()
    assert opened(store, record_id) == (0, [(record_id, Integrity.DAMAGED)])
    store.close()


def test_yesterdays_index_alone_gives_way_to_its_twin(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    store.close()
    (index,) = files(cache, "index.db")
    yesterday = index.read_bytes()
    day(store, 2)
    other = store.remember(person(("fcrb", "2")), 3.0)
    store.close()
    index.write_bytes(yesterday)
    assert opened(store, record_id) == (30, [])
    assert store.integrity is Integrity.ROLLED_BACK
    assert not store.was_rebuilt
    assert {one.record_id for one in store.records()} == {record_id, other}
    assert index.with_name("index.db.damaged").read_bytes() == yesterday
    store.close()


def replay(cache: Path, store: EncryptedRecordStore, *, closed: bool) -> str:
    """Put the whole directory back as it was yesterday."""
    record_id = day(store, 1)
    store.close()
    yesterday = cache.with_name("yesterday")
    shutil.copytree(cache, yesterday)
    day(store, 2)
    store.close()
    if not closed:
        day(store, 3)
        store.remember(person(("fcrb", "2")), 3.0)
        store._anchor = type(store._anchor)(None, "")  # the closing is not told: the program was ended
        store.close()
    shutil.rmtree(cache)
    yesterday.rename(cache)
    return record_id


@pytest.mark.parametrize("closed", [True, False])
def test_yesterdays_directory_is_noticed(cache: Path, closed: bool) -> None:
    store = EncryptedRecordStore(cache, RememberedAnchors())
    record_id = replay(cache, store, closed=closed)
    assert opened(store, record_id) == (0, [(record_id, Integrity.ROLLED_BACK)])
    assert (store.integrity, store.was_rebuilt) == (Integrity.ROLLED_BACK, True)
    day(store, 4)
    store.close()
    assert opened(store, record_id) == (30, [])
    assert (store.integrity, store.check(record_id)) == (Integrity.SOUND, Integrity.SOUND)
    store.close()


def test_a_directory_that_was_deleted_is_noticed(cache: Path) -> None:
    store = EncryptedRecordStore(cache, RememberedAnchors())
    day(store, 1)
    store.close()
    shutil.rmtree(cache)
    store.open(key())
    assert (store.integrity, store.was_rebuilt) == (Integrity.DAMAGED, True)
    day(store, 2)
    store.close()
    store.open(key())
    assert (store.integrity, store.was_rebuilt) == (Integrity.SOUND, False)
    store.close()


def test_an_older_page_of_the_index_is_noticed(cache: Path) -> None:
    anchors = RememberedAnchors()
    store = EncryptedRecordStore(cache, anchors)
    record_id = day(store, 1)
    store.close()
    (index,) = files(cache, "index.db")
    yesterday = index.read_bytes()
    day(store, 2)
    store.close()
    kept = {one.name: one.read_bytes() for one in files(cache, "*")}
    known = dict(anchors.known)
    changed = pages_that_differ(index, yesterday)
    assert changed
    for start in changed:
        for one in files(cache, "*"):
            one.unlink()
        for name, content in kept.items():
            (index.parent / name).write_bytes(content)
        anchors.known = dict(known)
        mixed = bytearray(index.read_bytes())
        mixed[start : start + PAGE] = yesterday[start : start + PAGE]
        index.write_bytes(mixed)
        store.open(key())
        assert store.integrity in {Integrity.DAMAGED, Integrity.ROLLED_BACK}
        assert store.person(record_id) == person(("fcrb", "1"))
        store.close()


@pytest.mark.parametrize("is_there", [False, True])
def test_where_nobody_remembers_care_goes_on_unchecked(cache: Path, is_there: bool) -> None:
    anchors = RememberedAnchors()
    anchors.is_away = True
    store = EncryptedRecordStore(cache, anchors if is_there else None)
    record_id = replay(cache, store, closed=True)
    assert opened(store, record_id) == (30, [])
    assert (store.integrity, store.check(record_id)) == (Integrity.UNCHECKED, Integrity.UNCHECKED)
    store.close()


def test_a_wrong_key_opens_no_vault(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    other = store.remember(person(("fcrb", "2")), 2.0)
    store.vault(other)
    names = {one.record_id: one.file_name for one in store.sizes()}
    store.close()
    directory = files(cache, "*.vault")[0].parent
    shutil.copyfile(directory / names[record_id], directory / names[other])
    store.open(key())
    assert store.vault(other).accounting().received == 0
    assert store.take_damage() == [(other, Integrity.DAMAGED)]
    store.close()


def test_a_check_leaves_a_closed_file_closed(cache: Path) -> None:
    store = EncryptedRecordStore(cache, RememberedAnchors())
    record_id = day(store, 1)
    store.close()
    store.open(key())
    assert store.check(record_id) is Integrity.SOUND
    store.close()
    path = vault_file(cache)
    content = bytearray(path.read_bytes())
    flipped_at_its_end(content)
    path.write_bytes(content)
    assert opened(store, record_id) == (0, [(record_id, Integrity.DAMAGED)])
    store.close()


def test_a_file_that_was_removed_does_not_come_back_from_an_older_vault(cache: Path) -> None:
    store = EncryptedRecordStore(cache)
    record_id = day(store, 1)
    for source_id in ("file-1", "file-2"):
        vault = store.vault(record_id)
        run = vault.begin(source_id)
        vault.write(run, [glucose(1, source_id=source_id)], 1.0)
        added = msgspec.structs.replace(answered(source_id), state=SourceState.ADDED)
        vault.finish(run, added, complete=True)
    store.close()
    path = vault_file(cache)
    yesterday = path.read_bytes()
    store.open(key())
    store.vault(record_id).drop_source("file-1")
    store.close()
    path.write_bytes(yesterday)
    assert opened(store, record_id) == (1, [(record_id, Integrity.ROLLED_BACK)])
    assert [one.source_id for one in store.vault(record_id).coverage()] == ["file-2"]
    store.close()


def test_what_was_written_while_the_index_could_not_be_is_no_older_file(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EncryptedRecordStore(cache)
    store.open(key())
    record_id = day(store, 1)
    store.close()
    store.open(key())
    with monkeypatch.context() as full:
        for name in [one for one in vars(RecordIndex) if one.startswith("keep_")]:
            full.setattr(RecordIndex, name, no_room)
        vault = store.vault(record_id)
        vault.write(vault.begin("zmc"), [glucose(900, source_id="zmc")], 2.0)
        # The program is killed: its files are as they lie there now.
        shutil.copytree(cache, tmp_path / "killed")
    store.close()
    again = EncryptedRecordStore(tmp_path / "killed")
    again.open(key())
    kept = [item.item_id for item in again.vault(record_id).timeline().items]
    assert any(item_id.startswith("zmc/") for item_id in kept)
    assert again.take_damage() == []
    again.close()


def no_room(*_told: object, **_more: object) -> None:
    raise DiskFull
