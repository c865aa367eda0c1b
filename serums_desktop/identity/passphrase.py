"""From a passphrase and the keyring's secret to the key that seals a person's key file.

Argon2id (RFC 9106) makes each guess dear, and HKDF (RFC 5869) binds in the keyring's secret, so that neither
the file with the keyring nor the file with the passphrase is enough.

The buffers here are wiped. OpenSSL's Argon2 leaves the newest passphrase in memory that it freed, where
nothing here can reach it, and the keyring gives its secret as text.
"""

from __future__ import annotations

from typing import Final

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.domain.errors import WeakPassphrase

SHORTEST_CHARACTERS = 12
SALT_BYTES = 16
KEY_BYTES = 32


class Argon2Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one guess costs. The second recommended option of RFC 9106 §4 is also the least accepted.

    The upper bounds keep a changed file from exhausting the machine. Raises ValueError outside them.
    """

    memory_kib: int = 65_536
    iterations: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not 65_536 <= self.memory_kib <= 1_048_576:
            raise ValueError("memory_kib out of range")
        if not 3 <= self.iterations <= 16:
            raise ValueError("iterations out of range")
        if not 4 <= self.lanes <= 16:
            raise ValueError("lanes out of range")


STANDARD_COST: Final = Argon2Cost()


def check_strength(passphrase: bytearray) -> None:
    """Raises WeakPassphrase for fewer than 12 characters (UTF-8)."""
    # Every character has one byte that does not continue another: counted so, no `str` is made.
    if sum(byte & 0xC0 != 0x80 for byte in passphrase) < SHORTEST_CHARACTERS:
        raise WeakPassphrase(SHORTEST_CHARACTERS)


def wipe(buffer: bytearray) -> None:
    """Overwrite a secret."""
    buffer[:] = bytes(len(buffer))


def key_encryption_key(
    passphrase: bytearray, salt: bytes, cost: Argon2Cost, keyring_secret: bytearray, binding: bytes
) -> bytearray:
    """HKDF-SHA256(salt = keyring secret, ikm = Argon2id(passphrase), info = `binding`): 32 bytes.

    The caller wipes what it gave and the result.
    """
    stretched = bytearray(KEY_BYTES)
    key = bytearray(KEY_BYTES)
    try:
        argon2 = Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=cost.iterations,
            lanes=cost.lanes,
            memory_cost=cost.memory_kib,
        )
        # Any buffer will do, whatever the stub says; a copy in `bytes` could not be wiped.
        argon2.derive_into(passphrase, stretched)  # type: ignore[arg-type]
        hkdf = HKDF(hashes.SHA256(), length=KEY_BYTES, salt=bytes(keyring_secret), info=binding)
        hkdf.derive_into(stretched, key)
    finally:
        wipe(stretched)
    return key
