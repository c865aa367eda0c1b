"""A full disk: a disk that refuses, and where mounting is allowed a small one that is really full."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import Connection

from serums_desktop.audit.journal import Journal
from serums_desktop.audit.journal_file import JournalFile
from serums_desktop.audit.reserve import RESERVED_BYTES, Reserve
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept
from serums_desktop.domain.evidence import Deed
from tests.unit.audit.synthetic import Breaking, open_journal, search

DISK_BYTES = 2 * RESERVED_BYTES


def reserved(directory: Path) -> int:
    return (directory / "journal" / "reserve").stat().st_size


def until_full(journal: Journal, make: Callable[[], Deed]) -> EvidenceFault:
    """Keep deeds until one is refused, which a hundred of them have to reach."""
    try:
        for _ in range(100):
            journal.append([make()])
    except EvidenceNotKept as error:
        return error.reason
    raise AssertionError("the disk never filled up")


class Disk(Protocol):
    """A disk that can be full."""

    directory: Path

    def fill(self) -> None:
        """Leave no room."""

    def free(self) -> None:
        """Make room again."""


class SmallDisk:
    """A file system in memory, of 16 MiB."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._rest = directory / "rest"

    def fill(self) -> None:
        free = os.statvfs(self.directory).f_bavail
        with self._rest.open("ab", buffering=0) as file:
            for _ in range(free):
                file.write(bytes(os.statvfs(self.directory).f_bsize))
            with pytest.raises(OSError, match="No space"):
                file.write(b"more")

    def free(self) -> None:
        self._rest.unlink()


class RefusingDisk:
    """A directory in which the journal finds no room until half of the reserve is released."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.directory = directory
        self._is_full = False
        writing, fill = JournalFile.writing, Reserve.fill

        @contextmanager
        def refusing(file: JournalFile) -> Iterator[Connection]:
            if self._is_full and reserved(directory) > RESERVED_BYTES // 2:
                raise EvidenceNotKept(EvidenceFault.DISK_FULL)
            with writing(file) as transaction:
                yield transaction

        monkeypatch.setattr(JournalFile, "writing", refusing)
        monkeypatch.setattr(Reserve, "fill", lambda reserve: not self._is_full and fill(reserve))

    def fill(self) -> None:
        self._is_full = True

    def free(self) -> None:
        self._is_full = False


@contextmanager
def mounted() -> Iterator[Path]:
    """A file system of its own. Raises CalledProcessError where that is not allowed."""
    with tempfile.TemporaryDirectory(prefix="small-disk-") as place:
        options = ["-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", place]
        subprocess.run(["mount", *options], check=True, capture_output=True)
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", place], check=True)


def may_mount() -> bool:
    if not sys.platform.startswith("linux") or shutil.which("mount") is None:
        return False
    try:
        with mounted():
            return True
    except subprocess.CalledProcessError:
        return False


@pytest.fixture(params=["refusing", "small"] if may_mount() else ["refusing"])
def disk(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    if request.param == "refusing":
        yield RefusingDisk(tmp_path, monkeypatch)
        return
    with mounted() as directory:
        yield SmallDisk(directory)


def test_a_full_disk_is_no_reason_to_refuse_an_emergency(disk: Disk) -> None:
    breaking = Breaking()
    with open_journal(disk.directory / "journal") as journal:
        journal.append([search()])
        disk.fill()
        assert until_full(journal, search) is EvidenceFault.DISK_FULL
        assert reserved(disk.directory) == RESERVED_BYTES
        before = journal.size()
        assert journal.append([breaking.start("Alone, no pulse.")])[0].entry == before
        assert journal.append([breaking.stage(Stage.SAFETY_SUMMARY), search()])[1].entry == before + 2
        assert reserved(disk.directory) < RESERVED_BYTES
        # What was released is not for ordinary work.
        with pytest.raises(EvidenceNotKept):
            journal.append([search()])
        journal.append([breaking.end()])
        disk.free()
        journal.append([search()])
        assert reserved(disk.directory) == RESERVED_BYTES
    with open_journal(disk.directory / "journal") as journal:
        assert journal.size() == before + 5


def test_a_journal_on_a_full_disk_is_opened_again(disk: Disk) -> None:
    with open_journal(disk.directory / "journal") as journal:
        journal.append([search()])
        disk.fill()
    with open_journal(disk.directory / "journal") as journal:
        assert journal.append([Breaking().start()])[0].entry == 1


def test_an_emergency_too_ends_where_nothing_is_left(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reserve, "release", lambda reserve: False)
    with open_journal(disk.directory / "journal") as journal:
        disk.fill()
        assert until_full(journal, lambda: Breaking().start()) is EvidenceFault.DISK_FULL


def test_released_step_by_step_and_filled_again(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve")
    assert not reserve.release()
    assert reserve.fill()
    steps = 0
    while reserve.release():
        steps += 1
    assert steps == 8
    assert reserve.fill()
    assert (tmp_path / "reserve").stat().st_size == RESERVED_BYTES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the blocks of a file")
def test_it_occupies_what_it_says(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve")
    reserve.fill()
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= RESERVED_BYTES
