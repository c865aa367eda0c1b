"""What is done while files fail: jobs in steps, each acknowledged at its end, and what they leave behind.

A step can be tried again after it failed. `prepare` makes what a job begins with, `check` is told how many
steps were acknowledged: the files hold what they held after those, or after the one that was being done.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.delivery import delivery_of
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.keeper import SharedJournal
from serums_desktop.audit.set_aside import SetAside
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.domain.timeline import Timeline
from serums_desktop.host import configuration
from serums_desktop.host.clock import SystemClock
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.vault import Vault
from tests.unit.audit.keeping import deed
from tests.unit.store.synthetic import answered, glucose, key, person, sensor_day

Step = Callable[[], None]
Kept = Mapping[str, Received]
OLD_VAULTS = tuple(sorted((Path(__file__).parents[1] / "unit" / "store" / "files").glob("*.vault")))
_RANDOM_NAME = re.compile(r"[0-9a-f]{32}")


class Job(Protocol):
    """Something that is done in a directory."""

    steps: tuple[Step, ...]


# -- the store -------------------------------------------------------------------------------------


def by_key(*received: Received) -> dict[str, Received]:
    """The last word on every resource."""
    return {one.key: one for one in received}


BEFORE = by_key(*(glucose(number) for number in range(30)), sensor_day(1, source_id="fcrb", samples=64))
CHANGED = [glucose(number, text="9.10") for number in range(8)]
ADDED = [
    *(glucose(number, issuer_number=str(number)) for number in range(40, 46)),
    sensor_day(2, source_id="fcrb", samples=64),
]
ELSEWHERE = [glucose(number, source_id="zmc", issuer_number=str(number)) for number in range(38, 48)]


@contextmanager
def opened(directory: Path) -> Iterator[EncryptedRecordStore]:
    """The cache of a directory, by the one key of these jobs."""
    store = EncryptedRecordStore(directory)
    try:
        store.open(key())
        yield store
    finally:
        store.close()


def fill(vault: Vault, *sources: str) -> None:
    """Have a vault hold what these sources have of the record."""
    for source_id in sources:
        mine = list(BEFORE.values()) if source_id == "fcrb" else ELSEWHERE
        run = vault.begin(source_id)
        vault.write(run, mine, 1.0)
        vault.finish(run, answered(source_id), complete=True)


def holds(vault: Vault, kept: Kept) -> bool:
    """Whether a vault holds this and nothing else, merged and accounted for; as it is or not at all.

    Raises AccountingBroken, StoreUnreadable.
    """
    account = vault.accounting()
    shown = [one for one in kept.values() if one.disposition is Disposition.SHOWN and one.entry]
    entries = vault.entries([one.key for one in shown])
    runs = vault.samples("105272-9", 0.0, 1e12)
    return (
        account.balanced
        and account.received == len(kept)
        and vault.timeline() == merged(kept)
        and [stored.raw for stored in entries] == [one.raw for one in shown]
        and sorted(runs, key=repr) == sorted((run for one in shown for run in one.samples), key=repr)
    )


def merged(kept: Kept) -> Timeline:
    """The one timeline of what is kept."""
    return merge(one.entry for one in kept.values() if one.entry)


def file_kinds(directory: Path) -> set[str]:
    """What files there are, random names left out."""
    return {
        _RANDOM_NAME.sub("*", str(path.relative_to(directory)))
        for path in directory.rglob("*")
        if path.is_file()
    }


class _StoreJob:
    """A job on the record of one person, opened by its first step and closed by its last."""

    def __init__(self, directory: Path) -> None:
        self._store = EncryptedRecordStore(directory)
        self._run = 0

    def _open(self) -> None:
        self._store.open(key())
        self._store.vault(self._record())

    def _close(self) -> None:
        self._store.close()

    def _record(self, patient_id: str = "1") -> str:
        (found,) = [
            one.record_id
            for one in self._store.records()
            if any(patient.patient_id == patient_id for patient in one.person.known_as)
        ]
        return found

    def _vault(self) -> Vault:
        return self._store.vault(self._record())


class Synchronise(_StoreJob):
    """Two sources are read anew: one changed, added and lost something, the other says some of the same."""

    _GONE = frozenset(key for key in BEFORE if key not in by_key(*CHANGED))

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.steps: tuple[Step, ...] = (
            self._open,
            lambda: self._begin("fcrb"),
            lambda: self._vault().write(self._run, CHANGED, 2.0),
            lambda: self._vault().write(self._run, ADDED, 2.0),
            lambda: self._finish("fcrb"),
            lambda: self._begin("zmc"),
            lambda: self._vault().write(self._run, ELSEWHERE, 2.0),
            lambda: self._finish("zmc"),
            self._close,
        )

    def _begin(self, source_id: str) -> None:
        self._run = self._vault().begin(source_id)

    def _finish(self, source_id: str) -> None:
        self._vault().finish(self._run, answered(source_id), complete=True)

    @staticmethod
    def prepare(directory: Path) -> None:
        """The first source was read once."""
        with opened(directory) as store:
            fill(store.vault(store.remember(person(("fcrb", "1")), 1.0)), "fcrb")

    @classmethod
    def states(cls) -> list[Kept]:
        """What is kept before the first step and after each."""
        changed = {**BEFORE, **by_key(*CHANGED)}
        added = {**changed, **by_key(*ADDED)}
        left = {name: one for name, one in added.items() if name not in cls._GONE}
        both = {**left, **by_key(*ELSEWHERE)}
        return [BEFORE, BEFORE, BEFORE, changed, added, left, left, both, both, both]

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """The record is one of the two that it can be."""
        with opened(directory) as store:
            assert not store.was_rebuilt
            (record,) = store.records()
            vault = store.vault(record.record_id)
            assert any(holds(vault, state) for state in cls.states()[done : done + 2])
            assert store.take_damage() == []


class Unclosed(Synchronise):
    """The same, by a program that ends without closing anything."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.steps = self.steps[:-1]


