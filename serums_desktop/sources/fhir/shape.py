"""Checks that a typed decoder cannot make: where a resource's shape is wrong, said without its values."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from serums_desktop.domain.dates import PartialDate

NO_VALUE = msgspec.Raw()
_parsed = PartialDate.parse

# FHIR R4 §2.24.0.1, decimal. JSON's own grammar for numbers is the same.
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)

# A number as nearly all are: short, and without an exponent.
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,17})?", re.ASCII)

# Beyond these a number cannot be drawn or compared in useful time, and no device measures it.
_LONGEST_DECIMAL = 64
_GREATEST_EXPONENT = 300


_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Escapes of JSON: a pair of surrogates, a surrogate without its other half, any other.
_ESCAPE = re.compile(
    rb"(?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)


_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_CONTROL = re.compile(rb"[\x00-\x1f]")

# No record is nested like this, and no decoder can follow it much further.
_DEEPEST = 400
_STRING_OR_BRACKET = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class WrongShape(ValueError):
    """An element is not what FHIR says it is; `path` names it as a JSON path."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def mended(body: bytes) -> bytes:
    """JSON text without a byte order mark, halves of characters as U+FFFD, control characters escaped.

    Programs that count in UTF-16 cut texts in the middle of a character, and others write the lines of a
    letter as they are. One such text makes a whole answer undecodable, and must not hide what else is in it.
    """
    whole = _ESCAPE.sub(
        lambda found: rb"\ufffd" if found["half"] else found[0], body.removeprefix(_BYTE_ORDER_MARK)
    )
    return _STRING.sub(lambda found: _CONTROL.sub(_escaped, found[0]), whole)


def _escaped(control: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % control[0][0]


def shallow(body: bytes) -> bytes:
    """JSON text in which what is nested beyond all use is null: it must not hide what else is there."""
    kept, depth, at, deep_from = [], 0, 0, 0
    for found in _STRING_OR_BRACKET.finditer(body):
        mark = body[found.start()]
        if mark in b"[{":
            depth += 1
            if depth == _DEEPEST:
                deep_from = found.start()
        elif mark in b"]}":
            if depth == _DEEPEST:
                kept += [body[at:deep_from], b"null"]
                at = found.end()
            depth -= 1
    return b"".join([*kept, body[at:]])


def decimal(raw: msgspec.Raw, path: str) -> tuple[Decimal, str]:
    """The number and the very text the source wrote. Raises WrongShape."""
    text = str(raw, "ascii", "replace")
    if _PLAIN.fullmatch(text) is not None:
        return Decimal(text), text
    text = text.strip()
    return number(text, path), text


def number(text: str, path: str) -> Decimal:
    """A decimal in FHIR's grammar, of a size that can be drawn. Raises WrongShape."""
    if _PLAIN.fullmatch(text) is not None:
        return Decimal(text)
    if len(text) > _LONGEST_DECIMAL or _DECIMAL.fullmatch(text) is None:
        raise WrongShape(path)
    # A short text can still carry an exponent that the decimal module itself refuses.
    _, mark, exponent = text.lower().partition("e")
    if mark and abs(int(exponent)) > _GREATEST_EXPONENT:
        raise WrongShape(path)
    return Decimal(text)


def date(text: str | None, path: str) -> PartialDate | None:
    """A date as precise as the source gave it; None where none was given. Raises WrongShape."""
    if text is None:
        return None
    try:
        return _parsed(text)
    except ValueError as error:
        raise WrongShape(path) from error
