"""The downtime capsule in an outage: filled by the system, opened in an emergency, gone with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from serums_desktop.audit.bundle import Bundle
from serums_desktop.audit.keeper_client import EvidenceKeeperClient
from serums_desktop.audit.verifier import verify
from serums_desktop.capsule_filling import fill
from serums_desktop.commands.demo import PRACTICE_PIN, ModelHospitals, enrol_workstation
from serums_desktop.domain.coverage import SourceState
from serums_desktop.domain.evidence import Act, Agent, Deed
from serums_desktop.domain.people import Person as Patient
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import configuration
from serums_desktop.host.profile import Profile
from tests.device.test_tpm_keeper import SoftwareTpm

from .conftest import SOURCES, Person, absent
from .test_path import assert_nothing_readable

SIGN_IN = Deed(Act.SIGN_IN, 1_800_000_000.0, Agent("S-7", "Nurse", "Ward", "card"), PurposeOfUse.TREATMENT)
POLICY = '\n[capsule]\nallowed = true\nlawful_basis = "An invented law"\n'


HOME = "ustan"


@pytest.fixture
def has_chip() -> bool:
    """Whether the workstation has a security chip, which counts openings."""
    return True


@pytest.fixture
def chip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_chip: bool) -> Iterator[None]:
    """The chip of the workstation, or none."""
    if not has_chip:
        yield
        return
    if shutil.which("swtpm") is None:
        absent("swtpm is not installed")
    software = SoftwareTpm(tmp_path)
    monkeypatch.setenv("SERUMS_DESKTOP_TPM", str(software.socket))
    software.switch_on()
    yield
    software.switch_off()


@pytest.fixture
def profile(place: tuple[Profile, ModelHospitals], tmp_path: Path, chip: None) -> Iterator[Profile]:
    """The workstation under a policy that allows a capsule."""
    shared, hospitals = place
    path = shared.configuration.with_name("with-capsule.toml")
    path.write_text(shared.configuration.read_text("utf-8") + POLICY, "utf-8")
    profile = replace(
        shared,
        configuration=path,
        keys=tmp_path / "keys",
        cache=tmp_path / "cache",
        logs=tmp_path / "logs",
        evidence=tmp_path / "evidence",
    )
    enrol_workstation(profile, hospitals)
    yield profile
    path.unlink()


class Filled(NamedTuple):
    """Somebody signed in, the capsule is filled, and nobody here has a copy of the patient."""

    keeper: EvidenceKeeperClient
    patient: Patient


@pytest.fixture
def filled(person: Person, profile: Profile, hospitals: ModelHospitals) -> Iterator[Filled]:
    person.sign_in()
    keeper = EvidenceKeeperClient(profile.evidence)
    fill(profile, configuration.load(profile.configuration), keeper)
    people = keeper.capsule_patients(keeper.keep(SIGN_IN).entry)
    yield Filled(keeper, next(one for one in people if one.leading.name.family == "Abernethy"))
    keeper.close()


def stop_all(hospitals: ModelHospitals) -> None:
    for source in SOURCES:
        hospitals.command(f"stop {source}")


def break_glass(person: Person, patient: Patient) -> None:
    access = person.shell.access_view
    person.shell.emergency.ask(patient)
    person.qtbot.keyClick(access, Qt.Key.Key_1)
    person.qtbot.keyClicks(access.fields.secret, PRACTICE_PIN)
    person.qtbot.keyClick(access.fields.secret, Qt.Key.Key_Return)
    person.until(lambda: person.shell.emergency.running() is not None)


def openings(keeper: EvidenceKeeperClient, directory: Path) -> list[str]:
    """What came of each opening on record, empty where it opened; all of the evidence is sound."""
    keeper.export(directory / "bundle")
    content = (directory / "bundle").read_bytes()
    verify(content)
    leaves = [entry.leaf for entry in Bundle.decode(content).entries]
    return [leaf.outcome for leaf in leaves if leaf.act is Act.CAPSULE_OPENED]


def test_an_emergency_in_an_outage_shows_the_capsule(
    person: Person, filled: Filled, hospitals: ModelHospitals, profile: Profile, tmp_path: Path
) -> None:
    shell, keeper = person.shell, filled.keeper
    stop_all(hospitals)
    break_glass(person, filled.patient)
    person.until(lambda: bool(shell.record.opened_summary().allergies))
    person.settle()
    assert [one.title for one in shell.record.opened_summary().allergies] == ["Penicillins"]
    at_home = shell.record.coverage_of(HOME)
    assert at_home.from_capsule
    pills = [chip.content.plain() for chip in shell.emergency_view.coverage.pills().chips()]
    assert any("from the downtime capsule, " in pill for pill in pills)
    assert openings(keeper, tmp_path) == [""]

    # What the source releases now takes its place, entirely.
    for source in SOURCES:
        hospitals.command(f"start {source}")
    shell.record.refresh()
    person.settle()
    answered = shell.record.coverage_of(HOME)
    assert answered.state is SourceState.ANSWERED
    assert not answered.from_capsule
    assert [one.title for one in shell.record.opened_summary().allergies] == ["Penicillins"]

    shell.emergency.end()
    person.until(lambda: shell.window.page == "patients")
    person.until(lambda: not list(profile.cache.rglob("*.emergency*")))
    assert not shell.patients.kept()
    person.until(lambda: keeper.status().undelivered == 0)
    assert openings(keeper, tmp_path) == [""]
    assert_nothing_readable(profile, "Abernethy", "PENICIL")


def test_what_a_source_is_slow_to_give_is_shown_from_the_capsule_meanwhile(
    person: Person, filled: Filled, hospitals: ModelHospitals
) -> None:
    shell = person.shell
    hospitals.command(f"fault {HOME} slow:2")
    break_glass(person, filled.patient)
    person.until(lambda: bool(shell.record.opened_summary().allergies))
    assert HOME in shell.record.waiting_for()
    assert shell.record.coverage_of(HOME).from_capsule
    person.settle()
    answered = shell.record.coverage_of(HOME)
    assert (answered.state, answered.from_capsule) == (SourceState.ANSWERED, False)
    assert [one.title for one in shell.record.opened_summary().allergies] == ["Penicillins"]


@pytest.mark.parametrize("has_chip", [False])
def test_what_stays_closed_says_why_and_stands_in_nobodys_way(
    person: Person, filled: Filled, hospitals: ModelHospitals, tmp_path: Path
) -> None:
    shell = person.shell
    stop_all(hospitals)
    break_glass(person, filled.patient)
    person.until(lambda: shell.window.notice_bar.notice is not None)
    said = shell.window.notice_bar.notice
    assert said is not None
    assert said.happened == "This workstation cannot count who opens the downtime capsule."
    assert shell.window.page == "emergency"
    assert not shell.record.opened_summary().allergies
    assert openings(filled.keeper, tmp_path) == ["no-counter"]
