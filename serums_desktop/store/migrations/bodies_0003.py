"""Bodies as version 3 has them: Zstandard frames (RFC 8878), each with a dictionary of its own.

Resources and entries are packed up to sixty-four together, as msgpack arrays of their bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import zstandard

PLACES = 64

_LEVEL = 3
_TRAINED = Path(__file__).parent.parent / "trained"

_bodies = msgspec.msgpack.Decoder(list[bytes])


def _dictionary(name: str) -> zstandard.ZstdCompressionDict:
    return zstandard.ZstdCompressionDict((_TRAINED / f"{name}-3.zdict").read_bytes())


def _packing(name: str) -> Callable[[list[bytes]], bytes]:
    compressor = zstandard.ZstdCompressor(_LEVEL, _dictionary(name), write_dict_id=False)
    return lambda bodies: compressor.compress(msgspec.msgpack.encode(bodies))


def _unpacking(name: str) -> Callable[[bytes], list[bytes]]:
    decompressor = zstandard.ZstdDecompressor(_dictionary(name))
    return lambda packed: _bodies.decode(decompressor.decompress(packed))


packed_raws = _packing("raws")
raws = _unpacking("raws")
packed_entries = _packing("entries")
entries = _unpacking("entries")

_items = zstandard.ZstdDecompressor(_dictionary("items"))


def item(packed: bytes) -> bytes:
    """The msgpack map of an item."""
    return _items.decompress(packed)
