"""Over real TLS, against a real server."""

from __future__ import annotations

import base64
import gzip
import json
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.fhir_server import Habits

Make = Callable[..., Authored]
Connect = Callable[..., Any]
Run = Callable[..., Cluster]
HERS = {"subject": {"reference": "Patient/a"}}


EXACT = b'{"resourceType":"Observation","id":"exact","valueQuantity":{"value":72.50}}'


def source(make: Make, habits: Habits | None = None) -> Source:
    resources = [
        make("Patient", "a", name=[{"family": "Soler", "given": ["Joana"]}], meta={"versionId": "7"}),
        make("Patient", "b", name=[{"family": "Roca", "given": ["Anna"]}]),
        *(make("Observation", f"o{number}", **HERS) for number in range(12)),
        Authored("Observation", "exact", EXACT),
        make("Consent", "c", status="active", patient={"reference": "Patient/a"}),
    ]
    return Source("gp", "GP Llevant", "ES", tuple(resources), habits=habits or Habits())


@pytest.fixture(scope="module")
def cluster(run_sources: Run, make: Make) -> Cluster:
    return run_sources(source(make))


@pytest.fixture
def client(cluster: Cluster, client_of: Connect) -> Any:
    return client_of(cluster, "gp")


def test_discovery_needs_no_token(client: Any) -> None:
    client.session.headers.pop("Authorization")

    statement = client.get("metadata").json()
    smart = client.get(".well-known/smart-configuration").json()

    assert (statement["resourceType"], statement["fhirVersion"]) == ("CapabilityStatement", "4.0.1")
    assert smart["issuer"] == client.issuer
    assert client.session.get(smart["jwks_uri"], timeout=10).json()["keys"][0]["crv"] == "P-256"
    openid = client.session.get(f"{client.issuer}/.well-known/openid-configuration", timeout=10).json()
    assert openid["token_endpoint"] == smart["token_endpoint"]


@pytest.mark.parametrize("habits", [Habits(), Habits(with_total=False), Habits(relative_links=True)])
def test_every_resource_comes_exactly_once(
    run_sources: Run, client_of: Connect, make: Make, habits: Habits
) -> None:
    client = client_of(run_sources(source(make, habits)), "gp")

    for count in (1, 5, 100):
        address = f"{client.base}/Patient/a/$everything?_count={count}"
        received: list[str] = []
        while address:
            bundle = client.session.get(address, timeout=10).json()
            assert ("total" in bundle) == habits.with_total
            received += [entry["fullUrl"].removeprefix(client.base) for entry in bundle["entry"]]
            onwards = [link["url"] for link in bundle["link"] if link["relation"] == "next"]
            assert not onwards or onwards[0].startswith("/") == habits.relative_links
            address = urljoin(address, onwards[0]) if onwards else ""
        assert received == ["/Patient/a", *(f"/Observation/o{number}" for number in range(12))]


def test_a_search_without_a_hit_has_no_entry(client: Any) -> None:
    bundle = client.get("Patient", family="nobody").json()

    assert bundle["total"] == 0
    assert "entry" not in bundle


def test_a_search_may_keep_its_parameters_out_of_the_address(client: Any) -> None:
    bundle = client.session.post(
        f"{client.base}/Patient/_search", data={"family": "soler"}, timeout=10
    ).json()

    assert [entry["resource"]["id"] for entry in bundle["entry"]] == ["a"]


def test_a_form_that_is_no_text_is_refused(client: Any) -> None:
    answer = client.session.post(f"{client.base}/Patient/_search", data=b"family=\xff", timeout=10)

    assert answer.status_code == 400


def test_a_read_says_its_version(client: Any) -> None:
    answer = client.get("Patient/a")

    assert answer.headers["Content-Type"] == "application/fhir+json; charset=utf-8"
    assert answer.headers["ETag"] == 'W/"7"'
    assert answer.headers["Last-Modified"].endswith("GMT")


def test_decimals_come_as_they_were_written(client: Any) -> None:
    assert b'"value":72.50}' in client.get("Observation/exact").content
    assert b'"value":72.50}' in client.get("Observation", _id="exact").content


