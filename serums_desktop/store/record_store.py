"""The cache of one person on this workstation: the index, and the vaults it names."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from serums_desktop.domain.errors import (
    DiskFull,
    NotOnThisWorkstation,
    StoreError,
    StoreLocked,
)
from serums_desktop.domain.evidence import Anchor
from serums_desktop.domain.people import Link, Person
from serums_desktop.domain.stored import Integrity, StoredRecord, StoredSize
from serums_desktop.host import log
from serums_desktop.store.emergency_copies import EmergencyCopies
from serums_desktop.store.file_root import root_as_closed
from serums_desktop.store.index import VAULT_SUFFIX, RecordIndex
from serums_desktop.store.index_anchor import Anchors, IndexAnchor
from serums_desktop.store.kept_vaults import KeptVaults
from serums_desktop.store.linking import join, misnamed, unlinked
from serums_desktop.store.private_files import make_private_directory
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

    def __init__(self, directory: Path, anchors: Anchors | None = None) -> None:
        """Nothing is touched before `open`. `anchors` remember the index outside of its directory."""
        self._cache = directory
        self._anchors = anchors
        self._directory = directory
        self._index: RecordIndex | None = None
        self._vaults: KeptVaults | None = None
        self._anchor = IndexAnchor(None, "")
        self._emergencies = EmergencyCopies(directory)
        self._integrity = Integrity.UNCHECKED
        self._was_rebuilt = False
        # Whoever still holds a person with one of these does not bring it back.
        self._undone: set[Link] = set()

    @property
    def was_rebuilt(self) -> bool:
        """Whether every record is to be copied anew: the index was lost, or an older one lay there."""
        return self._was_rebuilt

    @property
    def integrity(self) -> Integrity:
        """What the last `open` found the index to be; `UNCHECKED` where nobody remembers how it should be."""
        return self._integrity

    def open(self, key: CacheKey) -> None:
        """Open or make the index, and remove vault files that no key opens any more.

        A damaged index is set aside and made anew from its twin. Where that one is damaged too, the keys of
        all vaults are lost, and records are copied again when they are next opened (see `was_rebuilt`). A
        vault id belongs to one key, so that a key that does not fit is damage too. Of an index that is older
        than its anchor the people and keys are kept, and every vault of it is replaced when it is opened.
        Raises StoreUnreadable, StoreTooNew, DiskFull.
        """
        if _VAULT_ID.fullmatch(key.vault_id) is None:
            raise ValueError("not a vault id")
        self.close()
        self._was_rebuilt = False
        self._directory = self._cache / key.vault_id
        make_private_directory(self._directory)
        self._emergencies = EmergencyCopies(self._directory)
        index_path = self._directory / _INDEX_NAME
        had_vaults = any(self._directory.glob(f"*{VAULT_SUFFIX}"))
        anchor = IndexAnchor(self._anchors, key.vault_id)
        remembered = anchor.remembered()
        root = root_as_closed(index_path)
        index = self._index = RecordIndex(index_path, key.data_key, anchor.advance)
        try:
            self._judge(index, anchor, remembered, root, had_vaults=had_vaults)
            anchor.advance(index.generation)
            self._vaults = KeptVaults(self._directory, index)
            self._vaults.remove_strays()
            self._emergencies.remove_strays()
        except BaseException:
            self.close()
            raise
        self._anchor = anchor

    def rekey_index(self, key: CacheKey, keep_key: Callable[[], None]) -> None:
        """Go on under another key of the same person, which `keep_key` makes theirs; vaults stay open.

        See `IndexFiles.rekey`: whatever ends the program, the next `open` takes the key that is theirs then.
        Raises what `keep_key` raises, StoreLocked, StoreUnreadable, DiskFull.
        """
        self._opened().rekey(key.data_key, keep_key)

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

    def remember(self, person: Person, opened_s: float, *, prefetched: bool = False) -> str:
        """Keep who the person is, and return the record's id.

        A person who shares a source's patient id with a kept record is the same person, unless somebody
        said otherwise (see `Person.apart`): the record is known as both. Where several records turn out to
        be one person, the last opened stays and the others go, to be copied anew, but for the files that were
        added to them, which it takes over. Where the same source now names another patient, what it sent
        under the former name is deleted. `prefetched` is for nobody's eyes yet: when somebody last opened
        the record stays as it was.
        """
        joining = join(person, self._opened().sharing(person), self._undone)
        if not joining.records:
            return self._opened().add(joining.person, opened_s, prefetched=prefetched)
        kept, *others = joining.records
        self._join(kept, others, joining.person, opened_s, prefetched=prefetched)
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

        A file that is damaged, or older than it should be, is set aside, and a new vault takes its place with
        what could be salvaged of the files that somebody added; everything else is to be copied anew (see
        `take_damage`). Where damage is found while reading, the next call does so.
        Raises NotOnThisWorkstation, StoreUnreadable, StoreTooNew, DiskFull, StoreLocked.
        """
        if record_id in self._emergencies:
            return self._emergencies.vault(record_id)
        return self._kept_vaults().vault(record_id)

    def take_damage(self) -> list[tuple[str, Integrity]]:
        """Records whose files were found damaged or rolled back since this was last asked."""
        return self._kept_vaults().take_damage()

    def sizes(self) -> list[StoredSize]:
        """Every record kept here, without anything clinical; the last opened first."""
        return self._kept_vaults().sizes()

    def check(self, record_id: str) -> Integrity:
        """Read a whole file; `UNCHECKED` is one that is whole, where nobody remembers how old it should be.

        What is found is remembered, and the file is replaced when it is next opened.
        Raises NotOnThisWorkstation, StoreUnreadable, StoreTooNew, DiskFull, StoreLocked.
        """
        found = self._kept_vaults().check(record_id)
        is_anchored = self._anchor.is_held and self._integrity is not Integrity.UNCHECKED
        return Integrity.UNCHECKED if found is Integrity.SOUND and not is_anchored else found

    def rekey(self, record_id: str) -> None:
        """Give a record a new key, under another file name; its vault goes on, with whatever it was asked.

        Raises what `vault` raises.
        """
        self._kept_vaults().rekey(record_id)

    def end_episode(self, record_id: str, at_s: float | None) -> None:
        """Keep when the patient left the ward (UTC epoch s), None where they are there."""
        self._opened().keep_episode(record_id, at_s)

    def forget(self, record_id: str) -> None:
        """Destroy a record's keys and delete its files. A record that is not here is forgotten already."""
        self._kept_vaults().forget(record_id)

    def close(self) -> None:
        """End every emergency and close every file; SQLCipher wipes its keys and pages.

        Whatever is used afterwards is locked.
        """
        self._emergencies.end_all()
        if self._vaults is not None:
            self._vaults.close()
            self._vaults = None
        if self._index is not None:
            index, self._index = self._index, None
            anchor, self._anchor = self._anchor, IndexAnchor(None, "")
            try:
                generation = index.generation
            except StoreError:
                anchor = IndexAnchor(None, "")
                generation = 0
            index.close()
            with suppress(StoreError):
                anchor.advance(generation, root_as_closed(self._directory / _INDEX_NAME) or b"")

    def _judge(
        self,
        index: RecordIndex,
        anchor: IndexAnchor,
        remembered: Anchor | None,
        root: bytes | None,
        *,
        had_vaults: bool,
    ) -> None:
        """Tell what the index is from what its files say and what is remembered of it."""
        found = index.integrity
        if index.is_empty and (had_vaults or remembered is not None):
            found = Integrity.DAMAGED
        is_lost = index.is_empty and found is Integrity.DAMAGED
        if remembered is None:
            is_known = index.is_empty and anchor.is_held
            if found is Integrity.SOUND and not is_known:
                found = Integrity.UNCHECKED
        elif is_lost or _is_older(index, remembered, root):
            if not is_lost:
                found = Integrity.ROLLED_BACK
            is_lost = True
            index.keep_fault(Integrity.ROLLED_BACK, above=remembered.generation)
        self._integrity, self._was_rebuilt = found, is_lost
        if found in {Integrity.DAMAGED, Integrity.ROLLED_BACK}:
            log.event("index_not_sound", logging.WARNING, state=found)

    def _opened(self) -> RecordIndex:
        if self._index is None:
            raise StoreLocked
        return self._index

    def _kept_vaults(self) -> KeptVaults:
        if self._vaults is None:
            raise StoreLocked
        return self._vaults

    def _kept(self, record_id: str) -> StoredRecord:
        found = self._opened().record(record_id)
        if found is None:
            raise NotOnThisWorkstation
        return found

    def _join(
        self,
        kept: StoredRecord,
        others: Iterable[StoredRecord],
        person: Person,
        opened_s: float,
        *,
        prefetched: bool = False,
    ) -> None:
        for source_id in misnamed(person, kept.person):
            self.vault(kept.record_id).drop_source(source_id)
        for other in others:
            self._take_files(kept.record_id, other.record_id)
            self.forget(other.record_id)
        # A full disk keeps nobody from reading what is here; whatever is written next will tell of it.
        with suppress(DiskFull):
            self._opened().renew(kept.record_id, person, opened_s, prefetched=prefetched)

    def _take_files(self, record_id: str, other_id: str) -> None:
        """Sources send again what they know of a person; a file that was added comes from nowhere else."""
        self.vault(record_id).take_files(self.vault(other_id))


def _is_older(index: RecordIndex, remembered: Anchor, root: bytes | None) -> bool:
    """Whether another index lies here than the one that was last told of.

    One whose program was ended goes by its generation alone.
    """
    if index.generation != remembered.generation:
        return index.generation < remembered.generation
    return bool(remembered.root) and index.integrity is Integrity.SOUND and remembered.root != root
