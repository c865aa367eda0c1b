"""Killed in the middle of writing, again and again: nothing acknowledged is lost, nothing opens wrong."""

from __future__ import annotations

import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serums_desktop.audit.journal import Journal
from tests.faults import keys_steps, steps
from tests.faults.faulty_process import FaultyProcess
from tests.faults.shim import Fault, build
from tests.security.evidence_hospital import Hospital
from tests.unit.audit.keeping import deed

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults come by LD_PRELOAD")

KILLS = 50
KILLS_OF_KEYS = 20
# Each time the journal is delivered, so much is new.
NEW_DEEDS = 4


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyProcess]:
    """One process, forked for every kill."""
    with FaultyProcess(build(tmp_path_factory.mktemp("faults"))) as made:
        yield made


def moments(calls: int, kills: int = KILLS) -> list[int]:
    """One call in each of so many equal parts of all of them."""
    assert calls
    chosen = random.Random(calls)
    return [1 + int((part + chosen.random()) * calls / kills) for part in range(kills)]


def killed_again_and_again(
    process: FaultyProcess,
    job: str,
    before: Path,
    check: Callable[[Path, int], None],
    kills: int = KILLS,
    may_leave: frozenset[str] = frozenset(),
) -> None:
    """Do a job on copies of `before`, killed at moments that reach from its first call to its last."""
    place = before.with_name("place")

    def done(fault: Fault) -> tuple[int, int]:
        shutil.copytree(before, place)
        outcome = process.run(job, place, fault)
        assert outcome.broken == outcome.refused == ()
        assert outcome.signal == (signal.SIGKILL if fault.at else 0)
        check(place, outcome.done)
        return outcome.done, outcome.calls

    undisturbed, calls = done(Fault())
    kinds = steps.file_kinds(place) | may_leave
    shutil.rmtree(place)
    acknowledged = set()
    for at in moments(calls, kills):
        acknowledged.add(done(Fault(at=at))[0])
        assert steps.file_kinds(place) <= kinds
        shutil.rmtree(place)
    # The kills reached more than one step.
    assert len(acknowledged) > 1 or undisturbed <= 2


def test_while_it_synchronises(process: FaultyProcess, tmp_path: Path) -> None:
    steps.Synchronise.prepare(tmp_path / "before")
    killed_again_and_again(process, "synchronise", tmp_path / "before", steps.Synchronise.check)


def test_while_it_forgets(process: FaultyProcess, tmp_path: Path) -> None:
    steps.Purge.prepare(tmp_path / "before")
    killed_again_and_again(process, "purge", tmp_path / "before", steps.Purge.check)


def test_while_it_changes_keys(process: FaultyProcess, tmp_path: Path) -> None:
    steps.Rekey.prepare(tmp_path / "before")
    killed_again_and_again(process, "rekey", tmp_path / "before", steps.Rekey.check)


@pytest.mark.parametrize("job", keys_steps.JOBS)
def test_while_what_opens_a_copy_changes(process: FaultyProcess, tmp_path: Path, job: str) -> None:
    kind = keys_steps.JOBS[job]
    kind.prepare(tmp_path / "before")
    may_leave = steps.file_kinds(tmp_path / "before") | {
        "keys/*.rekey",
        "keys/*.tries",
        "cache/*/confirmed",
    }
    killed_again_and_again(process, job, tmp_path / "before", kind.check, KILLS_OF_KEYS, may_leave)


@pytest.mark.parametrize("old", steps.OLD_VAULTS, ids=lambda path: path.stem)
def test_while_it_migrates(process: FaultyProcess, tmp_path: Path, old: Path) -> None:
    vault = steps.OldVault(old, tmp_path)
    vault.prepare(tmp_path / "before")
    killed_again_and_again(process, "migrate", tmp_path / "before", vault.check, KILLS // 2)


def test_while_it_keeps_evidence(process: FaultyProcess, tmp_path: Path) -> None:
    steps.Keep.prepare(tmp_path / "before")
    killed_again_and_again(process, "keep", tmp_path / "before", steps.Keep.check)


@pytest.fixture
def hospital(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hospital]:
    """A model hospital that takes evidence from the workstation that these tests are."""
    made = Hospital(tmp_path, monkeypatch)
    made.enrol()
    yield made
    made.close()


def test_while_it_delivers(process: FaultyProcess, hospital: Hospital) -> None:
    kept = 0

    def deliver(fault: Fault) -> int:
        nonlocal kept
        with Journal(hospital.evidence_directory, now_s=lambda: 1.0) as journal:
            journal.append([deed(number=kept + number) for number in range(NEW_DEEDS)])
            kept += NEW_DEEDS
        outcome = process.run("deliver", hospital.evidence_directory, fault)
        assert outcome.broken == outcome.refused == ()
        assert outcome.signal == (signal.SIGKILL if fault.at else 0)
        with Journal(hospital.evidence_directory, now_s=lambda: 1.0) as journal:
            delivered = journal.delivered()
        entries = [int(entry) for entry in hospital.entries()]
        # In order, none twice; and what counts as delivered has arrived.
        assert entries == list(range(len(entries)))
        assert delivered <= len(entries) <= kept
        return outcome.calls

    deliver(Fault())
    for at in moments(deliver(Fault())):
        deliver(Fault(at=at))
    deliver(Fault())
    assert hospital.entries() == [str(entry) for entry in range(kept)]
