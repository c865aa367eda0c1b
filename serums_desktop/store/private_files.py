"""The cache's files on disk: the person's alone, removed or set aside with their side files."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from serums_desktop.domain.errors import DiskFull, StoreError, StoreUnreadable

SET_ASIDE = ".damaged"
_SIDE_FILES = ("-wal", "-shm", "-journal")
_MOST_ASIDE = 3


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
        path.unlink(missing_ok=True)
    except OSError as error:
        raise store_error(path, error) from None
    remove_side_files(path)


def remove_side_files(path: Path) -> None:
    """Delete what SQLite keeps beside a file that is closed. Raises StoreUnreadable."""
    try:
        for suffix in _SIDE_FILES:
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise store_error(path, error) from None


def set_aside(path: Path) -> Path:
    """Keep a damaged file, with its write-ahead log, for whoever looks into it; returns where it is now.

    Of one name the last three are kept. Raises StoreUnreadable, DiskFull.
    """
    beside = next_aside(path)
    for older in aside_files(path)[_MOST_ASIDE - 1 :]:
        remove(older)
    try:
        for suffix in _SIDE_FILES:
            side_file = path.with_name(path.name + suffix)
            if side_file.exists():
                side_file.replace(beside.with_name(beside.name + suffix))
        # Last: an end in between leaves the name, and no log without its file.
        path.replace(beside)
    except OSError as error:
        raise store_error(path, error) from None
    return beside


def next_aside(path: Path) -> Path:
    """Where a file would be set aside now."""
    newest = aside_files(path)[:1]
    number = _number(newest[0]) + 1 if newest else 1
    return path.with_name(path.name + SET_ASIDE + (f"-{number}" if number > 1 else ""))


def aside_files(path: Path) -> list[Path]:
    """What was set aside under this name, the newest first."""
    found = [one for one in _asides(path.parent) if one.name.startswith(path.name + SET_ASIDE)]
    return sorted(found, key=_number, reverse=True)


def orphaned_asides(directory: Path) -> list[Path]:
    """What was set aside under names that no file bears any more."""
    return [one for one in _asides(directory) if not one.with_name(one.name.partition(SET_ASIDE)[0]).exists()]


def size_bytes(path: Path) -> int:
    """What a file and its side files take; 0 for what is not there. Raises StoreUnreadable."""
    try:
        beside = [path.with_name(path.name + suffix) for suffix in ("", *_SIDE_FILES)]
        return sum(one.stat().st_size for one in beside if one.exists())
    except OSError as error:
        raise store_error(path, error) from None


def sync_directory(path: Path) -> None:
    """Have the names in a directory outlive a pulled plug, where the system needs asking.

    Raises StoreUnreadable, DiskFull.
    """
    if sys.platform == "win32":
        return
    try:
        directory = os.open(path, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
    except OSError as error:
        raise store_error(path, error) from None


def store_error(path: Path, error: OSError) -> StoreError:
    """The domain's error for what the system refused."""
    return DiskFull() if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreUnreadable(path.name)


def _asides(directory: Path) -> list[Path]:
    return [one for one in directory.glob(f"*{SET_ASIDE}*") if not one.name.endswith(_SIDE_FILES)]


def _number(aside: Path) -> int:
    return int(aside.name.rpartition(SET_ASIDE)[2].removeprefix("-") or 1)
