"""An outage at a ward of which nothing was ever opened: whom the capsule names can be found all the same."""

from __future__ import annotations

import subprocess

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from serums_desktop.commands.demo import ModelHospitals, enrol_workstation
from serums_desktop.host.profile import Profile
from serums_desktop.host.program import command_line
from serums_desktop.views.ward_list import WardPhase

from .broken_setups import Setup
from .conftest import SOURCES, Person
from .test_path import assert_nothing_readable


@pytest.fixture
def profile(place: tuple[Profile, ModelHospitals], hospitals: ModelHospitals, setup: Setup) -> Profile:
    enrol_workstation(setup.profile, hospitals)
    return setup.profile


@pytest.fixture
def setup(place: tuple[Profile, ModelHospitals], tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """A workstation with a profile of its own, whose policy allows a capsule and copies nobody beforehand."""
    setup = Setup(place[0], tmp_path_factory.mktemp("ward"))
    setup.add("[capsule]", 'lawful_basis = "An invented law, section 1"')
    setup.add("[capsule]", "allowed = true")
    return setup


def test_in_an_outage_the_ward_is_found_by_who_never_opened_anybody(
    person: Person, hospitals: ModelHospitals, profile: Profile
) -> None:
    shell = person.shell
    person.sign_in()
    person.until(shell.patients.ward.is_listed)
    on_ward = {one.key for one in shell.patients.ward.ward().patients}
    command = [*command_line(), "--profile", str(profile.configuration.parent), "capsule", "fill"]
    subprocess.run(command, check=True, capture_output=True)
    person.press_lock()
    person.until(shell.is_closed)
    for source in SOURCES:
        hospitals.command(f"stop {source}")

    person.sign_in()
    person.until(shell.patients.ward.is_of_capsule)
    person.until(lambda: shell.patients.ward.is_lost() and not shell.patients.ward.is_listed())
    assert not shell.patients.kept()
    table = shell.patients_view.ward.table
    person.until(table.isVisible)
    state = shell.patients.ward.state()
    assert state is not None
    assert {row.key for row in state.rows} == on_ward
    said = [label.text() for label in shell.patients_view.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("From the downtime capsule of") for text in said)

    # Enter opens the dialog for whoever is chosen, and nothing else.
    person.qtbot.keyClick(shell.patients_view.search, Qt.Key.Key_Down)
    person.qtbot.keyClick(table, Qt.Key.Key_Down)
    chosen = shell.patients.chosen()
    assert chosen is not None
    person.qtbot.keyClick(table, Qt.Key.Key_Return)
    person.until(shell.emergency.is_asking)
    assert shell.window.page == "patients"
    assert shell.record.opened() is None
    family = chosen.leading.name.family
    assert any(family.upper() in label.text() for label in shell.access_view.findChildren(QLabel))
    person.qtbot.keyClick(shell.access_view, Qt.Key.Key_Escape)
    assert not shell.emergency.is_asking()

    # The hospital is back: the ward as it is takes the capsule's place.
    for source in SOURCES:
        hospitals.command(f"start {source}")
    person.qtbot.mouseClick(shell.patients_view.ward.retry, Qt.MouseButton.LeftButton)
    person.until(shell.patients.ward.is_listed)
    state = shell.patients.ward.state()
    assert state is not None
    assert (state.phase, state.capsule) == (WardPhase.LISTED, None)
    person.press_lock()
    person.until(shell.is_closed)
    assert_nothing_readable(profile, family.upper())
