"""What the capsule has stands in for sources that have not answered, in a real emergency's copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleSource, CapsuleState
from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.emergency import Emergency, EmergencyReason, EmergencyRequest
from serums_desktop.domain.errors import (
    Cancelled,
    CapsuleClosed,
    CapsuleFault,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.evidence import PatientReference
from serums_desktop.domain.people import Person
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.domain.staff import Staff
from serums_desktop.services.capsule import SupplyFromCapsule
from serums_desktop.services.session import Session
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.services.keyring_parts import Parts
from tests.unit.store.synthetic import answered, key, person, without_entry

ANNA = person(("zmc", "z1"), ("fcrb", "p1"))
CONFIGURED = [SourceCoverage(name, name, "ES", SourceState.ASKING) for name in ("fcrb", "zmc", "gp")]


class Keeper:
    """Has one capsule, or none."""

    def __init__(self, person: Person) -> None:
        self.state: CapsuleState | None = CapsuleState(900.0, needs_second_card=False)
        parts = (CapsuleSource("fcrb", 50.0, (b"a", b"b")), CapsuleSource("zmc", 60.0, (b"c",)))
        self.content = CapsuleContent(person, (*parts, CapsuleSource("elsewhere", 60.0, (b"d",))))
        self.closed: CapsuleFault | None = None
        self.asked: list[CapsuleRequest] = []

    def capsule(self) -> CapsuleState | None:
        return self.state

    def open_capsule(self, request: CapsuleRequest) -> CapsuleContent:
        self.asked.append(request)
        if self.closed is not None:
            raise CapsuleClosed(self.closed)
        return self.content


class Rereader:
    """Reads each resource as a claim."""

    def __init__(self, source_id: str) -> None:
        self.source_id = source_id
        self.fault: SourceFault | None = None
        self.of: list[str] = []

    def reread(
        self, patient_id: str, resources: Sequence[bytes], types: frozenset[str], cancel: CancelToken
    ) -> Iterator[list[Received]]:
        cancel.raise_if_cancelled()
        assert "AllergyIntolerance" in types
        self.of.append(patient_id)
        if self.fault is not None:
            raise SourceError(self.source_id, self.fault)
        fate, reason = Disposition.OTHER, Reason.UNLISTED_TYPE
        yield [without_entry(raw.decode(), fate, reason, source_id=self.source_id) for raw in resources]


class Place:
    """An emergency's copy in a real store, two sources, and a keeper."""

    def __init__(self, store: EncryptedRecordStore, lane: Lane) -> None:
        self.store = store
        self.lane = lane
        self.keeper = Keeper(ANNA)
        self.sources = {name: Rereader(name) for name in ("fcrb", "zmc")}
        self.record_id = lane.run(lambda: store.begin_emergency(ANNA))

    def supply(self, whom: Person = ANNA) -> SupplyFromCapsule:
        parts = Parts()
        session = Session(
            Staff("Nurse Reid", "S-2071", "Charge nurse"),
            parts,  # type: ignore[arg-type]  nobody is asked who they are
            parts,  # type: ignore[arg-type]
            parts,
            self.sources,  # type: ignore[arg-type]  sources that only read again
            CancelToken(),
        )
        request = EmergencyRequest(EmergencyReason.UNCONSCIOUS)
        emergency = Emergency("e-1", self.record_id, whom, request, 1.0, 2.0, 2.0, 8, ())
        return SupplyFromCapsule(
            session=session,
            evidence=self.keeper,  # type: ignore[arg-type]  what is asked of its capsule alone
            store=self.store,
            database_lane=self.lane,
            configured=CONFIGURED,
            home_id="fcrb",
            emergency=emergency,
            start_entry=lambda begun: begun.entry - 1,
        )

    def supplied(self, whom: Person = ANNA) -> int:
        with Pool("test", 2) as pool:
            return self.supply(whom).start(pool).result()

    def coverage(self) -> dict[str, SourceCoverage]:
        kept = self.lane.run(lambda: self.store.vault(self.record_id).coverage())
        return {one.source_id: one for one in kept}

    def received(self) -> int:
        return self.lane.run(lambda: self.store.vault(self.record_id).accounting().received)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    store = EncryptedRecordStore(tmp_path / "cache")
    with Lane("database") as lane:
        lane.run(lambda: store.open(key()))
        yield Place(store, lane)
        lane.run(store.close)


def test_each_source_stands_in_the_copy_as_old_as_the_capsule_has_it(place: Place) -> None:
    assert place.supplied() == 2
    kept = place.coverage()
    assert {name: one.as_of_s for name, one in kept.items()} == {"fcrb": 50.0, "zmc": 60.0}
    assert all(one.from_capsule for one in kept.values())
    assert place.received() == 3
    # The start of the emergency, and the patient as the home source names them.
    assert place.keeper.asked == [CapsuleRequest("e-1", 7, PatientReference("fcrb", "p1"))]


def test_who_is_unknown_at_home_is_asked_for_as_they_are_known(place: Place) -> None:
    place.supplied(person(("zmc", "z1")))
    assert place.keeper.asked[0].patient == PatientReference("zmc", "z1")


@pytest.mark.parametrize("state", [None, CapsuleState(None, needs_second_card=False)])
def test_where_there_is_none_nothing_is_asked_of_it(place: Place, state: CapsuleState | None) -> None:
    place.keeper.state = state
    assert place.supplied() == 0
    assert not place.keeper.asked


def test_one_that_stays_closed_says_why_and_changes_nothing(place: Place) -> None:
    place.keeper.closed = CapsuleFault.NO_EMERGENCY
    with pytest.raises(CapsuleClosed):
        place.supplied()
    assert not place.coverage()


def test_a_part_that_cannot_be_read_leaves_the_others(place: Place) -> None:
    place.sources["fcrb"].fault = SourceFault.NOT_FHIR
    assert place.supplied() == 1
    assert set(place.coverage()) == {"zmc"}


def test_what_belongs_to_somebody_else_is_not_taken(place: Place) -> None:
    assert place.supplied(person(("fcrb", "p1"), ("zmc", "another"))) == 1
    kept_apart = person(("fcrb", "p1"))
    assert place.supplied(Person(kept_apart.known_as, apart=("zmc/z1",))) == 0
    assert not place.sources["zmc"].of


def test_a_source_that_answered_before_is_left_as_it_is(place: Place) -> None:
    def answer() -> None:
        vault = place.store.vault(place.record_id)
        vault.finish(vault.begin("fcrb"), answered("fcrb", 70.0), complete=True)

    place.lane.run(answer)
    assert place.supplied() == 1
    assert not place.coverage()["fcrb"].from_capsule


def test_an_emergency_that_is_over_takes_nothing(place: Place) -> None:
    supply = place.supply()
    supply.cancel.cancel()
    with Pool("test", 1) as pool, pytest.raises(Cancelled):
        supply.start(pool).result()
    assert not place.coverage()
