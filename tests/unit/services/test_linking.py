"""Linking by hand and undoing it, on the real store; every decision on record before it takes effect."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.lanes import Lane as TimelineLane
from serums_desktop.domain.linkage import Likelihood
from serums_desktop.domain.people import HERE, PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.services.linking import Linking, candidates, unknown_person
from serums_desktop.services.session import Session
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane
from tests.unit.services.keyring_parts import ISOBEL, Parts


def patient(source_id: str, patient_id: str = "1", given: str = "Joana") -> PatientAtSource:
    born = PartialDate.parse("1935-03-14")
    return PatientAtSource(source_id, patient_id, PersonName("Soler Vila", given), born, Sex.FEMALE)


class Place:
    """A record of one person on the real store, and the parts around it."""

    def __init__(self, directory: Path, lane: Lane) -> None:
        self.parts = Parts()
        self.store = EncryptedRecordStore(directory)
        self.lane = lane
        lane.run(lambda: self.store.open(self.parts.key))
        self.workplace: Any = SimpleNamespace(
            store=self.store, database_lane=lane, evidence=self.parts, clock=self.parts
        )
        self.session = Session(ISOBEL, self.parts.credential, self.parts.key, self.parts, {}, CancelToken())

    def record(self, person: Person) -> str:
        return self.lane.run(lambda: self.store.remember(person, 1.0))

    def linking(self, record_id: str) -> Linking:
        return Linking(self.session, self.workplace, record_id)

    def known(self, record_id: str) -> Person:
        return self.lane.run(lambda: self.store.person(record_id))

    def keep_entry(self, record_id: str, source_id: str) -> None:
        entry = Entry(
            entry_id=f"{source_id}/Flag/1",
            source_id=source_id,
            resource_type="Flag",
            resource_id="1",
            lane=TimelineLane.ENCOUNTERS,
            title="Carries a pacemaker",
        )
        received = Received(
            source_id=source_id,
            resource_type="Flag",
            resource_id="1",
            raw=b"{}",
            disposition=Disposition.SHOWN,
            entry=entry,
        )

        def write() -> None:
            vault = self.store.vault(record_id)
            run = vault.begin(source_id)
            vault.write(run, [received], 1.0)
            answered = SourceCoverage(source_id, source_id, "", SourceState.ANSWERED, as_of_s=1.0)
            vault.finish(run, answered, complete=True)

        self.lane.run(write)

    def sources_of(self, record_id: str) -> set[str]:
        items = self.lane.run(lambda: self.store.vault(record_id).timeline()).items
        return {source for item in items for source in item.sources}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with Lane("database") as lane:
        made = Place(tmp_path, lane)
        yield made
        lane.run(made.store.close)


def test_a_link_says_who_decided_and_when_and_is_on_record_first(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    linked = place.linking(record_id).link(patient("zmc"))
    assert [one.source_id for one in linked.known_as] == ["ustan", "zmc"]
    (link,) = place.known(record_id).links
    assert (link.source_id, link.staff_id, link.at_s) == ("zmc", "S-2071", 100_000.0)
    (deed,) = place.parts.deeds
    assert deed.act is Act.LINK_PATIENT
    assert {one.source_id for one in deed.patients} == {"ustan", "zmc"}


def test_without_evidence_nothing_is_linked(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    place.parts.raising["evidence"] = EvidenceNotKept(EvidenceFault.UNREACHABLE)
    with pytest.raises(EvidenceNotKept):
        place.linking(record_id).link(patient("zmc"))
    assert place.known(record_id).known_as == (patient("ustan"),)


def test_a_link_taken_back_leaves_the_record_as_it_was_before(place: Place) -> None:
    before = Person((patient("ustan"),))
    record_id = place.record(before)
    place.keep_entry(record_id, "ustan")
    place.linking(record_id).link(patient("zmc"))
    place.keep_entry(record_id, "zmc")
    assert place.sources_of(record_id) == {"ustan", "zmc"}
    parted = place.linking(record_id).unlink(patient("zmc"))
    assert parted.known_as == before.known_as
    assert parted.links == ()
    assert place.sources_of(record_id) == {"ustan"}
    assert place.parts.deeds[-1].act is Act.UNLINK_PATIENT
    assert place.known(record_id).apart == ("zmc/1",)


def test_who_was_parted_can_be_linked_again_by_somebody(place: Place) -> None:
    record_id = place.record(Person((patient("ustan"),)))
    place.linking(record_id).link(patient("zmc"))
    place.linking(record_id).unlink(patient("zmc"))
    place.parts.at_s += 60
    linked = place.linking(record_id).link(patient("zmc"))
    assert [one.source_id for one in linked.known_as] == ["ustan", "zmc"]
    assert place.known(record_id).apart == ()


def test_an_unknown_patient_becomes_somebody_and_can_become_unknown_again(place: Place) -> None:
    person = unknown_person()
    record_id = place.record(person)
    assert person.leading.source_id == HERE
    linked = place.linking(record_id).link(patient("ustan"))
    assert linked.leading == patient("ustan")
    assert place.known(record_id).leading == patient("ustan")
    assert place.linking(record_id).unlink(patient("ustan")).leading == person.leading


def test_two_unknown_patients_are_two(place: Place) -> None:
    one, other = unknown_person(), unknown_person()
    assert place.record(one) != place.record(other)


def test_candidates_are_those_of_sources_that_do_not_know_the_person_the_likeliest_first() -> None:
    person = Person((patient("ustan"),))
    found = [patient("zmc", "2", "Montserrat"), patient("zmc"), patient("ustan", "9"), patient("zmc")]
    listed = candidates(person, found)
    assert [one.key for one in listed] == ["zmc/1", "zmc/2"]
    assert listed[0].weighing.likelihood is Likelihood.PROBABLE
