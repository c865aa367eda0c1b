"""What a benchmark reports."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

import msgspec


class Row(msgspec.Struct, frozen=True):
    """One thing measured several times, in milliseconds.

    `beside` names the row of the same benchmark it is compared with: milliseconds belong to a machine, the
    ratio is the result. `target_ms` is what the project aims at on an ordinary office computer.
    """

    what: str
    samples_ms: tuple[float, ...]
    beside: str | None = None
    target_ms: float | None = None

    @property
    def median_ms(self) -> float:
        """Half of the runs took longer."""
        return statistics.median(self.samples_ms)

    @property
    def p95_ms(self) -> float:
        """Nearest rank: one run in twenty took longer."""
        ranked = sorted(self.samples_ms)
        return ranked[math.ceil(0.95 * len(ranked)) - 1]


def ratio(row: Row, rows: Sequence[Row]) -> float | None:
    """The row's median over that of the row it stands beside."""
    reference = next((other for other in rows if other.what == row.beside), None)
    return row.median_ms / reference.median_ms if reference and reference.median_ms else None
