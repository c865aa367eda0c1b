"""The index in two files: either of them can be lost.

Every change is written to the index and then, in a transaction of its own, to its twin; no transaction spans
both. Each file counts its changes, and where the two differ the one with more of them counts. An index that
is damaged, missing or older than its twin is set aside and made anew from it; a twin that is, is made anew
from the index.

Beside them lies a tag of their key (HMAC-SHA256, RFC 2104). SQLCipher cannot tell another key from damage; by
the tag a former key, which somebody kept or put back, is told from damage and changes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from serums_desktop.domain.errors import DiskFull, FormerKey, StoreError, StoreUnreadable
from serums_desktop.domain.stored import Integrity
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.copying import copying_to
from serums_desktop.store.index_tables import INDEX, about
from serums_desktop.store.private_files import (
    make_private_file,
    remove,
    remove_side_files,
    set_aside,
    store_error,
    sync_directory,
)

TWIN_NAME = "twin.db"
TAG_NAME = "index.tag"
_NEXT_SUFFIX = ".next"
_TAGGED = b"serums-desktop index\x00"


class IndexFiles:
    """Both files, open. Used by the thread that opened them alone."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        """Open both files, or make them, and read them through: damage anywhere in them is found here.

        A change of their key that was cut short is ended. Raises StoreUnreadable for what the system
        refuses, FormerKey for one that is no longer theirs, which changes nothing; StoreTooNew, DiskFull.
        """
        self._path = path
        self._twin_path = path.with_name(TWIN_NAME)
        # What the index was found to be, and whether nothing of what it held is left.
        self.integrity = Integrity.SOUND
        self.is_empty = False
        self._first: EncryptedFile | None = None
        self._twin: EncryptedFile | None = None
        if not _end_rekeying(path, key):
            _refuse_former_key(path, key)
            # What is left of a copy is in nobody's way: where nothing can be written, reading goes on.
            for left in (_next_path(path), _next_path(_tag_path(path))):
                with suppress(StoreError):
                    remove(left)
        try:
            self._open(key)
            _keep_tag(path, key)
        except BaseException:
            self.close()
            raise

    def __repr__(self) -> str:
        return f"<IndexFiles {self._path.name}>"

    @property
    def generation(self) -> int:
        """How often the index was changed since it was made."""
        with self.reading() as view:
            return _generation(view)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view. Raises StoreLocked, StoreUnreadable."""
        with self._opened().reading() as view:
            yield view

    def write(self, change: Callable[[Connection], object], *, above: int = 0) -> int:
        """Make a change in both files, and return the generation that it makes; it is above `above`.

        A twin that cannot follow is deleted; the next opening makes it anew.
        Raises StoreLocked, StoreUnreadable, DiskFull: then nothing is changed.
        """
        with self._opened().writing() as transaction:
            change(transaction)
            generation = max(_generation(transaction), above) + 1
            _keep_generation(transaction, generation)
        if self._twin is not None:
            try:
                with self._twin.writing() as transaction:
                    change(transaction)
                    _keep_generation(transaction, generation)
            except StoreError:
                self._drop_twin()
        return generation

    def sweep(self) -> None:
        """Leave no trace of what was deleted in either file, its free pages or its write-ahead log."""
        self._opened().sweep()
        if self._twin is not None:
            try:
                self._twin.sweep()
            except StoreError:
                self._drop_twin()

    def rekey(self, key: bytes | bytearray, keep_key: Callable[[], None]) -> None:
        """Go on under another key, which `keep_key` makes the person's own.

        Whatever ends the program, the next opening goes on with the key that is the person's then. What
        `keep_key` raises leaves everything as it was, and so has to mean that the former key is kept.
        Raises StoreLocked, StoreUnreadable, DiskFull.
        """
        first = self._opened()
        next_path = _next_path(self._path)
        next_tag_path = _next_path(_tag_path(self._path))
        try:
            remove(next_path)
            _write_durably(next_tag_path, _tag(self._path, key))
            _copy(first, next_path, key).close()
            keep_key()
        except BaseException:
            with suppress(StoreError):
                remove(next_path)
                remove(next_tag_path)
            raise
        self.close()
        # The tag first: from here on the former key is a former one, whatever ends the program.
        _rename(next_tag_path, _tag_path(self._path))
        _end_rekeying(self._path, key)
        self._open(key)

    def close(self) -> None:
        """Close both files. Closing twice does nothing."""
        for file in (self._first, self._twin):
            if file is not None:
                file.close()

    def _opened(self) -> EncryptedFile:
        if self._first is None:
            raise StoreUnreadable(self._path.name)
        return self._first

    def _open(self, key: bytes | bytearray) -> None:
        make_private_file(self._path)
        first = self._first = _read_through(self._path, key)
        twin = self._twin = self._read_twin(key)
        twin_generation = _generation_of(twin)
        if first is None or _generation_of(first) < twin_generation:
            is_older = _generation_of(first) > 0
            self.integrity = Integrity.ROLLED_BACK if is_older else Integrity.DAMAGED
            if first is not None:
                first.close()
            if first is None or is_older:
                set_aside(self._path)
                make_private_file(self._path)
            first = self._first = EncryptedFile(self._path, key, INDEX)
            if twin is not None and twin_generation:
                with copying_to(self._path):
                    first.copy_from(twin)
        self.is_empty = _generation_of(first) == 0
        if twin is None or twin_generation < _generation_of(first):
            self._renew_twin(first, key)

    def _read_twin(self, key: bytes | bytearray) -> EncryptedFile | None:
        with suppress(StoreUnreadable, DiskFull):
            make_private_file(self._twin_path)
            return _read_through(self._twin_path, key)
        return None

    def _renew_twin(self, first: EncryptedFile, key: bytes | bytearray) -> None:
        self._drop_twin()
        try:
            self._twin = _copy(first, self._twin_path, key)
        except StoreError:
            self._drop_twin()

    def _drop_twin(self) -> None:
        """Go on without the twin: one that is behind must never be taken for right."""
        if self._twin is not None:
            self._twin.close()
            self._twin = None
        with suppress(StoreUnreadable):
            remove(self._twin_path)


