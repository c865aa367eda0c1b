"""The window is killed at work, again and again: what it acknowledged is there, an emergency is not."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from serums_desktop.audit.bundle import Bundle
from serums_desktop.audit.keeper_client import EvidenceKeeperClient, start_keeper
from serums_desktop.audit.verifier import verify
from serums_desktop.commands.demo import (
    PRACTICE_PIN,
    ModelHospitals,
    enrol_workstation,
    practice_place,
)
from serums_desktop.domain.evidence import Act
from serums_desktop.host.profile import Profile, profile_in
from serums_desktop.host.program import command_line
from serums_desktop.store.record_store import EncryptedRecordStore
from tests.functional.conftest import absent
from tests.functional.window_process import masked
from tests.security.file_writes import FileWrites
from tests.security.window_driver import WindowProcess, released_key

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="counts writes with inotify")

KILLS = 20
# A synchronisation of the whole record writes to the cache some thousand times.
LATEST_WRITE = 900
MARKERS = ("SOLER", "Soler", "APIXABAN", "Apixaban", "99881135R")
EMERGENCY = f"emergency {masked(PRACTICE_PIN)}"

# What is done undisturbed, what is begun, and after how many writes of cache or journal the window is killed.
# Start and first stage take the journal about 30 writes, copying the record takes the cache about 2,000.
MOMENTS: tuple[tuple[tuple[str, ...], str, str, int], ...] = (
    *(((), EMERGENCY, "evidence", writes) for writes in (1, 4, 7, 10, 13, 16, 20, 24)),
    *(((), EMERGENCY, "cache", writes) for writes in (1, 300, 1000, 1900)),
    *(((EMERGENCY,), "stage 2", "evidence", writes) for writes in (1, 3)),
    *(((EMERGENCY,), "stage 2", "cache", writes) for writes in (4, 40)),
    *(((EMERGENCY,), "stage 3", "evidence", writes) for writes in (1, 3)),
    *(((EMERGENCY, "stage 2"), "stage 3", "cache", writes) for writes in (5, 300)),
)


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Profile, ModelHospitals]]:
    """One set of model hospitals and one card."""
    if shutil.which("softhsm2-util") is None:
        absent("SoftHSM is not installed")
    with practice_place() as here:
        yield here


@pytest.fixture
def profile(place: tuple[Profile, ModelHospitals], tmp_path: Path) -> Profile:
    """The card's configuration with files of this test's own; the holder has been here, and read nothing."""
    shared, hospitals = place
    own = msgspec.structs.replace(profile_in(tmp_path), configuration=shared.configuration)
    enrol_workstation(own, hospitals)
    with WindowProcess(own) as window:
        window.sign_in()
    return own


def test_killed_while_it_synchronises(profile: Profile) -> None:
    chosen = random.Random(20)
    kept: set[str] = set()
    (cache,) = profile.cache.iterdir()
    for _ in range(KILLS):
        with WindowProcess(profile) as window:
            window.sign_in()
            window.find()
            with FileWrites(cache) as writes:
                window.tell("open &")
                writes.wait(chosen.randint(1, LATEST_WRITE))
            window.kill()
        with opened(profile) as store:
            (record,) = store.records()
            vault = store.vault(record.record_id)
            # Raises where resources and timeline do not add up.
            assert vault.accounting().received >= window.shown
            before, kept = kept, {member for item in vault.timeline().items for member in item.members}
            assert before <= kept
    with WindowProcess(profile) as window:
        window.sign_in()
        window.find()
        window.tell("open")
    assert kept
    with opened(profile) as store:
        vault = store.vault(store.records()[0].record_id)
        assert vault.accounting().received == window.shown
        assert kept <= {member for item in vault.timeline().items for member in item.members}
        assert all(source.as_of_s is not None for source in vault.coverage())


def test_killed_while_the_glass_is_broken(profile: Profile, tmp_path: Path) -> None:
    with WindowProcess(profile) as window:
        window.sign_in()
        window.find()
        window.tell("open")
    whole = members(profile)
    assert len(MOMENTS) == KILLS
    (cache,) = profile.cache.iterdir()
    given: list[int] = []
    left = 0
    for undisturbed, begun, place, moment in MOMENTS:
        directory, named = (profile.evidence, "journal") if place == "evidence" else (cache, "")
        with WindowProcess(profile) as window:
            window.sign_in()
            assert not list(cache.glob("*.emergency*"))
            check_evidence(profile, tmp_path / "bundle", given)
            window.find()
            for line in undisturbed:
                assert window.tell(line) == "done"
            with FileWrites(directory, named) as writes:
                window.tell(f"{begun} &")
                writes.wait(moment)
            window.kill()
        given += window.entries
        for path in cache.glob("*.emergency*"):
            assert_unreadable(path)
            left += 1
    assert left
    assert given
    # Opening the cache is also what takes away the last of them.
    assert members(profile) == whole
    assert not list(cache.glob("*.emergency*"))
    with start_keeper(command_line(), profile.evidence, profile.configuration):
        check_evidence(profile, tmp_path / "bundle", given)
    command = [*command_line(), "audit", "verify", str(tmp_path / "bundle")]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "emergencies" in said


def test_the_keeper_is_killed_under_the_window(profile: Profile, tmp_path: Path) -> None:
    (cache,) = profile.cache.iterdir()
    with WindowProcess(profile) as window:
        window.sign_in()
        window.find()
        for writes_before in (0, 1, 4, 7, 10, 16, 24):
            before = len(window.entries)
            if writes_before:
                with FileWrites(profile.evidence, "journal") as writes:
                    window.tell(f"{EMERGENCY} &")
                    writes.wait(writes_before)
                    os.kill(keeper_of(window.pid), signal.SIGKILL)
                answer = window.tell("emergency-outcome")
            else:
                os.kill(keeper_of(window.pid), signal.SIGKILL)
                answer = window.tell(EMERGENCY)
            if answer == "refused":
                assert len(window.entries) == before
                assert not list(cache.glob("*.emergency*"))
                answer = window.tell(EMERGENCY)
            assert answer == "done"
            assert len(window.entries) == before + 1
            window.tell("end")
    with start_keeper(command_line(), profile.evidence, profile.configuration):
        check_evidence(profile, tmp_path / "bundle", window.entries)


@contextmanager
def opened(profile: Profile) -> Iterator[EncryptedRecordStore]:
    """The cache, opened with the key that the same card releases."""
    with released_key(profile) as key:
        store = EncryptedRecordStore(profile.cache)
        try:
            store.open(key)
            yield store
        finally:
            store.close()


def members(profile: Profile) -> set[str]:
    """Every entry on the one timeline that is kept."""
    with opened(profile) as store:
        (record,) = store.records()
        return {member for item in store.vault(record.record_id).timeline().items for member in item.members}


def check_evidence(profile: Profile, path: Path, given: list[int]) -> None:
    """The journal verifies, and every entry that a window was given for a stage is one."""
    client = EvidenceKeeperClient(profile.evidence)
    try:
        client.export(path)
        key = client.identity().verification_key
    finally:
        client.close()
    content = path.read_bytes()
    assert verify(content, key=key).entries > max(given, default=0)
    entries = Bundle.decode(content).entries
    assert all(entries[number].leaf.act is Act.EMERGENCY_STAGE for number in given)
    assert len(set(given)) == len(given)


def assert_unreadable(path: Path) -> None:
    """Nothing in the file says that it is a database, or whose."""
    content = path.read_bytes()
    assert b"SQLite format" not in content
    for marker in MARKERS:
        for encoding in ("utf-8", "utf-16-le"):
            assert marker.encode(encoding) not in content


def keeper_of(process_id: int) -> int:
    """The keeper that a window started and that lives."""
    children = [
        int(child)
        for task in Path(f"/proc/{process_id}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    (keeper,) = (child for child in children if b"\0keeper\0" in Path(f"/proc/{child}/cmdline").read_bytes())
    return keeper
