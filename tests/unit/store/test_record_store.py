"""Who is kept here, one vault each, and nothing left of who is not."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import DiskFull, NotOnThisWorkstation, StoreLocked, StoreUnreadable
from serums_desktop.domain.received import Disposition, Reason
from serums_desktop.domain.stored import Integrity
from serums_desktop.services.ports import RecordStore
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import answered, glucose, key, patient, person, sensor_day


def put(store: EncryptedRecordStore, record_id: str, source_id: str = "fcrb", as_of_s: float = 10.0) -> None:
    vault = store.vault(record_id)
    run = vault.begin(source_id)
    vault.write(run, [glucose(1, source_id=source_id)], as_of_s)
    vault.finish(run, answered(source_id, as_of_s), complete=True)


def vault_files(cache: Path) -> list[Path]:
    return sorted(cache.glob("*/*.vault"))


def test_it_is_what_the_use_cases_ask_for(store: EncryptedRecordStore) -> None:
    port: RecordStore = store
    assert port.records() == []


def test_the_same_person_keeps_the_same_record(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    assert store.remember(person(("zmc", "9"), ("fcrb", "1")), 2.0) == record_id
    assert store.remember(person(("zmc", "9")), 3.0) == record_id
    (only,) = store.records()
    assert {(one.source_id, one.patient_id) for one in only.person.known_as} == {("fcrb", "1"), ("zmc", "9")}
    assert only.opened_s == 3.0


def test_the_newest_words_of_a_source_count(store: EncryptedRecordStore) -> None:
    store.remember(person(("fcrb", "1")), 1.0)
    renamed = type(person(("fcrb", "1")))((patient("fcrb", "1", family="Married"),))
    store.remember(renamed, 2.0)
    assert store.records()[0].person == renamed


def test_others_are_others(store: EncryptedRecordStore) -> None:
    first = store.remember(person(("fcrb", "1")), 1.0)
    second = store.remember(person(("zmc", "1")), 2.0)
    third = store.remember(person(("fcrb", "2")), 3.0)
    assert [record.record_id for record in store.records()] == [third, second, first]


def test_two_records_that_turn_out_to_be_one_person_become_one(
    store: EncryptedRecordStore, cache: Path
) -> None:
    older = store.remember(person(("fcrb", "1"), ("gp", "4")), 1.0)
    put(store, older)
    newer = store.remember(person(("zmc", "9")), 2.0)
    put(store, newer, "zmc")
    assert store.remember(person(("zmc", "9"), ("fcrb", "1")), 3.0) == newer
    (only,) = store.records()
    assert {one.source_id for one in only.person.known_as} == {"zmc", "fcrb", "gp"}
    assert len(vault_files(cache)) == 1
    with pytest.raises(NotOnThisWorkstation):
        store.vault(older)


def test_a_file_that_was_added_outlives_the_record_it_was_added_to(store: EncryptedRecordStore) -> None:
    older = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(older)
    run = vault.begin("file-1")
    page = [glucose(1, source_id="file-1"), sensor_day(1, source_id="file-1")]
    page += [
        msgspec.structs.replace(glucose(number, source_id="file-1"), resource_id="") for number in (3, 4)
    ]
    page[2:] = [
        msgspec.structs.replace(
            one, entry=None, disposition=Disposition.QUARANTINED, reason=Reason.NO_ID, problem="$.id"
        )
        for one in page[2:]
    ]
    vault.write(run, page, 7.0)
    added = msgspec.structs.replace(answered("file-1"), state=SourceState.ADDED)
    vault.finish(run, added, complete=True)
    before = (vault.timeline(), vault.series(), vault.unread(), vault.accounting(), vault.coverage())
    newer = store.remember(person(("zmc", "9")), 2.0)
    assert store.remember(person(("zmc", "9"), ("fcrb", "1")), 3.0) == newer
    kept = store.vault(newer)
    assert (kept.timeline(), kept.series(), kept.unread(), kept.accounting(), kept.coverage()) == before
    (entry,) = kept.entries([page[0].key])
    assert (entry.raw, entry.received_s) == (page[0].raw, 7.0)


def test_a_link_that_no_longer_holds_takes_its_entries_along(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1"), ("zmc", "9")), 1.0)
    put(store, record_id)
    put(store, record_id, "zmc")
    assert store.remember(person(("zmc", "9"), ("fcrb", "2")), 2.0) == record_id
    assert [one.sources for one in store.vault(record_id).timeline().items] == [("zmc",)]
    assert store.remember(person(("fcrb", "1")), 3.0) != record_id


def test_the_last_answer_dates_the_copy(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    assert store.records()[0].copied_s is None
    put(store, record_id, as_of_s=50.0)
    put(store, record_id, "zmc", as_of_s=40.0)
    assert store.records()[0].copied_s == 50.0


def test_everything_is_there_after_closing(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    put(store, record_id)
    before = (store.records(), store.vault(record_id).timeline())
    store.close()
    store.open(key())
    assert (store.records(), store.vault(record_id).timeline()) == before


def test_a_closed_store_and_its_vaults_are_locked(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    store.close()
    store.close()
    for use in (store.records, vault.timeline, lambda: store.vault(record_id)):
        with pytest.raises(StoreLocked):
            use()


def test_an_unknown_record_is_not_here(store: EncryptedRecordStore) -> None:
    with pytest.raises(NotOnThisWorkstation):
        store.vault("no-such-record")
    store.forget("no-such-record")


def test_forgetting_takes_the_files_away(store: EncryptedRecordStore, cache: Path) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    put(store, record_id)
    assert len(vault_files(cache)) == 1
    store.forget(record_id)
    assert store.records() == []
    assert [path.name for path in next(cache.iterdir()).iterdir() if "vault" in path.name] == []


def test_a_forgetting_that_was_cut_short_ends_at_the_next_opening(
    store: EncryptedRecordStore, cache: Path
) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    put(store, record_id)
    stray = next(cache.iterdir()) / ("00" * 16 + ".vault")
    stray.write_bytes(b"without a key")
    store.close()
    store.open(key())
    assert not stray.exists()
    assert store.vault(record_id).accounting().received == 1


def test_files_and_directories_are_the_persons_alone(store: EncryptedRecordStore, cache: Path) -> None:
    put(store, store.remember(person(("fcrb", "1")), 1.0))
    directory = next(cache.iterdir())
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    files = list(directory.iterdir())
    assert any(path.name.endswith("-wal") for path in files)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_file_names_say_nothing(store: EncryptedRecordStore, cache: Path) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    put(store, record_id)
    (path,) = vault_files(cache)
    assert len(path.stem) == 32
    assert path.stem != record_id


def test_people_at_the_keyboard_have_caches_of_their_own(store: EncryptedRecordStore, cache: Path) -> None:
    store.remember(person(("fcrb", "1")), 1.0)
    other = key(8)
    other.vault_id = "a0" * 16
    store.open(other)
    assert store.records() == []
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("vault_id", ["", "..", "a/b", "a" * 65])
def test_a_vault_id_is_no_path(cache: Path, vault_id: str) -> None:
    escape = key()
    escape.vault_id = vault_id
    with pytest.raises(ValueError, match="vault id"):
        EncryptedRecordStore(cache).open(escape)


def test_a_wrong_key_reads_nothing(store: EncryptedRecordStore, cache: Path) -> None:
    put(store, store.remember(person(("fcrb", "1")), 1.0))
    store.close()
    (index,) = cache.glob("*/index.db")
    kept = index.read_bytes()
    with pytest.raises(StoreUnreadable) as refused:
        store.open(key(8))
    assert not refused.value.is_damaged
    assert index.read_bytes() == kept
    store.open(key())
    assert not store.was_rebuilt
    assert len(store.records()) == 1


def test_without_its_tag_another_key_counts_as_damage(store: EncryptedRecordStore, cache: Path) -> None:
    store.remember(person(("fcrb", "1")), 1.0)
    store.close()
    (index,) = cache.glob("*/index.db")
    foreign = index.read_bytes()
    index.with_name("index.tag").unlink()
    store.open(key(8))
    assert store.was_rebuilt
    assert store.records() == []
    assert index.with_name("index.db.damaged").read_bytes() == foreign


@pytest.mark.parametrize("page", [0, 1, -1])
def test_a_damaged_index_keeps_nobody_out(store: EncryptedRecordStore, cache: Path, page: int) -> None:
    for number in range(40):
        store.remember(person(("fcrb", f"{number}")), 1.0)
    put(store, store.records()[0].record_id)
    store.close()
    (index,) = cache.glob("*/index.db")
    spoil(index, page % (index.stat().st_size // 4096))
    spoil(index.with_name("twin.db"), 0)
    damaged = index.read_bytes()
    store.open(key())
    assert store.was_rebuilt
    assert store.integrity is Integrity.DAMAGED
    assert store.records() == []
    assert vault_files(cache) == []
    assert index.with_name("index.db.damaged").read_bytes() == damaged
    put(store, store.remember(person(("fcrb", "1")), 2.0))
    store.open(key())
    assert not store.was_rebuilt
    assert len(store.records()) == 1


def test_an_index_cut_to_nothing_is_damage_too(store: EncryptedRecordStore, cache: Path) -> None:
    assert not store.was_rebuilt
    put(store, store.remember(person(("fcrb", "1")), 1.0))
    store.close()
    for name in ("index.db", "twin.db"):
        next(cache.glob(f"*/{name}")).write_bytes(b"")
    store.open(key())
    assert store.was_rebuilt
    assert vault_files(cache) == []


def test_an_index_the_system_refuses_is_no_damage(store: EncryptedRecordStore, cache: Path) -> None:
    store.close()
    (index,) = cache.glob("*/index.db")
    index.unlink()
    index.mkdir()
    with pytest.raises(StoreUnreadable) as caught:
        store.open(key())
    assert (caught.value.path_name, caught.value.is_damaged) == ("index.db", False)
    assert index.is_dir()
    with pytest.raises(StoreLocked):
        store.records()


def test_a_record_says_whose_it_is(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    assert store.person(record_id) == person(("fcrb", "1"))
    for ask in (store.person, lambda unknown: store.relink(unknown, person(("fcrb", "1")))):
        with pytest.raises(NotOnThisWorkstation):
            ask("no-such-record")


def test_a_source_that_knows_the_person_too_is_linked_in_place(store: EncryptedRecordStore) -> None:
    older = store.remember(person(("fcrb", "1")), 1.0)
    put(store, older)
    newer = store.remember(person(("zmc", "9"), ("gp", "4")), 2.0)
    store.relink(older, person(("fcrb", "1"), ("zmc", "9")))
    (only,) = store.records()
    assert (only.record_id, only.opened_s) == (older, 1.0)
    known = {(one.source_id, one.patient_id) for one in store.person(older).known_as}
    assert known == {("fcrb", "1"), ("zmc", "9"), ("gp", "4")}
    assert store.vault(older).accounting().received == 1
    with pytest.raises(NotOnThisWorkstation):
        store.vault(newer)


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnreadable):
        EncryptedRecordStore(tmp_path / "file").open(key())


def test_it_stays_with_the_thread_that_opened_it(store: EncryptedRecordStore) -> None:
    caught: list[BaseException] = []

    def use() -> None:
        try:
            store.records()
        except RuntimeError as error:
            caught.append(error)

    other = threading.Thread(target=use)
    other.start()
    other.join()
    assert len(caught) == 1
    assert store.records() == []


def spoil(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[page * 4096 + 1000] ^= 1
    path.write_bytes(content)


def test_a_damaged_vault_is_replaced_at_once_and_kept_beside(
    store: EncryptedRecordStore, cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    put(store, record_id)
    store.close()
    (path,) = vault_files(cache)
    spoil(path, 0)
    damaged = path.read_bytes()
    store.open(key())
    assert store.vault(record_id).coverage() == ()
    assert [one.record_id for one in store.records()] == [record_id]
    assert store.take_damage() == [(record_id, Integrity.DAMAGED)]
    assert store.take_damage() == []
    assert [(one.message, one.__dict__["fields"]) for one in caplog.records] == [
        ("vault_set_aside", {"state": "damaged"})
    ]
    put(store, record_id)
    assert store.vault(record_id).accounting().received == 1
    assert path.with_name(path.name + ".damaged").read_bytes() == damaged
    store.open(key())
    assert path.with_name(path.name + ".damaged").read_bytes() == damaged
    store.forget(record_id)
    assert [found.name for found in path.parent.iterdir() if "vault" in found.name] == []


def test_damage_found_while_reading_ends_at_the_next_opening(
    store: EncryptedRecordStore, cache: Path
) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    vault = store.vault(record_id)
    vault.write(vault.begin("fcrb"), [glucose(number) for number in range(300)], 1.0)
    store.close()
    (path,) = vault_files(cache)
    pages = path.stat().st_size // 4096
    for page in range(pages // 2, pages):
        spoil(path, page)
    store.open(key())
    vault = store.vault(record_id)
    with pytest.raises(StoreUnreadable):
        vault.entries([glucose(number).key for number in range(300)])
    assert store.vault(record_id).timeline().items == ()
    assert store.take_damage() == [(record_id, Integrity.DAMAGED)]
    with pytest.raises(StoreLocked):
        vault.timeline()


def test_what_the_system_refuses_is_not_damage(store: EncryptedRecordStore, cache: Path) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    store.vault(record_id).close()
    (path,) = vault_files(cache)
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreUnreadable) as caught:
        store.vault(record_id)
    assert not caught.value.is_damaged
    assert path.is_dir()


def test_a_full_disk_keeps_nobody_from_reading(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1")), 1.0)
    put(store, record_id)
    with store._opened()._file.reading() as view:
        pages = view.exec_driver_sql("PRAGMA page_count").scalar()
        view.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    many = person(("fcrb", "1"), *((f"source-{number}", "1") for number in range(200)))
    assert store.remember(many, 2.0) == record_id
    assert store.vault(record_id).accounting().received == 1
    with pytest.raises(DiskFull):
        store.remember(person(*((f"other-{number}", "1") for number in range(200))), 3.0)
