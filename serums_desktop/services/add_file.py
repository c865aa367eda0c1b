"""Add a file that somebody brought to a record, as a source of its own; and remove it again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import StoreLocked
from serums_desktop.domain.evidence import Act, PatientReference
from serums_desktop.domain.files import FileGlance
from serums_desktop.domain.people import PatientAtSource, Person
from serums_desktop.domain.received import Disposition, Received
from serums_desktop.host import log
from serums_desktop.services.deeds import lifecycle_deed, references
from serums_desktop.services.linking import Candidate, candidates
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.work.cancel import CancelToken


def named_in(glance: FileGlance, person: Person) -> tuple[Candidate, ...]:
    """Those whom a file names, compared with the person of a record, the likeliest first."""
    return candidates(person, glance.patients)


def _uncancelled(pages: Iterable[list[Received]], cancel: CancelToken) -> Iterator[list[Received]]:
    for page in pages:
        cancel.raise_if_cancelled()
        yield page


class AddFile:
    """Brings files into one record. Runs on a worker; evidence first."""

    def __init__(self, session: Session, workplace: Workplace, record_id: str) -> None:
        self._session = session
        self._workplace = workplace
        self._record_id = record_id

    def add(
        self,
        glance: FileGlance,
        patient: PatientAtSource | None,
        pages: Iterable[list[Received]],
        cancel: CancelToken,
        kept: Callable[[], None],
    ) -> SourceCoverage:
        """Take in what a file says of one of those it names; None where it names nobody.

        `pages` are what it says, and are not begun before the deed is on record. The file becomes a source:
        its entries stand beside the others, and the same file added again changes nothing. `kept` is told
        after every page. Where reading breaks off, nothing of it stays; of a file that was here already, all.
        Raises EvidenceNotKept, in which case nothing was read; FileNotTaken, StoreError, Cancelled.
        """
        workplace, lane, store = self._workplace, self._workplace.database_lane, self._workplace.store
        person = lane.run(lambda: store.person(self._record_id))
        self._record(Act.ADD_FILE, person, glance.source_id, patient)
        if lane.run(lambda: self._is_here(glance.source_id)):
            # What is here is not touched before the file was read to its end.
            pages = list(_uncancelled(pages, cancel))
        run = lane.run(lambda: store.vault(self._record_id).begin(glance.source_id))
        received = quarantined = 0
        began_s = workplace.clock.now_s()
        try:
            for page in _uncancelled(pages, cancel):
                self._keep(run, page)
                received += len(page)
                quarantined += sum(item.disposition is Disposition.QUARANTINED for item in page)
                kept()
            outcome = SourceCoverage(
                glance.source_id,
                glance.name,
                "",
                SourceState.ADDED,
                asked_s=began_s,
                as_of_s=workplace.clock.now_s(),
                received=received,
                quarantined=quarantined,
            )
            lane.run(lambda: store.vault(self._record_id).finish(run, outcome, complete=True))
        except BaseException:
            # Half a file would look like the whole of it. A store that was locked drops it when it is opened.
            with suppress(StoreLocked):
                lane.run(lambda: store.vault(self._record_id).drop_source(glance.source_id))
            raise
        log.event("file-added", source=glance.source_id, received=received, quarantined=quarantined)
        return outcome

    def remove(self, source_id: str) -> None:
        """Take a file out of the record again. Raises EvidenceNotKept, StoreError."""
        workplace, store = self._workplace, self._workplace.store
        person = workplace.database_lane.run(lambda: store.person(self._record_id))
        self._record(Act.REMOVE_FILE, person, source_id, None)
        workplace.database_lane.run(lambda: store.vault(self._record_id).drop_source(source_id))

    def _is_here(self, source_id: str) -> bool:
        kept = self._workplace.store.vault(self._record_id).coverage()
        return any(source.source_id == source_id for source in kept)

    def _keep(self, run: int, page: list[Received]) -> None:
        workplace = self._workplace
        received_s = workplace.clock.now_s()
        workplace.database_lane.run(
            lambda: workplace.store.vault(self._record_id).write(run, page, received_s)
        )

    def _record(self, act: Act, person: Person, file_id: str, patient: PatientAtSource | None) -> None:
        named = (PatientReference(patient.source_id, patient.patient_id),) if patient is not None else ()
        self._workplace.evidence.keep(
            lifecycle_deed(act, self._session, self._workplace.clock, (*references(person), *named), file_id)
        )
