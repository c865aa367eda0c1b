"""Time of day and elapsed time."""

from __future__ import annotations

import time


class SystemClock:
    """The workstation's own clocks."""

    def now_s(self) -> float:
        """UTC epoch seconds. Somebody can set it: never used to measure."""
        return time.time()

    def elapsed_s(self) -> float:
        """Seconds on a clock nobody sets."""
        return time.monotonic()
