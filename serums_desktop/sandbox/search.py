"""FHIR search parameters (R4 §3.1.1) of the model hospitals, read into one value."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from typing import Annotated

import msgspec

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.people import folded

COMMON_PARAMETERS = ("_id", "_lastUpdated", "_count", "_sort")
PATIENT_PARAMETERS = ("identifier", "family", "given", "name", "birthdate", "gender")
COMPARTMENT_PARAMETERS = ("patient", "subject")
ENCOUNTER_PARAMETERS = ("location", "status")
OBSERVATION_PARAMETERS = ("code",)
AUDIT_EVENT_PARAMETERS = ("source",)
_PRESENTATION = {"_format", "_pretty"}
_SORTS = {"_id", "-_id", "_lastUpdated", "-_lastUpdated"}
_PREFIXED = re.compile(r"(?P<prefix>eq|ge|le|gt|lt)?(?P<date>\d.*)")


class SearchRefusal(Exception):
    """A query this server will not answer; `parameter` names what it is about."""

    def __init__(self, parameter: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter


class DateBound(msgspec.Struct, frozen=True):
    """A date with its comparison: ``eq ge le gt lt``. Bounds are UTC epoch seconds."""

    prefix: str
    start_s: float
    end_s: float
    text: str


class Query(msgspec.Struct, frozen=True, omit_defaults=True):
    """A search, complete enough to be continued at any offset. An empty `type` means every type;
    `types` narrows that to what a token may read."""

    type: str = ""
    types: tuple[str, ...] = ()
    patient: str = ""
    ids: tuple[str, ...] = ()
    updated: tuple[DateBound, ...] = ()
    identifiers: tuple[tuple[str | None, str], ...] = ()
    family: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    birth_dates: tuple[DateBound, ...] = ()
    gender: str = ""
    locations: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    codes: tuple[tuple[str | None, str], ...] = ()
    source: str = ""
    sort: str = ""
    count: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    offset: Annotated[int, msgspec.Meta(ge=0, le=2**40)] = 0

    def token(self) -> str:
        """An opaque text that continues this query."""
        return base64.urlsafe_b64encode(msgspec.msgpack.encode(self)).decode("ascii").rstrip("=")

    @classmethod
    def from_token(cls, token: str) -> Query:
        """Read a continuation back. Raises `SearchRefusal`."""
        try:
            packed = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
            return msgspec.msgpack.decode(packed, type=cls)
        except (binascii.Error, ValueError, msgspec.DecodeError) as error:
            raise SearchRefusal("_page") from error


def parameters_of(resource_type: str) -> tuple[str, ...]:
    """The search parameters of a type beside those that every type has."""
    match resource_type:
        case "Patient":
            return PATIENT_PARAMETERS
        case "Encounter":
            return COMPARTMENT_PARAMETERS + ENCOUNTER_PARAMETERS
        case "Observation":
            return COMPARTMENT_PARAMETERS + OBSERVATION_PARAMETERS
        case "AuditEvent":
            return COMPARTMENT_PARAMETERS + AUDIT_EVENT_PARAMETERS
        case _:
            return COMPARTMENT_PARAMETERS


def read_query(
    resource_type: str, parameters: Sequence[tuple[str, str]], *, default_count: int, most: int
) -> Query:
    """Read the parameters of a type-level search. Raises `SearchRefusal` for any that is unknown."""
    known = {*COMMON_PARAMETERS, *_PRESENTATION, *parameters_of(resource_type)}
    values: dict[str, list[str]] = {}
    for key, value in parameters:
        if key not in known:
            raise SearchRefusal(key)
        values.setdefault(key, []).append(value)

    def words(key: str) -> tuple[str, ...]:
        return tuple(word for text in values.get(key, []) for word in folded(text).split())

    patients = {
        text.removeprefix("Patient/") for key in COMPARTMENT_PARAMETERS for text in values.get(key, [])
    }
    if len(patients) > 1:
        raise SearchRefusal("patient")
    sort = values.get("_sort", [""])[-1]
    if sort and sort not in _SORTS:
        raise SearchRefusal("_sort")
    return Query(
        type=resource_type,
        patient=next(iter(patients), ""),
        ids=tuple(each for text in values.get("_id", []) for each in text.split(",")),
        updated=tuple(_date("_lastUpdated", text) for text in values.get("_lastUpdated", [])),
        identifiers=tuple(_token(each) for text in values.get("identifier", []) for each in text.split(",")),
        family=words("family"),
        given=words("given"),
        name=words("name"),
        birth_dates=tuple(_date("birthdate", text) for text in values.get("birthdate", [])),
        gender=values.get("gender", [""])[-1],
        locations=tuple(
            each.removeprefix("Location/") for text in values.get("location", []) for each in text.split(",")
        ),
        statuses=tuple(_token(each)[1] for text in values.get("status", []) for each in text.split(",")),
        codes=tuple(_token(each) for text in values.get("code", []) for each in text.split(",")),
        source=values.get("source", [""])[-1],
        sort=sort,
        count=read_count(values.get("_count", []), default_count=default_count, most=most),
    )


def read_everything(
    patient: str, parameters: Sequence[tuple[str, str]], *, default_count: int, most: int
) -> Query:
    """Read the parameters of `Patient/$everything`. Raises `SearchRefusal`."""
    values: dict[str, list[str]] = {}
    for key, value in parameters:
        if key not in {"_count", "_since", *_PRESENTATION}:
            raise SearchRefusal(key)
        values.setdefault(key, []).append(value)
    return Query(
        patient=patient,
        updated=tuple(_date("_since", f"ge{text}") for text in values.get("_since", [])),
        count=read_count(values.get("_count", []), default_count=default_count, most=most),
    )


def read_count(texts: list[str], *, default_count: int, most: int) -> int:
    """The page size: what was asked for, up to the server's own limit."""
    if not texts:
        return default_count
    if not texts[-1].isdecimal() or int(texts[-1]) < 1:
        raise SearchRefusal("_count")
    return min(int(texts[-1]), most)


def _date(parameter: str, text: str) -> DateBound:
    found = _PREFIXED.fullmatch(text)
    try:
        # A plus sign that was not escaped arrives as a blank.
        date = PartialDate.parse(found["date"].replace(" ", "+")) if found else None
    except ValueError as error:
        raise SearchRefusal(parameter) from error
    if found is None or date is None:
        raise SearchRefusal(parameter)
    return DateBound(found["prefix"] or "eq", date.start_s, date.end_s, date.text)


def _token(text: str) -> tuple[str | None, str]:
    system, bar, value = text.partition("|")
    return (system, value) if bar else (None, text)
