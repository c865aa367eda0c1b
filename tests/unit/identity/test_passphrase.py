from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.domain.errors import WeakPassphrase
from serums_desktop.identity.passphrase import Argon2Cost, check_strength, key_encryption_key

SALT = bytes(range(16))
SECRET = bytearray(range(32))


@pytest.mark.parametrize("words", ["", "short", "elevencharä", "äöüäöüäöüäö"])
def test_fewer_than_twelve_characters_are_refused(words: str) -> None:
    with pytest.raises(WeakPassphrase) as caught:
        check_strength(bytearray(words.encode()))

    assert caught.value.shortest == 12


@pytest.mark.parametrize("words", ["twelve chars", "äöüäöüäöüäöü", "χαλκός μέλι γη"])
def test_characters_are_counted_and_not_bytes(words: str) -> None:
    check_strength(bytearray(words.encode()))


def test_the_key_is_argon2id_under_hkdf() -> None:
    passphrase = bytearray(b"correct horse battery staple")

    key = key_encryption_key(passphrase, SALT, Argon2Cost(), SECRET, b"binding")

    stretched = Argon2id(salt=SALT, length=32, iterations=3, lanes=4, memory_cost=65_536).derive(
        bytes(passphrase)
    )
    assert key == HKDF(hashes.SHA256(), length=32, salt=bytes(SECRET), info=b"binding").derive(stretched)
    assert passphrase == b"correct horse battery staple"


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 65_535},
        {"memory_kib": 2_000_000},
        {"iterations": 2},
        {"iterations": 1_000_000},
        {"lanes": 1},
        {"lanes": 17},
    ],
)
def test_a_guess_is_never_cheap_nor_ruinous(cost: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        Argon2Cost(**cost)
