"""A model hospital that takes evidence, a workstation enrolled there, and a view on what arrives."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from serums_desktop.audit.keeper_client import EvidenceKeeperClient, RunningKeeper
from serums_desktop.audit.workstation_token import write_public_jwk
from serums_desktop.sandbox.cluster import Cluster, Origin, Source
from serums_desktop.sandbox.evidence_store import EvidenceStore
from serums_desktop.sandbox.repository import Stored
from serums_desktop.sandbox.search import Query
from tests.unit.audit.keeping import PROGRAM, write_configuration

TIMEOUT_S = 30


class Arrivals:
    """Counts what reaches an audit repository, repeats included; what came sealed as "Binary" too.

    `before` and `after` are called around the keeping of each.
    """

    def __init__(self, evidence: EvidenceStore) -> None:
        self._keep = evidence.keep
        self._count = threading.Semaphore(0)
        self.types: list[str] = []
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None

    def keep(self, resource_type: str, *arguments: Any) -> tuple[Stored, bool]:
        self.types.append(resource_type)
        self.before()
        kept = self._keep(resource_type, *arguments)
        self.after()
        self._count.release()
        return kept

    def forget(self) -> None:
        """Count from here on."""
        while self._count.acquire(blocking=False):
            pass

    def wait_for(self, more: int) -> None:
        for _ in range(more):
            assert self._count.acquire(timeout=TIMEOUT_S)


class Hospital:
    """One running model hospital, and the keeper of a workstation; `is_sealed` says how that delivers."""

    def __init__(self, directory: Path, monkeypatch: pytest.MonkeyPatch, *, is_sealed: bool = False) -> None:
        cluster = Cluster(directory, [Source("ustan", "Model hospital", "GB", (), home=True)])
        cluster.start()
        self.cluster = cluster
        self.evidence_directory = directory / "evidence"
        self.origin: Origin = cluster.origins["ustan"]
        self.arrivals = Arrivals(self.origin.evidence)
        monkeypatch.setattr(self.origin.evidence, "keep", self.arrivals.keep)
        configuration = write_configuration(
            directory / "serums-desktop.toml", self.origin.fhir_base, "tls-ca.pem",
            seal_to=self.origin.sealing_key.name if is_sealed else "",
        )  # fmt: skip
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

    def close(self) -> None:
        self.client.close()
        self.keeper.close()
        self.cluster.close()
