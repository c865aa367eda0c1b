"""SampledData (FHIR R4 §2.24.0.16) as exact samples: value = origin + data * factor."""

from __future__ import annotations

import array
import sys
from decimal import Decimal

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.series import GAP, Samples
from serums_desktop.sources.fhir import structs_results as fhir
from serums_desktop.sources.fhir.datatypes import SampledData
from serums_desktop.sources.fhir.shape import NO_VALUE, WrongShape, decimal, number
from serums_desktop.sources.fhir.terms import Origin, words

LOINC = "http://loinc.org"

# Above the detection limit, below it, and an error: FHIR's letters for what is not a number.
_NOT_NUMBERS = {"E", "U", "L"}
_GREATEST_MANTISSA = 2**31 - 1
_MOST_DECIMALS = 127


def samples(
    part: fhir.Observation | fhir.ObservationComponent,
    origin: Origin,
    start: PartialDate | None,
    device: str,
    path: str,
) -> Samples | None:
    """The run of samples of an observation or component.

    None where there is no single series on a time axis: no SampledData, no start, or several
    interleaved dimensions. Raises WrongShape.
    """
    data = part.value_sampled_data
    if data is None:
        return None
    period_ms, _ = decimal(data.period, f"{path}.valueSampledData.period")
    if period_ms <= 0:
        raise WrongShape(f"{path}.valueSampledData.period")
    mantissas, decimals = _exact(data, f"{path}.valueSampledData")
    if start is None or data.dimensions != 1:
        return None
    coding = part.code.coding if part.code is not None else []
    code = next((item.code for item in coding if item.system == LOINC), coding[0].code if coding else "")
    return Samples(
        entry_id=origin.entry_id,
        source_id=origin.source_id,
        code=code,
        title=words(part.code),
        unit=data.origin.unit or data.origin.code,
        start_s=start.start_s,
        period_s=float(period_ms) / 1000,
        mantissas=mantissas,
        decimals=decimals,
        device=device,
        clock_offset_s=origin.clock_offset_s,
    )


def _exact(data: SampledData, path: str) -> tuple[bytes, bytes]:
    """The samples as int32 mantissas and int8 decimals, both little-endian."""
    origin, factor = Decimal(0), Decimal(1)
    if data.origin.value is not NO_VALUE:
        origin, _ = decimal(data.origin.value, f"{path}.origin.value")
    if data.factor is not NO_VALUE:
        factor, _ = decimal(data.factor, f"{path}.factor")
    plain = not origin and factor == 1
    mantissas, places = array.array("i"), array.array("b")
    for token in data.data.split():
        if token in _NOT_NUMBERS:
            mantissa, decimals = GAP, 0
        else:
            mantissa, decimals = (
                _plain(token, f"{path}.data") if plain else _scaled(token, origin, factor, f"{path}.data")
            )
            if abs(mantissa) > _GREATEST_MANTISSA or decimals > _MOST_DECIMALS:
                raise WrongShape(f"{path}.data")
        mantissas.append(mantissa)
        places.append(decimals)
    if sys.byteorder == "big":
        mantissas.byteswap()
    return mantissas.tobytes(), places.tobytes()


def _plain(token: str, path: str) -> tuple[int, int]:
    """The common case, a short number as it stands, without the detour through a Decimal."""
    whole, point, fraction = token.partition(".")
    digits = whole.removeprefix("-") + fraction
    if len(digits) > 10 or not (digits.isascii() and digits.isdigit()) or (point and not fraction):
        return _scaled(token, Decimal(0), Decimal(1), path)
    return int(whole + fraction), len(fraction)


def _scaled(token: str, origin: Decimal, factor: Decimal, path: str) -> tuple[int, int]:
    value = number(token, path) * factor
    # Adding an exact zero would lend the sample the zero's decimals.
    sign, digits, exponent = (value + origin if origin else value).as_tuple()
    # Beyond this no mantissa of 32 bits could hold it.
    if not isinstance(exponent, int) or exponent > 9:
        raise WrongShape(path)
    mantissa = int("".join(map(str, digits))) * 10 ** max(exponent, 0)
    return (-mantissa if sign else mantissa), max(-exponent, 0)