class Look(_StoreJob):
    """A record that is kept is opened and read."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.steps: tuple[Step, ...] = (self._open, self._read, self._close)

    def _read(self) -> None:
        assert holds(self._vault(), BEFORE)


class Purge(_StoreJob):
    """A source is dropped from one record, another record is forgotten, and a third stays."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.steps: tuple[Step, ...] = (
            self._open,
            lambda: self._vault().drop_source("fcrb"),
            self._forget,
            self._close,
        )

    def _forget(self) -> None:
        for record in self._store.records():
            if record.person.known_as[0].patient_id == "2":
                self._store.forget(record.record_id)

    @staticmethod
    def prepare(directory: Path) -> None:
        """Three records, each of two sources."""
        with opened(directory) as store:
            for number in ("1", "2", "3"):
                fill(store.vault(store.remember(person(("fcrb", number)), 1.0)), "fcrb", "zmc")

    @staticmethod
    def check(directory: Path, done: int) -> None:
        """Each record is whole or gone, and nothing else is there."""
        whole = {**BEFORE, **by_key(*ELSEWHERE)}
        dropped = by_key(*ELSEWHERE)
        with opened(directory) as store:
            assert not store.was_rebuilt
            records = {one.person.known_as[0].patient_id: one.record_id for one in store.records()}
            first = store.vault(records["1"])
            assert holds(first, dropped) or (done < 2 and holds(first, whole))
            assert holds(store.vault(records["3"]), whole)
            if "2" in records:
                assert done < 3
                assert holds(store.vault(records["2"]), whole)
            assert store.take_damage() == []
        assert len(list(directory.glob("*/*.vault"))) == len(records)


