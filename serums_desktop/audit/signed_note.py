"""Signed notes (C2SP signed-note): text, an empty line, and lines of who signed it, with Ed25519 keys.

https://c2sp.org/signed-note. Only signatures of type 0x01 are made and checked; other lines of a note, such
as a witness's, are let be.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Self

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ED25519 = b"\x01"
_KEY_ID_BYTES = 4
_PUBLIC_KEY_BYTES = 32
_LONGEST_NOTE = 1_000_000
_LONGEST_SIGNATURES = 100

_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIGNATURE_LINE = re.compile(r"— (?P<name>[^\s+]+) (?P<signature>\S+)\n")


class NoteRefused(ValueError):
    """A note that is no note, or that the key did not sign."""


class VerificationKey(msgspec.Struct, frozen=True):
    """The name and public key (32 bytes, Ed25519) of who signs notes."""

    name: str
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)."""
        content = self.name.encode() + b"\n" + _ED25519 + self.public_key
        return hashlib.sha256(content).digest()[:_KEY_ID_BYTES]

    def __str__(self) -> str:
        """The key as people hand it around: name, key id and key, joined by plus signs."""
        encoded = base64.b64encode(_ED25519 + self.public_key).decode("ascii")
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` wrote. Raises NoteRefused."""
        name, _plus, rest = text.partition("+")
        key_id, _plus, encoded = rest.partition("+")
        content = strict_base64(encoded)
        if len(content) != 1 + _PUBLIC_KEY_BYTES or content[:1] != _ED25519 or not _NAME.fullmatch(name):
            raise NoteRefused
        key = cls(name, content[1:])
        if key.key_id.hex() != key_id:
            raise NoteRefused
        return key


class SigningKey:
    """A name and the private key that signs under it."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError("a name has neither spaces nor plus signs")
        self._key = key
        self.verification_key = VerificationKey(name, key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The note: `text`, which ends with a line feed, and this key's signature."""
        if not text.endswith("\n") or _CONTROL.search(text):
            raise ValueError("a note is lines of text")
        key = self.verification_key
        signature = base64.b64encode(key.key_id + self._key.sign(text.encode())).decode("ascii")
        return f"{text}\n— {key.name} {signature}\n"


def open_note(note: str, key: VerificationKey) -> str:
    """The text of a note that this key signed. Raises NoteRefused."""
    head, separator, tail = note.rpartition("\n\n")
    text = f"{head}\n"
    lines = tail.splitlines(keepends=True)
    if not separator or not head or not lines or len(lines) > _LONGEST_SIGNATURES:
        raise NoteRefused
    if len(note) > _LONGEST_NOTE or _CONTROL.search(note):
        raise NoteRefused
    signatures = [_signature(line, key) for line in lines]
    own = [signature for signature in signatures if signature is not None]
    if len(own) != 1:
        raise NoteRefused
    try:
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(own[0], text.encode())
    except (InvalidSignature, ValueError, UnicodeError):
        raise NoteRefused from None
    return text


def strict_base64(text: str) -> bytes:
    """Decode base64 that is written the one way it can be. Raises NoteRefused."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteRefused from None
    if base64.b64encode(content).decode("ascii") != text:
        raise NoteRefused
    return content


def _signature(line: str, key: VerificationKey) -> bytes | None:
    """The signature in a line, None where somebody else signed. Raises NoteRefused."""
    found = _SIGNATURE_LINE.fullmatch(line)
    if found is None:
        raise NoteRefused
    content = strict_base64(found["signature"])
    if len(content) <= _KEY_ID_BYTES:
        raise NoteRefused
    if found["name"] != key.name or content[:_KEY_ID_BYTES] != key.key_id:
        return None
    return content[_KEY_ID_BYTES:]
