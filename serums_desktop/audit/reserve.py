"""Disk space that is kept for evidence of emergencies, so that a full disk is no reason to refuse one."""

from __future__ import annotations

import os
from pathlib import Path

RESERVED_BYTES = 8 * 1024 * 1024

_STEP_BYTES = 1024 * 1024
_BLOCK = bytes(64 * 1024)


class Reserve:
    """A file that occupies space and says nothing. Released step by step, and filled up again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fill(self) -> bool:
        """Occupy whatever is missing; whether the whole reserve is there. A full disk is no error."""
        if self._size() >= RESERVED_BYTES:
            return True
        try:
            with self._path.open("ab", buffering=0) as file:
                # Written, not only sized: a sparse file reserves nothing.
                while (missing := RESERVED_BYTES - file.tell()) > 0:
                    file.write(_BLOCK[:missing])
                os.fsync(file.fileno())
        except OSError:
            return False
        return True

    def release(self) -> bool:
        """Give a part of the reserve back to the disk; whether there was any left."""
        size = self._size()
        if size == 0:
            return False
        try:
            os.truncate(self._path, max(0, size - _STEP_BYTES))
        except OSError:
            return False
        return True

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError:
            return 0
