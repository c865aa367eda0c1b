from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from serums_desktop.audit.bundle import Bundle
from serums_desktop.audit.findings import EvidenceRefused, Finding
from serums_desktop.commands import audit
from tests.unit.audit.synthetic import Breaking, exported, open_journal, search, whole_day


def run(*words: object) -> int:
    parser = argparse.ArgumentParser()
    audit.add_arguments(parser)
    return audit.run(parser.parse_args(["verify", *map(str, words)]))


def test_what_is_proven_and_what_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = Bundle.decode(exported(tmp_path, whole_day())).key
    assert run(tmp_path / "bundle.txt") == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "Verified: 12 entries, kept from 2026-09-21 14:13:20 to 2026-09-21 14:13:28 UTC.\nProven:\n"
    )
    proven, not_proven = said.split("Not proven:\n")
    assert "1 emergency: confirmed by a person's own key" in proven
    assert "10 entries are the recorded ones" in proven
    assert key in not_proven
    assert "that tail is not protected" in not_proven


def test_key_and_checkpoint_from_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = Bundle.decode(exported(tmp_path, [[search()]], disclose=False)).key
    held = tmp_path / "journal" / "checkpoint.txt"
    assert run(tmp_path / "bundle.txt", "--key", key, "--checkpoint", held) == 0
    proven, not_proven = capsys.readouterr().out.split("Not proven:\n")
    assert "the checkpoint you gave" in proven
    assert key not in not_proven
    assert "Whom 1 entry is about" in not_proven


def test_an_emergency_without_an_end_and_an_erased_entry(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_journal(tmp_path / "journal") as journal:
        journal.append([Breaking().start(), search()])
        journal.erase(1)
        journal.export(tmp_path / "bundle.txt")
    assert run(tmp_path / "bundle.txt") == 0
    said = capsys.readouterr().out
    assert "When 1 emergency ended: only the expiry is on record." in said
    assert "Whom 1 entry was about: erased for good." in said


def test_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = exported(tmp_path, [[search()], [search()]])
    (tmp_path / "bundle.txt").write_bytes(content.replace(b"Dr Ailsa", b"Dr Elisa", 1))
    assert run(tmp_path / "bundle.txt") == 1
    assert capsys.readouterr().out == "Not verified. Entry 0: not what was signed.\n"


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01", b"serums-desktop evidence 9\n"])
def test_unreadable(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None) -> None:
    file = tmp_path / "bundle.txt"
    if content is not None:
        file.write_bytes(content)
    assert run(file) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert str(file) in told.err


def test_every_finding_has_its_sentence() -> None:
    for finding in Finding:
        sentence = audit.sentence(EvidenceRefused(finding, 3, 5))
        assert sentence.endswith(".")
        assert "{" not in sentence
    assert audit.sentence(EvidenceRefused(Finding.ENTRIES_CHANGED, 3, 5)).startswith("Entries 3 to 5")
    assert audit.sentence(EvidenceRefused(Finding.NOT_STARTED, 3)).startswith("Entry 3")
