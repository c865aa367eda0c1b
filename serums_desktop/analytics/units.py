"""One measured quantity in another unit, with the original beside it. Doses are never converted.

Units are UCUM codes, read by ucumvert and pint. Both load at the first pair of units that is asked for, so
ask on a worker; each pair is then one exact fraction. Only dimensions with one meaning in a laboratory are
converted: not ratios, rates, temperatures or logarithms. Arbitrary units, equivalents, osmoles and
annotations must stand on both sides. HbA1c follows the master equation of NGSP and IFCC
(NGSP = 0.09148 IFCC + 2.152; Hoelzel et al., Clin Chem 2004;50:166).
"""

from __future__ import annotations

import functools
import math
import re
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction
from typing import Any, NamedTuple

from serums_desktop.analytics.substances import HBA1C, MOLAR_MASSES_G_MOL
from serums_desktop.domain.quantity import Quantity

_MASS_PER_VOLUME = "[mass] / [length] ** 3"
_MOLES_PER_VOLUME = "[substance] / [length] ** 3"
_PRESSURE = "[mass] / [length] / [time] ** 2"
_CONVERTED = frozenset(
    {
        _MASS_PER_VOLUME,
        _MOLES_PER_VOLUME,
        _PRESSURE,
        "[length]",
        "[mass]",
        "[mass] / [length] ** 2",
        "1 / [length] ** 3",
    }
)

# Physical units in brackets; what else UCUM writes in brackets is arbitrary or special.
_PHYSICAL = frozenset({"[Hg]", "[in_i]", "[ft_i]", "[lb_av]", "[oz_av]"})
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LEADING_ARBITRARY = re.compile(r"[numkM]?\[[^\]]*\](?![.\d+-])")
_KEPT = re.compile(r"\{[^}]*\}|(?<![A-Za-z])[munk]?(?:eq|osm)(?![A-Za-z])")
# Pint drops these as pure numbers; a result that is counted in them is a ratio.
_RATIO = re.compile(r"%|(?<![A-Za-z])[dcmunk]?(?:rad|sr|deg|Np|B|drp|gon|circ|ppth|ppm|ppb|pptr)(?![A-Za-z])")
_LONGEST_CODE = 60
# The packages write to their one registry while they load and while they read: one thread at a time.
_PACKAGES = threading.Lock()
_PRECISION = 34


class Converted(NamedTuple):
    """A quantity in another unit.

    `value` is exact where `factor` is a finite decimal, else to 34 digits. `text` has the significant digits
    of the original, which stays beside it with its comparator. `factor` is None for a linear equation.
    """

    value: Decimal
    text: str
    code: str
    factor: Fraction | None
    original: Quantity

    def __str__(self) -> str:
        return f"{self.original.comparator}{self.text} {self.code}"


class Conversion(NamedTuple):
    """The way from one unit to another: `factor` times the value plus `offset`, in the unit `code`.

    `places` are the decimals in which the result is reported, None where it keeps its significant digits.
    """

    code: str
    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    places: Decimal | None = None

    def of(self, quantity: Quantity) -> Converted | None:
        """A quantity in the other unit; None for what is no number, or would be below zero by an equation."""
        if not quantity.value.is_finite():
            return None
        value = _decimal(Fraction(quantity.value) * self.factor + self.offset)
        if self.places is None:
            text = _rounded(value, quantity.value)
            return Converted(value, text, self.code, self.factor, quantity)
        if value < 0:
            return None
        return Converted(
            value, f"{value.quantize(self.places, ROUND_HALF_EVEN):f}", self.code, None, quantity
        )

    def place(self, values: Sequence[float]) -> list[float]:
        """Where values lie on the other unit's axis: for pixels alone. NaN where `of` gives None."""
        factor, offset = float(self.factor), float(self.offset)
        placed = [value * factor + offset for value in values]
        return placed if self.places is None else [one if one >= 0 else math.nan for one in placed]


_HBA1C_SLOPE = Fraction("0.09148")
_HBA1C_OFFSET = Fraction("2.152")
# With the places in which either unit is reported (consensus on standardization, 2007).
_HBA1C_EQUATIONS = {
    ("%", "mmol/mol"): Conversion("mmol/mol", 1 / _HBA1C_SLOPE, -_HBA1C_OFFSET / _HBA1C_SLOPE, Decimal(1)),
    ("mmol/mol", "%"): Conversion("%", _HBA1C_SLOPE, _HBA1C_OFFSET, Decimal("0.1")),
}


class UnitPair(NamedTuple):
    """Two UCUM codes, and the LOINC code of what is measured (empty where none is known)."""

    given: str
    wanted: str
    substance_code: str = ""


class Axis(NamedTuple):
    """One unit for several; `conversions` has None for a code that cannot stand on this axis."""

    code: str
    conversions: dict[str, Conversion | None]


def convert(quantity: Quantity, to_ucum: str, substance_code: str = "") -> Converted | None:
    """A result of an observation in another unit, or None where it cannot or must not be converted.

    `substance_code` is the LOINC code, without which mass does not become moles.
    """
    if not quantity.value.is_finite() or not quantity.code:
        return None
    if quantity.code == to_ucum:
        return Converted(quantity.value, quantity.text, to_ucum, Fraction(1), quantity)
    found = conversion(UnitPair(quantity.code, to_ucum, substance_code))
    return found.of(quantity) if found is not None else None


