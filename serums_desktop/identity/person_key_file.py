"""A person's key file: what their passphrase and the keyring's secret open together.

In the clear: who the person is (staff are no patients), the cost of a guess, the salt, the public key of
their signatures and the vault, by which one copy of a person's is told from two. Sealed by AES-256-GCM, each
with all of that as associated data: the cache's key with the vault it opens and the key of the refresh token,
and apart from them the signing key, which is opened for one signature at a time.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.passphrase import KEY_BYTES, SALT_BYTES, STANDARD_COST, Argon2Cost, wipe

SUFFIX = ".person"
VAULT_ID_BYTES = 16
_FORMAT: Final = 1
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_CACHE: Final = b"cache"
_SIGNING: Final = b"signing"


class _Clear(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is readable without a passphrase. `public_key` is a SubjectPublicKeyInfo (DER).

    A file of before its vault was named has an empty `vault_id`, which it leaves out.
    """

    format: int
    staff: Staff
    cost: Argon2Cost
    salt: bytes
    public_key: bytes
    vault_id: bytes = b""


class PersonKeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is on disk; nothing in it is secret without the two keys."""

    clear: _Clear
    sealed_cache: bytes
    sealed_signing_key: bytes

    @classmethod
    def parse(cls, content: bytes) -> PersonKeyFile:
        """Raises KeyNotReleased for what is no key file of a format known here, or too cheap to guess."""
        try:
            found = msgspec.json.decode(content, type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise KeyNotReleased(KeyRefusal.UNREADABLE) from error
        if found.clear.format != _FORMAT or len(found.clear.salt) != SALT_BYTES:
            raise KeyNotReleased(KeyRefusal.UNREADABLE)
        return found

    def to_bytes(self) -> bytes:
        """The file's content."""
        return msgspec.json.encode(self)

    def open_cache(self, kek: bytearray) -> CacheKeys:
        """The cache's keys. Raises InvalidTag for another key or a changed file."""
        opened = _opened(kek, self.sealed_cache, _CACHE, self.clear)
        try:
            return CacheKeys(
                data_key=opened[:KEY_BYTES],
                token_key=opened[KEY_BYTES : 2 * KEY_BYTES],
                vault_id=bytes(opened[2 * KEY_BYTES :]),
            )
        finally:
            wipe(opened)

    def open_signing_key(self, kek: bytearray) -> bytearray:
        """The Ed25519 seed (32 bytes), which the caller wipes. Raises InvalidTag."""
        return _opened(kek, self.sealed_signing_key, _SIGNING, self.clear)

    def naming_its_vault(self, kek: bytearray) -> PersonKeyFile:
        """The same, with the vault in the clear. Raises InvalidTag."""
        cache = self.open_cache(kek)
        seed = self.open_signing_key(kek)
        try:
            return _sealed_file(
                msgspec.structs.replace(self.clear, vault_id=cache.vault_id), kek, cache, seed
            )
        finally:
            cache.wipe()
            wipe(seed)


@dataclass(frozen=True)
class CacheKeys:
    """What a session needs: the cache's key, the refresh token's key (32 bytes each), the vault's id."""

    data_key: bytearray
    token_key: bytearray
    vault_id: bytes

    def __repr__(self) -> str:
        return f"<CacheKeys of vault {self.vault_id.hex()}>"

    @classmethod
    def make(cls) -> CacheKeys:
        """New random keys for a new vault."""
        return cls(
            bytearray(secrets.token_bytes(KEY_BYTES)),
            bytearray(secrets.token_bytes(KEY_BYTES)),
            secrets.token_bytes(VAULT_ID_BYTES),
        )

    def wipe(self) -> None:
        """Overwrite both keys."""
        wipe(self.data_key)
        wipe(self.token_key)


def sealed_file(
    staff: Staff, salt: bytes, kek: bytearray, cache: CacheKeys, signing_seed: bytearray
) -> PersonKeyFile:
    """A key file for `staff`, sealed by a key derived with `salt` at the standard cost."""
    public_key = Ed25519PrivateKey.from_private_bytes(signing_seed).public_key()
    public_key_der = public_key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    clear = _Clear(_FORMAT, staff, STANDARD_COST, salt, public_key_der, cache.vault_id)
    return _sealed_file(clear, kek, cache, signing_seed)


def _sealed_file(clear: _Clear, kek: bytearray, cache: CacheKeys, signing_seed: bytearray) -> PersonKeyFile:
    together = cache.data_key + cache.token_key + cache.vault_id
    try:
        return PersonKeyFile(
            clear, _sealed(kek, together, _CACHE, clear), _sealed(kek, signing_seed, _SIGNING, clear)
        )
    finally:
        wipe(together)


def binding(staff_id: str, host: str) -> bytes:
    """What a key is derived for: format, person and workstation, each with its length before it."""
    fields = (staff_id.encode(), host.encode())
    return b"serums-desktop person key" + bytes([_FORMAT]) + b"".join(_with_length(one) for one in fields)


def path_of(directory: Path, staff_id: str) -> Path:
    """Where a person's key file is; its name gives no staff number away."""
    return directory / f"{hashlib.sha256(staff_id.encode()).hexdigest()[:32]}{SUFFIX}"


def seal(key: bytearray, content: bytes | bytearray, associated: bytes) -> bytes:
    """AES-256-GCM with a random nonce: nonce (12 bytes), ciphertext, tag (16 bytes)."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, associated)


def unseal(key: bytearray, sealed: bytes, associated: bytes) -> bytearray:
    """What `seal` sealed, in a buffer that can be wiped. Raises InvalidTag."""
    nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    if len(ciphertext) < _TAG_BYTES:
        raise InvalidTag
    content = bytearray(len(ciphertext) - _TAG_BYTES)
    AESGCM(key).decrypt_into(nonce, ciphertext, associated, content)
    return content


def _sealed(kek: bytearray, content: bytearray, label: bytes, clear: _Clear) -> bytes:
    return seal(kek, content, label + msgspec.json.encode(clear))


def _opened(kek: bytearray, sealed: bytes, label: bytes, clear: _Clear) -> bytearray:
    return unseal(kek, sealed, label + msgspec.json.encode(clear))


def _with_length(field: bytes) -> bytes:
    return len(field).to_bytes(4, "big") + field
