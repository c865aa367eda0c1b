"""How domain values become the bytes of a row, and back.

Bodies are msgpack maps by field name, without the fields that have their defaults: a field with a default
can be added without a new schema version, a default cannot be changed. Decimals travel as text and stay
exact. Everything is compressed with a dictionary: what is not written need not be encrypted, and that saves
more time than compressing takes.
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
from serums_desktop.store.dictionaries import ENTRIES as _ENTRIES
from serums_desktop.store.dictionaries import ITEMS as _ITEMS
from serums_desktop.store.dictionaries import RAWS as _RAWS

Packed = TypeVar("Packed", Person, SourceCoverage)

# 128 bits: two texts that differ share a digest nowhere.
DIGEST_BYTES = 16
_ARRAY_32 = b"\xdd"

Unreadable = zstandard.ZstdError

_encoder = msgspec.msgpack.Encoder()
_entry = msgspec.msgpack.Decoder(Entry)
_bodies = msgspec.msgpack.Decoder(list[bytes])
_items = msgspec.msgpack.Decoder(tuple[TimelineItem, ...])


def pack(value: Person | SourceCoverage) -> bytes:
    """The bytes of one value."""
    return _encoder.encode(value)


def unpack(body: bytes, kind: type[Packed]) -> Packed:
    """One value of `pack`. Raises msgspec.DecodeError for anything else."""
    return msgspec.msgpack.decode(body, type=kind)


def encode_entry(entry: Entry) -> bytes:
    """The bytes of an entry."""
    return _encoder.encode(entry)


def decode_entry(body: bytes) -> Entry:
    """An entry of `encode_entry`. Raises msgspec.DecodeError for anything else."""
    return _entry.decode(body)


class Packer:
    """Compresses what a page brings. For one thread, and for a page: it holds some of what it packed."""

    __slots__ = ("_entries", "_items", "_raws")

    def __init__(self) -> None:
        self._raws = _RAWS.compressor()
        self._entries = _ENTRIES.compressor()
        self._items = _ITEMS.compressor()

    def raws(self, raws: Sequence[bytes]) -> bytes:
        """Several resources' own bytes."""
        return self._raws.compress(_encoder.encode(raws))

    def entries(self, entries: Sequence[bytes]) -> bytes:
        """Several entries, each as its bytes, or empty."""
        return self._entries.compress(_encoder.encode(entries))

    def item(self, item: TimelineItem) -> bytes:
        """An item of the timeline."""
        return self._items.compress(_encoder.encode(item))


class Unpacker:
    """Reads what a `Packer` wrote. For one thread, and for a page. Raises Unreadable for anything else."""

    __slots__ = ("_entries", "_items", "_raws")

    def __init__(self) -> None:
        self._raws = _RAWS.decompressor()
        self._entries = _ENTRIES.decompressor()
        self._items = _ITEMS.decompressor()

    def raws(self, packed: bytes) -> list[bytes]:
        """The resources' own bytes, every one of them."""
        return _bodies.decode(self._raws.decompress(packed))

    def entries(self, packed: bytes) -> list[bytes]:
        """The bytes of the entries."""
        return _bodies.decode(self._entries.decompress(packed))

    def items(self, packed: Sequence[bytes]) -> tuple[TimelineItem, ...]:
        """Many items at once: one array costs half as much as its members one by one."""
        decompress = self._items.decompress
        bodies = [decompress(one) for one in packed]
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
