"""The client as far as the timeline: reads a server's records and keeps them in an encrypted store."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.people import PatientAtSource, Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Accounting, Served
from serums_desktop.domain.stored import Unread
from serums_desktop.domain.timeline import Timeline
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from tests.interop.record_servers import SOURCE_ID, RecordServer
from tests.unit.store.synthetic import key


@dataclass(frozen=True)
class Reading:
    """What was made of a record, and how much of it came over the wire this time."""

    timeline: Timeline
    unread: tuple[Unread, ...]
    accounting: Accounting
    sent: Counter[str]
    served: Served | None


class RecordReader:
    """Reads one patient's record at one server, as often as asked, into a copy of its own."""

    def __init__(self, server: RecordServer, patient_id: str, folder: Path) -> None:
        # A short copy is read anew by itself: here it is to be asked for its changes.
        self._source = FhirSource(
            source_id=SOURCE_ID,
            fhir_base=server.fhir_base,
            http=server.http,
            tokens=server.tokens,
            timeout_s=30.0,
            changes_from=1,
        )
        patient = self._source.patient(patient_id, PurposeOfUse.TREATMENT, CancelToken())
        assert patient is not None
        self.patient: PatientAtSource = patient
        self._store = EncryptedRecordStore(folder)
        self._store.open(key())
        self._vault = self._store.vault(self._store.remember(Person((patient,)), time.time()))

    def read(self) -> Reading:
        """All of it the first time; what changed, where there is a copy."""
        run, held = self._vault.begin(SOURCE_ID), self._vault.held(SOURCE_ID)
        asked_s = time.time()
        served: Served | None = None
        sent: Counter[str] = Counter()
        for part in self._source.read(self.patient, PurposeOfUse.TREATMENT, CancelToken(), held=held):
            if isinstance(part, Served):
                served = part
            if isinstance(part, list):
                self._vault.write(run, part, asked_s)
                sent.update(item.resource_type for item in part)
        full_s = held.full_s if held is not None and served is not None else asked_s
        outcome = SourceCoverage(
            SOURCE_ID, "Clinic", "GB", SourceState.ANSWERED, as_of_s=asked_s, full_s=full_s
        )
        self._vault.finish(run, outcome, complete=True, served=served.keys if served is not None else None)
        unread = tuple(self._vault.unread())
        return Reading(self._vault.timeline(), unread, self._vault.accounting(), sent, served)

    def close(self) -> None:
        """Close the copy. What the server's requests go over is the server's."""
        self._store.close()
