"""An emergency's copy begins with what is kept, stays out of everything else, and ends without trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import DiskFull, NotOnThisWorkstation, StoreLocked, StoreUnreadable
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.store import emergency_copies
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.vault import Vault
from tests.unit.store.synthetic import answered, failed, glucose, key, person

ANNA = person(("fcrb", "1"))


@pytest.fixture
def kept(store: EncryptedRecordStore) -> str:
    """A record that is kept here, with one result."""
    record_id = store.remember(ANNA, 1.0)
    put(store, record_id, 1)
    return record_id


@pytest.fixture
def other_store(cache: Path, store: EncryptedRecordStore) -> Iterator[EncryptedRecordStore]:
    """A second program of the same person."""
    other = EncryptedRecordStore(cache)
    other.open(key())
    yield other
    other.close()


def put(store: EncryptedRecordStore, record_id: str, *numbers: int, source_id: str = "fcrb") -> None:
    vault = store.vault(record_id)
    run = vault.begin(source_id)
    vault.write(run, [glucose(number, source_id=source_id) for number in numbers], 10.0)
    vault.finish(run, answered(source_id), complete=True)


def shown(store: EncryptedRecordStore, record_id: str) -> set[str]:
    return {member for one in store.vault(record_id).timeline().items for member in one.members}


def copies(cache: Path) -> list[Path]:
    return list(cache.glob("*/*.emergency*"))


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 4096):
        content[page * 4096 + 1000] ^= 1
    path.write_bytes(content)


def test_files_of_another_record_of_the_same_person_are_in_it_too(
    store: EncryptedRecordStore, kept: str
) -> None:
    other = store.remember(person(("zmc", "9")), 0.5)
    vault = store.vault(other)
    run = vault.begin("file-1")
    vault.write(run, [glucose(7, source_id="file-1")], 10.0)
    vault.finish(run, msgspec.structs.replace(answered("file-1"), state=SourceState.ADDED), complete=True)
    emergency = store.begin_emergency(person(("zmc", "9"), ("fcrb", "1")))
    assert shown(store, emergency) == shown(store, kept) | shown(store, other)
    assert [one.source_id for one in store.vault(kept).coverage()] == ["fcrb"]


def test_it_begins_with_what_is_kept(store: EncryptedRecordStore, kept: str) -> None:
    emergency = store.begin_emergency(person(("zmc", "9"), ("fcrb", "1")))
    assert emergency != kept
    assert store.vault(emergency).timeline() == store.vault(kept).timeline()
    assert store.vault(emergency).coverage() == store.vault(kept).coverage()
    assert {one.source_id for one in store.person(emergency).known_as} == {"zmc", "fcrb"}


def test_it_begins_empty_where_nothing_is_kept(store: EncryptedRecordStore, kept: str) -> None:
    emergency = store.begin_emergency(person(("fcrb", "2")))
    assert shown(store, emergency) == set()
    assert store.person(emergency) == person(("fcrb", "2"))


def test_it_begins_without_what_was_sent_of_another_patient(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(("fcrb", "1"), ("zmc", "9")), 1.0)
    put(store, record_id, 1)
    put(store, record_id, 2, source_id="zmc")
    emergency = store.begin_emergency(person(("zmc", "9"), ("fcrb", "5")))
    assert shown(store, emergency) == {glucose(2, source_id="zmc").key}
    assert len(shown(store, record_id)) == 2


def test_nothing_of_it_reaches_anything_else(store: EncryptedRecordStore, kept: str) -> None:
    before = store.records()
    emergency = store.begin_emergency(ANNA)
    put(store, emergency, 1, 2)
    store.relink(emergency, person(("fcrb", "1"), ("zmc", "9")))
    assert store.records() == before
    assert shown(store, kept) == {glucose(1).key}
    assert shown(store, emergency) == {glucose(1).key, glucose(2).key}
    assert store.person(kept) == ANNA
    assert store.person(emergency) == person(("fcrb", "1"), ("zmc", "9"))
    assert store.remember(person(("zmc", "9")), 2.0) not in {kept, emergency}
    store.forget(kept)
    assert len(shown(store, emergency)) == 2


def test_its_end_leaves_nothing(store: EncryptedRecordStore, kept: str, cache: Path) -> None:
    emergency = store.begin_emergency(ANNA)
    vault = store.vault(emergency)
    assert copies(cache) != []
    store.end_emergency(emergency)
    store.end_emergency(emergency)
    assert copies(cache) == []
    with pytest.raises(StoreLocked):
        vault.timeline()
    for ask in (store.vault, store.person):
        with pytest.raises(NotOnThisWorkstation):
            ask(emergency)
    assert shown(store, kept) == {glucose(1).key}


def test_one_end_is_not_anothers(store: EncryptedRecordStore, kept: str, cache: Path) -> None:
    first, second = store.begin_emergency(ANNA), store.begin_emergency(person(("fcrb", "2")))
    store.end_emergency(first)
    assert shown(store, second) == set()
    assert len([path for path in copies(cache) if path.suffix == ".emergency"]) == 1


def test_closing_ends_it(store: EncryptedRecordStore, kept: str, cache: Path) -> None:
    emergency = store.begin_emergency(ANNA)
    store.close()
    assert copies(cache) == []
    store.open(key())
    with pytest.raises(NotOnThisWorkstation):
        store.vault(emergency)
    store.close()
    with pytest.raises(StoreLocked):
        store.begin_emergency(ANNA)


def test_what_a_killed_program_left_is_deleted(store: EncryptedRecordStore, cache: Path) -> None:
    directory = next(cache.iterdir())
    for suffix in ("", "-wal", "-shm"):
        (directory / f"{'00' * 16}.emergency{suffix}").write_bytes(b"without a key")
    store.open(key())
    assert copies(cache) == []


def test_what_a_living_program_has_stays(
    store: EncryptedRecordStore, other_store: EncryptedRecordStore, cache: Path
) -> None:
    emergency = other_store.begin_emergency(ANNA)
    put(other_store, emergency, 1)
    store.open(key())
    put(other_store, emergency, 1, 2)
    assert len(shown(other_store, emergency)) == 2
    with pytest.raises(NotOnThisWorkstation):
        store.vault(emergency)
    other_store.end_emergency(emergency)
    assert copies(cache) == []


def test_damage_of_what_is_kept_stops_no_emergency(
    store: EncryptedRecordStore, kept: str, cache: Path
) -> None:
    store.close()
    spoil(next(cache.glob("*/*.vault")))
    store.open(key())
    emergency = store.begin_emergency(ANNA)
    put(store, emergency, 1)
    assert shown(store, emergency) == {glucose(1).key}


@pytest.mark.parametrize("part", [0.3, 0.5, 0.9])
def test_damage_found_while_copying_stops_no_emergency(
    store: EncryptedRecordStore, cache: Path, part: float
) -> None:
    record_id = store.remember(ANNA, 1.0)
    put(store, record_id, *range(300))
    store.close()
    (path,) = cache.glob("*/*.vault")
    content = bytearray(path.read_bytes())
    content[int(part * len(content))] ^= 1
    path.write_bytes(content)
    store.open(key())
    emergency = store.begin_emergency(ANNA)
    assert shown(store, emergency) == set()


def test_a_damaged_copy_is_said_once_and_begins_anew(store: EncryptedRecordStore, cache: Path) -> None:
    emergency = store.begin_emergency(ANNA)
    put(store, emergency, *range(300))
    vault = store.vault(emergency)
    vault._file.sweep()
    with vault._file.reading() as view:
        view.exec_driver_sql("PRAGMA shrink_memory")
    spoil(next(cache.glob("*/*.emergency")))
    with pytest.raises(StoreUnreadable):
        vault.timeline()
    assert shown(store, emergency) == set()
    put(store, emergency, 1)
    assert shown(store, emergency) == {glucose(1).key}


def test_it_keeps_no_date_of_its_copy(store: EncryptedRecordStore, kept: str) -> None:
    (before,) = store.records()
    emergency = store.begin_emergency(ANNA)
    vault = store.vault(emergency)
    vault.finish(vault.begin("fcrb"), answered("fcrb", 999.0), complete=True)
    assert store.records() == [before]


def test_a_full_disk_stops_no_emergency(
    store: EncryptedRecordStore, kept: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_full(_path: Path) -> None:
        raise DiskFull

    monkeypatch.setattr(emergency_copies, "make_private_file", is_full)
    emergency = store.begin_emergency(ANNA)
    put(store, emergency, 1, 2)
    assert shown(store, emergency) == {glucose(1).key, glucose(2).key}
    assert shown(store, kept) == {glucose(1).key}
    assert copies(cache) == []
    vault = store.vault(emergency)
    store.end_emergency(emergency)
    with pytest.raises(StoreLocked):
        vault.timeline()


# -- the downtime capsule --------------------------------------------------------------------------

RESULTS = frozenset({"Observation"})
FROM_CAPSULE = msgspec.structs.replace(answered("fcrb", 50.0), from_capsule=True)


def supply(vault: Vault, run: int, *numbers: int, text: str = "5.40") -> bool:
    page = [glucose(number, text=text) for number in numbers]
    return vault.supply(run, [page], FROM_CAPSULE, types=RESULTS, purpose=PurposeOfUse.BREAK_GLASS)


@pytest.fixture
def copy(store: EncryptedRecordStore) -> Vault:
    """The copy of somebody of whom nothing is kept."""
    return store.vault(store.begin_emergency(ANNA))


def numbers_in(vault: Vault) -> set[str]:
    return {member for one in vault.timeline().items for member in one.members}


def named(*numbers: int) -> set[str]:
    return {f"fcrb/Observation/glucose-{number}" for number in numbers}


def test_what_is_supplied_while_a_source_is_asked_gives_way_to_its_answer(copy: Vault) -> None:
    reserved, asked = (copy.begin("fcrb", PurposeOfUse.BREAK_GLASS) for _ in range(2))
    copy.write(asked, [glucose(1, text="6.10")], 60.0)
    assert supply(copy, reserved, 1, 2)
    # What came now is not overwritten with what was released then.
    values = {one.members[0][-1]: one.value for one in copy.timeline().items}
    assert values == {"1": 6.1, "2": 5.4}
    assert numbers_in(copy) == named(1, 2)
    assert copy.coverage()[0].from_capsule
    copy.finish(asked, answered("fcrb", 60.0), complete=True, types=RESULTS)
    assert numbers_in(copy) == named(1)
    assert not copy.coverage()[0].from_capsule


def test_it_is_supplied_after_a_source_has_failed_too(copy: Vault) -> None:
    reserved, asked = (copy.begin("fcrb", PurposeOfUse.BREAK_GLASS) for _ in range(2))
    copy.finish(asked, failed("fcrb"), complete=False)
    asked_again = copy.begin("fcrb", PurposeOfUse.BREAK_GLASS)
    assert supply(copy, reserved, 1)
    kept = copy.coverage()[0]
    assert (kept.state, kept.as_of_s, kept.from_capsule) == (SourceState.FAILED, 50.0, True)
    # A failure leaves it; whoever is asked meanwhile is heard.
    copy.write(asked_again, [glucose(3)], 60.0)
    copy.finish(asked_again, failed("fcrb"), complete=False)
    assert numbers_in(copy) == named(1, 3)
    assert copy.coverage()[0].from_capsule
    assert copy.accounting().received == 2


def test_a_copy_that_is_as_new_stays_as_it_is(copy: Vault) -> None:
    reserved, asked = (copy.begin("fcrb", PurposeOfUse.BREAK_GLASS) for _ in range(2))
    copy.write(asked, [glucose(1)], 60.0)
    copy.finish(asked, answered("fcrb", 60.0), complete=True, types=RESULTS)
    assert not supply(copy, reserved, 2)
    assert numbers_in(copy) == named(1)


def test_an_older_copy_is_brought_up_to_it(store: EncryptedRecordStore) -> None:
    record_id = store.remember(ANNA, 1.0)
    vault = store.vault(record_id)
    run = vault.begin("fcrb")
    vault.write(run, [glucose(1), glucose(2)], 10.0)
    vault.finish(run, answered("fcrb", 10.0), complete=True)
    copy = store.vault(store.begin_emergency(ANNA))
    assert supply(copy, copy.begin("fcrb", PurposeOfUse.BREAK_GLASS), 2, 3)
    assert numbers_in(copy) == named(2, 3)
    assert numbers_in(store.vault(record_id)) == named(1, 2)