def test_long_answers_are_compressed_for_who_accepts_it(client: Any) -> None:
    client.session.headers["Accept-Encoding"] = "gzip"
    answer = client.session.get(f"{client.base}/Observation", timeout=10, stream=True)

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(answer.raw.read(decode_content=False)))["entry"]) == 13
    answer.close()


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("Patient/nobody", 404, "not-found"),
        ("Patient/nobody/$everything", 404, "not-found"),
        ("Patient/a/$everything?_type=Flag", 400, "not-supported"),
        ("Spaceship", 404, "not-supported"),
        ("Patient?shoe-size=38", 400, "not-supported"),
        ("?_page=made-up", 400, "not-supported"),
        ("Consent/c", 404, "not-found"),
    ],
)
def test_what_cannot_be_answered_is_an_outcome(client: Any, path: str, status: int, code: str) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    outcome = answer.json()
    assert outcome["resourceType"] == "OperationOutcome"
    assert outcome["issue"][0]["code"] == code


def test_consent_is_silent(client: Any) -> None:
    assert client.get("Consent", patient="a").json()["total"] == 0


@pytest.mark.parametrize("header", [None, "Bearer abc"])
def test_without_a_good_token_nothing_is_served(client: Any, header: str | None) -> None:
    client.session.headers["Authorization"] = header

    answer = client.get("Patient/a")

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_scope_is_kept_to(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "gp", "user/Patient.rs")

    refused = client.get("Observation/o1")
    record = client.get("Patient/a/$everything").json()

    assert refused.status_code == 403
    assert "insufficient_scope" in refused.headers["WWW-Authenticate"]
    assert [entry["resource"]["resourceType"] for entry in record["entry"]] == ["Patient"]


def test_a_refused_sign_in_is_an_oauth_error(client: Any, staff: Any, staff_card: Any) -> None:
    answer = client.sign_in(staff_card(staff))

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")
    assert answer.headers["Cache-Control"] == "no-store"


class TestAuditEvents:
    EVENT = {
        "resourceType": "AuditEvent",
        "type": {"code": "rest"},
        "recorded": "2026-11-22T13:19:00Z",
        "agent": [{"requestor": True}],
        "source": {"observer": {"display": "USTAN-ED-014"}},
    }

    @pytest.fixture
    def auditor(self, cluster: Cluster, client_of: Connect) -> Any:
        return client_of(cluster, "gp", "user/AuditEvent.crs")

    def post(self, client: Any, body: Any) -> Any:
        return client.session.post(f"{client.base}/AuditEvent", json=body, timeout=10)

    def test_an_event_is_kept_and_found_by_no_member_of_staff(self, auditor: Any) -> None:
        created = self.post(auditor, self.EVENT)

        assert created.status_code == 201
        assert {name: created.json()[name] for name in self.EVENT} == self.EVENT
        assert f"/AuditEvent/{created.json()['id']}/" in created.headers["Location"]
        assert auditor.get(f"AuditEvent/{created.json()['id']}").status_code == 404
        assert auditor.get("AuditEvent").json()["total"] == 0

    @pytest.mark.parametrize(
        ("body", "status"),
        [({**EVENT, "resourceType": "Flag"}, 400), ([], 400), ({"resourceType": "AuditEvent"}, 422)],
    )
    def test_what_is_no_event_is_refused(self, auditor: Any, body: Any, status: int) -> None:
        assert self.post(auditor, body).status_code == status

    def test_an_event_too_long_is_refused(self, auditor: Any) -> None:
        assert self.post(auditor, {**self.EVENT, "outcomeDesc": "x" * (2 << 20)}).status_code == 413

    def test_reading_does_not_include_creating(self, client: Any) -> None:
        assert self.post(client, self.EVENT).status_code == 403


