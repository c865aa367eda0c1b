"""A change of keys that is killed anywhere loses nothing, and leaves no file behind that nobody knows."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.stored import Integrity
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.faults.shim import build
from tests.unit.store.synthetic import answered, glucose, key, person

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults come by LD_PRELOAD")

ROOT = Path(__file__).parents[2]
KILLS = 20
RESULTS = 25

# One interpreter that forks for every line: what to do, where, and at which of the calls that change a file
# it is killed there (0: nowhere). It says how many calls there were, and that the child is gone.
CHILD = """
import os, sys
from pathlib import Path
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.faults.shim import Fault, FaultLayer
from tests.unit.store.synthetic import key, person

def rekey(store, directory):
    store.rekey(store.records()[0].record_id)

def rekey_open(store, directory):
    vault = store.vault(store.records()[0].record_id)
    store.rekey(store.records()[0].record_id)
    vault.timeline()

def rekey_index(store, directory):
    def keep_key():
        (directory / "key.next").write_text("9")
        (directory / "key.next").replace(directory / "key")
    store.rekey_index(key(9), keep_key)

def mend(store, directory):
    store.vault(store.records()[0].record_id)

for line in sys.stdin:
    job, directory, at = line.split()
    child = os.fork()
    if not child:
        layer = FaultLayer(Path(directory))
        store = EncryptedRecordStore(Path(directory))
        store.open(key())
        layer.begin(Fault(at=int(at)))
        globals()[job](store, Path(directory))
        print("calls", layer.end(), flush=True)
        store.close()
        os._exit(0)
    print("gone", os.waitpid(child, 0)[1], flush=True)
"""


class Killed:
    """The interpreter, as the test has it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, job: str, directory: Path, at: int) -> tuple[int, int]:
        """How many calls there were (0 for a child that was killed), and its wait status."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{job} {directory} {at}\n")
        self._process.stdin.flush()
        calls = 0
        while (said := self._process.stdout.readline().split())[0] == "calls":
            calls = int(said[1])
        return calls, int(said[1])


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Killed]:
    library = build(tmp_path_factory.mktemp("faults"))
    with subprocess.Popen(
        [sys.executable, "-c", CHILD],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(library), "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Killed(process)
        assert process.stdin is not None
        process.stdin.close()


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """A cache with one record: what a source sent, and a file that somebody added."""
    store = EncryptedRecordStore(tmp_path / "before")
    store.open(key())
    vault = store.vault(store.remember(person(("fcrb", "1")), 1.0))
    for source_id in ("fcrb", "file-1"):
        run = vault.begin(source_id)
        vault.write(run, [glucose(number, source_id=source_id) for number in range(RESULTS)], 1.0)
        outcome = answered(source_id)
        if source_id == "file-1":
            outcome = msgspec.structs.replace(outcome, state=SourceState.ADDED)
        vault.finish(run, outcome, complete=True)
    store.close()
    (tmp_path / "before" / "key").write_text("7")
    return tmp_path / "before"


def again_and_again(killed: Killed, job: str, before: Path, check: Callable[[Path], None]) -> None:
    place = before.with_name("place")
    shutil.copytree(before, place)
    calls, status = killed.run(job, place, 0)
    assert status == 0
    check(place)
    shutil.rmtree(place)
    assert calls > KILLS
    for at in range(1, calls + 1, calls // KILLS):
        shutil.copytree(before, place)
        assert killed.run(job, place, at) == (0, signal.SIGKILL)
        check(place)
        shutil.rmtree(place)


def check_all_is_there(place: Path) -> None:
    store = EncryptedRecordStore(place)
    store.open(key(int((place / "key").read_text())))
    assert (store.was_rebuilt, store.integrity) == (False, Integrity.UNCHECKED)
    (record,) = store.records()
    vault = store.vault(record.record_id)
    assert vault.accounting().received == 2 * RESULTS
    assert store.take_damage() == []
    store.close()
    (left,) = place.glob("*/*.vault")
    assert {one.name for one in left.parent.iterdir() if not one.name.endswith(("-wal", "-shm"))} == {
        "index.db",
        "index.tag",
        "twin.db",
        "emergencies.lock",
        left.name,
    }


@pytest.mark.parametrize("job", ["rekey", "rekey_open", "rekey_index"])
def test_keys_are_changed(killed: Killed, before: Path, job: str) -> None:
    again_and_again(killed, job, before, check_all_is_there)


def check_the_added_file_is_there(place: Path) -> None:
    store = EncryptedRecordStore(place)
    store.open(key())
    (record,) = store.records()
    vault = store.vault(record.record_id)
    assert vault.accounting().received == RESULTS
    assert [one.source_id for one in vault.coverage()] == ["file-1"]
    store.close()
    assert len(list(place.glob("*/*.vault"))) == 1
    assert len(list(place.glob("*/*.damaged"))) <= 1


def test_a_damaged_file_is_replaced(killed: Killed, before: Path) -> None:
    (path,) = before.glob("*/*.vault")
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    again_and_again(killed, "mend", before, check_the_added_file_is_there)
