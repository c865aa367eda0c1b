"""SQLCipher files through SQLAlchemy: opening, keys, transactions and what their errors mean.

The key goes to SQLCipher in a buffer that is wiped and is kept nowhere else: every file has exactly one
connection for as long as it is open, and a closed file can only be opened with the key again. SQLCipher
keeps the key in memory that it locks and wipes, whatever the settings.
"""

from __future__ import annotations

import os
import secrets
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, event, exc
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from serums_desktop.domain.errors import (
    DiskFull,
    FileInUse,
    SerumsError,
    StoreLocked,
    StoreTooNew,
    StoreUnreadable,
)

KEY_BYTES = 32

_HEX_DIGITS = b"0123456789abcdef"

# In place of a path: a database in this process's memory alone.
IN_MEMORY = Path(":memory:")

# It has to come before anything is written; later it would write, which a full disk does not allow.
_PRAGMA_OF_A_NEW_FILE = "auto_vacuum = INCREMENTAL"

# WAL with FULL: a page that was acknowledged survives a pulled plug. temp_store FILE would put plain text
# outside the file. A cache of 64 MB took no less time for 100,000 resources than one of 16. What is written
# again and again, as the leaves of an index, goes from the log to the file once in 32 MB.
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 8000",
    "temp_store = MEMORY",
    "cache_size = -16000",
    "secure_delete = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
)

# SQLCipher locks and wipes every allocation of its own: half of what writing a record takes. On Linux glibc
# overwrites what is freed, SQLCipher's pages and statements too (`host.hardening`); elsewhere nobody else
# does. A process cannot turn it off again.
_WIPES_ALLOCATIONS = "cipher_memory_security = ON"

_DAMAGED = {dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT}
_REFUSED = {
    dbapi2.SQLITE_IOERR,
    dbapi2.SQLITE_CANTOPEN,
    dbapi2.SQLITE_READONLY,
    dbapi2.SQLITE_PERM,
}
# Another program holds the file, for longer than the driver waits (5 s).
_IN_USE = {dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED}

# What a full disk answers when the index of the write-ahead log, shared between processes, is to be made.
_WITHOUT_ROOM = {dbapi2.SQLITE_FULL, dbapi2.SQLITE_IOERR, dbapi2.SQLITE_CANTOPEN}


class Schema(msgspec.Struct, frozen=True):
    """The tables of a kind of file and the version (`PRAGMA user_version`) they belong to.

    `added` are the tables that came with a version: a file that is older gets them when it is opened.
    `migrations` turn a file of the version before into one of theirs, inside the transaction that opens it.
    `begin` puts into a new file what it has from its beginning.
    """

    tables: MetaData
    version: int
    added: Mapping[int, tuple[Table, ...]] = {}
    migrations: Mapping[int, Callable[[Connection], None]] = {}
    begin: Callable[[Connection], None] | None = None


