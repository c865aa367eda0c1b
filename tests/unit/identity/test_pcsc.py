from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from serums_desktop.identity import pcsc
from serums_desktop.identity.pcsc import slot_name

READER = "Reader 00 00"


@pytest.mark.parametrize(("abi", "size"), [(pcsc.LINUX, 80), (pcsc.MACOS, 61), (pcsc.WINDOWS, 64)])
@pytest.mark.skipif(sys.maxsize < 2**32, reason="sizes of 64-bit systems")
@pytest.mark.skipif(sys.platform == "win32", reason="a C long is narrower there")
def test_a_readers_state_is_laid_out_as_each_systems_header_says(abi: pcsc.Abi, size: int) -> None:
    assert ctypes.sizeof(abi.reader_state) == size
    assert ctypes.sizeof(abi.io_request) == 2 * ctypes.sizeof(abi.dword)


def test_names_are_cut_as_pkcs11_cuts_them() -> None:
    assert slot_name(READER) == READER
    assert slot_name("x" * 63 + " 00 00") == "x" * 63


def test_without_a_service_there_is_no_answer() -> None:
    asking = "from serums_desktop.identity import pcsc; print(pcsc.readers())"
    # pcsc-lite's own way to another daemon's socket.
    environment = {"PCSCLITE_CSOCK_NAME": "/nonexistent/pcscd.comm"}

    told = subprocess.run([sys.executable, "-c", asking], env=environment, capture_output=True, check=True)

    assert told.stdout.strip() == b"None"
