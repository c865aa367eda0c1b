"""What is said to the evidence keeper and what it answers: msgspec structs as MessagePack, never pickles."""

from __future__ import annotations

import os
import secrets
import stat
import sys
import tempfile
from pathlib import Path

import msgspec

from serums_desktop.domain.errors import EvidenceFault
from serums_desktop.domain.evidence import Deed, KeeperStatus, Receipt
from serums_desktop.host.profile import make_private

LARGEST_MESSAGE_BYTES = 1 << 20
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


class Stopping(msgspec.Struct, frozen=True, tag="stopping"):
    """The keeper ends."""


class NotUnderstood(msgspec.Struct, frozen=True, tag="not-understood"):
    """The request is of another version of this program, or of nobody's."""


Request = Keep | AskStatus | AskIdentity | Export | Stop
Answer = Kept | NotKept | Status | Identity | Exported | Stopping | NotUnderstood

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
