"""Results of one analyte in several units, brought onto one axis. What cannot be converted stays apart.

Finding the way between two units may take a second, once: a worker does it (`find_conversions`), and what is
not known yet stays in rows of its own until then.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from serums_desktop.analytics.substances import analyte
from serums_desktop.analytics.units import Conversion, Converted, UnitPair, conversion, same_axis
from serums_desktop.domain.entry_names import LOINC
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.timeline import TimelineItem

UnitPairs = frozenset[UnitPair]
Conversions = Mapping[UnitPair, Conversion | None]

# Few analytes have more than three; a record with more is a strange one, and is not compared pair by pair.
_MOST_UNITS = 12
_LOINC_ROW = f"{LOINC}|"
# A value as it may be read: perhaps a comparator, then the decimal.
_NUMBER = re.compile(r"([^\d.+-]*)([+-]?\d*\.?\d+(?:[eE][+-]?\d+)?)", re.ASCII)


class AxisRow(NamedTuple):
    """Items of one row, by time. `conversions` are the ways into its `unit`, by the words of other units."""

    items: list[TimelineItem]
    unit: str
    conversions: Mapping[str, Conversion]


class Ways:
    """The ways between units that are known so far; `missing` are those that somebody must find."""

    def __init__(self, known: Conversions) -> None:
        self._known = known
        self.missing: set[UnitPair] = set()

    def between(self, pair: UnitPair) -> Conversion | None:
        """The way between two units; None where there is none or it is not known yet."""
        if pair.given == pair.wanted:
            return conversion(pair)
        if pair not in self._known:
            self.missing.add(pair)
        return self._known.get(pair)


def find_conversions(pairs: UnitPairs) -> Conversions:
    """The way of each pair, None where there is none. On a worker: the first call may load packages."""
    return {pair: conversion(pair) for pair in pairs}


def analyte_row(row: str) -> str:
    """The row of what is measured: one for the codes of one analyte by mass and by moles."""
    return _LOINC_ROW + analyte(row.removeprefix(_LOINC_ROW)) if row.startswith(_LOINC_ROW) else row


def on_one_axis(row: str, items: Sequence[TimelineItem], ways: Ways) -> list[AxisRow]:
    """The rows of one analyte, given its items by time: as few as there are ways for."""
    by_unit: defaultdict[str, list[TimelineItem]] = defaultdict(list)
    for item in items:
        by_unit["" if item.has_samples else item.unit].append(item)
    if len(by_unit) == 1:
        return [AxisRow(members, unit, {}) for unit, members in by_unit.items()]
    code_of = {unit: _code_of(members) for unit, members in by_unit.items()}
    sizes: Counter[str] = Counter()
    for unit, code in code_of.items():
        sizes[code] += len(by_unit[unit]) if code else 0
    joining = set(sorted(filter(None, sizes), key=lambda code: (-sizes[code], code))[:_MOST_UNITS])
    rows = [AxisRow(members, unit, {}) for unit, members in by_unit.items() if code_of[unit] not in joining]
    substance = row.removeprefix(_LOINC_ROW) if row.startswith(_LOINC_ROW) else ""
    waiting = [item for item in items if code_of.get(item.unit) in joining and not item.has_samples]
    while axis := same_axis([code_of[item.unit] for item in waiting], substance, ways.between):
        taken: list[TimelineItem] = []
        left: list[TimelineItem] = []
        conversions: dict[str, Conversion] = {}
        unit = ""
        for item in waiting:
            code = code_of[item.unit]
            if code == axis.code:
                unit = item.unit
            elif (way := axis.conversions[code]) is not None and _reaches(way, item):
                conversions[item.unit] = way
            else:
                left.append(item)
                continue
            taken.append(item)
        rows.append(AxisRow(_own_unit_last(taken, conversions), unit, conversions))
        waiting = left
    return rows


def converted(item: TimelineItem, way: Conversion) -> Converted | None:
    """An item's value in the other unit, from the number as its source wrote it."""
    found = _NUMBER.fullmatch(item.value_text)
    if found is None:
        return None
    return way.of(Quantity(Decimal(found[2]), found[2], item.unit, item.unit_code, found[1]))


def _reaches(way: Conversion, item: TimelineItem) -> bool:
    """Whether a result can be converted: an equation ends at zero."""
    return way.places is None or (item.value is not None and not math.isnan(way.place([item.value])[0]))


def _own_unit_last(items: list[TimelineItem], conversions: Mapping[str, Conversion]) -> list[TimelineItem]:
    """By time; of what was reported in two units at once the one in the row's unit comes last, on top."""
    if not conversions:
        return items

    def place(item: TimelineItem) -> tuple[float, bool]:
        at_s = item.start_s if item.start_s is not None else item.end_s or 0.0
        return at_s, item.unit not in conversions

    return sorted(items, key=place)


def _code_of(items: Sequence[TimelineItem]) -> str:
    """The one UCUM code of results with one word for their unit; empty where there is none, or no line."""
    if any(item.value is None or item.second_value is not None or item.has_samples for item in items):
        return ""
    found = {item.unit_code for item in items if item.unit_code}
    return found.pop() if len(found) == 1 else ""
