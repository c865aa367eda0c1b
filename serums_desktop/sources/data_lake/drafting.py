"""From one row of a hospital's table to what is received: entries in the source's own words and digits."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from typing import TypedDict, Unpack

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import (
    Coding,
    Component,
    Detail,
    Entry,
    Label,
    RangeFlag,
    Severity,
    Standing,
)
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.data_lake.rows import Row

LOINC = "http://loinc.org"
ICD_10 = "http://hl7.org/fhir/sid/icd-10"

_DECIMAL = re.compile(r"(?P<comparator><=?|>=?)?\s*(?P<digits>-?\d{1,18}(?:\.\d{1,18})?)", re.ASCII)

# Texts of this size are pictures and papers, not words.
_LONGEST_CELL = 2_000


class Said(TypedDict, total=False):
    """What a row says of its own; see `Entry`."""

    when: Span
    codes: tuple[Coding, ...]
    status: str
    standing: Standing
    negated: bool
    severity: Severity
    flag: RangeFlag
    value: Quantity | None
    value_text: str
    components: tuple[Component, ...]
    ranges: tuple[ReferenceRange, ...]
    author: str
    recorded: PartialDate | None


class Draft:
    """One row being read. A column counts as read once it was taken; the others are told as they stand.

    `name` names the row at its source: the same content has the same name in every reading.
    """

    def __init__(self, row: Row, source_id: str, system: str, place: int, now_s: float) -> None:
        self.row = row
        self.now_s = now_s
        self._source_id = source_id
        self._system = system
        digest = hashlib.sha256(row.raw).hexdigest()[:32]
        # The very same row may stand twice in a table: then it was written twice.
        self.name = f"{row.table}-{digest}" + (f"-{place}" if place else "")
        self._read: set[str] = set()

    def text(self, column: str) -> str:
        """What the source wrote; see `Row.text`."""
        self._read.add(column)
        return self.row.text(column)

    def count(self, column: str) -> str:
        """A whole number of a column of whole numbers, which the server may have written ``2.0``."""
        self._read.add(column)
        number = self.row.whole(column)
        return self.row.text(column) if number is None else str(number)

    def date(self, column: str) -> PartialDate | None:
        """A date; one that cannot be read stays among what is told as it stands."""
        found = self.row.date(column)
        if found is not None:
            self._read.add(column)
        return found

    def span(self, start: str, end: str) -> Span:
        """From and until. An end before its start bounds nothing and is told as it stands."""
        began, ended = self.date(start), self.row.date(end)
        if ended is None:
            return Span(began)
        if began is not None and ended.start_s < began.start_s and ended.end_s <= began.start_s:
            return Span(began)
        self._read.add(end)
        return Span(began, ended)

    def quantity(self, column: str, unit: str = "", code: str = "") -> Quantity | None:
        """A number with the digits it came in; None for anything else, which is told as it stands."""
        found = quantity(self.row.number_text(column), unit, code)
        if found is not None:
            self._read.add(column)
        return found

    def code(self, column: str) -> Coding:
        """The column itself, or its value, as a code of the hospital's own."""
        return Coding(f"{self._system}:{self.row.table}", column)

    def skip(self, *columns: str) -> None:
        """Leave columns out of what is told as it stands."""
        self._read.update(columns)

    def rest(self) -> str:
        """What was not taken, one ``column: value`` a line."""
        return "\n".join(
            f"{name}: {cell}"
            for name in self.row.cells
            if name not in self._read and len(cell := self.row.text(name)) <= _LONGEST_CELL and cell
        )

    def over(self, span: Span) -> bool:
        """Whether the source gave an end that has passed."""
        return span.end is not None and span.end.end_s <= self.now_s

    def shown(
        self,
        kind: str,
        lane: Lane,
        title: str,
        *details: tuple[Label, str],
        part: str = "",
        problem: str = "",
        rest: bool = False,
        **said: Unpack[Said],
    ) -> Received:
        """What the row says of one thing; `part` tells it from other things that the same row says.

        With `rest`, what was not taken is told as it stands.
        `problem` names the column whose value is shown as written and not to be read on its scale.
        """
        resource_id = f"{self.name}-{part}" if part else self.name
        told = (*details, (Label.TEXT, self.rest())) if rest else details
        entry = Entry(
            entry_id=f"{self._source_id}/{kind}/{resource_id}",
            source_id=self._source_id,
            resource_type=kind,
            resource_id=resource_id,
            lane=lane,
            title=title or self.row.table,
            details=tuple(Detail(label, text) for label, text in told if text),
            **said,
        )
        return self._received(kind, resource_id, Disposition.SHOWN, entry=entry, problem=problem)

    def set_aside(self, disposition: Disposition, reason: Reason, kind: str = "") -> Received:
        """A row that stands for nothing on the timeline of its own."""
        return self._received(kind or self.row.table, self.name, disposition, reason)

    def _received(
        self,
        kind: str,
        resource_id: str,
        disposition: Disposition,
        reason: Reason = Reason.NONE,
        entry: Entry | None = None,
        problem: str = "",
    ) -> Received:
        return Received(
            source_id=self._source_id,
            resource_type=kind,
            resource_id=resource_id,
            raw=self.row.raw,
            disposition=disposition,
            reason=reason,
            problem=problem,
            entry=entry,
        )


def quantity(text: str, unit: str = "", code: str = "") -> Quantity | None:
    """A decimal, perhaps with a comparator such as ``<40``; None for anything else."""
    found = _DECIMAL.fullmatch(text)
    if found is None:
        return None
    digits = found["digits"]
    return Quantity(Decimal(digits), digits, unit, code, found["comparator"] or "")
