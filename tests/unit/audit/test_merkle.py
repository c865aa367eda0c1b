from __future__ import annotations

import pytest

from serums_desktop.audit.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The reference tree of Certificate Transparency's implementations: eight leaves and its roots as it grows.
LEAVES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES]


def test_roots_of_the_reference_tree() -> None:
    frontier = Frontier()
    for size, root in enumerate(ROOTS):
        assert (frontier.size, frontier.root().hex()) == (size, root)
        if size < len(HASHES):
            frontier.append(HASHES[size])


def test_a_copy_grows_apart() -> None:
    frontier = Frontier()
    frontier.append(HASHES[0])
    copy = frontier.copy()
    copy.append(HASHES[1])
    assert (frontier.root().hex(), copy.root().hex()) == (ROOTS[1], ROOTS[2])


def test_the_reference_inclusion_proof() -> None:
    # Of the sixth leaf in the tree of eight.
    proof = inclusion_proof(5, HASHES)
    assert [one.hex() for one in proof] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert verify_inclusion(5, 8, HASHES[5], proof, bytes.fromhex(ROOTS[8]))


def test_the_reference_consistency_proof() -> None:
    # From the tree of six to the tree of eight.
    proof = consistency_proof(6, HASHES)
    assert [one.hex() for one in proof] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert verify_consistency(6, 8, bytes.fromhex(ROOTS[6]), bytes.fromhex(ROOTS[8]), proof)


@pytest.mark.parametrize("index", [-1, 8])
def test_no_proof_of_what_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(index, HASHES)


@pytest.mark.parametrize("old_size", [-1, 9])
def test_no_consistency_with_what_is_not_there(old_size: int) -> None:
    with pytest.raises(IndexError):
        consistency_proof(old_size, HASHES)
    assert not verify_consistency(old_size, 8, root_of(HASHES), root_of(HASHES), [])
