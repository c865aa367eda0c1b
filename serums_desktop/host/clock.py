"""Time of day and elapsed time."""

from __future__ import annotations

import time

# Linux stops its monotonic clock during sleep; that of Windows and macOS goes on or is the best there is.
_COUNTS_SLEEP = hasattr(time, "CLOCK_BOOTTIME")


class SystemClock:
    """The workstation's own clocks."""

    def now_s(self) -> float:
        """UTC epoch seconds. Somebody can set it: never used to measure."""
        return time.time()

    def elapsed_s(self) -> float:
        """Seconds on a clock nobody sets, and which counts while the machine sleeps where it can."""
        return time.clock_gettime(time.CLOCK_BOOTTIME) if _COUNTS_SLEEP else time.monotonic()
