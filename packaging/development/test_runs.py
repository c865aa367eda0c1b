"""Tests in several processes, each with a screen of its own."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from development.display import private_display
from development.environment import PROJECT
from development.terminal import end_of, run, say, started

# The whole program leaves its style sheet and its language on the one QApplication of a process, and its
# windows want the processor for themselves: alone, and last.
WHOLE_PROGRAM = ("tests/functional", "tests/device")
# Of these, what shows no window.
WITHOUT_WINDOW = (
    "tests/functional/test_doctor.py",
    "tests/functional/test_doctor_and_servers.py",
    "tests/functional/test_fault_proxy.py",
)
# As long as all that is left.
BESIDE = ("tests/security", *WITHOUT_WINDOW)


def everything() -> int:
    """Every test but those with foreign data. Returns the first exit code that is not 0."""
    parts = side_by_side(_but("tests/security", *WHOLE_PROGRAM), BESIDE)
    return parts or of("not interop", [*WHOLE_PROGRAM, *_but(*WITHOUT_WINDOW)])


def of(marks: str, arguments: Sequence[str], variables: Mapping[str, str | None] | None = None) -> int:
    """Tests with these marks, as the arguments tell pytest. Returns its exit code."""
    with private_display() as display:
        return run(_command(marks, arguments), {**display, **(variables or {})})


def side_by_side(shown: Sequence[str], beside: Sequence[str]) -> int:
    """Two runs at a time: what the one prints is seen at once, what the other printed after it."""
    with (
        tempfile.TemporaryFile() as printed,
        private_display() as display,
        private_display() as another,
        started(_command("not interop", beside), another, printed) as other,
    ):
        code = run(_command("not interop", shown), display)
        say(f"meanwhile: {' '.join(beside)}")
        other_code = end_of(other)
        printed.seek(0)
        shutil.copyfileobj(printed, sys.stdout.buffer)
        sys.stdout.flush()
    return code or other_code


def _command(marks: str, arguments: Sequence[str]) -> list[str | Path]:
    return [PROJECT.python, "-m", "pytest", "-m", marks, *arguments]


def _but(*places: str) -> list[str]:
    return [f"--ignore={place}" for place in places]
