"""The machine the program runs on, and its clocks."""

from __future__ import annotations

from typing import Protocol


class HostConditions(Protocol):
    """What the workstation runs on; None where nobody can tell."""

    def is_on_battery(self) -> bool | None:
        """Whether it is not on mains."""

    def is_metered(self) -> bool | None:
        """Whether its network counts what is sent."""


class Clock(Protocol):
    """Time of day and elapsed time."""

    def now_s(self) -> float:
        """UTC epoch seconds."""

    def elapsed_s(self) -> float:
        """Seconds on a clock nobody sets."""
