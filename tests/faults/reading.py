"""A first reading of a long record from a server, done in the process in which files fail.

``python -m tests.faults.reading`` is that process; beside its directory, `SERVER` says whom to ask.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.people import PatientAtSource, Person, PersonName, Sex
from serums_desktop.services.synchronise import Synchronise
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.faults.faulty_process import JOBS, main
from tests.faults.steps import Step
from tests.unit.sources.paged_record import NOW, PATIENT_ID
from tests.unit.sources.small_server import Tokens, trusting
from tests.unit.store.synthetic import key

SERVER = "server.json"
JOB = "read"
JOANA = Person((PatientAtSource("fcrb", PATIENT_ID, PersonName("Soler", "Joana"), None, Sex.FEMALE),))


class Server(msgspec.Struct, frozen=True):
    """Where a server is, and by which authority it proves that."""

    base: str
    anchors: str


class ReadRecord:
    """One source is read to its end, on the lanes of the program; time stands still."""

    def __init__(self, directory: Path) -> None:
        self._server = msgspec.json.decode((directory.parent / SERVER).read_bytes(), type=Server)
        self._store = EncryptedRecordStore(directory)
        self.steps: tuple[Step, ...] = (self._read,)

    def _read(self) -> None:
        told: list[Any] = []
        with (
            Lane("database") as lane,
            Pool("network", 1) as network,
            trusting(Path(self._server.anchors)) as http,
        ):
            lane.run(lambda: self._store.open(key()))
            record_id = lane.run(lambda: self._store.remember(JOANA, 1.0))
            source = FhirSource(
                source_id="fcrb",
                fhir_base=self._server.base,
                http=http,
                tokens=Tokens(),
                timeout_s=30,
                limits=Limits(retry_budget_s=0),
                now_s=NOW.timestamp,
            )
            session: Any = SimpleNamespace(sources={"fcrb": source}, cancel=CancelToken())
            clock: Any = SimpleNamespace(now_s=NOW.timestamp)
            Synchronise(
                session=session,
                store=self._store,
                database_lane=lane,
                clock=clock,
                record_id=record_id,
                person=JOANA,
                configured=[SourceCoverage("fcrb", "FCRB", "ES", SourceState.ASKING)],
                report=told.append,
            ).start(network)
            network.submit(lambda: None).result()
            source.close()
            lane.run(self._store.close)
        assert told[-1].state is SourceState.ANSWERED, told[-1]


if __name__ == "__main__":
    JOBS[JOB] = ReadRecord
    main()
