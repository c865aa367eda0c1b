"""National numbers of invented people: their check digits are right."""

from __future__ import annotations

import random


def chi(born: str, gender: str, noise: random.Random) -> str:
    """A CHI number: DDMMYY, two serial digits, one for the sex (even: female), a modulus 11 check digit."""
    while True:
        ninth = noise.randrange(0, 10, 2) + (gender == "male")
        stem = f"{born[8:]}{born[5:7]}{born[2:4]}{noise.randrange(100):02d}{ninth}"
        check = -sum((10 - place) * int(digit) for place, digit in enumerate(stem)) % 11
        if check < 10:
            return f"{stem}{check}"


def bsn(noise: random.Random) -> str:
    """A BSN that passes the eleven-test; numbers from 999900000 on are for testing."""
    while True:
        stem = f"9999{noise.randrange(10_000):04d}"
        check = sum((9 - place) * int(digit) for place, digit in enumerate(stem)) % 11
        if check < 10:
            return f"{stem}{check}"


def cip(family: str, born: str, gender: str, noise: random.Random) -> str:
    """A Catalan CIP: letters of both surnames, the sex, YYMMDD and three digits."""
    letters = "".join(name[:2] for name in family.split()).upper()
    sex = "0" if gender == "male" else "1"
    return f"{letters}{sex}{born[2:4]}{born[5:7]}{born[8:]}{noise.randrange(100, 999)}"
