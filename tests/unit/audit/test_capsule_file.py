"""The capsule's file: nothing of anybody in its bytes or their number, and no byte of it another one."""

from __future__ import annotations

import secrets

import pytest

from serums_desktop.audit import capsule_file
from serums_desktop.audit.capsule_file import CapsuleFile, NotACapsule, TooLarge
from serums_desktop.domain.capsule import CapsuleContent
from tests.unit.audit.capsules import MARKER, content

KEY = bytes(range(32))


def sealed(*contents: CapsuleContent, key: bytes = KEY, generation: int = 1) -> bytes:
    return capsule_file.sealed(
        contents, key, origin="here", ward="Location/w-1", filled_s=1.5, generation=generation
    )


def test_everybody_is_found_again_and_nobody_else() -> None:
    people = [content(f"p-{number}", b"%d" % number) for number in range(70)]
    opened = CapsuleFile.opened(sealed(*people), KEY)
    assert opened.header.slots == 128
    assert set(opened.patients()) == {one.person for one in people}
    assert opened.content("fcrb/p-69") == people[69]
    assert opened.content("fcrb/p-70") is None


def test_the_size_says_nothing_of_what_is_in_it() -> None:
    sizes = {len(sealed()), len(sealed(content())), len(sealed(content("p-1"), content("p-2", bytes(5000))))}
    assert len(sizes) == 1


def test_all_slots_grow_together() -> None:
    opened = CapsuleFile.opened(sealed(content(), content("p-2", secrets.token_bytes(70_000))), KEY)
    assert opened.header.slot_bytes == 2 * capsule_file.SMALLEST_SLOT_BYTES
    assert opened.content("fcrb/p-77") == content()


def test_nothing_of_a_patient_can_be_read() -> None:
    file = sealed(content())
    assert MARKER not in file
    assert b"Soler" not in file
    assert b"p-77" not in file


def test_who_lies_where_is_drawn_by_lot() -> None:
    one, other = sealed(content()), sealed(content())
    assert one[-32:] != other[-32:]


@pytest.mark.parametrize("place", ["first line", "header", "slot", "directory", "seal"])
def test_another_byte_is_noticed(place: str) -> None:
    file = sealed(content())
    header_at = len(capsule_file.FIRST_LINE)
    start = file.index(b"\n", header_at) + 1
    at = {
        "first line": 3,
        "header": header_at + 20,
        "slot": start + 64 * 1024 * 17,
        "directory": len(file) - 500,
        "seal": len(file) - 1,
    }[place]
    changed = bytearray(file)
    changed[at] ^= 1
    with pytest.raises(NotACapsule):
        CapsuleFile.opened(bytes(changed), KEY)


def test_every_byte_of_the_header_counts() -> None:
    file = sealed(content())
    for at in range(file.index(b"\n", len(capsule_file.FIRST_LINE)) + 1):
        changed = bytearray(file)
        changed[at] ^= 1
        with pytest.raises(NotACapsule):
            CapsuleFile.opened(bytes(changed), KEY)


@pytest.mark.parametrize("length", [0, 10, 100, 70_000])
def test_a_part_of_a_file_is_none(length: int) -> None:
    with pytest.raises(NotACapsule):
        CapsuleFile.opened(sealed(content())[:length], KEY)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(NotACapsule):
        CapsuleFile.opened(sealed(content()), bytes(32))


def test_a_slot_of_another_file_is_refused_even_under_the_same_key() -> None:
    one = CapsuleFile.opened(sealed(content(), generation=1), KEY)
    other = CapsuleFile.opened(sealed(content(), generation=2), KEY)
    mixed = CapsuleFile(one.header, other._slots, KEY)
    with pytest.raises(NotACapsule):
        mixed.patients()


def test_more_than_a_message_holds_is_refused() -> None:
    large = content("p-1", bytes(capsule_file.LARGEST_CONTENT_BYTES))
    assert not capsule_file.fits(large)
    with pytest.raises(TooLarge):
        sealed(large)
