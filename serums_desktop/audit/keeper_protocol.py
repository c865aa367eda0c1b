"""What is said to the evidence keeper and what it answers: msgspec structs as MessagePack, never pickles."""

from __future__ import annotations

import enum
import os
import secrets
import stat
import sys
import tempfile
from pathlib import Path

import msgspec

from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleState
from serums_desktop.domain.errors import CapsuleFault, EvidenceFault
from serums_desktop.domain.evidence import Anchor, Deed, KeeperStatus, Receipt
from serums_desktop.domain.people import Person
from serums_desktop.host.profile import make_private

LARGEST_MESSAGE_BYTES = 1 << 20
# Of a capsule's patients, in one answer.
PATIENTS_TOGETHER = 64
# How long a delivery that was asked for may take before the keeper answers that it goes on.
LONGEST_DELIVERY_S = 240.0
# sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
_LONGEST_SOCKET_PATH_BYTES = 103
_ADDRESS_FILE = "address"
SHORT_DIRECTORY = "serums-keeper-"

# What the command prints, one of them, once it is known.
READY = "ready"
ALREADY_RUNNING = "already running"
REFUSED = "refused"


class Keep(msgspec.Struct, frozen=True, tag="keep"):
    """Record a deed. The same `request_id` gets the same receipt, so that asking again is safe."""

    request_id: str
    deed: Deed


class AskStatus(msgspec.Struct, frozen=True, tag="status"):
    """How does the evidence stand?"""


class AskIdentity(msgspec.Struct, frozen=True, tag="identity"):
    """Whose journal is this, and which key signs it?"""


class Export(msgspec.Struct, frozen=True, tag="export"):
    """Write the journal as a bundle to an absolute path."""

    path: str


class AskAnchor(msgspec.Struct, frozen=True, tag="anchor"):
    """What is remembered of a file?"""

    name: str


class Advance(msgspec.Struct, frozen=True, tag="advance"):
    """Remember this of a file from now on. The same again changes nothing, so that asking again is safe."""

    anchor: Anchor


class Deliver(msgspec.Struct, frozen=True, tag="deliver"):
    """Deliver now what waits, what was refused before included, however long the next try would be away."""


class AskCapsule(msgspec.Struct, frozen=True, tag="capsule"):
    """Is there a downtime capsule, and of when?"""


class AskCapsulePatients(msgspec.Struct, frozen=True, tag="capsule-patients"):
    """Who is in it, from the `first` on? `entry` is the sign-in of who asks."""

    entry: int
    first: int = 0


class OpenCapsule(msgspec.Struct, frozen=True, tag="open-capsule"):
    """What does it hold of one patient, whose emergency is on record?"""

    request: CapsuleRequest


class BeginFilling(msgspec.Struct, frozen=True, tag="begin-filling"):
    """Begin a new capsule of a ward under a name of the asker's; one that was begun before is given up."""

    filling: str
    ward: str


class AddToFilling(msgspec.Struct, frozen=True, tag="add-to-filling"):
    """Put a patient in. The same patient again replaces what was there, so that asking again is safe."""

    filling: str
    content: CapsuleContent


class CommitFilling(msgspec.Struct, frozen=True, tag="commit-filling"):
    """Record the deed, and put what was filled in the place of the capsule that is there."""

    filling: str
    deed: Deed


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    """End, after what was accepted is done."""


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """The deed is on disk."""

    receipt: Receipt


class NotKept(msgspec.Struct, frozen=True, tag="not-kept"):
    """What was asked could not be done."""

    reason: EvidenceFault


class Status(msgspec.Struct, frozen=True, tag="status"):
    """How the evidence stands."""

    status: KeeperStatus


class Identity(msgspec.Struct, frozen=True, tag="identity"):
    """The origin line of the journal's checkpoints, the key that signs them, and the newest of them.

    The key is a verifier key of C2SP signed-note, the checkpoint a signed note, empty before the first deed.
    """

    origin: str
    verification_key: str
    checkpoint: str


class Exported(msgspec.Struct, frozen=True, tag="exported"):
    """A bundle of so many entries was written."""

    entries: int


class Anchored(msgspec.Struct, frozen=True, tag="anchored"):
    """What is remembered of a file, None of one never told of."""

    anchor: Anchor | None


class Advanced(msgspec.Struct, frozen=True, tag="advanced"):
    """The anchor is on disk."""


class HindranceKind(enum.StrEnum):
    """What a delivery failed at; it says where `Hindrance.code` comes from.

    SOURCE a `SourceFault` of the repository, SIGN_IN an OAuth error code, EVIDENCE an `EvidenceFault`,
    CONFIGURATION a key path and a problem; UNFINISHED, without a code, is no failure: it goes on.
    """

    SOURCE = "source"
    SIGN_IN = "sign-in"
    EVIDENCE = "evidence"
    CONFIGURATION = "configuration"
    UNFINISHED = "unfinished"


