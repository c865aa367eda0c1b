"""Who may open the downtime capsule: what the keeper's own journal says, and nothing that is only claimed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from serums_desktop.audit import canonical
from serums_desktop.audit.bundle import BundledEntry
from serums_desktop.audit.commitments import NONCE_BYTES, commitment
from serums_desktop.audit.emergency_proof import ConfirmationStatement, EmergencyProof
from serums_desktop.audit.findings import EvidenceRefused
from serums_desktop.audit.journal import Journal, KeptDeed
from serums_desktop.audit.leaf import Leaf
from serums_desktop.audit.signatures import is_key_of, is_signed
from serums_desktop.audit.staff_cards import StaffCards
from serums_desktop.domain.capsule import CapsuleRequest
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault
from serums_desktop.domain.evidence import Act, Agent, Confirmation, Deed

_BY_CARD = "card"
_AT_ONCE = 256


class Emergency(NamedTuple):
    """An emergency that lasts. `has_second`: a colleague's card signed the same statement."""

    agent: Agent
    has_second: bool


def emergency_of(journal: Journal, request: CapsuleRequest, cards: StaffCards, now_s: float) -> Emergency:
    """The emergency that a request names.

    Its start is on record, for this patient, confirmed by the card of who acts, and it neither ended nor ran
    out. Raises CapsuleClosed (NO_EMERGENCY), EvidenceNotKept.
    """
    entries = _entries(journal, request.entry)
    start = next(entries, None)
    if start is None or start.deed.act is not Act.EMERGENCY_START:
        raise CapsuleClosed(CapsuleFault.NO_EMERGENCY)
    deed, proof = start.deed, EmergencyProof()
    if deed.emergency_id != request.emergency_id or request.patient not in deed.patients:
        raise CapsuleClosed(CapsuleFault.NO_EMERGENCY)
    try:
        proof.add(_bundled(start))
        expires_s = deed.expires_s or 0.0
        for kept in entries:
            if kept.deed.emergency_id == request.emergency_id:
                proof.add(_bundled(kept))
                if kept.deed.act is Act.EMERGENCY_EXTEND:
                    expires_s = kept.deed.expires_s or 0.0
    except EvidenceRefused:
        raise CapsuleClosed(CapsuleFault.NO_EMERGENCY) from None
    # A clock that was put back does not make an emergency last.
    lasts = proof.unfinished == 1 and start.kept_s <= now_s < expires_s
    staff_id = _signed_by(deed, deed.confirmation, cards, now_s)
    if not lasts or not staff_id or staff_id != deed.agent.staff_id:
        raise CapsuleClosed(CapsuleFault.NO_EMERGENCY)
    second = _signed_by(deed, deed.second_confirmation, cards, now_s)
    return Emergency(deed.agent, has_second=bool(second) and second != staff_id)


def has_signed_in(journal: Journal, entry: int) -> bool:
    """Whether an entry is somebody's sign-in by card. Raises EvidenceNotKept."""
    kept = next(_entries(journal, entry), None)
    if kept is None or kept.deed.outcome:
        return False
    return kept.deed.act is Act.SIGN_IN and kept.deed.agent.authenticated_by == _BY_CARD


def _entries(journal: Journal, first: int) -> Iterator[KeptDeed]:
    for start in range(first, journal.size(), _AT_ONCE) if first >= 0 else ():
        yield from journal.kept(start, _AT_ONCE)


def _bundled(kept: KeptDeed) -> BundledEntry:
    return BundledEntry.of(canonical.decode(kept.leaf, Leaf), None, disclose=False)


def _signed_by(deed: Deed, confirmation: Confirmation | None, cards: StaffCards, now_s: float) -> str:
    """The staff number on the card that signed the start of this emergency for these patients, else ""."""
    if confirmation is None or deed.confirmation is None:
        return ""
    statement, key = confirmation.statement, confirmation.public_key_der
    named = [[patient.source_id, patient.patient_id] for patient in deed.patients]
    nonce = deed.commitment_nonce
    is_theirs = (
        statement == deed.confirmation.statement
        and is_signed(statement, confirmation.signature, confirmation.algorithm, key)
        and is_key_of(confirmation.certificate_der, key)
        and len(nonce) == NONCE_BYTES
        and canonical.decode(statement, ConfirmationStatement).patient_commitment
        == commitment(nonce, canonical.encode(named))
    )
    return cards.staff_id(confirmation.certificate_der, now_s) if is_theirs else ""
