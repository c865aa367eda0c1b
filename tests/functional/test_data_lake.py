"""A hospital of a data lake beside the FHIR sources: signed in to, read, and silent about its rules."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from serums_desktop.commands.demo import ModelHospitals, practice_place
from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.errors import SourceFault
from serums_desktop.host.profile import Profile

from .conftest import Person, absent
from .test_many_sources import press, sources_on_screen, states

HIP_PATIENT = "999922014"
LAKE = "lake-zmc"
DOCTOR = "S-1042"


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[Profile, ModelHospitals]]:
    """Model hospitals with a data lake."""
    if shutil.which("softhsm2-util") is None:
        absent("SoftHSM is not installed")
    with practice_place(lake_hospitals=("ZMC",)) as here:
        yield here


def sign_in_at_the_lake(person: Person, password: str) -> None:
    person.shell.record_view.retry_requested.emit(LAKE)
    dialog = person.shell.over_record.sign_in_view
    person.until(dialog.isVisible)
    dialog.user_name.clear()
    person.qtbot.keyClicks(dialog.user_name, DOCTOR)
    person.qtbot.keyClicks(dialog.password, password)
    person.qtbot.keyClick(dialog.password, Qt.Key.Key_Return)


def open_hip_patient(person: Person) -> None:
    person.sign_in()
    person.search(HIP_PATIENT)
    person.open_first()


def test_the_lake_asks_for_a_sign_in_and_then_adds_what_it_has(
    person: Person, hospitals: ModelHospitals
) -> None:
    shell = person.shell
    open_hip_patient(person)
    lake = shell.record.coverage_of(LAKE)
    assert (lake.state, lake.fault) == (SourceState.NOT_ASKED, SourceFault.NOT_SIGNED_IN)
    sign_in_at_the_lake(person, "not the password")
    dialog = shell.over_record.sign_in_view
    person.until(dialog.go_on.isEnabled)
    assert dialog.isVisible()
    sign_in_at_the_lake(person, hospitals.password(DOCTOR))
    person.until(lambda: states(person)[LAKE] is SourceState.ANSWERED)
    person.settle()
    assert LAKE in sources_on_screen(person)
    opened = shell.record.opened()
    assert opened is not None
    assert opened.accounting.balanced
    # Linked by the number that both servers of the hospital give; the lake's operations beside the others.
    assert opened.person.links == ()
    kinds = {item.resource_type for item in opened.timeline.items if item.sources == (LAKE,)}
    assert {"Procedure", "Observation", "AllergyIntolerance"} <= kinds | {
        item.resource_type for item in opened.timeline.items if LAKE in item.sources
    }


def test_a_lock_forgets_the_sign_in(person: Person, hospitals: ModelHospitals) -> None:
    open_hip_patient(person)
    sign_in_at_the_lake(person, hospitals.password(DOCTOR))
    person.until(lambda: states(person)[LAKE] is SourceState.ANSWERED)
    person.settle()
    person.press_lock()
    person.sign_in()
    person.settle()
    lake = person.shell.record.coverage_of(LAKE)
    assert (lake.state, lake.fault) == (SourceState.NOT_ASKED, SourceFault.NOT_SIGNED_IN)
    # The copy stays; it says how old it is.
    assert lake.as_of_s is not None
    assert LAKE in sources_on_screen(person)


def test_what_a_rule_denies_leaves_no_sign_of_it(person: Person, hospitals: ModelHospitals) -> None:
    """Denied or not there: neither coverage nor counts nor words tell which."""
    try:
        assert hospitals.command("rules ZMC 1184 deny wearable").startswith("ok")
        open_hip_patient(person)
        sign_in_at_the_lake(person, hospitals.password(DOCTOR))
        person.until(lambda: states(person)[LAKE] is SourceState.ANSWERED)
        person.settle()
        lake = person.shell.record.coverage_of(LAKE)
        assert (lake.fault, lake.missing, lake.quarantined) == (None, (), 0)
    finally:
        hospitals.command("rules reset")


def test_the_dialog_is_left_by_escape(person: Person) -> None:
    open_hip_patient(person)
    person.shell.record_view.retry_requested.emit(LAKE)
    dialog = person.shell.over_record.sign_in_view
    person.until(dialog.isVisible)
    person.qtbot.keyClicks(dialog.password, "typed")
    person.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.password.text() == ""
    press(person, person.shell.record_view, "Sources")
    assert person.shell.over_record.sources_view.isVisible()
