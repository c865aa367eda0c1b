"""The downtime capsule as its keeper has it: filled by the system, opened for one patient in an emergency.

A file is the capsule when its generation is the anchored one; one generation more is what a power cut left
between the file and its anchor. Anything else was put there by somebody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from serums_desktop.audit import capsule_file
from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.capsule_file import CapsuleFile, NotACapsule, TooLarge
from serums_desktop.audit.capsule_keys import CapsuleKeys
from serums_desktop.audit.capsule_rules import Emergency, emergency_of, has_signed_in
from serums_desktop.audit.durable_files import (
    os_error_as_evidence,
    remove_drafts,
    sync_directory,
    write_durably,
)
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.opening_counter import OpeningCounter
from serums_desktop.audit.staff_cards import StaffCards
from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleState
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault, EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Act, Agent, Anchor, Deed, Receipt
from serums_desktop.domain.people import Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host.configuration import Capsule as Policy

ANCHOR = "downtime-capsule"

_FILE = "capsule"
_SYSTEM = Agent("", "", "", "workstation")


class Capsule:
    """One keeper's capsule. Every call is on the journal's lane.

    `counter` counts the openings where the workstation has what nobody turns back, else None.
    """

    def __init__(
        self,
        directory: Path,
        policy: Policy,
        *,
        origin: str,
        keys: CapsuleKeys,
        anchors: Anchors,
        cards: StaffCards,
        counter: OpeningCounter | None,
        now_s: Callable[[], float],
        signed_in_from: int,
    ) -> None:
        """Sign-ins count from the entry `signed_in_from` on: those of this run. Raises EvidenceNotKept."""
        self._path = directory / _FILE
        self._policy = policy
        self._origin = origin
        self._keys = keys
        self._anchors = anchors
        self._cards = cards
        self._counter = counter
        self._now_s = now_s
        self._signed_in_from = signed_in_from
        self._filling: tuple[str, str, dict[str, CapsuleContent]] | None = None
        self._committed: tuple[str, Receipt] | None = None
        with os_error_as_evidence():
            remove_drafts(self._path)

    def state(self) -> CapsuleState:
        """Whether there is one that opens, and what it takes. Raises EvidenceNotKept."""
        try:
            filled_s = self._opened().header.filled_ms / 1000
        except CapsuleClosed:
            filled_s = None
        needs_second = self._counter is None and self._policy.without_tpm == "second-card"
        return CapsuleState(filled_s, needs_second)

    # -- filling -----------------------------------------------------------------------------------

    def begin(self, filling: str, ward: str) -> None:
        """Begin a new one under this name; what was begun before is given up."""
        self._filling = (filling, ward, {})

    def add(self, filling: str, content: CapsuleContent) -> None:
        """Put a patient in, or in anew. Raises CapsuleClosed (EMPTY) for another filling, EvidenceNotKept."""
        contents = self._begun(filling)[2]
        if not content.person.known_as or not capsule_file.fits(content):
            raise EvidenceNotKept(EvidenceFault.NOT_DURABLE)
        contents[content.person.leading.key] = content

    def commit(self, journal: Journal, filling: str, deed: Deed) -> Receipt:
        """Record the filling, then put it in the place of the capsule that is there.

        A power cut leaves the one or the other. The same filling again changes nothing. Raises CapsuleClosed
        (EMPTY) for another filling, EvidenceNotKept.
        """
        if self._committed is not None and self._committed[0] == filling:
            return self._committed[1]
        _name, ward, contents = self._begun(filling)
        if deed.act is not Act.CAPSULE_FILLED:
            raise EvidenceNotKept(EvidenceFault.NOT_DURABLE)
        generation = max(self._anchored(), self._keys.newest) + 1
        try:
            content = capsule_file.sealed(
                tuple(contents.values()),
                self._keys.add(generation),
                origin=self._origin,
                ward=ward,
                filled_s=self._now_s(),
                generation=generation,
            )
        except TooLarge:
            raise EvidenceNotKept(EvidenceFault.NOT_DURABLE) from None
        receipt = journal.append([deed])[0]
        with os_error_as_evidence():
            write_durably(self._path, content)
            sync_directory(self._path.parent)
        self._anchors.advance(Anchor(ANCHOR, generation, hashlib.sha256(content).digest()))
        self._keys.keep_only(generation)
        self._filling, self._committed = None, (filling, receipt)
        return receipt

    # -- opening -----------------------------------------------------------------------------------

    def patients(self, journal: Journal, entry: int) -> tuple[Person, ...]:
        """Who is in it, for who signed in by card in this run of the keeper.

        Raises CapsuleClosed (NOT_ALLOWED where no such sign-in is on record), EvidenceNotKept.
        """
        if entry < self._signed_in_from or not has_signed_in(journal, entry):
            raise CapsuleClosed(CapsuleFault.NOT_ALLOWED)
        try:
            return self._recent().patients()
        except NotACapsule:
            raise CapsuleClosed(CapsuleFault.DAMAGED) from None

    def open(self, journal: Journal, request: CapsuleRequest) -> CapsuleContent:
        """One patient's part. That it was opened, or why not, is on record when this returns or raises.

        Raises CapsuleClosed, EvidenceNotKept.
        """
        emergency: Emergency | None = None
        try:
            emergency = emergency_of(journal, request, self._cards, self._now_s())
            content = self._content(request)
            if self._counter is None and self._policy.without_tpm == "refuse":
                raise CapsuleClosed(CapsuleFault.NO_COUNTER)
            if self._counter is None and not emergency.has_second:
                raise CapsuleClosed(CapsuleFault.SECOND_CARD)
        except CapsuleClosed as closed:
            journal.append([self._deed(request, emergency, outcome=closed.reason.value)])
            raise
        counted = self._counter.count() if self._counter is not None else None
        journal.append([self._deed(request, emergency, counted=counted)])
        return content

    def _content(self, request: CapsuleRequest) -> CapsuleContent:
        try:
            patient = request.patient
            found = self._recent().content(f"{patient.source_id}/{patient.patient_id}")
            if found is None:
                raise CapsuleClosed(CapsuleFault.NOT_IN_IT)
            return found
        except NotACapsule:
            raise CapsuleClosed(CapsuleFault.DAMAGED) from None

    def _deed(
        self,
        request: CapsuleRequest,
        emergency: Emergency | None,
        *,
        outcome: str = "",
        counted: int | None = None,
    ) -> Deed:
        # What is refused for want of an emergency belongs to none.
        return Deed(
            Act.CAPSULE_OPENED,
            self._now_s(),
            emergency.agent if emergency is not None else _SYSTEM,
            PurposeOfUse.BREAK_GLASS,
            patients=(request.patient,),
            emergency_id=request.emergency_id if emergency is not None else "",
            counted=counted,
            outcome=outcome,
        )

    # -- the file ----------------------------------------------------------------------------------

    def _begun(self, filling: str) -> tuple[str, str, dict[str, CapsuleContent]]:
        if self._filling is None or self._filling[0] != filling:
            raise CapsuleClosed(CapsuleFault.EMPTY)
        return self._filling

    def _recent(self) -> CapsuleFile:
        """Raises CapsuleClosed (EMPTY, DAMAGED, TOO_OLD)."""
        found = self._opened()
        age_s = self._now_s() - found.header.filled_ms / 1000
        # From a clock that went back no age can be told.
        if not 0 <= age_s <= self._policy.largest_age_h * 3600:
            raise CapsuleClosed(CapsuleFault.TOO_OLD)
        return found

    def _opened(self) -> CapsuleFile:
        """Raises CapsuleClosed (EMPTY, DAMAGED), EvidenceNotKept."""
        with os_error_as_evidence():
            if not self._path.exists():
                raise CapsuleClosed(CapsuleFault.EMPTY if not self._anchored() else CapsuleFault.DAMAGED)
            content = self._path.read_bytes()
        try:
            generation = capsule_file.header_of(content).generation
            key = self._keys.ward_key(generation)
            if key is None or generation not in {self._anchored(), self._anchored() + 1}:
                raise NotACapsule
            found = CapsuleFile.opened(content, key)
        except NotACapsule:
            raise CapsuleClosed(CapsuleFault.DAMAGED) from None
        # What a power cut left undone is done now: after this no older file is taken.
        self._anchors.advance(Anchor(ANCHOR, generation, hashlib.sha256(content).digest()))
        self._keys.keep_only(generation)
        return found

    def _anchored(self) -> int:
        """The generation that is anchored, 0 before the first and where the anchors were lost."""
        try:
            anchor = self._anchors.anchor(ANCHOR)
        except EvidenceNotKept:
            return 0
        return anchor.generation if anchor is not None else 0
