"""Starting, stopping and spoiling origins, as a client meets it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored

Make = Callable[..., Authored]
Connect = Callable[..., Any]
Run = Callable[..., Cluster]


@pytest.fixture(scope="module")
def running(run_sources: Run, make: Make) -> Cluster:
    weight = Authored(
        "Observation",
        "o",
        b'{"resourceType":"Observation","id":"o","subject":{"reference":"Patient/a"},"valueQuantity":{"value":7}}',
    )
    return run_sources(
        Source("fcrb", "FCRB Barcelona", "ES", (make("Patient", "a"), weight)),
        Source("gp", "GP Llevant", "ES", (make("Patient", "a"),)),
    )


@pytest.fixture
def cluster(running: Cluster) -> Iterator[Cluster]:
    yield running
    for origin in running.origins.values():
        origin.set_fault(None)
        origin.start()


def test_an_enrolled_workstation_delivers_evidence_that_is_counted(
    run_sources: Run, make: Make, workstation_key: type[Any]
) -> None:
    cluster = run_sources(
        Source("gp", "GP Llevant", "ES", (make("Patient", "a"),)),
        Source("ustan", "USTAN Edinburgh", "GB", (make("Patient", "a"),), home=True),
    )
    workstation = workstation_key("USTAN-ED-014")
    path = cluster.directory / "workstation key.jwk"
    path.write_text(workstation.public_jwk())

    assert cluster.control("audit count") == "ok audit 0 0"
    assert cluster.control(f"enrol USTAN-ED-014 {path}") == f"ok enrol USTAN-ED-014 {path}"

    event = {"resourceType": "AuditEvent", "type": {}, "recorded": "2026", "agent": [], "source": {}}
    notice = {"resourceType": "Communication", "status": "completed"}
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(cluster.directory / "tls-ca.pem")
        for origin in cluster.origins.values():
            endpoint = f"{origin.issuer}/token"
            token = session.post(endpoint, data=workstation.form(endpoint), timeout=10).json()["access_token"]
            session.headers["Authorization"] = f"Bearer {token}"
            for body in (event, notice, event):
                address = f"{origin.fhir_base}/{body['resourceType']}"
                assert session.post(address, json=body, timeout=10).status_code == 201

    assert cluster.control("audit count") == "ok audit 2 1"


@pytest.mark.parametrize("name", ["nowhere.jwk", "empty.jwk"])
def test_a_workstation_without_a_public_key_is_not_enrolled(cluster: Cluster, name: str) -> None:
    (cluster.directory / "empty.jwk").write_text("{}")
    line = f"enrol USTAN-ED-014 {cluster.directory / name}"

    assert cluster.control(line) == f"failed {line}: no public P-256 key"
    assert cluster.control("enrol USTAN-ED-014").startswith("failed")


def test_a_run_without_a_home_has_no_audit_repository_to_count(cluster: Cluster) -> None:
    assert cluster.control("audit count") == "no home source"


def test_an_origin_stops_alone_and_comes_back_where_it_was(cluster: Cluster, client_of: Connect) -> None:
    fcrb, gp = client_of(cluster, "fcrb"), client_of(cluster, "gp")

    assert cluster.control("stop fcrb") == "ok stop fcrb"
    assert not cluster.origins["fcrb"].is_running
    with pytest.raises(requests.ConnectionError):
        fcrb.get("Patient/a")
    assert gp.get("Patient/a").ok

    assert cluster.control("start fcrb") == "ok start fcrb"
    assert fcrb.get("Patient/a").ok


def test_a_taken_port_is_said(cluster: Cluster) -> None:
    cluster.control("stop fcrb")
    with socket.create_server(("127.0.0.1", cluster.origins["fcrb"].port)):
        answer = cluster.control("start fcrb")

    assert answer.startswith("failed start fcrb")
    assert not cluster.origins["fcrb"].is_running


@pytest.mark.parametrize("line", ["stop", "stop nobody", "fault fcrb", "restart fcrb", ""])
def test_an_unknown_line_changes_nothing(cluster: Cluster, line: str) -> None:
    assert cluster.control(line).startswith("unknown")
    assert all(origin.is_running for origin in cluster.origins.values())


def test_an_unknown_fault_is_said(cluster: Cluster) -> None:
    assert cluster.control("fault fcrb fire") == "unknown fault: fire"


@pytest.mark.parametrize(("kind", "status"), [("401", 401), ("403", 403), ("429", 429), ("500", 500)])
def test_a_refusing_source(cluster: Cluster, client_of: Connect, kind: str, status: int) -> None:
    client = client_of(cluster, "fcrb")
    cluster.control(f"fault fcrb {kind}")

    answer = client.get("Patient/a")

    assert answer.status_code == status
    assert answer.headers.get("Retry-After") == ("2" if status == 429 else None)
    assert cluster.control("fault fcrb none") == "ok fault fcrb none"
    assert client.get("Patient/a").ok


def test_a_page_of_another_kind(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    cluster.control("fault fcrb html")

    answer = client.get("Patient/a/$everything")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")


def test_a_connection_lost_half_way(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    cluster.control("fault fcrb half-way")

    with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError)):
        client.get("Patient/a/$everything")


def test_a_document_cut_off(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    cluster.control("fault fcrb truncated")

    answer = client.get("Patient/a/$everything")

    assert answer.ok
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()


def test_a_resource_of_the_wrong_shape(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    cluster.control("fault fcrb wrong-shape")

    patient, observation = (
        entry["resource"] for entry in client.get("Patient/a/$everything").json()["entry"]
    )

    assert patient == {"resourceType": "Patient", "id": "a"}
    assert observation["valueQuantity"] == "seven"


def test_a_slow_source_outlasts_an_impatient_client(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    cluster.control("fault fcrb slow:30")

    with pytest.raises(requests.Timeout):
        client.session.get(f"{client.base}/Patient/a", timeout=0.2)


def test_a_fault_leaves_discovery_alone(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    cluster.control("fault fcrb 500")

    assert client.get("metadata").ok
    assert client.get(".well-known/smart-configuration").ok


def test_another_authoritys_client_is_told_nothing(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    client.session.verify = True

    with pytest.raises(requests.exceptions.SSLError):
        client.get("metadata")


def test_what_a_patient_restricts_is_gone_from_the_next_answer_until_it_is_allowed(
    cluster: Cluster, client_of: Connect
) -> None:
    client = client_of(cluster, "fcrb")
    before = client.get("Patient/a/$everything").content

    assert cluster.control("restrict fcrb Observation/o") == "ok restrict fcrb Observation/o"
    restricted = client.get("Patient/a/$everything").json()
    assert client.get("Observation/o").status_code == 404
    assert cluster.control("lift fcrb Observation/o") == "ok lift fcrb Observation/o"

    assert [entry["resource"]["id"] for entry in restricted["entry"]] == ["a"]
    assert restricted["total"] == 1
    assert client.get("Patient/a/$everything").content == before
    assert cluster.control("lift fcrb Observation/o") == "not restricted: Observation/o"


def test_what_is_removed_never_existed_until_it_is_put_back(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    before = client.get("Patient/a/$everything").content

    assert cluster.control("remove fcrb Observation/o") == "ok remove fcrb Observation/o"
    assert [entry["resource"]["id"] for entry in client.get("Patient/a/$everything").json()["entry"]] == ["a"]
    assert cluster.control("put-back fcrb Observation/o") == "ok put-back fcrb Observation/o"

    assert client.get("Patient/a/$everything").content == before
    assert cluster.control("put-back fcrb Observation/o") == "not removed: Observation/o"
    assert cluster.control("remove fcrb Observation/none") == "not here: Observation/none"


def test_a_source_without_tact_serves_the_consent_itself(cluster: Cluster, client_of: Connect) -> None:
    client = client_of(cluster, "fcrb")
    assert client.get("Consent/restriction-of-Observation-o").status_code == 404
    cluster.control("restrict fcrb Observation/o")

    assert cluster.control("tactless fcrb") == "ok tactless fcrb"
    assert client.get("Consent/restriction-of-Observation-o").ok
    assert client.get("Observation/o").status_code == 404

    assert cluster.control("tactful fcrb") == "ok tactful fcrb"
    assert client.get("Consent/restriction-of-Observation-o").status_code == 404
    cluster.control("lift fcrb Observation/o")


def test_requests_are_written_once(cluster: Cluster, client_of: Connect, tmp_path: Path) -> None:
    client = client_of(cluster, "fcrb")
    path = tmp_path / "asked of fcrb"
    assert cluster.control(f"requests fcrb {path}") == f"ok requests fcrb {path}"
    client.get("Patient/a")
    client.get("Patient?_id=a")

    cluster.control(f"requests fcrb {path}")
    assert path.read_text() == "GET /fhir/Patient/a\nGET /fhir/Patient?_id=a\n"
    cluster.control(f"requests fcrb {path}")
    assert path.read_text() == ""
    assert cluster.control(f"requests fcrb {tmp_path / 'none' / 'x'}").startswith("failed")
