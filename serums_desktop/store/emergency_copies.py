"""Copies of records for emergency access: files whose keys exist in this process's memory alone.

Whatever ends the process ends the key: the file that is left is noise, and the next opening of the cache
deletes it. Nothing of a copy is in the index.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from serums_desktop.domain.errors import DiskFull, NotOnThisWorkstation, StoreError, StoreUnreadable
from serums_desktop.domain.people import Person
from serums_desktop.store.cipher import IN_MEMORY, new_key, wipe
from serums_desktop.store.copying import copying_to
from serums_desktop.store.private_files import make_private_file, remove, store_error
from serums_desktop.store.vault import Vault

COPY_SUFFIX = ".emergency"
_LOCK_NAME = "emergencies.lock"


class _Copy(msgspec.Struct):
    person: Person
    path: Path | None
    vault: Vault


class EmergencyCopies:
    """The copies of one open cache. Used on one thread alone."""

    def __init__(self, directory: Path) -> None:
        """Nothing is touched before the first copy."""
        self._directory = directory
        self._copies: dict[str, _Copy] = {}
        self._mark: int | None = None

    def __contains__(self, record_id: str) -> bool:
        return record_id in self._copies

    def begin(self, person: Person, kept: Vault | None, dropped: Iterable[str] = ()) -> str:
        """Make a copy of a kept record without the `dropped` sources, or an empty one; returns its id.

        A kept record that turns out to be damaged counts as none. On a full disk the copy is in memory.
        Raises StoreUnreadable, DiskFull.
        """
        self._hold_mark()
        record_id = secrets.token_hex(16)
        copy = self._copies[record_id] = self._new_copy(person, kept)
        try:
            for source_id in dropped:
                copy.vault.drop_source(source_id)
        except BaseException:
            self.end(record_id)
            raise
        return record_id

    def vault(self, record_id: str) -> Vault:
        """The copy's vault; where it was found damaged, a new and empty one under a new key.

        Raises NotOnThisWorkstation, DiskFull, StoreUnreadable.
        """
        copy = self._copy(record_id)
        if copy.vault.is_damaged or not copy.vault.is_open:
            copy.vault.close()
            _remove_or_leave(copy.path)
            copy = self._copies[record_id] = self._new_copy(copy.person, None)
        return copy.vault

    def person(self, record_id: str) -> Person:
        """Whose record it is. Raises NotOnThisWorkstation."""
        return self._copy(record_id).person

    def relink(self, record_id: str, person: Person) -> None:
        """Keep, in memory, whom the sources know the person as. Raises NotOnThisWorkstation."""
        self._copy(record_id).person = person

    def end(self, record_id: str) -> None:
        """Close the copy, which wipes its key, and delete its files. Ending twice does nothing."""
        copy = self._copies.pop(record_id, None)
        if copy is None:
            return
        copy.vault.close()
        _remove_or_leave(copy.path)
        if not self._copies:
            self._release_mark()

    def end_all(self) -> None:
        """End every copy."""
        for record_id in list(self._copies):
            self.end(record_id)
        self._release_mark()

    def remove_strays(self) -> None:
        """Delete the copies of processes that are gone; those of a process that still lives stay."""
        with self._alone() as is_alone:
            for path in self._directory.glob(f"*{COPY_SUFFIX}*") if is_alone else ():
                # Windows keeps an open file from being deleted: it belongs to a process that lives.
                with suppress(StoreUnreadable):
                    remove(path)

    def _copy(self, record_id: str) -> _Copy:
        copy = self._copies.get(record_id)
        if copy is None:
            raise NotOnThisWorkstation
        return copy

    def _new_copy(self, person: Person, kept: Vault | None) -> _Copy:
        path = self._directory / (secrets.token_hex(16) + COPY_SUFFIX)
        try:
            make_private_file(path)
            return _Copy(person, path, _filled_vault(path, kept))
        except DiskFull:
            _remove_or_leave(path)
            # A full disk is no reason to refuse somebody in danger.
            return _Copy(person, None, _filled_vault(IN_MEMORY, kept))
        except BaseException:
            _remove_or_leave(path)
            raise

    # Every process with copies holds a shared lock on one file; whoever gets it alone may delete strays.
    # The files themselves are never locked so: closing another handle would drop SQLite's own locks.

    def _hold_mark(self) -> None:
        if self._mark is None and sys.platform != "win32":
            import fcntl  # noqa: PLC0415  not on Windows

            self._mark = self._open_mark()
            fcntl.flock(self._mark, fcntl.LOCK_SH)

    def _release_mark(self) -> None:
        if self._mark is not None:
            os.close(self._mark)
            self._mark = None

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no process has copies; none begins one while the block lasts."""
        if sys.platform == "win32":
            yield True
            return
        import fcntl  # noqa: PLC0415  not on Windows

        mark = self._open_mark()
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
        finally:
            os.close(mark)

    def _open_mark(self) -> int:
        path = self._directory / _LOCK_NAME
        try:
            return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise store_error(path, error) from None


def _filled_vault(path: Path, kept: Vault | None) -> Vault:
    if kept is not None:
        vault = _empty_vault(path)
        try:
            with copying_to(path):
                vault.copy_from(kept)
        except BaseException as error:
            vault.close()
            if not (isinstance(error, StoreUnreadable) and kept.is_damaged):
                raise
            _remove_or_leave(path)
        else:
            return vault
    return _empty_vault(path)


def _empty_vault(path: Path) -> Vault:
    key = new_key()
    try:
        return Vault(path, key, _keep_no_date, is_emergency=True)
    finally:
        wipe(key)


def _remove_or_leave(path: Path | None) -> None:
    """Delete a copy. Without its key it says nothing; what stays is a stray at the next opening."""
    if path is not None and path != IN_MEMORY:
        with suppress(StoreError):
            remove(path)


def _keep_no_date(_copied_s: float | None) -> None:
    """When a copy's newest answer came is nowhere kept."""
