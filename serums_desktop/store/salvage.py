"""What somebody added to a record, taken from a file that can no longer be trusted as a whole.

Sources send again what they know of a person; a file that was added comes from nowhere else.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, Row, Select, select

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import StoreUnreadable
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.store import packing
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.received_row import FATES
from serums_desktop.store.schema import asking, coverage, pack, resource, sample
from serums_desktop.store.vault import Vault
from serums_desktop.store.vault_versions import VAULT

_AT_ONCE = 100
# Each costs an opening, 5 ms: what is left after so many is not worth waiting for.
_MOST_FAILURES = 400
_DISPOSITIONS = {fate: disposition for disposition, fate in FATES.items()}
# What decoding raises for a body that is not what was written. A DecodeError of msgspec is a ValueError.
_UNREADABLE = (packing.Unreadable, zlib.error, ValueError, LookupError)

_LOST = Reason.WRONG_SHAPE

_ROWS = select(
    resource.c.id,
    resource.c.key,
    resource.c.received_s,
    resource.c.fate,
    resource.c.reason,
    resource.c.problem,
    resource.c.version_id,
    resource.c.pack,
    resource.c.place,
)

_PACKS = select(pack.c.id, pack.c.raws, pack.c.entries)

_SAMPLES = select(sample.c.key, sample.c.part, sample.c.body)


class _Reader:
    """Reads on behind damage: SQLCipher gives nothing more to a connection that met a page it cannot read."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        self._path = path
        self._key = key
        self._file = EncryptedFile(path, key, VAULT)
        self._failures = 0

    def some(self, query: Select[Any]) -> list[Row[Any]]:
        """The rows up to the first page that cannot be read."""
        rows: list[Row[Any]] = []
        try:
            with self._reading() as view:
                # Appended one by one: what came before the damage stays.
                for row in view.execute(query):
                    rows.append(row)  # noqa: PERF402  a list of them all would be lost with the last
        except StoreUnreadable:
            pass
        return rows

    def all(self, query: Select[Any]) -> Sequence[Row[Any]] | None:
        """The rows of a query, None where a page of them cannot be read."""
        try:
            with self._reading() as view:
                return view.execute(query).all()
        except StoreUnreadable:
            return None

    def parts(
        self, query: Select[Any], column: Column[Any], values: Sequence[Any]
    ) -> tuple[list[Row[Any]], set[Any]]:
        """The rows with these values in a column, and the values whose rows cannot be read."""
        if not values:
            return [], set()
        rows = self.all(query.where(column.in_(values))) if self._failures < _MOST_FAILURES else None
        if rows is not None:
            return list(rows), set()
        if len(values) == 1 or self._failures >= _MOST_FAILURES:
            return [], set(values)
        middle = len(values) // 2
        found, lost = self.parts(query, column, values[:middle])
        more, more_lost = self.parts(query, column, values[middle:])
        return found + more, lost | more_lost

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _reading(self) -> AbstractContextManager[Connection]:
        if self._file.is_damaged:
            self._failures += 1
            self._file.close()
            self._file = EncryptedFile(self._path, self._key, VAULT)
        return self._file.reading()


class _Salvaged(msgspec.Struct):
    page: list[Received]
    received_s: float = 0.0
    nameless: int = 0


def salvage_files(
    path: Path, key: bytes | bytearray, into: Vault, only: Collection[str] | None = None
) -> None:
    """Take over what can still be read of the files that somebody added, row by row; of all, or `only` some.

    A resource that cannot be read any more is kept as quarantined where its name is known, and else counted
    in the file's coverage: a file is never shown as whole that is not.
    Raises StoreTooNew, and what writing to `into` raises.
    """
    try:
        file = _Reader(path, key)
    except StoreUnreadable:
        # Nothing of it can be read, now or later.
        return
    try:
        for source in _added(file):
            if only is None or source.source_id in only:
                _take(file, source, into)
    finally:
        file.close()


