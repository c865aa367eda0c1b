"""Synchronise one record: ask every source in parallel, keep each page as it arrives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

import msgspec

from serums_desktop.domain.coverage import Held, SourceCoverage, SourceState, Unfinished
from serums_desktop.domain.errors import Cancelled, SerumsError, SourceError, SourceFault, StoreLocked
from serums_desktop.domain.linkage import links_by_itself
from serums_desktop.domain.people import HERE, PatientAtSource, Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Anew, Served
from serums_desktop.host import log
from serums_desktop.services.arriving_pages import ArrivingPages, Page
from serums_desktop.services.ports import Clock, RecordStore, RecordVault
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool


class SourceFailed(msgspec.Struct, frozen=True):
    """A source failed; `error` says how."""

    source_id: str
    error: SerumsError


class PageKept(msgspec.Struct, frozen=True):
    """A page of a source was kept, `received` resources so far; the record on screen is out of date."""

    source_id: str
    received: int = 0


# A reading goes on where it broke off for so long: what was read first is older than the rest by so much.
GO_ON_WITHIN_S = 600.0

# What breaks a reading off that can go on: the line, or a server that wants us to wait or to sign in.
_PASSING = {
    SourceFault.UNREACHABLE,
    SourceFault.TLS,
    SourceFault.TIMEOUT,
    SourceFault.INTERRUPTED,
    SourceFault.TRUNCATED,
    SourceFault.UNAUTHORISED,
    SourceFault.TOO_MANY_REQUESTS,
}

Result = TypeVar("Result")
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
        self._stops = {source_id: CancelToken(parent=self.cancel) for source_id in self._configured}

    def start(self, pool: Pool, source_ids: Sequence[str] | None = None) -> None:
        """Ask the sources that are asked at all, or only some of them."""
        for source in self._configured.values():
            if source.state is SourceState.NOT_ASKED or (source_ids and source.source_id not in source_ids):
                continue
            pool.submit(partial(self._ask, source))

    def stop(self, source_id: str) -> None:
        """End the asking of one source, keeping what came of it; the others go on. At once."""
        self._stops[source_id].cancel()

    def _ask(self, source: SourceCoverage) -> None:
        asking = msgspec.structs.replace(
            source,
            state=SourceState.ASKING,
            asked_s=self._clock.now_s(),
            fault=None,
            retry_after_s=None,
            missing=(),
            arriving=0,
            stopped=False,
        )
        self._tell(asking)
        asked = _Asked(source.source_id, self._stops[source.source_id])
        try:
            if self._has_nothing_to_ask(source.source_id):
                # Nothing is known by which the source could find the person: that is no answer of its.
                self._tell(msgspec.structs.replace(asking, state=SourceState.NOT_ASKED))
                return
            self._on_database(lambda: self._begin(asked))
            patient, unlinked = self._patient_at(asked)
            asking = msgspec.structs.replace(asking, unlinked=unlinked)
            if patient is not None:
                self._read(asked, patient)
            outcome = self._finish(asked, self._answered(asked, asking), complete=True)
            log.event(
                "source-answered",
                source=source.source_id,
                received=outcome.received,
                quarantined=outcome.quarantined,
            )
        except (Cancelled, StoreLocked):
            self._stopped(asked, asking)
        except SerumsError as error:
            self._failed(asked, asking, error)
        except Exception as error:  # noqa: BLE001  one source's surprise must not silence the others
            log.event(
                "source-broke",
                source=source.source_id,
                error=type(error).__name__,
                place=log.error_place(error),
            )
            self._failed(asked, asking, SourceError(source.source_id, SourceFault.NOT_FHIR))

    def _read(self, asked: _Asked, patient: PatientAtSource) -> None:
        source = self._session.sources[asked.source_id]
        parts = source.read(patient, self._purpose, asked.cancel, self._types, asked.held, asked.resume)
        pages = self._pages(asked)
        try:
            for part in parts:
                asked.cancel.raise_if_cancelled()
                if isinstance(part, Served):
                    asked.served = part
                elif isinstance(part, Anew):
                    self._on_database(lambda: self._begin_anew(asked))
                    pages = self._pages(asked)
                else:
                    pages.take(part)
        finally:
            # A page that could not be kept was there before whatever its source broke off with.
            pages.settle()

    def _pages(self, asked: _Asked) -> ArrivingPages:
        return ArrivingPages(
            partial(self._keep, asked.run),
            lambda received: self._tell(PageKept(asked.source_id, received)),
            asked.resume.keys if asked.resume is not None else (),
        )

    def _answered(self, asked: _Asked, asking: SourceCoverage) -> SourceCoverage:
        """How old an answer is: as old as its oldest part."""
        now_s = self._clock.now_s() if asked.resume is None else asked.resume.began_s
        full_s = asked.held.full_s if asked.served is not None and asked.held is not None else now_s
        return msgspec.structs.replace(asking, state=SourceState.ANSWERED, as_of_s=now_s, full_s=full_s)

    def _stopped(self, asked: _Asked, asking: SourceCoverage) -> None:
        """Where one source was stopped, that is its outcome; where all were, nobody wants to hear any."""
        if self.cancel.cancelled or not asked.cancel.cancelled:
            return
        outcome = msgspec.structs.replace(asking, state=SourceState.PARTIAL, stopped=True)
        self._close(asked, outcome, goes_on=True)
        log.event("source-stopped", source=asked.source_id)

    def _failed(self, asked: _Asked, asking: SourceCoverage, error: SerumsError) -> None:
        fault = error.kind if isinstance(error, SourceError) else None
        # What is kept of it is counted when that is known: until then it has brought nothing.
        outcome = msgspec.structs.replace(
            asking,
            state=SourceState.NOT_ASKED if fault is SourceFault.NOT_SIGNED_IN else SourceState.FAILED,
            fault=fault,
            retry_after_s=error.retry_after_s if isinstance(error, SourceError) else None,
            missing=error.missing if isinstance(error, SourceError) else (),
        )
        if not self._close(asked, outcome, goes_on=fault in _PASSING):
            return
        if fault is not SourceFault.NOT_SIGNED_IN:
            self._tell(SourceFailed(asking.source_id, error))
        log.event("source-failed", source=asking.source_id, error=type(error).__name__)

    def _close(self, asked: _Asked, outcome: SourceCoverage, *, goes_on: bool) -> bool:
        """Keep and tell what became of an asking that broke off; False where nobody wants to hear it."""
        try:
            if asked.has_begun:
                self._finish(asked, outcome, complete=False, goes_on=goes_on)
            else:
                self._tell(outcome)
        except (Cancelled, StoreLocked):
            return False
        except SerumsError as store_error:
            self._tell(SourceFailed(asked.source_id, store_error))
        return True

    def _has_nothing_to_ask(self, source_id: str) -> bool:
        with self._guard:
            person = self._person
        is_known = any(patient.source_id == source_id for patient in person.known_as)
        return not is_known and not person.identifiers

    def _patient_at(self, asked: _Asked) -> tuple[PatientAtSource | None, tuple[PatientAtSource, ...]]:
        """The person at this source: as linked before, else looked up by number and linked if certain.

        Whom it found by number and did not link comes second: somebody has to compare them.
        """
        source_id = asked.source_id
        with self._guard:
            person = self._person
        known = next((patient for patient in person.known_as if patient.source_id == source_id), None)
        if known is not None:
            return known, ()
        query = PatientQuery(identifiers=person.identifiers)
        found = self._session.sources[source_id].search(query, self._purpose, asked.cancel)
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

    def _keep(self, run: int, page: Page, cursor: bytes | None) -> Future[None]:
        received_s = self._clock.now_s()
        self.cancel.raise_if_cancelled()
        return self._database_lane.submit(
            lambda: self._store.vault(self._record_id).write(run, page, received_s, cursor)
        )

    def _begin(self, asked: _Asked) -> None:
        """Begin a run, or go on with one, and note what its source need not send again.

        Both only for a whole record, in ordinary treatment.
        """
        vault = self._store.vault(self._record_id)
        if self._is_ordinary:
            resume = vault.unfinished(asked.source_id, self._purpose)
            asked.held = vault.held(asked.source_id)
            if resume is not None and 0 <= self._clock.now_s() - resume.began_s < GO_ON_WITHIN_S:
                asked.resume, asked.run = resume, resume.run
                return
        self._begin_anew(asked)

    def _begin_anew(self, asked: _Asked) -> None:
        vault = self._store.vault(self._record_id)
        began_s = self._clock.now_s() if self._is_ordinary else None
        asked.run, asked.resume = vault.begin(asked.source_id, self._purpose, began_s), None

    @property
    def _is_ordinary(self) -> bool:
        return self._types is None and self._purpose is PurposeOfUse.TREATMENT

    def _finish(
        self, asked: _Asked, outcome: SourceCoverage, *, complete: bool, goes_on: bool = False
    ) -> SourceCoverage:
        served = asked.served if complete else None

        def finish() -> SourceCoverage:
            vault = self._store.vault(self._record_id)
            counted = _counted(outcome, vault, asked.run, served)
            vault.finish(
                asked.run,
                counted,
                complete=complete,
                types=self._types,
                served=served.keys if served is not None else None,
                goes_on=goes_on,
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


class _Asked:
    """The asking of one source: its run, what it began with, and what it ended with."""

    def __init__(self, source_id: str, cancel: CancelToken) -> None:
        self.source_id = source_id
        self.cancel = cancel
        # Runs are counted from 1.
        self.run = 0
        self.held: Held | None = None
        self.resume: Unfinished | None = None
        self.served: Served | None = None

    @property
    def has_begun(self) -> bool:
        """Whether there is a run to be ended."""
        return self.run > 0


def _counted(outcome: SourceCoverage, vault: RecordVault, run: int, served: Served | None) -> SourceCoverage:
    """An outcome with what the copy has of it; of one that brought nothing, with what was known before.

    A run that brought changes sent only a part of what its source has in the copy.
    """
    if served is not None:
        unread = (one for one in vault.unread() if one.source_id == outcome.source_id)
        return msgspec.structs.replace(
            outcome,
            received=len(served.keys),
            quarantined=sum(f"{one.resource_type}/{one.resource_id}" in served.keys for one in unread),
        )
    received, quarantined = vault.received(run)
    if outcome.state is SourceState.ANSWERED or outcome.stopped:
        return msgspec.structs.replace(outcome, received=received, quarantined=quarantined)
    if not received:
        return outcome
    state = SourceState.PARTIAL if outcome.state is SourceState.FAILED else outcome.state
    return msgspec.structs.replace(outcome, state=state, received=received)


def _led_by_a_source(known_as: tuple[PatientAtSource, ...]) -> tuple[PatientAtSource, ...]:
    """A temporary identity stands behind whoever it turned out to be."""
    return tuple(sorted(known_as, key=lambda patient: patient.source_id == HERE))
