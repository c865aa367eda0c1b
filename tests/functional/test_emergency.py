"""Breaking the glass in the real window: evidence first, stage by stage, nothing left at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt

from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.commands.demo import ModelHospitals
from serums_desktop.domain.emergency import EmergencyReason, Stage
from serums_desktop.host.profile import Profile

from .conftest import SOURCES, Person
from .test_path import JOANA, assert_nothing_readable

RESTRICTED = "gp Condition/"


def ask(person: Person) -> None:
    """Ctrl+E and the first key: the reason."""
    shell = person.shell
    person.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    person.until(shell.emergency.is_asking)
    person.qtbot.keyClick(shell.access_view, Qt.Key.Key_1)
    assert shell.access_view.fields.reason is EmergencyReason.UNCONSCIOUS


def break_glass(person: Person, pin: str = "123456") -> None:
    """At most six keys and the PIN."""
    ask(person)
    person.qtbot.keyClicks(person.shell.access_view.fields.secret, pin)
    person.qtbot.keyClick(person.shell.access_view.fields.secret, Qt.Key.Key_Return)
    person.until(lambda: person.shell.emergency.running() is not None)
    person.settle()


def test_an_emergency_from_the_search(person: Person, hospitals: ModelHospitals, profile: Profile) -> None:
    shell = person.shell
    person.sign_in()
    person.search(JOANA)
    keeper = EvidenceKeeperClient(profile.evidence)
    before = keeper.status().entries

    break_glass(person)
    assert shell.window.page == "emergency"
    running = shell.emergency.running()
    assert running is not None
    assert running.stage is Stage.SAFETY_SUMMARY
    # Start and first stage, nothing of which was asked before it was on record.
    assert keeper.status().entries == before + 2
    assert shell.record.opened_summary().allergies
    types = {item.resource_type for item in shell.record.opened_items()}
    assert "Observation" not in types
    assert "Encounter" not in types

    person.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    person.until(lambda: stage_of(person) is Stage.MEDICINES)
    person.settle()
    assert shell.window.page == "record"
    person.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    person.until(lambda: stage_of(person) is Stage.EVERYTHING)
    person.settle()
    assert {source for item in shell.record.opened_items() for source in item.sources} == set(SOURCES)
    assert keeper.status().entries == before + 4

    person.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    person.until(lambda: shell.emergency.running() is None)
    assert shell.record.opened() is None
    assert shell.window.page == "patients"
    person.until(lambda: keeper.status().entries == before + 5)
    assert not shell.patients.kept(), "an emergency leaves no record behind"
    assert not list(profile.cache.rglob("*.emergency*"))
    keeper.close()

    person.press_lock()
    person.until(shell.is_closed)
    assert_nothing_readable(profile, "SOLER", "APIXABAN")


def test_a_wrong_pin_opens_nothing_and_giving_up_locks(person: Person) -> None:
    shell = person.shell
    person.sign_in()
    person.search(JOANA)
    ask(person)
    person.qtbot.keyClicks(shell.access_view.fields.secret, "000000")
    person.qtbot.keyClick(shell.access_view.fields.secret, Qt.Key.Key_Return)
    person.until(lambda: "Wrong PIN" in shell.emergency.message())
    assert shell.emergency.running() is None
    person.qtbot.keyClick(shell.access_view, Qt.Key.Key_Escape)
    assert shell.window.page == "lock"


def test_an_emergency_without_a_network_shows_the_copy(
    person: Person, hospitals: ModelHospitals, profile: Profile
) -> None:
    shell = person.shell
    person.sign_in()
    person.search(JOANA)
    person.open_first()
    kept = shell.record.opened_summary()
    for source in SOURCES:
        hospitals.command(f"stop {source}")
    break_glass(person)
    shown = shell.record.opened_summary()
    assert [item.title for item in shown.allergies] == [item.title for item in kept.allergies]
    person.press_lock()
    assert shell.window.page == "lock"
    assert shell.emergency.running() is None
    person.until(shell.is_closed)
    assert not list(profile.cache.rglob("*.emergency*"))

    # Evidence waits for the network, then arrives.
    for source in SOURCES:
        hospitals.command(f"start {source}")
    keeper = EvidenceKeeperClient(profile.evidence)
    person.until(lambda: keeper.status().undelivered == 0)
    keeper.close()


def stage_of(person: Person) -> Stage | None:
    """The furthest stage that is open."""
    running = person.shell.emergency.running()
    return running.stage if running is not None else None
