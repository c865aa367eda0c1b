"""Find a patient: every source and the copy on this workstation are asked at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial

import msgspec

from serums_desktop.domain.errors import Cancelled, EvidenceNotKept, SerumsError, SourceError, SourceFault
from serums_desktop.domain.people import Agreement, PatientAtSource, Person, group_people
from serums_desktop.domain.query import Criterion, Grade, PatientQuery, compare
from serums_desktop.host import log
from serums_desktop.services.deeds import search_deed
from serums_desktop.services.ports import Clock, EvidenceKeeper
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Pool


class Match(msgspec.Struct, frozen=True):
    """One person found, with how each criterion agrees."""

    person: Person
    grade: Grade
    criteria: tuple[Criterion, ...]

    @property
    def key(self) -> str:
        """Names the match while the search lasts."""
        leading = self.person.leading
        return f"{leading.source_id}/{leading.patient_id}"


class Answer(msgspec.Struct, frozen=True):
    """What one source said so far: None is "still asking", since `asked_s` (UTC epoch seconds)."""

    source_id: str
    asked_s: float
    found: int | None = None
    error: SerumsError | None = None


class SearchState(msgspec.Struct, frozen=True):
    """The search as it stands."""

    query: PatientQuery
    matches: tuple[Match, ...] = ()
    answers: tuple[Answer, ...] = ()

    @property
    def finished(self) -> bool:
        """Whether every source has answered or failed."""
        return all(answer.found is not None or answer.error is not None for answer in self.answers)


class Search:
    """One running search. `report` is called on worker threads with each new state."""

    def __init__(
        self,
        session: Session,
        query: PatientQuery,
        source_ids: Sequence[str],
        typed: str,
        evidence: EvidenceKeeper,
        clock: Clock,
        report: Callable[[SearchState], None],
    ) -> None:
        self._session = session
        self._query = query
        self._report = report
        self._guard = threading.Lock()
        self._found: list[PatientAtSource] = []
        self._evidence = evidence
        self._deed = search_deed(session, clock, typed, source_ids)
        self._answers = {source_id: Answer(source_id, clock.now_s()) for source_id in source_ids}
        self.cancel = CancelToken(parent=session.cancel)

    def start(self, pool: Pool) -> None:
        """Record the search, then ask all sources in parallel."""
        self._report(self._state())
        pool.submit(partial(self._begin, pool))

    def _begin(self, pool: Pool) -> None:
        try:
            self._evidence.keep(self._deed)
        except EvidenceNotKept as error:
            with self._guard:
                self._answers = {
                    source_id: msgspec.structs.replace(answer, error=error)
                    for source_id, answer in self._answers.items()
                }
                if not self.cancel.cancelled:
                    self._report(self._state())
            return
        if not self.cancel.cancelled:
            for source_id in self._answers:
                pool.submit(partial(self._ask, source_id))

    def _ask(self, source_id: str) -> None:
        asking = self._answers[source_id]
        try:
            found = self._session.sources[source_id].search(self._query, self._session.purpose, self.cancel)
            answer = msgspec.structs.replace(asking, found=len(found))
        except Cancelled:
            return
        except SerumsError as error:
            found, answer = [], msgspec.structs.replace(asking, error=error)
            if isinstance(error, SourceError):
                log.event("search-failed", source=source_id, fault=error.kind)
        except Exception as error:  # noqa: BLE001  one source's surprise must not silence the others
            log.event(
                "search-broke", source=source_id, error=type(error).__name__, place=log.error_place(error)
            )
            found, answer = (
                [],
                msgspec.structs.replace(asking, error=SourceError(source_id, SourceFault.NOT_FHIR)),
            )
        with self._guard:
            self._found.extend(found)
            self._answers[source_id] = answer
            state = self._state()
            if not self.cancel.cancelled:
                self._report(state)

    def _state(self) -> SearchState:
        return SearchState(self._query, tuple(rank(self._query, self._found)), tuple(self._answers.values()))


def rank(query: PatientQuery, found: Sequence[PatientAtSource]) -> list[Match]:
    """Group what sources found into people, the best match first."""
    matches = [_match(query, person) for person in group_people(list(found))]
    order = list(Grade)
    return sorted(
        matches, key=lambda match: (order.index(match.grade), str(match.person.leading.name), match.key)
    )


def _match(query: PatientQuery, person: Person) -> Match:
    by_name: dict[tuple[str, str], Agreement] = {}
    # The best any source says: a number one source was never given is not a difference.
    preference = [Agreement.SAME, Agreement.DIFFERS, Agreement.NOT_GIVEN]
    for patient in person.known_as:
        for criterion in compare(query, patient):
            known = by_name.get((criterion.name, criterion.system), Agreement.NOT_GIVEN)
            by_name[criterion.name, criterion.system] = min(known, criterion.agreement, key=preference.index)
    criteria = tuple(Criterion(name, agreement, system) for (name, system), agreement in by_name.items())
    says = {criterion.name: criterion.agreement for criterion in criteria}
    differs = any(criterion.agreement is Agreement.DIFFERS for criterion in criteria)
    if not differs and says.get("identifier") is Agreement.SAME:
        grade = Grade.CERTAIN
    elif not differs and says.get("birth-date") is Agreement.SAME:
        grade = Grade.PROBABLE
    else:
        grade = Grade.POSSIBLE
    return Match(person, grade, criteria)
