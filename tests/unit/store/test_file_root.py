"""One digest for a file as it was closed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from serums_desktop.domain.errors import StoreUnreadable
from serums_desktop.store.file_root import ROOT_BYTES, file_root, root_as_closed

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(os.urandom(PAGE * 130))
    return path


def test_the_end_of_every_page_counts(path: Path) -> None:
    content = path.read_bytes()
    root = file_root(path)
    assert len(root) == ROOT_BYTES
    assert file_root(path) == root
    for page in (0, 1, 63, 64, 129):
        for place in (-80, -1):
            changed = bytearray(content)
            changed[(page + 1) * PAGE + place] ^= 1
            path.write_bytes(changed)
            assert file_root(path) != root


@pytest.mark.parametrize("length", [0, 100, PAGE * 129, PAGE * 130 - 1, PAGE * 131])
def test_its_length_counts(path: Path, length: int) -> None:
    root = file_root(path)
    os.truncate(path, length)
    assert file_root(path) != root


def test_a_file_with_a_log_beside_it_was_not_closed(path: Path) -> None:
    assert root_as_closed(path) == file_root(path)
    log = path.with_name("file-wal")
    log.write_bytes(b"")
    assert root_as_closed(path) == file_root(path)
    log.write_bytes(b"frame")
    assert root_as_closed(path) is None
    assert root_as_closed(path.with_name("no-such-file")) is None


def test_what_the_system_refuses(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable):
        file_root(tmp_path)
