"""Find the one patient whom another program named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from queue import SimpleQueue

from serums_desktop.domain.errors import Cancelled, EvidenceNotKept, NotOpened, OpeningFault, SerumsError
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.opening import EhrLaunch, PatientContext
from serums_desktop.domain.people import PatientAtSource, Person
from serums_desktop.domain.query import PatientQuery
from serums_desktop.services.deeds import search_deed
from serums_desktop.services.find_patient import Search, SearchState
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace
from serums_desktop.work.cancel import CancelToken

# What an EHR's launch leads to: a source and its id of the patient. It may show the provider's page.
Launch = Callable[[EhrLaunch, str, CancelToken], tuple[str, str]]


class FindNamed:
    """Turns what another program asked for into one person, or says why it is none. Runs on a worker."""

    def __init__(self, session: Session, workplace: Workplace, launch: Launch) -> None:
        self._session = session
        self._workplace = workplace
        self._launch = launch

    def __call__(self, request: PatientContext | EhrLaunch, cancel: CancelToken) -> Person:
        """The person, as every source that answered knows them.

        The lookup is on record before a source is asked. Raises NotOpened, EvidenceNotKept, SourceError,
        SignInRefused, BrowserSignInFailed, StoreError, Cancelled.
        """
        if isinstance(request, PatientContext):
            return self._by_identifiers((request.identifier,), cancel)
        source_id, patient_id = self._launch(request, self._session.holder.staff_id, cancel)
        patient = self._read(source_id, patient_id, cancel)
        if not patient.identifiers:
            return Person((patient,))
        for person in self._matching(patient.identifiers, cancel)[0]:
            if any((one.source_id, one.patient_id) == (source_id, patient_id) for one in person.known_as):
                return person
        return Person((patient,))

    def _by_identifiers(self, identifiers: tuple[Identifier, ...], cancel: CancelToken) -> Person:
        found, failed = self._matching(identifiers, cancel)
        if len(found) > 1:
            raise NotOpened(OpeningFault.SEVERAL)
        if found:
            return found[0]
        if isinstance(failed, EvidenceNotKept):
            raise failed
        kept = [
            record.person
            for record in self._workplace.database_lane.submit(self._workplace.store.records).result()
            if set(identifiers) & set(record.person.identifiers)
        ]
        if len(kept) == 1:
            return kept[0]
        if failed is not None:
            # A source that did not answer may know them: that nobody does cannot be said.
            raise failed
        raise NotOpened(OpeningFault.NOT_FOUND)

    def _read(self, source_id: str, patient_id: str, cancel: CancelToken) -> PatientAtSource:
        session = self._session
        self._workplace.evidence.keep(
            search_deed(session, self._workplace.clock, f"_id={patient_id}", [source_id])
        )
        patient = session.sources[source_id].patient(patient_id, session.purpose, cancel)
        if patient is None:
            raise NotOpened(OpeningFault.NOT_FOUND)
        return patient

    def _matching(
        self, identifiers: Sequence[Identifier], cancel: CancelToken
    ) -> tuple[list[Person], SerumsError | None]:
        """People who carry one of these identifiers, and what a source failed with."""
        ended: SimpleQueue[SearchState | None] = SimpleQueue()

        def report(state: SearchState) -> None:
            if state.finished:
                ended.put(state)

        typed = " ".join(f"{number.system}|{number.value}" for number in identifiers)
        search = Search(
            self._session,
            PatientQuery(identifiers=tuple(identifiers)),
            [source.id for source in self._workplace.configuration.asked],
            typed,
            self._workplace.evidence,
            self._workplace.clock,
            report,
        )
        withdraw = cancel.on_cancel(search.cancel.cancel)
        give_up = search.cancel.on_cancel(lambda: ended.put(None))
        try:
            search.start(self._workplace.network)
            state = ended.get()
        finally:
            give_up()
            withdraw()
        if state is None:
            raise Cancelled
        wanted = set(identifiers)
        people = [match.person for match in state.matches if wanted & set(match.person.identifiers)]
        return people, next((answer.error for answer in state.answers if answer.error is not None), None)
