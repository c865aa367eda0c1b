"""Whatever is changed in exported evidence, the command refuses it."""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from serums_desktop.audit.bundle import Bundle, BundledEntry
from serums_desktop.commands import audit
from serums_desktop.domain.evidence import Act, Agent
from tests.unit.audit.synthetic import exported, open_journal, open_record, search, whole_day

FLIPS = 200


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds bundle.txt, and the journal it came from."""
    directory = tmp_path_factory.mktemp("evidence")
    exported(directory, whole_day())
    return directory


@pytest.fixture
def content(directory: Path) -> bytes:
    return (directory / "bundle.txt").read_bytes()


@pytest.fixture
def exit_code(tmp_path: Path) -> Callable[..., int]:
    parser = argparse.ArgumentParser()
    audit.add_arguments(parser)

    def verify(content: bytes, *options: str) -> int:
        file = tmp_path / "bundle.txt"
        file.write_bytes(content)
        return audit.run(parser.parse_args(["verify", str(file), *options]))

    return verify


def test_as_it_was_exported(content: bytes, exit_code: Callable[..., int]) -> None:
    assert exit_code(content) == audit.VERIFIED


def test_what_the_workstation_did_by_itself_verifies_too(
    tmp_path: Path, exit_code: Callable[..., int]
) -> None:
    nobody = Agent("", "", "", "")
    acts = (Act.PREFETCH, Act.FORGET, Act.REKEY, Act.DAMAGE_FOUND, Act.WIPE)
    batches = [[msgspec.structs.replace(open_record(), act=act, agent=nobody)] for act in acts]
    assert exit_code(exported(tmp_path, batches)) == audit.VERIFIED


@pytest.mark.parametrize("is_disclosed", [True, False])
def test_any_bit(directory: Path, tmp_path: Path, exit_code: Callable[..., int], is_disclosed: bool) -> None:
    with open_journal(directory / "journal") as journal:
        journal.export(tmp_path / "exported.txt", disclose=is_disclosed)
    content = (tmp_path / "exported.txt").read_bytes()
    chance = random.Random(20260301)
    accepted = []
    for bit in chance.sample(range(8 * len(content)), FLIPS):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        if exit_code(bytes(flipped)) == audit.VERIFIED:
            accepted.append(bit)
    assert accepted == []


@pytest.mark.parametrize("seed", range(20))
def test_bytes_that_are_cut_added_or_swapped(
    content: bytes, exit_code: Callable[..., int], seed: int
) -> None:
    chance = random.Random(seed)
    at = chance.randrange(1, len(content) - 1)
    other = chance.randrange(at + 1, len(content))
    assert exit_code(content[:at]) != audit.VERIFIED
    assert exit_code(content[:at] + content[at + 1 :]) != audit.VERIFIED
    assert exit_code(content[:at] + b"\n" + content[at:]) != audit.VERIFIED
    assert exit_code(content[:at] + content[other:]) != audit.VERIFIED
    assert exit_code(content + content[at:other]) != audit.VERIFIED


def drop(entries: list[BundledEntry]) -> None:
    del entries[5]


def drop_and_renumber(entries: list[BundledEntry]) -> None:
    del entries[5]
    entries[:] = [
        msgspec.structs.replace(entry, leaf=msgspec.structs.replace(entry.leaf, sequence=number))
        for number, entry in enumerate(entries)
    ]


def swap(entries: list[BundledEntry]) -> None:
    entries[1], entries[2] = entries[2], entries[1]


def duplicate(entries: list[BundledEntry]) -> None:
    entries.insert(3, entries[2])


def truncate(entries: list[BundledEntry]) -> None:
    del entries[-1]


@pytest.mark.parametrize("change", [drop, drop_and_renumber, swap, duplicate, truncate])
def test_entries_that_are_moved(
    content: bytes,
    exit_code: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    change: Callable[[list[BundledEntry]], None],
) -> None:
    bundle = Bundle.decode(content)
    entries = list(bundle.entries)
    change(entries)
    assert exit_code(msgspec.structs.replace(bundle, entries=tuple(entries)).encode()) == audit.REFUSED
    assert capsys.readouterr().out.startswith("Not verified. Entr")


def test_a_tail_that_was_cut_off_with_its_checkpoint(
    content: bytes, directory: Path, tmp_path: Path, exit_code: Callable[..., int]
) -> None:
    held = tmp_path / "held.txt"
    held.write_bytes((directory / "journal" / "checkpoint.txt").read_bytes())
    bundle = Bundle.decode(content)
    shorter = Bundle(bundle.key, bundle.entries[:-1], bundle.checkpoints[:-1]).encode()
    # By itself a shorter journal looks like an earlier one; only what is held elsewhere tells.
    assert exit_code(shorter) == audit.VERIFIED
    assert exit_code(shorter, "--checkpoint", str(held)) == audit.REFUSED
    assert exit_code(content, "--checkpoint", str(held)) == audit.VERIFIED


def test_a_whole_journal_in_anothers_place(
    content: bytes, tmp_path: Path, exit_code: Callable[..., int]
) -> None:
    forged = exported(tmp_path, [[search()]])
    assert exit_code(forged) == audit.VERIFIED
    assert exit_code(forged, "--key", Bundle.decode(content).key) == audit.REFUSED
