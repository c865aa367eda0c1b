"""Consensus figures of continuous glucose monitoring.

Bands: Battelino et al., Diabetes Care 2019;42:1593. GMI: Bergenstal et al., Diabetes Care 2018;41:2275.
Readings are classified in the unit the device reported, because 10.0 mmol/L converted is 180.2 mg/dL.
"""

from __future__ import annotations

import enum
from decimal import Decimal
from fractions import Fraction

import msgspec
import numpy as np

from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.analytics.substances import GLUCOSE_G_MOL

# 1 mmol/L of glucose in mg/dL.
_MG_DL = GLUCOSE_G_MOL / 10
MG_DL_PER_MMOL_L = float(_MG_DL)
_DAY_S = 86_400
_GMI_DAYS = 14
_WORN = 0.70


class GlucoseUnit(enum.StrEnum):
    """The two units glucose is reported in, by their UCUM codes."""

    MMOL_L = "mmol/L"
    MG_DL = "mg/dL"


class Band(enum.StrEnum):
    """The five consensus bands, lowest first."""

    VERY_LOW = "very-low"
    LOW = "low"
    IN_RANGE = "in-range"
    HIGH = "high"
    VERY_HIGH = "very-high"


# Below the first is very low, below the second low; above the third high, above the fourth very high.
THRESHOLDS = {
    GlucoseUnit.MMOL_L: (3.0, 3.9, 10.0, 13.9),
    GlucoseUnit.MG_DL: (54.0, 70.0, 180.0, 250.0),
}


class Withheld(enum.StrEnum):
    """Why a figure is not given."""

    NO_READINGS = "no-readings"
    TOO_SHORT = "too-short"
    TOO_SPARSE = "too-sparse"


class CgmFigures(msgspec.Struct, frozen=True):
    """Figures of one span. `percent` sums to 100 where there are readings; `mean` is in `unit`.

    `worn` is the share of the expected readings of the span (0 to 1, above 1 where a device sent more).
    `gmi_percent` is None where `gmi_withheld` says why.
    """

    unit: GlucoseUnit
    readings: int
    days: float
    worn: float
    percent: dict[Band, float]
    mean: float | None
    cv_percent: float | None
    gmi_percent: float | None
    gmi_withheld: Withheld | None


def glucose_unit(text: str) -> GlucoseUnit | None:
    """The glucose unit a source names, or None for anything else."""
    return {"mmol/l": GlucoseUnit.MMOL_L, "mg/dl": GlucoseUnit.MG_DL}.get(text.strip().lower())


def converted(values: Numbers, source: GlucoseUnit, target: GlucoseUnit) -> Numbers:
    """Values for display in another unit. Never classify what comes out of here."""
    if source is target:
        return values
    return values * MG_DL_PER_MMOL_L if target is GlucoseUnit.MG_DL else values / MG_DL_PER_MMOL_L


def converted_mean(mean: float, source: GlucoseUnit, target: GlucoseUnit) -> float:
    """A mean for display in another unit."""
    if source is target:
        return mean
    return mean * MG_DL_PER_MMOL_L if target is GlucoseUnit.MG_DL else mean / MG_DL_PER_MMOL_L


def converted_text(text: str, source: GlucoseUnit, target: GlucoseUnit) -> str:
    """A device's decimal for display in a unit: unchanged in its own, else exact and then to a usual place.

    mmol/L has one place, mg/dL none. Empty for a gap.
    """
    if source is target or not text:
        return text
    if target is GlucoseUnit.MG_DL:
        return str(round(Fraction(text) * _MG_DL))
    tenths = round(Fraction(text) / _MG_DL * 10)
    return f"{Decimal(tenths).scaleb(-1):f}"


def classify(value: float, unit: GlucoseUnit) -> Band:
    """The band of one reading, in the unit it was reported in."""
    very_low, low, high, very_high = THRESHOLDS[unit]
    if value < low:
        return Band.VERY_LOW if value < very_low else Band.LOW
    if value > high:
        return Band.VERY_HIGH if value > very_high else Band.HIGH
    return Band.IN_RANGE


def figures(
    times_s: Numbers, values: Numbers, unit: GlucoseUnit, *, period_s: float, start_s: float, end_s: float
) -> CgmFigures:
    """The figures of the readings in ``[start_s, end_s)``; `values` are in `unit`, NaN in gaps.

    GMI needs 14 days and 70 % of their readings. An instant counts once towards wear.
    """
    inside = (times_s >= start_s) & (times_s < end_s) & ~np.isnan(values)
    numbers = values[inside]
    days = (end_s - start_s) / _DAY_S
    expected = (end_s - start_s) / period_s if period_s > 0 else 0.0
    worn = float(np.unique(times_s[inside]).size / expected) if expected else 0.0
    if not numbers.size:
        none = dict.fromkeys(Band, 0.0)
        return CgmFigures(unit, 0, days, worn, none, None, None, None, Withheld.NO_READINGS)
    very_low, low, high, very_high = THRESHOLDS[unit]
    counts = {
        Band.VERY_LOW: numbers < very_low,
        Band.LOW: (numbers >= very_low) & (numbers < low),
        Band.IN_RANGE: (numbers >= low) & (numbers <= high),
        Band.HIGH: (numbers > high) & (numbers <= very_high),
        Band.VERY_HIGH: numbers > very_high,
    }
    mean = float(numbers.mean())
    withheld = None
    if days < _GMI_DAYS:
        withheld = Withheld.TOO_SHORT
    elif worn < _WORN:
        withheld = Withheld.TOO_SPARSE
    mean_mg_dl = converted_mean(mean, unit, GlucoseUnit.MG_DL)
    return CgmFigures(
        unit=unit,
        readings=int(numbers.size),
        days=days,
        worn=worn,
        percent={band: 100.0 * int(hits.sum()) / numbers.size for band, hits in counts.items()},
        mean=mean,
        cv_percent=float(numbers.std(ddof=1) / mean * 100) if numbers.size > 1 and mean else None,
        gmi_percent=None if withheld else 3.31 + 0.02392 * mean_mg_dl,
        gmi_withheld=withheld,
    )
