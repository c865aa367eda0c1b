import ssl
import subprocess
import sys
from pathlib import Path

import pytest

from serums_desktop.host.hardening import write_no_key_log

PROBE = """
import resource
from serums_desktop.host.hardening import forbid_core_dumps
agreed = forbid_core_dumps()
print(agreed, resource.getrlimit(resource.RLIMIT_CORE))
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="prctl is Linux's own")
def test_no_core_dump_and_not_dumpable() -> None:
    # In a process of its own: it cannot be taken back.
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["True (0, 0)", "0"]


def test_the_keys_of_connections_are_written_nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
    write_no_key_log()
    assert ssl.create_default_context().keylog_filename is None


# Looks for bytes that were freed; nothing has a copy of them, because they are made where they are needed.
SEARCH = """
from pathlib import Path
from serums_desktop.host import hardening

def some(size):
    return bytes((100 + n) % 251 for n in range(size))

def count():
    found = 0
    with open("/proc/self/mem", "rb", buffering=0) as memory:
        for line in Path("/proc/self/maps").read_text("ascii").splitlines():
            span, rights, *_ = line.split()
            if rights.startswith("rw"):
                start, end = (int(bound, 16) for bound in span.split("-"))
                memory.seek(start)
                found += memory.read(end - start).count(some(24))
    return found

def free(*sizes):
    for size in sizes:
        many = [some(size) for _ in range(20)]
        del many
"""


def _run(code: str) -> list[str]:
    command = [sys.executable, "-c", SEARCH + code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for glibc alone")
def test_what_was_freed_is_overwritten() -> None:
    before, after = _run("""
hardening.overwrite_what_is_freed()
free(40, 100, 300, 600, 900, 5000)
print(count())
hardening.release_memory()
print(count())
""")
    assert int(before) > 20
    # The search holds what it looks for.
    assert int(after) <= 1
