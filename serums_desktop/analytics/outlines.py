"""Long series by the extremes of their blocks, and by their samples where those were read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from serums_desktop.analytics.pyramid import Cells, Pyramid
from serums_desktop.analytics.samples import Series
from serums_desktop.domain.series import SeriesLevel

_GAP_PERIODS = 2.5


class Outline(NamedTuple):
    """One quantity of one device of one source in one unit, from its first to its last sample.

    Cell *i* is of run ``run[i]``, which is known by its entry and its beginning in `runs`. `samples` is how
    many there are where every moment counts once; `period_s` is the usual step.
    """

    source_id: str
    device: str
    title: str
    unit: str
    period_s: float
    samples: int
    runs: tuple[tuple[str, float], ...]
    cells: Cells
    run: npt.NDArray[np.int32]

    @property
    def span_s(self) -> tuple[float, float]:
        """When the first and the last sample were taken."""
        return float(self.cells.start_s[0]), float(self.cells.end_s.max())

    def unread(self) -> Series:
        """The series without any of its samples."""
        none, no_index = np.empty(0), np.empty(0, dtype=np.int32)
        return Series(
            self.source_id,
            self.device,
            self.title,
            self.unit,
            self.period_s,
            none,
            none,
            (),
            no_index,
            no_index,
        )

    def pyramid(self, series: Series | None = None) -> Pyramid:
        """The whole series, by samples where they were read: of a run that was read, all were."""
        gap_s = _GAP_PERIODS * self.period_s
        if series is None or not series.times_s.size:
            return Pyramid.from_levels(self.cells, gap_s)
        read = {(run.entry_id, run.start_s) for run in series.runs}
        is_read = np.array([run in read for run in self.runs])
        left = ~is_read[self.run]
        samples = Cells(series.times_s, series.times_s, series.values, series.values)
        both = [
            np.concatenate([cell[left], sample]) for cell, sample in zip(self.cells, samples, strict=True)
        ]
        order = np.argsort(both[0], kind="stable")
        return Pyramid.from_levels(Cells(*(part[order] for part in both)), gap_s)

    def samples_in(self, start_s: float, end_s: float) -> int:
        """About how many samples a span holds: those of every block that reaches into it."""
        first, last = self.span_s
        inside = (self.cells.end_s >= start_s) & (self.cells.start_s < end_s)
        if not inside.any() or last <= first:
            return int(inside.any())
        lengths = self.cells.end_s[inside] - self.cells.start_s[inside]
        return int(lengths.sum() / self.period_s) + int(inside.sum())

    def newest_from_s(self, most: int) -> float:
        """From when on there are `most` samples or fewer, or one run."""
        lengths = (self.cells.end_s - self.cells.start_s)[::-1] / self.period_s + 1
        within = int(np.searchsorted(np.cumsum(lengths), most, side="right"))
        return float(self.cells.start_s[self.cells.start_s.size - max(within, 1)])


def outlines(levels: Iterable[SeriesLevel]) -> list[Outline]:
    """Join levels into series, one for each source, device and unit; the longest series first."""
    groups: defaultdict[tuple[str, str, str], list[SeriesLevel]] = defaultdict(list)
    for level in levels:
        if level.samples:
            groups[level.source_id, level.device, level.unit].append(level)
    joined = [_joined(group) for group in groups.values()]
    return sorted(joined, key=lambda outline: (-outline.samples, outline.source_id, outline.device))


def _joined(levels: list[SeriesLevel]) -> Outline:
    levels = sorted(levels, key=lambda level: (level.start_s, level.entry_id))
    starts = np.array([level.start_s for level in levels])
    periods = np.array([level.period_s for level in levels])
    samples = np.array([level.samples for level in levels])
    factors = np.array([level.factor for level in levels])
    blocks = -(-samples // factors)
    run = np.repeat(np.arange(len(levels), dtype=np.int32), blocks)
    place = np.arange(run.size) - np.repeat(np.cumsum(blocks) - blocks, blocks)
    first = place * factors[run]
    last = np.minimum(first + factors[run], samples[run]) - 1
    low = np.frombuffer(b"".join(level.lows for level in levels), dtype="<f8")
    high = np.frombuffer(b"".join(level.highs for level in levels), dtype="<f8")
    cells = Cells(starts[run] + first * periods[run], starts[run] + last * periods[run], low, high)
    order = np.argsort(cells.start_s, kind="stable")
    period_s = float(np.median(periods))
    reach = np.maximum.accumulate(starts + samples * periods)
    before = np.concatenate([[-np.inf], reach[:-1]])
    covered = np.maximum(reach - np.maximum(starts, before), 0.0)
    newest = levels[-1]
    return Outline(
        newest.source_id,
        newest.device,
        newest.title,
        newest.unit,
        period_s,
        round(float((covered / periods).sum())),
        tuple((level.entry_id, level.start_s) for level in levels),
        Cells(*(part[order] for part in cells)),
        run[order],
    )
