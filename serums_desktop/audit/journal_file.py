"""The file of a journal: SQLCipher through SQLAlchemy, one process, one thread, one connection.

The connection holds the file exclusively, which needs no shared memory file: nothing has to grow on a full
disk before the first page can be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    create_engine,
    event,
    exc,
    insert,
)
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from serums_desktop.domain.errors import EvidenceFault, EvidenceNotKept

_VERSION = 1

_tables = MetaData()

# `leaf` is what the tree was built of and never changes. `openings` is null once it was erased.
entry = Table(
    "entry",
    _tables,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("openings", LargeBinary),
    sqlite_strict=True,
)

# Every checkpoint that was ever signed, by the number of entries it covers.
checkpoint = Table(
    "checkpoint",
    _tables,
    Column("size", Integer, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
    sqlite_strict=True,
)

# One row: the entries before this one were delivered.
delivery = Table(
    "delivery",
    _tables,
    Column("upto", Integer, nullable=False),
    sqlite_strict=True,
)

_PRAGMAS = (
    "cipher_memory_security = ON",
    "locking_mode = EXCLUSIVE",
    # WAL with FULL: what was acknowledged survives a pulled plug.
    "journal_mode = WAL",
    "synchronous = FULL",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "trusted_schema = OFF",
)

_FAULTS = {
    dbapi2.SQLITE_FULL: EvidenceFault.DISK_FULL,
    dbapi2.SQLITE_NOTADB: EvidenceFault.JOURNAL_DAMAGED,
    dbapi2.SQLITE_CORRUPT: EvidenceFault.JOURNAL_DAMAGED,
    # Another process has it: that one keeps the evidence.
    dbapi2.SQLITE_BUSY: EvidenceFault.UNREACHABLE,
}


class JournalFile:
    """An open journal file. Every error of the database is EvidenceNotKept."""

    def __init__(self, path: Path, key: bytearray) -> None:
        """Open the file, or make it with its tables; `key` has 32 bytes.

        Raises EvidenceNotKept: JOURNAL_DAMAGED also for a wrong key and for a version this program does not
        know, UNREACHABLE when another process has the file open, DISK_FULL, NOT_DURABLE.
        """
        with _told_apart():
            connection = _connect(path, key)
            try:
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}").fetchall()
                version = connection.execute("PRAGMA user_version").fetchone()[0]
            except BaseException:
                connection.close()
                raise
        self._connection = connection
        self._engine = _engine(connection)
        try:
            if version == 0:
                self._make_tables()
            elif version != _VERSION:
                raise EvidenceNotKept(EvidenceFault.JOURNAL_DAMAGED)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the file."""
        with _told_apart(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: durable when the block ends, undone when it raises."""
        with _told_apart(), self._engine.begin() as connection:
            yield connection

    def sweep(self) -> None:
        """Empty the write-ahead log, so that what was erased is gone from it too."""
        with _told_apart():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def _make_tables(self) -> None:
        with self.writing() as transaction:
            _tables.create_all(transaction, checkfirst=False)
            transaction.execute(insert(delivery).values(upto=0))
            transaction.exec_driver_sql(f"PRAGMA user_version = {_VERSION}")


@contextmanager
def _told_apart() -> Iterator[None]:
    """Turn the database's errors into EvidenceNotKept, without the statement they happened in."""
    try:
        yield
    except exc.DBAPIError as error:
        raise EvidenceNotKept(_fault(error.orig)) from None
    except dbapi2.Error as error:
        raise EvidenceNotKept(_fault(error)) from None


def _fault(error: BaseException | None) -> EvidenceFault:
    # The low byte is the primary result code: https://sqlite.org/rescode.html
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _FAULTS.get(code, EvidenceFault.NOT_DURABLE)


def _connect(path: Path, key: bytearray) -> dbapi2.Connection:
    connection = dbapi2.connect(str(path), isolation_level=None, timeout=1.0)
    # SQLCipher would write of a wrong key to the standard error stream; the exception says it.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    raw_key = bytearray(b"x'")
    for byte in key:
        raw_key += b"%02x" % byte
    raw_key += b"'"
    try:
        connection.set_key(raw_key)
    except BaseException:
        connection.close()
        raise
    finally:
        raw_key[:] = bytes(len(raw_key))
    return connection


def _engine(connection: dbapi2.Connection) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(transaction: Connection) -> None:
        transaction.exec_driver_sql("BEGIN")

    return engine
