"""Rows of a hospital's tables, out of both forms in which the data lake answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from serums_desktop.domain.dates import PartialDate
from serums_desktop.sources.data_lake.definitions import Hospital
from serums_desktop.sources.data_lake.sealed import NotAnAnswer, NumberText

Cell = str | bool

# How a missing value is written once it has passed through a table of the server's.
_NOT_GIVEN = {"", "None", "NaT"}
_NOT_GIVEN_IN_TABLES = _NOT_GIVEN | {"nan", "NaN"}
_WHOLE = re.compile(r"-?\d+", re.ASCII)
_WHOLE_FLOAT = re.compile(r"(-?\d+)(?:\.0*)?", re.ASCII)
_VAULT_DATE = re.compile(r"(\d\d)/(\d\d)/(\d{4})(?: (\d\d:\d\d:\d\d))?", re.ASCII)
_TABLE_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.\d+)?)?", re.ASCII)
_MIDNIGHT = "00:00:00"


class Row(msgspec.Struct, frozen=True):
    """One row of a table: the cells that have a value, by native column name.

    `is_exact` says that strings came as strings. In the other form a column of strings that look like
    numbers came as numbers that nobody wrote.
    """

    table: str
    cells: Mapping[str, Cell]
    is_exact: bool

    def only(self, columns: Iterable[str]) -> Row:
        """The same row with these columns alone."""
        kept = frozenset(columns)
        return Row(
            self.table, {name: cell for name, cell in self.cells.items() if name in kept}, self.is_exact
        )

    def text(self, column: str) -> str:
        """What the source wrote, "" where it gave nothing or where what came is not what it wrote."""
        cell = self.cells.get(column, "")
        if isinstance(cell, bool):
            return "true" if cell else "false"
        is_made_up = isinstance(cell, NumberText) and not self.is_exact and not _WHOLE.fullmatch(cell)
        return "" if is_made_up else str(cell)

    def number_text(self, column: str) -> str:
        """The digits of a value that may be a number, as they came."""
        cell = self.cells.get(column, "")
        return "" if isinstance(cell, bool) else str(cell)

    def whole(self, column: str) -> int | None:
        """A whole number, however the server wrote it: ``2``, ``2.0`` or ``"2"``."""
        found = _WHOLE_FLOAT.fullmatch(self.number_text(column))
        return int(found[1]) if found else None

    def date(self, column: str) -> PartialDate | None:
        """A date, None where there is none that can be read. Midnight is how the server writes a mere day."""
        return date(self.text(column))

    @property
    def raw(self) -> bytes:
        """The row as JSON, numbers in the digits they came in."""
        content = {
            name: msgspec.Raw(cell.encode()) if isinstance(cell, NumberText) else cell
            for name, cell in self.cells.items()
        }
        return msgspec.json.encode({self.table: content})


def date(text: str) -> PartialDate | None:
    """A date in either of the server's ways of writing one: ``31/12/2019 08:30:00``, ``2019-12-31``."""
    if found := _VAULT_DATE.fullmatch(text):
        day, clock = f"{found[3]}-{found[2]}-{found[1]}", found[4]
    elif found := _TABLE_DATE.fullmatch(text):
        day, clock = found[1], found[2]
    else:
        return None
    try:
        return PartialDate.parse(day if clock in {None, _MIDNIGHT} else f"{day}T{clock}")
    except ValueError:
        return None


def from_tables(content: object, hospital: Hospital) -> dict[str, list[Row]]:
    """Rows by table of an answer ``{hospital: {"schema.table": {"0": {column: value}}}}``.

    Raises NotAnAnswer.
    """
    answer = _mapping(content).get(hospital.name)
    if answer is None:
        raise NotAnAnswer
    found: dict[str, list[Row]] = {}
    for name, rows in _mapping(answer).items():
        table = name.partition(".")[2] or name
        found[table] = [
            Row(table, dict(_cells(_mapping(row), _NOT_GIVEN_IN_TABLES)), is_exact=False)
            for row in _mapping(rows).values()
        ]
    return found


