"""Commitments: an entry is bound to a value that it does not hold.

The commitment to a value is HMAC-SHA256 under a random nonce of 32 bytes. Whoever has nonce and value can
show that they belong to the entry; without the nonce nobody can find the value by trying, and when the nonce
is erased nobody ever will.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Self

import msgspec

NONCE_BYTES = 32


class Opening(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value and the nonce that opens the commitment to it."""

    nonce: bytes
    value: str

    @classmethod
    def of(cls, value: str) -> Self:
        """A fresh nonce for a value."""
        return cls(secrets.token_bytes(NONCE_BYTES), value)

    @property
    def commitment(self) -> bytes:
        """The commitment that this opens, 32 bytes."""
        return commitment(self.nonce, self.value.encode())

    def __repr__(self) -> str:
        return "<Opening>"


def commitment(nonce: bytes, value: bytes) -> bytes:
    """HMAC-SHA256 of a value under a nonce."""
    return hmac.new(nonce, value, hashlib.sha256).digest()
