"""The process that keeps evidence."""

from __future__ import annotations

from typing import Protocol

from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleState
from serums_desktop.domain.evidence import Anchor, Deed, KeeperStatus, Receipt
from serums_desktop.domain.people import Person


class EvidenceKeeper(Protocol):
    """The process that keeps evidence. Safe from any thread."""

    def keep(self, deed: Deed) -> Receipt:
        """Record a deed; it is durable when this returns. Raises EvidenceNotKept."""

    def status(self) -> KeeperStatus:
        """How the evidence stands. Raises EvidenceNotKept."""

    def anchor(self, name: str) -> Anchor | None:
        """What is remembered of a file, None of one never told of. Raises EvidenceNotKept."""

    def advance(self, anchor: Anchor) -> None:
        """Remember, durably; an older generation is refused. Raises EvidenceNotKept."""

    def capsule(self) -> CapsuleState | None:
        """The downtime capsule, None where policy allows none. Raises EvidenceNotKept."""

    def capsule_patients(self, entry: int) -> tuple[Person, ...]:
        """Who is in it, for somebody whose sign-in is on record as this entry.

        Raises CapsuleClosed, EvidenceNotKept.
        """

    def open_capsule(self, request: CapsuleRequest) -> CapsuleContent:
        """One patient's part, after the start of an emergency for this patient is on record.

        Its opening is on record, and counted where nobody can count backwards, when this returns. Raises
        CapsuleClosed, EvidenceNotKept.
        """
