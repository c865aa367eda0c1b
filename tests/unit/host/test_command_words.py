"""What others can read of a running program's command line."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROBE = """
import sys
from serums_desktop.host.command_words import cover
print(cover(["DNI|99881135R", ""]))
print(open("/proc/self/cmdline", "rb").read().split(b"\\0")[3:-1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's own")
def test_a_patient_named_on_the_command_line_does_not_stay_there() -> None:
    # In a process of its own: its command line cannot be restored.
    words = ["open", "--patient", "DNI|99881135R", "--patient=DNI|99881135R", "DNI"]
    done = subprocess.run([sys.executable, "-c", PROBE, *words], capture_output=True, text=True, check=True)
    covered = b"-" * 13
    assert done.stdout == f"True\n{[b'open', b'--patient', covered, b'--patient=' + covered, b'DNI']}\n"
