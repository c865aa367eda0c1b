"""Whatever ends an emergency: nothing of it is on the disk, and its key is nowhere."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import answered, glucose, key, person

ROOT = Path(__file__).parents[2]
MARKER = "Xylophone-Quartz-4711"
KEPT = 20

# One interpreter that forks a writer for every line it is given; a writer says its process id and how many
# resources of the emergency are durable, until it is killed.
WRITERS = """
import os, sys
from pathlib import Path
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import glucose, key, person

for _ in sys.stdin:
    if not os.fork():
        store = EncryptedRecordStore(Path(sys.argv[1]))
        store.open(key())
        vault = store.vault(store.begin_emergency(person(("fcrb", "1"))))
        run = vault.begin("fcrb")
        for number in range(100, 100_000, 5):
            vault.write(run, [glucose(one, marker=sys.argv[2]) for one in range(number, number + 5)], 1.0)
            print(os.getpid(), number - 95, flush=True)
    os.wait()
    print("gone", flush=True)
"""

# Writes one emergency, waits, ends it and waits again. The key leaves the process masked, so that telling it
# makes no copy.
ENDED = """
import sys
from pathlib import Path
from serums_desktop.store import emergency_copies
from serums_desktop.store.cipher import new_key
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.unit.store.synthetic import glucose, key, person

def told_key():
    made = new_key()
    print(bytes(byte ^ 0x55 for byte in made).hex(), flush=True)
    return made

emergency_copies.new_key = told_key
store = EncryptedRecordStore(Path(sys.argv[1]))
store.open(key())
emergency = store.begin_emergency(person(("fcrb", "1")))
vault = store.vault(emergency)
vault.write(vault.begin("fcrb"), [glucose(one, marker=sys.argv[2]) for one in range(50)], 1.0)
timeline = vault.timeline()
print("open", flush=True)
sys.stdin.readline()
store.end_emergency(emergency)
print("ended", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A cache with one ordinary record of `KEPT` results."""
    store = EncryptedRecordStore(tmp_path / "cache")
    store.open(key())
    vault = store.vault(store.remember(person(("fcrb", "1")), 1.0))
    run = vault.begin("fcrb")
    vault.write(run, [glucose(number) for number in range(KEPT)], 1.0)
    vault.finish(run, answered("fcrb"), complete=True)
    store.close()
    return tmp_path / "cache"


@pytest.fixture
def writers(cache: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", WRITERS, str(cache), MARKER]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writers:
        yield writers
        assert writers.stdin is not None
        writers.stdin.close()


def test_a_killed_emergency_leaves_the_record_and_nothing_else(
    cache: Path, writers: subprocess.Popen[str]
) -> None:
    assert writers.stdin is not None
    assert writers.stdout is not None
    expected = {glucose(number).key for number in range(KEPT)}
    for pages in range(20):
        writers.stdin.write("\n")
        writers.stdin.flush()
        process_id = 0
        for _ in range(pages + 1):
            process_id = int(writers.stdout.readline().split()[0])
        os.kill(process_id, signal.SIGKILL)
        while writers.stdout.readline() != "gone\n":
            pass
        left = list(cache.glob("*/*.emergency*"))
        assert left != []
        for path in left:
            assert MARKER.encode() not in path.read_bytes()
        store = EncryptedRecordStore(cache)
        store.open(key())
        (record,) = store.records()
        vault = store.vault(record.record_id)
        assert vault.accounting().received == KEPT
        assert {member for one in vault.timeline().items for member in one.members} == expected
        store.close()
        assert list(cache.glob("*/*.emergency*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc/PID/mem")
def test_an_ended_emergencys_key_is_nowhere_in_memory(cache: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDED, str(cache), MARKER],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        file_key = bytes(byte ^ 0x55 for byte in bytes.fromhex(program.stdout.readline()))
        secrets = (file_key, file_key.hex().encode(), b"Glucose" + MARKER.encode())
        assert program.stdout.readline() == "open\n"
        while_open = _found(program.pid, secrets)
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
        assert program.stdout.readline() == "ended\n"
        afterwards = _found(program.pid, secrets)
        program.communicate("\n")
    # The timeline that is still held shows that the search finds what is there.
    assert (while_open, afterwards) == ({secrets[2]}, {secrets[2]})


def _found(process_id: int, secrets: tuple[bytes, ...]) -> set[bytes]:
    """Which of these bytes stand in a process's writable memory."""
    found: set[bytes] = set()
    with _memory(process_id) as memory:
        for line in Path(f"/proc/{process_id}/maps").read_text().splitlines():
            span, rights, *_rest = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(bound, 16) for bound in span.split("-"))
            memory.seek(start)
            content = memory.read(end - start)
            found.update(secret for secret in secrets if secret in content)
    return found


def _memory(process_id: int) -> io.FileIO:
    try:
        return io.FileIO(f"/proc/{process_id}/mem")
    except PermissionError:
        said = "reading another process's memory takes root or CAP_SYS_PTRACE"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
