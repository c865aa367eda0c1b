"""Checks each emergency in a journal: who confirmed it, what was opened in which order, and that nothing came
before its entry or after its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import msgspec

from serums_desktop.audit import canonical
from serums_desktop.audit.bundle import BundledEntry
from serums_desktop.audit.commitments import NONCE_BYTES, commitment
from serums_desktop.audit.findings import EvidenceRefused, Finding
from serums_desktop.audit.leaf import Leaf, Openings, SignedConfirmation
from serums_desktop.audit.signatures import is_key_of, is_signed, is_signed_by_ephemeral
from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.domain.evidence import Act, PatientReference
from serums_desktop.domain.purpose import PurposeOfUse

_SIGNED = frozenset({Act.EMERGENCY_STAGE, Act.EMERGENCY_EXTEND, Act.EMERGENCY_END})


class ConfirmationStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the person's own key signs. Raises NotCanonical where it is decoded."""

    ephemeral_key: bytes
    expires_ms: int
    patient_commitment: bytes
    reason: EmergencyReason


class StageStatement(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the ephemeral key signs of a stage, an extension or the end."""

    act: Act
    at_ms: int
    emergency: str
    stage: Stage | None = None
    expires_ms: int | None = None
    outcome: str | None = None

    @classmethod
    def about(cls, leaf: Leaf) -> Self:
        """The one statement that fits an entry."""
        match leaf.act:
            case Act.EMERGENCY_STAGE:
                return cls(leaf.act, leaf.occurred_ms, leaf.emergency, stage=leaf.stage)
            case Act.EMERGENCY_EXTEND:
                return cls(leaf.act, leaf.occurred_ms, leaf.emergency, expires_ms=leaf.expires_ms)
            case _:
                return cls(leaf.act, leaf.occurred_ms, leaf.emergency, outcome=leaf.outcome)


class _Course(msgspec.Struct):
    """How far an emergency has come."""

    start: Leaf
    ephemeral_key: bytes
    expires_ms: int
    patients: tuple[PatientReference, ...] | None
    stage: int = 0
    has_ended: bool = False


class EmergencyProof:
    """Follows the emergencies of a journal. Entries are added in their order; each raises EvidenceRefused."""

    def __init__(self) -> None:
        self._courses: dict[str, _Course] = {}
        # Stages and extensions that were kept after the expiry, by the workstation's clock, which can be set.
        self.late = 0

    @property
    def emergencies(self) -> int:
        """How many were started."""
        return len(self._courses)

    @property
    def unfinished(self) -> int:
        """How many have no end on record."""
        return sum(not course.has_ended for course in self._courses.values())

    def add(self, entry: BundledEntry) -> None:
        """Check one entry against what came before."""
        leaf = entry.leaf
        if leaf.act is Act.EMERGENCY_START:
            self._start(leaf, entry.openings)
        elif leaf.act in _SIGNED:
            self._follow(leaf, self._lasting(leaf), entry.openings)
        elif leaf.emergency and leaf.act is not Act.EMERGENCY_REFUSED:
            self._lasting(leaf)

    def _start(self, leaf: Leaf, openings: Openings | None) -> None:
        confirmation, number = leaf.confirmation, leaf.sequence
        if leaf.emergency in self._courses:
            raise EvidenceRefused(Finding.STARTED_TWICE, number)
        if confirmation is None:
            raise EvidenceRefused(Finding.NOT_CONFIRMED, number)
        statement = _confirmed(confirmation, number)
        told = (leaf.reason, leaf.expires_ms, leaf.purpose)
        if told != (statement.reason, statement.expires_ms, PurposeOfUse.BREAK_GLASS) or not leaf.emergency:
            raise EvidenceRefused(Finding.CONFIRMATION_DIFFERS, number)
        patients = openings.references if openings else None
        if openings and not _opens(statement.patient_commitment, openings.patient_nonce, patients or ()):
            raise EvidenceRefused(Finding.PATIENT_DIFFERS, number)
        self._courses[leaf.emergency] = _Course(leaf, statement.ephemeral_key, statement.expires_ms, patients)

    def _lasting(self, leaf: Leaf) -> _Course:
        """The emergency an entry belongs to. Raises EvidenceRefused."""
        course = self._courses.get(leaf.emergency)
        if course is None:
            raise EvidenceRefused(Finding.NOT_STARTED, leaf.sequence)
        if course.has_ended:
            raise EvidenceRefused(Finding.ALREADY_ENDED, leaf.sequence)
        return course

    def _follow(self, leaf: Leaf, course: _Course, openings: Openings | None) -> None:
        number = leaf.sequence
        if not is_signed_by_ephemeral(leaf.stage_statement, leaf.stage_signature, course.ephemeral_key):
            raise EvidenceRefused(Finding.STAGE_NOT_SIGNED, number)
        start = course.start
        is_same = (leaf.staff, leaf.reason, leaf.purpose) == (start.staff, start.reason, start.purpose)
        if not is_same or canonical.encode(StageStatement.about(leaf)) != leaf.stage_statement:
            raise EvidenceRefused(Finding.STAGE_DIFFERS, number)
        if openings and course.patients is not None and openings.references != course.patients:
            raise EvidenceRefused(Finding.PATIENT_DIFFERS, number)
        if leaf.act is not Act.EMERGENCY_END and leaf.kept_ms > course.expires_ms:
            self.late += 1
        match leaf.act:
            case Act.EMERGENCY_STAGE:
                if leaf.stage is None or leaf.stage <= course.stage:
                    raise EvidenceRefused(Finding.STAGE_OUT_OF_ORDER, number)
                if leaf.expires_ms != course.expires_ms:
                    raise EvidenceRefused(Finding.STAGE_DIFFERS, number)
                course.stage = leaf.stage
            case Act.EMERGENCY_EXTEND:
                if leaf.expires_ms is None:
                    raise EvidenceRefused(Finding.STAGE_DIFFERS, number)
                course.expires_ms = leaf.expires_ms
            case _:
                course.has_ended = True


def _confirmed(confirmation: SignedConfirmation, number: int) -> ConfirmationStatement:
    """What the person signed. Raises EvidenceRefused."""
    if not is_signed(
        confirmation.statement, confirmation.signature, confirmation.algorithm, confirmation.public_key
    ):
        raise EvidenceRefused(Finding.CONFIRMATION_NOT_SIGNED, number)
    if confirmation.certificate and not is_key_of(confirmation.certificate, confirmation.public_key):
        raise EvidenceRefused(Finding.CERTIFICATE_DIFFERS, number)
    try:
        return canonical.decode(confirmation.statement, ConfirmationStatement)
    except canonical.NotCanonical:
        raise EvidenceRefused(Finding.CONFIRMATION_DIFFERS, number) from None


def _opens(committed: bytes, nonce: bytes, patients: Sequence[PatientReference]) -> bool:
    named = [[patient.source_id, patient.patient_id] for patient in patients]
    return len(nonce) == NONCE_BYTES and commitment(nonce, canonical.encode(named)) == committed
