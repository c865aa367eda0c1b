"""Tables of text as programs for people export them: any separator, any encoding, each row with its bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.sources.files.content import Part

_SEPARATORS: Final = (",", ";", "\t")


class Row(NamedTuple):
    """One row: its place in the file from 0, its cells without blanks around them, its own bytes."""

    number: int
    cells: tuple[str, ...]
    raw: bytes

    def cell(self, column: int) -> str:
        """One cell; "" beyond the end of a short row."""
        return self.cells[column] if column < len(self.cells) else ""


def separator_of(line: str) -> str:
    """What stands between the cells of a line of headings."""
    return max(_SEPARATORS, key=line.count)


def rows_of(part: Part, separator: str) -> Iterator[Row]:
    """Every row that is not blank. Raises FileNotTaken: NOT_WHAT_IT_SAYS, TOO_LARGE."""
    content = bytes(part.text())
    try:
        content.decode()
        encoding = "utf-8"
    except UnicodeDecodeError:
        # Older programs on Windows write one byte a character.
        encoding = "cp1252"
    taken: list[bytes] = []

    def lines() -> Iterator[str]:
        for line in io.BytesIO(content):
            taken.append(line)
            yield line.decode(encoding, "replace")

    # A cell may hold line ends: only the reader knows how many lines a row is.
    reader = csv.reader(lines(), delimiter=separator)
    try:
        for number, cells in enumerate(reader):
            raw = b"".join(taken)
            taken.clear()
            row = Row(number, tuple(cell.strip() for cell in cells), raw)
            if any(row.cells):
                yield row
    except csv.Error as error:
        raise FileNotTaken(FileRefusal.NOT_WHAT_IT_SAYS) from error


def unit_in(heading: str) -> str:
    """The unit in the brackets at the end of a heading; "" without them."""
    found = re.search(r"\(([^()]{1,40})\)\s*$", heading)
    return found[1] if found is not None else ""


def without_unit(heading: str) -> str:
    """A heading without the brackets at its end."""
    return re.sub(r"\s*\([^()]{1,40}\)\s*$", "", heading)
