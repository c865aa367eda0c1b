"""Entries that the audit repository refused for what they are: listed in a file of their own, and counted."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec

from serums_desktop.audit.durable_files import os_error_as_evidence, write_durably

_FILE = "set-aside.json"


class SetAside:
    """The numbers of such entries, each with the HTTP status of its refusal. Safe from any thread."""

    def __init__(self, directory: Path) -> None:
        """A list that cannot be read `is_damaged` and begins anew: it must keep nobody from being recorded.

        Raises EvidenceNotKept when the system does not let it be read.
        """
        self.is_damaged = False
        self._path = directory / _FILE
        self._guard = threading.Lock()
        self._statuses: dict[int, int] = {}
        with os_error_as_evidence():
            content = self._path.read_bytes() if self._path.exists() else b"{}"
        try:
            self._statuses = msgspec.json.decode(content, type=dict[int, int])
        except (msgspec.DecodeError, UnicodeDecodeError):
            self.is_damaged = True

    @property
    def entries(self) -> tuple[int, ...]:
        """Their numbers, in order."""
        with self._guard:
            return tuple(sorted(self._statuses))

    def add(self, entry: int, http_status: int) -> None:
        """Remember an entry; it is on disk when this returns. Raises EvidenceNotKept."""
        with self._guard:
            self._write({**self._statuses, entry: http_status})

    def remove(self, entry: int) -> None:
        """Forget an entry that was taken after all. Raises EvidenceNotKept."""
        with self._guard:
            self._write({one: status for one, status in self._statuses.items() if one != entry})

    def clear(self) -> None:
        """Begin anew. Raises EvidenceNotKept."""
        with self._guard:
            self._write({})
            self.is_damaged = False

    def _write(self, statuses: Mapping[int, int]) -> None:
        with os_error_as_evidence():
            write_durably(self._path, msgspec.json.encode(statuses))
        self._statuses = dict(statuses)
