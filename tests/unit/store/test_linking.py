"""Who a record is known as after joining, linking and unlinking."""

from __future__ import annotations

import msgspec
import pytest

from serums_desktop.domain.errors import NotOnThisWorkstation
from serums_desktop.domain.people import Link, Person
from serums_desktop.services.ports import RecordStore
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import answered, glucose, person

HERE, THERE, DOCTOR = ("fcrb", "1"), ("zmc", "9"), ("gp", "4")
DECIDED = Link(*THERE, "staff-1", 5.0)


def put(store: EncryptedRecordStore, record_id: str, source_id: str) -> None:
    vault = store.vault(record_id)
    run = vault.begin(source_id)
    vault.write(run, [glucose(1, source_id=source_id)], 1.0)
    vault.finish(run, answered(source_id), complete=True)


def names(one: Person) -> set[tuple[str, str]]:
    return {(patient.source_id, patient.patient_id) for patient in one.known_as}


def linked(*pairs: tuple[str, str], by: tuple[Link, ...] = (DECIDED,)) -> Person:
    return msgspec.structs.replace(person(*pairs), links=by)


def test_a_link_is_kept_with_who_decided_on_it(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(HERE), 1.0)
    store.relink(record_id, linked(HERE, THERE))
    assert store.person(record_id).links == (DECIDED,)
    store.remember(person(HERE, DOCTOR), 2.0)
    assert store.person(record_id).links == (DECIDED,)
    assert names(store.person(record_id)) == {HERE, THERE, DOCTOR}


def test_unlinking_takes_a_sources_entries_and_keeps_its_patient_apart(store: EncryptedRecordStore) -> None:
    port: RecordStore = store
    record_id = store.remember(linked(HERE, THERE), 1.0)
    put(store, record_id, "fcrb")
    put(store, record_id, "zmc")
    after = port.unlink(record_id, "zmc")
    assert (names(after), after.links, after.apart) == ({HERE}, (), ("zmc/9",))
    assert store.person(record_id) == after
    vault = store.vault(record_id)
    assert [item.sources for item in vault.timeline().items] == [("fcrb",)]
    assert [one.source_id for one in vault.coverage()] == ["fcrb"]


def test_the_only_patient_is_never_unlinked(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(HERE), 1.0)
    put(store, record_id, "fcrb")
    with pytest.raises(ValueError, match="only patient"):
        store.unlink(record_id, "fcrb")
    with pytest.raises(NotOnThisWorkstation):
        store.unlink("no-such-record", "fcrb")
    assert store.vault(record_id).accounting().received == 1


def test_whoever_was_unlinked_is_not_brought_back(store: EncryptedRecordStore) -> None:
    stale = linked(HERE, THERE)
    record_id = store.remember(stale, 1.0)
    store.unlink(record_id, "zmc")
    store.relink(record_id, Person((*stale.known_as, *person(DOCTOR).known_as), stale.links))
    assert names(store.person(record_id)) == {HERE, DOCTOR}
    assert store.remember(stale, 2.0) == record_id
    assert (names(store.person(record_id)), store.person(record_id).links) == ({HERE, DOCTOR}, ())


def test_two_records_that_are_apart_stay_two(store: EncryptedRecordStore) -> None:
    here = store.remember(person(HERE, THERE), 1.0)
    store.unlink(here, "zmc")
    there = store.remember(person(THERE, HERE), 2.0)
    assert there != here
    assert names(store.person(there)) == {THERE}
    assert store.person(there).apart == ("fcrb/1",)
    assert store.remember(person(HERE, THERE), 3.0) == here
    store.relink(there, person(THERE, HERE, DOCTOR))
    assert [names(store.person(one)) for one in (here, there)] == [{HERE}, {THERE, DOCTOR}]
    store.forget(here)
    assert names(store.person(store.remember(person(THERE, HERE), 4.0))) == {THERE, DOCTOR}


def test_a_new_decision_links_again(store: EncryptedRecordStore) -> None:
    here = store.remember(linked(HERE, THERE), 1.0)
    store.unlink(here, "zmc")
    there = store.remember(person(THERE), 2.0)
    again = Link(*THERE, "staff-2", 9.0)
    store.relink(here, linked(HERE, THERE, by=(again,)))
    after = store.person(here)
    assert (names(after), after.links, after.apart) == ({HERE, THERE}, (again,), ())
    with pytest.raises(NotOnThisWorkstation):
        store.vault(there)


def test_a_decision_on_one_patient_brings_no_other_along(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(HERE, THERE, DOCTOR), 1.0)
    store.unlink(record_id, "gp")
    store.relink(record_id, linked(HERE, THERE, DOCTOR))
    assert names(store.person(record_id)) == {HERE, THERE}


def test_an_emergencys_copy_is_linked_and_unlinked_in_memory_alone(store: EncryptedRecordStore) -> None:
    record_id = store.remember(person(HERE, THERE), 1.0)
    put(store, record_id, "zmc")
    copy_id = store.begin_emergency(person(HERE))
    assert names(store.unlink(copy_id, "zmc")) == {HERE}
    store.relink(copy_id, person(HERE, THERE, DOCTOR))
    assert names(store.person(copy_id)) == {HERE, DOCTOR}
    assert store.vault(copy_id).accounting().received == 0
    assert names(store.person(record_id)) == {HERE, THERE}
    assert store.vault(record_id).accounting().received == 1
