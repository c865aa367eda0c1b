"""Synchronise one record: ask every source in parallel, keep each page as it arrives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

import msgspec

from serums_desktop.domain.coverage import Held, SourceCoverage, SourceState
from serums_desktop.domain.errors import Cancelled, SerumsError, SourceError, SourceFault, StoreLocked
from serums_desktop.domain.linkage import links_by_itself
from serums_desktop.domain.people import HERE, PatientAtSource, Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Disposition, PreparedPage, Received, Served
from serums_desktop.host import log
from serums_desktop.services.ports import Clock, RecordStore, RecordVault
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool


class SourceFailed(msgspec.Struct, frozen=True):
    """A source failed; `error` says how."""

    source_id: str
    error: SerumsError


class PageKept(msgspec.Struct, frozen=True):
    """A page of a source was kept; the record on screen is out of date."""

    source_id: str


Result = TypeVar("Result")
Page = list[Received] | PreparedPage
Report = Callable[[SourceCoverage | PageKept | SourceFailed], None]


class Synchronise:
    """Brings one record, or its entries of some types, up to date. `report` is called on worker threads."""

    def __init__(
        self,
        *,
        session: Session,
        store: RecordStore,
        database_lane: Lane,
        clock: Clock,
        record_id: str,
        person: Person,
        configured: Sequence[SourceCoverage],
        report: Report,
        purpose: PurposeOfUse = PurposeOfUse.TREATMENT,
        types: frozenset[str] | None = None,
    ) -> None:
        self._session = session
        self._store = store
        self._database_lane = database_lane
        self._clock = clock
        self._record_id = record_id
        self._configured = {source.source_id: source for source in configured}
        self._report = report
        self._purpose = purpose
        self._types = types
        self._guard = threading.Lock()
        self._person = person
        self.cancel = CancelToken(parent=session.cancel)

    def start(self, pool: Pool, source_ids: Sequence[str] | None = None) -> None:
        """Ask the sources that are asked at all, or only some of them."""
        for source in self._configured.values():
            if source.state is SourceState.NOT_ASKED or (source_ids and source.source_id not in source_ids):
                continue
            pool.submit(partial(self._ask, source))

    def _ask(self, source: SourceCoverage) -> None:
        asking = msgspec.structs.replace(
            source,
            state=SourceState.ASKING,
            asked_s=self._clock.now_s(),
            fault=None,
            retry_after_s=None,
            missing=(),
        )
        self._tell(asking)
        pages = _Pages(lambda: self._tell(PageKept(source.source_id)))
        run: int | None = None
        held: Held | None = None
        served: Served | None = None
        try:
            if self._has_nothing_to_ask(source.source_id):
                # Nothing is known by which the source could find the person: that is no answer of its.
                self._tell(msgspec.structs.replace(asking, state=SourceState.NOT_ASKED))
                return
            run, held = self._on_database(lambda: self._begin(source.source_id))
            patient, unlinked = self._patient_at(source.source_id)
            asking = msgspec.structs.replace(asking, unlinked=unlinked)
            if patient is not None:
                reading = self._session.sources[source.source_id].read(
                    patient, self._purpose, self.cancel, self._types, held
                )
                try:
                    for part in reading:
                        self.cancel.raise_if_cancelled()
                        if isinstance(part, Served):
                            served = part
                        else:
                            pages.keep(part, partial(self._keep, run))
                finally:
                    # A page that could not be kept was there before whatever its source broke off with.
                    pages.settle()
            now_s = self._clock.now_s()
            outcome = msgspec.structs.replace(
                asking,
                state=SourceState.ANSWERED,
                as_of_s=now_s,
                full_s=held.full_s if served is not None and held is not None else now_s,
                received=pages.received,
                quarantined=pages.quarantined,
            )
            outcome = self._finish(run, outcome, complete=True, served=served)
            log.event(
                "source-answered",
                source=source.source_id,
                received=outcome.received,
                quarantined=outcome.quarantined,
            )
        except (Cancelled, StoreLocked):
            return
        except SerumsError as error:
            self._failed(run, asking, error, pages.received)
        except Exception as error:  # noqa: BLE001  one source's surprise must not silence the others
            log.event(
                "source-broke",
                source=source.source_id,
                error=type(error).__name__,
                place=log.error_place(error),
            )
            fault = SourceError(source.source_id, SourceFault.NOT_FHIR, kept=pages.received)
            self._failed(run, asking, fault, pages.received)

    def _failed(self, run: int | None, asking: SourceCoverage, error: SerumsError, received: int) -> None:
        fault = error.kind if isinstance(error, SourceError) else None
        outcome = msgspec.structs.replace(
            asking,
            state=_state_after(fault, received),
            fault=fault,
            retry_after_s=error.retry_after_s if isinstance(error, SourceError) else None,
            received=received or asking.received,
            missing=error.missing if isinstance(error, SourceError) else (),
        )
        try:
            if run is not None:
                self._finish(run, outcome, complete=False)
            else:
                self._tell(outcome)
        except (Cancelled, StoreLocked):
            return
        except SerumsError as store_error:
            self._tell(SourceFailed(asking.source_id, store_error))
        if fault is not SourceFault.NOT_SIGNED_IN:
            self._tell(SourceFailed(asking.source_id, error))
        log.event("source-failed", source=asking.source_id, error=type(error).__name__)

    def _has_nothing_to_ask(self, source_id: str) -> bool:
        with self._guard:
            person = self._person
        is_known = any(patient.source_id == source_id for patient in person.known_as)
        return not is_known and not person.identifiers

    def _patient_at(self, source_id: str) -> tuple[PatientAtSource | None, tuple[PatientAtSource, ...]]:
        """The person at this source: as linked before, else looked up by number and linked if certain.

        Whom it found by number and did not link comes second: somebody has to compare them.
        """
        with self._guard:
            person = self._person
        known = next((patient for patient in person.known_as if patient.source_id == source_id), None)
        if known is not None:
            return known, ()
        query = PatientQuery(identifiers=person.identifiers)
        found = self._session.sources[source_id].search(query, self._purpose, self.cancel)
        with self._guard:
            fitting = [patient for patient in found if links_by_itself(self._person, patient)]
            if len(fitting) != 1:
                # None, or several records of one source: linking is left to somebody who compares them.
                return None, tuple(found)
            self._person = linked = msgspec.structs.replace(
                self._person, known_as=_led_by_a_source((*self._person.known_as, fitting[0]))
            )
        self._on_database(lambda: self._store.relink(self._record_id, linked))
        return fitting[0], ()

    def _keep(self, run: int, page: Page) -> Future[None]:
        received_s = self._clock.now_s()
        self.cancel.raise_if_cancelled()
        return self._database_lane.submit(
            lambda: self._store.vault(self._record_id).write(run, page, received_s)
        )

    def _begin(self, source_id: str) -> tuple[int, Held | None]:
        """The run, and what its source need not send again: of a whole record, in ordinary treatment."""
        vault = self._store.vault(self._record_id)
        is_ordinary = self._types is None and self._purpose is PurposeOfUse.TREATMENT
        return vault.begin(source_id, self._purpose), vault.held(source_id) if is_ordinary else None

    def _finish(
        self, run: int, outcome: SourceCoverage, *, complete: bool, served: Served | None = None
    ) -> SourceCoverage:
        def finish() -> SourceCoverage:
            vault = self._store.vault(self._record_id)
            counted = outcome if served is None else _counted(outcome, vault, served)
            vault.finish(
                run,
                counted,
                complete=complete,
                types=self._types,
                served=served.keys if served is not None else None,
            )
            # The vault knows how old the copy is that a failure leaves on screen.
            kept = (source for source in vault.coverage() if source.source_id == outcome.source_id)
            return next(kept, counted)

        told = self._on_database(finish)
        self._tell(told)
        return told

    def _on_database(self, job: Callable[[], Result]) -> Result:
        self.cancel.raise_if_cancelled()
        return self._database_lane.submit(job).result()

    def _tell(self, what: SourceCoverage | PageKept | SourceFailed) -> None:
        if not self.cancel.cancelled:
            self._report(what)


class _Pages:
    """One source's pages on their way into the store: while one is written the next is read, and no more."""

    def __init__(self, kept: Callable[[], None]) -> None:
        """`kept` is told of each page that is kept."""
        self.received = self.quarantined = 0
        self._kept = kept
        self._under_way: tuple[Page, Future[None]] | None = None

    def keep(self, page: Page, write: Callable[[Page], Future[None]]) -> None:
        """Have a page written, once the one before is. Raises what writing that one raised."""
        self.settle()
        self._under_way = page, write(page)

    def settle(self) -> None:
        """Wait for what is being written, and count it. Raises what writing it raised."""
        if self._under_way is None:
            return
        page, written = self._under_way
        self._under_way = None
        written.result()
        if isinstance(page, PreparedPage):
            self.received += len(page.names)
            self.quarantined += page.quarantined
        else:
            self.received += len(page)
            self.quarantined += sum(item.disposition is Disposition.QUARANTINED for item in page)
        self._kept()


def _counted(outcome: SourceCoverage, vault: RecordVault, served: Served) -> SourceCoverage:
    """What a source has in the copy, of which a run that brought changes sent only a part."""
    unread = (one for one in vault.unread() if one.source_id == outcome.source_id)
    return msgspec.structs.replace(
        outcome,
        received=len(served.keys),
        quarantined=sum(f"{one.resource_type}/{one.resource_id}" in served.keys for one in unread),
    )


def _state_after(fault: SourceFault | None, received: int) -> SourceState:
    if fault is SourceFault.NOT_SIGNED_IN:
        # It was not asked for anything yet: it wants a sign-in of its own first.
        return SourceState.NOT_ASKED
    return SourceState.PARTIAL if received else SourceState.FAILED


def _led_by_a_source(known_as: tuple[PatientAtSource, ...]) -> tuple[PatientAtSource, ...]:
    """A temporary identity stands behind whoever it turned out to be."""
    return tuple(sorted(known_as, key=lambda patient: patient.source_id == HERE))
