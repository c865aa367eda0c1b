"""The six cycles of FEC-T: days are counted from the first dose."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from serums_desktop.sandbox.story.calendar import Calendar, Course

BODY_SURFACE_M2 = Decimal("1.72")


class Cycle(msgspec.Struct, frozen=True):
    """One cycle: `doses` are pairs of a drug and its dose in mg/m²."""

    number: int
    doses: tuple[tuple[str, int], ...]
    note: str = ""

    @property
    def first_day(self) -> int:
        """The day of the infusions."""
        return 21 * (self.number - 1)

    @property
    def title(self) -> str:
        """As the day unit writes it."""
        return f"FEC-T, cycle {self.number} of 6"


_FEC = (("epirubicin", 100), ("fluorouracil", 500), ("cyclophosphamide", 500))
_REDUCED = (("docetaxel", 80),)

CYCLES = (
    Cycle(1, _FEC),
    Cycle(2, _FEC),
    Cycle(3, _FEC),
    Cycle(4, _REDUCED, "Docetaxel 80 mg/m² instead of 100 after neutropenic sepsis in cycle 3."),
    Cycle(5, _REDUCED),
    Cycle(6, _REDUCED),
)


def chemotherapy_course(now: Calendar) -> Course:
    """Days from the first dose: a Tuesday, so that the last of the six cycles began about a fortnight ago."""
    return Course(now, 5 * 21 + 14, weekday=1)


def dose_mg(mg_per_m2: int) -> str:
    """The dose for her body surface, to a tenth of a milligram."""
    return str((mg_per_m2 * BODY_SURFACE_M2).quantize(Decimal("0.1")))
