"""Fill the downtime capsule, as the system: what sources release for treatment of everybody on a ward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from serums_desktop.domain.capsule import LARGEST_RESOURCES_BYTES, CapsuleContent, CapsuleSource
from serums_desktop.domain.emergency import RESOURCE_TYPES, Stage
from serums_desktop.domain.errors import Cancelled, SerumsError, SourceError, SourceFault
from serums_desktop.domain.evidence import Act, Agent, Deed, Receipt
from serums_desktop.domain.linkage import links_by_itself
from serums_desktop.domain.people import PatientAtSource, Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.host import log
from serums_desktop.services.deeds import references
from serums_desktop.services.ports import Clock, Source, WardSource
from serums_desktop.work.cancel import CancelToken

# Nobody: the workstation itself acts.
_SYSTEM = Agent("", "", "", "workstation")
_TYPES = RESOURCE_TYPES[Stage.SAFETY_SUMMARY]


class CapsuleKeeper(Protocol):
    """The evidence keeper, as its capsule is filled. Every call raises CapsuleClosed, EvidenceNotKept."""

    def keep(self, deed: Deed) -> Receipt:
        """Record a deed; it is durable when this returns."""

    def begin_filling(self, ward: str) -> str:
        """Begin a new capsule of a ward ("Location/id"); returns the name of the filling."""

    def add_to_filling(self, filling: str, content: CapsuleContent) -> None:
        """Put a patient in."""

    def commit_filling(self, filling: str, deed: Deed) -> Receipt:
        """Record that it was filled, and have it take the place of the one before."""


class Filled(msgspec.Struct, frozen=True):
    """How many `patients` are in the capsule; of how many each source gave all, and of how many not."""

    patients: int
    answered: dict[str, int]
    missing: dict[str, int]


class FillCapsule:
    """One filling. `sources` are asked in their order; the one of `home_id` says who lies on the ward."""

    def __init__(
        self,
        *,
        keeper: CapsuleKeeper,
        sources: Mapping[str, Source],
        home_id: str,
        ward: str,
        clock: Clock,
        cancel: CancelToken,
    ) -> None:
        self._keeper = keeper
        self._sources = sources
        self._home_id = home_id
        self._ward = ward
        self._clock = clock
        self._cancel = cancel
        self._answered = dict.fromkeys(sources, 0)
        self._missing = dict.fromkeys(sources, 0)

    def run(self) -> Filled:
        """Ask for everybody, then have the new capsule take the place of the old one.

        A source that fails is missing in a patient's part. Raises SourceError and SignInRefused where the
        home source does not say who lies there, CapsuleClosed, EvidenceNotKept, Cancelled: then the old one
        stays.
        """
        home = self._sources[self._home_id]
        if not isinstance(home, WardSource):
            raise SourceError(self._home_id, SourceFault.NOT_FHIR)
        filling = self._keeper.begin_filling(self._ward)
        query = f"Encounter?location={self._ward}&status=in-progress"
        self._keeper.keep(self._deed(Act.SEARCH, source_ids=(self._home_id,), query=query))
        ward = home.ward(self._ward, PurposeOfUse.TREATMENT, self._cancel)
        for patient in ward.patients:
            self._keeper.add_to_filling(filling, self._content(patient.person))
        filled = Filled(len(ward.patients), self._answered, self._missing)
        counts = "&".join(f"{source_id}={count}" for source_id, count in filled.answered.items())
        self._keeper.commit_filling(
            filling,
            self._deed(
                Act.CAPSULE_FILLED,
                source_ids=tuple(self._sources),
                query=f"{self._ward}?patients={filled.patients}&{counts}",
            ),
        )
        log.event("capsule-filled", count=filled.patients)
        return filled

    def _content(self, person: Person) -> CapsuleContent:
        deed = self._deed(Act.PREFETCH, source_ids=tuple(self._sources))
        self._keeper.keep(msgspec.structs.replace(deed, patients=references(person)))
        parts: list[CapsuleSource] = []
        missing: set[str] = set()
        for source_id, source in self._sources.items():
            try:
                patient = self._patient_at(source, person)
                if patient is not None:
                    parts.append(self._part(source, patient))
                    person = _with(person, patient)
            except Cancelled:
                raise
            except SerumsError as error:
                log.event("capsule-source-missing", source=source_id, error=type(error).__name__)
                missing.add(source_id)
        # What one slot holds: the largest part goes first where all together are too many.
        parts.sort(key=_size_bytes)
        while sum(map(_size_bytes, parts)) > LARGEST_RESOURCES_BYTES:
            missing.add(parts.pop().source_id)
        for source_id in self._sources:
            (self._missing if source_id in missing else self._answered)[source_id] += 1
        return CapsuleContent(person, tuple(parts), tuple(sorted(missing)))

    def _part(self, source: Source, patient: PatientAtSource) -> CapsuleSource:
        asked_s = self._clock.now_s()
        resources: list[bytes] = []
        for page in source.read(patient, PurposeOfUse.TREATMENT, self._cancel, _TYPES):
            if isinstance(page, list):
                resources += [one.raw for one in page]
        return CapsuleSource(source.source_id, asked_s, tuple(resources))

    def _patient_at(self, source: Source, person: Person) -> PatientAtSource | None:
        """The person at a source: as the ward list knows them, else by number where that is certain."""
        for known in person.known_as:
            if known.source_id == source.source_id:
                return known
        if not person.identifiers:
            return None
        query = PatientQuery(identifiers=person.identifiers)
        found = source.search(query, PurposeOfUse.TREATMENT, self._cancel)
        fitting = [patient for patient in found if links_by_itself(person, patient)]
        return fitting[0] if len(fitting) == 1 else None

    def _deed(self, act: Act, *, source_ids: tuple[str, ...], query: str = "") -> Deed:
        return Deed(
            act, self._clock.now_s(), _SYSTEM, PurposeOfUse.TREATMENT, source_ids=source_ids, query=query
        )


def _with(person: Person, patient: PatientAtSource) -> Person:
    if patient in person.known_as:
        return person
    return msgspec.structs.replace(person, known_as=(*person.known_as, patient))


def _size_bytes(part: CapsuleSource) -> int:
    return sum(map(len, part.resources))