def _added(file: _Reader) -> Iterator[SourceCoverage]:
    for (source_id,) in file.some(select(coverage.c.source_id)):
        bodies = file.all(select(coverage.c.body).where(coverage.c.source_id == source_id))
        try:
            found = [packing.unpack(row.body, SourceCoverage) for row in bodies or ()]
        except _UNREADABLE:
            continue
        yield from (one for one in found if one.state is SourceState.ADDED)


def _take(file: _Reader, source: SourceCoverage, into: Vault) -> None:
    names = _names(file, source.source_id)
    ids = list(names)
    run = into.begin(source.source_id)
    lost = 0
    for start in range(0, len(ids), _AT_ONCE):
        part = {row_id: names[row_id] for row_id in ids[start : start + _AT_ONCE]}
        salvaged = _salvaged(file, source.source_id, part)
        into.write(run, salvaged.page, salvaged.received_s)
        lost += salvaged.nameless + sum(not one.raw and one.reason is _LOST for one in salvaged.page)
    into.finish(run, msgspec.structs.replace(source, quarantined=source.quarantined + lost), complete=True)


def _names(file: _Reader, source_id: str) -> dict[int, str | None]:
    """The rows of a source with their keys, None where the row alone is known, in the order of their coming.

    Each of two indexes tells of all of them without the rows themselves.
    """
    by_key = select(resource.c.id, resource.c.key).where(
        resource.c.key > f"{source_id}/", resource.c.key < f"{source_id}0"
    )
    runs = select(asking.c.run).where(asking.c.source_id == source_id)
    names: dict[int, str | None] = {}
    for (run,) in file.some(runs):
        names |= {row.id: None for row in file.some(select(resource.c.id).where(resource.c.run == run))}
    names |= {row.id: row.key for row in file.some(by_key)}
    return dict(sorted(names.items()))


def _salvaged(file: _Reader, source_id: str, names: dict[int, str | None]) -> _Salvaged:
    rows, _ = file.parts(_ROWS, resource.c.id, list(names))
    by_id = {row.id: row for row in rows}
    keys = [row.key for row in rows]
    sample_rows, lost = file.parts(_SAMPLES, sample.c.key, keys)
    bodies: dict[str, list[bytes]] = {}
    for one in sorted(sample_rows, key=lambda one: one.part):
        bodies.setdefault(one.key, []).append(one.body)
    packs, _ = file.parts(_PACKS, pack.c.id, sorted({row.pack for row in rows}))
    packed = {one.id: one for one in packs}
    salvaged = _Salvaged([])
    unpacker = packing.Unpacker()
    for row_id, told in names.items():
        row = by_id.get(row_id)
        key: str | None = told if row is None else row.key
        received: Received | None = None
        if row is not None:
            salvaged.received_s = row.received_s
            if row.key not in lost and row.pack in packed:
                received = _received(row, packed[row.pack], bodies.get(str(row.key), []), unpacker)
        if received is None and key is not None:
            received = _unreadable(source_id, key)
        if received is None:
            salvaged.nameless += 1
        else:
            salvaged.page.append(received)
    return salvaged


def _received(
    row: Row[Any], packed: Row[Any], bodies: Sequence[bytes], unpacker: packing.Unpacker
) -> Received | None:
    try:
        entry = unpacker.entries(packed.entries)[row.place]
        source_id, resource_type, resource_id = row.key.split("/", 2)
        return Received(
            source_id=source_id,
            resource_type=resource_type,
            resource_id=resource_id,
            raw=unpacker.raws(packed.raws)[row.place],
            disposition=_DISPOSITIONS[row.fate],
            reason=Reason(row.reason or ""),
            problem=row.problem or "",
            version_id=row.version_id or "",
            entry=packing.decode_entry(entry) if entry else None,
            samples=tuple(packing.unpack_samples(body) for body in bodies),
        )
    except _UNREADABLE:
        return None


def _unreadable(source_id: str, key: str) -> Received:
    _, resource_type, resource_id = key.split("/", 2)
    return Received(
        source_id=source_id,
        resource_type=resource_type,
        resource_id=resource_id,
        raw=b"",
        disposition=Disposition.QUARANTINED,
        reason=_LOST,
    )
