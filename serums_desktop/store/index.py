"""The index of one person's cache: who is kept here, under which file name and with which key."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, insert, literal, select, tuple_, update

from serums_desktop.domain.people import Person
from serums_desktop.domain.stored import Integrity, StoredRecord
from serums_desktop.store import packing
from serums_desktop.store.cipher import new_key, wipe
from serums_desktop.store.index_files import IndexFiles
from serums_desktop.store.index_tables import aside, confirmation, known_as, record

VAULT_SUFFIX = ".vault"
_ASIDE = ("record_id", "file_name", "vault_key")

_encoder = msgspec.msgpack.Encoder()
_names = msgspec.msgpack.Decoder(tuple[str, ...])


class VaultPlace(msgspec.Struct, frozen=True):
    """Where a record's vault is, what opens it and what is known of it. The key never shows in its text.

    `generation` is the vault's as last heard of, `root` its page root as it was closed, None while it is open
    and after an end that was none. `fault` is what is wrong with the file, known before it is opened.
    `added` are the source ids of files that somebody added, None where that was never heard.

    `wipe` overwrites this copy of the key. The row it came from passed through Python's memory as bytes that
    nobody can overwrite, once for each opening; where the C library does not overwrite what is freed
    (`host.hardening`), they may stay there.
    """

    file_name: str
    vault_key: bytearray
    generation: int = 0
    root: bytes | None = None
    fault: Integrity | None = None
    added: tuple[str, ...] | None = None

    def __repr__(self) -> str:
        return f"<VaultPlace {self.file_name}>"

    def wipe(self) -> None:
        """Overwrite the key."""
        wipe(self.vault_key)


class Upkeep(msgspec.Struct, frozen=True):
    """What is kept of a record besides its person. Times are UTC epoch seconds."""

    record_id: str
    file_name: str
    aside_names: tuple[str, ...]
    opened_s: float
    copied_s: float | None
    episode_ended_s: float | None
    prefetched: bool


def new_place() -> VaultPlace:
    """A random file name and a random key."""
    return VaultPlace(secrets.token_hex(16) + VAULT_SUFFIX, new_key())


class RecordIndex:
    """The index, in two files (see `IndexFiles`). File names are random and say nothing."""

    def __init__(
        self, path: Path, key: bytes | bytearray, changed: Callable[[int], None] | None = None
    ) -> None:
        """Open the index or make it, and read it through: damage anywhere in it is found here.

        `changed` is told the generation that each change makes. Raises what `IndexFiles` raises.
        """
        self._file = IndexFiles(path, key)
        self._changed = changed

    @property
    def integrity(self) -> Integrity:
        """What the index's own file was found to be; where it was not sound, its twin took its place."""
        return self._file.integrity

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written to it, or nothing of that could be read."""
        return self._file.is_empty

    @property
    def generation(self) -> int:
        """How often it was changed."""
        return self._file.generation

    def rekey(self, key: bytes | bytearray, keep_key: Callable[[], None]) -> None:
        """Go on under another key: see `IndexFiles.rekey`."""
        self._file.rekey(key, keep_key)

    def close(self) -> None:
        """Close the files. Closing twice does nothing."""
        self._file.close()

    # -- the person at the keyboard ------------------------------------------------------------------

    def confirmed_s(self) -> float | None:
        """When the home source last confirmed whose index this is (UTC epoch seconds)."""
        with self._file.reading() as view:
            return view.scalar(select(confirmation.c.at_s))

    def keep_confirmed(self, at_s: float) -> None:
        """Keep that it has just done so."""

        def change(transaction: Connection) -> None:
            transaction.execute(delete(confirmation))
            transaction.execute(insert(confirmation).values(only=1, at_s=at_s))

        self._write(change)

    # -- who is kept here ----------------------------------------------------------------------------

    def sharing(self, person: Person) -> list[StoredRecord]:
        """Records of somebody that some source knows by the same patient id, the last opened first."""
        pairs = [(patient.source_id, patient.patient_id) for patient in person.known_as]
        query = select(known_as.c.record_id).where(
            tuple_(known_as.c.source_id, known_as.c.patient_id).in_(pairs)
        )
        with self._file.reading() as view:
            return _read_records(view, set(view.scalars(query)))

    def records(self) -> list[StoredRecord]:
        """Every record, the last opened first."""
        with self._file.reading() as view:
            return _read_records(view)

    def record(self, record_id: str) -> StoredRecord | None:
        """One record, or None for one that is not here."""
        with self._file.reading() as view:
            return next(iter(_read_records(view, {record_id})), None)

    def add(self, person: Person, opened_s: float, *, prefetched: bool = False) -> str:
        """Make room for a record under a new id, a new file name and a new key."""
        record_id = secrets.token_hex(16)
        place = new_place()

        def change(transaction: Connection) -> None:
            transaction.execute(
                insert(record).values(
                    record_id=record_id,
                    file_name=place.file_name,
                    vault_key=place.vault_key,
                    person=packing.pack(person),
                    opened_s=opened_s,
                    prefetched=int(prefetched),
                )
            )
            _keep_names(transaction, record_id, person)

        try:
            self._write(change)
        finally:
            place.wipe()
        return record_id

    def renew(self, record_id: str, person: Person, opened_s: float, *, prefetched: bool = False) -> None:
        """Keep who the person is now known as, and that the record was opened or fetched before anybody did.

        A record that somebody opened stays an opened one.
        """
        values: dict[str, object] = {"person": packing.pack(person)}
        if not prefetched:
            values |= {"opened_s": opened_s, "prefetched": 0}

        def change(transaction: Connection) -> None:
            transaction.execute(update(record).where(record.c.record_id == record_id).values(values))
            transaction.execute(delete(known_as).where(known_as.c.record_id == record_id))
            _keep_names(transaction, record_id, person)

        self._write(change)

    def keep_episode(self, record_id: str, ended_s: float | None) -> None:
        """Keep when the patient left the ward; nothing is written where that is known."""
        mine = record.c.record_id == record_id
        with self._file.reading() as view:
            if view.execute(select(record.c.episode_ended_s).where(mine)).one_or_none() in {None, (ended_s,)}:
                return
        self._write(
            lambda transaction: transaction.execute(
                update(record).where(mine).values(episode_ended_s=ended_s)
            )
        )

    def upkeep(self) -> list[Upkeep]:
        """Every record without its person, the last opened first."""
        columns = (record.c.record_id, record.c.file_name, record.c.opened_s, record.c.copied_s)
        query = select(*columns, record.c.episode_ended_s, record.c.prefetched)
        aside_names: dict[str, list[str]] = {}
        with self._file.reading() as view:
            for record_id, name in view.execute(
                select(aside.c.record_id, aside.c.file_name).order_by(aside.c.number)
            ):
                aside_names.setdefault(record_id, []).append(name)
            return [
                Upkeep(
                    row.record_id,
                    row.file_name,
                    tuple(aside_names.get(row.record_id, ())),
                    row.opened_s,
                    row.copied_s,
                    row.episode_ended_s,
                    bool(row.prefetched),
                )
                for row in view.execute(query.order_by(record.c.opened_s.desc(), record.c.record_id))
            ]

    # -- their files ---------------------------------------------------------------------------------

    def place(self, record_id: str) -> VaultPlace | None:
        """Where a record's vault is, or None for a record that is not here. The caller wipes the key."""
        known = (record.c.generation, record.c.root, record.c.fault, record.c.added)
        query = select(record.c.file_name, record.c.vault_key, *known).where(record.c.record_id == record_id)
        with self._file.reading() as view:
            row = view.execute(query).one_or_none()
        if row is None:
            return None
        fault = Integrity(row.fault) if row.fault else None
        added = _names.decode(row.added) if row.added is not None else None
        return VaultPlace(row.file_name, bytearray(row.vault_key), row.generation, row.root, fault, added)

    def keep_heard(
        self, record_id: str, copied_s: float | None, generation: int, added: Sequence[str] = ()
    ) -> None:
        """Keep what an open vault tells: when its newest answer came, its generation, and its added files.

        Nothing is written where that is known.
        """
        told = (copied_s, generation, _encoder.encode(added), None)
        known = (record.c.copied_s, record.c.generation, record.c.added, record.c.root)
        with self._file.reading() as view:
            row = view.execute(select(*known).where(record.c.record_id == record_id)).one_or_none()
        if row is not None and tuple(row) != told:
            self._write_to(record_id, copied_s=copied_s, generation=generation, added=told[2], root=None)

    def keep_opened(self, record_id: str) -> None:
        """Keep that a vault is open: until it is closed, its root says nothing."""
        self._write_to(record_id, root=None)

    def keep_closed(self, record_id: str, generation: int, root: bytes | None) -> None:
        """Keep how a vault was closed."""
        self._write_to(record_id, generation=generation, root=root)

    def keep_fault(self, fault: Integrity, record_id: str | None = None, *, above: int = 0) -> None:
        """Keep that a record's file, or every record's, is not to be opened again.

        The generation this makes is above `above`.
        """

        def change(transaction: Connection) -> None:
            statement = update(record).values(fault=fault.value)
            if record_id is not None:
                statement = statement.where(record.c.record_id == record_id)
            transaction.execute(statement)

        self._write(change, above=above)

    def move(self, record_id: str, place: VaultPlace, set_aside_as: str | None = None) -> None:
        """Keep that a record's vault is another file now, under another key.

        The former key is kept where the file is `set_aside_as` another name, and else deleted.
        """
        mine = record.c.record_id == record_id
        # From row to row: the key does not pass through Python.
        former = select(record.c.record_id, literal(set_aside_as), record.c.vault_key).where(mine)

        def change(transaction: Connection) -> None:
            if set_aside_as is not None:
                transaction.execute(insert(aside).from_select(_ASIDE, former))
            transaction.execute(
                update(record)
                .where(mine)
                .values(
                    file_name=place.file_name,
                    vault_key=place.vault_key,
                    generation=0,
                    root=None,
                    fault=None,
                    added=None,
                )
            )

        self._write(change)

    def drop_aside(self, file_name: str) -> None:
        """Destroy the key of a file that was set aside."""
        self._write(
            lambda transaction: transaction.execute(delete(aside).where(aside.c.file_name == file_name))
        )

    def sweep(self) -> None:
        """Leave no trace of keys that were deleted."""
        self._file.sweep()

    def forget(self, record_id: str) -> None:
        """Destroy a record's keys, without trace in the files, their free pages or write-ahead logs."""
        self._write(
            lambda transaction: transaction.execute(delete(record).where(record.c.record_id == record_id))
        )
        self._file.sweep()

    def file_names(self) -> set[str]:
        """The file name of every vault that has a key."""
        with self._file.reading() as view:
            return set(view.scalars(select(record.c.file_name)))

    def aside_names(self, record_id: str | None = None) -> list[str]:
        """The names of files that were set aside, of one record or of all, the oldest first."""
        query = select(aside.c.file_name).order_by(aside.c.number)
        if record_id is not None:
            query = query.where(aside.c.record_id == record_id)
        with self._file.reading() as view:
            return list(view.scalars(query))

    def _write_to(self, record_id: str, **values: object) -> None:
        self._write(
            lambda transaction: transaction.execute(
                update(record).where(record.c.record_id == record_id).values(values)
            )
        )

    def _write(self, change: Callable[[Connection], object], *, above: int = 0) -> None:
        generation = self._file.write(change, above=above)
        if self._changed is not None:
            self._changed(generation)


def _read_records(view: Connection, only: Iterable[str] | None = None) -> list[StoredRecord]:
    query = select(record.c.record_id, record.c.person, record.c.opened_s, record.c.copied_s)
    if only is not None:
        query = query.where(record.c.record_id.in_(list(only)))
    return [
        StoredRecord(record_id, packing.unpack(body, Person), opened_s, copied_s)
        for record_id, body, opened_s, copied_s in view.execute(
            query.order_by(record.c.opened_s.desc(), record.c.record_id)
        )
    ]


def _keep_names(transaction: Connection, record_id: str, person: Person) -> None:
    transaction.execute(
        insert(known_as),
        [
            {"source_id": patient.source_id, "patient_id": patient.patient_id, "record_id": record_id}
            for patient in person.known_as
        ],
    )
