"""One person's cache key on this workstation, released by a passphrase and the system's keyring together."""

from __future__ import annotations

import contextlib
import secrets
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from serums_desktop.domain.errors import Cancelled, DiskFull, KeyNotReleased, NotEnrolled, WrongPassphrase
from serums_desktop.domain.evidence import Confirmation
from serums_desktop.domain.staff import Staff
from serums_desktop.identity import key_files, os_account, person_key_file, private_file
from serums_desktop.identity.key_release import ReleasedKey
from serums_desktop.identity.os_keyring import OsKeyring
from serums_desktop.identity.passphrase import (
    KEY_BYTES,
    SALT_BYTES,
    STANDARD_COST,
    Argon2Cost,
    check_strength,
    key_encryption_key,
    wipe,
)
from serums_desktop.identity.passphrase_delay import PassphraseDelay
from serums_desktop.identity.person_key_file import CacheKeys, PersonKeyFile
from serums_desktop.identity.refresh_token import SealedRefreshToken

_Opened = TypeVar("_Opened")


class KeyringVault:
    """The key files of one workstation, one per person, in `directory`.

    `host` names the workstation: a file that is carried to another does not open there. A person who has a
    card as well has another cache for it, unless `join` gave the passphrase the card's. No passphrase is
    wiped here, except by a credential's `confirm`. Safe from any thread; one passphrase is tried at a time.

    A keyring is an account's: `shared_accounts` are patterns of accounts that several people use, where
    nobody is enrolled or let in; with `one_person`, a second person is not enrolled anywhere.
    """

    def __init__(
        self,
        directory: Path,
        keyring: OsKeyring,
        host: str,
        now_s: Callable[[], float] = time.time,
        *,
        shared_accounts: tuple[str, ...] = (),
        one_person: bool = False,
    ) -> None:
        self._directory = directory
        self._keyring = keyring
        self._host = host
        self._now_s = now_s
        self._shared_accounts = shared_accounts
        self._one_person = one_person
        self._one_at_a_time = threading.Lock()

    def check(self, passphrase: bytearray) -> None:
        """Whether anybody could be enrolled here with this.

        Raises SharedAccount, WeakPassphrase, KeyringUnusable. Whether somebody else is enrolled already is
        for `enrol`: who comes is not known before.
        """
        self._check_account(enrolled_others=False)
        check_strength(passphrase)
        self._keyring.check()

    def known_staff(self) -> tuple[Staff, ...]:
        """Who is enrolled on this workstation, by name; files that cannot be read are left out."""
        known = []
        for path in self._directory.glob(f"*{person_key_file.SUFFIX}"):
            try:
                known.append(PersonKeyFile.parse(private_file.read(path) or b"").clear.staff)
            except KeyNotReleased:
                continue
        return tuple(sorted(known, key=lambda staff: (staff.name, staff.staff_id)))

    def unlock(self, staff_id: str, passphrase: bytearray) -> tuple[KeyringCredential, ReleasedKey]:
        """Raises SharedAccount, NotEnrolled, WrongPassphrase, KeyringUnusable, KeyNotReleased, DiskFull.

        Whoever was enrolled before somebody else stays so: only an account that policy calls shared is
        refused here.
        """
        self._check_account(enrolled_others=False)
        key_file = self._read(staff_id)
        if not key_file.clear.vault_id:
            key_file = self._try(key_file, passphrase, key_file.naming_its_vault)
            # The file as it was opens the next time too.
            with contextlib.suppress(DiskFull):
                path = person_key_file.path_of(self._directory, staff_id)
                private_file.replace(path, key_file.to_bytes())
        cache = self._try(key_file, passphrase, key_file.open_cache)
        return self._credential(key_file.clear.staff, cache)

    def enrol(
        self, staff: Staff, passphrase: bytearray, refresh_token: str
    ) -> tuple[KeyringCredential, ReleasedKey]:
        """Keep keys for somebody whom the home provider has just vouched for.

        Whoever is enrolled already and gives the same passphrase keeps their cache; with another one, or
        after the keyring's secret was lost, keys and cache begin anew. Raises SharedAccount, WeakPassphrase,
        KeyringUnusable, KeyNotReleased, DiskFull.
        """
        others = any(one.staff_id != staff.staff_id for one in self.known_staff())
        self._check_account(enrolled_others=others)
        check_strength(passphrase)
        try:
            key_file = self._read(staff.staff_id)
            cache, signing_seed = self._try(
                key_file, passphrase, lambda kek: (key_file.open_cache(kek), key_file.open_signing_key(kek))
            )
            secret = self._secret(staff.staff_id)
        except (NotEnrolled, WrongPassphrase, KeyNotReleased):
            cache, signing_seed = CacheKeys.make(), bytearray(secrets.token_bytes(KEY_BYTES))
            secret = self._keyring.make(staff.staff_id)
        try:
            self._write(staff, passphrase, secret, cache, signing_seed)
            credential, key = self._credential(staff, cache)
            credential.refresh_token.replace(refresh_token)
        except BaseException:
            cache.wipe()
            raise
        finally:
            wipe(secret)
            wipe(signing_seed)
        self._delay(staff.staff_id).clear()
        return credential, key

    def opens(self, staff_id: str, vault_id: str) -> bool:
        """Whether this person's passphrase opens this vault (32 hex digits)."""
        return key_files.vault_of_passphrase(self._directory, staff_id) == vault_id

    def join(
        self, staff: Staff, passphrase: bytearray, refresh_token: str, data_key: bytearray, vault_id: str
    ) -> None:
        """Have a passphrase open a vault that somebody's card has opened, whose key stays its owner's.

        Who this is, the home provider has just said. Whoever was enrolled already has this passphrase from
        now on, and what the former one opened is opened by nobody. One file takes another's place: whatever
        ends the program, either passphrase opens what is its own; the sign-in that is kept beside it may then
        have to be made anew. Raises what `enrol` raises.
        """
        others = any(one.staff_id != staff.staff_id for one in self.known_staff())
        self._check_account(enrolled_others=others)
        check_strength(passphrase)
        cache = CacheKeys(
            bytearray(data_key), bytearray(secrets.token_bytes(KEY_BYTES)), bytes.fromhex(vault_id)
        )
        signing_seed = bytearray(secrets.token_bytes(KEY_BYTES))
        # A new one would shut the file that is there before another takes its place.
        secret = self._keyring.read(staff.staff_id) or self._keyring.make(staff.staff_id)
        try:
            self._write(staff, passphrase, secret, cache, signing_seed)
            credential, _ = self._credential(staff, cache)
            credential.refresh_token.replace(refresh_token)
            credential.close()
        finally:
            cache.wipe()
            wipe(secret)
            wipe(signing_seed)
        self._delay(staff.staff_id).clear()

    def rekey(self, staff_id: str, passphrase: bytearray, data_key: bytearray) -> Callable[[], None]:
        """Seal another key of the same vault; what is returned makes it the one that the passphrase opens.

        That takes the former file's place, whole or not at all, and raises DiskFull and KeyNotReleased.
        Raises what `sign` raises.
        """
        key_file = self._read(staff_id)
        cache, seed = self._try(
            key_file, passphrase, lambda kek: (key_file.open_cache(kek), key_file.open_signing_key(kek))
        )
        secret = self._secret(staff_id)
        cache.data_key[:] = data_key
        try:
            content = self._sealed(key_file.clear.staff, passphrase, secret, cache, seed)
        finally:
            cache.wipe()
            wipe(secret)
            wipe(seed)
        path = person_key_file.path_of(self._directory, staff_id)
        return lambda: private_file.replace(path, content)

    def sign(self, staff_id: str, passphrase: bytearray, statement: bytes) -> Confirmation:
        """Derive all keys anew and sign with the person's own (Ed25519). Raises what `unlock` raises."""
        key_file = self._read(staff_id)
        seed = self._try(key_file, passphrase, key_file.open_signing_key)
        try:
            signature = Ed25519PrivateKey.from_private_bytes(seed).sign(statement)
        finally:
            wipe(seed)
        return Confirmation(statement, signature, "EdDSA", key_file.clear.public_key)

    def forget(self, staff_id: str) -> None:
        """End somebody's enrolment: their keys are gone for good, and what they sealed is unreadable.

        Raises KeyringUnusable, KeyNotReleased.
        """
        path = person_key_file.path_of(self._directory, staff_id)
        for one in (path, _refresh_path(path), _tries_path(path)):
            private_file.remove(one)
        self._keyring.forget(staff_id)

    def _check_account(self, *, enrolled_others: bool) -> None:
        os_account.check(self._shared_accounts, enrolled_others, self._one_person)

    def _read(self, staff_id: str) -> PersonKeyFile:
        content = private_file.read(person_key_file.path_of(self._directory, staff_id))
        if content is None:
            raise NotEnrolled
        return PersonKeyFile.parse(content)

    def _try(
        self, key_file: PersonKeyFile, passphrase: bytearray, open_with: Callable[[bytearray], _Opened]
    ) -> _Opened:
        """One counted try at a passphrase. A changed file is told from a wrong passphrase by nothing."""
        staff_id = key_file.clear.staff.staff_id
        delay = self._delay(staff_id)
        with self._one_at_a_time:
            secret = self._secret(staff_id)
            delay.begin_try()
            kek = self._key(staff_id, passphrase, key_file.clear.salt, key_file.clear.cost, secret)
            try:
                opened = open_with(kek)
            except InvalidTag as error:
                raise WrongPassphrase(delay.remaining_s()) from error
            finally:
                wipe(kek)
                wipe(secret)
            delay.clear()
        return opened

    def _secret(self, staff_id: str) -> bytearray:
        secret = self._keyring.read(staff_id)
        if secret is None:
            raise NotEnrolled
        return secret

    def _key(
        self, staff_id: str, passphrase: bytearray, salt: bytes, cost: Argon2Cost, secret: bytearray
    ) -> bytearray:
        bound_to = person_key_file.binding(staff_id, self._host)
        return key_encryption_key(passphrase, salt, cost, secret, bound_to)

    def _write(
        self,
        staff: Staff,
        passphrase: bytearray,
        secret: bytearray,
        cache: CacheKeys,
        signing_seed: bytearray,
    ) -> None:
        content = self._sealed(staff, passphrase, secret, cache, signing_seed)
        private_file.replace(person_key_file.path_of(self._directory, staff.staff_id), content)

    def _sealed(
        self,
        staff: Staff,
        passphrase: bytearray,
        secret: bytearray,
        cache: CacheKeys,
        signing_seed: bytearray,
    ) -> bytes:
        salt = secrets.token_bytes(SALT_BYTES)
        kek = self._key(staff.staff_id, passphrase, salt, STANDARD_COST, secret)
        try:
            return person_key_file.sealed_file(staff, salt, kek, cache, signing_seed).to_bytes()
        finally:
            wipe(kek)

    def _credential(self, staff: Staff, cache: CacheKeys) -> tuple[KeyringCredential, ReleasedKey]:
        path = _refresh_path(person_key_file.path_of(self._directory, staff.staff_id))
        refresh_token = SealedRefreshToken(path, cache.token_key, cache.vault_id)
        key = ReleasedKey(cache.data_key, cache.vault_id.hex())
        return KeyringCredential(self, staff, refresh_token), key

    def _delay(self, staff_id: str) -> PassphraseDelay:
        path = _tries_path(person_key_file.path_of(self._directory, staff_id))
        return PassphraseDelay(path, self._now_s)


class KeyringCredential:
    """Proves a person by their passphrase for as long as a session lasts."""

    def __init__(self, vault: KeyringVault, holder: Staff, refresh_token: SealedRefreshToken) -> None:
        self.holder = holder
        self.refresh_token = refresh_token
        self._vault: KeyringVault | None = vault

    def __repr__(self) -> str:
        return f"<KeyringCredential {'open' if self._vault else 'closed'}>"

    def confirm(self, secret: bytearray, statement: bytes) -> Confirmation:
        """Take the passphrase anew and sign; the buffer is wiped whatever happens.

        Raises WrongPassphrase, NotEnrolled, KeyringUnusable, KeyNotReleased; Cancelled once closed.
        """
        try:
            if self._vault is None:
                raise Cancelled
            return self._vault.sign(self.holder.staff_id, secret, statement)
        finally:
            wipe(secret)

    def close(self) -> None:
        """Forget the refresh token's key. Closing twice does nothing."""
        self._vault = None
        self.refresh_token.close()


def _refresh_path(path: Path) -> Path:
    return path.with_suffix(".refresh")


def _tries_path(path: Path) -> Path:
    return path.with_suffix(".tries")
