"""An entry of the journal: a deed as it is hashed for ever, and beside it what may be erased.

The leaf names staff, workstation, sources and what was signed; patients, the query and the clinician's
sentence stand in it as commitments. The openings hold those values.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from serums_desktop.audit import canonical
from serums_desktop.audit.commitments import Opening
from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.domain.evidence import Act, Agent, Confirmation, Deed, PatientReference
from serums_desktop.domain.purpose import PurposeOfUse

# The last millisecond of the year 9999, the last one calendars know here.
_LATEST_MS = 253_402_300_799_999

Milliseconds = Annotated[int, msgspec.Meta(ge=0, le=_LATEST_MS)]


class StaffMember(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who acted, and what authenticated them."""

    staff_id: str
    name: str
    role: str
    authenticated_by: str


class SignedConfirmation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The signature of an emergency by the person's own key, with all that verifying it needs."""

    statement: bytes
    signature: bytes
    algorithm: str
    public_key: bytes
    certificate: bytes = b""


class Leaf(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is hashed of a deed. Times are UTC epoch milliseconds; `kept_ms` is the keeper's own.

    `patients`, `query` and `words` are commitments of 32 bytes. `workstation` is the journal's origin.
    `counted` is what the counter of a capsule's openings said.
    """

    sequence: int
    act: Act
    occurred_ms: Milliseconds
    kept_ms: Milliseconds
    purpose: PurposeOfUse
    staff: StaffMember
    workstation: str
    patients: tuple[bytes, ...] = ()
    query: bytes = b""
    words: bytes = b""
    sources: tuple[str, ...] = ()
    emergency: str = ""
    reason: EmergencyReason | None = None
    stage: Stage | None = None
    expires_ms: Milliseconds | None = None
    confirmation: SignedConfirmation | None = None
    second_confirmation: SignedConfirmation | None = None
    counted: int | None = None
    stage_statement: bytes = b""
    stage_signature: bytes = b""
    outcome: str = ""

    @property
    def has_commitments(self) -> bool:
        """Whether openings belong to it."""
        return bool(self.patients or self.query or self.words or self.confirmation)


class Openings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What opens the commitments of one leaf.

    A patient's value is the canonical JSON of [source, patient]. `patient_nonce` opens the commitment to the
    patient in the statement that the person signed.
    """

    patients: tuple[Opening, ...] = ()
    query: Opening | None = None
    words: Opening | None = None
    patient_nonce: bytes = b""

    @property
    def references(self) -> tuple[PatientReference, ...]:
        """The patients by name. Raises NotCanonical."""
        named = [canonical.decode(one.value.encode(), tuple[str, str]) for one in self.patients]
        return tuple(PatientReference(source_id, patient_id) for source_id, patient_id in named)

    def __repr__(self) -> str:
        return "<Openings>"


def write(deed: Deed, *, sequence: int, kept_s: float, workstation: str) -> tuple[Leaf, Openings]:
    """A deed as a leaf and what opens it, under fresh nonces."""
    openings = Openings(
        patients=tuple(
            Opening.of(canonical.encode([patient.source_id, patient.patient_id]).decode())
            for patient in deed.patients
        ),
        query=Opening.of(deed.query) if deed.query else None,
        words=Opening.of(deed.words) if deed.words else None,
        patient_nonce=deed.commitment_nonce if deed.confirmation else b"",
    )
    agent = deed.agent
    leaf = Leaf(
        sequence=sequence,
        act=deed.act,
        occurred_ms=milliseconds(deed.occurred_s),
        kept_ms=milliseconds(kept_s),
        purpose=deed.purpose,
        staff=StaffMember(agent.staff_id, agent.name, agent.role, agent.authenticated_by),
        workstation=workstation,
        patients=tuple(one.commitment for one in openings.patients),
        query=openings.query.commitment if openings.query else b"",
        words=openings.words.commitment if openings.words else b"",
        sources=deed.source_ids,
        emergency=deed.emergency_id,
        reason=deed.reason,
        stage=deed.stage,
        expires_ms=None if deed.expires_s is None else milliseconds(deed.expires_s),
        confirmation=_signed(deed.confirmation),
        second_confirmation=_signed(deed.second_confirmation),
        counted=deed.counted,
        stage_statement=deed.stage_statement,
        stage_signature=deed.stage_signature,
        outcome=deed.outcome,
    )
    return leaf, openings


def read(leaf: Leaf, openings: Openings) -> Deed:
    """The deed again, to the millisecond; without patients, query and words where they were erased."""
    return Deed(
        act=leaf.act,
        occurred_s=leaf.occurred_ms / 1000,
        agent=Agent(leaf.staff.staff_id, leaf.staff.name, leaf.staff.role, leaf.staff.authenticated_by),
        purpose=leaf.purpose,
        patients=openings.references,
        source_ids=leaf.sources,
        query=openings.query.value if openings.query else "",
        words=openings.words.value if openings.words else "",
        emergency_id=leaf.emergency,
        reason=leaf.reason,
        stage=leaf.stage,
        expires_s=None if leaf.expires_ms is None else leaf.expires_ms / 1000,
        confirmation=_confirmation(leaf.confirmation),
        commitment_nonce=openings.patient_nonce,
        second_confirmation=_confirmation(leaf.second_confirmation),
        counted=leaf.counted,
        stage_statement=leaf.stage_statement,
        stage_signature=leaf.stage_signature,
        outcome=leaf.outcome,
    )


def _signed(confirmation: Confirmation | None) -> SignedConfirmation | None:
    if confirmation is None:
        return None
    return SignedConfirmation(
        confirmation.statement,
        confirmation.signature,
        confirmation.algorithm,
        confirmation.public_key_der,
        confirmation.certificate_der,
    )


def _confirmation(signed: SignedConfirmation | None) -> Confirmation | None:
    if signed is None:
        return None
    return Confirmation(
        signed.statement, signed.signature, signed.algorithm, signed.public_key, signed.certificate
    )


def milliseconds(time_s: float) -> int:
    """UTC epoch seconds as whole milliseconds, within 1970 to 9999. What is not a number is 0.

    No deed may be lost for its time: others wait in the same batch, and the keeper's own time is kept too.
    """
    return round(min(max(0, time_s * 1000), _LATEST_MS))
