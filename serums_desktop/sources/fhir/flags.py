"""A result against its range: as the source interprets it, else against the source's own range."""

from __future__ import annotations

from collections.abc import Sequence

from serums_desktop.domain.entries import RangeFlag
from serums_desktop.domain.quantity import Quantity, ReferenceRange
from serums_desktop.sources.fhir import structs_results as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.datatypes import CodeableConcept

# CodeSystem v3-ObservationInterpretation (and HL7 v2 table 0078, whose codes are the same), then SNOMED CT.
_INTERPRETED = {
    "HH": RangeFlag.CRITICAL_HIGH,
    "LL": RangeFlag.CRITICAL_LOW,
    "H": RangeFlag.HIGH,
    "HU": RangeFlag.HIGH,
    ">": RangeFlag.HIGH,
    "HX": RangeFlag.HIGH,
    "L": RangeFlag.LOW,
    "LU": RangeFlag.LOW,
    "<": RangeFlag.LOW,
    "LX": RangeFlag.LOW,
    "A": RangeFlag.ABNORMAL,
    "AA": RangeFlag.ABNORMAL,
    "N": RangeFlag.NONE,
    "281302008": RangeFlag.HIGH,
    "75540009": RangeFlag.HIGH,
    "281300000": RangeFlag.LOW,
    "62482003": RangeFlag.LOW,
    "263654008": RangeFlag.ABNORMAL,
    "17621005": RangeFlag.NONE,
}
_NOT_SAID = RangeFlag.NONE
_LOUDNESS = (
    RangeFlag.CRITICAL_HIGH,
    RangeFlag.CRITICAL_LOW,
    RangeFlag.HIGH,
    RangeFlag.LOW,
    RangeFlag.ABNORMAL,
    RangeFlag.NONE,
)


def range_flag(
    interpretation: Sequence[CodeableConcept],
    value: Quantity | None,
    given: Sequence[fhir.ReferenceRange],
    ranges: tuple[ReferenceRange, ...],
) -> RangeFlag:
    """The loudest interpretation of the source; without one, the value against the only normal range.

    `ranges` are the exact bounds of `given`, in the same order.
    """
    if interpretation:
        said = {
            _INTERPRETED[coding.code]
            for concept in interpretation
            for coding in concept.coding
            if coding.code in _INTERPRETED
        }
        if said:
            return next(flag for flag in _LOUDNESS if flag in said)
    # Of several ranges only the author knows which is meant; a target of treatment says nothing of normal.
    if value is None or len(ranges) != 1:
        return _NOT_SAID
    kind = given[0].type
    if kind is not None and not terms.codes(kind) <= {"normal"}:
        return _NOT_SAID
    return _against(value, ranges[0])


def _against(value: Quantity, bounds: ReferenceRange) -> RangeFlag:
    low, high = bounds.low, bounds.high
    below = value.comparator in {"", "<", "<="}
    above = value.comparator in {"", ">", ">="}
    if low is not None and below and _same_unit(value, low):
        reached = value.value <= low.value if value.comparator == "<" else value.value < low.value
        if reached:
            return RangeFlag.LOW
    if high is not None and above and _same_unit(value, high):
        reached = value.value >= high.value if value.comparator == ">" else value.value > high.value
        if reached:
            return RangeFlag.HIGH
    return _NOT_SAID


def _same_unit(value: Quantity, bound: Quantity) -> bool:
    """Whether both are given in one unit; a bound without any is in the value's."""
    if value.code and bound.code:
        return value.code == bound.code
    return not (bound.unit or bound.code) or (value.unit or value.code) == (bound.unit or bound.code)
