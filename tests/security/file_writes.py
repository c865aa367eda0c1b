"""Writes to the files of a directory, counted as they happen."""

from __future__ import annotations

import ctypes
import os
import select
import struct
from pathlib import Path
from types import TracebackType
from typing import Self

_IN_MODIFY = 0x2  # linux/inotify.h
_EVENT = struct.Struct("iIII")  # struct inotify_event, before its name
_QUIET_S = 2.0


class FileWrites:
    """Watches the files of `directory` whose names hold `named`. Linux alone.

    A page of a database or of its write-ahead log is a write of its own, so that counting reaches moments in
    the middle of a transaction. The system counts equal writes that nobody has looked at yet as one.
    """

    def __init__(self, directory: Path, named: str = "") -> None:
        self._named = named.encode()
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor: int = libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK)
        if libc.inotify_add_watch(self._descriptor, bytes(directory), _IN_MODIFY) < 0:
            raise OSError(ctypes.get_errno(), "inotify", str(directory))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)

    def wait(self, writes: int) -> None:
        """Return as soon as so many writes have happened, or no more do."""
        while writes > 0:
            found = self._read(_QUIET_S)
            if not found:
                return
            writes -= sum(self._named in name for name in found)

    def _read(self, timeout_s: float) -> list[bytes]:
        """The names of the files that were written to since the last look."""
        if not select.select([self._descriptor], [], [], timeout_s)[0]:
            return []
        content, names = os.read(self._descriptor, 65536), []
        while content:
            *_what, length = _EVENT.unpack_from(content)
            end = _EVENT.size + length
            names.append(content[_EVENT.size : end])
            content = content[end:]
        return names
