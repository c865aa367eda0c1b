"""The levels of a series: what it is seen by from afar, kept beside the samples and gone with them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec
import zstandard
from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, select

from serums_desktop.domain.series import Samples, SeriesLevel
from serums_desktop.store import packing
from serums_desktop.store.schema import level, sample
from serums_desktop.store.statements import Insertion, among, bound, in_chunks

if TYPE_CHECKING:
    from serums_desktop.analytics.blocks import Blocks

# So many samples are a block, and so many blocks one of a long run.
FACTOR = 128
_BLOCKS_AT_ONCE = 32
_LONG = FACTOR * _BLOCKS_AT_ONCE

_ADD = Insertion(level)
_DROP = delete(level).where(level.c.key.in_(among("keys")))
_KEPT = select(sample.c.key, sample.c.part, sample.c.body).where(sample.c.key.in_(among("keys")))
_TOUCHES = (
    level.c.code == bindparam("code"),
    level.c.start_s < bindparam("end_s"),
    level.c.end_s > bindparam("start_s"),
)
_BLOCKS = select(func.sum((level.c.samples + FACTOR - 1) // FACTOR)).where(*_TOUCHES, level.c.depth == 0)
_READ = select(
    level.c.key,
    level.c.source_id,
    level.c.title,
    level.c.unit,
    level.c.device,
    level.c.start_s,
    level.c.period_s,
    level.c.samples,
    level.c.factor,
    level.c.body,
).where(*_TOUCHES)
# Apart, because each is one stretch of the table.
_FROM_AFAR: tuple[ColumnElement[bool], ...] = (level.c.depth == 0,)
_NEAR: tuple[ColumnElement[bool], ...] = (
    and_(level.c.depth == 0, level.c.factor == FACTOR),
    level.c.depth == 1,
)


class LevelRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One level of a run: the columns of its table, but for the resource it belongs to."""

    code: str
    depth: int
    start_s: float
    end_s: float
    period_s: float
    samples: int
    factor: int
    source_id: str
    device: str
    unit: str
    title: str
    body: bytes

    def values(self, key: str, part: int) -> tuple[object, ...]:
        """All columns in their order; `part` is which of its resource's runs it is of."""
        code, depth, start_s, *others = msgspec.structs.astuple(self)
        return (code, depth, start_s, key, part, *others)


def level_rows(samples: Samples) -> tuple[LevelRow, ...]:
    """The levels of a run, the one from afar first; a run without samples has none."""
    from serums_desktop.analytics.blocks import blocks_of, coarser  # noqa: PLC0415  NumPy takes 0.1 s

    if not len(samples):
        return ()
    fine = blocks_of(samples, FACTOR)
    if len(samples) <= _LONG:
        return (_level_row(samples, 0, FACTOR, fine),)
    return (
        _level_row(samples, 0, _LONG, coarser(fine, _BLOCKS_AT_ONCE)),
        _level_row(samples, 1, FACTOR, fine),
    )


def _level_row(samples: Samples, depth: int, factor: int, blocks: Blocks) -> LevelRow:
    # Little-endian wherever this program runs.
    body = zstandard.compress(blocks.low.tobytes() + blocks.high.tobytes(), level=1)
    return LevelRow(
        samples.code,
        depth,
        samples.start_s,
        samples.end_s,
        samples.period_s,
        len(samples),
        factor,
        samples.source_id,
        samples.device,
        samples.unit,
        samples.title,
        body,
    )


def keep(transaction: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    """Keep levels, each in the order of the table's columns."""
    _ADD.run(transaction, rows)


def drop(transaction: Connection, keys: Collection[str]) -> None:
    """Delete the levels of resources."""
    transaction.execute(_DROP, {"keys": bound(keys)})


def make_anew(transaction: Connection) -> None:
    """Make the levels of all samples that are kept."""
    transaction.execute(delete(level))
    for keys in in_chunks(transaction.scalars(select(sample.c.key).distinct()).all()):
        runs = transaction.execute(_KEPT, {"keys": bound(keys)}).all()
        for key, part, body in runs:
            keep(transaction, [row.values(key, part) for row in level_rows(packing.unpack_samples(body))])


def read(view: Connection, code: str, start_s: float, end_s: float, most: int) -> list[SeriesLevel]:
    """The levels of the runs of one quantity that touch a span.

    They are the finer ones where those have `most` blocks or fewer.
    """
    span = {"code": code, "start_s": start_s, "end_s": end_s}
    blocks = view.scalar(_BLOCKS, span) or 0
    found = []
    for which in _NEAR if blocks <= most else _FROM_AFAR:
        for row in view.execute(_READ.where(which), span):
            key, source_id, title, unit, device, began_s, period_s, samples, factor, packed = row
            body = zstandard.decompress(packed)
            half = len(body) // 2
            about = (key, source_id, title, unit, device, began_s, period_s, samples, factor)
            found.append(SeriesLevel(*about, body[:half], body[half:]))
    return found