class Hindrance(msgspec.Struct, frozen=True):
    """Why a delivery left something. `http_status` is the repository's, where it answered."""

    kind: HindranceKind
    code: str = ""
    http_status: int | None = None


class Delivered(msgspec.Struct, frozen=True, tag="delivered"):
    """What became of the entries that waited when the delivery was asked for.

    Of those `waiting`, `delivered` are with the repository, which refused `set_aside` for what they are; the
    others are left because of the `hindrance`.
    """

    waiting: int
    delivered: int
    set_aside: int
    hindrance: Hindrance | None = None

    @property
    def left(self) -> int:
        """How many still wait, those set aside included."""
        return self.waiting - self.delivered


class CapsuleStands(msgspec.Struct, frozen=True, tag="capsule"):
    """How the capsule stands, None where policy allows none."""

    state: CapsuleState | None


class CapsulePatients(msgspec.Struct, frozen=True, tag="capsule-patients"):
    """Some of those who are in it; with `is_last`, nobody comes after them."""

    patients: tuple[Person, ...]
    is_last: bool


class CapsuleOpened(msgspec.Struct, frozen=True, tag="capsule-opened"):
    """One patient's part; that it was opened is on record."""

    content: CapsuleContent


class CapsuleStaysClosed(msgspec.Struct, frozen=True, tag="capsule-closed"):
    """Nothing of the capsule is told."""

    reason: CapsuleFault


class Filling(msgspec.Struct, frozen=True, tag="filling"):
    """What was given is taken."""


class Stopping(msgspec.Struct, frozen=True, tag="stopping"):
    """The keeper ends."""


class NotUnderstood(msgspec.Struct, frozen=True, tag="not-understood"):
    """The request is of another version of this program, or of nobody's."""


CapsuleRequests = AskCapsulePatients | OpenCapsule | BeginFilling | AddToFilling | CommitFilling
Request = (
    Keep | AskStatus | AskIdentity | Export | AskAnchor | Advance | Deliver | Stop | AskCapsule
    | AskCapsulePatients | OpenCapsule | BeginFilling | AddToFilling | CommitFilling
)  # fmt: skip
Answer = (
    Kept | NotKept | Status | Identity | Exported | Anchored | Advanced | Delivered | Stopping | NotUnderstood
    | CapsuleStands | CapsulePatients | CapsuleOpened | CapsuleStaysClosed | Filling
)  # fmt: skip

_requests: msgspec.msgpack.Decoder[Request] = msgspec.msgpack.Decoder(Request)
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def encode(message: Request | Answer) -> bytes:
    """A message as it travels."""
    return msgspec.msgpack.encode(message)


def decode_request(content: bytes) -> Request:
    """Raises msgspec.DecodeError for what is no request."""
    return _requests.decode(content)


def decode_answer(content: bytes) -> Answer:
    """Raises msgspec.DecodeError for what is no answer."""
    return _answers.decode(content)


# -- where the keeper listens ----------------------------------------------------------------------


def new_address(directory: Path) -> str:
    """An address for a keeper of this directory: a socket within it, a pipe's name on Windows.

    Where the path is too long for a socket, a private directory of its own is made under
    XDG_RUNTIME_DIR or the system's temporary directory; one that a killed keeper left is used again.
    """
    if sys.platform == "win32":
        return rf"\\.\pipe\serums-desktop-{secrets.token_hex(16)}"
    path = directory / "keeper.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH_BYTES:
        return str(path)
    short = _left_behind(directory) or Path(
        tempfile.mkdtemp(prefix=SHORT_DIRECTORY, dir=os.environ.get("XDG_RUNTIME_DIR"))
    )
    return str(short / "keeper.sock")


def write_address(directory: Path, address: str) -> None:
    """Say where the keeper of this directory listens."""
    unfinished = make_private(directory) / f"{_ADDRESS_FILE}.part"
    unfinished.write_text(address, "utf-8")
    unfinished.replace(directory / _ADDRESS_FILE)


def read_address(directory: Path) -> str:
    """Where the keeper of this directory listens, or last did. Raises OSError."""
    return (directory / _ADDRESS_FILE).read_text("utf-8")


if sys.platform != "win32":

    def _left_behind(directory: Path) -> Path | None:
        try:
            short = Path(read_address(directory)).parent
            found = short.lstat()
        except OSError:
            return None
        is_private = stat.S_ISDIR(found.st_mode) and stat.S_IMODE(found.st_mode) == 0o700
        is_ours = is_private and found.st_uid == os.getuid()
        return short if short.name.startswith(SHORT_DIRECTORY) and is_ours else None
