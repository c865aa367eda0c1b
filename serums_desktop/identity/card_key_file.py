"""The file that keeps a cardholder's cache key: wrapped, and signed by the card that wrote it.

Nothing in it is secret. The signature matters as much as the wrapping: anybody may wrap a key of their own to
a card's public key, and whoever could slip it in would read all that is written from then on.
"""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.identity import card_signature

# The key is sealed by a secret of the keyring, not wrapped to a key of the card.
BY_KEYRING: Final = "keyring"

_FORMAT: Final = 2
_LABEL: Final = b"serums-desktop card key file\x00"
_FIRST_LABEL: Final = b"serums-desktop key file\x00"
# msgspec has no error of its own for a field's name that is not UTF-8.
_NO_SUCH_FILE: Final = (msgspec.DecodeError, UnicodeDecodeError)


class SignedPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All but the signature.

    `signer_chain` holds certificates (DER), that of the signing card first, the anchor left out.
    `wrapping_key_sha256` is the fingerprint of the public key that the key is wrapped to, or `BY_KEYRING`.
    """

    signer_chain: tuple[bytes, ...]
    wrapping_key_sha256: str
    wrapped_key: bytes
    format: int = _FORMAT

    def to_be_signed(self) -> bytes:
        """What the card signs; no other message of this program begins like it."""
        return _LABEL + msgspec.json.encode(self)


class CardKeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is on disk, in JSON."""

    signed: SignedPart
    signature: bytes

    @property
    def wrapped_key(self) -> bytes:
        """A blob of `key_wrapping` or `signing_card_key`."""
        return self.signed.wrapped_key

    @property
    def wrapping_key_sha256(self) -> str | None:
        """What the key is wrapped to."""
        return self.signed.wrapping_key_sha256

    @property
    def signer_chain(self) -> tuple[bytes, ...]:
        """The certificates of the card that wrote the file, its own first."""
        return self.signed.signer_chain

    @property
    def signer_sha256(self) -> str:
        """Fingerprint of the signer's certificate, in hex."""
        return hashlib.sha256(self.signed.signer_chain[0]).hexdigest()

    def is_signed_by(self, certificate_der: bytes) -> bool:
        """Whether the key of this certificate made the signature."""
        return card_signature.is_signed_by(certificate_der, self.signed.to_be_signed(), self.signature)


class FirstKeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first format: it names its signer by fingerprint alone, so only the very same card can check it."""

    certificate_sha256: str
    wrapped_key: bytes
    signature: bytes

    # The key-management key of the card that signed, whichever that was.
    wrapping_key_sha256 = None
    signer_chain = ()

    @property
    def signer_sha256(self) -> str:
        """Fingerprint of the signer's certificate, in hex."""
        return self.certificate_sha256

    def is_signed_by(self, certificate_der: bytes) -> bool:
        """Whether the key of this certificate made the signature."""
        try:
            signed = _FIRST_LABEL + bytes.fromhex(self.certificate_sha256) + self.wrapped_key
        except ValueError:
            return False
        return card_signature.is_signed_by(certificate_der, signed, self.signature)


def parse(content: bytes) -> CardKeyFile | FirstKeyFile:
    """Raises KeyNotReleased for what is no key file of a format known here."""
    try:
        found = msgspec.json.decode(content, type=CardKeyFile)
    except _NO_SUCH_FILE:
        try:
            return msgspec.json.decode(content, type=FirstKeyFile)
        except _NO_SUCH_FILE as error:
            raise KeyNotReleased(KeyRefusal.UNREADABLE) from error
    if found.signed.format != _FORMAT or not found.signed.signer_chain:
        raise KeyNotReleased(KeyRefusal.UNREADABLE)
    return found
