"""What somebody added to a record, taken from a file that can no longer be trusted as a whole.

Sources send again what they know of a person; a file that was added comes from nowhere else.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Row, Select, select

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import StoreUnreadable
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.store import packing
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.received_row import FATES
from serums_desktop.store.schema import asking, coverage, resource, sample
from serums_desktop.store.vault import Vault
from serums_desktop.store.vault_versions import VAULT

_AT_ONCE = 100
_DISPOSITIONS = {fate: disposition for disposition, fate in FATES.items()}
# What decoding raises for a body that is not what was written. A DecodeError of msgspec is a ValueError.
_UNREADABLE = (packing.Unreadable, zlib.error, ValueError, KeyError)

_ROWS = select(
    resource.c.id,
    resource.c.key,
    resource.c.received_s,
    resource.c.fate,
    resource.c.reason,
    resource.c.problem,
    resource.c.version_id,
    resource.c.entry,
    resource.c.raw,
)


class _Salvaged(msgspec.Struct):
    page: list[Received]
    received_s: float = 0.0
    nameless: int = 0


def salvage_files(path: Path, key: bytes | bytearray, into: Vault) -> None:
    """Take over what can still be read of the files that somebody added, row by row.

    A resource that cannot be read any more is kept as quarantined where its name is known, and else counted
    in the file's coverage: a file is never shown as whole that is not.
    Raises StoreTooNew, and what writing to `into` raises.
    """
    try:
        file = EncryptedFile(path, key, VAULT)
    except StoreUnreadable:
        # Nothing of it can be read, now or later.
        return
    try:
        for source in _added(file):
            _take(file, source, into)
    finally:
        file.close()


def _added(file: EncryptedFile) -> Iterator[SourceCoverage]:
    for source_id in _first_columns(file, select(coverage.c.source_id)):
        bodies = _all(file, select(coverage.c.body).where(coverage.c.source_id == source_id))
        try:
            found = [packing.unpack(row.body, SourceCoverage) for row in bodies or ()]
        except _UNREADABLE:
            continue
        yield from (one for one in found if one.state is SourceState.ADDED)


def _take(file: EncryptedFile, source: SourceCoverage, into: Vault) -> None:
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


_LOST = Reason.WRONG_SHAPE


def _names(file: EncryptedFile, source_id: str) -> dict[int, str | None]:
    """The rows of a source with their keys, None where the row alone is known, in the order of their coming.

    Each of two indexes tells of all of them without the rows themselves.
    """
    by_key = select(resource.c.id, resource.c.key).where(
        resource.c.key > f"{source_id}/", resource.c.key < f"{source_id}0"
    )
    runs = select(asking.c.run).where(asking.c.source_id == source_id)
    names: dict[int, str | None] = {}
    for run in _first_columns(file, runs):
        names |= dict.fromkeys(_first_columns(file, select(resource.c.id).where(resource.c.run == run)))
    names |= {row.id: row.key for row in _some(file, by_key)}
    return dict(sorted(names.items()))


def _salvaged(file: EncryptedFile, source_id: str, names: dict[int, str | None]) -> _Salvaged:
    rows = _all(file, _ROWS.where(resource.c.id.in_(names)))
    if rows is None:
        rows = [row for row_id in names for row in _all(file, _ROWS.where(resource.c.id == row_id)) or ()]
    by_id = {row.id: row for row in rows}
    salvaged = _Salvaged([])
    unpacker = packing.Unpacker()
    for row_id, key in names.items():
        row = by_id.get(row_id)
        received = _received(file, row, unpacker) if row is not None else None
        if received is None and key is not None:
            received = _unreadable(source_id, key)
        if received is None:
            salvaged.nameless += 1
        else:
            salvaged.page.append(received)
            salvaged.received_s = row.received_s if row is not None else salvaged.received_s
    return salvaged


def _received(file: EncryptedFile, row: Row[Any], unpacker: packing.Unpacker) -> Received | None:
    bodies = _all(file, select(sample.c.body).where(sample.c.key == row.key).order_by(sample.c.part))
    if bodies is None:
        return None
    try:
        source_id, resource_type, resource_id = row.key.split("/", 2)
        return Received(
            source_id=source_id,
            resource_type=resource_type,
            resource_id=resource_id,
            raw=unpacker.raw(row.raw),
            disposition=_DISPOSITIONS[row.fate],
            reason=Reason(row.reason or ""),
            problem=row.problem or "",
            version_id=row.version_id or "",
            entry=unpacker.entry(row.entry) if row.entry is not None else None,
            samples=tuple(packing.unpack_samples(one.body) for one in bodies),
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


def _first_columns(file: EncryptedFile, query: Select[Any]) -> list[Any]:
    return [row[0] for row in _some(file, query)]


def _some(file: EncryptedFile, query: Select[Any]) -> list[Row[Any]]:
    """The rows up to the first page that cannot be read."""
    rows: list[Row[Any]] = []
    try:
        with file.reading() as view:
            # Appended one by one: what came before the damage stays.
            for row in view.execute(query):
                rows.append(row)  # noqa: PERF402  a list of them all would be lost with the last
    except StoreUnreadable:
        pass
    return rows


def _all(file: EncryptedFile, query: Select[Any]) -> Sequence[Row[Any]] | None:
    """The rows of a query, None where a page of them cannot be read."""
    try:
        with file.reading() as view:
            return view.execute(query).all()
    except StoreUnreadable:
        return None