class Rekey(_StoreJob):
    """A record gets a new key, is written to, and gets another."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.steps: tuple[Step, ...] = (
            self._open,
            lambda: self._store.rekey(self._record()),
            self._write,
            lambda: self._store.rekey(self._record()),
            self._close,
        )

    def _write(self) -> None:
        vault = self._vault()
        vault.write(vault.begin("fcrb"), CHANGED, 2.0)

    prepare = staticmethod(Synchronise.prepare)

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """The record is there under one key or another, and nothing is left of the other file."""
        written = {**BEFORE, **by_key(*CHANGED)}
        states = [BEFORE, BEFORE, BEFORE, written, written, written, written]
        with opened(directory) as store:
            assert not store.was_rebuilt
            (record,) = store.records()
            vault = store.vault(record.record_id)
            assert any(holds(vault, state) for state in states[done : done + 2])
            assert store.take_damage() == []
        assert len(list(directory.glob("*/*.vault"))) == 1


class Migrate:
    """A vault of an older version is opened."""

    KEY = bytes(range(32))

    def __init__(self, directory: Path) -> None:
        self._path = directory / "old.vault"
        self._vault: Vault | None = None
        self.steps: tuple[Step, ...] = (self._open, self._close)

    def _open(self) -> None:
        self._vault = open_old(self._path)

    def _close(self) -> None:
        if self._vault is not None:
            self._vault.close()


def open_old(path: Path) -> Vault:
    """A vault as the tests of its format keep them, migrated if it is old."""
    return Vault(path, Migrate.KEY, lambda _copied_s: None)


class OldVault:
    """What a migration begins with, and what it has to end with: what it gives when nothing disturbs it."""

    def __init__(self, old: Path, scratch: Path) -> None:
        self._old = old
        vault = open_old(Path(shutil.copy(old, scratch / "undisturbed.vault")))
        self._said = said_by(vault)
        vault.close()

    def prepare(self, directory: Path) -> None:
        """The old vault alone."""
        directory.mkdir()
        shutil.copy(self._old, directory / "old.vault")

    def check(self, directory: Path, _done: int) -> None:
        """It is migrated, by whoever opened it last."""
        vault = open_old(directory / "old.vault")
        assert said_by(vault) == self._said
        vault.close()


def said_by(vault: Vault) -> tuple[object, ...]:
    """All that a vault says of its record. Raises AccountingBroken, StoreUnreadable."""
    timeline, series = vault.timeline(), vault.series()
    return (
        vault.accounting(),
        timeline,
        vault.entries(sorted(member for item in timeline.items for member in item.members)),
        series,
        [vault.samples(one.code, 0.0, 1e12) for one in series],
        vault.coverage(),
        vault.unread(),
    )


# -- evidence --------------------------------------------------------------------------------------


class Deliver:
    """What a journal holds is delivered, as far as can be at once, by the workstation that is configured."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.steps: tuple[Step, ...] = (self._deliver,)

    def _deliver(self) -> None:
        clock = SystemClock()
        journal = SharedJournal(lambda: Journal(self._directory, now_s=clock.now_s))
        try:
            delivery = delivery_of(
                self._directory,
                configuration.load(self._directory.parent / "serums-desktop.toml"),
                journal,
                SetAside(self._directory),
                Anchors(self._directory, journal.run(lambda kept: kept.signing_key)),
                now_s=clock.now_s,
                elapsed_s=clock.elapsed_s,
            )
            delivery.start()
            # At its end a delivery sends what is left while the repository answers.
            delivery.close()
        finally:
            journal.close()


class Keep:
    """Deeds are put on record, a few at a time."""

    BATCHES = 6
    DEEDS = 3

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._journal: Journal | None = None
        self.steps: tuple[Step, ...] = (
            self._open,
            *(lambda first=first: self._append(first) for first in range(0, self.BATCHES * self.DEEDS, 3)),
            self._close,
        )

    def _open(self) -> None:
        self._journal = Journal(self._directory, now_s=lambda: 1_800_000_000.0)

    def _append(self, first: int) -> None:
        assert self._journal is not None
        self._journal.append([deed(number=number) for number in range(first, first + self.DEEDS)])

    def _close(self) -> None:
        if self._journal is not None:
            self._journal.close()

    @staticmethod
    def prepare(directory: Path) -> None:
        """A journal without entries."""
        directory.mkdir(parents=True)
        Journal(directory, now_s=lambda: 1_800_000_000.0).close()

    @classmethod
    def check(cls, directory: Path, done: int) -> None:
        """Every batch is there in whole or not at all, and those that were acknowledged are."""
        with Journal(directory, now_s=lambda: 1_800_000_000.0) as journal:
            batches, rest = divmod(journal.size(), cls.DEEDS)
            assert rest == 0
            assert min(max(0, done - 1), cls.BATCHES) <= batches <= min(done, cls.BATCHES)
            kept = [one.deed for one in journal.kept(0, journal.size())]
            assert kept == [deed(number=number) for number in range(journal.size())]


JOBS: dict[str, Callable[[Path], Job]] = {
    "synchronise": Synchronise,
    "unclosed": Unclosed,
    "look": Look,
    "purge": Purge,
    "rekey": Rekey,
    "migrate": Migrate,
    "keep": Keep,
    "deliver": Deliver,
}
