"""The one patient whom another program named, found on sources in memory."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.errors import (
    Cancelled,
    EvidenceFault,
    EvidenceNotKept,
    NotOpened,
    OpeningFault,
    SerumsError,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.evidence import Act, Deed
from serums_desktop.domain.identifiers import BSN, DNI, Identifier
from serums_desktop.domain.opening import EhrLaunch, PatientContext
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.stored import StoredRecord
from serums_desktop.services.find_named import FindNamed
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.services.keyring_parts import ISOBEL, Parts

DNI_NUMBER = Identifier(DNI.system, "99881135R")
LAUNCH = EhrLaunch("https://fcrb.example/fhir", "opaque")


def joana(source: str, *numbers: Identifier, born: str = "1935-03-14") -> PatientAtSource:
    return PatientAtSource(
        source, "1", PersonName("Soler Vila", "Joana"), PartialDate.parse(born), Sex.FEMALE, numbers
    )


class Source:
    def __init__(self, *patients: PatientAtSource, error: SerumsError | None = None) -> None:
        self.patients = patients
        self.error = error

    def search(
        self, query: PatientQuery, _purpose: PurposeOfUse, cancel: CancelToken
    ) -> list[PatientAtSource]:
        cancel.raise_if_cancelled()
        if self.error is not None:
            raise self.error
        return [one for one in self.patients if set(one.identifiers) & set(query.identifiers)]

    def patient(
        self, patient_id: str, _purpose: PurposeOfUse, _cancel: CancelToken
    ) -> PatientAtSource | None:
        if self.error is not None:
            raise self.error
        return next((one for one in self.patients if one.patient_id == patient_id), None)


class Hospital:
    """A session and a workplace around sources in memory."""

    def __init__(self, database_lane: Lane, network: Pool) -> None:
        self.parts = Parts()
        self.sources: dict[str, Any] = {"fcrb": Source(), "zmc": Source()}
        self.session = Session(
            ISOBEL, self.parts.credential, self.parts.key, self.parts, self.sources, CancelToken()
        )
        self.launched: tuple[str, str] | SerumsError = ("fcrb", "1")
        configuration = SimpleNamespace(asked=[SimpleNamespace(id=name) for name in self.sources])
        workplace: Any = SimpleNamespace(
            configuration=configuration,
            clock=self.parts,
            evidence=self.parts,
            store=self.parts,
            database_lane=database_lane,
            network=network,
        )
        self.find = FindNamed(self.session, workplace, self.launch)

    def launch(self, request: EhrLaunch, staff_id: str, _cancel: CancelToken) -> tuple[str, str]:
        assert (request, staff_id) == (LAUNCH, ISOBEL.staff_id)
        if isinstance(self.launched, SerumsError):
            raise self.launched
        return self.launched

    def deeds(self) -> list[Deed]:
        return self.parts.deeds


@pytest.fixture
def hospital() -> Iterator[Hospital]:
    with Lane("database") as lane, Pool("network", 3) as network:
        yield Hospital(lane, network)


def named(hospital: Hospital, number: Identifier = DNI_NUMBER) -> Person:
    return hospital.find(PatientContext(number), CancelToken())


def test_a_number_that_one_person_carries_opens_them_as_every_source_knows_them(hospital: Hospital) -> None:
    hospital.sources["fcrb"] = Source(joana("fcrb", DNI_NUMBER))
    hospital.sources["zmc"] = Source(joana("zmc", DNI_NUMBER))

    assert [one.source_id for one in named(hospital).known_as] == ["fcrb", "zmc"]
    (deed,) = hospital.deeds()
    assert deed.act is Act.SEARCH
    assert deed.query == f"{DNI.system}|99881135R"


def test_the_number_of_another_issuer_is_another_number(hospital: Hospital) -> None:
    hospital.sources["fcrb"] = Source(joana("fcrb", DNI_NUMBER))

    with pytest.raises(NotOpened) as caught:
        named(hospital, Identifier(BSN.system, "99881135R"))
    assert caught.value.reason is OpeningFault.NOT_FOUND


def test_two_people_under_one_number_are_not_chosen_between(hospital: Hospital) -> None:
    hospital.sources["fcrb"] = Source(joana("fcrb", DNI_NUMBER))
    hospital.sources["zmc"] = Source(joana("zmc", DNI_NUMBER, born="1936-04-03"))

    with pytest.raises(NotOpened) as caught:
        named(hospital)
    assert caught.value.reason is OpeningFault.SEVERAL


def test_without_a_network_the_copy_kept_here_is_found(hospital: Hospital) -> None:
    unreachable = SourceError("fcrb", SourceFault.UNREACHABLE)
    hospital.sources["fcrb"] = hospital.sources["zmc"] = Source(error=unreachable)
    person = Person((joana("fcrb", DNI_NUMBER),))
    hospital.parts.kept = [StoredRecord("1", person, 0.0, None)]

    assert named(hospital) == person


def test_that_nobody_is_found_is_not_said_where_a_source_did_not_answer(hospital: Hospital) -> None:
    unreachable = SourceError("zmc", SourceFault.UNREACHABLE)
    hospital.sources["zmc"] = Source(error=unreachable)

    with pytest.raises(SourceError) as caught:
        named(hospital)
    assert caught.value is unreachable


def test_a_lookup_that_cannot_be_recorded_asks_nobody(hospital: Hospital) -> None:
    hospital.sources["fcrb"] = Source(joana("fcrb", DNI_NUMBER))
    hospital.parts.raising["evidence"] = EvidenceNotKept(EvidenceFault.DISK_FULL)

    with pytest.raises(EvidenceNotKept):
        named(hospital)


def test_a_lookup_that_cannot_be_recorded_finds_no_copy_here_either(hospital: Hospital) -> None:
    hospital.parts.kept = [StoredRecord("1", Person((joana("fcrb", DNI_NUMBER),)), 0.0, None)]
    hospital.parts.raising["evidence"] = EvidenceNotKept(EvidenceFault.DISK_FULL)
    with pytest.raises(EvidenceNotKept):
        named(hospital)


def test_a_lock_ends_the_lookup(hospital: Hospital) -> None:
    hospital.session.cancel.cancel()

    with pytest.raises(Cancelled):
        named(hospital)


def test_an_ehr_launch_opens_the_patient_of_that_source_linked_with_the_others(hospital: Hospital) -> None:
    hospital.sources["fcrb"] = Source(joana("fcrb", DNI_NUMBER))
    hospital.sources["zmc"] = Source(joana("zmc", DNI_NUMBER))

    person = hospital.find(LAUNCH, CancelToken())

    assert [one.source_id for one in person.known_as] == ["fcrb", "zmc"]
    assert [deed.query for deed in hospital.deeds()] == ["_id=1", f"{DNI.system}|99881135R"]


def test_a_launched_patient_without_a_number_is_opened_alone(hospital: Hospital) -> None:
    hospital.sources["fcrb"] = Source(joana("fcrb"))
    assert hospital.find(LAUNCH, CancelToken()).known_as == (joana("fcrb"),)


def test_a_launched_patient_whom_the_source_does_not_serve_is_not_found(hospital: Hospital) -> None:
    with pytest.raises(NotOpened) as caught:
        hospital.find(LAUNCH, CancelToken())
    assert caught.value.reason is OpeningFault.NOT_FOUND


def test_a_launch_that_fails_reads_nothing(hospital: Hospital) -> None:
    hospital.launched = NotOpened(OpeningFault.UNKNOWN_ISSUER)
    with pytest.raises(NotOpened):
        hospital.find(LAUNCH, CancelToken())
    assert hospital.deeds() == []
