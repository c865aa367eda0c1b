"""The keeper process delivers to a model hospital's audit repository over HTTPS, as its workstation."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from serums_desktop.audit.audit_event import request_id
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.audit.workstation_token import write_public_jwk
from serums_desktop.domain.evidence import Act, PatientReference
from serums_desktop.sandbox.cluster import Cluster, Origin, Source
from serums_desktop.sandbox.evidence_store import EvidenceStore
from serums_desktop.sandbox.repository import Stored
from serums_desktop.sandbox.search import Query
from tests.unit.audit.keeping import PROGRAM, WORDS_MARKER, deed, emergency, write_configuration

TIMEOUT_S = 30


class Arrivals:
    """Counts what reaches an audit repository, repeats included."""

    def __init__(self, evidence: EvidenceStore) -> None:
        self._keep = evidence.keep
        self._count = threading.Semaphore(0)

    def keep(self, *arguments: Any) -> tuple[Stored, bool]:
        kept = self._keep(*arguments)
        self._count.release()
        return kept

    def wait_for(self, more: int) -> None:
        for _ in range(more):
            assert self._count.acquire(timeout=TIMEOUT_S)


class Hospital:
    """One running model hospital, and a workstation that is enrolled there."""

    def __init__(self, directory: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cluster = cluster
        self.evidence_directory = directory / "evidence"
        self.origin: Origin = cluster.origins["ustan"]
        self.arrivals = Arrivals(self.origin.evidence)
        monkeypatch.setattr(self.origin.evidence, "keep", self.arrivals.keep)
        configuration = write_configuration(
            directory / "serums-desktop.toml", self.origin.fhir_base, "tls-ca.pem"
        )
        write_public_jwk(self.evidence_directory, directory / "workstation.jwk")
        self.keeper = RunningKeeper(PROGRAM, self.evidence_directory, configuration)
        self.client = EvidenceKeeperClient(self.evidence_directory, start=self.keeper.start)

    def enrol(self) -> None:
        path = self.cluster.directory / "workstation.jwk"
        assert self.cluster.control(f"enrol WS-1 {path}").startswith("ok")

    def stored(self, resource_type: str) -> list[dict[str, Any]]:
        page = self.origin.evidence.search(Query(type=resource_type, count=1000))
        return [msgspec.json.decode(resource.body) for resource in page.resources]

    def entries(self) -> list[str]:
        """The number of the entry that each event comes from, in the order of arrival."""
        return [
            detail["valueString"]
            for event in self.stored("AuditEvent")
            for entity in event["entity"]
            for detail in entity.get("detail", [])
            if detail["type"] == "entry"
        ]


@pytest.fixture
def hospital(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hospital]:
    cluster = Cluster(tmp_path, [Source("ustan", "Model hospital", "GB", (), home=True)])
    cluster.start()
    made = Hospital(tmp_path, cluster, monkeypatch)
    yield made
    made.client.close()
    made.keeper.close()
    cluster.close()


def test_an_emergency_arrives_with_its_notices(hospital: Hospital) -> None:
    hospital.enrol()
    hospital.client.keep(emergency(patients=(PatientReference("ustan", "1"), PatientReference("zmc", "2"))))
    hospital.arrivals.wait_for(3)
    (event,) = hospital.stored("AuditEvent")
    alert, notice = hospital.stored("Communication")
    assert alert["about"] == [{"reference": f"AuditEvent/{event['id']}"}]
    assert notice["subject"] == {"reference": "Patient/1"}
    assert WORDS_MARKER not in str((event, alert, notice))


def test_an_outage_ends_and_everything_arrives_once_and_in_order(hospital: Hospital) -> None:
    hospital.enrol()
    hospital.client.keep(deed(Act.SIGN_IN))
    hospital.arrivals.wait_for(1)
    assert hospital.cluster.control("stop ustan") == "ok stop ustan"
    for _ in range(10):
        hospital.client.keep(deed(Act.SEARCH, patients=()))
    assert hospital.client.status().undelivered >= 10
    assert hospital.cluster.control("start ustan") == "ok start ustan"
    hospital.arrivals.wait_for(10)
    assert hospital.entries() == [str(entry) for entry in range(11)]


def test_what_is_sent_twice_is_there_once(hospital: Hospital) -> None:
    hospital.enrol()
    for _ in range(3):
        hospital.client.keep(emergency())
    hospital.arrivals.wait_for(9)
    hospital.client.close()
    hospital.keeper.close()
    with Journal(hospital.evidence_directory, now_s=lambda: 1.0) as journal:
        # As if the keeper had been killed before it noted what arrived.
        journal.mark_delivered(0)
    hospital.keeper.start()
    hospital.arrivals.wait_for(9)
    assert hospital.entries() == ["0", "1", "2"]
    assert len(hospital.stored("Communication")) == 6
    sent = hospital.stored("AuditEvent")[0]["entity"][-1]["what"]["identifier"]["value"]
    assert sent == request_id(hospital.client.identity().origin, 0, 0)


def test_a_keeper_killed_while_it_delivers_resumes_where_it_was(hospital: Hospital) -> None:
    hospital.enrol()
    hospital.keeper.start()
    assert hospital.cluster.control("stop ustan") == "ok stop ustan"
    entries = 60
    for number in range(entries):
        hospital.client.keep(deed(number=number))
    assert hospital.cluster.control("start ustan") == "ok start ustan"
    for _ in range(5):
        hospital.arrivals.wait_for(8)
        assert hospital.keeper.pid is not None
        os.kill(hospital.keeper.pid, signal.SIGKILL)
        hospital.keeper.start()
    # At its end a keeper delivers what is left while the repository answers.
    hospital.keeper.close()
    assert hospital.entries() == [str(entry) for entry in range(entries)]


def test_a_workstation_that_is_not_known_yet_waits(hospital: Hospital) -> None:
    hospital.client.keep(deed(Act.SIGN_IN))
    assert hospital.client.status().undelivered == 1
    hospital.enrol()
    hospital.arrivals.wait_for(1)
    assert hospital.entries() == ["0"]
