from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.domain.evidence import Act
from serums_desktop.host.configuration import Retention
from serums_desktop.services.lost_device import (
    LostDevice,
    directories,
    keep_confirmed,
    last_confirmed_s,
    note_confirmed,
)
from tests.unit.services.upkeep_parts import Clock, Evidence

DAY_S = 86_400.0


class Place:
    """Two people's copies under one cache."""

    def __init__(self, cache: Path) -> None:
        self.cache, self.clock, self.evidence = cache, Clock(), Evidence()
        for name in ("aa", "bb"):
            (cache / name).mkdir(parents=True)
            (cache / name / "index.db").write_bytes(b"sealed")
            (cache / name / "1.vault").write_bytes(b"sealed")

    def device(self, wipe_after_d: int = 90, named: frozenset[str] | None = None) -> LostDevice:
        evidence: Any = self.evidence
        rules = Retention(wipe_after_d=wipe_after_d)
        return LostDevice(self.cache, rules, evidence, self.clock, lambda: named)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.cache.iterdir())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "cache")


def test_copies_go_when_nobody_was_confirmed_in_time(place: Place) -> None:
    note_confirmed(place.cache, "aa", place.clock.now)
    place.clock.now += 80 * DAY_S
    note_confirmed(place.cache, "bb", place.clock.now)
    assert place.device().expire() == 0
    place.clock.now += 11 * DAY_S
    assert place.device().expire() == 1
    assert place.names() == ["bb"]
    assert place.evidence.told() == [(Act.WIPE, ())]
    assert place.evidence.deeds[0].agent.staff_id == ""


def test_copies_without_a_time_begin_one(place: Place) -> None:
    (place.cache / "bb" / "confirmed").write_bytes(b"\xff nothing")
    assert place.device().expire() == 0
    assert last_confirmed_s(place.cache / "aa") == place.clock.now
    assert last_confirmed_s(place.cache / "bb") == place.clock.now
    place.clock.now += 91 * DAY_S
    assert place.device().expire() == 2
    assert place.names() == []


def test_they_go_where_nothing_can_be_put_on_record_too(place: Place) -> None:
    note_confirmed(place.cache, "aa", 1.0)
    place.clock.now += 100 * DAY_S
    place.evidence.is_away = True
    assert place.device().expire() == 1
    assert place.names() == ["bb"]


def test_policy_may_keep_them_and_a_clock_that_was_set_back_does(place: Place) -> None:
    note_confirmed(place.cache, "aa", 1.0)
    note_confirmed(place.cache, "bb", place.clock.now + 400 * DAY_S)
    assert place.device(wipe_after_d=0).expire() == 0
    note_confirmed(place.cache, "aa", place.clock.now)
    assert place.device().expire() == 0
    assert place.names() == ["aa", "bb"]


def test_nothing_but_the_time_stands_in_the_file(place: Place) -> None:
    note_confirmed(place.cache, "aa", 1_700_000_000.75)
    file = place.cache / "aa" / "confirmed"
    assert file.read_text() == "1700000000\n"
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600
    note_confirmed(place.cache, "nobody", 1.0)
    assert place.names() == ["aa", "bb"]


def test_a_deletion_cut_short_is_finished_and_a_link_not_followed(place: Place, tmp_path: Path) -> None:
    (place.cache / "aa").rename(place.cache / "aa.wiped")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "confirmed").write_text("1\n")
    (place.cache / "cc").symlink_to(elsewhere, target_is_directory=True)
    assert [path.name for path in directories(place.cache)] == ["bb"]
    assert place.device().expire() == 0
    assert place.names() == ["bb", "cc"]
    assert elsewhere.exists()


def test_no_cache_is_nothing_to_do(tmp_path: Path) -> None:
    evidence: Any = Evidence()
    assert LostDevice(tmp_path / "none", Retention(), evidence, Clock()).expire() == 0


# Deletes, and is killed at the call of the given number that changes the disk.
_KILLED = """
import os, pathlib, signal, sys
from serums_desktop.host.configuration import Retention
from serums_desktop.services.lost_device import LostDevice
from tests.unit.services.upkeep_parts import Clock, Evidence
left = int(sys.argv[2])
def dying(call):
    def instead(*arguments, **options):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return call(*arguments, **options)
    return instead
for name in ("rename", "unlink", "rmdir"):
    setattr(os, name, dying(getattr(os, name)))
clock = Clock()
clock.now += 100 * 86_400
LostDevice(pathlib.Path(sys.argv[1]), Retention(), Evidence(), clock).expire()
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
@pytest.mark.parametrize("call", range(5))
def test_a_kill_leaves_all_or_what_the_next_start_removes(place: Place, call: int) -> None:
    keep_confirmed(place.cache / "aa", place.clock.now)
    keep_confirmed(place.cache / "bb", place.clock.now + 50 * DAY_S)
    command = [sys.executable, "-c", _KILLED, str(place.cache), str(call)]
    assert subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": "."}).returncode == -9
    if (place.cache / "aa").exists():
        assert len(list((place.cache / "aa").iterdir())) == 3
    place.clock.now += 100 * DAY_S
    place.device().expire()
    assert place.names() == ["bb"]
    assert len(list((place.cache / "bb").iterdir())) == 3


@pytest.mark.parametrize("is_away", [False, True])
def test_copies_that_no_key_opens_go(place: Place, is_away: bool) -> None:
    place.evidence.is_away = is_away
    (place.cache / "cc.wiped").mkdir()
    assert place.device(named=frozenset({"bb", "dd"})).expire() == 1
    assert place.names() == ["bb"]
    assert place.evidence.told() == ([] if is_away else [(Act.WIPE, ())])
    assert place.device(named=frozenset()).sweep() == 1
    assert place.names() == []


def test_where_a_key_does_not_tell_what_it_opens_nothing_goes(place: Place) -> None:
    assert place.device(named=None).expire() == 0
    assert place.names() == ["aa", "bb"]
