"""What the errors of copying one encrypted file into another mean."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from serums_desktop.domain.errors import DiskFull, StoreUnreadable

# The errors of a backup come without a result code; their words are those of `sqlite3_errstr`.
_FULL = "database or disk is full"


@contextmanager
def copying_to(path: Path) -> Iterator[None]:
    """Turn what a copy raises without a result code into the domain's errors.

    Raises StoreUnreadable for what the system refuses, DiskFull.
    """
    try:
        yield
    except dbapi2.Error as error:
        if str(error) == _FULL:
            raise DiskFull from None
        raise StoreUnreadable(path.name) from None
