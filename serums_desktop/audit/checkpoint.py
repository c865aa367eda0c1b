"""Checkpoints (C2SP tlog-checkpoint): the size and root of a log, signed by its key.

https://c2sp.org/tlog-checkpoint. The name of the signing key is the log's origin.
"""

from __future__ import annotations

import base64
import re
from typing import Self

import msgspec

from serums_desktop.audit.merkle import HASH_BYTES
from serums_desktop.audit.signed_note import (
    NoteRefused,
    SigningKey,
    VerificationKey,
    open_note,
    strict_base64,
)

_LINES = re.compile(r"(?P<origin>[^\n]+)\n(?P<size>0|[1-9][0-9]{0,18})\n(?P<root>[^\n]+)\n")


class Checkpoint(msgspec.Struct, frozen=True):
    """How far a log has grown: number of entries, and the root (32 bytes) over them."""

    origin: str
    size: int
    root: bytes

    def sign(self, key: SigningKey) -> str:
        """The checkpoint as a signed note."""
        return key.sign(f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n")

    @classmethod
    def open(cls, note: str, key: VerificationKey) -> Self:
        """Read a checkpoint of the log that this key signs for. Raises NoteRefused."""
        found = _LINES.fullmatch(open_note(note, key))
        if found is None or found["origin"] != key.name:
            raise NoteRefused
        root = strict_base64(found["root"])
        if len(root) != HASH_BYTES:
            raise NoteRefused
        return cls(found["origin"], int(found["size"]), root)
