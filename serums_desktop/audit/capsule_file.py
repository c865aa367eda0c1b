"""The file of a downtime capsule: slots of one size, each sealed by a key of its own.

    serums-desktop capsule 1
    <header, canonical JSON>
    <slots, one after the other>
    <HMAC-SHA256 of all that comes before>

Who is in it stands in the last slots, the directory. A slot holds a length, Zstandard and zeros, under
AES-256-GCM; its key is HKDF-SHA256 of the ward key under the file's salt, with the slot's number as info,
and its associated data are the digest of the header and that number. Slots nobody lies in look like all
others, the number of slots is a multiple of 64, and who lies in which is drawn by lot: the file tells how
many beds a ward has at most, and nothing of anybody in them.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Self, TypeVar

import msgspec
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.audit import canonical
from serums_desktop.domain.capsule import CapsuleContent
from serums_desktop.domain.people import Person

FIRST_LINE = b"serums-desktop capsule 1\n"
WARD_KEY_BYTES = 32
SLOTS_TOGETHER = 64
SMALLEST_SLOT_BYTES = 64 * 1024
# With what goes round it, one patient's part is one message to the keeper.
LARGEST_CONTENT_BYTES = 768 * 1024

_Kind = TypeVar("_Kind")

_TAG_BYTES = 16
_LENGTH_BYTES = 4
_DIGEST_BYTES = 32
_SALT_BYTES = 32
_MOST_PATIENTS = 1024
# Each key seals one slot of one file and nothing else.
_NONCE = bytes(12)
_SLOT_INFO = b"serums-desktop capsule 1 slot "
_FILE_INFO = b"serums-desktop capsule 1 file"


class NotACapsule(ValueError):
    """A file that nobody sealed like this under this key."""


class TooLarge(ValueError):
    """More than a capsule holds, of one patient or of a ward."""


class CapsuleHeader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody can read of a file. `slots` are the patients', before those of the directory."""

    origin: str
    ward: str
    filled_ms: int
    generation: int
    slots: int
    directory_slots: int
    slot_bytes: int
    salt: bytes


class CapsuleFile:
    """A capsule whose every byte was found to be as it was sealed."""

    def __init__(self, header: CapsuleHeader, slots: Sequence[memoryview], ward_key: bytes) -> None:
        self.header = header
        self._slots = slots
        self._ward_key = ward_key
        self._bound_to = _digest(header)

    @classmethod
    def opened(cls, content: bytes, ward_key: bytes) -> Self:
        """Check a file. Raises NotACapsule."""
        body, seal = content[:-_DIGEST_BYTES], content[-_DIGEST_BYTES:]
        line, feed, _rest = body.removeprefix(FIRST_LINE).partition(b"\n")
        try:
            header = canonical.decode(line, CapsuleHeader)
        except canonical.NotCanonical:
            raise NotACapsule from None
        start, count = len(FIRST_LINE) + len(line) + len(feed), header.slots + header.directory_slots
        is_shaped = content.startswith(FIRST_LINE) and header.slot_bytes > 0 < header.directory_slots
        if not is_shaped or len(body) != start + count * header.slot_bytes:
            raise NotACapsule
        if not hmac.compare_digest(seal, _sealed(body, header, ward_key)):
            raise NotACapsule
        view = memoryview(body)[start:]
        size = header.slot_bytes
        return cls(header, [view[place : place + size] for place in range(0, len(view), size)], ward_key)

    def patients(self) -> tuple[Person, ...]:
        """Everybody who is in it, by family name. Raises NotACapsule."""
        return tuple(sorted((person for _, person in self._directory()), key=_by_name))

    def content(self, key: str) -> CapsuleContent | None:
        """What is held of the patient that a source knows as ``source/id``, None of nobody in it.

        Raises NotACapsule.
        """
        for number, person in self._directory():
            if any(patient.key == key for patient in person.known_as):
                return _decoded(self._slot(number), CapsuleContent)
        return None

    def _directory(self) -> list[tuple[int, Person]]:
        first = self.header.slots
        parts = [self._slot(first + one) for one in range(self.header.directory_slots)]
        return [entry for part in parts for entry in _decoded(part, list[tuple[int, Person]])]

    def _slot(self, number: int) -> bytes:
        cipher = AESGCM(_derived(self._ward_key, self.header.salt, _SLOT_INFO + b"%d" % number))
        try:
            padded = cipher.decrypt(_NONCE, self._slots[number], self._bound_to + b"%d" % number)
            length = int.from_bytes(padded[:_LENGTH_BYTES])
            return zstandard.ZstdDecompressor().decompress(
                padded[_LENGTH_BYTES : _LENGTH_BYTES + length], max_output_size=8 * LARGEST_CONTENT_BYTES
            )
        except (InvalidTag, IndexError, zstandard.ZstdError):
            raise NotACapsule from None


