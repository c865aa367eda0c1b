"""How the threads of a process with a window take turns."""

from __future__ import annotations

import gc
import sys

# Python's default is 5 ms, of which a frame that needs several turns may wait out every one.
_TURN_S = 0.001


def give_the_window_its_turns() -> None:
    """Let a window paint while workers are busy. Called once, when all modules are loaded.

    A thread that waits gets its turn within a millisecond, and collecting garbage passes over what was loaded
    and never goes: both halved the longest gap between two frames while a record was taken in.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(_TURN_S)
