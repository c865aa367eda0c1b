"""Who a record is known as: people are joined without undoing what somebody said of them.

A record's `apart` names patients who are not its person. A patient whom either side keeps apart joins
nothing, and another record that knows them stays another record, until a new `Link` asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from serums_desktop.domain.people import Link, PatientAtSource, Person
from serums_desktop.domain.stored import StoredRecord


class Joining(msgspec.Struct, frozen=True):
    """The person as kept from now on, and the records that are this person's, in the order given."""

    person: Person
    records: tuple[StoredRecord, ...]


def join(
    person: Person,
    sharing: Sequence[StoredRecord],
    undone: AbstractSet[Link],
    kept: Person | None = None,
) -> Joining:
    """Join a person with the records that share a patient with them.

    `kept` is who the record is known as already, if it is to stay that one's; else what the person's leading
    patient is known as decides. Links that were `undone` are as good as none.
    """
    leading = kept or Person((person.leading,))
    records = [leading, *(record.person for record in sharing)]
    decided_before = {link for record in records for link in record.links} | undone
    asked_for = {_name(link) for link in person.links if link not in decided_before}
    # Who is known already brings nobody else along.
    asked_for -= {
        name for one in records for name in _names(one) if not _names(one).isdisjoint(_names(leading))
    }
    joined = [msgspec.structs.replace(leading, apart=(*leading.apart, *person.apart))]
    same: list[StoredRecord] = []
    of_others: set[str] = set()
    for record in sorted(sharing, key=lambda one: _names(one.person).isdisjoint(_names(leading))):
        if any(_are_apart(record.person, other, asked_for) for other in joined):
            of_others |= _names(record.person)
        else:
            joined.append(record.person)
            same.append(record)
    refused = of_others | {name for one in joined for name in _apart_from(one, asked_for)}
    refused -= _names(leading)
    left_out = [_name(patient) for patient in person.known_as if _name(patient) in refused]
    known = {patient.source_id: patient for patient in person.known_as if _name(patient) not in left_out}
    for one in joined:
        for patient in one.known_as:
            known.setdefault(patient.source_id, patient)
    return Joining(
        _kept_as(tuple(known.values()), [*joined, person], left_out, undone),
        tuple(record for record in sharing if record in same),
    )


def unlinked(person: Person, source_id: str) -> Person:
    """The person without what a source knows them as. Raises ValueError for the only patient there is."""
    left = tuple(patient for patient in person.known_as if patient.source_id != source_id)
    if not left:
        raise ValueError("the only patient there is")
    gone = [_name(patient) for patient in person.known_as if patient.source_id == source_id]
    return _kept_as(left, [person], gone, frozenset())


def misnamed(person: Person, kept: Person) -> list[str]:
    """Sources that now name another patient than the kept one."""
    known = {patient.source_id: patient.patient_id for patient in person.known_as}
    return [
        patient.source_id
        for patient in kept.known_as
        if known.get(patient.source_id, patient.patient_id) != patient.patient_id
    ]


def _kept_as(
    known: tuple[PatientAtSource, ...], people: list[Person], gone: list[str], undone: AbstractSet[Link]
) -> Person:
    names = set(map(_name, known))
    decided = [link for one in people for link in one.links if link not in undone and _name(link) in names]
    newest = {_name(link): link for link in sorted(decided, key=lambda link: link.at_s)}
    apart = dict.fromkeys([*(name for one in people for name in one.apart), *gone])
    return Person(known, tuple(newest.values()), tuple(name for name in apart if name not in names))


def _are_apart(one: Person, other: Person, asked_for: set[str]) -> bool:
    return not (
        _apart_from(one, asked_for).isdisjoint(_names(other))
        and _apart_from(other, asked_for).isdisjoint(_names(one))
    )


def _apart_from(one: Person, asked_for: set[str]) -> set[str]:
    """Whom a record keeps apart still; asking for one of its own patients asks for it whole."""
    return set() if _names(one) & asked_for else set(one.apart) - asked_for


def _names(person: Person) -> set[str]:
    return set(map(_name, person.known_as))


def _name(one: PatientAtSource | Link) -> str:
    return f"{one.source_id}/{one.patient_id}"
