"""From starting Python to the first picture of the window on the screen, files warm in memory."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from serums_desktop.commands.demo import practice_place
from tests.benchmarks.row import Row

NAME = "startup"
RUNS = 7
TIMEOUT_S = 30.0

BLANK = "blank Qt window"
BLANK_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget()
window.resize(1280, 800)
window.show()
application.exec()
"""

# Qt itself tells when a window's pixels go to the screen, so that the program is measured as it is.
ANNOUNCE = {"QT_LOGGING_RULES": "qt.widgets.painting=true", "QT_FORCE_STDERR_LOGGING": "1"}
FIRST_PICTURE = b"qt.widgets.painting: Flushing "


def measure() -> list[Row]:
    """The sign-in window beside a blank one, in turns; the first turn warms the files and does not count."""
    with practice_place() as (profile, _hospitals):
        programs = {
            BLANK: [sys.executable, "-c", BLANK_WINDOW],
            "sign-in window, from source": [
                sys.executable,
                "-m",
                "serums_desktop",
                "--profile",
                str(profile.configuration.parent),
            ],
        }
        samples: dict[str, list[float]] = {name: [] for name in programs}
        for turn in range(RUNS + 1):
            for name, command in programs.items():
                taken = milliseconds_to_first_picture(command)
                if turn:
                    samples[name].append(taken)
    return [
        Row(name, tuple(taken), None if name == BLANK else BLANK, None if name == BLANK else 400.0)
        for name, taken in samples.items()
    ]


def milliseconds_to_first_picture(command: Sequence[str]) -> float:
    """Start a program, wait for its first picture, end it.

    Raises RuntimeError with the program's last words if it ends, or is ended after `TIMEOUT_S`, without one.
    """
    began = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, **ANNOUNCE}) as program:
        watchdog = threading.Timer(TIMEOUT_S, program.kill)
        watchdog.start()
        last = b""
        try:
            for line in program.stderr or ():
                if line.startswith(FIRST_PICTURE):
                    return (time.perf_counter() - began) * 1000
                last = line
        finally:
            watchdog.cancel()
            program.kill()
    raise RuntimeError(f"no window: {last.decode(errors='replace').strip()}")
