"""macOS: pmset tells what power is drawn from. Not tried here.

Whether a network is metered ("Low Data Mode") is told to applications of the system's frameworks alone.
"""

from __future__ import annotations

import subprocess
from typing import Final

_PMSET: Final = ("/usr/bin/pmset", "-g", "ps")


class HostConditions:
    """Asks the system. Safe from any thread."""

    def is_on_battery(self) -> bool | None:
        """Whether it is not on mains; None where nobody can tell."""
        try:
            told = subprocess.run(  # noqa: S603  a program of the system, by its full name
                _PMSET, capture_output=True, check=True, timeout=2.0, text=True
            ).stdout
        except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
            return None
        return drawn_from_battery(told)

    def is_metered(self) -> bool | None:
        """None: nobody tells."""
        return None


def drawn_from_battery(told: str) -> bool | None:
    """What the first line says: "Now drawing from 'Battery Power'", or 'AC Power'."""
    first = told.partition("\n")[0]
    if "'Battery Power'" in first:
        return True
    return False if "'AC Power'" in first else None
