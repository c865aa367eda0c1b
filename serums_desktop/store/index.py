"""The index of one person's cache: who is kept here, under which file name and with which key."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

import msgspec
from sqlalchemy import Connection, delete, insert, select, tuple_, update

from serums_desktop.domain.people import Person
from serums_desktop.domain.stored import StoredRecord
from serums_desktop.store import packing
from serums_desktop.store.cipher import KEY_BYTES, EncryptedFile
from serums_desktop.store.index_tables import INDEX, confirmation, known_as, record

VAULT_SUFFIX = ".vault"


class VaultPlace(msgspec.Struct, frozen=True):
    """Where a record's vault is and what opens it. The key never shows in its text."""

    file_name: str
    vault_key: bytes

    def __repr__(self) -> str:
        return f"<VaultPlace {self.file_name}>"


class RecordIndex:
    """The index file. File names are random and say nothing."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        """Open the index or make it, and read it through: damage anywhere in it is found here.

        Raises StoreUnreadable, StoreTooNew, DiskFull.
        """
        self._file = EncryptedFile(path, key, INDEX)
        try:
            self._file.read_through()
        except BaseException:
            self._file.close()
            raise

    @property
    def was_new(self) -> bool:
        """Whether there was no index before."""
        return self._file.was_new

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self._file.close()

    def confirmed_s(self) -> float | None:
        """When the home source last confirmed whose index this is (UTC epoch seconds)."""
        with self._file.reading() as view:
            return view.scalar(select(confirmation.c.at_s))

    def keep_confirmed(self, at_s: float) -> None:
        """Keep that it has just done so."""
        with self._file.writing() as transaction:
            transaction.execute(delete(confirmation))
            transaction.execute(insert(confirmation).values(only=1, at_s=at_s))

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

    def add(self, person: Person, opened_s: float) -> str:
        """Make room for a record under a new id, a new file name and a new key."""
        record_id = secrets.token_hex(16)
        with self._file.writing() as transaction:
            transaction.execute(
                insert(record).values(
                    record_id=record_id,
                    file_name=secrets.token_hex(16) + VAULT_SUFFIX,
                    vault_key=secrets.token_bytes(KEY_BYTES),
                    person=packing.pack(person),
                    opened_s=opened_s,
                )
            )
            _keep_names(transaction, record_id, person)
        return record_id

    def renew(self, record_id: str, person: Person, opened_s: float) -> None:
        """Keep who the person is now known as, and that the record was opened."""
        with self._file.writing() as transaction:
            transaction.execute(
                update(record)
                .where(record.c.record_id == record_id)
                .values(person=packing.pack(person), opened_s=opened_s)
            )
            transaction.execute(delete(known_as).where(known_as.c.record_id == record_id))
            _keep_names(transaction, record_id, person)

    def keep_copied(self, record_id: str, copied_s: float | None) -> None:
        """Keep when a record's newest answer came; nothing is written where that is known."""
        mine = record.c.record_id == record_id
        with self._file.reading() as view:
            if view.scalar(select(record.c.copied_s).where(mine)) == copied_s:
                return
        with self._file.writing() as transaction:
            transaction.execute(update(record).where(mine).values(copied_s=copied_s))

    def place(self, record_id: str) -> VaultPlace | None:
        """Where a record's vault is, or None for a record that is not here."""
        query = select(record.c.file_name, record.c.vault_key).where(record.c.record_id == record_id)
        with self._file.reading() as view:
            row = view.execute(query).one_or_none()
        return VaultPlace(*row) if row else None

    def forget(self, record_id: str) -> None:
        """Destroy a record's key, without trace in the file, its free pages or its write-ahead log."""
        with self._file.writing() as transaction:
            transaction.execute(delete(record).where(record.c.record_id == record_id))
        self._file.sweep()

    def file_names(self) -> set[str]:
        """The file name of every vault that has a key."""
        with self._file.reading() as view:
            return set(view.scalars(select(record.c.file_name)))


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
