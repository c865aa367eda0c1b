"""A letter is brought into memory from the nearest place that has it, and held against what is said of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.lanes import Lane as Row
from serums_desktop.domain.letters import AttachedLetter
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.stored import StoredEntry
from serums_desktop.services.read_letter import ReadLetter
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane

ENTRY = Entry(
    entry_id="ustan/DocumentReference/1",
    source_id="ustan",
    resource_type="DocumentReference",
    resource_id="1",
    lane=Row.DOCUMENTS,
    title="Letter",
    when=Span(PartialDate.parse("2024-05-06")),
)
SHA1 = hashlib.sha1(b"bytes", usedforsecurity=False).digest()


@pytest.fixture
def lane() -> Iterator[Lane]:
    with Lane("database") as made:
        yield made


def read(lane: Lane, letter: AttachedLetter, inline: bytes = b"bytes", *, index: int = 0) -> Any:
    stored = [StoredEntry(ENTRY, b"{}", 0.0)]
    vault = SimpleNamespace(entries=lambda ids: stored if ENTRY.entry_id in ids else [])
    workplace: Any = SimpleNamespace(
        database_lane=lane, store=SimpleNamespace(vault=lambda _record_id: vault)
    )
    letters: Any = SimpleNamespace(attached=lambda _raw: (letter,), inline=lambda _raw, _index: inline)
    session: Any = SimpleNamespace(sources={"ustan": object()})
    reading = ReadLetter(session, workplace, letters, PurposeOfUse.TREATMENT)
    return reading.attached("r1", ENTRY.entry_id, index, CancelToken())


@pytest.mark.parametrize(
    ("letter", "as_stated"),
    [
        (AttachedLetter(), True),
        (AttachedLetter(size_bytes=5, sha1=SHA1), True),
        (AttachedLetter(size_bytes=6), False),
        (AttachedLetter(size_bytes=5, sha1=bytes(20)), False),
    ],
)
def test_size_and_checksum_are_those_that_are_named(
    lane: Lane, letter: AttachedLetter, as_stated: bool
) -> None:
    found = read(lane, letter)
    assert (found.content, found.is_as_stated) == (b"bytes", as_stated)


def test_what_the_attachment_leaves_unsaid_its_entry_says(lane: Lane) -> None:
    found = read(lane, AttachedLetter())
    assert (found.title, found.written) == ("Letter", PartialDate.parse("2024-05-06"))
    own = read(lane, AttachedLetter("Its own", written=PartialDate.parse("2023")))
    assert (own.title, own.written) == ("Its own", PartialDate.parse("2023"))


def test_a_source_that_keeps_no_letters_gives_none(lane: Lane) -> None:
    with pytest.raises(FileNotTaken) as refused:
        read(lane, AttachedLetter(url="Binary/9"), b"")
    assert refused.value.reason is FileRefusal.NEEDS_NETWORK


def test_a_letter_that_was_taken_back(lane: Lane) -> None:
    with pytest.raises(FileNotTaken):
        read(lane, AttachedLetter(), index=1)
