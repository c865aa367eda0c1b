"""A disk that is full, read-only, broken or does not keep what it was told to: words, and no loss."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import msgspec
import pytest

from tests.faults import steps
from tests.faults.faulty_process import FaultyProcess
from tests.faults.shim import CHANGES, Calls, Fault, build

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults come by LD_PRELOAD")

# So many calls of each job fail in turn, from the first to the last.
SPREAD = 8

FAULTS = {
    "error on the n-th call": Fault(error=errno.EIO),
    "broken from then on": Fault(error=errno.EIO, lasts=True),
    "full": Fault(int(Calls.WRITE | Calls.LENGTH | Calls.OPEN), error=errno.ENOSPC, lasts=True),
    "full for a moment": Fault(int(Calls.WRITE), error=errno.ENOSPC),
    "read-only": Fault(int(CHANGES | Calls.OPEN), error=errno.EROFS, lasts=True),
    "failing fsync": Fault(int(Calls.SYNC), error=errno.EIO),
    "failing fsync from then on": Fault(int(Calls.SYNC), error=errno.EIO, lasts=True),
}
STORE_ERRORS = frozenset({"StoreUnreadable", "DiskFull"})
ERRORS = {
    "synchronise": STORE_ERRORS,
    "purge": STORE_ERRORS,
    "rekey": STORE_ERRORS,
    "migrate": STORE_ERRORS,
    "keep": frozenset({"EvidenceNotKept"}),
}


class Begun(Protocol):
    """What a job begins with and what it leaves."""

    def prepare(self, directory: Path) -> None:
        """Make it."""

    def check(self, directory: Path, done: int) -> None:
        """Look at it after so many steps."""


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyProcess]:
    """One process, forked for every fault."""
    with FaultyProcess(build(tmp_path_factory.mktemp("faults"))) as made:
        yield made


@pytest.fixture
def begun(job: str, tmp_path: Path) -> Begun:
    """The beginning of a job."""
    match job:
        case "synchronise":
            return steps.Synchronise
        case "purge":
            return steps.Purge
        case "rekey":
            return steps.Rekey
        case "keep":
            return steps.Keep
        case _:
            return steps.OldVault(steps.OLD_VAULTS[0], tmp_path)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("job", ERRORS)
def test_what_fails_is_told_and_nothing_is_lost(
    process: FaultyProcess, tmp_path: Path, job: str, begun: Begun, fault: Fault
) -> None:
    before, place = tmp_path / "before", tmp_path / "place"
    begun.prepare(before)
    shutil.copytree(before, place)
    undisturbed = process.run(job, place, msgspec.structs.replace(fault, at=0))
    kinds = steps.file_kinds(place)
    shutil.rmtree(place)
    told = 0
    for part, at in enumerate(sorted({1 + part * undisturbed.calls // SPREAD for part in range(SPREAD)})):
        # Every other time the program ends with what was refused.
        gives_up = part % 2 == 1
        shutil.copytree(before, place)
        outcome = process.run(job, place, msgspec.structs.replace(fault, at=at), gives_up=gives_up)
        assert not outcome.broken
        assert set(outcome.refused) <= ERRORS[job]
        told += len(outcome.refused)
        if not gives_up:
            # Every step was done in the end, in the same process and on the same open files.
            assert outcome.done == undisturbed.done
        begun.check(place, outcome.done)
        assert steps.file_kinds(place) <= kinds
        shutil.rmtree(place)
    assert told


@pytest.mark.parametrize("error", [errno.EIO, errno.EROFS, errno.ENOSPC], ids=errno.errorcode.get)
def test_a_record_can_be_read_where_nothing_can_be_written(
    process: FaultyProcess, tmp_path: Path, error: int
) -> None:
    steps.Synchronise.prepare(tmp_path / "place")
    outcome = process.run("look", tmp_path / "place", Fault(at=1, error=error, lasts=True))
    assert outcome.refused == outcome.broken == ()
    steps.Synchronise.check(tmp_path / "place", 0)


def test_a_moment_without_room_loses_nothing(process: FaultyProcess, tmp_path: Path) -> None:
    before, place = tmp_path / "before", tmp_path / "place"
    steps.Synchronise.prepare(before)
    for at in range(1, 49, 2):
        shutil.copytree(before, place)
        outcome = process.run("unclosed", place, Fault(int(Calls.WRITE), at, errno.ENOSPC))
        assert not outcome.broken
        steps.Unclosed.check(place, outcome.done)
        shutil.rmtree(place)
