"""Words of the command line taken back: every user of a computer can read those of a running program.

Linux alone. The first moments remain, and what a shell or a caller keeps of its own.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Collection
from pathlib import Path

# Fields of /proc/self/stat, counted from 0 after the name (proc_pid_stat(5): 48 and 49).
_ARG_START, _ARG_END = 45, 46
_COVER = b"-"


def cover(words: Collection[str]) -> bool:
    """Overwrite these words wherever they stand in this process's own command line.

    A word counts by its end, so that the value of ``--option=value`` is covered too. True where the command
    line could be found, whether or not a word was in it.
    """
    if sys.platform != "linux":
        return False
    wanted = [word for word in (os.fsencode(word) for word in words) if word]
    try:
        fields = Path("/proc/self/stat").read_bytes().rpartition(b")")[2].split()
        start, end = int(fields[_ARG_START]), int(fields[_ARG_END])
    except (OSError, IndexError, ValueError):
        return False
    if not 0 < start < end:
        return False
    # The first is the program's own name.
    program, *words_given = ctypes.string_at(start, end - start).split(b"\0")
    place = start + len(program) + 1
    for given in words_given:
        after = place + len(given)
        length = max((len(word) for word in wanted if given.endswith(word)), default=0)
        if length:
            ctypes.memmove(after - length, _COVER * length, length)
        place = after + 1
    return True