def _copy(file: EncryptedFile, path: Path, key: bytes | bytearray) -> EncryptedFile:
    """A new file with all that another holds, durable when this returns."""
    make_private_file(path)
    copy = EncryptedFile(path, key, INDEX)
    try:
        with copying_to(path):
            copy.copy_from(file)
        copy.sweep()
        sync_directory(path.parent)
    except BaseException:
        copy.close()
        raise
    return copy


def _read_through(path: Path, key: bytes | bytearray) -> EncryptedFile | None:
    """An open file that was read to its end, None for a damaged one."""
    try:
        file = EncryptedFile(path, key, INDEX)
    except StoreUnreadable as error:
        if error.is_damaged:
            return None
        raise
    try:
        file.read_through()
    except BaseException as error:
        file.close()
        if isinstance(error, StoreUnreadable) and error.is_damaged:
            return None
        raise
    return file


def _end_rekeying(path: Path, key: bytes | bytearray) -> bool:
    """Take the copy under the next key where this is that key; whether it was."""
    next_path = _next_path(path)
    if not _has_content(next_path):
        return False
    taken = _read_through(next_path, key)
    if taken is None:
        return False
    if taken.was_new:
        # A copy that was cut short is rolled back to nothing, which every key opens.
        taken.close()
        return False
    try:
        taken.sweep()
    finally:
        taken.close()
    # The former key may not be used any more from before its file goes.
    _keep_tag(path, key)
    # Logs bear their file's name: neither the former file's nor an empty one may lie beside the next.
    remove_side_files(next_path)
    remove(path)
    remove(path.with_name(TWIN_NAME))
    _rename(next_path, path)
    return True


def _refuse_former_key(path: Path, key: bytes | bytearray) -> None:
    """Raises FormerKey where the files have another key by their tag and this one opens none of them.

    A tag that is not the key's, where the key opens a file, is one that was not kept in time; but not while
    a copy under the tag's key waits to be taken.
    """
    try:
        kept = _tag_path(path).read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise store_error(path, error) from None
    if hmac.compare_digest(kept, _tag(path, key)) or len(kept) != hashlib.sha256().digest_size:
        return
    for one in () if _has_content(_next_path(path)) else (path, path.with_name(TWIN_NAME)):
        if _has_content(one):
            file = _read_through(one, key)
            if file is not None:
                file.close()
                return
    raise FormerKey(path.name)


def _keep_tag(path: Path, key: bytes | bytearray) -> None:
    """Have the tag be this key's. Where there is no room for it, reading goes on."""
    tag, tag_path = _tag(path, key), _tag_path(path)
    with suppress(OSError):
        if tag_path.read_bytes() == tag:
            return
    with suppress(DiskFull):
        _write_durably(_next_path(tag_path), tag)
        _rename(_next_path(tag_path), tag_path)


def _tag(path: Path, key: bytes | bytearray) -> bytes:
    return hmac.digest(key, _TAGGED + path.parent.name.encode(), "sha256")


def _tag_path(path: Path) -> Path:
    return path.with_name(TAG_NAME)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError as error:
        raise store_error(path, error) from None


def _write_durably(path: Path, content: bytes) -> None:
    make_private_file(path)
    try:
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise store_error(path, error) from None


def _rename(path: Path, to: Path) -> None:
    try:
        path.replace(to)
    except OSError as error:
        raise store_error(path, error) from None
    sync_directory(to.parent)


def _next_path(path: Path) -> Path:
    return path.with_name(path.name + _NEXT_SUFFIX)


def _generation_of(file: EncryptedFile | None) -> int:
    if file is None:
        return 0
    with file.reading() as view:
        return _generation(view)


def _generation(view: Connection) -> int:
    return view.scalar(select(about.c.generation)) or 0


def _keep_generation(transaction: Connection, generation: int) -> None:
    row = upsert(about).values(only=1, generation=generation)
    transaction.execute(
        row.on_conflict_do_update(index_elements=[about.c.only], set_={"generation": row.excluded.generation})
    )