def conversion(pair: UnitPair) -> Conversion | None:
    """The way from one unit to another, or None. The first call of the process may load the unit packages."""
    if pair.given == pair.wanted:
        return Conversion(pair.wanted)
    if pair.substance_code in HBA1C:
        return _HBA1C_EQUATIONS.get((pair.given, pair.wanted))
    factor = factor_between(*pair)
    return Conversion(pair.wanted, factor) if factor is not None else None


@functools.lru_cache(maxsize=1024)
def factor_between(from_ucum: str, to_ucum: str, substance_code: str = "") -> Fraction | None:
    """By what a value is multiplied, or None. The first call of the process loads the unit packages."""
    if not _comparable(from_ucum, to_ucum):
        return None
    source, target = _read(from_ucum), _read(to_ucum)
    if source is None or target is None or target.magnitude == 0:
        return None
    if source.dimension == target.dimension:
        return source.magnitude / target.magnitude
    mass = MOLAR_MASSES_G_MOL.get(substance_code)
    dimensions = (source.dimension, target.dimension)
    if mass is None or _KEPT.search(from_ucum + " " + to_ucum):
        return None
    # Base units are kilograms and moles in a cubic metre.
    if dimensions == (_MASS_PER_VOLUME, _MOLES_PER_VOLUME):
        return source.magnitude / target.magnitude * 1000 / mass
    if dimensions == (_MOLES_PER_VOLUME, _MASS_PER_VOLUME):
        return source.magnitude / target.magnitude * mass / 1000
    return None


def same_axis(
    codes: Sequence[str],
    substance_code: str = "",
    way: Callable[[UnitPair], Conversion | None] = conversion,
) -> Axis | None:
    """The unit most results of one substance have, of equals the latest's, and the ways to it.

    `codes` are the results' UCUM codes in order of time, empty where a result has none; None where none has.
    """
    counts = Counter(code for code in codes if code)
    if not counts:
        return None
    usual = max((code for code in reversed(codes) if code), key=counts.__getitem__)
    return Axis(usual, {code: way(UnitPair(code, usual, substance_code)) for code in counts})


def forget_units() -> None:
    """Let go of every code that a source gave."""
    factor_between.cache_clear()
    _read.cache_clear()


class _Unit(NamedTuple):
    magnitude: Fraction
    dimension: str


@functools.cache
def _registry() -> Any:
    # Most of a second to load, and few records need it; the package says nothing of its types.
    from ucumvert import PintUcumRegistry  # type: ignore[import-untyped]  # noqa: PLC0415

    return PintUcumRegistry()


@functools.lru_cache(maxsize=512)
def _read(code: str) -> _Unit | None:
    with _PACKAGES:
        return _read_by_packages(code)


def _read_by_packages(code: str) -> _Unit | None:
    from lark.exceptions import LarkError  # noqa: PLC0415  comes with the registry
    from pint.errors import PintError  # noqa: PLC0415  comes with the registry

    try:
        read = _registry().from_ucum(code)
        # An annotation alone is read as a bare token, which is no unit.
        if not hasattr(read, "to_base_units"):
            return None
        base = read.to_base_units()
    except (LarkError, PintError, ValueError, ArithmeticError):
        return None
    dimension = str(base.dimensionality)
    if dimension not in _CONVERTED or not 0 < base.magnitude < float("inf"):
        return None
    return _Unit(_exact(float(base.magnitude)), dimension)


def _exact(magnitude: float) -> Fraction:
    """The decimal a magnitude was computed from: definitions have fewer than 13 digits, floats carry 15."""
    return Fraction(f"{magnitude:.12e}")


def _comparable(from_ucum: str, to_ucum: str) -> bool:
    if max(len(from_ucum), len(to_ucum)) > _LONGEST_CODE:
        return False
    if _RATIO.search(from_ucum) or _RATIO.search(to_ucum):
        return False
    arbitrary = [
        [atom for atom in _BRACKETS.findall(code) if atom not in _PHYSICAL] for code in (from_ucum, to_ucum)
    ]
    if arbitrary[0] != arbitrary[1] or len(arbitrary[0]) > 1:
        return False
    if arbitrary[0] and not (_LEADING_ARBITRARY.match(from_ucum) and _LEADING_ARBITRARY.match(to_ucum)):
        return False
    return _kept(from_ucum) == _kept(to_ucum)


def _kept(code: str) -> list[str]:
    """Annotations, and whether equivalents or osmoles are counted, without their prefixes."""
    found = (str(each) for each in _KEPT.findall(code))
    return sorted(each if each.startswith("{") else each.lstrip("munk") for each in found)


def _decimal(value: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = _PRECISION
        return Decimal(value.numerator) / Decimal(value.denominator)


def _rounded(value: Decimal, original: Decimal) -> str:
    """A value with as many significant digits as the original has, never in powers of ten."""
    if not value:
        return "0"
    digits = min(len(original.as_tuple().digits), _PRECISION)
    context = Context(prec=digits, rounding=ROUND_HALF_EVEN)
    rounded = context.plus(value)
    # An exact quotient has lost its last zeros: 4.50 stays 4.50.
    return f"{rounded.quantize(Decimal(1).scaleb(rounded.adjusted() - digits + 1), context=context):f}"
