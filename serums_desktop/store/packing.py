"""How domain values become the bytes of a row, and back.

Bodies are msgpack maps by field name, without the fields that have their defaults: a field with a default
can be added without a new schema version, a default cannot be changed. Decimals travel as text and stay
exact. Resources and entries are compressed one by one: what is not written need not be encrypted, and that
saves more time than compressing takes.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from typing import TypeVar

import msgspec
import zstandard

from serums_desktop.domain.coverage import SourceCoverage
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.people import Person
from serums_desktop.domain.series import Samples
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.store.migrations.dictionaries_0001 import ENTRIES, FHIR_R4

Packed = TypeVar("Packed", Person, SourceCoverage)

# 128 bits: two texts that differ share a digest nowhere.
DIGEST_BYTES = 16
_ARRAY_32 = b"\xdd"

# Negative levels are the fast ones: at -1 a kilobyte takes 2.5 µs, encrypting what it saves takes 5.
_LEVEL = -1

Unreadable = zstandard.ZstdError

_RESOURCES = zstandard.ZstdCompressionDict(FHIR_R4, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
_RESOURCES.precompute_compress(level=_LEVEL)
_ENTRIES = zstandard.ZstdCompressionDict(ENTRIES, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
_ENTRIES.precompute_compress(level=_LEVEL)

_encoder = msgspec.msgpack.Encoder()
_entries = msgspec.msgpack.Decoder(Entry)
_items = msgspec.msgpack.Decoder(tuple[TimelineItem, ...])


def pack(value: Person | SourceCoverage) -> bytes:
    """The bytes of one value."""
    return _encoder.encode(value)


def unpack(body: bytes, kind: type[Packed]) -> Packed:
    """One value of `pack`. Raises msgspec.DecodeError for anything else."""
    return msgspec.msgpack.decode(body, type=kind)


class Packer:
    """Compresses resources and entries. For one thread, and for a page: it holds some of what it packed."""

    __slots__ = ("_entries", "_resources")

    def __init__(self) -> None:
        self._resources = zstandard.ZstdCompressor(_LEVEL, _RESOURCES, write_dict_id=False)
        self._entries = zstandard.ZstdCompressor(_LEVEL, _ENTRIES, write_dict_id=False)

    def raw(self, raw: bytes) -> bytes:
        """A resource's own bytes; of none none."""
        return self._resources.compress(raw) if raw else b""

    def entry(self, entry: Entry) -> bytes:
        """An entry."""
        return self._entries.compress(_encoder.encode(entry))

    def item(self, item: TimelineItem) -> bytes:
        """An item of the timeline."""
        return _encoder.encode(item)


class Unpacker:
    """Reads what a `Packer` wrote. For one thread, and for a page. Raises Unreadable for anything else."""

    __slots__ = ("_entries", "_resources")

    def __init__(self) -> None:
        self._resources = zstandard.ZstdDecompressor(_RESOURCES)
        self._entries = zstandard.ZstdDecompressor(_ENTRIES)

    def raw(self, body: bytes) -> bytes:
        """A resource's own bytes, every one of them."""
        return self._resources.decompress(body) if body else b""

    def entry(self, body: bytes) -> Entry:
        """An entry."""
        return _entries.decode(self._entries.decompress(body))

    def items(self, bodies: Sequence[bytes]) -> tuple[TimelineItem, ...]:
        """Many items at once: one array costs half as much as its members one by one."""
        return _items.decode(b"".join((_ARRAY_32, len(bodies).to_bytes(4, "big"), *bodies)))


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
