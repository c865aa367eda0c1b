import subprocess
import sys

import pytest

PROBE = """
import resource
from serums_desktop.host.hardening import forbid_core_dumps
agreed = forbid_core_dumps()
print(agreed, resource.getrlimit(resource.RLIMIT_CORE))
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is Linux's own")
def test_no_core_dump_and_not_dumpable() -> None:
    # In a process of its own: it cannot be taken back.
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["True (0, 0)", "0"]
