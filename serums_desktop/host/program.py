"""How this program is started again as a process of its own."""

from __future__ import annotations

import sys


def command_line() -> list[str]:
    """The program without a command: from source, or as the packaged executable."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "serums_desktop"]
