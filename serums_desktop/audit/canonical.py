"""Canonical JSON: one value, one encoding, so that what is signed can be compared byte by byte.

Keys are sorted, there are no spaces, text is UTF-8 and escaped only where JSON demands it; times are integer
milliseconds and bytes are base64. With the ASCII keys and the integers used here this is also what RFC 8785
prescribes. What equals its default is left out.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

Value = TypeVar("Value")

_ENCODER = msgspec.json.Encoder(order="sorted")


class NotCanonical(ValueError):
    """Bytes that are not the one encoding of anything expected here."""


def encode(value: object) -> bytes:
    """The encoding of a value."""
    return _ENCODER.encode(value)


def decode(content: bytes, kind: type[Value]) -> Value:
    """The value of that kind whose encoding these bytes are. Raises NotCanonical."""
    try:
        value = msgspec.json.decode(content, type=kind)
        is_canonical = encode(value) == content
    except (msgspec.MsgspecError, UnicodeError):
        raise NotCanonical from None
    if not is_canonical:
        raise NotCanonical
    return value
