"""The capsule of a real keeper process, over its socket."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault, EvidenceNotKept
from serums_desktop.domain.evidence import Act, Deed, PatientReference
from tests.unit.audit.capsules import FILLED, CardIssuer, content
from tests.unit.audit.keeping import PROGRAM, deed, running_keeper, write_configuration


@contextmanager
def keeper_with_capsule(directory: Path) -> Iterator[EvidenceKeeperClient]:
    configuration = write_configuration(directory / "serums-desktop.toml")
    with configuration.open("a") as file:
        file.write('[capsule]\nallowed = true\nlawful_basis = "An invented law, section 1"\n')
    (directory / "anchors.pem").touch()
    if not (directory / "cards.pem").exists():
        (directory / "cards.pem").write_bytes(CardIssuer().pem)
    with RunningKeeper(PROGRAM, directory / "evidence", configuration) as keeper:
        client = EvidenceKeeperClient(directory / "evidence", start=keeper.start)
        try:
            yield client
        finally:
            client.close()


def fill(client: EvidenceKeeperClient, *contents: CapsuleContent) -> None:
    filling = client.begin_filling("Location/w-1")
    for one in contents:
        client.add_to_filling(filling, one)
    client.commit_filling(filling, FILLED)


def sign_in() -> Deed:
    return deed(Act.SIGN_IN, patients=(), source_ids=())


def test_it_outlives_the_keeper_and_is_opened_in_no_ordinary_way(tmp_path: Path) -> None:
    people = [content(f"p-{number:03}") for number in range(70)]
    with keeper_with_capsule(tmp_path) as client:
        state = client.capsule()
        assert state is not None
        assert state.filled_s is None
        fill(client, *people)
    with keeper_with_capsule(tmp_path) as client:
        state = client.capsule()
        assert state is not None
        assert state.filled_s is not None
        entry = client.keep(sign_in()).entry
        assert client.capsule_patients(entry) == tuple(one.person for one in people)
        request = CapsuleRequest("e-1", entry, PatientReference("fcrb", "p-001"))
        with pytest.raises(CapsuleClosed) as closed:
            client.open_capsule(request)
        assert closed.value.reason is CapsuleFault.NO_EMERGENCY


def test_more_than_a_slot_holds_is_refused(tmp_path: Path) -> None:
    with keeper_with_capsule(tmp_path) as client:
        filling = client.begin_filling("Location/w-1")
        with pytest.raises(EvidenceNotKept):
            client.add_to_filling(filling, content("p-1", bytes(800_000)))


def test_without_a_policy_there_is_none(tmp_path: Path) -> None:
    with running_keeper(tmp_path) as (_keeper, client):
        assert client.capsule() is None
        with pytest.raises(CapsuleClosed) as closed:
            client.begin_filling("Location/w-1")
        assert closed.value.reason is CapsuleFault.NOT_ALLOWED
