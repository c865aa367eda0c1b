"""LibreView: the table of a FreeStyle Libre that a person or their clinic exports.

Its headings follow the language of the account and its columns do not, so columns are told by their place,
and what a row is by the number in its fourth cell. A resource is: a day of one sensor's stored readings (its
rows), a run of readings that are words, and every other row by itself, a scan among them. The two lines on
top are of a kind that is not shown: the name in them is whoever pressed the button. Times are the reader's
own, without a zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Coding, Detail, Label, Standing
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.received import Received
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.terms import details
from serums_desktop.sources.files import device_facts as facts
from serums_desktop.sources.files.content import Part
from serums_desktop.sources.files.device_days import day_order, moment_of
from serums_desktop.sources.files.device_glucose import SensorGlucose, SensorReading
from serums_desktop.sources.files.device_tables import Row, rows_of, separator_of, unit_in, without_unit

_DEVICE, _SERIAL, _AT, _KIND = range(4)
_STORED, _SCANNED, _NUMBERLESS_RAPID, _RAPID, _NUMBERLESS_FOOD, _CARBS, _SERVINGS = range(4, 11)
_NUMBERLESS_LONG, _LONG, _NOTES, _STRIP, _KETONE, _MEAL, _CORRECTION, _CHANGED = range(11, 19)
_LEAST_COLUMNS: Final = 16

_NOTE: Final = "6"
_PERIOD_S: Final = 900.0
# LOINC 53060-9, Beta hydroxybutyrate [Moles/volume] in Capillary blood by Glucometer.
_KETONE_CODE: Final = Coding(
    facts.LOINC, "53060-9", "Beta hydroxybutyrate [Moles/volume] in Capillary blood by Glucometer"
)
_KETONE_UNIT: Final = "mmol/L"
_DOSES: Final = (_RAPID, _LONG, _MEAL, _CORRECTION, _CHANGED)
_NUMBERLESS_DOSES: Final = (_NUMBERLESS_RAPID, _NUMBERLESS_LONG)


def recognise(part: Part) -> FileFormat | None:
    """Whether a document is a table of LibreView's: its second line, or its first, are the headings."""
    return FileFormat.LIBREVIEW if _headings(part) is not None else None


def patients(parts: Sequence[Part], source_id: str) -> tuple[PatientAtSource, ...]:  # noqa: ARG001  Format's
    """Nobody: a name without a birth date names none."""
    return ()


def read(
    parts: Sequence[Part],
    source_id: str,
    patient_id: str,  # noqa: ARG001  Format's
) -> Iterator[Iterable[Received]]:
    """Read each table."""
    for number, part in enumerate(parts):
        found = _headings(part)
        if found is not None:
            yield _Table(source_id, number, list(rows_of(part, found[1])), found[0]).received()


def _headings(part: Part) -> tuple[int, str] | None:
    """Which line has the headings, and what separates them."""
    for number, line in enumerate(part.text_head.splitlines()[:2]):
        separator = separator_of(line)
        cells = line.split(separator)
        if (
            len(cells) >= _LEAST_COLUMNS
            and all(facts.glucose_unit(cells[column]) for column in (_STORED, _SCANNED, _STRIP))
            and facts.glucose_unit(cells[_KETONE]) == _KETONE_UNIT
        ):
            return number, separator
    return None


