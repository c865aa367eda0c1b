"""The questions that one hospital of a data lake is asked, over its three services."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec
import requests

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.host.configuration import DataLake
from serums_desktop.sources.data_lake import people
from serums_desktop.sources.data_lake.claims import Claims, claims
from serums_desktop.sources.data_lake.definitions import hospital_of
from serums_desktop.sources.data_lake.permissions import (
    DEPARTMENT,
    INDIVIDUAL,
    Grantee,
    Permission,
    Rule,
    permission,
)
from serums_desktop.sources.data_lake.rows import Row, from_tables, from_vault
from serums_desktop.sources.data_lake.sealed import NotAnAnswer, OnceKey, read_json
from serums_desktop.sources.data_lake.wire import LakeHttp
from serums_desktop.work.cancel import CancelToken

SERVER_ERROR = 500
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


class LakeClient:
    """Asks about one hospital's patients. Safe from any thread. `now_s` gives UTC epoch seconds."""

    def __init__(self, http: LakeHttp, lake: DataLake, now_s: Callable[[], float]) -> None:
        self.hospital = hospital_of(lake)
        self._http = http
        self._source_id = http.source_id
        self._base, self._rules = lake.base.rstrip("/"), lake.rules.rstrip("/")
        self._department_method = "POST" if lake.interface == 4 else "GET"
        self._now_s = now_s

    def hits(self, question: people.Question, cancel: CancelToken) -> list[PatientAtSource]:
        """Who a search finds; those without a SERUMS id have no record that could be asked for.

        Raises SourceError, Cancelled.
        """
        token, _ = self._token()
        asked = {"hospital_id": self.hospital.name, **question}
        answer = self._http.ask(f"{self._base}/search/serums_id", asked, cancel, token=token)
        if answer.status == SERVER_ERROR and answer.message.startswith(_NOBODY):
            return []
        if answer.status != requests.codes.ok:
            raise self._http.refused(answer)
        try:
            # The same form as a table: an object of rows by number.
            hits = read_json(answer.body)
            if not isinstance(hits, list):
                raise NotAnAnswer
            numbered = {str(place): hit for place, hit in enumerate(hits)}
            tables = from_tables({self.hospital.name: {self.hospital.people: numbered}}, self.hospital)
        except NotAnAnswer as error:
            raise SourceError(self._source_id, SourceFault.NOT_FHIR, http_status=answer.status) from error
        found = {}
        for row in tables[self.hospital.people]:
            serums_id, number = row.whole("serums_id"), people.native_number(row, self.hospital)
            if serums_id is not None and number:
                hit = people.patient(row, self.hospital, self._source_id, serums_id)
                found[hit.patient_id] = hit
        return list(found.values())

    def permission(self, serums_id: int, cancel: CancelToken) -> Permission:
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
        return permission(self.hospital, rules, serums_id, grantees, self._now_s())

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
            method=self._department_method,
        )
        if answer.status == requests.codes.ok:
            department = self._decoded(answer.body, _Department).department_id
        elif str(claimed.department_id).isdigit():
            department = int(str(claimed.department_id))
        if department is not None:
            grantees.append(Grantee(DEPARTMENT, department, hospital))
        return grantees

    def listed_tags(self, cancel: CancelToken) -> frozenset[str]:
        """The tags that the hospital says it has."""
        body = self._http.asked(f"{self._base}/tags_tables/tags", {"hospital_id": self.hospital.name}, cancel)
        return frozenset(self._decoded(body, _Tags).tags)

    def answer(self, serums_id: int, tag: str, cancel: CancelToken) -> Answer:
        """A tag's rows by table: from the vault, which keeps strings, else from the tables."""
        try:
            return from_vault(self._opened("data_vault/encrypted", serums_id, tag, cancel), self.hospital)
        except SourceError as error:
            if error.http_status not in _NO_VAULT:
                raise
        except NotAnAnswer:
            cancel.raise_if_cancelled()
        try:
            content = self._opened("smart_patient_health_record/encrypted", serums_id, tag, cancel)
            return from_tables(content, self.hospital)
        except NotAnAnswer as error:
            raise SourceError(self._source_id, SourceFault.NOT_FHIR) from error

    def _opened(self, address: str, serums_id: int, tag: str, cancel: CancelToken) -> object:
        token, _ = self._token()
        once = OnceKey()
        question = {
            "serums_id": serums_id,
            "tags": [tag],
            "hospital_ids": [self.hospital.name],
            "public_key": once.public_pem,
        }
        return once.open(self._http.asked(f"{self._base}/{address}", question, cancel, token=token))

    def _token(self) -> tuple[str, Claims]:
        token = self._http.token()
        return token, claims(token, self._source_id, self._now_s())

    def _decoded(self, body: bytes, kind: type[_Kind]) -> _Kind:
        try:
            return msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SourceError(self._source_id, SourceFault.NOT_FHIR) from error
