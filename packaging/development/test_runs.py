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
# As long as all that is left.
BESIDE = ("tests/security",)


def everything() -> int:
    """Every test but those with foreign data. Returns the first exit code that is not 0."""
    others = [f"--ignore={folder}" for folder in (*BESIDE, *WHOLE_PROGRAM)]
    return side_by_side(others, BESIDE) or of("not interop", WHOLE_PROGRAM)


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
