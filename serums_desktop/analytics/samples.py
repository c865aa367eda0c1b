"""Runs of device samples as numpy arrays; the exact decimals stay behind and can be asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from serums_desktop.analytics.pyramid import Numbers
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

    @property
    def clock_offset_s(self) -> float | None:
        """How far the device's clock was ahead at the last run that says so."""
        return next(
            (run.clock_offset_s for run in reversed(self.runs) if run.clock_offset_s is not None), None
        )


def times_of(samples: Samples) -> Numbers:
    """When each sample was taken, in epoch seconds."""
    return samples.start_s + np.arange(len(samples), dtype=np.float64) * samples.period_s


def values_of(samples: Samples) -> Numbers:
    """The samples as floats, NaN in gaps. The quotient is the float nearest to the decimal."""
    mantissas = np.frombuffer(samples.mantissas, dtype="<i4")
    decimals = np.frombuffer(samples.decimals, dtype="i1").astype(np.int64)
    values = mantissas / np.power(10.0, decimals)
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
    times = np.concatenate([times_of(run) for run in runs])
    values = np.concatenate([values_of(run) for run in runs])
    lengths = [len(run) for run in runs]
    which = np.repeat(np.arange(len(runs), dtype=np.int32), lengths)
    index = np.concatenate([np.arange(length, dtype=np.int32) for length in lengths])
    order = np.lexsort((values, times))
    times, values, which, index = times[order], values[order], which[order], index[order]
    same_value = (values[1:] == values[:-1]) | (np.isnan(values[1:]) & np.isnan(values[:-1]))
    repeated = np.concatenate([[False], (times[1:] == times[:-1]) & same_value])
    kept = ~repeated
    newest = runs[-1]
    return Series(
        source_id=newest.source_id,
        device=newest.device,
        title=newest.title,
        unit=newest.unit,
        period_s=float(np.median([run.period_s for run in runs])),
        times_s=times[kept],
        values=values[kept],
        runs=tuple(runs),
        run=which[kept],
        index_in_run=index[kept],
    )
