"""Which entries are one item: those that share a fold key, directly or through others."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.fold_keys import shared_with_others

# Two for the day, and 80 bits for what is said on it: among a million keys two that differ are alike in one
# of two million million records.
KEY_BYTES = 12
_DAY_BYTES = 2
_DAY_S = 86_400


def shared_keys(entry: Entry) -> bytes:
    """The keys that other entries may share, each as `KEY_BYTES` that stand for it."""
    day = _day(entry)
    return b"".join(
        [
            day + blake2b(key.encode(), digest_size=KEY_BYTES - _DAY_BYTES).digest()
            for key in shared_with_others(entry)
        ]
    )


def split(keys: bytes) -> list[bytes]:
    """Each of the keys of `shared_keys`."""
    return [keys[start : start + KEY_BYTES] for start in range(0, len(keys), KEY_BYTES)]


def _day(entry: Entry) -> bytes:
    """The day of a result: every key of a result holds its moment, at least to the minute.

    So the keys of one time lie together in their table, and a page of results changes few of its pages.
    """
    start = entry.when.start
    if entry.resource_type != "Observation" or start is None:
        return bytes(_DAY_BYTES)
    return (int(start.start_s // _DAY_S) & 0xFFFF).to_bytes(_DAY_BYTES, "big")


def components(keys_of: Mapping[int, bytes]) -> list[list[int]]:
    """Resources by the items they make, from the keys of each: connected components."""
    group_of: dict[int, list[int]] = {}
    holders: dict[bytes, int] = {}
    for resource, keys in keys_of.items():
        group_of[resource] = [resource]
        for key in split(keys):
            other = holders.setdefault(key, resource)
            if other == resource:
                continue
            mine, theirs = group_of[resource], group_of[other]
            if mine is theirs:
                continue
            small, large = sorted((mine, theirs), key=len)
            large.extend(small)
            for moved in small:
                group_of[moved] = large
    return list({id(group): group for group in group_of.values()}.values())
