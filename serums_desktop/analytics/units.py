"""One measured quantity in another unit, with the original beside it. Doses are never converted.

Units are UCUM codes, read by ucumvert and pint. Both load at the first pair of units that is asked for, so
ask on a worker; each pair is then one exact fraction. Only dimensions with one meaning in a laboratory are
converted: not ratios, rates, temperatures or logarithms. Arbitrary units, equivalents, osmoles and
annotations must stand on both sides. HbA1c follows the master equation of NGSP and IFCC
(NGSP = 0.09148 IFCC + 2.152; Hoelzel et al., Clin Chem 2004;50:166).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction
from typing import Any, NamedTuple

from serums_desktop.analytics.substances import HBA1C, MOLAR_MASSES_G_MOL
from serums_desktop.domain.quantity import Quantity

_HBA1C_SLOPE = Fraction("0.09148")
_HBA1C_OFFSET = Fraction("2.152")

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


class Axis(NamedTuple):
    """One unit for several quantities; `places` has None where one of them cannot stand on this axis."""

    code: str
    places: tuple[Converted | None, ...]


def convert(quantity: Quantity, to_ucum: str, substance_code: str = "") -> Converted | None:
    """A result of an observation in another unit, or None where it cannot or must not be converted.

    `substance_code` is the LOINC code, without which mass does not become moles.
    """
    if not quantity.value.is_finite() or not quantity.code:
        return None
    if quantity.code == to_ucum:
        return Converted(quantity.value, quantity.text, to_ucum, Fraction(1), quantity)
    if substance_code in HBA1C:
        return _hba1c(quantity, to_ucum)
    factor = factor_between(quantity.code, to_ucum, substance_code)
    if factor is None:
        return None
    value = _decimal(Fraction(quantity.value) * factor)
    return Converted(value, _rounded(value, quantity.value), to_ucum, factor, quantity)


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


def same_axis(quantities: Sequence[Quantity], substance_code: str = "") -> Axis | None:
    """The quantities of one code, in order of time, in the unit most of them have (of equals the latest).

    None where none of them has a UCUM code.
    """
    codes = [quantity.code for quantity in quantities if quantity.code]
    if not codes:
        return None
    counts = Counter(codes)
    usual = max(reversed(codes), key=counts.__getitem__)
    return Axis(usual, tuple(convert(quantity, usual, substance_code) for quantity in quantities))


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


def _hba1c(quantity: Quantity, to_ucum: str) -> Converted | None:
    given = Fraction(quantity.value)
    match quantity.code, to_ucum:
        case "%", "mmol/mol":
            value = _decimal((given - _HBA1C_OFFSET) / _HBA1C_SLOPE)
            places = Decimal(1)
        case "mmol/mol", "%":
            value = _decimal(given * _HBA1C_SLOPE + _HBA1C_OFFSET)
            places = Decimal("0.1")
        case _:
            return None
    if value < 0:
        return None
    # The places in which either unit is reported (consensus on standardization, 2007).
    return Converted(value, f"{value.quantize(places, ROUND_HALF_EVEN):f}", to_ucum, None, quantity)


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
