"""What begins and ends around a session: other programs, the system, the home hospital, leaving for good."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from serums_desktop.app import Program
from serums_desktop.commands.demo import PRACTICE_STAFF, ModelHospitals, browser_of
from serums_desktop.commands.practice_keyring import is_possible
from serums_desktop.domain.opening import EhrLaunch
from serums_desktop.domain.people import Person as Patient
from serums_desktop.host import configuration
from serums_desktop.host.instance import Instance
from serums_desktop.host.profile import Profile
from tests.unit.host.desktop_services import MANAGER, Login1, running_bus

from .conftest import Person, absent
from .test_keyring import PASSPHRASE, ask_to_enrol, enrol
from .test_path import JOANA, assert_nothing_readable

JOANA_DNI = "99881135R"
HIP_BSN = "999922014"
# Whose practice card it is.
CARD_STAFF = "S-1042"


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Login1]:
    """A login manager on a system bus of its own. Before the program starts."""
    bus = tmp_path / "bus"
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={bus}")
    monkeypatch.setenv("XDG_SESSION_ID", "7")
    with running_bus(bus), Login1(bus) as login:
        yield login


@pytest.fixture
def launched(qtbot: QtBot, open_program: Callable[..., Program], profile: Profile) -> Person:
    """Somebody whose browser the hospital's own record system knows."""
    return Person(qtbot, open_program(browser_of(profile, PRACTICE_STAFF)))


@pytest.fixture
def returned(hospitals: ModelHospitals) -> Iterator[ModelHospitals]:
    """Hospitals to which whoever left comes back at the end."""
    yield hospitals
    hospitals.command(f"return {CARD_STAFF}")


@pytest.fixture
def nurse(qtbot: QtBot, open_program: Callable[..., Program], profile: Profile) -> Person:
    if not is_possible():
        absent("gnome-keyring or dbus-daemon is not installed")
    return Person(qtbot, open_program(browser_of(profile, PRACTICE_STAFF)))


def opened(person: Person) -> Patient | None:
    record = person.shell.record.opened()
    return record.person if record is not None else None


