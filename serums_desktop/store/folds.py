"""Which entries are one item: those that share a fold key, directly or through others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.fold_keys import shared_with_others
from serums_desktop.store.packing import DIGEST_BYTES


def shared_keys(entry: Entry) -> bytes:
    """The keys that other entries may share, each as 16 bytes that stand for it."""
    return b"".join(
        [blake2b(key.encode(), digest_size=DIGEST_BYTES).digest() for key in shared_with_others(entry)]
    )


def split(keys: bytes) -> Iterator[bytes]:
    """Each of the keys of `shared_keys`."""
    for start in range(0, len(keys), DIGEST_BYTES):
        yield keys[start : start + DIGEST_BYTES]


def components(keys_of: Mapping[int, bytes]) -> list[list[int]]:
    """Resources by the items they make, from the keys of each: connected components."""
    group_of: dict[int, list[int]] = {}
    holders: dict[bytes, int] = {}
    for resource, keys in keys_of.items():
        group_of[resource] = [resource]
        for key in split(keys):
            other = holders.setdefault(key, resource)
            mine, theirs = group_of[resource], group_of[other]
            if mine is theirs:
                continue
            small, large = sorted((mine, theirs), key=len)
            large.extend(small)
            for moved in small:
                group_of[moved] = large
    return list({id(group): group for group in group_of.values()}.values())