class _Table:
    """One table, row by row."""

    def __init__(self, source_id: str, number: int, rows: Sequence[Row], headings: int) -> None:
        self._source_id = source_id
        self._prefix = f"libreview-{number}"
        self._top, self._rows = rows[: headings + 1], rows[headings + 1 :]
        self._headings = self._top[-1]
        self._unit = facts.glucose_unit(self._headings.cell(_STORED))
        if not self._unit:
            # Quotes made other cells of the headings than their separators do.
            raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS)
        self._order = day_order(
            [cell for row in self._top[:-1] for cell in row.cells] + [row.cell(_AT) for row in self._rows]
        )
        self._glucose = SensorGlucose(
            source_id, self._prefix, self._name(_STORED), self._unit, otherwise_s=_PERIOD_S
        )

    def received(self) -> Iterator[Received]:
        """All of it."""
        top = b"".join(row.raw for row in self._top)
        yield facts.other(self._source_id, "Headings", self._prefix, top)
        for row in self._rows:
            try:
                received = self._row(row)
            except WrongShape as error:
                received = facts.unreadable(self._source_id, "Row", self._id(row), row.raw, error.path)
            if received is not None:
                yield received
        yield from self._glucose.received()

    def _row(self, row: Row) -> Received | None:
        """What a row says; None for a stored reading, which is gathered. Raises WrongShape."""
        when = moment_of(row.cell(_AT), self._order, f"row[{row.number}]/cell[{_AT}]")
        match row.cell(_KIND):
            case "0" if row.cell(_STORED):
                text = row.cell(_STORED).replace(",", ".")
                device = " ".join(filter(None, (row.cell(_DEVICE), row.cell(_SERIAL))))
                self._glucose.add(device, SensorReading(when, text, row.raw))
                return None
            case "1":
                return self._measured(row, when, _SCANNED, facts.sensor_glucose(self._unit), self._unit)
            case "2":
                return self._measured(row, when, _STRIP, facts.capillary_glucose(self._unit), self._unit)
            case "3":
                return self._measured(row, when, _KETONE, _KETONE_CODE, _KETONE_UNIT)
            case "4":
                return self._insulin(row, when)
            case "5":
                return self._food(row, when)
            case "6":
                return self._said(row, when, self._name(_NOTES), row.cell(_NOTES))
            case _:
                return facts.other(self._source_id, "Row", self._id(row), row.raw)

    def _measured(self, row: Row, when: PartialDate, column: int, code: Coding, unit: str) -> Received:
        text = row.cell(column)
        # What the meter could not measure it calls by a word.
        is_word = text != "" and not any(sign.isdigit() for sign in text)
        return facts.shown(
            self._source_id,
            "Observation",
            self._id(row),
            row.raw,
            self._name(column),
            lane=Lane.VITALS,
            codes=(code,),
            when=facts.at(when),
            status="final",
            flag=facts.out_of_range(text),
            value=None if is_word else facts.amount(text, unit, f"row[{row.number}]/cell[{column}]"),
            value_text=text if is_word else "",
            details=self._details(row),
        )

    def _insulin(self, row: Row, when: PartialDate) -> Received:
        doses = [column for column in _DOSES if row.cell(column)]
        if not doses:
            # Insulin was given, and nobody wrote down how much.
            column = next((each for each in _NUMBERLESS_DOSES if row.cell(each)), None)
            if column is None:
                raise WrongShape(f"row[{row.number}]/cell[{_RAPID}]")
            return self._said(row, when, self._name(column), row.cell(column))
        first, *others = doses
        dose = facts.amount(
            row.cell(first), unit_in(self._headings.cell(first)), f"row[{row.number}]/cell[{first}]"
        )
        beside = ((Label.DOSE, f"{self._headings.cell(column)}: {row.cell(column)}") for column in others)
        name = self._name(first)
        return facts.insulin(
            self._source_id, self._id(row), row.raw, name, dose, when, *beside, *self._rows_beside(row)
        )

    def _food(self, row: Row, when: PartialDate) -> Received:
        column = next((each for each in (_CARBS, _SERVINGS) if row.cell(each)), None)
        if column is None:
            return self._said(row, when, self._name(_NUMBERLESS_FOOD), row.cell(_NUMBERLESS_FOOD))
        unit = unit_in(self._headings.cell(column))
        return facts.shown(
            self._source_id,
            "Observation",
            self._id(row),
            row.raw,
            self._name(column),
            lane=Lane.VITALS,
            when=facts.at(when),
            status="final",
            standing=Standing.PAST,
            value=facts.amount(row.cell(column), unit, f"row[{row.number}]/cell[{column}]"),
            details=self._details(row),
        )

    def _said(self, row: Row, when: PartialDate, title: str, text: str) -> Received:
        return facts.shown(
            self._source_id,
            "Observation",
            self._id(row),
            row.raw,
            title,
            lane=Lane.VITALS,
            when=facts.at(when),
            status="final",
            standing=Standing.PAST,
            value_text=text,
            details=self._details(row),
        )

    def _details(self, row: Row) -> tuple[Detail, ...]:
        return details(*self._rows_beside(row))

    def _rows_beside(self, row: Row) -> tuple[tuple[Label, str], ...]:
        note = row.cell(_NOTES) if row.cell(_KIND) != _NOTE else ""
        return (Label.DEVICE, row.cell(_DEVICE)), (Label.NOTE, note)

    def _name(self, column: int) -> str:
        """What a column is called, without its unit."""
        heading = without_unit(self._headings.cell(column))
        return re.sub(r"\s*m(?:g/d|mol/)L$", "", heading, flags=re.IGNORECASE)

    def _id(self, row: Row) -> str:
        return f"{self._prefix}-{row.number}"
