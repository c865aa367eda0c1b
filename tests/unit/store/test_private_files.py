"""Files that are set aside, and what they take."""

from __future__ import annotations

from pathlib import Path

from serums_desktop.store.private_files import (
    aside_files,
    next_aside,
    orphaned_asides,
    remove,
    set_aside,
    size_bytes,
    sync_directory,
)


def made(path: Path, content: str) -> Path:
    path.write_text(content)
    path.with_name(path.name + "-wal").write_text(f"log of {content}")
    return path


def test_files_of_one_name_are_numbered_and_the_last_three_kept(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    for number in range(1, 13):
        made(path, str(number))
        expected = next_aside(path)
        assert set_aside(path) == expected
        assert not path.exists()
    kept = aside_files(path)
    assert [one.name for one in kept] == ["index.db.damaged-12", "index.db.damaged-11", "index.db.damaged-10"]
    assert [one.read_text() for one in kept] == ["12", "11", "10"]
    assert (tmp_path / "index.db.damaged-12-wal").read_text() == "log of 12"
    assert len(list(tmp_path.iterdir())) == 6


def test_what_was_set_aside_outlives_its_name(tmp_path: Path) -> None:
    one, other = made(tmp_path / "a.vault", "a"), made(tmp_path / "b.vault", "b")
    set_aside(one)
    set_aside(other)
    made(other, "new")
    assert [path.name for path in orphaned_asides(tmp_path)] == ["a.vault.damaged"]


def test_a_file_takes_what_lies_beside_it(tmp_path: Path) -> None:
    path = made(tmp_path / "a.vault", "12345")
    assert size_bytes(path) == 5 + len("log of 12345")
    remove(path)
    assert (size_bytes(path), list(tmp_path.iterdir())) == (0, [])
    remove(path)
    sync_directory(tmp_path)
