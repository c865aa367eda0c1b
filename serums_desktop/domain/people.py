"""Patients as sources know them, and the rule that says when two of them are one person."""

from __future__ import annotations

import enum
import unicodedata
from collections import defaultdict

import msgspec

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.identifiers import Check, Identifier

# The source of a temporary identity: this workstation.
HERE = "here"


class Sex(enum.StrEnum):
    """FHIR administrative gender."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNKNOWN = "unknown"


class PersonName(msgspec.Struct, frozen=True):
    """A name as the source wrote it."""

    family: str
    given: str

    def __str__(self) -> str:
        return f"{self.family.upper()}, {self.given}".strip(", ")


class PatientAtSource(msgspec.Struct, frozen=True):
    """One source's own idea of a patient: `patient_id` is the source's resource id.

    `superseded`: the source keeps this record up no more, or has put another in its place.
    """

    source_id: str
    patient_id: str
    name: PersonName
    birth_date: PartialDate | None
    sex: Sex
    identifiers: tuple[Identifier, ...] = ()
    deceased: PartialDate | bool | None = None
    city: str = ""
    superseded: bool = False

    @property
    def key(self) -> str:
        """``source/id``."""
        return f"{self.source_id}/{self.patient_id}"


class Agreement(enum.StrEnum):
    """How one criterion compares between what was asked, or another source, and a patient."""

    SAME = "same"
    DIFFERS = "differs"
    NOT_GIVEN = "not-given"


class Link(msgspec.Struct, frozen=True):
    """That a source's patient is this person was decided by somebody, not by the rule.

    `staff_id` decided at `at_s` (UTC epoch seconds).
    """

    source_id: str
    patient_id: str
    staff_id: str
    at_s: float


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Patients of several sources that are the same person; the first one names them.

    `links` are those of them that somebody decided on; the others meet by `same_person`. `apart` are patients
    ("source/id") of whom somebody said that they are other people, or took the link back: they are not linked
    again without being asked for.
    """

    known_as: tuple[PatientAtSource, ...]
    links: tuple[Link, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def leading(self) -> PatientAtSource:
        """The patient whose name and birth date the banner shows."""
        return self.known_as[0]

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """Every identifier of every source, once."""
        return tuple(dict.fromkeys(number for patient in self.known_as for number in patient.identifiers))


def same_person(one: PatientAtSource, other: PatientAtSource) -> bool:
    """Whether two sources' patients may be linked without asking anybody.

    Only on the same issuer's identifier, its check digit not wrong, with agreeing birth date, sex and
    first surname, all of them given; any identifier of a shared issuer that differs forbids it, and so do
    given names that differ. Never by score alone.
    """
    if one.source_id == other.source_id and one.patient_id != other.patient_id:
        return False
    if one.superseded or other.superseded:
        # What replaced it may be somebody else's: somebody has to look.
        return False
    shared = set(one.identifiers) & set(other.identifiers)
    return any(number.system and number.check() is not Check.WRONG for number in shared) and agree(one, other)


def agree(one: PatientAtSource, other: PatientAtSource) -> bool:
    """Whether two patients have the same birth date, sex and first surname, all of them given.

    An identifier of a shared issuer that differs forbids it. So do given names: twins may share a number that
    is their family's.
    """
    mine, theirs = _by_issuer(one), _by_issuer(other)
    if any(mine[system] != theirs[system] for system in mine.keys() & theirs.keys()):
        return False
    return (
        one.birth_date is not None
        and other.birth_date is not None
        and one.birth_date.text == other.birth_date.text
        and Sex.UNKNOWN not in {one.sex, other.sex}
        and one.sex == other.sex
        and _first_surname(one) != ""
        and _first_surname(one) == _first_surname(other)
        and not _given_names_differ(one, other)
    )


def group_people(patients: list[PatientAtSource]) -> list[Person]:
    """Link patients of several sources into people.

    A patient joins a group only when it agrees with every member, so that no chain of half matches
    joins two people. The order of the input does not change the groups.
    """
    groups: list[list[PatientAtSource]] = []
    for patient in sorted(patients, key=lambda item: (item.source_id, item.patient_id)):
        fitting = [group for group in groups if all(same_person(patient, member) for member in group)]
        if len(fitting) == 1:
            fitting[0].append(patient)
        else:
            # Fitting two groups that do not fit each other is a conflict: it stays apart and visible.
            groups.append([patient])
    return [Person(tuple(group)) for group in groups]


def folded(text: str) -> str:
    """Text for comparing names: no accents, no case, hyphens as spaces."""
    if text.isascii():
        # Most words need no table of characters.
        return " ".join(text.lower().replace("-", " ").split())
    plain = unicodedata.normalize("NFKD", text.casefold().replace("-", " "))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())


def _by_issuer(patient: PatientAtSource) -> dict[str, set[str]]:
    values: defaultdict[str, set[str]] = defaultdict(set)
    for number in patient.identifiers:
        if number.system:
            values[number.system].add(number.value)
    return values


def _first_surname(patient: PatientAtSource) -> str:
    return folded(patient.name.family).partition(" ")[0]


def _given_names_differ(one: PatientAtSource, other: PatientAtSource) -> bool:
    """Whether the shorter of two given names has a word that is not in the longer one, nor its initial."""
    names = (folded(patient.name.given).replace(".", "").split() for patient in (one, other))
    shorter, longer = sorted(names, key=len)
    return not all(
        any(word == theirs or (1 in {len(word), len(theirs)} and word[0] == theirs[0]) for theirs in longer)
        for word in shorter
    )