def sealed(
    contents: Sequence[CapsuleContent],
    ward_key: bytes,
    *,
    origin: str,
    ward: str,
    filled_s: float,
    generation: int,
) -> bytes:
    """The file of a ward's patients. Raises TooLarge."""
    if len(contents) > _MOST_PATIENTS:
        raise TooLarge
    packed = [_packed(content) for content in contents]
    groups = max(1, -(-len(packed) // SLOTS_TOGETHER))
    lots = list(range(groups * SLOTS_TOGETHER))
    secrets.SystemRandom().shuffle(lots)
    places = dict(zip(lots, packed, strict=False))
    entries = [(place, content.person) for place, content in zip(lots, contents, strict=False)]
    directory = [
        _packed(entries[first : first + SLOTS_TOGETHER])
        for first in range(0, groups * SLOTS_TOGETHER, SLOTS_TOGETHER)
    ]
    slot_bytes = SMALLEST_SLOT_BYTES
    while slot_bytes < max(map(len, (*packed, *directory))) + _LENGTH_BYTES + _TAG_BYTES:
        slot_bytes *= 2
    header = CapsuleHeader(
        origin=origin,
        ward=ward,
        filled_ms=round(filled_s * 1000),
        generation=generation,
        slots=len(lots),
        directory_slots=groups,
        slot_bytes=slot_bytes,
        salt=secrets.token_bytes(_SALT_BYTES),
    )
    nobody = _packed(None)
    held = [places.get(number, nobody) for number in range(len(lots))] + directory
    bound_to = _digest(header)
    body = bytearray(FIRST_LINE + canonical.encode(header) + b"\n")
    for number, content in enumerate(held):
        room = slot_bytes - _LENGTH_BYTES - _TAG_BYTES
        padded = len(content).to_bytes(_LENGTH_BYTES) + content.ljust(room, b"\0")
        cipher = AESGCM(_derived(ward_key, header.salt, _SLOT_INFO + b"%d" % number))
        body += cipher.encrypt(_NONCE, padded, bound_to + b"%d" % number)
    return bytes(body) + _sealed(bytes(body), header, ward_key)


def fits(content: CapsuleContent) -> bool:
    """Whether one patient's part is small enough for a slot and for a message."""
    return len(msgspec.msgpack.encode(content)) <= LARGEST_CONTENT_BYTES


def header_of(content: bytes) -> CapsuleHeader:
    """What a file says of itself, unchecked. Raises NotACapsule."""
    line, _feed, _rest = content.removeprefix(FIRST_LINE).partition(b"\n")
    try:
        return canonical.decode(line, CapsuleHeader)
    except canonical.NotCanonical:
        raise NotACapsule from None


def _packed(value: object) -> bytes:
    packed = msgspec.msgpack.encode(value)
    if len(packed) > LARGEST_CONTENT_BYTES:
        raise TooLarge
    return zstandard.ZstdCompressor().compress(packed)


def _decoded(packed: bytes, kind: type[_Kind]) -> _Kind:
    try:
        return msgspec.msgpack.decode(packed, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise NotACapsule from None


def _digest(header: CapsuleHeader) -> bytes:
    return hashlib.sha256(canonical.encode(header)).digest()


def _sealed(body: bytes, header: CapsuleHeader, ward_key: bytes) -> bytes:
    return hmac.digest(_derived(ward_key, header.salt, _FILE_INFO), body, "sha256")


def _derived(ward_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt, info).derive(ward_key)


def _by_name(person: Person) -> tuple[str, str]:
    return person.leading.name.family, person.leading.name.given
