"""A record as a data vault: satellites with texts and true nulls, the hubs they hang on, and links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from serums_desktop.sandbox.data_lake.lake import Row, Value
from serums_desktop.sandbox.data_lake.satellites import KEYS, split_of

HUBS = ("time", "person", "object", "location", "event")

Selected = Mapping[str, Mapping[str, Sequence[Row]]]
Vault = dict[str, dict[str, Any]]
_Columns = dict[str, list[Any]]


def data_vault(selected: Selected) -> Vault:
    """The vault of what was selected, by hospital and table.

    A row of a satellite names its hub's entry by `hub_…_id`. Where two satellites of one table hang on the
    same hub the hub has the id twice, so that entries are found by the value of their `id` and not by their
    position. Every column of a hub is as long as its longest.
    """
    hubs: dict[str, _Columns] = {f"hub_{hub}": {"id": []} for hub in HUBS}
    links: dict[str, _Columns] = {
        f"{first}_{second}_link": {"id": [], f"{first}_id": [], f"{second}_id": []}
        for position, first in enumerate(HUBS)
        for second in HUBS[position + 1 :]
    }
    satellites: dict[str, list[dict[str, Any]]] = {}
    for hospital, tables in selected.items():
        for table, rows in tables.items():
            split = split_of(table)
            reached = {name: len(hub["id"]) for name, hub in hubs.items()}
            for satellite in split.satellites:
                placed = []
                for number, row in enumerate(rows, reached[satellite.hub] + 1):
                    keys = {key: value for key, value in row.items() if key in KEYS[hospital]}
                    _place(hubs[satellite.hub], number, keys)
                    for link in split.links:
                        _link(links[link], satellite.hub.removeprefix("hub_") + "_id", number)
                    cells = {name: _cell(row[name]) for name in row if name in satellite.columns}
                    placed.append({**cells, f"{satellite.hub}_id": number})
                satellites[f"{hospital.lower()}_{satellite.name}"] = placed
    for link_columns in links.values():
        link_columns["id"] = list(range(1, _most_distinct(link_columns) + 1))
    for hub_columns in hubs.values():
        length = max(map(len, hub_columns.values()))
        for column in hub_columns.values():
            column.extend([None] * (length - len(column)))
    return {"satellites": satellites, "hubs": hubs, "links": links}


def _place(hub: _Columns, number: int, keys: Row) -> None:
    for key, value in keys.items():
        column = hub.setdefault(key, [])
        column += [None] * (len(hub["id"]) - len(column))
        column.append(_cell(value))
    hub["id"].append(number)


def _link(columns: _Columns, name: str, number: int) -> None:
    if name in columns and number not in columns[name]:
        columns[name].append(number)


def _most_distinct(columns: _Columns) -> int:
    return max(len(set(column)) for column in columns.values())


def _cell(value: Value) -> str | int | float | None:
    match value:
        case dt.datetime():
            return value.strftime("%d/%m/%Y %H:%M:%S")
        case str():
            return value.strip()
        case Decimal():
            return float(value)
        case _:
            return value
