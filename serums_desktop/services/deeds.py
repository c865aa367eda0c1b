"""What is told to the evidence keeper, put together from a session and what it is about to do."""

from __future__ import annotations

from collections.abc import Iterable

from serums_desktop.domain.evidence import Act, Agent, Deed, PatientReference
from serums_desktop.domain.people import Person
from serums_desktop.domain.staff import Staff
from serums_desktop.services.ports import Clock
from serums_desktop.services.session import Session


def agent_of(staff: Staff, authenticated_by: str) -> Agent:
    """Who acts, and how they proved who they are ("card" or "keyring")."""
    return Agent(staff.staff_id, staff.name, staff.role, authenticated_by)


def references(person: Person) -> tuple[PatientReference, ...]:
    """A person as each source that knows them names them."""
    return tuple(PatientReference(patient.source_id, patient.patient_id) for patient in person.known_as)


def sign_in_deed(session: Session, clock: Clock) -> Deed:
    """A person is about to be let in."""
    return Deed(
        Act.SIGN_IN, clock.now_s(), agent_of(session.holder, session.authenticated_by), session.purpose
    )


def lock_deed(session: Session, clock: Clock) -> Deed:
    """A session has ended."""
    return Deed(Act.LOCK, clock.now_s(), agent_of(session.holder, session.authenticated_by), session.purpose)


def search_deed(session: Session, clock: Clock, query: str, source_ids: Iterable[str]) -> Deed:
    """Sources are about to be asked for patients; `query` is what was typed."""
    return Deed(
        Act.SEARCH,
        clock.now_s(),
        agent_of(session.holder, session.authenticated_by),
        session.purpose,
        source_ids=tuple(source_ids),
        query=query,
    )


def lifecycle_deed(
    act: Act, session: Session, clock: Clock, patients: Iterable[PatientReference], file_id: str = ""
) -> Deed:
    """Patients are about to be linked or parted, or a file to join a record or leave it."""
    return Deed(
        act,
        clock.now_s(),
        agent_of(session.holder, session.authenticated_by),
        session.purpose,
        patients=tuple(patients),
        source_ids=(file_id,) if file_id else (),
    )


def open_deed(session: Session, clock: Clock, person: Person, source_ids: Iterable[str]) -> Deed:
    """A record is about to be opened, from the copy here and from these sources."""
    return Deed(
        Act.OPEN_RECORD,
        clock.now_s(),
        agent_of(session.holder, session.authenticated_by),
        session.purpose,
        patients=references(person),
        source_ids=tuple(source_ids),
    )
