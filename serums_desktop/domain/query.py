"""What was understood of the words in the search field."""

from __future__ import annotations

import datetime as dt
import enum
import re
from typing import Final

import msgspec

from serums_desktop.domain.identifiers import (
    AHVN,
    BSN,
    CF,
    CHI,
    CIP,
    DNI,
    FNR,
    HETU,
    INS,
    KVNR,
    NHS,
    PERSONNUMMER,
    PESEL,
    SSIN,
    SVNR,
    Check,
    Identifier,
    NationalNumber,
)
from serums_desktop.domain.people import Agreement, PatientAtSource, folded


class PatientQuery(msgspec.Struct, frozen=True):
    """What sources are asked. `words` are name parts as typed: which are surnames, the source knows."""

    words: tuple[str, ...] = ()
    birth_date: dt.date | None = None
    identifiers: tuple[Identifier, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing that could find a person: a birth date alone would list strangers."""
        return not (self.words or self.identifiers)


_DATE = re.compile(r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,4})")
_CIP = re.compile(r"(?<![^\W\d_])([A-Z]{4})(\s?\d\s?\d{6}\s?\d{3})(?!\d)", re.IGNORECASE)

# The shapes of national numbers. Where one fits several, the one whose check digit is right is meant.
_SHAPES: Final = (
    (re.compile(r"(?:\d{8}|[XYZ]\d{7})-?[A-Z]", re.IGNORECASE), (DNI,)),
    (re.compile(r"[A-Z]\d{9}", re.IGNORECASE), (KVNR,)),
    (re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]", re.IGNORECASE), (CF,)),
    (re.compile(r"\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]", re.IGNORECASE), (HETU, PERSONNUMMER)),
    (re.compile(r"\d{9}"), (BSN,)),
    (re.compile(r"\d{10}"), (CHI, NHS, SVNR, PERSONNUMMER)),
    (re.compile(r"\d{11}"), (PESEL, SSIN, FNR)),
    (re.compile(r"\d{12}"), (PERSONNUMMER,)),
    (re.compile(r"756\d{10}"), (AHVN,)),
    (re.compile(r"[12]\d{4}(?:\d|2[AB])\d{8}(?:\d)?", re.IGNORECASE), (INS,)),
)


def understand(text: str) -> PatientQuery:
    """Read a line such as ``soler vila joana 14/3/1935 99881135R``.

    Dates are day first, or year first; national numbers are taken by their shape, and where two shapes
    are possible by the check digit that is right.
    """
    identifiers: list[Identifier] = []
    birth_date: dt.date | None = None

    def take_cip(found: re.Match[str]) -> str:
        # A surname of four letters before somebody's Scottish or English number is no CIP.
        after = found[2].strip()
        if after.isdigit() and found[2] != after and Identifier(CHI.system, after).check() is Check.RIGHT:
            return found[0]
        identifiers.append(Identifier(CIP.system, found[0].replace(" ", "").upper()))
        return " "

    words: list[str] = []
    for word in _CIP.sub(take_cip, text.replace(",", " ")).split():
        if (date := _read_date(word)) is not None:
            birth_date = date
        elif numbers := _numbers(word):
            identifiers.extend(numbers)
        else:
            words.append(word)
    return PatientQuery(tuple(words), birth_date, tuple(identifiers))


def _read_date(word: str) -> dt.date | None:
    found = _DATE.fullmatch(word)
    if found is None:
        return None
    parts = [int(found[name]) for name in "abc"]
    if len(found["c"]) == 4:
        parts.reverse()
    elif len(found["a"]) != 4:
        return None
    try:
        return dt.date(*parts)
    except ValueError:
        return None


def _numbers(word: str) -> list[Identifier]:
    systems = [number for shape, numbers in _SHAPES if shape.fullmatch(word) for number in numbers]
    shaped = [Identifier(number.system, _as_kept(number, word)) for number in systems]
    return [number for number in shaped if number.check() is Check.RIGHT] or shaped[:1]


def _as_kept(number: NationalNumber, word: str) -> str:
    # Finland's and Sweden's signs tell the century; Spain's hyphen tells nothing.
    return word.upper() if number in {HETU, PERSONNUMMER} else word.replace("-", "").upper()


class Grade(enum.StrEnum):
    """How well a person fits what was typed, by the rule that links people and not by a score."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"


class Criterion(msgspec.Struct, frozen=True):
    """One thing compared between the query and a patient: ``identifier``, ``birth-date`` or ``name``."""

    name: str
    agreement: Agreement
    system: str = ""


def compare(query: PatientQuery, patient: PatientAtSource) -> tuple[Criterion, ...]:
    """How a patient agrees with what was typed, criterion by criterion."""
    theirs = {number.system: number.value for number in patient.identifiers}
    criteria: list[Criterion] = []
    for asked in query.identifiers:
        if asked.system not in theirs:
            agreement = Agreement.NOT_GIVEN
        else:
            agreement = Agreement.SAME if theirs[asked.system] == asked.value else Agreement.DIFFERS
        criteria.append(Criterion("identifier", agreement, asked.system))
    if query.birth_date is not None:
        born = patient.birth_date
        if born is None:
            agreement = Agreement.NOT_GIVEN
        else:
            agreement = Agreement.SAME if born.text == query.birth_date.isoformat() else Agreement.DIFFERS
        criteria.append(Criterion("birth-date", agreement))
    if query.words:
        names = folded(f"{patient.name.family} {patient.name.given}").split()
        asked_words = [part for word in query.words for part in folded(word).split()]
        same = all(any(name == word for name in names) for word in asked_words)
        criteria.append(Criterion("name", Agreement.SAME if same else Agreement.DIFFERS))
    return tuple(criteria)
