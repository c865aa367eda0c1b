"""The ward as the home source lists it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.ward import Ward
from serums_desktop.sources.fhir.source import FhirSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.sources.small_server import SmallServer, Tokens
from tests.unit.sources.test_source import bundle, says, statement

WARD = "Location/ward-12"


def stay(patient: str, bed: str, **said: Any) -> dict[str, Any]:
    return {
        "resourceType": "Encounter",
        "id": f"e-{patient}",
        "status": "in-progress",
        "subject": {"reference": f"Patient/{patient}"},
        "location": [{"location": {"reference": WARD}}, {"location": {"display": bed}}],
        **said,
    }


def patient(identity: str, family: str) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": identity, "name": [{"family": family, "given": ["Ann"]}]}


@pytest.fixture
def source(server: SmallServer, session: requests.Session) -> Iterator[FhirSource]:
    server.routes["/fhir/metadata"] = says(statement())
    server.routes[f"/fhir/{WARD}"] = says({"resourceType": "Location", "name": "Ward 12, acute medicine"})
    source = FhirSource(source_id="ustan", fhir_base=server.base, http=session, tokens=Tokens(), timeout_s=5)
    yield source
    source.close()


def ward(source: FhirSource) -> Ward:
    return source.ward(WARD, PurposeOfUse.TREATMENT, CancelToken())


def test_patients_stand_in_the_order_of_their_beds(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/Encounter"] = says(
        bundle(
            stay("p2", "1-02", reasonCode=[{"text": "Chest pain"}]),
            stay("p1", "1-01", period={"start": "2026-11-20T09:10:00Z"}),
        )
    )
    server.routes["/fhir/Patient"] = says(bundle(patient("p1", "Abernethy"), patient("p2", "Baxter")))
    listed = ward(source)
    assert listed.title == "Ward 12, acute medicine"
    assert [(one.bed, one.patient.name.family, one.reason, one.admitted) for one in listed.patients] == [
        ("1-01", "Abernethy", "", "2026-11-20T09:10:00Z"),
        ("1-02", "Baxter", "Chest pain", ""),
    ]
    asked = {request.path: request.query for request in server.asked}
    assert asked["/fhir/Encounter"]["location"] == [WARD]
    assert asked["/fhir/Encounter"]["status"] == ["in-progress"]
    assert asked["/fhir/Patient"]["_id"] == ["p2,p1"]


def test_who_cannot_be_read_or_is_named_twice_does_not_spoil_the_list(
    source: FhirSource, server: SmallServer
) -> None:
    server.routes["/fhir/Encounter"] = says(
        bundle(
            stay("p1", "1-01"),
            stay("p1", "1-09"),
            stay("p3", "1-03"),
            stay("p4", "1-04", subject={"reference": "Group/g1"}),
            {"resourceType": "Encounter", "id": "broken", "subject": 7},
            {"resourceType": "OperationOutcome", "issue": []},
        )
    )
    server.routes["/fhir/Patient"] = says(bundle(patient("p1", "Abernethy")))
    assert [one.bed for one in ward(source).patients] == ["1-01"]


def test_an_empty_ward_asks_for_nobody(source: FhirSource, server: SmallServer) -> None:
    server.routes["/fhir/Encounter"] = says(bundle())
    assert ward(source).patients == ()
    assert "/fhir/Patient" not in server.paths()


def test_a_ward_that_is_not_there_is_said(source: FhirSource, server: SmallServer) -> None:
    server.routes[f"/fhir/{WARD}"] = says({}, 404)
    with pytest.raises(SourceError) as failed:
        ward(source)
    assert failed.value.http_status == 404
