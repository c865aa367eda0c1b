"""A FHIR server as a source of records."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing

import msgspec
import requests

from serums_desktop.domain.coverage import Held, Unfinished
from serums_desktop.domain.errors import Cancelled, SerumsError, SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Anew, PreparedPage, Progress, Served
from serums_desktop.domain.ward import Ward
from serums_desktop.host import log
from serums_desktop.sources.fhir import attachments, ward
from serums_desktop.sources.fhir.bundles import BundleEntry, Page, read_page
from serums_desktop.sources.fhir.by_type import LinkGone, questions, type_by_type
from serums_desktop.sources.fhir.capabilities import Capabilities, read_capabilities
from serums_desktop.sources.fhir.changes import Changes, find_changes, read_changes
from serums_desktop.sources.fhir.conversation import NOT_OFFERED, PAGE_COUNT, Conversation, Habits, Meter
from serums_desktop.sources.fhir.course import Course, Fetched, Place, place_of
from serums_desktop.sources.fhir.http import AccessTokens, FhirHttp, Limits, Parameters
from serums_desktop.sources.fhir.listed import DECODERS
from serums_desktop.sources.fhir.listing import CannotList
from serums_desktop.sources.fhir.matching import match_question
from serums_desktop.sources.fhir.page_reading import (
    Cursor,
    Here,
    PageReading,
    Reading,
    ReadPage,
    Run,
    cursor_of,
)
from serums_desktop.sources.fhir.patients import patient as read_patient
from serums_desktop.sources.fhir.retraction import has_unknown_modifier
from serums_desktop.sources.fhir.shape import WrongShape
from serums_desktop.sources.fhir.structs_problems import Patient
from serums_desktop.work.cancel import CancelToken

_MOST_SEARCH_PAGES = 5
_MOST_PRODUCTS = 200
_IDS_PER_QUESTION = 50

# A copy is read anew once a day: a change that a server reports to nobody lasts no longer than that.
_FULL_EVERY_S = 24 * 3600.0

# What a question about whom a server thinks of is answered with where it cannot think of anybody.
_NOBODY_TO_MATCH = NOT_OFFERED | {422}


class FhirSource:
    """One FHIR R4 or R4B server. Safe from any thread; one call is one conversation.

    `http` carries the trust anchors; `timeout_s` is how long the server may be silent, `parallel` how many
    requests it is sent at once. A copy of less than `changes_from` resources is always read anew: that takes
    a page or two, and asking what changed takes more. `now_s` tells UTC epoch seconds by the clock that
    dates copies. `reading` is who reads the pages of a record,
    this process where nobody is named. Raises ConfigurationError for a base that is not HTTPS.
    """

    def __init__(
        self,
        *,
        source_id: str,
        fhir_base: str,
        http: requests.Session,
        tokens: AccessTokens,
        timeout_s: float,
        limits: Limits | None = None,
        parallel: int = 3,
        changes_from: int = 500,
        now_s: Callable[[], float] = time.time,
        reading: Reading | None = None,
    ) -> None:
        self._source_id = source_id
        self._limits = msgspec.structs.replace(limits or Limits(), read_timeout_s=timeout_s)
        self._http = FhirHttp(source_id, fhir_base, http, tokens, self._limits)
        self._parallel = parallel
        self._changes_from = changes_from
        self._now_s = now_s
        self._reading = reading or Here()
        self._habits = Habits()
        self._guard = threading.Lock()
        self._capabilities: Capabilities | None = None

    @property
    def source_id(self) -> str:
        """The configuration's name for it."""
        return self._source_id

    def search(
        self, query: PatientQuery, purpose: PurposeOfUse, cancel: CancelToken
    ) -> list[PatientAtSource]:
        """Patients that may match: by each identifier, by name with the birth date, as the server matches.

        A name is asked for word by word, because which words are surnames only the source knows.
        Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        asked: list[Parameters] = [
            {"identifier": f"{number.system}|{number.value}"} for number in query.identifiers
        ]
        if query.words:
            by_name: dict[str, str | list[str]] = {"name": list(query.words)}
            if query.birth_date is not None:
                by_name["birthdate"] = query.birth_date.isoformat()
            asked.append(by_name)
        talk = self._talk(purpose, cancel)
        found: dict[str, PatientAtSource] = {}
        for question in asked:
            try:
                for page in talk.pages("Patient", question, _MOST_SEARCH_PAGES):
                    found |= {patient.patient_id: patient for patient in self._patients(page)}
            except SourceError as error:
                talk.raise_unless_empty(error, "Patient")
        if talk.capabilities.match and not query.is_empty:
            found |= {patient.patient_id: patient for patient in self._matched(talk, query)}
        return list(found.values())

    def patient(self, patient_id: str, purpose: PurposeOfUse, cancel: CancelToken) -> PatientAtSource | None:
        """The patient of this id, None where the source serves none.

        Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        talk = self._talk(purpose, cancel)
        try:
            return self._by_id(talk, [patient_id]).get(patient_id)
        except SourceError as error:
            talk.raise_unless_empty(error, "Patient")
            return None

    def read(
        self,
        patient: PatientAtSource,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None = None,
        held: Held | None = None,
        resume: Unfinished | None = None,
    ) -> Iterator[ReadPage | Served | Progress | Anew]:
        """Everything the source releases for this patient and purpose, in pages of at most 500.

        With `types`, only those and the patient are asked for, each by itself. With `held`, a server that can
        list what it has is asked for what the copy lacks alone, and `Served` comes last; a copy that is a
        day old is read anew. What is read whole can go on after each `Progress`: with `resume` it does, or
        says that it begins `Anew`.
        Raises SourceError (its `kept` says how much came before, its `missing` what nobody was given),
        SignInRefused, CardError, Cancelled. A return without an error means that the source was read to its
        end.
        """
        talk = self._talk(purpose, cancel)
        patient_id = patient.patient_id
        if resume is not None:
            cursor = self._cursor(resume, patient_id)
            if cursor is not None:
                try:
                    yield from self._read(talk, patient_id, types, None, (resume, cursor))
                except LinkGone:
                    log.event("reading-begun-anew", source=self._source_id)
                else:
                    return
            yield Anew()
        yield from self._read(talk, patient_id, types, held)

    def ward(self, location: str, purpose: PurposeOfUse, cancel: CancelToken) -> Ward:
        """Who lies at a Location ("Location/id") now.

        Raises SourceError, SignInRefused, CardError, Cancelled.
        """
        talk = self._talk(purpose, cancel)
        here = ward.read_location(talk.get(location).body)
        question: Parameters = {"location": location, "status": "in-progress", "_count": PAGE_COUNT}
        pages = talk.pages("Encounter", question, _MOST_SEARCH_PAGES)
        stays = [stay for page in pages for stay in ward.encounters(page.records)]
        ids = list(dict.fromkeys(filter(None, map(ward.patient_id, stays))))
        return Ward(here, tuple(ward.inpatients(stays, self._by_id(talk, ids), location)))

    def attachment(self, url: str, purpose: PurposeOfUse, cancel: CancelToken) -> bytes:
        """A letter by the address that an entry gives. Raises FileNotTaken and what `search` raises."""
        return attachments.fetch(self._http, url, purpose, cancel)

    def reread(
        self,
        patient_id: str,
        resources: Sequence[bytes],
        types: frozenset[str],
        cancel: CancelToken,
    ) -> Iterator[ReadPage]:
        """What this server sent earlier of a patient, of these types, read as if it came now.

        Raises SourceError, Cancelled.
        """
        run = Run(self._source_id, patient_id, self._http.fhir_base, types)
        entries = [BundleEntry(resource=msgspec.Raw(raw)) for raw in resources]
        with closing(self._reading.begin(run, cancel)) as reading:
            for parts in (reading.page(entries), reading.finish(complete=True)):
                for part in parts:
                    if not isinstance(part, Progress):
                        yield part

    def close(self) -> None:
        """Close idle connections, and end the reading of every run."""
        self._http.close()
        self._reading.close()

    # -- the conversation --------------------------------------------------------------------------

    def _talk(self, purpose: PurposeOfUse, cancel: CancelToken) -> Conversation:
        meter = Meter(self._source_id, self._limits)
        capabilities = self._known_capabilities(purpose, cancel)
        return Conversation(self._http, capabilities, self._habits, meter, purpose, cancel)

    def _is_worth_changes(self, held: Held) -> bool:
        is_fresh = 0 <= self._now_s() - held.full_s < _FULL_EVERY_S
        return is_fresh and len(held.versions) >= self._changes_from and self._habits.lists

    def _read(
        self,
        talk: Conversation,
        patient_id: str,
        types: frozenset[str] | None,
        held: Held | None,
        resume: tuple[Unfinished, Cursor] | None = None,
    ) -> Iterator[ReadPage | Served | Progress]:
        changes: Changes | None = None
        if held is not None and types is None and self._is_worth_changes(held):
            changes = find_changes(talk, patient_id, held, self._parallel)
        known = changes.served if changes is not None and not changes.gone else frozenset()
        place, state = self._start(talk, patient_id, held), None
        if resume is not None:
            known, place, state = resume[0].keys, place_of(resume[1].place), resume[1].state
        run = Run(self._source_id, patient_id, self._http.fhir_base, types, known, state)
        sent = _Sent(named=changes is not None)
        broken: SerumsError | None = None
        with closing(self._reading.begin(run, talk.cancel)) as reading:
            course = Course(talk, patient_id, reading, self._parallel, self._now_s(), place)
            try:
                with closing(self._pages(talk, course, reading, types, changes)) as pages:
                    for part in _read_by(reading, pages):
                        yield sent.counted(part)
            except Cancelled:
                raise
            except SerumsError as error:
                broken = error
            except LinkGone as gone:
                if resume is not None:
                    raise
                broken = gone.error
            try:
                for part in reading.finish(complete=broken is None):
                    yield sent.counted(part)
            except SourceError as error:
                broken = broken or error
        if isinstance(broken, SourceError):
            raise SourceError(
                self._source_id,
                broken.kind,
                http_status=broken.http_status,
                kept=sent.resources,
                retry_after_s=broken.retry_after_s,
                missing=broken.missing,
            ) from broken
        if broken is not None:
            raise broken
        if changes is not None:
            # What was asked for and not taken, such as what came masked, is not what the copy has of it.
            yield Served((known - changes.wanted) | sent.names)

    def _start(self, talk: Conversation, patient_id: str, held: Held | None) -> Place:
        """Where a reading begins. What is on screen already need not come in any order."""
        return Place(patient_id, self._http.fhir_base, talk.reads_whole, in_order=held is None)

    def _cursor(self, resume: Unfinished, patient_id: str) -> Cursor | None:
        """Where a reading goes on; None where that is not known to this server as it is configured now."""
        try:
            cursor = cursor_of(resume.cursor)
            place = place_of(cursor.place)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        is_same = (place.patient_id, place.fhir_base) == (patient_id, self._http.fhir_base)
        return cursor if is_same else None

    def _pages(
        self,
        talk: Conversation,
        course: Course,
        reading: PageReading,
        types: frozenset[str] | None,
        changes: Changes | None,
    ) -> Generator[Fetched, None, None]:
        patient_id = course.patient_id
        if types is not None:
            asked = list(questions(patient_id, talk.capabilities, types))
            for _, page in type_by_type(talk, asked, self._parallel):
                yield Fetched(page.records)
        elif changes is None or changes.gone:
            yield from course.pages()
        else:
            try:
                for page in read_changes(talk, patient_id, changes):
                    yield Fetched(page.records)
            except CannotList:
                # What changed hands between the two questions is read again as a whole.
                yield from course.pages()
            except SourceError as error:
                if error.http_status not in NOT_OFFERED and error.kind is not SourceFault.FORBIDDEN:
                    raise
                talk.habits.refused_listing()
                yield from course.pages()
        for page in self._products(talk, reading):
            yield Fetched(page.records)

    def _products(self, talk: Conversation, reading: PageReading) -> Iterator[Page]:
        """Medicines' names that are resources of their own and did not come along."""
        for address in reading.missing_products()[:_MOST_PRODUCTS]:
            try:
                answer = talk.get(address)
            except SourceError as error:
                if error.http_status in NOT_OFFERED or error.kind is SourceFault.FORBIDDEN:
                    continue
                raise
            yield Page(entry=[BundleEntry(resource=msgspec.Raw(answer.body))])

    def _matched(self, talk: Conversation, query: PatientQuery) -> Iterator[PatientAtSource]:
        try:
            answer = talk.post("Patient/$match", match_question(query))
            yield from self._patients(read_page(answer.body, self._source_id))
        except SourceError as error:
            if error.http_status not in _NOBODY_TO_MATCH:
                talk.raise_unless_empty(error, "Patient")

    def _by_id(self, talk: Conversation, ids: Sequence[str]) -> dict[str, PatientAtSource]:
        """The patients of these ids that the source serves."""
        found: dict[str, PatientAtSource] = {}
        for first in range(0, len(ids), _IDS_PER_QUESTION):
            some: Parameters = {
                "_id": ",".join(ids[first : first + _IDS_PER_QUESTION]),
                "_count": PAGE_COUNT,
            }
            for page in talk.pages("Patient", some, _MOST_SEARCH_PAGES):
                found |= {patient.patient_id: patient for patient in self._patients(page)}
        return found

    def _known_capabilities(self, purpose: PurposeOfUse, cancel: CancelToken) -> Capabilities:
        with self._guard:
            known = self._capabilities
        if known is None:
            try:
                known = read_capabilities(self._http.get("metadata", purpose, cancel).body, self._source_id)
            except SourceError as error:
                if error.http_status not in NOT_OFFERED:
                    raise
                known = Capabilities()
            with self._guard:
                self._capabilities = known
        return known

    def _patients(self, page: Page) -> Iterator[PatientAtSource]:
        for entry in page.records:
            raw = bytes(entry.resource)
            try:
                resource = DECODERS["Patient"].decode(raw)
                if isinstance(resource, Patient) and resource.id and not has_unknown_modifier(resource, raw):
                    yield read_patient(resource, self._source_id)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, WrongShape):
                # Not a patient that could be recognised, so not one that could be chosen.
                continue


def _read_by(reading: PageReading, pages: Iterable[Fetched]) -> Iterator[ReadPage | Progress]:
    for fetched in pages:
        if fetched.records:
            yield from reading.page(fetched.records, fetched.place, urgent=fetched.urgent)
        if fetched.settles:
            yield from reading.release(fetched.place)


class _Sent:
    """What a run handed on: how many resources, and, where they are `named`, ``Type/id`` of each."""

    def __init__(self, *, named: bool) -> None:
        self._named = named
        # What waits for others may come twice.
        self._different: set[int] = set()
        self.names: set[str] = set()

    @property
    def resources(self) -> int:
        """How many different ones were handed on."""
        return len(self._different)

    def counted(self, part: ReadPage | Progress) -> ReadPage | Progress:
        """The part, counted."""
        if isinstance(part, Progress):
            return part
        if isinstance(part, PreparedPage):
            names = list(part.names)
        else:
            names = [f"{one.resource_type}/{one.resource_id}" for one in part]
        self._different.update(map(hash, names))
        if self._named:
            self.names.update(names)
        return part
