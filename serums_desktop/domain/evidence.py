"""What the evidence keeper is told: one deed each, before the deed is done."""

from __future__ import annotations

import enum

import msgspec

from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.domain.purpose import PurposeOfUse


class Act(enum.StrEnum):
    """What is about to be done, or was refused."""

    SIGN_IN = "sign-in"
    SEARCH = "search"
    OPEN_RECORD = "open-record"
    LINK_PATIENT = "link-patient"
    UNLINK_PATIENT = "unlink-patient"
    ADD_FILE = "add-file"
    REMOVE_FILE = "remove-file"
    LOCK = "lock"
    PREFETCH = "prefetch"
    FORGET = "forget"
    WIPE = "wipe"
    REKEY = "rekey"
    DAMAGE_FOUND = "damage-found"
    CAPSULE_FILLED = "capsule-filled"
    CAPSULE_OPENED = "capsule-opened"
    EMERGENCY_START = "emergency-start"
    EMERGENCY_STAGE = "emergency-stage"
    EMERGENCY_EXTEND = "emergency-extend"
    EMERGENCY_END = "emergency-end"
    EMERGENCY_REFUSED = "emergency-refused"


class PatientReference(msgspec.Struct, frozen=True):
    """A patient as one source names them. A reference, never content (ISO 27789)."""

    source_id: str
    patient_id: str


class Agent(msgspec.Struct, frozen=True):
    """The member of staff who acts, and by what they were authenticated ("card" or "keyring")."""

    staff_id: str
    name: str
    role: str
    authenticated_by: str


class Confirmation(msgspec.Struct, frozen=True):
    """The one signature of an emergency by the person's own key, made after PIN or passphrase were asked
    again.

    `statement` is what was signed: canonical JSON of {ephemeral_key, patient_commitment, reason, expires_s}.
    `signature` verifies with `public_key_der` (SubjectPublicKeyInfo) under the JWS `algorithm`;
    `certificate_der` is the card's, empty where there is none.
    """

    statement: bytes
    signature: bytes
    algorithm: str
    public_key_der: bytes
    certificate_der: bytes = b""


class Deed(msgspec.Struct, frozen=True):
    """One deed. `occurred_s` is UTC epoch seconds.

    A link names the person and the patient they are said to be; `source_ids` of a file is the file's own.
    `query` is the search as it was typed, `words` the clinician's own sentence: the keeper seals both.
    `emergency_id` ties the entries of one emergency together; `stage_signature` is the ephemeral key's
    (Ed25519) over `stage_statement`. `source_ids` are the sources that are about to be asked.
    `commitment_nonce` opens the patient commitment in the confirmation's statement; the keeper seals it too.
    `second_confirmation` is a colleague's, over the same statement, where a capsule needs two cards.
    `counted` is what the counter of the capsule's openings said at this one.
    `outcome` is empty for what went well, else a short code.
    """

    act: Act
    occurred_s: float
    agent: Agent
    purpose: PurposeOfUse
    patients: tuple[PatientReference, ...] = ()
    source_ids: tuple[str, ...] = ()
    query: str = ""
    words: str = ""
    emergency_id: str = ""
    reason: EmergencyReason | None = None
    stage: Stage | None = None
    expires_s: float | None = None
    confirmation: Confirmation | None = None
    commitment_nonce: bytes = b""
    second_confirmation: Confirmation | None = None
    counted: int | None = None
    stage_statement: bytes = b""
    stage_signature: bytes = b""
    outcome: str = ""

    def __repr__(self) -> str:
        return f"<Deed {self.act.value}>"


class Receipt(msgspec.Struct, frozen=True):
    """The keeper's word that a deed is on disk: its number (from 0), and when (UTC epoch seconds)."""

    entry: int
    kept_s: float


class KeeperStatus(msgspec.Struct, frozen=True):
    """How the evidence stands. `is_same_user`: the keeper runs as the user it watches, which is weaker.

    `is_tpm_bound`: its keys open on this machine alone, and older files in place of its own are noticed.
    `is_rolled_back`: they were noticed, and the audit repository does not know yet.
    """

    entries: int
    undelivered: int
    is_same_user: bool
    is_tpm_bound: bool = False
    is_rolled_back: bool = False


class Anchor(msgspec.Struct, frozen=True):
    """What the keeper remembers of a file that it does not hold: an older one in its place is found out.

    `generation` only grows, once for every change; `root` (SHA-256) stands for the file as it was closed, and
    is empty while it is open.
    """

    name: str
    generation: int
    root: bytes = b""
