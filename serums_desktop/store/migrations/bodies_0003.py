"""Bodies as version 3 has them: Zstandard frames (RFC 8878) with a preset dictionary."""

from __future__ import annotations

import zstandard

from serums_desktop.store.migrations.dictionaries_0001 import ENTRIES, FHIR_R4

_LEVEL = -1
_RAW_CONTENT = zstandard.DICT_TYPE_RAWCONTENT
_ENTRIES = zstandard.ZstdCompressionDict(ENTRIES, dict_type=_RAW_CONTENT)
_RESOURCES = zstandard.ZstdCompressionDict(FHIR_R4, dict_type=_RAW_CONTENT)

_packed_entries = zstandard.ZstdCompressor(_LEVEL, _ENTRIES, write_dict_id=False)
_packed_resources = zstandard.ZstdCompressor(_LEVEL, _RESOURCES, write_dict_id=False)
_entries = zstandard.ZstdDecompressor(_ENTRIES)
_resources = zstandard.ZstdDecompressor(_RESOURCES)


def entry(packed: bytes) -> bytes:
    """The msgpack map of an entry."""
    return _entries.decompress(packed)


def packed_entry(entry: bytes) -> bytes:
    """The body of an entry."""
    return _packed_entries.compress(entry)


def raw(packed: bytes) -> bytes:
    """A resource's own bytes; of one whose content has no place in the file none."""
    return _resources.decompress(packed) if packed else b""


def packed_raw(raw: bytes) -> bytes:
    """The body of a resource."""
    return _packed_resources.compress(raw) if raw else b""


def item(packed: bytes) -> bytes:
    """The msgpack map of an item."""
    return packed