def from_vault(content: object, hospital: Hospital) -> dict[str, list[Row]]:
    """Rows by table of an answer ``{satellites, hubs, links}``, put together again.

    A table's satellites have its rows in the same order; its keys stand in the hubs, joined by the value
    of the hub's id, which is not its place. Raises NotAnAnswer.
    """
    vault = _mapping(content)
    hubs = {name: _hub(_mapping(hub)) for name, hub in _mapping(vault.get("hubs")).items()}
    parts: dict[str, list[list[dict[str, Cell]]]] = {}
    for satellite, content_rows in _mapping(vault.get("satellites")).items():
        table = hospital.satellites.get(satellite, satellite)
        parts.setdefault(table, []).append([_satellite(_mapping(row), hubs) for row in _list(content_rows)])
    found: dict[str, list[Row]] = {}
    for table, satellites in parts.items():
        if len({len(satellite) for satellite in satellites}) != 1:
            raise NotAnAnswer
        found[table] = [
            Row(table, {name: cell for part in row for name, cell in part.items()}, is_exact=True)
            for row in zip(*satellites, strict=True)
        ]
    return found


def merged(views: list[list[Row]]) -> tuple[list[Row], list[Row]]:
    """One table out of several tags' views of it, and the rows that could not be told whose they are.

    Rows meet where what both views have of them names exactly one row in each. The widest view leads; of
    another view's rows those that add nothing are the same rows again, and left out.
    """
    ordered = sorted(views, key=lambda view: -len(_columns(view)))
    rows, strays = list(ordered[0]) if ordered else [], list[Row]()
    for view in ordered[1:]:
        shared = sorted(_columns(rows) & _columns(view))
        if _columns(view) <= _columns(rows):
            continue
        if not rows:
            rows = list(view)
            continue
        places, counts = _places(rows, shared), _places(view, shared)
        for row in view:
            name = _name(row, shared)
            if len(places.get(name, ())) == 1 and len(counts[name]) == 1:
                place = places[name][0]
                known = rows[place]
                rows[place] = Row(row.table, {**row.cells, **known.cells}, known.is_exact and row.is_exact)
            else:
                strays.append(row)
    return rows, strays


def _places(rows: list[Row], columns: list[str]) -> dict[tuple[str, ...], list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for place, row in enumerate(rows):
        found.setdefault(_name(row, columns), []).append(place)
    return found


def _name(row: Row, columns: list[str]) -> tuple[str, ...]:
    return tuple(str(row.cells.get(column, "")) for column in columns)


def _columns(rows: list[Row]) -> frozenset[str]:
    return frozenset(column for row in rows for column in row.cells)


def _hub(hub: Mapping[str, object]) -> dict[str, dict[str, Cell]]:
    """A hub's keys by its ids."""
    ids = _list(hub.get("id"))
    keys: dict[str, dict[str, Cell]] = {}
    for place, number in enumerate(ids):
        named = {
            column: values[place]
            for column, cells in hub.items()
            if column != "id" and place < len(values := _list(cells))
        }
        # One id may stand twice, for two satellites of one row.
        keys.setdefault(str(number), {}).update(_cells(named, _NOT_GIVEN))
    return keys


def _satellite(row: Mapping[str, object], hubs: Mapping[str, dict[str, dict[str, Cell]]]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for hub, keys in hubs.items():
        if (number := row.get(f"{hub}_id")) is not None:
            cells |= keys.get(str(number), {})
    own = {
        name: value for name, value in row.items() if not (name.startswith("hub_") and name.endswith("_id"))
    }
    return cells | dict(_cells(own, _NOT_GIVEN))


def _cells(row: Mapping[str, object], not_given: set[str]) -> Iterator[tuple[str, Cell]]:
    for name, value in row.items():
        if isinstance(value, bool | NumberText):
            yield name, value
        elif isinstance(value, str):
            if (text := value.strip()) not in not_given:
                yield name, text
        elif value is not None:
            raise NotAnAnswer


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise NotAnAnswer
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise NotAnAnswer
    return value
