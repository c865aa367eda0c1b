"""The extremes of every few samples of a run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.analytics.samples import are_alike, values_of
from serums_desktop.domain.series import GAP, Samples

_MOST = np.iinfo(np.int32).max


class Blocks(NamedTuple):
    """The least and the greatest of each block; NaN where it has no number."""

    low: Numbers
    high: Numbers


def blocks_of(samples: Samples, factor: int) -> Blocks:
    """The extremes of every `factor` samples, the last block with what is left."""
    starts = np.arange(0, len(samples), factor)
    if not are_alike(samples.decimals):
        values = values_of(samples)
        return Blocks(np.fmin.reduceat(values, starts), np.fmax.reduceat(values, starts))
    # Alike, mantissas are in the order of what they stand for, and a few of them are divided in place of all.
    mantissas = np.frombuffer(samples.mantissas, dtype="<i4")
    high = np.maximum.reduceat(mantissas, starts)
    low = np.minimum.reduceat(mantissas, starts)
    if (low == GAP).any():
        low = np.minimum.reduceat(np.where(mantissas == GAP, _MOST, mantissas), starts)
    divisor = np.power(10.0, np.frombuffer(samples.decimals[:1], dtype="i1").astype(np.float64))
    has_none = high == GAP
    return Blocks(np.where(has_none, np.nan, low / divisor), np.where(has_none, np.nan, high / divisor))


def coarser(blocks: Blocks, factor: int) -> Blocks:
    """The extremes of every `factor` blocks."""
    starts = np.arange(0, blocks.low.size, factor)
    return Blocks(np.fmin.reduceat(blocks.low, starts), np.fmax.reduceat(blocks.high, starts))
