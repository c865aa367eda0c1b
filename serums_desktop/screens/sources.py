"""The sources of the record on screen: what each gave, as whom it knows the person, who may be the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import SerumsError
from serums_desktop.domain.people import HERE, PatientAtSource, Person
from serums_desktop.domain.query import understand
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.record import RecordScreen
from serums_desktop.services.add_file import AddFile
from serums_desktop.services.find_patient import Search, SearchState
from serums_desktop.services.linking import Candidate, Linking, candidates
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.views.comparison import Compared
from serums_desktop.views.main_window import MainWindow
from serums_desktop.views.sources_dialog import Found, SourceRow, SourcesDialog, SourcesState

Result = TypeVar("Result")


class SourcesScreen(QObject):
    """Shows and changes how the record on screen is put together. `failed` carries an error to tell."""

    failed = Signal(object)

    def __init__(
        self,
        window: MainWindow,
        view: SourcesDialog,
        jobs: Jobs,
        workplace: Workplace,
        record: RecordScreen,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._view = view
        self._jobs = jobs
        self._workplace = workplace
        self._record = record
        self._session: Session | None = None
        self._search: Search | None = None
        self._answer: SearchState | None = None
        self._open = False
        view.closed.connect(self.close)
        view.search_requested.connect(self.ask)
        view.link_requested.connect(self.link)
        view.part_requested.connect(self.part)
        record.rendered.connect(self._render)

    def begin(self, session: Session) -> None:
        """A person signed in."""
        self._session = session

    def end(self) -> None:
        """The session is over: nothing of it stays, not even in a widget."""
        self.close()
        self._session = None

    def open(self) -> None:
        """Lay the dialog over the record."""
        if self._session is None or self._record.opened() is None:
            return
        self._open = True
        self._render()
        self._window.lay_over(self._view)

    def close(self) -> None:
        """Put the dialog away; a search that is under way stops."""
        if self._search is not None:
            self._search.cancel.cancel()
        self._search = self._answer = None
        if self._open:
            self._open = False
            self._window.take_away(self._view)
        self._view.forget()

    def is_asking(self) -> bool:
        """Whether sources are still being asked for candidates."""
        return self._search is not None and (self._answer is None or not self._answer.finished)

    def ask(self, words: str) -> None:
        """Ask the sources that do not know the person for patients who may be the same."""
        session, opened, query = self._session, self._record.opened(), understand(words)
        if session is None or opened is None or query.is_empty:
            return
        if self._search is not None:
            self._search.cancel.cancel()
        known = {patient.source_id for patient in opened.person.known_as}
        asked = [source.id for source in self._workplace.configuration.asked if source.id not in known]
        search = Search(
            session,
            query,
            asked,
            words,
            self._workplace.evidence,
            self._workplace.clock,
            lambda state: self._jobs.post(lambda: self._reported(search, state)),
        )
        self._search, self._answer = search, None
        search.start(self._workplace.network)
        self._render()

    def found(self) -> tuple[Candidate, ...]:
        """Who may be the same person, the likeliest first."""
        opened = self._record.opened()
        if opened is None:
            return ()
        named: list[PatientAtSource] = []
        for source in self._record.coverage().sources:
            named.extend(source.unlinked)
        if self._answer is not None:
            named.extend(patient for match in self._answer.matches for patient in match.person.known_as)
        return candidates(opened.person, named)

    def link(self, key: str) -> None:
        """Link one of those who were found to the record."""
        chosen = next((one.patient for one in self.found() if one.key == key), None)
        if chosen is not None:
            self._change(lambda linking: linking.link(chosen))

    def part(self, source_id: str) -> None:
        """Take a link back, or a file out of the record."""
        opened, session = self._record.opened(), self._session
        if opened is None or session is None or self._record.is_emergency():
            return
        patient = next((one for one in opened.person.known_as if one.source_id == source_id), None)
        if patient is not None:
            self._change(lambda linking: linking.unlink(patient))
        else:
            files = AddFile(session, self._workplace, opened.record_id)
            self._run(partial(files.remove, source_id), lambda _none: self._record.reread())

    # -- inside ------------------------------------------------------------------------------------

    def _change(self, change: Callable[[Linking], Person]) -> None:
        opened, session = self._record.opened(), self._session
        if opened is None or session is None or self._record.is_emergency():
            return
        record_id = opened.record_id
        linking = Linking(session, self._workplace, record_id)
        self._run(partial(change, linking), partial(self._changed, record_id))

    def _changed(self, record_id: str, person: Person) -> None:
        """Another record may have been opened meanwhile: its sources are asked about its own person."""
        opened = self._record.opened()
        if opened is not None and opened.record_id == record_id:
            self._record.relinked(person)

    def _run(self, job: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._jobs.deliver(self._workplace.network.submit(job), done, self._broke)

    def _broke(self, error: BaseException) -> None:
        self.close()
        self.failed.emit(error)

    def _reported(self, search: Search, state: SearchState) -> None:
        if search is not self._search:
            return
        self._answer = state
        failed = [answer.error for answer in state.answers if isinstance(answer.error, SerumsError)]
        if state.finished and failed and len(failed) == len(state.answers):
            self._broke(failed[0])
        else:
            self._render()

    def _render(self) -> None:
        opened = self._record.opened()
        if not self._open:
            return
        if opened is None:
            self.close()
            return
        person = opened.person
        titles = {source.source_id: source.title for source in self._record.coverage().sources}
        leading = person.leading
        born = leading.birth_date.text if leading.birth_date is not None else ""
        is_unknown = leading.source_id == HERE
        words = "" if is_unknown else f"{leading.name.family} {leading.name.given} {born}".strip()
        self._view.render_state(
            SourcesState(
                person=", ".join(filter(None, (str(leading.name), born))),
                words=words,
                rows=tuple(self._row(source, person) for source in self._record.coverage().sources),
                found=tuple(
                    Found(
                        one.key,
                        titles.get(one.patient.source_id, one.patient.source_id),
                        one.patient,
                        Compared(
                            self.tr("this record"),
                            titles.get(one.patient.source_id, one.patient.source_id),
                            one.weighing.likelihood,
                            one.weighing.comparisons,
                        ),
                    )
                    for one in self.found()
                ),
                searching=self.is_asking(),
                searched=self._answer is not None,
                can_change=not self._record.is_emergency(),
            )
        )

    def _row(self, source: SourceCoverage, person: Person) -> SourceRow:
        patient = next((one for one in person.known_as if one.source_id == source.source_id), None)
        link = next((one for one in person.links if one.source_id == source.source_id), None)
        can_part = source.state is SourceState.ADDED or (patient is not None and len(person.known_as) > 1)
        return SourceRow(source, patient, link, can_part)
