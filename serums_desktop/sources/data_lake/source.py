"""One hospital of a SERUMS data lake as a source of records."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

import msgspec
import requests

from serums_desktop.domain.coverage import Held
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.query import PatientQuery
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.host.configuration import DataLake
from serums_desktop.sources.data_lake import people, plan
from serums_desktop.sources.data_lake.claims import Claims, claims
from serums_desktop.sources.data_lake.definitions import HOSPITALS
from serums_desktop.sources.data_lake.permissions import (
    DEPARTMENT,
    INDIVIDUAL,
    Grantee,
    Permission,
    Rule,
    permission,
)
from serums_desktop.sources.data_lake.plan import Step
from serums_desktop.sources.data_lake.reading import HospitalReader
from serums_desktop.sources.data_lake.rows import Row, from_tables, from_vault
from serums_desktop.sources.data_lake.sealed import NotAnAnswer, OnceKey, read_json
from serums_desktop.sources.data_lake.wire import LakeHttp, LakeTokens, Limits
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Pool

_PAGE_SIZE = 500
_SERVER_ERROR = 500
# What a search says when it finds nobody, in place of an empty list.
_NOBODY = "Unable to find a patient"
# The answers of a data lake that does not offer the vault, or cannot make it of these rows.
_NO_VAULT = {404, 405, 500, 501}

Answer = dict[str, list[Row]]
_Kind = TypeVar("_Kind")


class _Tags(msgspec.Struct):
    tags: tuple[str, ...] = ()


class _Department(msgspec.Struct):
    department_id: int | None = None


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
        self._lake = lake
        self._hospital = HOSPITALS[lake.hospital]
        self._base, self._rules = lake.base.rstrip("/"), lake.rules.rstrip("/")
        self._http = LakeHttp(source_id, (lake.base, lake.rules), http, tokens, limits)
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
        token, _ = self._token()
        for question in people.questions(query, self._hospital):
            try:
                hits = self._hits(question, token, cancel)
            except SourceError as error:
                # Some people's names the service cannot put into words: others may be found all the same.
                if error.http_status != _SERVER_ERROR:
                    raise
                broken = error
                continue
            found |= {hit.patient_id: hit for hit in hits if people.fits(query, hit)}
        if broken is not None and not found:
            raise broken
        return list(found.values())

    def patient(self, patient_id: str, purpose: PurposeOfUse, cancel: CancelToken) -> PatientAtSource | None:
        """The patient of this id, None where the hospital has none. Raises SourceError, Cancelled."""
        del purpose  # the data lake knows none
        number = patient_id.partition("-")[2]
        if not number.isdigit():
            return None
        token, _ = self._token()
        hits = self._hits({"patient_id": int(number)}, token, cancel)
        return next((hit for hit in hits if hit.patient_id == patient_id), None)

    def read(
        self,
        patient: PatientAtSource,
        purpose: PurposeOfUse,
        cancel: CancelToken,
        types: frozenset[str] | None = None,
        held: Held | None = None,
    ) -> Iterator[list[Received]]:
        """Everything that the patient's rules let this person see, in pages of at most 500, warnings first.

        It is always everything: the data lake cannot tell what changed since. Raises SourceError (its
        `kept` says how much came before), Cancelled. A return without an error means that the hospital was
        read to its end, whatever of it there was to see.
        """
        del held
        try:
            registered = self.patient(patient.patient_id, purpose, cancel)
        except SourceError as error:
            if error.http_status != _SERVER_ERROR:
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
        allowed = self._permission(serums_id, cancel)
        reader = HospitalReader(self._hospital, self._source_id, patient, allowed, types, self._now_s())
        wanted = {
            table: columns
            for table in HospitalReader.tables_of(self._hospital, types)
            if (columns := allowed.columns.get(table, frozenset()) - {self._hospital.key})
        }
        unasked = set(allowed.tags & self._listed_tags(cancel)) if wanted else set()
        broken: SourceError | None = None
        stop = CancelToken(parent=cancel)
        with Pool(f"{self._source_id}-tags", self._parallel) as pool:
            try:
                # A tag that fails, or is kept back all the same, leaves its columns to those not asked yet.
                while steps := plan.steps(self._hospital, unasked, wanted):
                    unasked -= {step.tag for step in steps}
                    asked = [pool.submit(partial(self._answer, serums_id, step.tag, stop)) for step in steps]
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
                        answer = self._answer(serums_id, tag, stop)
                        strangers = reader.take(Step(tag, frozenset()), answer)
                        yield strangers + reader.read(frozenset())
                yield reader.read(frozenset())
            finally:
                stop.cancel()
        if broken is not None:
            raise broken

    def _permission(self, serums_id: int, cancel: CancelToken) -> Permission:
        """What the patient's rules let the person who asks see. Raises SourceError where none can be had."""
        token, claimed = self._token()
        rules: list[Rule] = []
        grantees = self._grantees(claimed, token, cancel)
        for number in dict.fromkeys(grantee.number for grantee in grantees):
            question = {
                "filters": [
                    {"filterType": "SIMPLE", "key": "grantor.id", "value": serums_id},
                    {"filterType": "NOT_EXPIRED"},
                    {"filterType": "SIMPLE", "key": "grantee.id", "value": number},
                ]
            }
            body = self._http.asked(f"{self._rules}/getRules", question, cancel, token=token)
            rules += self._decoded(body, list[Rule])
        return permission(self._hospital, rules, serums_id, grantees, self._now_s())

    def _grantees(self, claimed: Claims, token: str, cancel: CancelToken) -> list[Grantee]:
        """The person who asks, and their department as the hospital has it now."""
        hospital = claimed.organisation.upper()
        grantees = [Grantee(INDIVIDUAL, claimed.user_id, hospital)]
        department: int | None = None
        answer = self._http.ask(
            f"{self._base}/staff_tables/get_department_of_staff_member",
            None,
            cancel,
            token=token,
            method="POST" if self._lake.interface == 4 else "GET",
        )
        if answer.status == requests.codes.ok:
            department = self._decoded(answer.body, _Department).department_id
        elif str(claimed.department_id).isdigit():
            department = int(str(claimed.department_id))
        if department is not None:
            grantees.append(Grantee(DEPARTMENT, department, hospital))
        return grantees

    def _listed_tags(self, cancel: CancelToken) -> frozenset[str]:
        body = self._http.asked(
            f"{self._base}/tags_tables/tags", {"hospital_id": self._hospital.name}, cancel
        )
        return frozenset(self._decoded(body, _Tags).tags)

    def _answer(self, serums_id: int, tag: str, cancel: CancelToken) -> Answer:
        """A tag's rows by table: from the vault, which keeps strings, else from the tables."""
        try:
            return from_vault(self._opened("data_vault/encrypted", serums_id, tag, cancel), self._hospital)
        except SourceError as error:
            if error.http_status not in _NO_VAULT:
                raise
        except NotAnAnswer:
            cancel.raise_if_cancelled()
        try:
            content = self._opened("smart_patient_health_record/encrypted", serums_id, tag, cancel)
            return from_tables(content, self._hospital)
        except NotAnAnswer as error:
            raise SourceError(self._source_id, SourceFault.NOT_FHIR) from error

    def _opened(self, address: str, serums_id: int, tag: str, cancel: CancelToken) -> object:
        token, _ = self._token()
        once = OnceKey()
        question = {
            "serums_id": serums_id,
            "tags": [tag],
            "hospital_ids": [self._hospital.name],
            "public_key": once.public_pem,
        }
        return once.open(self._http.asked(f"{self._base}/{address}", question, cancel, token=token))

    # -- people ------------------------------------------------------------------------------------

    def _hits(self, question: people.Question, token: str, cancel: CancelToken) -> list[PatientAtSource]:
        """Who a search finds; those without a SERUMS id have no record that could be asked for."""
        asked = {"hospital_id": self._hospital.name, **question}
        answer = self._http.ask(f"{self._base}/search/serums_id", asked, cancel, token=token)
        if answer.status == _SERVER_ERROR and answer.message.startswith(_NOBODY):
            return []
        if answer.status != requests.codes.ok:
            raise self._http.refused(answer)
        try:
            # The same form as a table: an object of rows by number.
            hits = read_json(answer.body)
            if not isinstance(hits, list):
                raise NotAnAnswer
            numbered = {str(place): hit for place, hit in enumerate(hits)}
            tables = from_tables({self._hospital.name: {self._hospital.people: numbered}}, self._hospital)
        except NotAnAnswer as error:
            raise SourceError(self._source_id, SourceFault.NOT_FHIR, http_status=answer.status) from error
        found = {}
        for row in tables[self._hospital.people]:
            serums_id, number = row.whole("serums_id"), people.native_number(row, self._hospital)
            if serums_id is not None and number:
                hit = people.patient(row, self._hospital, self._source_id, serums_id)
                found[hit.patient_id] = hit
        return list(found.values())

    def _token(self) -> tuple[str, Claims]:
        token = self._http.token()
        return token, claims(token, self._source_id, self._now_s())

    def _decoded(self, body: bytes, kind: type[_Kind]) -> _Kind:
        try:
            return msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SourceError(self._source_id, SourceFault.NOT_FHIR) from error

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
