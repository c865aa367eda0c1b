"""Damage of the copies kept here: care goes on at once, and what was found is put on record."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from serums_desktop.domain.errors import EvidenceNotKept, StoreError
from serums_desktop.domain.evidence import Act, PatientReference
from serums_desktop.domain.people import Person
from serums_desktop.domain.stored import Integrity
from serums_desktop.host import log
from serums_desktop.services.deeds import lifecycle_deed, references
from serums_desktop.services.ports import Clock, EvidenceKeeper, RecordStore
from serums_desktop.services.session import Session

_WRONG = {Integrity.DAMAGED, Integrity.ROLLED_BACK}


class Damaged(msgspec.Struct, frozen=True):
    """Whose copy was found damaged or rolled back; it was set aside for another one."""

    record_id: str
    person: Person
    integrity: Integrity


def found_damage(store: RecordStore) -> tuple[Damaged, ...]:
    """What was found since this was last asked. On the database lane."""
    found = []
    for record_id, integrity in store.take_damage():
        try:
            found.append(Damaged(record_id, store.person(record_id), integrity))
        except StoreError as error:
            # Deleted since: nobody can tell any more whose it was.
            log.event("damage-not-recorded", error=type(error).__name__)
    return tuple(found)


def tell_damage(session: Session, evidence: EvidenceKeeper, clock: Clock, damaged: Iterable[Damaged]) -> None:
    """Put on record whose copies were not what they should be. Care goes on where that cannot be."""
    for one in damaged:
        _tell(session, evidence, clock, references(one.person))


def tell_damaged_index(
    session: Session, evidence: EvidenceKeeper, clock: Clock, integrity: Integrity
) -> None:
    """Put on record that the list of all copies was not what it should be, where that is so."""
    if integrity in _WRONG:
        _tell(session, evidence, clock, ())


def _tell(
    session: Session, evidence: EvidenceKeeper, clock: Clock, patients: tuple[PatientReference, ...]
) -> None:
    try:
        evidence.keep(lifecycle_deed(Act.DAMAGE_FOUND, session, clock, patients))
    except EvidenceNotKept as error:
        log.event("damage-not-recorded", reason=error.reason)
