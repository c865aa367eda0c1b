"""Results in another unit beside bare pint: a first pair with its packages, a new pair, a known one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ucumvert import PintUcumRegistry

from serums_desktop.analytics import units
from serums_desktop.domain.quantity import Quantity
from tests.benchmarks.row import Row

NAME = "units"
RUNS = 7
FRESH_RUNS = 3
VALUES = 1_000
BARE = "bare pint, 1,000 values, units read once"

_FIRST = "from serums_desktop.analytics.units import factor_between; factor_between('mg/dL', 'g/L')"
_NOTHING = "import serums_desktop.analytics.units"
_RESULTS = [
    Quantity(Decimal(n).scaleb(-1), f"{Decimal(n).scaleb(-1):f}", "mg/dL", "mg/dL")
    for n in range(500, 500 + VALUES)
]


def measure() -> list[Row]:
    """Fresh processes first, then values in this one."""
    registry: Any = PintUcumRegistry()
    source, target = registry.from_ucum("mg/dL").units, registry.from_ucum("g/L").units

    def bare() -> None:
        for result in _RESULTS:
            registry.Quantity(float(result.value), source).to(target)

    def ours() -> None:
        for result in _RESULTS:
            units.convert(result, "g/L")

    def molar() -> None:
        for result in _RESULTS:
            units.convert(result, "mmol/L", "2339-0")

    ours()
    molar()
    return [
        Row("fresh process, no pair asked", _timed(lambda: _fresh(_NOTHING), FRESH_RUNS)),
        Row("fresh process, first pair", _timed(lambda: _fresh(_FIRST), FRESH_RUNS)),
        Row(BARE, _timed(bare, RUNS)),
        Row("ours, 1,000 values", _timed(ours, RUNS), BARE),
        Row("ours, 1,000 values, mass to moles", _timed(molar, RUNS), BARE),
        Row("ours, a pair never asked before", _timed(_new_pair, RUNS)),
    ]


def _fresh(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _new_pair() -> None:
    units.factor_between.cache_clear()
    units._read.cache_clear()
    units.factor_between("mg/dL", "mmol/L", "2339-0")


def _timed(work: Callable[[], None], runs: int) -> tuple[float, ...]:
    samples = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        samples.append((time.perf_counter() - began) * 1000)
    return tuple(samples)
