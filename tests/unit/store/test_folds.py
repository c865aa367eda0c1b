"""Entries that share a key, directly or through others, are one item."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.merge import fold_keys
from serums_desktop.store.folds import KEY_BYTES, components, shared_keys, split
from tests.unit.store.synthetic import glucose

A, B, C = (letter * KEY_BYTES for letter in (b"a", b"b", b"c"))


def test_a_chain_of_keys_is_one_item() -> None:
    assert sorted(map(sorted, components({1: A, 2: B, 3: C, 4: A + B, 5: b""}))) == [[1, 2, 4], [3], [5]]


def test_a_key_given_twice_joins_nobody_twice() -> None:
    assert sorted(map(sorted, components({1: A + A, 2: A, 3: b""}))) == [[1, 2], [3]]
    assert components({}) == []


def test_a_key_that_nobody_can_share_is_none() -> None:
    numbered = glucose(1, issuer_number="7").entry
    assert numbered is not None
    lone = msgspec.structs.replace(numbered, identifiers=(), codes=(), value=None)
    assert shared_keys(lone) == b""
    assert len(list(split(shared_keys(numbered)))) == len(fold_keys(numbered))


def test_one_moment_in_two_zones_has_one_key_at_midnight_too() -> None:
    """A result's keys are ordered by its day, which one moment has but one of."""
    one, other = (
        set(split(shared_keys(told_at(text))))
        for text in ("2024-03-01T00:30:05+01:00", "2024-02-29T23:30:05Z")
    )
    assert one == other


def test_keys_of_one_day_lie_together_and_days_in_order() -> None:
    days = (3, 1, 2)
    keys = [key for day in days for key in split(shared_keys(told_at(f"2024-03-0{day}T12:00:00Z")))]
    assert [sorted(keys).index(key) for key in keys] == [2, 0, 1]


def told_at(text: str) -> Entry:
    """A result without a number: one key, by its code."""
    entry = glucose(1).entry
    assert entry is not None
    at = PartialDate.parse(text)
    return msgspec.structs.replace(entry, identifiers=(), when=Span(at, at))
