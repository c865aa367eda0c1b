"""The vault files of one open cache: opened, checked, replaced, rekeyed and forgotten.

A file that is damaged, or not the one that was written last, is set aside; another one takes its place at
once, under another name and key, with what can be salvaged of the old one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from serums_desktop.domain.errors import DiskFull, NotOnThisWorkstation, StoreError, StoreUnreadable
from serums_desktop.domain.stored import Integrity, StoredSize
from serums_desktop.host import log
from serums_desktop.store.file_root import root_as_closed
from serums_desktop.store.index import VAULT_SUFFIX, RecordIndex, VaultPlace, new_place
from serums_desktop.store.kept_vault import KeptVault
from serums_desktop.store.private_files import (
    SET_ASIDE,
    aside_files,
    make_private_file,
    next_aside,
    orphaned_asides,
    remove,
    set_aside,
    size_bytes,
    sync_directory,
)
from serums_desktop.store.salvage import salvage_files

# Of one record: each may be as large as the record itself.
_MOST_ASIDE = 3


class KeptVaults:
    """The vaults that an index names. Used on one thread alone."""

    def __init__(self, directory: Path, index: RecordIndex) -> None:
        """Nothing is touched before the first use."""
        self._directory = directory
        self._index = index
        self._open: dict[str, KeptVault] = {}
        self._found: list[tuple[str, Integrity]] = []

    def vault(self, record_id: str) -> KeptVault:
        """One patient's vault, whatever its file has come to: see `take_damage`.

        Raises NotOnThisWorkstation, StoreUnreadable for what the system refuses, StoreTooNew, DiskFull,
        StoreLocked.
        """
        former = self._open.get(record_id)
        if former is not None and former.is_open and not former.is_damaged:
            return former
        with self._place(record_id) as place:
            fault = place.fault
            if former is not None and former.is_damaged:
                former.close()
                fault = Integrity.DAMAGED
            vault: KeptVault | None = None
            if fault is None:
                vault, fault = self._examined(record_id, place)
            if vault is None:
                vault = self._replaced(record_id, place, fault or Integrity.DAMAGED)
        self._take_account(record_id, vault)
        self._open[record_id] = vault
        return vault

    def take_damage(self) -> list[tuple[str, Integrity]]:
        """Records whose files were replaced since this was last asked, and why."""
        found, self._found = self._found, []
        return found

    def check(self, record_id: str) -> Integrity:
        """Read a whole file. What is found is remembered, and the file replaced when it is next opened.

        Raises NotOnThisWorkstation, StoreUnreadable for what the system refuses, StoreTooNew, DiskFull,
        StoreLocked.
        """
        with self._place(record_id) as place:
            if place.fault is not None:
                return place.fault
            path = self._directory / place.file_name
            if not path.exists() and not _was_written(place):
                return Integrity.SOUND
            vault = self._open.get(record_id)
            if vault is not None and vault.is_open:
                fault = _fault_of(vault, place.generation)
            else:
                vault, fault = self._examined(record_id, place)
                if vault is not None:
                    self._take_account(record_id, vault)
                    try:
                        fault = _fault_of(vault, place.generation)
                    finally:
                        vault.close()
        if fault is not None:
            self._index.keep_fault(fault, record_id)
        return fault or Integrity.SOUND

    def rekey(self, record_id: str) -> None:
        """Go on in a copy under another key and another name.

        Each step is durable before the next: the copy, the index that names it, the end of the former file.
        Whatever ends the program in between leaves one of the two whole and named, and the other a stray.
        Raises what `vault` raises.
        """
        was_open = (vault := self._open.get(record_id)) is not None and vault.is_open
        vault = self.vault(record_id)
        with self._place(record_id) as former, _wiped(new_place()) as place:
            path = self._directory / place.file_name
            try:
                vault.move(path, place.vault_key, lambda: self._index.move(record_id, place))
            except BaseException:
                # A commit that failed may be found in the log after all; one that came later overwrites it.
                with suppress(StoreError):
                    self._index.keep_opened(record_id)
                    remove(path)
                raise
            remove(self._directory / former.file_name)
        vault.give_account(_Account(self._index, record_id))
        self._index.sweep()
        if not was_open:
            vault.close()

    def forget(self, record_id: str) -> None:
        """Destroy a record's keys and delete its files. A record that is not here is forgotten already."""
        vault = self._open.pop(record_id, None)
        if vault is not None:
            vault.abandon()
        place = self._index.place(record_id)
        if place is None:
            return
        place.wipe()
        aside_names = self._index.aside_names(record_id)
        self._index.forget(record_id)
        path = self._directory / place.file_name
        remove(path)
        for beside in (*aside_files(path), *(self._directory / name for name in aside_names)):
            remove(beside)

    def sizes(self) -> list[StoredSize]:
        """Every record without its person: what its files take, those that were set aside too."""
        return [
            StoredSize(
                record_id=one.record_id,
                file_name=one.file_name,
                size_bytes=sum(
                    size_bytes(self._directory / name) for name in (one.file_name, *one.aside_names)
                ),
                opened_s=one.opened_s,
                copied_s=one.copied_s,
                episode_ended_s=one.episode_ended_s,
                prefetched=one.prefetched,
            )
            for one in self._index.upkeep()
        ]

    def remove_strays(self) -> None:
        """Delete files that no key opens any more: what was cut short ends here."""
        # A vault is named in the index before it exists, so the files are listed first.
        paths = list(self._directory.glob(f"*{VAULT_SUFFIX}"))
        beside = [one for path in paths for one in aside_files(path)] + orphaned_asides(self._directory)
        named = self._index.file_names()
        aside_names = set(self._index.aside_names())
        for path in paths:
            if path.name in named:
                continue
            if next_aside(path).name in aside_names:
                set_aside(path)
            else:
                remove(path)
        for path in beside:
            if path.name not in aside_names and path.name.partition(SET_ASIDE)[0] not in named:
                remove(path)

    def close(self) -> None:
        """Close every file, and keep how it was closed."""
        for vault in self._open.values():
            vault.close()
        self._open.clear()

    @contextmanager
    def _place(self, record_id: str) -> Iterator[VaultPlace]:
        place = self._index.place(record_id)
        if place is None:
            raise NotOnThisWorkstation
        with _wiped(place):
            yield place

    def _take_account(self, record_id: str, vault: KeptVault) -> None:
        try:
            # Where nothing can be written one can read all the same; whatever is written next tells of it.
            with suppress(DiskFull, StoreUnreadable):
                vault.give_account(_Account(self._index, record_id))
        except BaseException:
            vault.abandon()
            raise

    def _examined(self, record_id: str, place: VaultPlace) -> tuple[KeptVault | None, Integrity | None]:
        """The vault, or why its file is not the one that was written last.

        A file that was closed is compared page by page, one that was not by its generation alone: after an
        end that was none, an older page in its own place is not noticed.
        """
        path = self._directory / place.file_name
        if _was_written(place) and not size_bytes(path):
            return None, Integrity.DAMAGED
        is_changed = place.root is not None and root_as_closed(path) != place.root
        if place.root is not None and not is_changed:
            # Opening an older version already writes to it.
            with suppress(DiskFull, StoreUnreadable):
                self._index.keep_opened(record_id)
        make_private_file(path)
        try:
            vault = KeptVault(path, place.vault_key)
        except StoreUnreadable as error:
            if error.is_damaged:
                return None, Integrity.DAMAGED
            raise
        fault: Integrity | None = None
        try:
            if vault.generation < place.generation:
                fault = Integrity.ROLLED_BACK
            elif is_changed and vault.generation == place.generation:
                fault = _fault_of(vault, place.generation) or Integrity.ROLLED_BACK
        except BaseException:
            vault.abandon()
            raise
        if fault is not None:
            vault.abandon()
            return None, fault
        return vault, None

    def _replaced(self, record_id: str, former: VaultPlace, fault: Integrity) -> KeptVault:
        """A new vault in place of a file that is set aside."""
        former_path = self._directory / former.file_name
        is_there = former_path.exists()
        with _wiped(new_place()) as place:
            path = self._directory / place.file_name
            make_private_file(path)
            vault = KeptVault(path, place.vault_key)
            try:
                if is_there:
                    # What was removed since must not come back from an older file.
                    only = former.added if fault is Integrity.ROLLED_BACK else None
                    salvage_files(former_path, former.vault_key, vault, only)
                sync_directory(self._directory)
                self._index.move(record_id, place, next_aside(former_path).name if is_there else None)
            except BaseException:
                vault.abandon()
                # As with a new key: where the index may name it already, it stays.
                with suppress(StoreError):
                    self._index.keep_fault(fault, record_id)
                    remove(path)
                raise
        self._found.append((record_id, fault))
        log.event("vault_set_aside", logging.WARNING, state=fault)
        # What cannot be put in order now is a stray at the next opening.
        with suppress(StoreError):
            if is_there:
                set_aside(former_path)
            for name in self._index.aside_names(record_id)[:-_MOST_ASIDE]:
                self._index.drop_aside(name)
                remove(self._directory / name)
            self._index.sweep()
        return vault


class _Account:
    """One record's row in the index."""

    def __init__(self, index: RecordIndex, record_id: str) -> None:
        self._index = index
        self._record_id = record_id

    def heard(self, copied_s: float | None, generation: int, added: Sequence[str]) -> None:
        self._index.keep_heard(self._record_id, copied_s, generation, added)

    def closed(self, generation: int, root: bytes | None) -> None:
        self._index.keep_closed(self._record_id, generation, root)


def _was_written(place: VaultPlace) -> bool:
    return place.root is not None or place.generation > 0


def _fault_of(vault: KeptVault, generation: int) -> Integrity | None:
    """What reading a whole open file tells."""
    try:
        vault.read_through()
        return Integrity.ROLLED_BACK if vault.generation < generation else None
    except StoreUnreadable as error:
        if error.is_damaged:
            return Integrity.DAMAGED
        raise


@contextmanager
def _wiped(place: VaultPlace) -> Iterator[VaultPlace]:
    try:
        yield place
    finally:
        place.wipe()
