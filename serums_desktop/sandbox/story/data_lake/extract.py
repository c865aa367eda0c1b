"""What a hospital's nightly extract takes from its record: local times, short texts, codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from serums_desktop.sandbox.data_lake.columns import COLUMNS
from serums_desktop.sandbox.data_lake.lake import Row, Value
from serums_desktop.sandbox.story.resources import ICD10, Resource


def row(table: str, **cells: Value) -> Row:
    """A row of a table with a null in each column that is not given. Raises KeyError for an unknown one."""
    empty: Row = dict.fromkeys(COLUMNS[table].split())
    unknown = cells.keys() - empty.keys()
    if unknown:
        raise KeyError(f"{table}: {', '.join(sorted(unknown))}")
    return {**empty, **cells}


def of_type(record: list[Resource], resource_type: str, prefix: str = "") -> Iterator[Resource]:
    """The resources of one type whose ids begin so."""
    for resource in record:
        if resource["resourceType"] == resource_type and resource["id"].startswith(prefix):
            yield resource


def local(written: str | None) -> dt.datetime | None:
    """A dateTime as a column without zones has it: the local clock, partial dates on their first day."""
    if not written:
        return None
    padded = written if len(written) >= 10 else f"{written}-01-01"[:10]
    return dt.datetime.fromisoformat(padded).replace(tzinfo=None)


def day(written: str | None) -> dt.datetime | None:
    """The same, the day alone."""
    found = local(written)
    return None if found is None else found.replace(hour=0, minute=0, second=0)


def text(concept: Resource, longest: int) -> str:
    """The words of a concept, as much of them as the column takes."""
    return str(concept["text"])[:longest]


def icd10(concept: Resource) -> str | None:
    """The ICD-10 code of a concept."""
    return next((one["code"] for one in concept.get("coding", ()) if one["system"] == ICD10), None)
