"""What the operating system can do so that memory does not reach the disk."""

from __future__ import annotations

import ctypes
import sys

_PR_SET_DUMPABLE = 4  # linux/prctl.h


def forbid_core_dumps() -> bool:
    """No core dump and no debugger of the same user; True where the system agreed.

    Linux: RLIMIT_CORE 0 and PR_SET_DUMPABLE 0. macOS: RLIMIT_CORE 0. Windows has no such call for a
    process of one's own; error reports are a matter of policy there.
    """
    if sys.platform == "win32":
        return False
    import resource  # noqa: PLC0415  not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if not sys.platform.startswith("linux"):
        return True
    refused: int = ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return refused == 0
