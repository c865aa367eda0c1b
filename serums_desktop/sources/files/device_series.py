"""Readings of devices as exact runs of samples, whatever the moments at which they were taken."""

from __future__ import annotations

import array
import re
import statistics
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from serums_desktop.domain.series import GAP, Samples

# What fits an int32 whatever its digits; a longer decimal is kept as a number by itself.
_FITTING: Final = re.compile(r"-?(?=[\d.]{1,10}$)(\d{1,9})(?:\.(\d{1,9}))?", re.ASCII)


_SHORTEST_S: Final = 0.001
# A sensor's period varies by less than this.
_LONGEST_PERIODS: Final = 1.25


class Reading(NamedTuple):
    """One reading: its moment in UTC epoch seconds (a clock without a zone is taken as UTC), its decimal."""

    at_s: float
    text: str


class Quantified(msgspec.Struct, frozen=True):
    """What readings are of. `code` is the LOINC code; `entry_id` the entry that carries them."""

    entry_id: str
    source_id: str
    code: str
    title: str
    unit: str
    device: str = ""


def fits(text: str) -> bool:
    """Whether a decimal can be a sample without losing a digit."""
    return _FITTING.fullmatch(text) is not None


def runs(
    about: Quantified, readings: Sequence[Reading], nominal_s: float, tolerance_s: float = 0.0
) -> tuple[Samples, ...]:
    """Cut readings into runs of equal spacing, in order of time; each keeps its moment to `tolerance_s`.

    A clock that writes whole seconds and a sensor whose period is a little longer give spacings of 300 and
    301 s: a tolerance of a second keeps these in one run. A run may be as short as one reading, which has
    `nominal_s` as its period. Raises ValueError for a text that does not `fit`.
    """
    ordered = sorted(readings, key=lambda reading: reading.at_s)
    return tuple(_run(about, some, period_s) for some, period_s in _cut(ordered, nominal_s, tolerance_s))


def usual_spacing_s(moments_s: Sequence[float], otherwise_s: float) -> float:
    """The median distance of neighbours, `otherwise_s` where there are none."""
    ordered = sorted(moments_s)
    steps = [after - before for before, after in pairwise(ordered) if after > before]
    return statistics.median_low(steps) if steps else otherwise_s


def _cut(
    readings: Sequence[Reading], nominal_s: float, tolerance_s: float
) -> Iterator[tuple[Sequence[Reading], float]]:
    """Each run with its period: the readings that one straight line of moments passes close enough to."""
    first = 0
    while first < len(readings):
        start_s = readings[first].at_s
        # Every period between these two bounds fits the run so far. A silence is no period.
        least, most = _SHORTEST_S, nominal_s * _LONGEST_PERIODS
        last = first
        while last + 1 < len(readings):
            steps = last + 1 - first
            distance = readings[last + 1].at_s - start_s
            lower = max(least, (distance - tolerance_s) / steps)
            upper = min(most, (distance + tolerance_s) / steps)
            if readings[last + 1].at_s == readings[last].at_s or lower > upper:
                break
            least, most, last = lower, upper, last + 1
        # A single reading says nothing of a period.
        fits_nominal = last == first or least <= nominal_s <= most
        yield readings[first : last + 1], nominal_s if fits_nominal else (least + most) / 2
        first = last + 1


def _run(about: Quantified, readings: Sequence[Reading], period_s: float) -> Samples:
    mantissas, places = array.array("i"), array.array("b")
    for reading in readings:
        mantissa, decimals = _exact(reading.text)
        mantissas.append(mantissa)
        places.append(decimals)
    return packed(about, readings[0].at_s, period_s, mantissas, places)


def packed(
    about: Quantified, start_s: float, period_s: float, mantissas: array.array[int], places: array.array[int]
) -> Samples:
    """A run of these numbers."""
    if sys.byteorder == "big":
        mantissas.byteswap()
    return Samples(
        entry_id=about.entry_id,
        source_id=about.source_id,
        code=about.code,
        title=about.title,
        unit=about.unit,
        start_s=start_s,
        period_s=period_s,
        mantissas=mantissas.tobytes(),
        decimals=places.tobytes(),
        device=about.device,
    )


def _exact(text: str) -> tuple[int, int]:
    if not text:
        return GAP, 0
    found = _FITTING.fullmatch(text)
    if found is None:
        raise ValueError("more digits than a sample has")
    fraction = found[2] or ""
    return int(text.replace(".", "")), len(fraction)
