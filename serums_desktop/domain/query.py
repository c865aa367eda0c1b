"""What was understood of the words in the search field."""

from __future__ import annotations

import datetime as dt
import enum
import re

import msgspec

from serums_desktop.domain.identifiers import BSN, CHI, CIP, DNI, NHS, Check, Identifier
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
_DNI = re.compile(r"(?:\d{8}|[XYZ]\d{7})-?[A-Z]", re.IGNORECASE)
_CIP = re.compile(r"[A-Z]{4}\s?\d\s?\d{6}\s?\d{3}", re.IGNORECASE)
_DIGITS = re.compile(r"\d{9,10}")


def understand(text: str) -> PatientQuery:
    """Read a line such as ``soler vila joana 14/3/1935 99881135R``.

    Dates are day first, or year first; national numbers are taken by their shape, and where two shapes
    are possible by the check digit that is right.
    """
    identifiers: list[Identifier] = []
    birth_date: dt.date | None = None

    def take_cip(found: re.Match[str]) -> str:
        identifiers.append(Identifier(CIP.system, found[0].replace(" ", "").upper()))
        return " "

    words: list[str] = []
    for word in _CIP.sub(take_cip, text.replace(",", " ")).split():
        if (date := _read_date(word)) is not None:
            birth_date = date
        elif _DNI.fullmatch(word):
            identifiers.append(Identifier(DNI.system, word.replace("-", "").upper()))
        elif _DIGITS.fullmatch(word):
            identifiers.extend(_numbers(word))
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


def _numbers(digits: str) -> list[Identifier]:
    systems = (BSN,) if len(digits) == 9 else (CHI, NHS)
    shaped = [Identifier(number.system, digits) for number in systems]
    return [number for number in shaped if number.check() is Check.RIGHT] or shaped[:1]


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
