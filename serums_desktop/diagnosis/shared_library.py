"""What kind of shared library a file is, read from its first bytes: for which system and processor."""

from __future__ import annotations

import platform
import struct
import sys
from pathlib import Path
from typing import Final

import msgspec

# System V ABI, e_machine; Microsoft PE Format, "Machine Types"; Mach-O <mach/machine.h>.
_ELF_MACHINES: Final = {3: "x86", 40: "arm", 62: "x86-64", 183: "arm64", 243: "riscv64"}
_PE_MACHINES: Final = {0x14C: "x86", 0x1C4: "arm", 0x8664: "x86-64", 0xAA64: "arm64"}
_MACH_O_MACHINES: Final = {7: "x86", 0x01000007: "x86-64", 0x0100000C: "arm64"}
_SPELLINGS: Final = {"amd64": "x86-64", "x86_64": "x86-64", "aarch64": "arm64", "i386": "x86", "i686": "x86"}

_HEADER_BYTES: Final = 4096


class Library(msgspec.Struct, frozen=True):
    """`system` is "linux", "win32" or "darwin"; `machines` are the processors it runs on."""

    system: str
    machines: frozenset[str]


def kind_of(path: Path) -> Library | None:
    """What the file is, None for what is no shared library of any system. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    try:
        return _elf(head) or _pe(head) or _mach_o(head)
    except struct.error:
        return None


def of_this_process() -> Library:
    """What this process can load."""
    machine = platform.machine().lower()
    spelt = _SPELLINGS.get(machine, machine)
    if struct.calcsize("P") == 4:
        spelt = {"x86-64": "x86", "arm64": "arm"}.get(spelt, spelt)
    return Library("linux" if sys.platform.startswith("linux") else sys.platform, frozenset({spelt}))


def _elf(head: bytes) -> Library | None:
    if not head.startswith(b"\x7fELF"):
        return None
    (machine,) = struct.unpack_from(">H" if head[5:6] == b"\x02" else "<H", head, 18)
    return Library("linux", frozenset({_ELF_MACHINES.get(machine, f"ELF {machine}")}))


def _pe(head: bytes) -> Library | None:
    if not head.startswith(b"MZ"):
        return None
    (at,) = struct.unpack_from("<I", head, 0x3C)
    if head[at : at + 4] != b"PE\0\0":
        return None
    (machine,) = struct.unpack_from("<H", head, at + 4)
    return Library("win32", frozenset({_PE_MACHINES.get(machine, f"PE {machine:#x}")}))


def _mach_o(head: bytes) -> Library | None:
    (magic,) = struct.unpack_from(">I", head)
    if magic in {0xCEFAEDFE, 0xCFFAEDFE}:
        types = struct.unpack_from("<I", head, 4)
    elif magic in {0xCAFEBABE, 0xCAFEBABF}:
        # A universal file: one entry for each processor (20 bytes, 32 in the 64-bit form).
        (count,) = struct.unpack_from(">I", head, 4)
        step = 20 if magic == 0xCAFEBABE else 32
        types = tuple(struct.unpack_from(">I", head, 8 + step * place)[0] for place in range(min(count, 16)))
    else:
        return None
    return Library("darwin", frozenset(_MACH_O_MACHINES.get(one, f"Mach-O {one:#x}") for one in types))
