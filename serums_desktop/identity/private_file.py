"""Small files that only their owner reads, written whole and durably or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from serums_desktop.domain.errors import DiskFull, KeyNotReleased, KeyRefusal

# How a file's name ends while it is being written; a kill leaves it.
UNFINISHED: Final = ".new"


def read(path: Path) -> bytes | None:
    """A file's content, None where there is no such file. Raises KeyNotReleased."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise KeyNotReleased(KeyRefusal.UNREADABLE) from error


def write_once(path: Path, content: bytes) -> None:
    """Write a file, 0600; one that is there already stays as it is. Raises DiskFull, KeyNotReleased."""
    with _written_beside(path, content) as temporary, contextlib.suppress(FileExistsError):
        # A link never replaces: of two processes that write for the first time, one wins for both.
        os.link(temporary, path)


def replace(path: Path, content: bytes) -> None:
    """Write a file, 0600, in place of what was there. Raises DiskFull, KeyNotReleased."""
    with _written_beside(path, content) as temporary:
        temporary.replace(path)


def remove(path: Path) -> None:
    """Delete a file, durably. One that is not there is no error. Raises DiskFull, KeyNotReleased."""
    with _write_errors():
        if path.exists():
            path.unlink(missing_ok=True)
            _sync_directory(path.parent)


@contextlib.contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """A durable temporary file beside `path`, which the caller moves into its place."""
    with _write_errors():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=UNFINISHED)
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            yield temporary
        finally:
            temporary.unlink(missing_ok=True)
        _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    """Make a change of names durable, where the system lets a directory be synchronised."""
    if os.name == "posix":
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _write_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull from error
        raise KeyNotReleased(KeyRefusal.UNREADABLE) from error
