"""What is remembered of files: it only goes forward, and a changed file is not believed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from serums_desktop.audit.anchors import Anchors, Counted
from serums_desktop.audit.checkpoint import Checkpoint
from serums_desktop.audit.signed_note import NoteRefused, SigningKey
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Anchor

KEY = SigningKey("serums-desktop.example/1", Ed25519PrivateKey.generate())
ROOT, OTHER_ROOT = b"r" * 32, b"s" * 32


def test_what_was_advanced_is_remembered_by_the_next_keeper(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path, KEY)
    assert (anchors.anchor("a"), anchors.state()) == (None, "")
    for anchor in (Anchor("b", 5), Anchor("a", 1), Anchor("b", 5, ROOT), Anchor("b", 9), Anchor("b", 9)):
        anchors.advance(anchor)
    again = Anchors(tmp_path, KEY)
    assert [again.anchor(name) for name in "abc"] == [Anchor("a", 1), Anchor("b", 9), None]
    digest = hashlib.sha256((tmp_path / "anchors.txt").read_bytes()).hexdigest()
    # The one that was told twice changed nothing.
    assert again.state() == anchors.state() == f"4 {digest}"
    assert (tmp_path / "anchors.txt").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (Anchor("a", 5), Anchor("a", 4)),
        (Anchor("a", 5, ROOT), Anchor("a", 4, ROOT)),
        # What was closed with one root cannot have another without a change.
        (Anchor("a", 5, ROOT), Anchor("a", 5, OTHER_ROOT)),
        (Anchor("a", 5), Anchor("a", 6, b"short")),
        (Anchor("a", 5), Anchor("a", 1 << 63)),
        (Anchor("a", 5), Anchor("b", -1)),
        (Anchor("a", 5), Anchor("b\nc", 1)),
        (Anchor("a", 5), Anchor("", 1)),
        (Anchor("a", 5), Anchor("b" * 65, 1)),
    ],
)
def test_nothing_older_and_nothing_else_is_taken(tmp_path: Path, known: Anchor, told: Anchor) -> None:
    anchors = Anchors(tmp_path, KEY)
    anchors.advance(known)
    state = anchors.state()
    with pytest.raises(EvidenceNotKept) as refused:
        anchors.advance(told)
    assert refused.value.reason is EvidenceFault.NOT_DURABLE
    assert (anchors.anchor("a"), anchors.state()) == (known, state)
    assert Anchors(tmp_path, KEY).anchor("a") == known


def test_a_closed_file_is_opened_again(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path, KEY)
    for anchor in (Anchor("a", 5, ROOT), Anchor("a", 5), Anchor("a", 5, OTHER_ROOT)):
        anchors.advance(anchor)
    assert anchors.anchor("a") == anchor


def changed(content: bytes) -> dict[str, bytes]:
    other = SigningKey(KEY.verification_key.name, Ed25519PrivateKey.generate())
    text = content.decode().partition("\n\n")[0] + "\n"
    return {
        "generation": content.replace(b"a 5 ", b"a 6 "),
        "cut": content[:-2],
        "empty": b"",
        "no text": b"\xff",
        "another key": other.sign(text).encode(),
        "a checkpoint": Checkpoint(KEY.verification_key.name, 5, ROOT).sign(KEY).encode(),
        "another line": KEY.sign(f"{text}b five -\n").encode(),
        "a root that is none": KEY.sign(f"{text}b 5 ?\n").encode(),
    }


@pytest.mark.parametrize("change", sorted(changed(b"a 5 \n\n")))
def test_a_file_that_was_changed_is_set_aside_and_said_until_it_is_told_anew(
    tmp_path: Path, change: str
) -> None:
    anchors = Anchors(tmp_path, KEY)
    anchors.advance(Anchor("a", 5))
    content = changed((tmp_path / "anchors.txt").read_bytes())[change]
    (tmp_path / "anchors.txt").write_bytes(content)
    again = Anchors(tmp_path, KEY)
    assert (tmp_path / "anchors.damaged").read_bytes() == content
    with pytest.raises(EvidenceNotKept) as refused:
        again.anchor("a")
    assert refused.value.reason is EvidenceFault.JOURNAL_DAMAGED
    assert again.state() == ""
    again.advance(Anchor("a", 2))
    assert again.anchor("a") == Anchors(tmp_path, KEY).anchor("a") == Anchor("a", 2)


def test_a_disk_that_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anchors = Anchors(tmp_path, KEY)
    anchors.advance(Anchor("a", 5))

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("serums_desktop.audit.durable_files.os.fsync", full)
    with pytest.raises(EvidenceNotKept) as refused:
        anchors.advance(Anchor("a", 6))
    assert refused.value.reason is EvidenceFault.DISK_FULL
    assert Anchors(tmp_path, KEY).anchor("a") == Anchor("a", 5)


def test_what_the_key_signs_here_is_no_checkpoint(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path, KEY)
    anchors.advance(Anchor("a", 5))
    with pytest.raises(NoteRefused):
        Checkpoint.open((tmp_path / "anchors.txt").read_text(), KEY.verification_key)


def test_what_was_counted_is_read_again_and_stays_as_files_change(tmp_path: Path) -> None:
    anchors = Anchors(tmp_path, KEY)
    anchors.advance(Anchor("a", 5))
    assert anchors.counted() is None
    anchors.count(17, 3, ROOT, None)
    assert anchors.counted() == Counted(17, 2, 3, ROOT)
    anchors.advance(Anchor("a", 6))
    again = Anchors(tmp_path, KEY)
    assert (again.counted(), again.changes(), again.anchor("a")) == (
        Counted(17, 2, 3, ROOT),
        3,
        Anchor("a", 6),
    )
    digest = hashlib.sha256((tmp_path / "anchors.txt").read_bytes()).hexdigest()
    assert again.state() == anchors.state() == f"3 {digest} 17"
    again.count(18, 9, OTHER_ROOT, 7)
    assert Anchors(tmp_path, KEY).counted() == Counted(18, 4, 9, OTHER_ROOT, 7)
    assert again.state().endswith(" 18 rolled-back 7")


@pytest.mark.parametrize(
    "line", ["", "counted 1 1 1\n", "counted 1 1 1 c2hvcnQ= -\n", "counted x 1 1 - -\n", "a 5 -\n"]
)
def test_a_count_that_is_none_is_set_aside(tmp_path: Path, line: str) -> None:
    text = f"serums-desktop anchors 2\n{KEY.verification_key.name}\n1\n{line}"
    (tmp_path / "anchors.txt").write_text(KEY.sign(text))
    anchors = Anchors(tmp_path, KEY)
    assert (anchors.counted(), anchors.changes(), anchors.state()) == (None, 0, "")
    assert (tmp_path / "anchors.damaged").exists()
