"""Dexcom Clarity: the table that a person exports from their account.

Its headings follow the language of the account and its columns do not, so columns are told by their place.
A resource is: a day of one device's readings (its rows), a run of readings that are words ("Low"), the rows
that name the person together, and every other row by itself. The headings and the settings of alerts are of
kinds that are not shown. Times are the receiver's own, without a zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Label, Standing
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource, PersonName
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.received import Received
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.content import Part
from serums_desktop.sources.files.device_glucose import SensorGlucose, SensorReading
from serums_desktop.sources.files.device_tables import Row, rows_of, separator_of, unit_in, without_unit

_AT, _TYPE, _SUBTYPE, _PERSON, _DEVICE, _GLUCOSE, _INSULIN, _CARBS, _DURATION = 1, 2, 3, 4, 6, 7, 8, 9, 10

# The pattern of a moment stands in the heading itself, its letters in the language of the account.
_HEADING: Final = re.compile(r"\(\w{4}-\w{2}-\w{2}T\w\w:\w\w:\w\w\)")
_MOMENT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d{1,2}):(\d\d):(\d\d)", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Estimated glucose value: the one word that is the same in every language.
_SENSOR: Final = "EGV"
_PERIOD_S: Final = 300.0
_CLOCK_STEP_S: Final = 1.0


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is a table of Clarity's."""
    line = part.text_head.partition("\n")[0]
    cells = line.split(separator_of(line))
    is_clarity = (
        len(cells) > _GLUCOSE
        and _HEADING.search(cells[_AT]) is not None
        and facts.glucose_unit(cells[_GLUCOSE]) != ""
    )
    return FileFormat.DEXCOM_CLARITY if is_clarity else None


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:
    """Whom the tables name: nobody where the name or the birth date was left out of them."""
    found: dict[str, PatientAtSource] = {}
    for part in parts:
        rows: list[Row] = []
        for row in _rows(part):
            if row.number and row.cell(_AT):
                break
            rows.append(row)
        named = _named(rows, source_id)
        if named is not None:
            found[named[0].patient_id] = named[0]
    return tuple(found.values())


def read(parts: Sequence[Part], source_id: str, patient_id: str) -> Iterator[Iterable[Received]]:
    """Read each table; one that names somebody else, or nobody beside several people, is kept out."""
    told = False
    are_several = len(patients(parts, source_id)) > 1
    for number, part in enumerate(parts):
        rows = list(_rows(part))
        named = _named(rows, source_id)
        if are_several if named is None else named[0].patient_id != patient_id:
            yield [facts.of_another(source_id, "Row", f"clarity-{number}-{row.number}") for row in rows]
            continue
        yield _Table(source_id, number, rows, named, is_repeated=told).received()
        told = told or named is not None


def _rows(part: Part) -> Iterator[Row]:
    line = part.text_head.partition("\n")[0]
    return rows_of(part, separator_of(line))


def _named(rows: Sequence[Row], source_id: str) -> tuple[PatientAtSource, list[Row]] | None:
    """The person and the rows that name them: first name, last name, birth date, in this order."""
    said = [row for row in rows[1:] if not row.cell(_AT) and row.cell(_PERSON)]
    dates = [row for row in said if _DATE.fullmatch(row.cell(_PERSON)) is not None]
    names = [row for row in said if _DATE.fullmatch(row.cell(_PERSON)) is None]
    if len(dates) != 1 or len(names) != 2:
        return None
    try:
        born = PartialDate.parse(dates[0].cell(_PERSON))
    except ValueError:
        return None
    name = PersonName(names[1].cell(_PERSON), names[0].cell(_PERSON))
    return facts.named(source_id, name, born), said


class _Table:
    """One table, row by row."""

    def __init__(
        self,
        source_id: str,
        number: int,
        rows: Sequence[Row],
        named: tuple[PatientAtSource, list[Row]] | None,
        *,
        is_repeated: bool,
    ) -> None:
        """`is_repeated` says that another table has named the person already."""
        self._source_id = source_id
        self._prefix = f"clarity-{number}"
        self._headings, *self._rows = rows
        self._named = named
        self._is_repeated = is_repeated
        self._unit = facts.glucose_unit(self._headings.cell(_GLUCOSE))
        if not self._unit:
            # Quotes made other cells of the headings than their separators do.
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        self._glucose = SensorGlucose(
            source_id,
            self._prefix,
            without_unit(self._headings.cell(_GLUCOSE)),
            self._unit,
            otherwise_s=_PERIOD_S,
            tolerance_s=_CLOCK_STEP_S,
        )

    def received(self) -> Iterator[Received]:
        """All of it."""
        yield facts.other(self._source_id, "Headings", self._prefix, self._headings.raw)
        naming = set()
        if self._named is not None:
            patient, rows = self._named
            naming = {row.number for row in rows}
            raw = b"".join(row.raw for row in rows)
            if self._is_repeated:
                yield facts.other(self._source_id, "Person", self._prefix, raw)
            else:
                yield facts.person(self._source_id, patient, raw)
        for row in self._rows:
            if row.number in naming:
                continue
            try:
                received = self._row(row)
            except WrongShape as error:
                received = facts.unreadable(self._source_id, "Row", self._id(row), row.raw, error.path)
            if received is not None:
                yield received
        yield from self._glucose.received()

    def _row(self, row: Row) -> Received | None:
        """What a row says; None for a reading, which is gathered. Raises WrongShape."""
        if not row.cell(_AT):
            return facts.other(self._source_id, "Setting", self._id(row), row.raw)
        when = self._when(row)
        if row.cell(_TYPE) == _SENSOR and row.cell(_GLUCOSE):
            text = row.cell(_GLUCOSE).replace(",", ".")
            self._glucose.add(row.cell(_DEVICE), SensorReading(when, text, row.raw))
            return None
        title = ": ".join(filter(None, (row.cell(_TYPE), row.cell(_SUBTYPE))))
        if not title:
            raise WrongShape(f"row[{row.number}]/type")
        if row.cell(_INSULIN):
            dose = self._amount(row, _INSULIN)
            by = (Label.DEVICE, row.cell(_DEVICE))
            return facts.insulin(self._source_id, self._id(row), row.raw, title, dose, when, by)
        return self._event(row, title, when)

    def _event(self, row: Row, title: str, when: PartialDate) -> Received:
        column = next((each for each in (_GLUCOSE, _CARBS) if row.cell(each)), None)
        value = self._amount(row, column) if column is not None else None
        codes = (facts.capillary_glucose(self._unit),) if column == _GLUCOSE else ()
        return facts.shown(
            self._source_id,
            "Observation",
            self._id(row),
            row.raw,
            title,
            lane=Lane.VITALS,
            when=facts.at(when),
            codes=codes,
            status="final",
            standing=Standing.PAST,
            value=value,
            value_text=row.cell(_DURATION) if value is None else "",
            details=details((Label.DEVICE, row.cell(_DEVICE)), (Label.NOTE, row.cell(_PERSON))),
        )

    def _amount(self, row: Row, column: int) -> Quantity:
        unit = self._unit if column == _GLUCOSE else unit_in(self._headings.cell(column))
        return facts.amount(row.cell(column), unit, f"row[{row.number}]/cell[{column}]")

    def _when(self, row: Row) -> PartialDate:
        found = _MOMENT.fullmatch(row.cell(_AT))
        place = f"row[{row.number}]/cell[{_AT}]"
        if found is None:
            raise WrongShape(place)
        return facts.moment(f"{found[1]}T{int(found[2]):02}:{found[3]}:{found[4]}", place)

    def _id(self, row: Row) -> str:
        return f"{self._prefix}-{row.number}"
