"""The cache key of a person whose card only signs: sealed by a secret of the system's keyring.

The card takes no part in the sealing, it can only prove that it is there. So whoever has the account and
its open keyring can read the copy without the card: this is weaker than a wrapped key, and serves by policy
alone.

A blob is: format (1 byte), vault id (16 bytes), seed (32 bytes), wrapped key (RFC 5649). Its key is
HKDF-SHA256(salt = the keyring's secret, ikm = seed, info = format, person, workstation and vault).
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Final

from cryptography.hazmat.primitives import hashes, keywrap
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.identity import os_account
from serums_desktop.identity.key_wrapping import KEK_BYTES, VAULT_ID_BYTES, vault_id_of
from serums_desktop.identity.os_keyring import OsKeyring

_FORMAT: Final = b"\x10"
_SEED_BYTES: Final = 32
_LABEL: Final = b"serums-desktop signing card key"


class SigningCardKeys:
    """Seals keys for this workstation, named `host`, by secrets of `keyring`, one for each person.

    The secrets lie apart from those of sign-ins without a card. Under an account that one of the patterns of
    `shared_accounts` names, nothing is sealed or opened: its keyring is nobody's own.
    """

    def __init__(self, keyring: OsKeyring, host: str, shared_accounts: Sequence[str] = ()) -> None:
        self._keyring = keyring
        self._host = host
        self._shared_accounts = shared_accounts

    def seal(self, staff_id: str, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        """Seal a key for one vault (16 bytes); the person's secret is made the first time.

        Raises SharedAccount, KeyringUnusable.
        """
        self._check_account()
        secret = self._keyring.read(_account(staff_id)) or self._keyring.make(_account(staff_id))
        seed = secrets.token_bytes(_SEED_BYTES)
        kek = self._key(secret, staff_id, vault_id, seed)
        return _FORMAT + vault_id + seed + keywrap.aes_key_wrap_with_padding(kek, bytes(data_key))

    def unseal(self, staff_id: str, blob: bytes) -> bytearray:
        """What `seal` sealed; the caller wipes it.

        Raises SharedAccount, KeyringUnusable, and KeyNotReleased: OTHER_CARD for what another secret opens,
        as where the keyring has lost its own or the file comes from another workstation, TAMPERED for no blob
        of `seal`.
        """
        self._check_account()
        start = 1 + VAULT_ID_BYTES
        seed, wrapped = blob[start : start + _SEED_BYTES], blob[start + _SEED_BYTES :]
        if blob[:1] != _FORMAT or not wrapped:
            raise KeyNotReleased(KeyRefusal.TAMPERED)
        secret = self._keyring.read(_account(staff_id))
        if secret is None:
            raise KeyNotReleased(KeyRefusal.OTHER_CARD)
        kek = self._key(secret, staff_id, vault_id_of(blob), seed)
        try:
            return bytearray(keywrap.aes_key_unwrap_with_padding(kek, wrapped))
        except keywrap.InvalidUnwrap as error:
            raise KeyNotReleased(KeyRefusal.OTHER_CARD) from error

    def _check_account(self) -> None:
        # Cardholders are told apart by their cards: that several keep secrets here is no reason to refuse.
        os_account.check(self._shared_accounts, enrolled_others=False, one_person=False)

    def _key(self, secret: bytearray, staff_id: str, vault_id: bytes, seed: bytes) -> bytearray:
        """Derive the sealing key and wipe `secret`."""
        binding = b"".join(
            len(field).to_bytes(4, "big") + field for field in (staff_id.encode(), self._host.encode())
        )
        kek = bytearray(KEK_BYTES)
        hkdf = HKDF(
            hashes.SHA256(),
            length=KEK_BYTES,
            salt=bytes(secret),
            info=_LABEL + _FORMAT + binding + vault_id,
        )
        hkdf.derive_into(seed, kek)
        secret[:] = bytes(len(secret))
        return kek


def _account(staff_id: str) -> str:
    return f"card:{staff_id}"
