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
_DIGEST_BYTES = 16
_ARRAY_32 = b"\xdd"

_encoder = msgspec.msgpack.Encoder()
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
    """An entry, without the bytes that entries have in common."""
    return _deflate(_encoder.encode(entry), ENTRIES)


def unpack_entry(body: bytes) -> Entry:
    """An entry of `pack_entry`."""
    return msgspec.msgpack.decode(_inflate(body, ENTRIES), type=Entry)


def pack_raw(raw: bytes) -> bytes:
    """A resource's own bytes, without those that FHIR resources have in common."""
    return _deflate(raw, FHIR_R4)


def unpack_raw(body: bytes) -> bytes:
    """A resource's own bytes, every one of them."""
    return _inflate(body, FHIR_R4)


def pack_samples(samples: Samples) -> bytes:
    """A run of samples; neighbouring mantissas are alike, so the fastest level already takes most away."""
    return zlib.compress(_encoder.encode(samples), level=1)


def unpack_samples(body: bytes) -> Samples:
    """A run of `pack_samples`."""
    return msgspec.msgpack.decode(zlib.decompress(body), type=Samples)


def digest(*parts: bytes) -> bytes:
    """16 bytes that stand for these parts and their borders."""
    state = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    for part in parts:
        state.update(len(part).to_bytes(8, "little"))
        state.update(part)
    return state.digest()


def _deflate(body: bytes, dictionary: bytes) -> bytes:
    stream = zlib.compressobj(zdict=dictionary)
    return stream.compress(body) + stream.flush()


def _inflate(body: bytes, dictionary: bytes) -> bytes:
    stream = zlib.decompressobj(zdict=dictionary)
    return stream.decompress(body) + stream.flush()
