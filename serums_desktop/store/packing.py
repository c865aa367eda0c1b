"""How domain values become the bytes of a row, and back.

Bodies are msgpack maps by field name, without the fields that have their defaults: a field with a default
can be added without a new schema version, a default cannot be changed. Decimals travel as text and stay
exact.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from serums_desktop.domain.coverage import SourceCoverage
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.people import Person
from serums_desktop.domain.series import Samples
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.store.dictionaries import ENTRIES, FHIR_R4

Packed = TypeVar("Packed", Person, SourceCoverage)

# 128 bits: two texts that differ share a digest nowhere.
DIGEST_BYTES = 16
_ARRAY_32 = b"\xdd"

# The first byte of a body that is not compressed; no zlib stream begins with it (RFC 1950 §2.2).
_AS_IT_IS = b"\x00"
_WORTH_DEFLATING_BYTES = 8_192

_encoder = msgspec.msgpack.Encoder()
_entries = msgspec.msgpack.Decoder(Entry)
_items = msgspec.msgpack.Decoder(tuple[TimelineItem, ...])


def pack(value: Person | SourceCoverage | TimelineItem) -> bytes:
    """The bytes of one value."""
    return _encoder.encode(value)


def unpack(body: bytes, kind: type[Packed]) -> Packed:
    """One value of `pack`. Raises msgspec.DecodeError for anything else."""
    return msgspec.msgpack.decode(body, type=kind)


def unpack_timeline(bodies: Sequence[bytes]) -> Timeline:
    """Many items at once: one array costs half as much as its members one by one."""
    return Timeline(_items.decode(b"".join((_ARRAY_32, len(bodies).to_bytes(4, "big"), *bodies))))


def pack_entry(entry: Entry) -> bytes:
    """An entry."""
    return _encoder.encode(entry)


def unpack_entry(body: bytes) -> Entry:
    """An entry of `pack_entry`."""
    return _entries.decode(body)


def unpack_deflated_entry(body: bytes) -> Entry:
    """An entry of a vault of version 1."""
    return _entries.decode(_inflate(body, ENTRIES))


def pack_raw(raw: bytes) -> bytes:
    """A resource's own bytes.

    Only a long one is compressed: writing a kilobyte encrypted takes 4 µs, compressing it first takes 16.
    """
    if len(raw) < _WORTH_DEFLATING_BYTES:
        return _AS_IT_IS + raw
    stream = zlib.compressobj(level=1, zdict=FHIR_R4)
    return stream.compress(raw) + stream.flush()


def unpack_raw(body: bytes) -> bytes:
    """A resource's own bytes, every one of them."""
    return body[1:] if body.startswith(_AS_IT_IS) else _inflate(body, FHIR_R4)


def pack_samples(samples: Samples) -> bytes:
    """A run of samples; neighbouring mantissas are alike, so the fastest level already takes most away."""
    return zlib.compress(_encoder.encode(samples), level=1)


def unpack_samples(body: bytes) -> Samples:
    """A run of `pack_samples`."""
    return msgspec.msgpack.decode(zlib.decompress(body), type=Samples)


def digest(*parts: bytes) -> bytes:
    """16 bytes that stand for these parts and their borders."""
    return hashlib.blake2b(_encoder.encode(parts), digest_size=DIGEST_BYTES).digest()


def fingerprint(*parts: bytes) -> int:
    """64 bits that tell whether these parts are those of last time, as a signed number."""
    state = hashlib.blake2b(_encoder.encode(parts), digest_size=8)
    return int.from_bytes(state.digest(), "little", signed=True)


def _inflate(body: bytes, dictionary: bytes) -> bytes:
    stream = zlib.decompressobj(zdict=dictionary)
    return stream.decompress(body) + stream.flush()
