"""A first reading that is killed goes on where it was: it asks for the rest alone, and ends with the same."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec
import pytest

from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.store.vault import Vault
from tests.faults.faulty_process import FaultyProcess
from tests.faults.reading import JOANA, JOB, SERVER, Server
from tests.faults.shim import Fault, build
from tests.faults.steps import said_by
from tests.security.test_offline_kills import moments
from tests.unit.sources.paged_record import PagedRecord, a_record
from tests.unit.sources.small_server import SmallServer
from tests.unit.store.synthetic import key

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults come by LD_PRELOAD")

# In each of the two ways to ask.
KILLS = 16
SIZE = 16


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyProcess]:
    """One process, forked for every kill."""
    with FaultyProcess(build(tmp_path_factory.mktemp("faults")), "tests.faults.reading") as made:
        yield made


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmallServer]:
    with SmallServer(tmp_path) as running:
        (tmp_path / SERVER).write_bytes(msgspec.json.encode(Server(running.base, str(running.anchors))))
        yield running


class Left:
    """What a process left of the record."""

    def __init__(self, directory: Path) -> None:
        self._store = EncryptedRecordStore(directory)
        self._store.open(key())
        self.vault: Vault = self._store.vault(self._store.remember(JOANA, 1.0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert not self._store.was_rebuilt
        assert self._store.take_damage() == []
        self._store.close()


def whole_pages(record: PagedRecord, kept: frozenset[str]) -> set[str]:
    """The pages of the whole record of which everything is kept that has no need to wait."""
    whole = set()
    for number in range(len(record.contents)):
        names = {
            f"{one['resourceType']}/{one['id']}"
            for one in record.page(number)
            if one["resourceType"] in {"Observation", "Encounter"} and int(one["id"][1:]) % 2 == 0
        }
        if names and names <= kept:
            whole.add(f"$everything {number}")
    return whole


@pytest.mark.parametrize("everything", [True, False])
def test_killed_while_it_reads(
    everything: bool, process: FaultyProcess, server: SmallServer, tmp_path: Path
) -> None:
    record = PagedRecord(server, a_record(SIZE), everything=everything)
    place = tmp_path / "place"

    def read(fault: Fault) -> int:
        outcome = process.run(JOB, place, fault)
        assert outcome.broken == outcome.refused == ()
        assert outcome.signal == (signal.SIGKILL if fault.at else 0)
        return outcome.calls

    calls = read(Fault())
    questions = len(record.asked())
    with Left(place) as left:
        expected = said_by(left.vault)
    shutil.rmtree(place)
    saved = 0
    for at in moments(calls, KILLS):
        read(Fault(at=at))
        record.asked()
        with Left(place) as left:
            found = left.vault.unfinished("fcrb")
            kept = left.vault.accounting().received
        read(Fault())
        asked = record.asked()
        if found is not None:
            assert len(found.keys) == kept
            assert not whole_pages(record, found.keys).intersection(asked)
            saved += questions - len(asked)
        with Left(place) as left:
            assert said_by(left.vault) == expected
            assert left.vault.unfinished("fcrb") is None
        shutil.rmtree(place)
    # Half of the questions on average, for moments that are spread evenly.
    assert saved > KILLS * questions // 4
