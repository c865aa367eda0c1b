"""Copies that come and go by policy, in the real window; then what an administrator can do about them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from serums_desktop.app import Program
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.commands.cache import CANNOT, DONE
from serums_desktop.commands.deliver import NOTHING_LEFT
from serums_desktop.commands.demo import PRACTICE_STAFF, ModelHospitals, browser_of, enrol_workstation
from serums_desktop.commands.practice_keyring import is_possible
from serums_desktop.host.profile import Profile
from serums_desktop.host.program import command_line
from serums_desktop.services.lost_device import keep_confirmed

from .broken_setups import Setup
from .conftest import SOURCES, Person, absent
from .test_keyring import PASSPHRASE, enrol
from .test_path import JOANA, MARKERS, assert_nothing_readable

AGES_AGO_S = 1_500_000_000.0


@pytest.fixture
def setup(place: tuple[Profile, ModelHospitals], hospitals: ModelHospitals, tmp_path: Path) -> Setup:
    """A workstation with a profile of its own in one directory, on a ward's mains and network."""
    setup = Setup(place[0], tmp_path)
    for line in ("pause_on_battery = false", "pause_on_metered = false"):
        setup.add("[offline]", line)
    enrol_workstation(setup.profile, hospitals)
    return setup


@pytest.fixture
def profile(setup: Setup) -> Profile:
    return setup.profile


@pytest.fixture
def nurse(
    qtbot: QtBot, open_program: Callable[..., Program], place: tuple[Profile, ModelHospitals]
) -> Person:
    """Somebody without a card, whose browser signs her in at the home hospital."""
    if not is_possible():
        absent("gnome-keyring or dbus-daemon is not installed")
    return Person(qtbot, open_program(browser_of(place[0], PRACTICE_STAFF)))


def cache(profile: Profile, *words: str) -> tuple[int, str]:
    """Runs the command; see `run`."""
    return run(profile, "cache", *words)


def run(profile: Profile, *words: str) -> tuple[int, str]:
    """Runs a command as a process of its own; nothing it says is clinical."""
    command = [*command_line(), "--profile", str(profile.cache.parent), *words]
    done = subprocess.run(command, input=f"{PASSPHRASE}\n", capture_output=True, text=True, check=False)
    said = (done.stdout + done.stderr).upper()
    assert not [canary for canary in (*MARKERS, "JOANA", PASSPHRASE.upper()) if canary in said]
    return done.returncode, done.stdout


def test_what_is_copied_here_is_listed_checked_forgotten_and_expires(nurse: Person, profile: Profile) -> None:
    enrol(nurse)
    nurse.search(JOANA)
    nurse.open_first()
    nurse.press_lock()
    nurse.until(nurse.shell.is_closed)
    nurse.program.close()

    code, said = cache(profile, "list", "--json")
    (one,) = json.loads(said)["people"]
    assert (code, one["records"]) == (DONE, 1)
    assert one["bytes"] > 100_000
    code, said = cache(profile, "list", "--unlock", "--json")
    (record,) = json.loads(said)["records"]
    assert record["bytes"] <= one["bytes"]
    assert record["opened"] is not None
    assert not record["prefetched"]
    assert cache(profile, "check")[0] == DONE

    assert cache(profile, "forget", record["id"])[0] == CANNOT
    assert cache(profile, "forget", record["id"], "--unlock")[0] == DONE
    assert not (profile.cache / one["id"] / record["file"]).exists()
    assert json.loads(cache(profile, "list", "--unlock", "--json")[1])["records"] == []

    assert cache(profile, "expire")[0] == DONE
    keep_confirmed(profile.cache / one["id"], AGES_AGO_S)
    assert json.loads(cache(profile, "expire", "--json")[1]) == {"version": 1, "expired": 1}
    assert cache(profile, "list") == (DONE, "Nothing is copied here.\n")
    # The audit repository takes all that was put on record about it.
    assert run(profile, "deliver")[0] == NOTHING_LEFT


def test_the_ward_is_there_without_a_network_before_anybody_opened_it(
    setup: Setup, open_program: Callable[..., Program], qtbot: QtBot, hospitals: ModelHospitals
) -> None:
    setup.add("[offline]", 'prefetch = "ward"')
    person = Person(qtbot, open_program())
    shell = person.shell
    person.sign_in()
    person.until(shell.patients.ward.is_listed)
    state = shell.patients.ward.state()
    assert state is not None
    log = setup.profile.logs / "serums-desktop.log"
    person.until(lambda: log.read_text("utf-8").count('"prefetched"') == len(state.rows))
    keeper = EvidenceKeeperClient(setup.profile.evidence)
    # Sign-in and the list itself stand there too, and the audit repository takes them all.
    assert keeper.status().entries >= len(state.rows) + 2
    person.until(lambda: keeper.status().undelivered == 0)
    keeper.close()
    row = state.rows[0]
    ward_person = shell.patients.ward.person(row.key)

    person.press_lock()
    person.until(shell.is_closed)
    for source in SOURCES:
        hospitals.command(f"stop {source}")
    person.enter_pin()
    person.until(lambda: shell.window.page == "patients")
    person.until(lambda: len(shell.patients.kept()) == len(state.rows))
    assert ward_person is not None
    kept = next(
        one
        for one in shell.patients.kept()
        if ward_person.leading.key in {patient.key for patient in one.person.known_as}
    )
    shell.patients_view.cached_open_requested.emit(kept.record_id)
    person.until(lambda: shell.window.page == "record")
    person.settle()
    assert shell.record.opened_items()
    assert_nothing_readable(setup.profile, row.name.family.upper())
