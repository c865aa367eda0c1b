"""Older files in place of the newest are found out, and nothing that was only cut short is taken for them."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from serums_desktop.audit import anchors as anchors_module
from serums_desktop.audit.anchors import Anchors
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.keeper import SharedJournal
from serums_desktop.audit.tpm_commands import TpmFault
from serums_desktop.audit.tpm_rollback import COUNTER, FIRST_COUNT, ROLLED_BACK, RollbackGuard
from serums_desktop.domain.evidence import Act, Anchor
from tests.unit.audit.keeping import deed
from tests.unit.audit.tpm_in_memory import TpmInMemory


class Killed(BaseException):
    """The end of a keeper, wherever it was."""


class Running(NamedTuple):
    journal: SharedJournal
    anchors: Anchors
    guard: RollbackGuard

    def change(self) -> None:
        """A deed, and a file that was closed."""
        size = self.journal.run(Journal.size)
        self.journal.keep(f"deed {size}", deed(number=size))
        known = self.anchors.anchor("index")
        self.anchors.advance(Anchor("index", known.generation + 1 if known else 1))

    def found(self) -> int:
        """How many entries say that something older was put back."""
        kept = self.journal.run(lambda journal: journal.kept(0, journal.size()))
        return sum(one.deed.act is Act.DAMAGE_FOUND and one.deed.outcome == ROLLED_BACK for one in kept)

    def is_rolled_back(self) -> bool:
        return self.guard.is_rolled_back(self.journal.run(Journal.delivered))


@contextlib.contextmanager
def keeper(directory: Path, tpm: TpmInMemory) -> Iterator[Running]:
    shared = SharedJournal(lambda: Journal(directory, now_s=lambda: 1.0))
    try:
        anchors = Anchors(directory, shared.run(lambda journal: journal.signing_key))
        counter, first = tpm.counter(COUNTER), tpm.counter(FIRST_COUNT)
        yield Running(shared, anchors, RollbackGuard(shared, anchors, counter, first, now_s=lambda: 1.0))
    finally:
        shared.close()


def life(directory: Path, tpm: TpmInMemory) -> None:
    """A keeper's first start, and a second one, with changes and counts."""
    with keeper(directory, tpm) as running:
        running.change()
        running.guard.count()
        running.change()
    with keeper(directory, tpm) as running:
        running.change()
        running.guard.count()


