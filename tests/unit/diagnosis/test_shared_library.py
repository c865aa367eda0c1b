"""The first bytes of libraries tell what they were made for."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from serums_desktop.diagnosis.shared_library import Library, kind_of, of_this_process


def elf(machine: int, *, big: bool = False) -> bytes:
    order = ">" if big else "<"
    return b"\x7fELF\x02" + (b"\x02" if big else b"\x01") + bytes(10) + struct.pack(f"{order}HH", 3, machine)


def pe(machine: int) -> bytes:
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine)


def universal(*machines: int) -> bytes:
    entries = b"".join(struct.pack(">5I", machine, 0, 0, 0, 0) for machine in machines)
    return struct.pack(">II", 0xCAFEBABE, len(machines)) + entries


@pytest.mark.parametrize(
    ("head", "system", "machines"),
    [
        (elf(62), "linux", {"x86-64"}),
        (elf(3), "linux", {"x86"}),
        (elf(183), "linux", {"arm64"}),
        (elf(22, big=True), "linux", {"ELF 22"}),
        (pe(0x8664), "win32", {"x86-64"}),
        (pe(0x14C), "win32", {"x86"}),
        (struct.pack("<II", 0xFEEDFACF, 0x0100000C), "darwin", {"arm64"}),
        (universal(0x01000007, 0x0100000C), "darwin", {"x86-64", "arm64"}),
    ],
)
def test_libraries_of_every_system(tmp_path: Path, head: bytes, system: str, machines: set[str]) -> None:
    path = tmp_path / "module"
    path.write_bytes(head)
    assert kind_of(path) == Library(system, frozenset(machines))


@pytest.mark.parametrize("head", [b"", b"\x7fELF", b"MZ", b"\xca\xfe\xba\xbe\0\0\0\2", b"module: opensc\n"])
def test_what_is_no_library_or_cut_off(tmp_path: Path, head: bytes) -> None:
    path = tmp_path / "module"
    path.write_bytes(head)
    assert kind_of(path) is None


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="this interpreter is no ELF file elsewhere")
def test_this_interpreter_is_of_this_processs_kind() -> None:
    assert kind_of(Path(sys.executable).resolve()) == of_this_process()
