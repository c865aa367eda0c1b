from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from serums_desktop.audit.durable_files import os_error_as_evidence, remove_drafts, write_durably
from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept


def test_made_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.txt"
    write_durably(file, b"one")
    write_durably(file, b"two")
    assert file.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [file]


def test_what_was_there_stays_when_the_new_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "checkpoint.txt"
    write_durably(file, b"one")

    def fails(descriptor: int) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="broken"):
        write_durably(file, b"two")
    assert file.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [file]


def test_what_a_killed_process_left(tmp_path: Path) -> None:
    file = tmp_path / "checkpoint.txt"
    write_durably(file, b"one")
    (tmp_path / ".checkpoint.txt-x1").touch()
    remove_drafts(file)
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (errno.ENOSPC, EvidenceFault.DISK_FULL),
        (errno.EDQUOT, EvidenceFault.DISK_FULL),
        (errno.EIO, EvidenceFault.NOT_DURABLE),
        (errno.EACCES, EvidenceFault.NOT_DURABLE),
    ],
)
def test_the_systems_refusals(code: int, reason: EvidenceFault) -> None:
    with pytest.raises(EvidenceNotKept) as error, os_error_as_evidence():
        raise OSError(code, "")
    assert error.value.reason is reason
