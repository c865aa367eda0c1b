from __future__ import annotations

import hashlib
import hmac

from serums_desktop.audit.commitments import Opening


def test_a_commitment_is_the_hmac_of_the_value() -> None:
    opening = Opening(bytes(range(32)), "Größe")
    assert opening.commitment == hmac.digest(bytes(range(32)), "Größe".encode(), hashlib.sha256)


def test_the_same_value_twice_is_two_commitments() -> None:
    first, second = Opening.of("p-77"), Opening.of("p-77")
    assert first.commitment != second.commitment
    assert len(first.nonce) == 32


def test_a_value_stands_in_no_text() -> None:
    assert "p-77" not in repr(Opening.of("p-77"))
