"""What a data lake holds: each hospital's tables, whose native numbers a SERUMS id names, staff, rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from serums_desktop.sandbox.data_lake.rules import Rule
from serums_desktop.sandbox.data_lake.tags import THROUGH, Part

# As a database column holds it: whole numbers, exact numbers, texts, times without a zone, or nothing.
Value = int | Decimal | str | dt.datetime | None
Row = dict[str, Value]


class Department(msgspec.Struct, frozen=True):
    """A member of staff as one hospital's staff table has them. Department ids are that hospital's own."""

    serums_id: int
    staff_id: int
    name: str
    department_id: int
    department_name: str


class Hospital(msgspec.Struct, frozen=True):
    """One hospital's schema: `key` is the column of its native numbers, `numbers` those of the SERUMS ids."""

    key: str
    tables: dict[str, list[Row]]
    numbers: dict[int, int]
    staff: tuple[Department, ...] = ()

    def serums_id(self, number: int) -> int | None:
        """Whom a native number names in the network."""
        return next((one for one, native in self.numbers.items() if native == number), None)

    def department_of(self, serums_id: int) -> Department | None:
        """Where somebody works in this hospital."""
        return next((one for one in self.staff if one.serums_id == serums_id), None)

    def select(self, part: Part, number: int | None) -> list[Row]:
        """The rows of one patient with the columns of a part.

        As the project's own query: no number finds the rows that have none, whoever they are about.
        """
        rows = self.tables.get(part.table, [])
        if part.table in THROUGH:
            table, column = THROUGH[part.table]
            found = [
                row
                for via in self._of(self.tables.get(table, []), number)
                for row in rows
                if row.get(column) == via.get(column)
            ]
        else:
            found = self._of(rows, number)
        return [{column: row.get(column) for column in part.columns} for row in found]

    def _of(self, rows: Sequence[Row], number: int | None) -> list[Row]:
        return [row for row in rows if row.get(self.key) == number]


class Lake(msgspec.Struct, frozen=True):
    """All of it. `users` are the hospitals at which staff (``S-1042``) sign in.

    `interface` is the version that is spoken: 3 as of March 2022, 4 as of January 2022.
    """

    hospitals: dict[str, Hospital]
    users: dict[str, str]
    rules: tuple[Rule, ...] = ()
    interface: Literal[3, 4] = 3
