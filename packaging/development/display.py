"""A screen of one's own for tests and pictures: Xvfb with a window manager, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from development.terminal import environment_with, say

SCREEN = "1920x1200x24"
WITHOUT_DISPLAY: dict[str, str | None] = {"QT_QPA_PLATFORM": "offscreen"}


@contextlib.contextmanager
def private_display() -> Iterator[dict[str, str | None]]:
    """Variables under which a program draws on a screen nobody looks at.

    Where there is no Xvfb, or the system has no X11, Qt's offscreen platform takes its place.
    """
    if not sys.platform.startswith("linux") or not shutil.which("Xvfb"):
        say("no Xvfb: windows are drawn offscreen")
        yield WITHOUT_DISPLAY
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                number = answer.readline().strip()  # empty if the server ended before it was ready
            if not number:
                raise RuntimeError("Xvfb did not start")
            variables: dict[str, str | None] = {
                "DISPLAY": f":{number}",
                "QT_QPA_PLATFORM": "xcb",
                "WAYLAND_DISPLAY": None,
                "QT_SCALE_FACTOR": None,
            }
            with _window_manager(variables):
                yield variables
        finally:
            server.terminate()


@contextlib.contextmanager
def _window_manager(variables: dict[str, str | None]) -> Iterator[None]:
    # Without one, no window is ever active and keyboard focus goes nowhere.
    if not shutil.which("openbox"):
        yield
        return
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        ["openbox"], env=environment_with(variables), stdout=quiet, stderr=quiet
    ) as manager:
        try:
            yield
        finally:
            manager.terminate()
