"""Entries that share a key, directly or through others, are one item."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.merge import fold_keys
from serums_desktop.store.folds import components, shared_keys, split
from tests.unit.store.synthetic import glucose

A, B, C = (letter * 16 for letter in (b"a", b"b", b"c"))


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
