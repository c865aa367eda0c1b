from __future__ import annotations

import subprocess
import sys

import pytest

from serums_desktop.host.clock import SystemClock

ELAPSED = """
import time
from serums_desktop.host.clock import SystemClock
print(SystemClock().elapsed_s() - time.monotonic())
"""
# A time namespace (time_namespaces(7)) in which the machine slept for a day.
SLEPT = ["unshare", "--time", "--fork", "--boottime", "86400"]


def test_elapsed_time_goes_on() -> None:
    clock = SystemClock()
    first = clock.elapsed_s()
    assert clock.elapsed_s() >= first


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="time namespaces are Linux's own")
def test_sleep_counts() -> None:
    if subprocess.run([*SLEPT, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system makes no time namespace for us")
    before, after = (
        float(
            subprocess.run([*prefix, sys.executable, "-c", ELAPSED], capture_output=True, check=True).stdout
        )
        for prefix in ([], SLEPT)
    )
    assert 86_000 < after - before < 86_800
