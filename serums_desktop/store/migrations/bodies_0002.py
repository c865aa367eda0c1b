"""Bodies as version 2 has them.

A resource of less than 8 KiB stands as it is behind a zero byte, a longer one is a stream of version 1; an
entry is its msgpack map. Late copies of version 2 have Zstandard frames (RFC 8878) in place of both.
"""

from __future__ import annotations

import zstandard

from serums_desktop.store.migrations import bodies_0001
from serums_desktop.store.migrations.dictionaries_0001 import ENTRIES, FHIR_R4

_AS_IT_IS = b"\x00"
_WORTH_DEFLATING_BYTES = 8_192
_FRAME = b"\x28\xb5\x2f\xfd"

_RAW_CONTENT = zstandard.DICT_TYPE_RAWCONTENT
_ENTRIES = zstandard.ZstdDecompressor(zstandard.ZstdCompressionDict(ENTRIES, dict_type=_RAW_CONTENT))
_RESOURCES = zstandard.ZstdDecompressor(zstandard.ZstdCompressionDict(FHIR_R4, dict_type=_RAW_CONTENT))


def entry(packed: bytes) -> bytes:
    """The msgpack map of an entry."""
    return _ENTRIES.decompress(packed) if packed.startswith(_FRAME) else packed


def packed_entry(entry: bytes) -> bytes:
    """The body of an entry."""
    return entry


def raw(packed: bytes) -> bytes:
    """A resource's own bytes; of one whose content has no place in the file none."""
    if packed.startswith(_FRAME):
        return _RESOURCES.decompress(packed)
    if packed.startswith(_AS_IT_IS) or not packed:
        return packed[1:]
    return bodies_0001.raw(packed)


def packed_raw(raw: bytes) -> bytes:
    """The body of a resource."""
    return _AS_IT_IS + raw if len(raw) < _WORTH_DEFLATING_BYTES else bodies_0001.packed_raw(raw)