class Steps:
    """Every step that changes the TPM or the file, in order; `before` is called before each."""

    def __init__(self, tpm: TpmInMemory, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: list[str] = []
        self.before: Callable[[], None] = lambda: None
        self._written = anchors_module.write_durably
        tpm.before = self._take
        monkeypatch.setattr(anchors_module, "write_durably", self._write)

    def kill_before(self, number: int) -> None:
        """End the keeper once so many steps were taken."""

        def kill() -> None:
            if len(self.taken) == number:
                raise Killed

        self.before = kill

    def _write(self, path: Path, content: bytes) -> None:
        self._take("write")
        self._written(path, content)

    def _take(self, step: str) -> None:
        self.before()
        self.taken.append(step)


STEPS_OF_A_LIFE = [
    # The first start,
    "begin anchors first count", "begin anchors", "increment anchors", "write", "remove anchors first count",
    # a change that is counted,
    "write", "write", "increment anchors",
    # one that is not, but is when the keeper starts again,
    "write", "write", "increment anchors",
    # and another one.
    "write", "write", "increment anchors",
]  # fmt: skip


def test_a_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tpm = TpmInMemory()
    steps = Steps(tpm, monkeypatch)
    life(tmp_path, tpm)
    assert steps.taken == STEPS_OF_A_LIFE
    with keeper(tmp_path, tpm) as running:
        assert (running.found(), running.is_rolled_back(), running.guard.is_working) == (0, False, True)
    # Where nothing changed, nothing is counted.
    assert steps.taken == STEPS_OF_A_LIFE


@pytest.mark.parametrize("number", range(len(STEPS_OF_A_LIFE)))
def test_a_kill_before_any_step_is_no_rollback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    tpm = TpmInMemory()
    steps = Steps(tpm, monkeypatch)
    steps.kill_before(number)
    with contextlib.suppress(Killed):
        life(tmp_path, tpm)
    assert len(steps.taken) == number
    steps.before = lambda: None
    with keeper(tmp_path, tpm) as running:
        assert (running.found(), running.is_rolled_back(), running.guard.is_working) == (0, False, True)
        counted = running.anchors.counted()
        assert counted is not None
        assert counted.counter == tpm.counters[COUNTER]
        assert list(tpm.counters) == [COUNTER]


def test_whatever_was_there_before_the_last_count_is_found_when_it_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole directory as it was before each step; what followed the last count is what stays unseen."""
    now, tpm = tmp_path / "now", TpmInMemory()
    steps = Steps(tpm, monkeypatch)

    def put_by() -> None:
        shutil.copytree(now, tmp_path / f"before-{len(steps.taken)}")

    steps.before = put_by
    life(now, tpm)
    steps.before = lambda: None
    last_count = len(STEPS_OF_A_LIFE) - 2
    for number in range(len(STEPS_OF_A_LIFE)):
        other = tpm.as_it_is()
        with keeper(tmp_path / f"before-{number}", other) as running:
            is_older = number <= last_count
            assert (running.found(), running.is_rolled_back()) == (int(is_older), is_older), number
            running.change()
            running.guard.count()
            # Found once, and evidence goes on.
            assert (running.found(), running.guard.is_working) == (int(is_older), True)
            assert ("rolled-back" in running.anchors.state()) == is_older


@pytest.fixture
def aged(tmp_path: Path) -> tuple[Path, TpmInMemory]:
    """A directory with two counts behind it; `yesterday` beside it is from between them."""
    now, tpm = tmp_path / "now", TpmInMemory()
    with keeper(now, tpm) as running:
        running.change()
        running.guard.count()
    shutil.copytree(now, tmp_path / "yesterday")
    with keeper(now, tpm) as running:
        running.change()
        running.guard.count()
    return now, tpm


@pytest.mark.parametrize("names", [["anchors.txt"], ["journal.db", "checkpoint.txt"]])
def test_one_of_the_files_put_back(aged: tuple[Path, TpmInMemory], tmp_path: Path, names: list[str]) -> None:
    now, tpm = aged
    for name in names:
        shutil.copy(tmp_path / "yesterday" / name, now)
    with keeper(now, tpm) as running:
        assert (running.found(), running.is_rolled_back()) == (1, True)


@pytest.mark.parametrize("content", [None, b"nothing that was signed"])
def test_a_file_that_is_gone_is_one_put_back(aged: tuple[Path, TpmInMemory], content: bytes | None) -> None:
    now, tpm = aged
    (now / "anchors.txt").unlink()
    if content is not None:
        (now / "anchors.txt").write_bytes(content)
    with keeper(now, tpm) as running:
        assert running.found() == 1


def test_a_counter_that_its_owner_removed(aged: tuple[Path, TpmInMemory], tmp_path: Path) -> None:
    now, tpm = aged
    del tpm.counters[COUNTER]
    with keeper(now, tpm) as running:
        assert running.found() == 1
    # The new one began above the old one, so that nothing from before fits.
    with keeper(tmp_path / "yesterday", tpm) as running:
        assert running.found() == 1


def test_a_copy_that_is_used_elsewhere_on_the_machine_is_found_by_the_one_that_runs(
    aged: tuple[Path, TpmInMemory], tmp_path: Path
) -> None:
    now, tpm = aged
    shutil.copytree(now, tmp_path / "copy")
    with keeper(now, tpm) as running:
        with keeper(tmp_path / "copy", tpm) as other:
            other.change()
            other.guard.count()
            assert other.found() == 0
        running.guard.count()
        assert running.found() == 1


def test_it_is_said_until_the_repository_has_the_entry(
    aged: tuple[Path, TpmInMemory], tmp_path: Path
) -> None:
    now, tpm = aged
    shutil.rmtree(now)
    shutil.copytree(tmp_path / "yesterday", now)
    with keeper(now, tpm) as running:
        assert running.is_rolled_back()
    with keeper(now, tpm) as running:
        assert (running.found(), running.is_rolled_back()) == (1, True)
        running.journal.run(lambda journal: journal.mark_delivered(journal.size()))
        assert not running.is_rolled_back()
    with keeper(now, tpm) as running:
        assert not running.is_rolled_back()
        # It knows another entry by that number, and did not take this one.
        assert running.guard.is_rolled_back(running.journal.run(Journal.size), {1, 2})


@pytest.mark.parametrize("fault", [TpmFault.SILENT, TpmFault.NV_FULL, TpmFault.LOCKED_OUT])
def test_a_tpm_that_refuses_keeps_nobody_from_being_recorded(tmp_path: Path, fault: TpmFault) -> None:
    tpm = TpmInMemory()
    with keeper(tmp_path, tpm) as running:
        tpm.refuses = fault
        running.change()
        running.guard.count()
        assert not running.guard.is_working
    with keeper(tmp_path, tpm) as running:
        running.change()
        assert (running.found(), running.guard.is_working) == (0, False)
        tpm.refuses = None
        running.guard.count()
        assert (running.found(), running.guard.is_working) == (0, True)


def test_a_full_disk_keeps_it_from_counting_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tpm = TpmInMemory()
    with keeper(tmp_path, tpm) as running:
        running.change()
        before = tpm.counters[COUNTER]

        def full(*_: object) -> None:
            raise OSError(28, "no space")

        with monkeypatch.context() as patched:
            patched.setattr(anchors_module, "write_durably", full)
            running.guard.count()
        assert (running.guard.is_working, tpm.counters[COUNTER]) == (False, before)
        running.guard.count()
        assert (running.guard.is_working, running.found()) == (True, 0)
