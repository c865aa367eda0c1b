"""The cache of one person on this workstation: the index, and the vaults it names."""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from serums_desktop.domain.errors import (
    DiskFull,
    NotOnThisWorkstation,
    StoreError,
    StoreLocked,
    StoreUnreadable,
)
from serums_desktop.domain.people import Person
from serums_desktop.domain.stored import StoredRecord
from serums_desktop.store.index import VAULT_SUFFIX, RecordIndex
from serums_desktop.store.vault import Vault

_INDEX_NAME = "index.db"
_SET_ASIDE = ".damaged"
_SIDE_FILES = ("-wal", "-shm", "-journal")
_VAULT_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class CacheKey(Protocol):
    """A person's cache key (32 bytes) and the name of their part of the cache."""

    data_key: bytearray
    vault_id: str


class EncryptedRecordStore:
    """Keeps records under ``directory/<vault_id>/``: one index and one vault file per patient.

    Used on one thread alone. No key stays here: each is given to SQLCipher when its file is opened, and
    closing the file takes it away. Wiping the person's own key is its owner's part.
    """

    def __init__(self, directory: Path) -> None:
        """Nothing is touched before `open`."""
        self._cache = directory
        self._directory = directory
        self._index: RecordIndex | None = None
        self._vaults: dict[str, Vault] = {}

    def open(self, key: CacheKey) -> None:
        """Open or make the index, and remove vault files that no key opens any more.

        Raises StoreUnreadable, StoreTooNew, DiskFull.
        """
        if _VAULT_ID.fullmatch(key.vault_id) is None:
            raise ValueError("not a vault id")
        self.close()
        self._directory = self._cache / key.vault_id
        _make_private_directory(self._directory)
        index_path = self._directory / _INDEX_NAME
        _make_private_file(index_path)
        self._index = RecordIndex(index_path, key.data_key)
        try:
            self._remove_strays()
        except BaseException:
            self.close()
            raise

    def remember(self, person: Person, opened_s: float) -> str:
        """Keep who the person is, and return the record's id.

        A person who shares a source's patient id with a kept record is the same person: the record is
        known as both. Where several records turn out to be one person, the last opened stays and the
        others go, to be copied anew. Where the same source now names another patient, what it sent under
        the former name is deleted.
        """
        index = self._opened()
        same = index.sharing(person)
        if not same:
            return index.add(person, opened_s)
        kept, *others = same
        known = {patient.source_id: patient for patient in person.known_as}
        for patient in kept.person.known_as:
            if patient.patient_id != known.setdefault(patient.source_id, patient).patient_id:
                self.vault(kept.record_id).drop_source(patient.source_id)
        for other in others:
            for patient in other.person.known_as:
                known.setdefault(patient.source_id, patient)
            self.forget(other.record_id)
        # A full disk keeps nobody from reading what is here; whatever is written next will tell of it.
        with suppress(DiskFull):
            index.renew(kept.record_id, Person(tuple(known.values())), opened_s)
        return kept.record_id

    def records(self) -> list[StoredRecord]:
        """Every record kept here, the last opened first."""
        return self._opened().records()

    def vault(self, record_id: str) -> Vault:
        """One patient's vault; it stays open until it is closed, forgotten or the store is closed.

        A vault that was found damaged is said to be, once, by this call or by whoever read from it. It is
        then kept beside under another name, and the next call makes a new one, to be copied anew.
        Raises NotOnThisWorkstation, StoreUnreadable, StoreTooNew, DiskFull, StoreLocked.
        """
        index = self._opened()
        place = index.place(record_id)
        if place is None:
            raise NotOnThisWorkstation
        path = self._directory / place.file_name
        vault = self._vaults.get(record_id)
        if vault is not None and vault.is_damaged:
            vault.close()
            _set_aside(path)
        if vault is None or not vault.is_open:
            _make_private_file(path)
            try:
                vault = Vault(path, place.vault_key, partial(index.keep_copied, record_id))
            except StoreUnreadable as error:
                if error.is_damaged:
                    _set_aside(path)
                raise
            self._vaults[record_id] = vault
        return vault

    def forget(self, record_id: str) -> None:
        """Destroy a record's key and delete its files. A record that is not here is forgotten already."""
        index = self._opened()
        vault = self._vaults.pop(record_id, None)
        if vault is not None:
            vault.close()
        place = index.place(record_id)
        if place is not None:
            index.forget(record_id)
            _remove(self._directory / place.file_name)
            _remove(self._directory / (place.file_name + _SET_ASIDE))

    def close(self) -> None:
        """Close every file; SQLCipher wipes its keys and pages. Whatever is used afterwards is locked."""
        for vault in self._vaults.values():
            vault.close()
        self._vaults.clear()
        if self._index is not None:
            self._index.close()
            self._index = None

    def _opened(self) -> RecordIndex:
        if self._index is None:
            raise StoreLocked
        return self._index

    def _remove_strays(self) -> None:
        """Delete vaults whose keys are gone: a forgetting that was cut short ends here."""
        # A vault is named in the index before it exists, so the files are listed first.
        paths = [*self._directory.glob(f"*{VAULT_SUFFIX}"), *self._directory.glob(f"*{_SET_ASIDE}")]
        named = self._opened().file_names()
        for path in paths:
            if path.name.removesuffix(_SET_ASIDE) not in named:
                _remove(path)


def _make_private_directory(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError as error:
        raise _store_error(path, error) from None


def _make_private_file(path: Path) -> None:
    """Make the file before SQLite does: it takes the mode over to its side files."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise _store_error(path, error) from None


def _remove(path: Path) -> None:
    try:
        for suffix in ("", *_SIDE_FILES):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise _store_error(path, error) from None


def _set_aside(path: Path) -> None:
    """Keep a damaged file, with its write-ahead log, for whoever looks into it; only the last one is kept."""
    try:
        for suffix in ("", *_SIDE_FILES):
            beside = path.with_name(path.name + suffix)
            if beside.exists():
                beside.replace(path.with_name(path.name + _SET_ASIDE + suffix))
    except OSError as error:
        raise _store_error(path, error) from None


def _store_error(path: Path, error: OSError) -> StoreError:
    return DiskFull() if error.errno in {errno.ENOSPC, errno.EDQUOT} else StoreUnreadable(path.name)
