"""What the downtime capsule has of somebody in an emergency, put into the emergency's copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future

import msgspec

from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleSource
from serums_desktop.domain.coverage import SourceCoverage
from serums_desktop.domain.emergency import RESOURCE_TYPES, Emergency, Stage
from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.people import PatientAtSource, Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import log
from serums_desktop.services.deeds import references
from serums_desktop.services.ports import EvidenceKeeper, RecordStore, RereadingSource
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool

_TYPES = RESOURCE_TYPES[Stage.SAFETY_SUMMARY] or frozenset()


class SupplyFromCapsule:
    """One emergency's opening of the downtime capsule, beside the asking of the sources.

    What a source releases now is not waited for, and takes the place of what it released then. `home_id` is
    the source that the patients of the capsule are known by, `start_entry` what the emergency began with.
    """

    def __init__(
        self,
        *,
        session: Session,
        evidence: EvidenceKeeper,
        store: RecordStore,
        database_lane: Lane,
        configured: Sequence[SourceCoverage],
        home_id: str,
        emergency: Emergency,
        start_entry: Callable[[Emergency], int],
    ) -> None:
        self._session = session
        self._evidence = evidence
        self._store = store
        self._database_lane = database_lane
        opened = session.sources
        self._configured = {one.source_id: one for one in configured if one.source_id in opened}
        self._home_id = home_id
        self._emergency = emergency
        self._start_entry = start_entry
        self.cancel = CancelToken(parent=session.cancel)

    def start(self, pool: Pool) -> Future[int]:
        """Begin before the sources are asked; the future has how many of them the capsule stood in for.

        It fails with CapsuleClosed, EvidenceNotKept, EmergencyOver, StoreError, Cancelled.
        """
        # Begun first, so that whatever a source sends now is newer.
        runs = self._database_lane.submit(self._begin)
        return pool.submit(lambda: self._supply(runs))

    def _begin(self) -> dict[str, int]:
        vault = self._store.vault(self._emergency.record_id)
        return {source_id: vault.begin(source_id, PurposeOfUse.BREAK_GLASS) for source_id in self._configured}

    def _supply(self, begun: Future[dict[str, int]]) -> int:
        state = self._evidence.capsule()
        if state is None or state.filled_s is None:
            return 0
        runs = begun.result()
        content = self._evidence.open_capsule(self._request())
        log.event("capsule-opened", count=len(content.sources))
        return sum(self._supply_source(content, part, runs) for part in content.sources)

    def _request(self) -> CapsuleRequest:
        emergency = self._emergency
        known = references(emergency.person)
        at_home = (patient for patient in known if patient.source_id == self._home_id)
        return CapsuleRequest(emergency.emergency_id, self._start_entry(emergency), next(at_home, known[0]))

    def _supply_source(self, content: CapsuleContent, part: CapsuleSource, runs: Mapping[str, int]) -> bool:
        """Whether something of this source stands in the copy now that came out of the capsule."""
        source_id = part.source_id
        source, configured = self._session.sources.get(source_id), self._configured.get(source_id)
        patient = _patient_at(source_id, content.person, self._emergency.person)
        if configured is None or patient is None or not isinstance(source, RereadingSource):
            return False
        try:
            pages = list(source.reread(patient.patient_id, part.resources, _TYPES, self.cancel))
        except SourceError as error:
            # What cannot be read is not shown; the other sources' parts are.
            log.event("capsule-part-not-read", source=source_id, error=type(error).__name__)
            return False
        coverage = msgspec.structs.replace(configured, as_of_s=part.as_of_s, from_capsule=True)
        self.cancel.raise_if_cancelled()
        return self._database_lane.run(
            lambda: self._store.vault(self._emergency.record_id).supply(
                runs[source_id], pages, coverage, types=_TYPES, purpose=PurposeOfUse.BREAK_GLASS
            )
        )


def _patient_at(source_id: str, in_capsule: Person, person: Person) -> PatientAtSource | None:
    """Whom the capsule knows at a source, where that is nobody whom the person is not."""
    found = next((one for one in in_capsule.known_as if one.source_id == source_id), None)
    if found is None or found.key in person.apart:
        return None
    known = {one.patient_id for one in person.known_as if one.source_id == source_id}
    return found if not known or found.patient_id in known else None
