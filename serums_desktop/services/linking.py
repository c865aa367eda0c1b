"""Link a source's patient to a record because somebody compared them and says so, and take it back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

import msgspec

from serums_desktop.domain.evidence import Act, PatientReference
from serums_desktop.domain.linkage import Likelihood, Weighing, weigh_person
from serums_desktop.domain.people import HERE, Link, PatientAtSource, Person, PersonName, Sex
from serums_desktop.messages.translation import translate
from serums_desktop.services.deeds import lifecycle_deed, references
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace

_ORDER = list(Likelihood)


class Candidate(msgspec.Struct, frozen=True):
    """A source's patient who may be the person of a record, and how they compare."""

    patient: PatientAtSource
    weighing: Weighing

    @property
    def key(self) -> str:
        """``source/id``."""
        return self.patient.key


def candidates(person: Person, found: Iterable[PatientAtSource]) -> tuple[Candidate, ...]:
    """Patients at sources that do not know the person yet, the likeliest first."""
    known = {patient.source_id for patient in person.known_as}
    compared = [
        Candidate(patient, weigh_person(person, patient))
        for patient in {patient.key: patient for patient in found}.values()
        if patient.source_id not in known
    ]
    return tuple(
        sorted(compared, key=lambda one: (_ORDER.index(one.weighing.likelihood), -one.weighing.bits, one.key))
    )


def unknown_person() -> Person:
    """A temporary identity for somebody who cannot say who they are; linked once that is known."""
    tag = secrets.token_hex(3).upper()
    name = PersonName(translate("linking", "Unknown"), tag)
    return Person((PatientAtSource(HERE, f"unknown-{tag.lower()}", name, None, Sex.UNKNOWN),))


class Linking:
    """Links and parts one record's patients. Runs on a worker; evidence first."""

    def __init__(self, session: Session, workplace: Workplace, record_id: str) -> None:
        self._session = session
        self._workplace = workplace
        self._record_id = record_id

    def link(self, patient: PatientAtSource) -> Person:
        """Say that a source's patient is the person of this record; returns who that is now.

        A temporary identity steps back behind the first patient it is linked to.
        Raises EvidenceNotKept, in which case nothing was linked; StoreError.
        """
        workplace, session = self._workplace, self._session
        person = workplace.database_lane.run(lambda: workplace.store.person(self._record_id))
        self._record(Act.LINK_PATIENT, person, patient)
        decided = Link(
            patient.source_id, patient.patient_id, session.holder.staff_id, workplace.clock.now_s()
        )
        known = [one for one in person.known_as if one.source_id != HERE]
        temporary = [one for one in person.known_as if one.source_id == HERE]
        linked = Person(
            (*known, patient, *temporary),
            (*person.links, decided),
            tuple(key for key in person.apart if key != patient.key),
        )
        workplace.database_lane.run(lambda: workplace.store.relink(self._record_id, linked))
        return linked

    def unlink(self, patient: PatientAtSource) -> Person:
        """Take back that a source's patient is the person of this record: what it sent leaves the record.

        Raises EvidenceNotKept, in which case nothing was parted; StoreError.
        """
        workplace = self._workplace
        person = workplace.database_lane.run(lambda: workplace.store.person(self._record_id))
        self._record(Act.UNLINK_PATIENT, person, patient)
        return workplace.database_lane.run(lambda: workplace.store.unlink(self._record_id, patient.source_id))

    def _record(self, act: Act, person: Person, patient: PatientAtSource) -> None:
        about = PatientReference(patient.source_id, patient.patient_id)
        patients = dict.fromkeys((*references(person), about))
        self._workplace.evidence.keep(lifecycle_deed(act, self._session, self._workplace.clock, patients))
