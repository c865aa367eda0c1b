"""A server's own matching: asked where it is offered, believed by nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.query import PatientQuery, understand
from serums_desktop.sources.fhir.http import Limits
from serums_desktop.sources.fhir.matching import match_question
from serums_desktop.sources.fhir.source import FhirSource
from tests.unit.sources.small_server import SmallServer, Tokens
from tests.unit.sources.test_source import bundle, only_nobody, person, says, search, statement

MATCH = "/fhir/Patient/$match"


@pytest.fixture
def source(server: SmallServer, session: requests.Session) -> Iterator[FhirSource]:
    offered = statement()
    offered["rest"][0]["resource"][0]["operation"].append({"name": "match"})
    server.routes["/fhir/metadata"] = says(offered)
    server.routes["/fhir/Patient"] = says(bundle(person("p1")))
    made = FhirSource(
        source_id="zmc",
        fhir_base=server.base,
        http=session,
        tokens=Tokens(),
        timeout_s=5,
        limits=Limits(retry_budget_s=0),
    )
    yield made
    made.close()


def graded(patient: dict[str, Any], grade: str) -> dict[str, Any]:
    answer = bundle(patient)
    answer["entry"][0]["search"] = {
        "mode": "match",
        "score": 0.99,
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/match-grade", "valueCode": grade}],
    }
    return answer


def test_the_question_says_what_is_known_and_wants_the_uncertain_too() -> None:
    query = understand("soler vila 14/3/1935 99881135R")
    resource, certain_only, _ = json.loads(match_question(query))["parameter"]
    assert resource["resource"] == {
        "resourceType": "Patient",
        "identifier": [{"system": query.identifiers[0].system, "value": "99881135R"}],
        "name": [{"text": "soler vila"}],
        "birthDate": "1935-03-14",
    }
    assert certain_only == {"name": "onlyCertainMatches", "valueBoolean": False}


def test_nothing_is_said_of_what_is_not_known() -> None:
    resource, *_ = json.loads(match_question(PatientQuery(words=("soler",))))["parameter"]
    assert resource["resource"] == {"resourceType": "Patient", "name": [{"text": "soler"}]}


@pytest.mark.parametrize("grade", ["certain", "possible", "certainly-not"])
def test_whom_a_server_thinks_of_joins_whom_the_search_found(
    grade: str, source: FhirSource, server: SmallServer
) -> None:
    server.routes[MATCH] = says(graded(person("p2"), grade))
    assert [patient.patient_id for patient in search(source, "soler")] == ["p1", "p2"]
    assert server.asked[-1].method == "POST"


@pytest.mark.parametrize("status", [400, 404, 405, 422, 501])
def test_a_server_that_thinks_of_nobody_is_searched_all_the_same(
    status: int, source: FhirSource, server: SmallServer
) -> None:
    server.routes[MATCH] = says({}, status)
    assert [patient.patient_id for patient in search(source, "soler")] == ["p1"]


def test_a_refusal_that_concerns_one_patient_is_nobody(source: FhirSource, server: SmallServer) -> None:
    server.routes[MATCH] = says({}, 403)
    server.routes["/fhir/Patient"] = only_nobody
    assert search(source, "soler") == []


def test_a_server_that_fails_while_matching_has_failed(source: FhirSource, server: SmallServer) -> None:
    server.routes[MATCH] = says({}, 500)
    with pytest.raises(SourceError) as failed:
        search(source, "soler")
    assert failed.value.kind is SourceFault.SERVER_ERROR


def test_a_server_that_does_not_offer_it_is_not_asked(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/metadata"] = says(statement())
    search(source, "soler")
    assert MATCH not in server.paths()
