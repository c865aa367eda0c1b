"""What `serums-desktop cache` works on: everybody's directories, and one person's cache unlocked."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.domain.errors import NoWindow
from serums_desktop.domain.evidence import Act, Deed, PatientReference
from serums_desktop.domain.opening import OpeningRequest
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.domain.stored import Integrity, StoredSize
from serums_desktop.host.clock import SystemClock
from serums_desktop.host.configuration import Configuration
from serums_desktop.host.instance import Instance
from serums_desktop.host.profile import Profile
from serums_desktop.host.program import command_line
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.os_keyring import OsKeyring
from serums_desktop.services.deeds import agent_of, references
from serums_desktop.services.lost_device import directories, last_confirmed_s
from serums_desktop.services.ports import EvidenceKeeper, ReleasedKey
from serums_desktop.store.index import VAULT_SUFFIX
from serums_desktop.store.private_files import SET_ASIDE
from serums_desktop.store.record_store import EncryptedRecordStore


@dataclass(frozen=True)
class CachedPerson:
    """One person's copies as anybody sees them: a random name, how many and how large, two times (UTC s)."""

    directory_name: str
    size_bytes: int
    records: int
    set_aside: int
    confirmed_s: float | None
    changed_s: float | None


def people(cache: Path) -> Iterator[CachedPerson]:
    """Everybody's copies, without a key."""
    for directory in directories(cache):
        names, sizes, times_s = [], [], []
        for path in directory.iterdir():
            # The program may remove a file at any moment.
            with contextlib.suppress(FileNotFoundError):
                state = path.stat()
                names.append(path.name)
                sizes.append(state.st_size)
                times_s.append(state.st_mtime)
        yield CachedPerson(
            directory.name,
            sum(sizes),
            sum(name.endswith(VAULT_SUFFIX) for name in names),
            sum(SET_ASIDE in name and not name.endswith(("-wal", "-shm", "-journal")) for name in names),
            last_confirmed_s(directory),
            max(times_s, default=None),
        )


@contextlib.contextmanager
def is_in_use(profile: Profile) -> Iterator[bool]:
    """Whether a window uses these copies; where none does, one that starts meanwhile finds nobody listening.

    Raises OSError.
    """
    instance = Instance.claim(profile.runtime, _decline)
    try:
        yield instance is None
    finally:
        if instance is not None:
            instance.close()


def _decline(_request: OpeningRequest) -> None:
    raise NoWindow


@contextlib.contextmanager
def evidence_keeper(profile: Profile) -> Iterator[EvidenceKeeper]:
    """The keeper of this profile's evidence, started with the first deed where none runs."""
    keeper = RunningKeeper(command_line(), profile.evidence, profile.configuration)
    client = EvidenceKeeperClient(profile.evidence, start=keeper.start)
    try:
        yield client
    finally:
        client.close()
        keeper.close()


def keyring_vault(profile: Profile, configuration: Configuration) -> KeyringVault:
    """The keys of whoever has a passphrase on this workstation."""
    return KeyringVault(
        profile.keys,
        OsKeyring(str(profile.keys)),
        configuration.workstation.name,
        shared_accounts=configuration.keyring.shared_accounts,
        one_person=configuration.keyring.one_person,
    )


class UnlockedCache:
    """One person's cache, opened by their key, which is wiped at the end. Says nothing of anybody in it."""

    def __init__(
        self,
        store: EncryptedRecordStore,
        key: ReleasedKey,
        holder: Staff,
        evidence: EvidenceKeeper,
        authenticated_by: str = "keyring",
    ) -> None:
        self._store = store
        self._key = key
        self._holder = holder
        self._evidence = evidence
        self._authenticated_by = authenticated_by

    def __enter__(self) -> Self:
        """Raises StoreUnreadable, StoreTooNew, DiskFull."""
        try:
            self._store.open(self._key)
        except BaseException:
            self._key.wipe()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()
        self._key.wipe()

    def sizes(self) -> list[StoredSize]:
        """Every record, the last opened first."""
        return self._store.sizes()

    def check(self) -> Iterator[tuple[str, Integrity]]:
        """Every record, read to its end."""
        for size in self._store.sizes():
            yield size.record_id, self._store.check(size.record_id)

    def forget(self, record_id: str) -> None:
        """Destroy a record's key and delete its file, on record first.

        Raises EvidenceNotKept, in which case it stays; NotOnThisWorkstation, StoreError.
        """
        self._keep_on_record(Act.FORGET, references(self._store.person(record_id)))
        self._store.forget(record_id)

    def rekey(self, record_id: str) -> None:
        """Give a record another key, on record first. Raises what `forget` raises."""
        self._keep_on_record(Act.REKEY, references(self._store.person(record_id)))
        self._store.rekey(record_id)

    def rekey_index(self, data_key: bytearray, keep_key: Callable[[], None]) -> None:
        """Give the copies another key (32 bytes), on record first; `keep_key` makes it the person's own.

        The caller wipes `data_key`. Raises what `keep_key` raises, EvidenceNotKept, StoreError.
        """
        self._keep_on_record(Act.REKEY)
        self._store.rekey_index(_NewKey(data_key, self._key.vault_id), keep_key)

    def _keep_on_record(self, act: Act, patients: tuple[PatientReference, ...] = ()) -> None:
        self._evidence.keep(
            Deed(
                act,
                SystemClock().now_s(),
                agent_of(self._holder, self._authenticated_by),
                PurposeOfUse.TREATMENT,
                patients=patients,
            )
        )


@dataclass(repr=False)
class _NewKey:
    data_key: bytearray
    vault_id: str
