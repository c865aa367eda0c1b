"""Bodies as version 1 has them: zlib streams (RFC 1950) with a preset dictionary."""

from __future__ import annotations

import zlib

from serums_desktop.store.migrations.dictionaries_0001 import ENTRIES, FHIR_R4


def entry(packed: bytes) -> bytes:
    """The msgpack map of an entry."""
    return _inflate(packed, ENTRIES)


def packed_entry(entry: bytes) -> bytes:
    """The body of an entry."""
    return _deflate(entry, ENTRIES)


def raw(packed: bytes) -> bytes:
    """A resource's own bytes."""
    return _inflate(packed, FHIR_R4)


def packed_raw(raw: bytes) -> bytes:
    """The body of a resource."""
    return _deflate(raw, FHIR_R4)


def _inflate(body: bytes, dictionary: bytes) -> bytes:
    stream = zlib.decompressobj(zdict=dictionary)
    return stream.decompress(body) + stream.flush()


def _deflate(body: bytes, dictionary: bytes) -> bytes:
    stream = zlib.compressobj(level=1, zdict=dictionary)
    return stream.compress(body) + stream.flush()
