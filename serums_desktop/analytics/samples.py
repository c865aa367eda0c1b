"""Runs of device samples as numpy arrays; the exact decimals stay behind and can be asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from serums_desktop.analytics.pyramid import Indices, Numbers
from serums_desktop.domain.series import GAP, Samples


class Series(NamedTuple):
    """One quantity of one device of one source in one unit, in time order.

    `values` are floats for pixels and statistics, NaN in gaps. Sample *i* is sample ``index_in_run[i]``
    of ``runs[run[i]]``, which knows its decimal as it was sent. `period_s` is the usual step.
    """

    source_id: str
    device: str
    title: str
    unit: str
    period_s: float
    times_s: Numbers
    values: Numbers
    runs: tuple[Samples, ...]
    run: npt.NDArray[np.int32]
    index_in_run: npt.NDArray[np.int32]

    def text(self, index: int) -> str:
        """The decimal as the device sent it; empty in a gap."""
        return self.runs[int(self.run[index])].text(int(self.index_in_run[index]))

    def nearest(self, at_s: float) -> int | None:
        """The index of the sample with a number nearest to a time, or None where there is none."""
        right = int(np.searchsorted(self.times_s, at_s))
        found = [index for index in (self.beside(right, -1), self.beside(right - 1, 1)) if index is not None]
        return min(found, key=lambda index: abs(float(self.times_s[index]) - at_s), default=None)

    def beside(self, index: int, step: int) -> int | None:
        """The index of the next sample with a number to the left (-1) or right (1) of another."""
        index += step
        while 0 <= index < self.times_s.size:
            if not np.isnan(self.values[index]):
                return index
            index += step
        return None

    @property
    def clock_offset_s(self) -> float | None:
        """How far the device's clock was ahead at the last run that says so."""
        return next(
            (run.clock_offset_s for run in reversed(self.runs) if run.clock_offset_s is not None), None
        )


def times_of(samples: Samples) -> Numbers:
    """When each sample was taken, in epoch seconds."""
    return samples.start_s + np.arange(len(samples), dtype=np.float64) * samples.period_s


def are_alike(decimals: bytes) -> bool:
    """Whether all samples have as many decimals, as they have as a rule."""
    return decimals == decimals[:1] * len(decimals)


def values_of(samples: Samples) -> Numbers:
    """The samples as floats, NaN in gaps. The quotient is the float nearest to the decimal."""
    mantissas = np.frombuffer(samples.mantissas, dtype="<i4")
    places = samples.decimals
    if places and are_alike(places):
        # One power will do.
        places = places[:1]
    values: Numbers = mantissas / np.power(10.0, np.frombuffer(places, dtype="i1").astype(np.float64))
    values[mantissas == GAP] = np.nan
    return values


def gather(samples: Iterable[Samples]) -> list[Series]:
    """Join runs into series, one for each source, device and unit; the longest series first.

    Where runs overlap, samples of the same instant with the same value count once. Where they disagree
    both stay: neither is more true than the other.
    """
    groups: defaultdict[tuple[str, str, str], list[Samples]] = defaultdict(list)
    for run in samples:
        if len(run):
            groups[run.source_id, run.device, run.unit].append(run)
    joined = [_joined(runs) for runs in groups.values()]
    return sorted(joined, key=lambda series: (-series.times_s.size, series.source_id, series.device))


def _joined(runs: list[Samples]) -> Series:
    runs = sorted(runs, key=lambda run: (run.start_s, run.entry_id))
    lengths = np.array([len(run) for run in runs])
    times = np.concatenate([times_of(run) for run in runs])
    values = np.concatenate([values_of(run) for run in runs])
    which = np.repeat(np.arange(len(runs), dtype=np.int32), lengths)
    firsts = np.cumsum(lengths) - lengths
    index = (np.arange(times.size) - np.repeat(firsts, lengths)).astype(np.int32)
    ends = firsts + lengths
    kept = np.ones(times.size, dtype=np.bool_)
    for first, last in _overlapping(times, firsts, ends):
        part = slice(int(firsts[first]), int(ends[last - 1]))
        order = np.lexsort((values[part], times[part])) + part.start
        times[part], values[part], which[part], index[part] = (
            times[order],
            values[order],
            which[order],
            index[order],
        )
        kept[part] = _once(times[part], values[part])
    if not kept.all():
        times, values, which, index = times[kept], values[kept], which[kept], index[kept]
    newest = runs[-1]
    return Series(
        source_id=newest.source_id,
        device=newest.device,
        title=newest.title,
        unit=newest.unit,
        period_s=float(np.median([run.period_s for run in runs])),
        times_s=times,
        values=values,
        runs=tuple(runs),
        run=which,
        index_in_run=index,
    )


def _overlapping(times: Numbers, firsts: Indices, ends: Indices) -> Iterator[tuple[int, int]]:
    """The runs, as ``[first, last)``, whose samples are not in order as they follow one another."""
    reach = np.maximum.accumulate(times[ends - 1])
    apart = np.flatnonzero(times[firsts[1:]] > reach[:-1]) + 1
    for first, last in pairwise([0, *apart.tolist(), firsts.size]):
        part = times[firsts[first] : ends[last - 1]]
        # Even a run by itself: a period too short for a float at that time moves nothing.
        if not (part[1:] > part[:-1]).all():
            yield first, last


def _once(times: Numbers, values: Numbers) -> npt.NDArray[np.bool_]:
    """Where a sample is not what the one before it says already."""
    same_value = (values[1:] == values[:-1]) | (np.isnan(values[1:]) & np.isnan(values[:-1]))
    return np.concatenate([[True], (times[1:] != times[:-1]) | ~same_value])
