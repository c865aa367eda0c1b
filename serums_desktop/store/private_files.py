"""The cache's files on disk: the person's alone, removed or set aside with their side files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from serums_desktop.domain.errors import DiskFull, StoreError, StoreUnreadable

SET_ASIDE = ".damaged"
_SIDE_FILES = ("-wal", "-shm", "-journal")


def make_private_directory(path: Path) -> None:
    """Make the directory, for its owner alone. Raises StoreUnreadable, DiskFull."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise store_error(path, error) from None


def make_private_file(path: Path) -> None:
    """Make the file before SQLite does: it takes the mode over to its side files.

    Raises StoreUnreadable, DiskFull.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise store_error(path, error) from None


def remove(path: Path) -> None:
    """Delete a file and its side files; what is not there is removed already. Raises StoreUnreadable."""
    try:
        for suffix in ("", *_SIDE_FILES):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise store_error(path, error) from None


def set_aside(path: Path) -> None:
    """Keep a damaged file, with its write-ahead log, for whoever looks into it; only the last one is kept.

    Raises StoreUnreadable, DiskFull.
    """
    try:
        for suffix in ("", *_SIDE_FILES):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                beside.replace(path.with_name(path.name + SET_ASIDE + suffix))
    except OSError as error:
        raise store_error(path, error) from None


def store_error(path: Path, error: OSError) -> StoreError:
    """The domain's error for what the system refused."""
    return DiskFull() if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreUnreadable(path.name)
