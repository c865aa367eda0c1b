"""Amounts as people write them: brought to one writing where that cannot change what they say.

Nothing is converted: 0.5 g and 500 mg stay two writings. A comma or point before exactly three digits may
part thousands in one country and decimals in another, so such a number is left as it was written.
"""

from __future__ import annotations

import re
import unicodedata

# UCUM writes the micro sign as u; ISMP asks for mcg; a unit of activity is U, IU, IE, UI or E.
_UNITS = {
    "mg": "mg", "milligram": "mg", "milligrams": "mg", "miligramos": "mg", "milligramm": "mg",
    "g": "g", "gram": "g", "grams": "g", "gramm": "g", "gramos": "g",
    "ug": "ug", "mcg": "ug", "microgram": "ug", "micrograms": "ug", "microgramos": "ug", "mikrogramm": "ug",
    "ng": "ng", "nanogram": "ng", "nanograms": "ng",
    "ml": "ml", "l": "l", "h": "h", "hr": "h", "%": "%", "mmol": "mmol", "meq": "meq",
    "u": "unit", "unit": "unit", "units": "unit", "unidades": "unit", "unitats": "unit",
    "eenheden": "unit", "einheiten": "unit", "unites": "unit", "e": "unit",
    "iu": "unit", "ui": "unit", "ie": "unit", "i.e.": "unit", "i.u.": "unit", "u.i.": "unit",
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = r"\d+(?:[.,]\d+)*"
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?P<numbers>{_NUMBER}(?:\s*[/+]\s*{_NUMBER})*)\s*(?P<unit>{_UNIT})(?![\w.])"
    rf"(?:\s*/\s*(?:(?P<per>{_NUMBER})?\s*(?P<per_unit>ml|l|hr?|dosis|dose|puff|actuation)|(?P<gram>g))(?![\w.]))?",
)
_WRITTEN = re.compile(_NUMBER)
_HYPHEN_OF_TIMES = re.compile(r"(?<=\d)\s*[-\N{EN DASH}\N{HYPHEN}]\s*(?=\d)")

# A longer text is a letter; it meets only what is equal in every character.
_LONGEST_DOSE = 2000


def one_case(text: str) -> str:
    """Text without case, accents and signs of compatibility, its blanks single."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    # The micro sign decomposes to the Greek letter.
    return " ".join(plain.replace("\N{GREEK SMALL LETTER MU}", "u").split())


def number(written: str) -> str:
    """A decimal in one writing: 47,5 and 47.50 are 47.5. What may part thousands stays as it is."""
    whole, mark, decimals = written.replace(",", ".").partition(".")
    if not mark or "." in decimals:
        return written
    if len(decimals) == 3 and whole.strip("0"):
        return written
    decimals = decimals.rstrip("0")
    whole = whole.lstrip("0") or "0"
    return f"{whole}.{decimals}" if decimals else whole


def dose(text: str) -> str:
    """A dose's words for comparing: no case and accents, numbers in one writing, 1 - 0 - 1 as 1-0-1."""
    if len(text) > _LONGEST_DOSE:
        return text
    plain = one_case(text).replace("\N{MULTIPLICATION SIGN}", "x")
    return _HYPHEN_OF_TIMES.sub("-", _WRITTEN.sub(lambda found: number(found[0]), plain))


def take_strengths(plain: str) -> tuple[tuple[str, ...], str]:
    """The strengths in a product's words (as of `one_case`), in their order, and the words without them.

    "875/125 mg" and "875 mg / 125 mg" are two strengths; "100 units/ml", "5 mg/5 ml" and "20 mg/g" are one.
    """
    strengths: list[str] = []

    def take(found: re.Match[str]) -> str:
        unit = _UNITS[found["unit"]]
        per = ""
        if found["gram"]:
            per = "/1g"
        elif found["per_unit"]:
            amount = number(found["per"]) if found["per"] else "1"
            per = f"/{amount}{_UNITS.get(found['per_unit'], 'dose')}"
        strengths.extend(f"{number(each[0])}{unit}{per}" for each in _WRITTEN.finditer(found["numbers"]))
        return " "

    rest = _AMOUNT.sub(take, plain)
    return tuple(strengths), rest
