"""Vault files under the index's account: keys, sizes, checks, and what is left of replaced ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import DiskFull, NotOnThisWorkstation, StoreLocked, StoreUnreadable
from serums_desktop.domain.stored import Integrity
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import answered, glucose, key, person


@pytest.fixture
def record_id(store: EncryptedRecordStore) -> str:
    return store.remember(person(("fcrb", "1")), 1.0)


def put(store: EncryptedRecordStore, record_id: str, source_id: str = "fcrb", results: int = 5) -> None:
    vault = store.vault(record_id)
    run = vault.begin(source_id)
    vault.write(run, [glucose(number, source_id=source_id) for number in range(results)], 1.0)
    outcome = answered(source_id)
    if source_id.startswith("file-"):
        outcome = msgspec.structs.replace(outcome, state=SourceState.ADDED)
    vault.finish(run, outcome, complete=True)


def vault_file(cache: Path) -> Path:
    (path,) = cache.glob("*/*.vault")
    return path


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_a_new_key_opens_another_file_and_a_run_goes_on(
    store: EncryptedRecordStore, record_id: str, cache: Path
) -> None:
    put(store, record_id)
    vault = store.vault(record_id)
    run = vault.begin("zmc")
    vault.write(run, [glucose(1, source_id="zmc")], 2.0)
    former = vault_file(cache)
    store.rekey(record_id)
    assert vault_file(cache) != former
    assert store.vault(record_id) is vault
    vault.write(run, [glucose(2, source_id="zmc")], 2.0)
    vault.finish(run, answered("zmc", 200.0), complete=True)
    assert store.records()[0].copied_s == 200.0
    store.close()
    store.open(key())
    assert store.vault(record_id).accounting().received == 7
    assert store.take_damage() == []


def test_a_closed_vault_gets_a_new_key_and_is_closed_again(
    store: EncryptedRecordStore, record_id: str, cache: Path
) -> None:
    put(store, record_id)
    store.vault(record_id).close()
    former = vault_file(cache)
    store.rekey(record_id)
    assert vault_file(cache) != former
    assert not vault_file(cache).with_name(vault_file(cache).name + "-wal").exists()
    assert store.vault(record_id).accounting().received == 5
    with pytest.raises(NotOnThisWorkstation):
        store.rekey("no-such-record")


def test_the_index_gets_a_new_key_and_vaults_go_on(
    store: EncryptedRecordStore, record_id: str, cache: Path
) -> None:
    put(store, record_id)
    vault = store.vault(record_id)
    kept: list[bytes] = []
    store.rekey_index(key(9), lambda: kept.append(b"kept"))
    assert kept == [b"kept"]
    put(store, record_id, "zmc")
    assert vault.accounting().received == 10
    store.close()
    store.open(key(9))
    assert (store.was_rebuilt, store.vault(record_id).accounting().received) == (False, 10)
    store.close()
    with pytest.raises(StoreUnreadable):
        store.open(key())
    store.open(key(9))
    assert len(store.records()) == 1


def test_sizes_say_nothing_clinical(store: EncryptedRecordStore, record_id: str, cache: Path) -> None:
    put(store, record_id)
    other = store.remember(person(("fcrb", "2")), 2.0, prefetched=True)
    store.end_episode(record_id, 50.0)
    store.vault(record_id).close()
    second, first = sorted(store.sizes(), key=lambda size: size.opened_s, reverse=True)
    assert (first.record_id, first.opened_s, first.copied_s) == (record_id, 1.0, 100.0)
    assert (first.episode_ended_s, first.prefetched) == (50.0, False)
    assert first.size_bytes == sum(path.stat().st_size for path in cache.glob(f"*/{first.file_name}*"))
    assert (second.record_id, second.size_bytes, second.prefetched) == (other, 0, True)
    assert "fcrb" not in repr((first, second))


def test_whoever_opens_a_prefetched_record_has_opened_it(store: EncryptedRecordStore, record_id: str) -> None:
    def seen() -> tuple[float, bool]:
        (size,) = store.sizes()
        return size.opened_s, size.prefetched

    store.remember(person(("fcrb", "1")), 5.0, prefetched=True)
    assert seen() == (1.0, False)
    store.forget(record_id)
    store.remember(person(("fcrb", "1")), 6.0, prefetched=True)
    store.remember(person(("fcrb", "1")), 7.0, prefetched=True)
    assert seen() == (6.0, True)
    store.remember(person(("fcrb", "1")), 8.0)
    assert seen() == (8.0, False)


def test_an_episode_that_goes_on_has_no_end(store: EncryptedRecordStore, record_id: str) -> None:
    for ended_s in (50.0, 50.0, None):
        store.end_episode(record_id, ended_s)
        assert store.sizes()[0].episode_ended_s == ended_s
    generation = store._opened().generation
    store.end_episode(record_id, None)
    store.end_episode("no-such-record", 1.0)
    assert store._opened().generation == generation


def test_an_open_record_is_forgotten(store: EncryptedRecordStore, record_id: str, cache: Path) -> None:
    put(store, record_id)
    vault = store.vault(record_id)
    store.forget(record_id)
    with pytest.raises(StoreLocked):
        vault.timeline()
    assert (store.sizes(), list(cache.glob("*/*.vault*"))) == ([], [])
    with pytest.raises(NotOnThisWorkstation):
        store.check(record_id)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_whole_file_passes_a_check(store: EncryptedRecordStore, record_id: str, is_open: bool) -> None:
    assert store.check(record_id) is Integrity.UNCHECKED
    put(store, record_id)
    if not is_open:
        store.vault(record_id).close()
    assert store.check(record_id) is Integrity.UNCHECKED
    assert store.vault(record_id).accounting().received == 5
    assert store.take_damage() == []


def test_an_open_file_that_was_changed_does_not_pass(
    store: EncryptedRecordStore, record_id: str, cache: Path
) -> None:
    put(store, record_id, results=2000)
    store.close()
    store.open(key())
    store.vault(record_id)
    path = vault_file(cache)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert store.check(record_id) is Integrity.DAMAGED
    assert store.vault(record_id).accounting().received == 0
    assert store.take_damage() == [(record_id, Integrity.DAMAGED)]


def test_added_files_outlive_their_damaged_file(
    store: EncryptedRecordStore, record_id: str, cache: Path
) -> None:
    put(store, record_id, "file-1")
    # So that the last page is one of them.
    put(store, record_id, results=200)
    store.close()
    spoil(vault_file(cache))
    store.open(key())
    vault = store.vault(record_id)
    assert [one.source_id for one in vault.coverage()] == ["file-1"]
    assert vault.accounting().received == 5


def test_of_files_that_were_set_aside_the_last_three_are_kept(
    store: EncryptedRecordStore, record_id: str, cache: Path
) -> None:
    aside: list[str] = []
    for _ in range(5):
        put(store, record_id)
        store.close()
        spoil(vault_file(cache))
        aside.append(vault_file(cache).name + ".damaged")
        store.open(key())
        store.vault(record_id)
        assert sorted(path.name for path in cache.glob("*/*.damaged")) == sorted(aside[-3:])
    (size,) = store.sizes()
    assert size.size_bytes > 3 * 50_000
    store.close()
    store.open(key())
    assert len(list(cache.glob("*/*.damaged"))) == 3
    store.forget(record_id)
    assert list(cache.glob("*/*.vault*")) == []


def refuse(*_: object) -> None:
    raise DiskFull


@pytest.mark.parametrize("what", ["keep_opened", "keep_heard"])
def test_a_full_disk_keeps_nobody_from_a_vault(
    store: EncryptedRecordStore, record_id: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, record_id)
    store.close()
    store.open(key())
    monkeypatch.setattr(store._opened(), what, refuse)
    assert store.vault(record_id).accounting().received == 5


def test_a_new_key_that_cannot_be_kept_changes_nothing(
    store: EncryptedRecordStore, record_id: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, record_id)
    former = vault_file(cache)
    with monkeypatch.context() as patch:
        patch.setattr(store._opened(), "move", refuse)
        with pytest.raises(DiskFull):
            store.rekey(record_id)
    assert vault_file(cache) == former
    put(store, record_id, "zmc")
    store.rekey(record_id)
    assert store.vault(record_id).accounting().received == 10


@pytest.mark.parametrize("use", [lambda store: store.take_damage(), lambda store: store.sizes()])
def test_a_closed_store_is_locked(
    store: EncryptedRecordStore, use: Callable[[EncryptedRecordStore], object]
) -> None:
    store.close()
    with pytest.raises(StoreLocked):
        use(store)
