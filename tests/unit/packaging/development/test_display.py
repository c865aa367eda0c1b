from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from development.display import private_display
from development.terminal import environment_with

WINDOW = "from PySide6.QtWidgets import QApplication; print(QApplication([]).primaryScreen().size().width())"


@pytest.mark.skipif(not shutil.which("Xvfb") and not os.environ.get("CI"), reason="needs Xvfb")
def test_a_private_display_serves_a_window_and_goes_away() -> None:
    with private_display() as variables:
        number = str(variables["DISPLAY"])
        done = subprocess.run(
            [sys.executable, "-c", WINDOW],
            env=environment_with(variables),
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == "1920"
    assert not os.path.exists(f"/tmp/.X11-unix/X{number.removeprefix(':')}")  # noqa: PTH110, S108 - X11's own socket
