"""One person's cache key on this workstation, released by their card alone."""

from __future__ import annotations

import contextlib
import itertools
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

import msgspec

from serums_desktop.domain.errors import (
    CertificateRefusal,
    DiskFull,
    KeyNotReleased,
    KeyRefusal,
    NoUsableCertificate,
)
from serums_desktop.domain.staff import CardHolder
from serums_desktop.identity import card_key_file, key_files, private_file
from serums_desktop.identity.card_key_file import BY_KEYRING, CardKeyFile, FirstKeyFile, SignedPart
from serums_desktop.identity.key_wrapping import VAULT_ID_BYTES, vault_id_of
from serums_desktop.identity.signing_card_key import SigningCardKeys

DATA_KEY_BYTES = 32
_PRESENT: Final = b"serums-desktop card is present\x00"
_CHALLENGE_BYTES: Final = 32
_NO_PLACE_FOR_A_KEY: Final = {CertificateRefusal.NO_KEY_MANAGEMENT_KEY, CertificateRefusal.NO_OAEP}

# Whether the leaf of a chain (DER, leaf first) is or was a staff card's of the person with this number.
VouchesFor = Callable[[Sequence[bytes], str], bool]


class WrappingCard(Protocol):
    """What releasing a key asks of an open card."""

    @property
    def holder(self) -> CardHolder:
        """Whose card it is."""

    @property
    def certificate_chain_der(self) -> tuple[bytes, ...]:
        """The authentication certificate and those above it, the anchor left out."""

    @property
    def wrapping_key_sha256(self) -> str | None:
        """Fingerprint of the key that `wrap` wraps to; None for a card that only signs."""

    def sign(self, message: bytes) -> bytes:
        """Sign with the authentication key."""

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this card's authentication key made the signature."""

    def wrap(self, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        """Wrap a key to this card, for one vault. Raises NoUsableCertificate."""

    def unwrap(self, blob: bytes, key_sha256: str | None = None) -> bytearray:
        """Unwrap a blob of `wrap` by the key of this fingerprint. Raises KeyNotReleased."""


class ReleasedKey:
    """The cache key (32 bytes) in a buffer that can be wiped, and the vault (32 hex digits) it opens.

    `begun_anew`: there was a key here before, which this card cannot open.
    """

    def __init__(self, data_key: bytearray, vault_id: str, *, begun_anew: bool = False) -> None:
        self.data_key = data_key
        self.vault_id = vault_id
        self.begun_anew = begun_anew

    def __repr__(self) -> str:
        return f"<ReleasedKey of vault {self.vault_id}>"

    def wipe(self) -> None:
        """Overwrite the key."""
        self.data_key[:] = bytes(len(self.data_key))


class KeyVault:
    """The key files of one workstation, one per person, in `directory`.

    A file is believed if the card before us signed it, or a former card of the same person did, for which
    `vouches_for` answers; without that, a file of another card is refused. What a card signed that was theirs
    but is trusted no more, as a stolen one, is not believed and not held against them: `issued_to` tells it,
    and a new key is begun. Whatever else lies there is taken for an attack and refused, never used and never
    replaced.

    A renewed card takes the key over where it can still unwrap it, as cards can that keep the keys of former
    certificates. Where it cannot, the file is set aside under `.key.1`, `.key.2` and so on, and a new key is
    begun: should the former card come back, it opens its own file there, while it is accepted at all.

    A card that only signs has its key kept by `keyring_keys`, where policy gives them.

    Not detected: an older genuine file of the same person in place of the newest, and a file that somebody
    wrote with a former card and its PIN before that card was reported.
    """

    def __init__(
        self,
        directory: Path,
        vouches_for: VouchesFor | None = None,
        keyring_keys: SigningCardKeys | None = None,
        *,
        issued_to: VouchesFor | None = None,
    ) -> None:
        self._directory = directory
        self._vouches_for = vouches_for
        self._keyring_keys = keyring_keys
        self._issued_to = issued_to

    def release(self, card: WrappingCard) -> ReleasedKey:
        """Unwrap the person's key on their card; make and wrap one the first time.

        A file that cannot be read or is not this person's is never replaced: that would lose what it opens.
        Raises KeyNotReleased, DiskFull, NoUsableCertificate, CardRemoved, CardFailed; KeyringUnusable and
        SharedAccount for a card that only signs.
        """
        path = key_files.card_path(self._directory, card.holder.staff_id)
        if private_file.read(path) is None:
            private_file.write_once(path, self._new_file(card))
        released = self._released(path, card)
        if released is not None:
            return released
        content = self._new_file(card)
        _set_aside(path)
        private_file.replace(path, content)
        released = self._released(path, card)
        if released is None:
            raise KeyNotReleased(KeyRefusal.OTHER_CARD)
        released.begun_anew = True
        return released

    def opens(self, staff_id: str, vault_id: str) -> bool:
        """Whether a card of this person opens this vault (32 hex digits)."""
        return key_files.vault_of_card(self._directory, staff_id) == vault_id

    def rekey(self, card: WrappingCard, data_key: bytearray, vault_id: str) -> Callable[[], None]:
        """Wrap a key of this vault to the card; what is returned makes it the one that the card opens.

        That takes the place of what the card opened before, whole or not at all, and raises DiskFull and
        KeyNotReleased. Raises what `release` raises.
        """
        path = key_files.card_path(self._directory, card.holder.staff_id)
        content = self._file(card, data_key, bytes.fromhex(vault_id))
        return lambda: private_file.replace(path, content)

    def forget(self, staff_id: str) -> None:
        """No card of this person opens anything here any more. Raises KeyNotReleased, DiskFull."""
        path = key_files.card_path(self._directory, staff_id)
        # The newest last: until it goes, it is the one that opens.
        for aside, _ in reversed(list(_set_aside_files(path))):
            private_file.remove(aside)
        private_file.remove(path)

    def ask_for_rekey(self, staff_id: str) -> None:
        """Have this person's copy get another key at the next sign-in by card. Raises DiskFull."""
        key_files.ask_for_rekey(self._directory, staff_id)

    def is_rekey_due(self, staff_id: str) -> bool:
        """Whether somebody's key that once opened the copy, as a former card's, is to open it no more."""
        return key_files.is_rekey_due(self._directory, staff_id)

    def rekeyed(self, staff_id: str) -> None:
        """It has one. Raises KeyNotReleased."""
        key_files.rekeyed(self._directory, staff_id)

    def _released(self, path: Path, card: WrappingCard) -> ReleasedKey | None:
        """The key in the person's file, None where this card cannot open it."""
        path, key_file = self._file_of(path, card)
        if not self._is_believed(key_file, card):
            return None
        try:
            data_key = self._opened(key_file, card)
        except KeyNotReleased as refusal:
            if refusal.reason is KeyRefusal.OTHER_CARD:
                return None
            raise
        vault_id = vault_id_of(key_file.wrapped_key)
        try:
            if not _is_up_to_date(key_file, card):
                content = self._taken_over(key_file, card, data_key, vault_id)
                # The file as it was opens the next time too, and is written anew then.
                with contextlib.suppress(DiskFull):
                    if key_file.signer_sha256 != card.holder.certificate_sha256:
                        key_files.ask_for_rekey(self._directory, card.holder.staff_id)
                    private_file.replace(path, content)
        except BaseException:
            data_key[:] = bytes(len(data_key))
            raise
        return ReleasedKey(data_key, vault_id.hex())

    def _file_of(self, path: Path, card: WrappingCard) -> tuple[Path, CardKeyFile | FirstKeyFile]:
        """The file that this very card signed, though it be set aside, or else the person's newest."""
        newest = card_key_file.parse(private_file.read(path) or b"")
        if newest.signer_sha256 == card.holder.certificate_sha256:
            return path, newest
        for aside, content in _set_aside_files(path):
            with contextlib.suppress(KeyNotReleased):
                former = card_key_file.parse(content)
                if former.signer_sha256 == card.holder.certificate_sha256:
                    return aside, former
        return path, newest

    def _is_believed(self, key_file: CardKeyFile | FirstKeyFile, card: WrappingCard) -> bool:
        """Whether this card, or a former one of the same person, signed the file and is trusted in that.

        Raises KeyNotReleased where it was no card of this person's.
        """
        chain, staff_id = key_file.signer_chain, card.holder.staff_id
        is_own = key_file.signer_sha256 == card.holder.certificate_sha256
        if not is_own and (self._vouches_for is None or not chain):
            raise KeyNotReleased(KeyRefusal.OTHER_CARD)
        if not key_file.is_signed_by(card.certificate_chain_der[0] if is_own else chain[0]):
            raise KeyNotReleased(KeyRefusal.TAMPERED)
        if is_own or (self._vouches_for is not None and self._vouches_for(chain, staff_id)):
            return True
        if self._issued_to is not None and self._issued_to(chain, staff_id):
            return False
        raise KeyNotReleased(KeyRefusal.TAMPERED)

    def _opened(self, key_file: CardKeyFile | FirstKeyFile, card: WrappingCard) -> bytearray:
        if key_file.wrapping_key_sha256 != BY_KEYRING:
            return card.unwrap(key_file.wrapped_key, key_file.wrapping_key_sha256)
        if self._keyring_keys is None:
            raise KeyNotReleased(KeyRefusal.OTHER_CARD)
        challenge = _PRESENT + secrets.token_bytes(_CHALLENGE_BYTES)
        if not card.verify(challenge, card.sign(challenge)):
            raise KeyNotReleased(KeyRefusal.TAMPERED)
        return self._keyring_keys.unseal(card.holder.staff_id, key_file.wrapped_key)

    def _taken_over(
        self, key_file: CardKeyFile | FirstKeyFile, card: WrappingCard, data_key: bytearray, vault_id: bytes
    ) -> bytes:
        """The content of a file for this card in place of one that it has opened."""
        kept_by = key_file.wrapping_key_sha256
        if card.wrapping_key_sha256 is None and kept_by is not None:
            return _signed(card, kept_by, key_file.wrapped_key)
        return self._file(card, data_key, vault_id)

    def _new_file(self, card: WrappingCard) -> bytes:
        """A file with a new key for a new vault."""
        data_key = bytearray(secrets.token_bytes(DATA_KEY_BYTES))
        try:
            return self._file(card, data_key, secrets.token_bytes(VAULT_ID_BYTES))
        finally:
            data_key[:] = bytes(DATA_KEY_BYTES)

    def _file(self, card: WrappingCard, data_key: bytearray, vault_id: bytes) -> bytes:
        """The content of a file for this card."""
        try:
            return _signed(card, card.wrapping_key_sha256 or "", card.wrap(data_key, vault_id))
        except NoUsableCertificate as refusal:
            if self._keyring_keys is None or refusal.reason not in _NO_PLACE_FOR_A_KEY:
                raise
            sealed_key = self._keyring_keys.seal(card.holder.staff_id, data_key, vault_id)
            return _signed(card, BY_KEYRING, sealed_key)


def _signed(card: WrappingCard, wrapping_key_sha256: str, wrapped_key: bytes) -> bytes:
    part = SignedPart(card.certificate_chain_der, wrapping_key_sha256, wrapped_key)
    return msgspec.json.encode(CardKeyFile(part, card.sign(part.to_be_signed())))


def _is_up_to_date(key_file: CardKeyFile | FirstKeyFile, card: WrappingCard) -> bool:
    """Whether the file is one that this card would write now."""
    if isinstance(key_file, FirstKeyFile) or key_file.signer_sha256 != card.holder.certificate_sha256:
        return False
    # A card that has no key to wrap to now can do no better than it has done, nor can one without OAEP.
    best = card.wrapping_key_sha256
    return best is None or key_file.wrapping_key_sha256 in {best, BY_KEYRING}


def _set_aside(path: Path) -> None:
    """Keep a file's content beside it. The file itself stays until the new one replaces it."""
    content = private_file.read(path)
    taken = dict(_set_aside_files(path))
    if content is not None and content not in taken.values():
        private_file.write_once(path.with_suffix(f".key.{len(taken) + 1}"), content)


def _set_aside_files(path: Path) -> Iterator[tuple[Path, bytes]]:
    """The files set aside, the oldest first."""
    for number in itertools.count(1):
        aside = path.with_suffix(f".key.{number}")
        content = private_file.read(aside)
        if content is None:
            return
        yield aside, content
