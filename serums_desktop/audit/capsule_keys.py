"""The keys of the downtime capsule, under a key that is derived from the keeper's own.

A filling has a ward key of its own. While the new file takes the place of the old one, both keys are kept:
whichever file a power cut leaves can be opened. Afterwards the old one is gone.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.audit.capsule_file import WARD_KEY_BYTES
from serums_desktop.audit.durable_files import (
    os_error_as_evidence,
    remove_drafts,
    sync_directory,
    write_durably,
)

_FILE = "capsule.keys"
_INFO = b"serums-desktop capsule keys 1"
_NONCE_BYTES = 12


class _Keys(msgspec.Struct, frozen=True):
    ward: dict[int, bytes]

    def __repr__(self) -> str:
        return f"<_Keys of {sorted(self.ward)}>"


class CapsuleKeys:
    """The ward keys by the generation of their file. Used by one thread."""

    def __init__(self, directory: Path, keeper_key: bytes | bytearray) -> None:
        """Read them, or make new ones where there are none that open. Raises EvidenceNotKept.

        `keeper_key` is the keeper's data key; what is used here is derived from it.
        """
        self._path = directory / _FILE
        self._cipher = AESGCM(HKDF(hashes.SHA256(), 32, None, _INFO).derive(bytes(keeper_key)))
        with os_error_as_evidence():
            remove_drafts(self._path)
            content = self._path.read_bytes() if self._path.exists() else b""
        try:
            opened = self._cipher.decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], _INFO)
            self._keys = msgspec.msgpack.decode(opened, type=_Keys)
        except (InvalidTag, ValueError, msgspec.DecodeError):
            self._write(_Keys({}))

    @property
    def newest(self) -> int:
        """The newest generation that there was a key for, 0 before the first."""
        return max(self._keys.ward, default=0)

    def ward_key(self, generation: int) -> bytes | None:
        """The key of a file, None where it was destroyed."""
        return self._keys.ward.get(generation)

    def add(self, generation: int) -> bytes:
        """A new key beside those that are there; durable when this returns. Raises EvidenceNotKept."""
        made = secrets.token_bytes(WARD_KEY_BYTES)
        self._write(_Keys({**self._keys.ward, generation: made}))
        return made

    def keep_only(self, generation: int) -> None:
        """Destroy every other key. Raises EvidenceNotKept."""
        kept = {one: key for one, key in self._keys.ward.items() if one == generation}
        if kept != self._keys.ward:
            self._write(_Keys(kept))

    def _write(self, keys: _Keys) -> None:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, msgspec.msgpack.encode(keys), _INFO)
        with os_error_as_evidence():
            write_durably(self._path, sealed)
            sync_directory(self._path.parent)
        self._keys = keys
