from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from serums_desktop.audit.bundle import Bundle
from serums_desktop.audit.findings import EvidenceRefused, Finding
from serums_desktop.audit.journal import Journal
from serums_desktop.commands import audit
from serums_desktop.domain.errors import EvidenceFault
from tests.unit.audit.keeping import running_keeper
from tests.unit.audit.synthetic import START_S, Breaking, exported, search, whole_day


def run(*words: object, action: str = "verify") -> int:
    parser = argparse.ArgumentParser()
    audit.add_arguments(parser)
    return audit.run(parser.parse_args([action, *map(str, words)]))


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
    breaking = Breaking()
    times = iter([START_S, START_S - 1, START_S + 9000])
    with Journal(tmp_path / "journal", now_s=lambda: next(times)) as journal:
        for batch in ([breaking.start()], [search()], [breaking.extend()]):
            journal.append(batch)
        journal.erase(1)
        journal.export(tmp_path / "bundle.txt")
    assert run(tmp_path / "bundle.txt") == 0
    said = capsys.readouterr().out
    assert "When 1 emergency ended: only the expiry is on record." in said
    assert "the clock was set back 1 time." in said
    assert "1 stage or extension came after it" in said
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


def test_the_keeper_exports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running_keeper(tmp_path) as (_keeper, client):
        client.keep(search())
        options = (tmp_path / "bundle.txt", "--directory", tmp_path / "evidence")
        assert run(*options, action="export") == 0
    said, _gap, checkpoint = capsys.readouterr().out.partition("\n\n")
    assert said.startswith(f"1 entry exported to {tmp_path / 'bundle.txt'}.")
    (tmp_path / "held.txt").write_text(checkpoint, "utf-8")
    assert run(tmp_path / "bundle.txt", "--checkpoint", tmp_path / "held.txt") == 0


def test_no_keeper_and_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = (tmp_path / "missing" / "bundle.txt", "--directory", tmp_path / "evidence")
    assert run(*options, action="export") == 2
    assert "No keeper of evidence answers" in capsys.readouterr().err
    with running_keeper(tmp_path):
        assert run(*options, action="export") == 2
    assert capsys.readouterr().err == "The keeper could not write the file.\n"


def test_every_fault_has_its_sentence() -> None:
    assert set(audit._NOT_EXPORTED) == set(EvidenceFault)


def test_every_finding_has_its_sentence() -> None:
    for finding in Finding:
        sentence = audit.sentence(EvidenceRefused(finding, 3, 5))
        assert sentence.endswith(".")
        assert "{" not in sentence
    assert audit.sentence(EvidenceRefused(Finding.ENTRIES_CHANGED, 3, 5)).startswith("Entries 3 to 5")
    assert audit.sentence(EvidenceRefused(Finding.NOT_STARTED, 3)).startswith("Entry 3")
