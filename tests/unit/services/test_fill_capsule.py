"""Filling the capsule: each asking is on record first, and a source that fails is missing and no more."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from serums_desktop.domain.capsule import LARGEST_RESOURCES_BYTES, CapsuleContent
from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.evidence import Deed, Receipt
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.people import PatientAtSource, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.domain.ward import Ward, WardPatient
from serums_desktop.services.fill_capsule import FillCapsule, Filled
from serums_desktop.work.cancel import CancelToken


def patient(source_id: str, patient_id: str = "p-1") -> PatientAtSource:
    return PatientAtSource(
        source_id,
        patient_id,
        PersonName("Soler", "Núria"),
        PartialDate.parse("1950-02-03"),
        Sex.FEMALE,
        (Identifier("urn:oid:1.2.3", "77"),),
    )


class Hospital:
    """A source that has one patient, and what it holds of her."""

    def __init__(self, source_id: str, raw: bytes, log: list[str]) -> None:
        self.source_id = source_id
        self.raw = raw
        self.log = log
        self.is_down = False

    def search(
        self, _query: PatientQuery, _purpose: PurposeOfUse, _cancel: CancelToken
    ) -> list[PatientAtSource]:
        self._asked("search")
        return [patient(self.source_id)]

    def patient(self, _id: str, _purpose: PurposeOfUse, _cancel: CancelToken) -> PatientAtSource | None:
        raise AssertionError

    def close(self) -> None:
        raise AssertionError

    def read(
        self, patient: PatientAtSource, purpose: PurposeOfUse, *_more: object, **_named: object
    ) -> Iterator[list[Received]]:
        assert purpose is PurposeOfUse.TREATMENT
        self._asked("read")
        yield [
            Received(
                source_id=self.source_id,
                resource_type="AllergyIntolerance",
                resource_id=patient.patient_id,
                raw=self.raw,
                disposition=Disposition.OTHER,
            )
        ]

    def ward(self, _location: str, _purpose: PurposeOfUse, _cancel: CancelToken) -> Ward:
        self._asked("ward")
        return Ward("Ward 1", (WardPatient("1", patient(self.source_id)),))

    def _asked(self, what: str) -> None:
        self.log.append(f"{self.source_id} {what}")
        if self.is_down:
            raise SourceError(self.source_id, SourceFault.UNREACHABLE)


class Keeper:
    """Notes what it is told among what sources are asked."""

    def __init__(self, log: list[str]) -> None:
        self.log = log
        self.deeds: list[Deed] = []
        self.contents: list[CapsuleContent] = []
        self.is_committed = False

    def keep(self, deed: Deed) -> Receipt:
        self.log.append(deed.act.value)
        self.deeds.append(deed)
        return Receipt(len(self.deeds), 0.0)

    def begin_filling(self, _ward: str) -> str:
        return "one"

    def add_to_filling(self, _filling: str, content: CapsuleContent) -> None:
        self.contents.append(content)

    def commit_filling(self, _filling: str, deed: Deed) -> Receipt:
        self.is_committed = True
        return self.keep(deed)


class Clock:
    def now_s(self) -> float:
        return 100.0

    def elapsed_s(self) -> float:
        return 1.0


class Place:
    def __init__(self) -> None:
        self.log: list[str] = []
        self.home = Hospital("ustan", b"of home", self.log)
        self.other = Hospital("fcrb", b"of the other", self.log)
        self.keeper = Keeper(self.log)

    def fill(self) -> Filled:
        return FillCapsule(
            keeper=self.keeper,
            sources={"ustan": self.home, "fcrb": self.other},
            home_id="ustan",
            ward="Location/w-1",
            clock=Clock(),
            cancel=CancelToken(),
        ).run()


@pytest.fixture
def place() -> Place:
    return Place()


def test_the_evidence_comes_before_each_asking(place: Place) -> None:
    assert place.fill() == Filled(1, {"ustan": 1, "fcrb": 1}, {"ustan": 0, "fcrb": 0})
    assert place.log == [
        "search", "ustan ward", "prefetch", "ustan read", "fcrb search", "fcrb read", "capsule-filled",
    ]  # fmt: skip
    (content,) = place.keeper.contents
    assert {one.source_id: one.resources for one in content.sources} == {
        "ustan": (b"of home",),
        "fcrb": (b"of the other",),
    }
    assert content.person.known_as == (patient("ustan"), patient("fcrb"))
    assert {deed.agent.staff_id for deed in place.keeper.deeds} == {""}
    assert place.keeper.deeds[-1].query == "Location/w-1?patients=1&ustan=1&fcrb=1"


def test_a_source_that_fails_is_missing(place: Place) -> None:
    place.other.is_down = True
    assert place.fill().missing == {"ustan": 0, "fcrb": 1}
    assert place.keeper.contents[0].missing == ("fcrb",)


def test_without_the_ward_list_nothing_takes_the_place_of_what_is_there(place: Place) -> None:
    place.home.is_down = True
    with pytest.raises(SourceError):
        place.fill()
    assert not place.keeper.is_committed


def test_the_largest_part_is_left_out_where_all_are_too_many(place: Place) -> None:
    place.other.raw = bytes(LARGEST_RESOURCES_BYTES)
    assert place.fill().missing == {"ustan": 0, "fcrb": 1}
    assert [one.source_id for one in place.keeper.contents[0].sources] == ["ustan"]