class TestAWorkstation:
    EVENT = {**TestAuditEvents.EVENT, "entity": [{"what": {"reference": "Patient/a"}}]}

    @pytest.fixture
    def workstation(self, cluster: Cluster, client_of: Connect, workstation_key: type[Any]) -> Any:
        key = workstation_key(f"ED-{uuid.uuid4().hex}")
        cluster.origins["gp"].provider.enrol(key.client_id, key.key.public_key())
        client = client_of(cluster, "gp")
        endpoint = f"{client.issuer}/token"
        answer = client.session.post(endpoint, data=key.form(endpoint), timeout=10)
        client.session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        return client

    def post(self, client: Any, body: Any, request_id: str) -> Any:
        return client.session.post(
            f"{client.base}/{body['resourceType']}",
            json=body,
            headers={"X-Request-Id": request_id},
            timeout=10,
        )

    def test_a_delivery_tried_again_is_answered_with_the_first(self, workstation: Any) -> None:
        first = self.post(workstation, self.EVENT, "r1")
        again = self.post(workstation, {**self.EVENT, "recorded": "2026-11-22T13:20:00Z"}, "r1")

        assert (first.status_code, again.status_code) == (201, 200)
        assert again.content == first.content
        assert again.headers["Location"] == first.headers["Location"]

    def test_evidence_is_read_back_page_by_page(self, workstation: Any) -> None:
        created = [self.post(workstation, self.EVENT, f"r{number}").json()["id"] for number in range(5)]

        received: list[str] = []
        address = f"{workstation.base}/AuditEvent?_count=2"
        while address:
            bundle = workstation.session.get(address, timeout=10).json()
            received += [entry["resource"]["id"] for entry in bundle["entry"]]
            onwards = [link["url"] for link in bundle["link"] if link["relation"] == "next"]
            address = urljoin(address, onwards[0]) if onwards else ""

        assert [each for each in received if each in created] == created
        assert len(set(received)) == len(received)
        found = workstation.get("AuditEvent", patient="a", _count=1000).json()["entry"]
        assert set(created) <= {entry["resource"]["id"] for entry in found}
        assert workstation.get(f"AuditEvent/{created[0]}").json()["id"] == created[0]

    def test_notices_are_delivered_and_read_back(self, workstation: Any) -> None:
        notice = {
            "resourceType": "Communication",
            "status": "completed",
            "subject": {"reference": "Patient/a"},
        }

        created = self.post(workstation, notice, "r1")

        assert created.status_code == 201
        assert workstation.get("Communication", patient="a").json()["total"] == 1

    def test_staff_find_no_evidence(self, workstation: Any, client: Any) -> None:
        event = self.post(workstation, self.EVENT, "r1").json()
        self.post(workstation, {"resourceType": "Communication", "status": "completed"}, "r1")

        assert client.get(f"AuditEvent/{event['id']}").status_code == 404
        assert client.get("AuditEvent", patient="a").json()["total"] == 0
        assert client.get("Communication").json()["total"] == 0

    @pytest.mark.parametrize(
        "path", ["Patient/a", "Patient", "Observation/o1", "Patient/a/$everything", "Encounter"]
    )
    def test_a_workstation_reads_no_record(self, workstation: Any, path: str) -> None:
        assert workstation.get(path).status_code == 403

    def test_the_server_says_itself_what_it_served(self, workstation: Any, client: Any) -> None:
        request_id = str(uuid.uuid4())
        client.session.headers["X-Request-Id"] = request_id
        client.get("Patient/a/$everything", _count=5)
        client.get("Patient", family="soler")
        client.get("Observation/o1")
        client.get("Observation/nothing")

        bundle = workstation.get("AuditEvent", source="Device/this-server", patient="a", _count=1000).json()
        delivered = workstation.get("AuditEvent", _count=1000).json()

        events = [
            event
            for event in (entry["resource"] for entry in bundle["entry"])
            if event["entity"][-1].get("what", {}).get("identifier", {}).get("value") == request_id
        ]
        assert [event["subtype"][0]["code"] for event in events] == ["operation", "search-type", "read"]
        for event in events:
            assert event["agent"][0]["who"]["identifier"]["value"] == "S-1042"
            assert event["agent"][0]["purposeOfUse"][0]["coding"][0]["code"] == "TREAT"
            assert event["entity"][0]["what"] == {"reference": "Patient/a"}
        asked = [base64.b64decode(event["entity"][1]["query"]).decode() for event in events]
        assert asked == ["Patient/a/$everything?_count=5", "Patient?family=soler", "Observation/o1"]
        observers = [entry["resource"]["source"]["observer"] for entry in delivered.get("entry", [])]
        assert {"reference": "Device/this-server", "display": "GP Llevant"} not in observers
        assert workstation.get(f"AuditEvent/{events[0]['id']}").json() == events[0]
        assert client.get("AuditEvent", source="Device/this-server").json()["total"] == 0

    def test_no_other_observer_can_be_asked_for(self, workstation: Any) -> None:
        assert workstation.get("AuditEvent", source="Device/x").status_code == 400
