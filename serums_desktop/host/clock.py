"""Time of day and elapsed time."""

from __future__ import annotations

import sys
import time

if sys.platform == "win32":
    import ctypes

    _milliseconds_since_start = ctypes.WinDLL("kernel32").GetTickCount64
    _milliseconds_since_start.restype = ctypes.c_uint64

    def _elapsed_s() -> float:
        # Sleep and hibernation count; QueryUnbiasedInterruptTime would leave them out.
        return int(_milliseconds_since_start()) / 1000

elif sys.platform == "darwin":

    def _elapsed_s() -> float:
        # mach_continuous_time, which counts sleep; time.monotonic is mach_absolute_time, which does not.
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)

elif sys.platform == "linux":

    def _elapsed_s() -> float:
        # CLOCK_MONOTONIC stands still during sleep.
        return time.clock_gettime(time.CLOCK_BOOTTIME)

else:
    _elapsed_s = time.monotonic


class SystemClock:
    """The workstation's own clocks."""

    def now_s(self) -> float:
        """UTC epoch seconds. Somebody can set it: never used to measure."""
        return time.time()

    def elapsed_s(self) -> float:
        """Seconds on a clock nobody sets, and which counts while the machine sleeps."""
        return _elapsed_s()