class EncryptedFile:
    """One open SQLCipher file with one connection, used by the thread that opened it alone."""

    def __init__(self, path: Path, key: bytes | bytearray, schema: Schema) -> None:
        """Open the file at `path`, or make it with the tables of `schema`; `key` has 32 bytes.

        Raises StoreUnreadable for a wrong key or a damaged file, StoreTooNew for a newer version (the
        file stays as it is), DiskFull.
        """
        self._path_name = path.name
        self._thread = threading.get_ident()
        self._connection: dbapi2.Connection | None = None
        # Whether anything read so far was damaged.
        self.is_damaged = False
        with self._told_apart():
            try:
                connection, found = _open(path, key, schema)
            except dbapi2.OperationalError as error:
                if _primary_code(error) not in _WITHOUT_ROOM:
                    raise
                # What is here can be read all the same, as long as nobody else reads it.
                connection, found = _open(path, key, schema, first=("locking_mode = EXCLUSIVE",))
        # Whether there was no such file before, or an empty one.
        self.was_new = found == 0
        self._connection = connection
        self._engine = _engine(connection)
        if found < schema.version:
            self._make_tables(schema, found)

    def __repr__(self) -> str:
        return f"<EncryptedFile {self._path_name}>"

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self._connection is not None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the file. Raises StoreLocked, StoreUnreadable."""
        self._require_open()
        with self._told_apart(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: durable when the block ends, undone when it raises.

        Raises StoreLocked, StoreUnreadable, DiskFull.
        """
        self._require_open()
        with self._told_apart(), self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def read_through(self) -> None:
        """Read every page that holds something. Raises StoreUnreadable for damage, wherever it is."""
        connection = self._require_open()
        with self._told_apart():
            self._check(connection)

    def sweep(self) -> None:
        """Give freed pages back and empty the write-ahead log, so that deleted rows are gone from both."""
        connection = self._require_open()
        with self._told_apart():
            connection.execute("PRAGMA incremental_vacuum").fetchall()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def copy_from(self, other: EncryptedFile) -> None:
        """Take over all that another file of the same schema holds, page by page, under the key of this one.

        No statement carries a key. 10,000 entries take 100 ms, a third of it the check. Damage is the other
        file's. Raises StoreLocked, StoreUnreadable, DiskFull.
        """
        theirs, mine = other._require_open(), self._require_open()
        with other._told_apart():
            theirs.backup(mine)
            # SQLCipher copies a page it cannot authenticate as zeros and says nothing.
            other._check(mine)

    def close(self) -> None:
        """Close the file, and with it SQLCipher's copy of the key. Closing twice does nothing."""
        if self._connection is not None:
            self._require_open()
            self._connection = None
            self._engine.dispose()

    def _check(self, connection: dbapi2.Connection) -> None:
        if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            self.is_damaged = True
            raise StoreUnreadable(self._path_name, is_damaged=True)

    def _make_tables(self, schema: Schema, found: int) -> None:
        """All tables of a new file, or what came after the version of an older one."""
        later = [table for version in schema.added if version > found for table in schema.added[version]]
        try:
            with self.writing() as transaction:
                schema.tables.create_all(transaction, later if found else None, checkfirst=False)
                for version in sorted(schema.migrations):
                    if 0 < found < version:
                        schema.migrations[version](transaction)
                if not found and schema.begin is not None:
                    schema.begin(transaction)
                transaction.exec_driver_sql(f"PRAGMA user_version = {schema.version}")
        except BaseException:
            self.close()
            raise

    def _require_open(self) -> dbapi2.Connection:
        if self._connection is None:
            raise StoreLocked
        if threading.get_ident() != self._thread:
            raise RuntimeError("an encrypted file belongs to the thread that opened it")
        return self._connection

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        """Turn the database's errors into the domain's, without the statement they happened in."""
        try:
            yield
        except exc.DBAPIError as error:
            known = self._known_error(error.orig)
            if known is None:
                raise
            raise known from None
        except dbapi2.Error as error:
            known = self._known_error(error)
            if known is None:
                raise
            raise known from None

    def _known_error(self, error: BaseException | None) -> SerumsError | None:
        code = _primary_code(error)
        if code == dbapi2.SQLITE_FULL:
            return DiskFull()
        if code in _DAMAGED:
            self.is_damaged = True
            return StoreUnreadable(self._path_name, is_damaged=True)
        if code in _IN_USE:
            return FileInUse(self._path_name)
        return StoreUnreadable(self._path_name) if code in _REFUSED else None


def new_key() -> bytearray:
    """A random key for a new file."""
    return bytearray(secrets.token_bytes(KEY_BYTES))


def wipe(buffer: bytearray) -> None:
    """Overwrite a buffer with zeros, in place."""
    buffer[:] = bytes(len(buffer))


def _open(
    path: Path, key: bytes | bytearray, schema: Schema, first: tuple[str, ...] = ()
) -> tuple[dbapi2.Connection, int]:
    """A connection with every setting made, and the version of the file: 0 for an empty one."""
    connection = _connect(path, key)
    try:
        for pragma in first:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        found = _version(connection, schema)
        for pragma in _pragmas(is_new=not found):
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection, found


def _pragmas(*, is_new: bool) -> Iterator[str]:
    if is_new:
        yield _PRAGMA_OF_A_NEW_FILE
    if not _frees_overwritten():
        yield _WIPES_ALLOCATIONS
    yield from _PRAGMAS


def _frees_overwritten() -> bool:
    """Whether this process can have its C library overwrite what is freed: with glibc, on Linux."""
    return sys.platform == "linux" and "CS_GNU_LIBC_VERSION" in os.confstr_names


def _primary_code(error: BaseException | None) -> int:
    """The low byte of the result code: https://sqlite.org/rescode.html"""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _connect(path: Path, key: bytes | bytearray) -> dbapi2.Connection:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    connection = dbapi2.connect(str(path), isolation_level=None)
    # SQLCipher would write of a wrong key to the standard error stream; the exception says it.
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    raw_key = _raw_key(key)
    try:
        connection.set_key(raw_key)
    except BaseException:
        connection.close()
        raise
    finally:
        wipe(raw_key)
    return connection


def _raw_key(key: bytes | bytearray) -> bytearray:
    """SQLCipher's ``x'…'`` for a key that needs no derivation, without an immutable copy on the way."""
    text = bytearray(b"x'")
    for byte in key:
        text.append(_HEX_DIGITS[byte >> 4])
        text.append(_HEX_DIGITS[byte & 15])
    text += b"'"
    return text


def _version(connection: dbapi2.Connection, schema: Schema) -> int:
    """The version of the file, 0 without tables. The first read is also what tries the key."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > schema.version:
        raise StoreTooNew(found, schema.version)
    return found


def _engine(connection: dbapi2.Connection) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: connection,
        poolclass=StaticPool,
        hide_parameters=True,
    )

    # The driver's own idea of transactions leaves reads and CREATE TABLE outside of them.
    @event.listens_for(engine, "begin")
    def _begin(transaction: Connection) -> None:
        writes = transaction.get_execution_options().get("writes", False)
        transaction.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
