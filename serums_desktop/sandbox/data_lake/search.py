"""Finding a patient at one hospital, by what its own table has: exact matches only."""

from __future__ import annotations

import datetime as dt

import msgspec

from serums_desktop.sandbox.data_lake.failures import Refusal, Unforeseen
from serums_desktop.sandbox.data_lake.frames import Cell, frame
from serums_desktop.sandbox.data_lake.lake import Hospital, Lake, Value

_TABLES = {"FCRB": "fcrb.patient", "USTAN": "ustan.general", "ZMC": "zmc.patient_details"}
# At USTAN both names are the one column, and the later of them counts.
_COLUMNS = {
    "FCRB": {
        "patient_id": "patnr",
        "first_name": "vname",
        "first_surname": "nname",
        "family_name": "gbnam",
        "dob": "gbdat",
        "gender": "gschl",
    },
    "USTAN": {
        "patient_id": "chi",
        "first_name": "name",
        "family_name": "name",
        "dob": "date_of_birth",
        "gender": "gender",
    },
    "ZMC": {
        "patient_id": "patnr",
        "first_name": "nname",
        "family_name": "nnams",
        "dob": "gbdat",
        "gender": "gschl",
    },
}
# The database reads a day before a month only where it cannot be a month.
_DATE_FORMS = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%d/%m/%Y", "%d-%m-%Y", "%Y%m%d")


class Query(msgspec.Struct, frozen=True):
    """What is asked: at least one of the fields, in the hospital's own words."""

    hospital_id: str
    patient_id: int | str | None = None
    first_name: str | None = None
    first_surname: str | None = None
    family_name: str | None = None
    dob: str | None = None
    gender: str | int | None = None

    def __post_init__(self) -> None:
        if self.patient_id is not None:
            int(self.patient_id)


def search(lake: Lake, query: Query) -> list[dict[str, Cell | None]]:
    """Everybody who matches: native columns, typed row by row, and the SERUMS id or null.

    Raises Refusal where nobody does or the question makes no sense, and Unforeseen for an unknown hospital.
    """
    name = query.hospital_id.upper()
    hospital = lake.hospitals.get(name)
    if hospital is None:
        raise Unforeseen
    columns = _COLUMNS[name]
    asked = {
        column: value
        for field, column in columns.items()
        if (value := getattr(query, field)) not in {"", None}
    }
    nobody = Refusal(500, "Unable to find a patient with those details")
    if not asked:
        raise nobody
    try:
        rows = [
            {column: row.get(column) for column in columns.values()}
            for row in hospital.tables[_TABLES[name]]
            if all(_equals(row.get(column), value) for column, value in asked.items())
        ]
        found = [_found(hospital, frame([row])["0"]) for row in rows]
    except ValueError as error:
        raise nobody from error
    if not found:
        raise nobody
    return found


def _found(hospital: Hospital, cells: dict[str, Cell]) -> dict[str, Cell | None]:
    return {**cells, "serums_id": hospital.serums_id(int(cells[hospital.key]))}


def _equals(value: Value, asked: str | int) -> bool:
    """As the database compares a column with what was asked. Raises ValueError for what it cannot read."""
    match value:
        case None:
            return False
        case dt.datetime():
            return value == _date(str(asked))
        case int():
            return value == int(asked)
        case _:
            return str(value) == str(asked)


def _date(text: str) -> dt.datetime:
    for form in _DATE_FORMS:
        try:
            return dt.datetime.strptime(text, form)  # noqa: DTZ007 - the database's columns have no zone
        except ValueError:
            continue
    raise ValueError(text)
