"""One keeper per directory: file locks that the operating system drops with their process."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, wait: bool) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyLocked(Exception):
    """Another process has it."""


@contextlib.contextmanager
def starting(directory: Path) -> Iterator[None]:
    """Keepers of a directory start one after another: whoever comes second finds the first one listening."""
    with _locked(directory / "keeper.starting", wait=True):
        yield


@contextlib.contextmanager
def only_keeper(directory: Path) -> Iterator[None]:
    """Be the keeper of this directory. Raises AlreadyLocked."""
    with _locked(directory / "keeper.lock", wait=False):
        yield


@contextlib.contextmanager
def _locked(path: Path, *, wait: bool) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            _lock(descriptor, wait=wait)
        except OSError as error:
            raise AlreadyLocked from error
        yield
    finally:
        os.close(descriptor)
