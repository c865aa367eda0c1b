"""One person's cache key on this workstation, released by their card alone."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Protocol

import msgspec

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.domain.staff import CardHolder
from serums_desktop.identity import private_file
from serums_desktop.identity.key_wrapping import VAULT_ID_BYTES, vault_id_of

DATA_KEY_BYTES = 32
_SIGNED = b"serums-desktop key file\x00"


class WrappingCard(Protocol):
    """What releasing a key asks of an open card."""

    @property
    def holder(self) -> CardHolder:
        """Whose card it is."""

    def sign(self, message: bytes) -> bytes:
        """Sign with the authentication key."""

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this card's authentication key made the signature."""

    def wrap(self, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        """Wrap a key to this card, for one vault."""

    def unwrap(self, blob: bytes) -> bytearray:
        """Unwrap a blob of `wrap`."""


class ReleasedKey:
    """The cache key (32 bytes) in a buffer that can be wiped, and the vault (32 hex digits) it opens."""

    def __init__(self, data_key: bytearray, vault_id: str) -> None:
        self.data_key = data_key
        self.vault_id = vault_id

    def __repr__(self) -> str:
        return f"<ReleasedKey of vault {self.vault_id}>"

    def wipe(self) -> None:
        """Overwrite the key."""
        self.data_key[:] = bytes(len(self.data_key))


class _KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is on disk: nothing in it is secret, all of it is signed by the card it belongs to."""

    certificate_sha256: str
    wrapped_key: bytes
    signature: bytes

    def is_signed_by(self, card: WrappingCard) -> bool:
        return card.verify(_signed_bytes(self.certificate_sha256, self.wrapped_key), self.signature)


class KeyVault:
    """The key files of one workstation, one per person, in `directory`.

    The file's signature matters as much as its wrapping: anybody may wrap a key of their own to a
    card's public key, and whoever could slip it in would read all that is written from then on.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def release(self, card: WrappingCard) -> ReleasedKey:
        """The person's cache key; made, wrapped and written the first time.

        A card other than the one that made the file does not open it, nor does a renewed certificate.
        Raises KeyNotReleased, DiskFull, CardRemoved, CardFailed.
        """
        path = self._directory / f"{hashlib.sha256(card.holder.staff_id.encode()).hexdigest()[:32]}.key"
        content = private_file.read(path)
        if content is None:
            self._make(path, card)
            content = private_file.read(path)
        try:
            key_file = msgspec.json.decode(content or b"", type=_KeyFile)
        except msgspec.DecodeError as error:
            raise KeyNotReleased(KeyRefusal.UNREADABLE) from error
        if key_file.certificate_sha256 != card.holder.certificate_sha256:
            raise KeyNotReleased(KeyRefusal.OTHER_CARD)
        if not key_file.is_signed_by(card):
            raise KeyNotReleased(KeyRefusal.TAMPERED)
        data_key = card.unwrap(key_file.wrapped_key)
        return ReleasedKey(data_key, vault_id_of(key_file.wrapped_key).hex())

    def _make(self, path: Path, card: WrappingCard) -> None:
        """Write a key file unless another process has done so meanwhile."""
        data_key = bytearray(secrets.token_bytes(DATA_KEY_BYTES))
        try:
            wrapped_key = card.wrap(data_key, secrets.token_bytes(VAULT_ID_BYTES))
        finally:
            data_key[:] = bytes(DATA_KEY_BYTES)
        certificate_sha256 = card.holder.certificate_sha256
        signature = card.sign(_signed_bytes(certificate_sha256, wrapped_key))
        content = msgspec.json.encode(_KeyFile(certificate_sha256, wrapped_key, signature))
        private_file.write_once(path, content)


def _signed_bytes(certificate_sha256: str, wrapped_key: bytes) -> bytes:
    return _SIGNED + bytes.fromhex(certificate_sha256) + wrapped_key