def test_the_hospitals_own_program_names_a_patient(person: Person, profile: Profile) -> None:
    directory = profile.configuration.parent
    instance = Instance.claim(profile.runtime, person.program.ask)
    assert instance is not None
    command = [sys.executable, "-m", "serums_desktop", "--profile", str(directory), "open"]
    with subprocess.Popen(
        [*command, "--patient", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as asking:
        # Before anybody is signed in: it waits, and the page says so without a name.
        assert asking.communicate(f"DNI|{JOANA_DNI}\n") == (None, "")
        assert asking.returncode == 0
    person.until(lambda: person.shell.openings.is_waiting)
    assert "another program" in person.shell.sign_in_view._ui.prompt.text()
    person.enter_pin()
    person.until(lambda: opened(person) is not None)
    person.settle()
    patient = opened(person)
    assert patient is not None
    assert len(patient.known_as) == 5
    assert "SOLER VILA, Joana" in person.shell.window.windowTitle()

    # Another one does not take the place of the record on screen before the clinician says so.
    subprocess.run([*command, "--patient", f"BSN|{HIP_BSN}"], check=True)
    notice = person.shell.window.notice_bar
    person.until(lambda: "Another program asks for" in notice.accessibleName())
    assert HIP_BSN in notice.accessibleName()
    assert opened(person) == patient
    person.qtbot.mouseClick(notice.action, Qt.MouseButton.LeftButton)
    person.until(lambda: opened(person) not in {None, patient})
    person.settle()
    patient = opened(person)

    # One that nobody knows is told, and the record on screen stays.
    subprocess.run([*command, "--patient", "urn:oid:1.2.3|nobody"], check=True)
    person.until(lambda: "No source" in person.shell.window.notice_bar.accessibleName())
    assert opened(person) == patient
    instance.close()
    person.press_lock()
    person.until(person.shell.is_closed)
    assert_nothing_readable(profile, JOANA_DNI, "NOBODY")


def test_an_ehr_launch_opens_its_patient(
    launched: Person, profile: Profile, hospitals: ModelHospitals
) -> None:
    launched.sign_in()
    launched.search(JOANA)
    match = launched.shell.patients_view.cards()[0].match.person
    at_home = next(one for one in match.known_as if one.source_id == "ustan")
    answer = hospitals.command(f"launch ustan {at_home.patient_id} {CARD_STAFF}")
    home = configuration.load(profile.configuration).home

    launched.program.ask(EhrLaunch(home.fhir_base, answer.split()[-1]))

    launched.until(lambda: opened(launched) is not None)
    launched.settle()
    patient = opened(launched)
    assert patient is not None
    assert ("ustan", at_home.patient_id) in {(one.source_id, one.patient_id) for one in patient.known_as}
    assert len(patient.known_as) == 5

    # The same launch a second time, a colleague's, and one of a server nobody knows, open nothing.
    launched.program.ask(EhrLaunch(home.fhir_base, answer.split()[-1]))
    launched.until(lambda: "Nothing was opened" in launched.shell.window.notice_bar.accessibleName())
    answer = hospitals.command(f"launch ustan {at_home.patient_id} {PRACTICE_STAFF}")
    launched.program.ask(EhrLaunch(home.fhir_base, answer.split()[-1]))
    launched.until(lambda: "somebody else" in launched.shell.window.notice_bar.accessibleName())
    launched.program.ask(EhrLaunch("https://elsewhere.example/fhir", "x"))
    launched.until(lambda: "not used here" in launched.shell.window.notice_bar.accessibleName())


def test_whoever_the_home_hospital_dismisses_is_out_at_the_next_contact_and_stays_out_offline(
    person: Person, returned: ModelHospitals, profile: Profile
) -> None:
    shell = person.shell
    person.sign_in()
    person.search(JOANA)
    person.open_first()
    returned.command(f"leave {CARD_STAFF}")
    shell.ask_home()
    person.until(lambda: shell.window.page == "lock")
    assert "no longer" in shell.sign_in.message() or "does not let you in" in shell.sign_in.message()

    # Nor by coming back, nor by pulling the network cable.
    person.until(shell.is_closed)
    person.enter_pin()
    person.until(lambda: shell.lock_view.pin.isEnabled() and bool(shell.sign_in.message()))
    assert shell.window.page == "lock"
    for source in ("ustan", "fcrb", "zmc", "gp", "device-cloud"):
        returned.command(f"stop {source}")
    person.enter_pin()
    person.until(lambda: "too long since" in shell.sign_in.message())

    # Taken back, everything is there again.
    for source in ("ustan", "fcrb", "zmc", "gp", "device-cloud"):
        returned.command(f"start {source}")
    returned.command(f"return {CARD_STAFF}")
    person.enter_pin()
    person.until(lambda: shell.window.page == "record")
    person.settle()


def test_who_leaves_this_workstation_leaves_nothing_here(
    nurse: Person, profile: Profile, hospitals: ModelHospitals
) -> None:
    shell = nurse.shell
    enrol(nurse)
    nurse.search(JOANA)
    nurse.open_first()
    assert list(profile.keys.glob("*.person"))
    nurse.qtbot.mouseClick(shell.window.status_bar.leave, Qt.MouseButton.LeftButton)
    assert "Leave this workstation?" in shell.window.notice_bar.accessibleName()
    nurse.qtbot.mouseClick(shell.window.notice_bar.action, Qt.MouseButton.LeftButton)
    nurse.until(lambda: shell.window.page == "sign-in")
    nurse.until(shell.is_closed)

    assert not [*profile.keys.glob("*.person"), *profile.keys.glob("*.refresh")]
    assert not [path for path in profile.cache.rglob("*") if path.is_file()]
    nurse.until(lambda: not shell.sign_in_view.keyring.staff.chosen_id)
    said = b"".join(path.read_bytes() for path in profile.logs.iterdir())
    assert b"not-revoked" not in said
    assert not any(word in said.upper() for word in (b"SOLER", PASSPHRASE.split()[1].upper().encode()))


def test_a_second_person_keeps_no_passphrase_under_one_account(
    nurse: Person, qtbot: QtBot, open_program: Callable[..., Program], profile: Profile
) -> None:
    enrol(nurse)
    nurse.press_lock()
    nurse.until(nurse.shell.is_closed)
    colleague = Person(qtbot, open_program(browser_of(profile, CARD_STAFF)))
    ask_to_enrol(colleague)
    colleague.until(lambda: "Several people use" in colleague.shell.sign_in.message())
    assert len(list(profile.keys.glob("*.person"))) == 1
    assert colleague.shell.window.page == "sign-in"


def test_copies_of_a_workstation_that_was_off_the_network_too_long_stay_shut(
    person: Person, hospitals: ModelHospitals, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = person.shell
    person.sign_in()
    person.search(JOANA)
    person.open_first()
    person.press_lock()
    person.until(shell.is_closed)
    for source in ("ustan", "fcrb", "zmc", "gp", "device-cloud"):
        hospitals.command(f"stop {source}")
    assert shell._workplace is not None
    clock = shell._workplace.clock
    longest_s = configuration.load(profile.configuration).offline.longest_h * 3600
    now_s = clock.now_s
    monkeypatch.setattr(type(clock), "now_s", lambda _clock: now_s() + longest_s + 60)
    person.enter_pin()
    person.until(lambda: "too long since" in shell.sign_in.message())
    assert shell.window.page == "lock"
    monkeypatch.undo()
    person.enter_pin()
    person.until(lambda: shell.window.page == "record")


def test_the_systems_own_lock_locks_the_screen_before_the_machine_sleeps(
    qtbot: QtBot, open_program: Callable[..., Program], desktop: Login1
) -> None:
    person = Person(qtbot, open_program())
    person.sign_in()
    assert desktop.is_delayed.wait(10)
    desktop.let_go()
    desktop.emit(MANAGER, "PrepareForSleep", "b", (True,))
    person.until(lambda: person.shell.window.page == "lock")
    # The machine may sleep now, and not before.
    assert not desktop.is_held(0, timeout_s=10)

    person.until(person.shell.is_closed)
    person.enter_pin()
    person.until(lambda: person.shell.window.page == "patients")
    desktop.lock()
    person.until(lambda: person.shell.window.page == "lock")
