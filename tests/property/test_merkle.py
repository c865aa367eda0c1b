"""The tree against the recursive definitions of RFC 9162 §2.1, written down as they stand there."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.audit import merkle

leaves = st.integers(0, 70).map(lambda size: [merkle.leaf_hash(bytes([number])) for number in range(size)])


def split(size: int) -> int:
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def tree_hash(hashes: list[bytes]) -> bytes:
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = split(len(hashes))
    return hashlib.sha256(b"\x01" + tree_hash(hashes[:k]) + tree_hash(hashes[k:])).digest()


def path(m: int, hashes: list[bytes]) -> list[bytes]:
    if len(hashes) == 1:
        return []
    k = split(len(hashes))
    if m < k:
        return [*path(m, hashes[:k]), tree_hash(hashes[k:])]
    return [*path(m - k, hashes[k:]), tree_hash(hashes[:k])]


def subproof(m: int, hashes: list[bytes], is_old_tree: bool) -> list[bytes]:
    if m == len(hashes):
        return [] if is_old_tree else [tree_hash(hashes)]
    k = split(len(hashes))
    if m <= k:
        return [*subproof(m, hashes[:k], is_old_tree), tree_hash(hashes[k:])]
    return [*subproof(m - k, hashes[k:], False), tree_hash(hashes[:k])]


@given(leaves)
def test_root(hashes: list[bytes]) -> None:
    assert merkle.root_of(hashes) == tree_hash(hashes)


@given(leaves.filter(bool), st.data())
def test_inclusion(hashes: list[bytes], data: st.DataObject) -> None:
    size = len(hashes)
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, hashes)
    root = tree_hash(hashes)
    assert proof == path(index, hashes)
    assert merkle.verify_inclusion(index, size, hashes[index], proof, root)
    other = data.draw(st.integers(-1, size + 1).filter(lambda at: at != index))
    assert not merkle.verify_inclusion(other, size, hashes[index], proof, root)
    assert not merkle.verify_inclusion(index, size, bytes(32), proof, root)
    assert not merkle.verify_inclusion(index, size, hashes[index], [*proof, bytes(32)], root)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not merkle.verify_inclusion(index, size, hashes[index], proof[:at] + proof[at + 1 :], root)


@given(leaves, st.data())
def test_consistency(hashes: list[bytes], data: st.DataObject) -> None:
    new_size = len(hashes)
    old_size = data.draw(st.integers(0, new_size))
    proof = merkle.consistency_proof(old_size, hashes)
    old_root, new_root = tree_hash(hashes[:old_size]), tree_hash(hashes)
    if old_size > 0:
        assert proof == subproof(old_size, hashes, True)
    assert merkle.verify_consistency(old_size, new_size, old_root, new_root, proof)
    assert not merkle.verify_consistency(old_size, new_size, bytes(32), new_root, proof)
    assert not merkle.verify_consistency(old_size, new_size, old_root, new_root, [*proof, bytes(32)])
    if old_size > 0:
        assert not merkle.verify_consistency(old_size, new_size, old_root, bytes(32), proof)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        changed = [*proof[:at], bytes(32), *proof[at + 1 :]]
        assert not merkle.verify_consistency(old_size, new_size, old_root, new_root, changed)
        assert not merkle.verify_consistency(old_size, new_size, old_root, new_root, proof[:-1])
