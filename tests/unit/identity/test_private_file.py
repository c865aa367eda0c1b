from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from serums_desktop.domain.errors import DiskFull, KeyNotReleased
from serums_desktop.identity import private_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "person.key"


def test_a_file_is_written_whole_for_its_owner_alone(path: Path) -> None:
    private_file.replace(path, b"first")
    private_file.replace(path, b"second")

    assert private_file.read(path) == b"second"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert list(path.parent.iterdir()) == [path]


def test_what_is_written_once_stays(path: Path) -> None:
    private_file.write_once(path, b"first")
    private_file.write_once(path, b"second")

    assert private_file.read(path) == b"first"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_not_there_is_no_error(path: Path) -> None:
    assert private_file.read(path) is None
    private_file.remove(path)
    private_file.replace(path, b"first")
    private_file.remove(path)
    private_file.remove(path)

    assert private_file.read(path) is None


@pytest.mark.parametrize("write", [private_file.replace, private_file.write_once])
@pytest.mark.parametrize(("code", "expected"), [(errno.ENOSPC, DiskFull), (errno.EIO, KeyNotReleased)])
def test_what_cannot_be_made_durable_leaves_the_old_content(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path, bytes], None],
    code: int,
    expected: type[Exception],
) -> None:
    private_file.replace(path, b"first")

    def refuse(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(expected):
        write(path, b"second")

    assert private_file.read(path) == b"first"
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_read_is_told(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(KeyNotReleased):
        private_file.read(path)
