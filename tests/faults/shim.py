"""The fault layer between this process and the file system: built, loaded and told what shall fail."""

from __future__ import annotations

import ctypes
import enum
import os
import shutil
import subprocess
from pathlib import Path

import msgspec

from tests.functional.conftest import absent

SOURCE = Path(__file__).with_name("shim.c")


class Calls(enum.IntFlag):
    """The kinds of calls that change files, as shim.c numbers them. `OPEN` counts openings for writing."""

    WRITE = 1
    SYNC = 2
    LENGTH = 4
    NAME = 8
    OPEN = 16


CHANGES = Calls.WRITE | Calls.SYNC | Calls.LENGTH | Calls.NAME


class Fault(msgspec.Struct, frozen=True):
    """What happens to the call number `at` (from 1; 0 for none) of these kinds.

    It fails with `error` (an errno), and where it `lasts` so do all later ones. Without an error the process
    is killed there, in the middle of what the call was writing.
    """

    kinds: int = int(CHANGES)
    at: int = 0
    error: int = 0
    lasts: bool = False


def build(directory: Path) -> Path:
    """Compile the layer; where there is no compiler, the test is skipped, under CI it fails."""
    if shutil.which("gcc") is None:
        absent("gcc is not installed")
    library = directory / "faults.so"
    flags = ["-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror"]
    subprocess.run(["gcc", *flags, "-o", library, SOURCE, "-ldl"], check=True)
    return library


class FaultLayer:
    """The layer of this process, which was started with it preloaded."""

    def __init__(self, directory: Path) -> None:
        """Nothing fails yet. Raises AttributeError in a process that was started without the layer."""
        self._directory = os.fsencode(directory.resolve())
        self._layer = ctypes.CDLL(None)
        self._begin = self._layer.faults_begin
        self._begin.argtypes = [ctypes.c_char_p, ctypes.c_uint, ctypes.c_long, ctypes.c_int, ctypes.c_int]
        self._end = self._layer.faults_end
        self._end.restype = ctypes.c_long

    def begin(self, fault: Fault) -> None:
        """Count from here on, and have the call that is meant fail."""
        self._begin(self._directory, fault.kinds, fault.at, fault.error, fault.lasts)

    def end(self) -> int:
        """Nothing fails any more; how many calls were counted."""
        calls: int = self._end()
        return calls
