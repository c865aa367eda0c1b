"""Small files that are whole or absent, and on disk when a call returns."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept

DISK_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def write_durably(path: Path, content: bytes) -> None:
    """Make a file for its owner alone, or replace it in one step. Raises OSError."""
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123  a descriptor, not a path
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def remove_drafts(path: Path) -> None:
    """Remove what a process left that was killed while it wrote a file. Nobody may be writing it now."""
    for draft in path.parent.glob(f".{path.name}-*"):
        draft.unlink(missing_ok=True)


def sync_directory(directory: Path) -> None:
    """Make the names in a directory durable, where the system has a way to."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def os_error_as_evidence() -> Iterator[None]:
    """Turn the system's refusals into EvidenceNotKept, DISK_FULL or NOT_DURABLE."""
    try:
        yield
    except OSError as error:
        is_full = error.errno in DISK_FULL_ERRNOS
        raise EvidenceNotKept(EvidenceFault.DISK_FULL if is_full else EvidenceFault.NOT_DURABLE) from None
