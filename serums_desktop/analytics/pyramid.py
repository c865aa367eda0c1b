"""A min/max pyramid: the exact extremes of any span of a long series, at the cost of its pixels.

It stands on samples, or on blocks of which only the extremes are known, or on both. Eight of them are one at
the base, each level halves the one below. Ten million samples build in a fraction of a second; build it in a
worker.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
_Pair = tuple[Numbers, Numbers]

_BASE = 8
# Below this many samples a pixel the samples themselves are drawn.
_RAW_PER_PIXEL = 1.0
# A silence this many sampling periods long is a gap: one missed reading is not.
_GAP_PERIODS = 2.5


class Cells(NamedTuple):
    """What lies from `start_s` to `end_s`, each the moment of a sample, is between `low` and `high`.

    A cell of one sample begins and ends with it. NaN in `low` and `high` is a cell without a number.
    """

    start_s: Numbers
    end_s: Numbers
    low: Numbers
    high: Numbers


class Envelope(NamedTuple):
    """What to draw: at `x` (epoch seconds) the series lies between `lo` and `hi`.

    A NaN in `lo` and `hi` is a gap and is never joined. `raw` says that every point is one sample.
    """

    x: Numbers
    lo: Numbers
    hi: Numbers
    raw: bool


class Pyramid:
    """Minima and maxima of a series over its times.

    `times_s` are epoch seconds in ascending order, regular or not; NaN in `values` is no number.
    Two samples further apart than `gap_s` have a gap between them; without it the gap is two and a half
    times the median step. Raises ValueError for arrays of different lengths or unsorted times.
    """

    def __init__(self, times_s: Numbers, values: Numbers, gap_s: float | None = None) -> None:
        times_s = np.ascontiguousarray(times_s, dtype=np.float64)
        values = np.ascontiguousarray(values, dtype=np.float64)
        self._stand_on(Cells(times_s, times_s, values, values))
        self.gap_s = gap_s if gap_s is not None else _usual_gap_s(np.diff(times_s))

    @classmethod
    def from_levels(cls, cells: Cells, gap_s: float) -> Pyramid:
        """A pyramid over cells in the order of their beginnings.

        A cell is drawn in the column where it begins, and in all that it covers: no extreme is ever left
        out, and none is further from its place than its cell is wide. Raises ValueError as the class does.
        """
        pyramid = cls.__new__(cls)
        pyramid._stand_on(cells)
        pyramid.gap_s = gap_s
        return pyramid

    def _stand_on(self, cells: Cells) -> None:
        if len({part.shape for part in cells}) > 1 or cells.start_s.ndim != 1:
            raise ValueError("times and values differ in shape")
        if not (cells.start_s[1:] >= cells.start_s[:-1]).all():
            raise ValueError("times are not in ascending order")
        self.cells = cells
        # Cells of runs that overlap may end in another order than they begin in.
        self._reach_s = np.maximum.accumulate(cells.end_s) if len(self) else cells.end_s
        self._lo, self._hi = self._levels()

    def __len__(self) -> int:
        return self.cells.start_s.size

    @property
    def times_s(self) -> Numbers:
        """When each cell begins."""
        return self.cells.start_s

    @property
    def extremes(self) -> tuple[float, float]:
        """The least and the greatest value; NaN twice where there is no number at all."""
        if not self._lo:
            return float("nan"), float("nan")
        return float(np.fmin.reduce(self._lo[-1])), float(np.fmax.reduce(self._hi[-1]))

    def window(self, start_s: float, end_s: float, pixels: int) -> Envelope:
        """The envelope of a span, one column a pixel, or the samples where they are known and few.

        The neighbours just outside the span are part of it, so that a line enters and leaves the picture.
        """
        pixels = max(pixels, 1)
        first = max(int(np.searchsorted(self.times_s, start_s)) - 1, 0)
        last = min(int(np.searchsorted(self.times_s, end_s, side="right")) + 1, len(self))
        # No line comes from a block, unless it reaches into the picture.
        first += first < last and self._is_block(first) and self._reach_s[first] < start_s
        last -= first < last and self._is_block(last - 1) and self.times_s[last - 1] > end_s
        if last <= first:
            empty = np.empty(0)
            return Envelope(empty, empty, empty, raw=True)
        is_few = last - first <= pixels * _RAW_PER_PIXEL + 2
        if is_few and np.array_equal(self.cells.end_s[first:last], self.times_s[first:last]):
            return self._samples(first, last)
        return self._columns(start_s, end_s, pixels)

    def extremes_of(self, first: Indices, last: Indices) -> tuple[Numbers, Numbers]:
        """The exact minimum and maximum of each index range ``[first, last)``; NaN where it has no number."""
        lo, hi = np.full(first.shape, np.nan), np.full(first.shape, np.nan)
        if not len(self):
            return lo, hi
        raw = (self.cells.low, self.cells.high)
        left_end = np.minimum(last, -(-first // _BASE) * _BASE)
        right_start = np.maximum(left_end, last // _BASE * _BASE)
        for offset in range(_BASE):
            _take((lo, hi), raw, first + offset, first + offset < left_end)
            _take((lo, hi), raw, right_start + offset, right_start + offset < last)
        a, b = -(-left_end // _BASE), right_start // _BASE
        for low, high in zip(self._lo, self._hi, strict=True):
            open_ranges = a < b
            if not open_ranges.any():
                break
            odd = open_ranges & (a % 2 == 1)
            _take((lo, hi), (low, high), a, odd)
            a = a + odd
            odd = (a < b) & (b % 2 == 1)
            _take((lo, hi), (low, high), b - 1, odd)
            b = b - odd
            a, b = a // 2, b // 2
        return lo, hi

    def holds(self, start_s: float, end_s: float) -> bool:
        """Whether there is any number in ``[start_s, end_s)``, or in a cell that reaches into it."""
        first, last = np.searchsorted(self._reach_s, start_s), np.searchsorted(self.times_s, end_s)
        low, _ = self.extremes_of(np.array([first]), np.array([max(first, last)]))
        return bool(np.isfinite(low).any())

    def _is_block(self, index: int) -> bool:
        return bool(self.cells.end_s[index] != self.times_s[index])

    def _levels(self) -> tuple[list[Numbers], list[Numbers]]:
        lows: list[Numbers] = []
        highs: list[Numbers] = []
        lo, hi = self.cells.low, self.cells.high
        width = _BASE
        while lo.size:
            lo, hi = _folded(lo, width, np.fmin), _folded(hi, width, np.fmax)
            lows.append(lo)
            highs.append(hi)
            if lo.size == 1:
                break
            width = 2
        return lows, highs

    def _samples(self, first: int, last: int) -> Envelope:
        x, values = self.times_s[first:last], self.cells.low[first:last]
        breaks = np.flatnonzero(np.diff(x) > self.gap_s)
        middle = (x[breaks] + x[breaks + 1]) / 2
        x = np.insert(x, breaks + 1, middle)
        values = np.insert(values, breaks + 1, np.nan)
        return Envelope(x, values, values, raw=True)

    def _columns(self, start_s: float, end_s: float, pixels: int) -> Envelope:
        edges = np.linspace(start_s, end_s, pixels + 1)
        index = np.searchsorted(self.times_s, edges).astype(np.int64)
        first, last = index[:-1], index[1:]
        lo, hi = self.extremes_of(first, last)
        # Where none begins in a column, the cell that covers it, if any.
        before = np.maximum(first - 1, 0)
        reached = (first == last) & (first > 0) & (self._reach_s[before] >= edges[:-1])
        at = np.searchsorted(self._reach_s, self._reach_s[before[reached]])
        lo[reached], hi[reached] = self.cells.low[at], self.cells.high[at]
        x = (edges[:-1] + edges[1:]) / 2
        # A column between two samples of an unbroken run holds none of its own: leave it out and the
        # line goes on; keep it as NaN where the silence is a gap.
        after = self.times_s[np.minimum(first, len(self) - 1)]
        bridged = (first == last) & ~reached & (first > 0) & (first < len(self))
        bridged &= after - self._reach_s[before] <= self.gap_s
        return Envelope(x[~bridged], lo[~bridged], hi[~bridged], raw=False)


def _usual_gap_s(steps: Numbers) -> float:
    forward = steps[steps > 0]
    return float(np.median(forward)) * _GAP_PERIODS if forward.size else float("inf")


def _folded(values: Numbers, width: int, reduce: np.ufunc) -> Numbers:
    padded = np.full(-(-values.size // width) * width, np.nan)
    padded[: values.size] = values
    folded: Numbers = reduce.reduce(padded.reshape(-1, width), axis=1)
    return folded


def _take(found: _Pair, given: _Pair, index: Indices, wanted: npt.NDArray[np.bool_]) -> None:
    if wanted.any():
        (lo, hi), (low, high) = found, given
        lo[wanted] = np.fmin(lo[wanted], low[index[wanted]])
        hi[wanted] = np.fmax(hi[wanted], high[index[wanted]])
