"""The cache of one person on this workstation: the index, and the vaults it names."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
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
from serums_desktop.domain.people import Link, Person
from serums_desktop.domain.stored import StoredRecord
from serums_desktop.store.emergency_copies import EmergencyCopies
from serums_desktop.store.index import VAULT_SUFFIX, RecordIndex
from serums_desktop.store.linking import join, misnamed, unlinked
from serums_desktop.store.private_files import (
    SET_ASIDE,
    make_private_directory,
    make_private_file,
    remove,
    set_aside,
)
from serums_desktop.store.vault import Vault

_INDEX_NAME = "index.db"
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
        self._emergencies = EmergencyCopies(directory)
        self._was_rebuilt = False
        # Whoever still holds a person with one of these does not bring it back.
        self._undone: set[Link] = set()

    @property
    def was_rebuilt(self) -> bool:
        """Whether the last `open` found the index damaged, or none beside vaults: what was kept is gone."""
        return self._was_rebuilt

    def open(self, key: CacheKey) -> None:
        """Open or make the index, and remove vault files that no key opens any more.

        A damaged index is set aside and made anew (see `was_rebuilt`): with it the keys of all vaults are
        lost, and records are copied again when they are next opened. A vault id belongs to one key, so that
        a key that does not fit is damage too.
        Raises StoreUnreadable, StoreTooNew, DiskFull.
        """
        if _VAULT_ID.fullmatch(key.vault_id) is None:
            raise ValueError("not a vault id")
        self.close()
        self._was_rebuilt = False
        self._directory = self._cache / key.vault_id
        make_private_directory(self._directory)
        index_path = self._directory / _INDEX_NAME
        make_private_file(index_path)
        self._emergencies = EmergencyCopies(self._directory)
        try:
            self._index = RecordIndex(index_path, key.data_key)
        except StoreUnreadable as error:
            if not error.is_damaged:
                raise
            set_aside(index_path)
            make_private_file(index_path)
            self._index = RecordIndex(index_path, key.data_key)
            self._was_rebuilt = True
        if self._index.was_new and any(self._directory.glob(f"*{VAULT_SUFFIX}")):
            self._was_rebuilt = True
        try:
            self._remove_strays()
        except BaseException:
            self.close()
            raise

    def confirmed_s(self) -> float | None:
        """When the home source last confirmed whose cache this is (UTC epoch seconds), None before any."""
        return self._opened().confirmed_s()

    def keep_confirmed(self, at_s: float) -> None:
        """Keep when it did; 0 that it no longer does."""
        self._opened().keep_confirmed(at_s)

    def destroy(self) -> None:
        """Close the cache and delete all of its files, for somebody who leaves this workstation."""
        self._opened()
        self.close()
        shutil.rmtree(self._directory)

    def remember(self, person: Person, opened_s: float) -> str:
        """Keep who the person is, and return the record's id.

        A person who shares a source's patient id with a kept record is the same person, unless somebody
        said otherwise (see `Person.apart`): the record is known as both. Where several records turn out to
        be one person, the last opened stays and the others go, to be copied anew, but for the files that were
        added to them, which it takes over. Where the same source now
        names another patient, what it sent under the former name is deleted.
        """
        joining = join(person, self._opened().sharing(person), self._undone)
        if not joining.records:
            return self._opened().add(joining.person, opened_s)
        kept, *others = joining.records
        self._join(kept, others, joining.person, opened_s)
        return kept.record_id

    def records(self) -> list[StoredRecord]:
        """Every record kept here, the last opened first."""
        return self._opened().records()

    def person(self, record_id: str) -> Person:
        """Whose record it is, an emergency's copy included. Raises NotOnThisWorkstation."""
        if record_id in self._emergencies:
            return self._emergencies.person(record_id)
        return self._kept(record_id).person

    def relink(self, record_id: str, person: Person) -> None:
        """Keep that a source knows this record's person too. For an emergency's copy, in memory alone.

        The record keeps its id and its place among the others; another record of the same person goes, and
        patients who are kept apart stay so, as with `remember`. Raises NotOnThisWorkstation.
        """
        index = self._opened()
        if record_id in self._emergencies:
            known = self._emergencies.person(record_id)
            self._emergencies.relink(record_id, join(person, (), self._undone, known).person)
            return
        kept = self._kept(record_id)
        others = [other for other in index.sharing(person) if other.record_id != record_id]
        joining = join(person, others, self._undone, kept.person)
        self._join(kept, joining.records, joining.person, kept.opened_s)

    def unlink(self, record_id: str, source_id: str) -> Person:
        """Undo that a source knows this record's person: its entries go, the others stay as they were.

        The source's patient is kept apart from now on (`Person.apart`). Returns who the record is known as
        now; for an emergency's copy, in memory alone. Raises ValueError for the only patient there is,
        NotOnThisWorkstation, and what `vault` and writing to it raise: then nothing is undone.
        """
        before = self.person(record_id)
        after = unlinked(before, source_id)
        self.vault(record_id).drop_source(source_id)
        if record_id in self._emergencies:
            self._emergencies.relink(record_id, after)
        else:
            self._opened().renew(record_id, after, self._kept(record_id).opened_s)
        self._undone.update(link for link in before.links if link not in after.links)
        return after

    def begin_emergency(self, person: Person) -> str:
        """Make a copy of this person's record whose key never leaves memory; returns its record id.

        It begins with what is kept of the person here, without what a source sent under another patient's
        name, or empty; a record that cannot be read counts as none. On a full disk the copy is in memory.
        Nothing written to it reaches the record it came from. Raises StoreUnreadable, DiskFull.
        """
        joining = join(person, self._opened().sharing(person), self._undone)
        if not joining.records:
            return self._emergencies.begin(joining.person, None)
        kept, *others = joining.records
        try:
            vault = self.vault(kept.record_id)
        except StoreError:
            record_id = self._emergencies.begin(joining.person, None)
        else:
            named_anew = misnamed(joining.person, kept.person)
            record_id = self._emergencies.begin(joining.person, vault, named_anew)
        for other in others:
            with suppress(StoreError):
                self._take_files(record_id, other.record_id)
        return record_id

    def end_emergency(self, record_id: str) -> None:
        """Wipe the copy's key and delete its file; ending twice does nothing."""
        self._emergencies.end(record_id)

    def vault(self, record_id: str) -> Vault:
        """One patient's vault; it stays open until it is closed, forgotten or the store is closed.

        A vault that was found damaged is said to be, once, by this call or by whoever read from it. It is
        then kept beside under another name, and the next call makes a new one, to be copied anew.
        Raises NotOnThisWorkstation, StoreUnreadable, StoreTooNew, DiskFull, StoreLocked.
        """
        index = self._opened()
        if record_id in self._emergencies:
            return self._emergencies.vault(record_id)
        place = index.place(record_id)
        if place is None:
            raise NotOnThisWorkstation
        path = self._directory / place.file_name
        vault = self._vaults.get(record_id)
        if vault is not None and vault.is_damaged:
            vault.close()
            set_aside(path)
        if vault is None or not vault.is_open:
            make_private_file(path)
            try:
                vault = Vault(path, place.vault_key, partial(index.keep_copied, record_id))
            except StoreUnreadable as error:
                if error.is_damaged:
                    set_aside(path)
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
            remove(self._directory / place.file_name)
            remove(self._directory / (place.file_name + SET_ASIDE))

    def close(self) -> None:
        """End every emergency and close every file; SQLCipher wipes its keys and pages.

        Whatever is used afterwards is locked.
        """
        self._emergencies.end_all()
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

    def _kept(self, record_id: str) -> StoredRecord:
        found = self._opened().record(record_id)
        if found is None:
            raise NotOnThisWorkstation
        return found

    def _join(
        self, kept: StoredRecord, others: Iterable[StoredRecord], person: Person, opened_s: float
    ) -> None:
        for source_id in misnamed(person, kept.person):
            self.vault(kept.record_id).drop_source(source_id)
        for other in others:
            self._take_files(kept.record_id, other.record_id)
            self.forget(other.record_id)
        # A full disk keeps nobody from reading what is here; whatever is written next will tell of it.
        with suppress(DiskFull):
            self._opened().renew(kept.record_id, person, opened_s)

    def _take_files(self, record_id: str, other_id: str) -> None:
        """Sources send again what they know of a person; a file that was added comes from nowhere else."""
        try:
            other = self.vault(other_id)
        except StoreUnreadable:
            # Nothing of it can be read, now or later.
            return
        self.vault(record_id).take_files(other)

    def _remove_strays(self) -> None:
        """Delete vaults whose keys are gone: a forgetting that was cut short ends here."""
        # A vault is named in the index before it exists, so the files are listed first.
        paths = [
            *self._directory.glob(f"*{VAULT_SUFFIX}"),
            *self._directory.glob(f"*{VAULT_SUFFIX}{SET_ASIDE}"),
        ]
        named = self._opened().file_names()
        for path in paths:
            if path.name.removesuffix(SET_ASIDE) not in named:
                remove(path)
        self._emergencies.remove_strays()
