"""One hospital of a SERUMS data lake as a source of records."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial

import msgspec
import requests

from serums_desktop.domain.coverage import Held, Unfinished
from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Anew, Disposition, Reason, Received
from serums_desktop.host.configuration import DataLake
from serums_desktop.sources.data_lake import people, plan
from serums_desktop.sources.data_lake.client import SERVER_ERROR, Answer, LakeClient
from serums_desktop.sources.data_lake.definitions import hospital_of
from serums_desktop.sources.data_lake.plan import Step
from serums_desktop.sources.data_lake.reading import HospitalReader
from serums_desktop.sources.data_lake.wire import LakeHttp, LakeTokens, Limits
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Pool

_PAGE_SIZE = 500


class DataLakeSource:
    """One hospital of a data lake. Safe from any thread; one call is one conversation.

    `http` carries the trust anchors; `timeout_s` is how long a service may be silent; `parallel` is how many
    requests it is sent at once. There is no ward, and no difference between purposes: the data lake knows
    none. Raises ConfigurationError for a service that is not asked over TLS.
    """

    def __init__(
        self,
        *,
        source_id: str,
        lake: DataLake,
        http: requests.Session,
        tokens: LakeTokens,
        timeout_s: float,
        parallel: int = 3,
        limits: Limits | None = None,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        limits = msgspec.structs.replace(limits or Limits(), read_timeout_s=timeout_s)
        self._source_id = source_id
        self._hospital = hospital_of(lake)
        self._http = LakeHttp(source_id, (lake.base, lake.rules), http, tokens, limits)
        self._client = LakeClient(self._http, lake, now_s)
        self._parallel = parallel
        self._now_s = now_s

    @property
    def source_id(self) -> str:
        """The configuration's name for it."""
        return self._source_id

    def search(
        self, query: PatientQuery, purpose: PurposeOfUse, cancel: CancelToken
    ) -> list[PatientAtSource]:
        """Patients that match exactly, each checked against what was asked.

        Raises SourceError, Cancelled.
        """
        del purpose  # the data lake knows none
        found: dict[str, PatientAtSource] = {}
        broken: SourceError | None = None
        stop = CancelToken(parent=cancel)
        with Pool(f"{self._source_id}-search", self._parallel) as pool:
            try:
                asked = [
                    pool.submit(partial(self._client.hits, question, stop))
                    for question in people.questions(query, self._hospital)
                ]
                for future in asked:
                    try:
                        hits = future.result()
                    except SourceError as error:
                        # Some people's names the service cannot put into words: others may be found.
                        if error.http_status != SERVER_ERROR:
                            raise
                        broken = error
                        continue
                    found |= {hit.patient_id: hit for hit in hits if people.fits(query, hit)}
            finally:
                stop.cancel()
        if broken is not None and not found:
            raise broken
        return list(found.values())

    def patient(self, patient_id: str, purpose: PurposeOfUse, cancel: CancelToken) -> PatientAtSource | None:
        """The patient of this id, None where the hospital has none. Raises SourceError, Cancelled."""
        del purpose  # the data lake knows none
        number = patient_id.partition("-")[2]
        if not number.isdigit():
            return None
        hits = self._client.hits({"patient_id": int(number)}, cancel)
        return next((hit for hit in hits if hit.patient_id == patient_id), None)

    def read(
        self,
        patient: PatientAtSource,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None = None,
        held: Held | None = None,
        resume: Unfinished | None = None,
    ) -> Iterator[list[Received] | Anew]:
        """Everything that the patient's rules let this person see, in pages of at most 500, warnings first.

        It is always everything: the data lake cannot tell what changed since. Raises SourceError (its
        `kept` says how much came before), Cancelled. A return without an error means that the hospital was
        read to its end, whatever of it there was to see.
        """
        del held
        if resume is not None:
            yield Anew()
        try:
            registered = self.patient(patient.patient_id, purpose, cancel)
        except SourceError as error:
            if error.http_status != SERVER_ERROR:
                raise
            # It cannot tell who that is: every answer is still checked against who was asked for.
            registered = patient
        if registered is None:
            return
        if not people.is_same_person(registered, patient):
            yield [self._another_person()]
            return
        kept = 0
        try:
            for received in self._conversation(registered, cancel, types):
                for start in range(0, len(received), _PAGE_SIZE):
                    page = received[start : start + _PAGE_SIZE]
                    kept += len(page)
                    yield page
        except SourceError as error:
            raise SourceError(
                self._source_id,
                error.kind,
                http_status=error.http_status,
                kept=kept,
                retry_after_s=error.retry_after_s,
            ) from error

    def close(self) -> None:
        """Close idle connections."""
        self._http.close()

    # -- the conversation --------------------------------------------------------------------------

    def _conversation(
        self, patient: PatientAtSource, cancel: CancelToken, types: frozenset[str] | None
    ) -> Iterator[list[Received]]:
        """Ask tag by tag, several at once, and read each table once it is whole."""
        serums_id, _ = people.numbers_of(patient)
        allowed = self._client.permission(serums_id, cancel)
        reader = HospitalReader(self._hospital, self._source_id, patient, allowed, types, self._now_s())
        wanted = {
            table: columns
            for table in HospitalReader.tables_of(self._hospital, types)
            if (columns := allowed.columns.get(table, frozenset()) - {self._hospital.key})
        }
        unasked = set(allowed.tags & self._client.listed_tags(cancel)) if wanted else set()
        broken: SourceError | None = None
        stop = CancelToken(parent=cancel)
        with Pool(f"{self._source_id}-tags", self._parallel) as pool:
            try:
                # A tag that fails, or is kept back all the same, leaves its columns to those not asked yet.
                while steps := plan.steps(self._hospital, unasked, wanted):
                    unasked -= {step.tag for step in steps}
                    asked = [
                        pool.submit(partial(self._client.answer, serums_id, step.tag, stop)) for step in steps
                    ]
                    for place, future in enumerate(asked):
                        answer, error = _outcome(future)
                        broken = broken or error
                        strangers = reader.take(steps[place], answer)
                        for table in answer.keys() & steps[place].tables:
                            wanted[table] -= self._hospital.tags[steps[place].tag][table]
                        later = {table for step in steps[place + 1 :] for table in step.tables}
                        later |= plan.offered(self._hospital, unasked, wanted)
                        yield strangers + reader.read(later)
                if types is None and not allowed.is_narrowed:
                    # What a hospital defined since: its tables are kept as they come.
                    for tag in sorted(unasked - self._hospital.tags.keys()):
                        answer = self._client.answer(serums_id, tag, stop)
                        strangers = reader.take(Step(tag, frozenset()), answer)
                        yield strangers + reader.read(frozenset())
                yield reader.read(frozenset())
            finally:
                stop.cancel()
        if broken is not None:
            raise broken

    def _another_person(self) -> Received:
        return Received(
            source_id=self._source_id,
            resource_type="Patient",
            resource_id="other-1",
            raw=b"",
            disposition=Disposition.QUARANTINED,
            reason=Reason.OTHER_PATIENT,
        )


def _outcome(future: Future[Answer]) -> tuple[Answer, SourceError | None]:
    """A tag that fails does not keep the others from being read."""
    try:
        return future.result(), None
    except SourceError as error:
        return {}, error
