"""The downtime capsule, filled by the system from the real model hospitals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.capsule_filling import fill
from serums_desktop.commands.demo import ModelHospitals
from serums_desktop.domain.capsule import CapsuleContent
from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.evidence import Act, Agent, Deed
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import configuration
from serums_desktop.host.configuration import Configuration
from serums_desktop.host.profile import Profile
from serums_desktop.host.program import command_line

NURSE = Agent("S-7", "Nurse", "Ward", "card")
SIGN_IN = Deed(Act.SIGN_IN, 1_800_000_000.0, NURSE, PurposeOfUse.TREATMENT)


@pytest.fixture
def allowed(profile: Profile) -> Iterator[tuple[Profile, Configuration]]:
    """The workstation under a policy that allows a capsule."""
    path = profile.configuration.with_name("with-capsule.toml")
    text = profile.configuration.read_text("utf-8")
    path.write_text(f'{text}\n[capsule]\nallowed = true\nlawful_basis = "An invented law"\n', "utf-8")
    yield replace(profile, configuration=path), configuration.load(path)
    path.unlink()


@pytest.fixture
def keeper(allowed: tuple[Profile, Configuration]) -> Iterator[EvidenceKeeperClient]:
    profile, _found = allowed
    with RunningKeeper(command_line(), profile.evidence, profile.configuration) as running:
        client = EvidenceKeeperClient(profile.evidence, start=running.start)
        client.status()
        yield client
        client.close()


def test_the_ward_is_in_it_and_the_hospitals_know_who_asked(
    allowed: tuple[Profile, Configuration], keeper: EvidenceKeeperClient, hospitals: ModelHospitals
) -> None:
    filled = fill(*allowed, keeper)
    assert filled.patients > 5
    assert not any(filled.missing.values())
    assert set(filled.answered.values()) == {filled.patients}
    people = keeper.capsule_patients(keeper.keep(SIGN_IN).entry)
    assert len(people) == filled.patients
    assert {one.leading.source_id for one in people} == {"ustan"}
    assert keeper.deliver().left == 0


def test_what_is_in_it_stays_when_the_home_source_does_not_answer(
    allowed: tuple[Profile, Configuration], keeper: EvidenceKeeperClient, hospitals: ModelHospitals
) -> None:
    fill(*allowed, keeper)
    before = keeper.capsule()
    hospitals.command("stop ustan")
    with pytest.raises(SourceError):
        fill(*allowed, keeper)
    assert keeper.capsule() == before


def test_a_source_that_fails_is_missing_and_no_more(
    allowed: tuple[Profile, Configuration], keeper: EvidenceKeeperClient, hospitals: ModelHospitals
) -> None:
    hospitals.command("stop zmc")
    filled = fill(*allowed, keeper)
    assert filled.missing["zmc"] > 0
    assert filled.answered["ustan"] == filled.patients


def test_nothing_of_anybody_can_be_read_in_the_files(
    allowed: tuple[Profile, Configuration], keeper: EvidenceKeeperClient, hospitals: ModelHospitals
) -> None:
    fill(*allowed, keeper)
    people = keeper.capsule_patients(keeper.keep(SIGN_IN).entry)
    files = [one for one in allowed[0].evidence.rglob("*") if one.is_file() and one.suffix != ".log"]
    written = b"".join(Path(one).read_bytes() for one in files)
    assert not any(one.leading.name.family.encode() in written for one in people)
    assert b"AllergyIntolerance" not in written


class Listener(EvidenceKeeperClient):
    """A client that remembers what it put in."""

    contents: tuple[CapsuleContent, ...] = ()

    def add_to_filling(self, filling: str, content: CapsuleContent) -> None:
        self.contents = (*self.contents, content)
        super().add_to_filling(filling, content)

    def allergies(self) -> list[str]:
        """Those of the home source."""
        found = []
        for content in self.contents:
            parts = [one for one in content.sources if one.source_id == "ustan"]
            resources = [json.loads(raw) for part in parts for raw in part.resources]
            found += [one["id"] for one in resources if one["resourceType"] == "AllergyIntolerance"]
        return found


def test_what_is_withheld_from_treatment_is_not_in_it(
    allowed: tuple[Profile, Configuration], keeper: EvidenceKeeperClient, hospitals: ModelHospitals
) -> None:
    keeper.status()
    before, after = (Listener(allowed[0].evidence) for _ in range(2))
    fill(*allowed, before)
    withheld, *others = before.allergies()
    hospitals.command(f"restrict ustan AllergyIntolerance/{withheld}")
    try:
        fill(*allowed, after)
    finally:
        hospitals.command(f"lift ustan AllergyIntolerance/{withheld}")
    before.close()
    after.close()
    assert after.allergies() == others
