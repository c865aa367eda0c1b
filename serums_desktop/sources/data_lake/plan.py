"""Which tags are asked for, one a request, so that every allowed column comes once and warnings come first.

Two tags in one request that share a table lose columns of it, so each is asked for alone. A tag that adds
nothing to those before it is not asked for: the data lake is slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from serums_desktop.sources.data_lake.definitions import Hospital

Wanted = Mapping[str, frozenset[str]]


class Step(msgspec.Struct, frozen=True):
    """One request: a tag, and the tables that are taken from its answer."""

    tag: str
    tables: frozenset[str]


def steps(hospital: Hospital, tags: Iterable[str], wanted: Wanted) -> list[Step]:
    """The requests that bring the wanted columns, as far as these tags have them.

    The smallest tag with every table of warnings comes first, then always the tag that brings most.
    The order of `tags` makes no difference.
    """
    offers = {tag: _offer(hospital.tags[tag], wanted) for tag in sorted(tags) if tag in hospital.tags}
    missing = {(table, column) for table, columns in wanted.items() for column in columns}
    alerts = {pair for pair in missing if pair[0] in hospital.warnings}
    chosen: list[str] = []
    while missing:
        useful = [tag for tag in offers if tag not in chosen and offers[tag] & missing]
        if not useful:
            break
        carrying = [tag for tag in useful if offers[tag] & alerts & missing]
        urgent = alerts & missing if carrying else missing
        # Of those that bring as much, the one that asks for least.
        tag = max(carrying or useful, key=lambda name: (len(offers[name] & urgent), -_size(hospital, name)))
        chosen.append(tag)
        missing -= offers[tag]
    return _assigned(chosen, offers, wanted)


def offered(hospital: Hospital, tags: Iterable[str], wanted: Wanted) -> set[str]:
    """The tables of which these tags have wanted columns."""
    return {table for tag in tags if tag in hospital.tags for table, _ in _offer(hospital.tags[tag], wanted)}


def _size(hospital: Hospital, tag: str) -> int:
    return sum(map(len, hospital.tags[tag].values()))


def _offer(tables: Wanted, wanted: Wanted) -> set[tuple[str, str]]:
    return {
        (table, column)
        for table, columns in tables.items()
        for column in columns & wanted.get(table, frozenset())
    }


def _assigned(chosen: list[str], offers: Mapping[str, set[tuple[str, str]]], wanted: Wanted) -> list[Step]:
    """Each table from one tag where one has all that any has of it, else from those that complete it."""
    taken: dict[str, set[str]] = {tag: set() for tag in chosen}
    for table in wanted:
        parts = {tag: {pair for pair in offers[tag] if pair[0] == table} for tag in chosen}
        everything = set().union(*parts.values())
        if not everything:
            continue
        whole = next((tag for tag in chosen if parts[tag] == everything), None)
        if whole is not None:
            taken[whole].add(table)
            continue
        so_far: set[tuple[str, str]] = set()
        for tag in chosen:
            if parts[tag] - so_far:
                taken[tag].add(table)
                so_far |= parts[tag]
    return [Step(tag, frozenset(taken[tag])) for tag in chosen if taken[tag]]
