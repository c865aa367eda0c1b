"""Find a patient: what is typed becomes a search across the sources and the copies kept here."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from serums_desktop.domain.coverage import Coverage, SourceState
from serums_desktop.domain.errors import EvidenceNotKept, SourceError, SourceFault
from serums_desktop.domain.people import Person
from serums_desktop.domain.query import understand
from serums_desktop.domain.stored import StoredRecord
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.ward import WardScreen
from serums_desktop.services.find_patient import Answer, Search, SearchState
from serums_desktop.services.linking import unknown_person
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.cached_records import CachedRecord
from serums_desktop.views.match_card import Match
from serums_desktop.views.patients import PatientsState, PatientsView


class PatientsScreen(QObject):
    """`person_chosen` carries the Person to open, `failed` an error to tell.

    `emergency_chosen` carries somebody whose record opens by breaking the glass alone.
    """

    person_chosen = Signal(object)
    emergency_chosen = Signal(object)
    rendered = Signal()
    failed = Signal(object)

    def __init__(
        self, view: PatientsView, jobs: Jobs, workplace: Workplace, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._session: Session | None = None
        self._text = ""
        self._search: Search | None = None
        self._found: SearchState | None = None
        self._kept: tuple[StoredRecord, ...] = ()
        self.ward = WardScreen(jobs, workplace, self)
        self.ward.changed.connect(self._render)
        view.search_changed.connect(self._typed)
        view.search_submitted.connect(self._submit)
        view.stop_requested.connect(self._stop)
        view.unknown_requested.connect(lambda: self.person_chosen.emit(unknown_person()))
        view.open_requested.connect(self._open)
        view.cached_open_requested.connect(self._open_kept)
        view.ward_open_requested.connect(self._open_from_ward)
        view.ward_chosen.connect(self.rendered)
        view.ward_retry_requested.connect(self._refresh_ward)

    def begin(self, session: Session) -> None:
        """A person signed in: the field is empty and the copies kept here are listed."""
        self._session = session
        self.ward.begin(session)
        self._render()
        # The page is on the screen before anything is asked for it.
        QTimer.singleShot(0, self, self._begin_asking)

    def end(self) -> None:
        """The session is over: nothing of it stays, neither here nor in a widget."""
        self._session = self._search = self._found = None
        self._text = ""
        self._kept = ()
        self.ward.end()
        self._view.search.clear()
        self._render()

    def _begin_asking(self) -> None:
        if self._session is not None:
            self.ward.refresh()
            self.refresh()

    def refresh(self) -> None:
        """Read the list of copies anew."""
        workplace = self._workplace
        self._jobs.deliver(
            workplace.database_lane.submit(lambda: tuple(workplace.store.records())),
            self._listed,
            self.failed.emit,
        )

    def finished(self) -> bool:
        """Whether every source has answered the search or failed."""
        return self._found is not None and self._found.finished

    def kept(self) -> tuple[StoredRecord, ...]:
        """The records kept on this workstation, as listed."""
        return self._kept

    def chosen(self) -> Person | None:
        """The person whose match is chosen on the page; where the ward cannot be had, whose row is."""
        match = self._matching(self._view.chosen)
        if match is None and self.ward.is_lost():
            return self.ward.person(self._view.chosen_on_ward)
        return match

    def tick(self) -> None:
        """A second passed: waiting sources count it."""
        if self._found is not None and not self.finished():
            self._render()

    def _listed(self, kept: tuple[StoredRecord, ...]) -> None:
        self._kept = kept
        self._render()

    def _typed(self, text: str) -> None:
        self._text = text
        self._render()

    def _submit(self) -> None:
        query = understand(self._text)
        if self._session is None or query.is_empty:
            return
        self._stop()
        asked = [source.id for source in self._workplace.configuration.asked]
        search = Search(
            self._session,
            query,
            asked,
            self._text,
            self._workplace.evidence,
            self._workplace.clock,
            lambda state: self._jobs.post(lambda: self._reported(search, state)),
        )
        self._search, self._found = search, None
        search.start(self._workplace.network)

    def _stop(self) -> None:
        if self._search is not None:
            self._search.cancel.cancel()
            self._search = None
            self._render()

    def _reported(self, search: Search, state: SearchState) -> None:
        if search is self._search:
            self._found = state
            unrecorded = next(
                (answer.error for answer in state.answers if isinstance(answer.error, EvidenceNotKept)), None
            )
            if unrecorded is not None:
                self._search = self._found = None
                self.failed.emit(unrecorded)
            self._render()

    def _open(self, key: str) -> None:
        person = self._matching(key)
        if person is not None:
            self.person_chosen.emit(person)

    def _matching(self, key: str) -> Person | None:
        found = self._found.matches if self._found is not None else ()
        return next((match.person for match in found if match.key == key), None)

    def _open_from_ward(self, key: str) -> None:
        person = self.ward.person(key)
        if person is not None:
            (self.emergency_chosen if self.ward.is_of_capsule() else self.person_chosen).emit(person)

    def _refresh_ward(self) -> None:
        self.ward.refresh()
        self._render()

    def _open_kept(self, record_id: str) -> None:
        record = next((record for record in self._kept if record.record_id == record_id), None)
        if record is not None:
            self.person_chosen.emit(record.person)

    def _render(self) -> None:
        found = self._found
        query = understand(self._text)
        self._view.render_state(
            PatientsState(
                understood=None if not self._text.strip() else query,
                coverage=self._coverage(found.answers) if found is not None else Coverage(),
                searching=self._search is not None and (found is None or not found.finished),
                searched=found is not None,
                matches=tuple(
                    Match(match.key, match.person, match.grade, match.criteria, self._copied_s(match.person))
                    for match in (found.matches if found is not None else ())
                ),
                namesakes=self._has_namesakes(),
                may_be_one=self._may_be_one(),
                offline=self._session is not None and self._session.offline_because is not None,
                cached=tuple(
                    CachedRecord(record.record_id, record.person, record.opened_s, record.copied_s)
                    for record in self._kept
                ),
                ward=self.ward.state() if self._session is not None else None,
                titles={source.id: source.title for source in self._workplace.configuration.source},
                now_s=self._workplace.clock.now_s(),
            )
        )
        self.rendered.emit()

    def _coverage(self, answers: tuple[Answer, ...]) -> Coverage:
        said = {answer.source_id: answer for answer in answers}
        sources = []
        for source in self._workplace.configured_coverage():
            answer = said.get(source.source_id)
            if answer is None:
                sources.append(source)
            elif answer.error is not None:
                fault = answer.error.kind if isinstance(answer.error, SourceError) else None
                unasked = fault is SourceFault.NOT_SIGNED_IN
                state = SourceState.NOT_ASKED if unasked else SourceState.FAILED
                sources.append(msgspec.structs.replace(source, state=state, fault=fault))
            elif answer.found is not None:
                sources.append(
                    msgspec.structs.replace(source, state=SourceState.ANSWERED, received=answer.found)
                )
            else:
                sources.append(msgspec.structs.replace(source, asked_s=answer.asked_s))
        return Coverage(tuple(sources))

    def _copied_s(self, person: Person) -> float | None:
        ids = {(patient.source_id, patient.patient_id) for patient in person.known_as}
        return next(
            (
                record.copied_s
                for record in self._kept
                if ids & {(patient.source_id, patient.patient_id) for patient in record.person.known_as}
            ),
            None,
        )

    def _people(self) -> list[Person]:
        return [match.person for match in self._found.matches] if self._found is not None else []

    def _has_namesakes(self) -> bool:
        """Two people whose names are easily taken for one another."""
        names = [str(person.leading.name).split(",")[0][:4] for person in self._people()]
        return len(names) != len(set(names))

    def _may_be_one(self) -> bool:
        """Two records with the same first name and birth date, kept apart for want of a shared number."""
        born = [
            (person.leading.name.given, person.leading.birth_date.text)
            for person in self._people()
            if person.leading.birth_date is not None
        ]
        return len(born) != len(set(born))
