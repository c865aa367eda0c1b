"""What a repository's answers mean to the workstation and its token."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from serums_desktop.audit.audit_event import ResourcePlace
from serums_desktop.audit.audit_repository import AuditRepository, ResourceRefused
from serums_desktop.audit.sealing import CONTENT_TYPE, Sealer
from serums_desktop.audit.transport import Answer
from serums_desktop.domain.errors import ConfigurationError, SourceError, SourceFault
from tests.unit.audit.scripted_server import BASE, Clocks, ScriptedServer, as_json, workstation_token

EVENT = {"resourceType": "AuditEvent", "recorded": "2027-01-15T08:00:09.250+00:00"}
NOTICE = {"resourceType": "Communication", "sent": "2027-01-15T08:00:09.250+00:00"}
PLACE, OTHER_PLACE = (ResourcePlace("serums-desktop.example/1", 7, number) for number in range(2))


@pytest.fixture
def server() -> ScriptedServer:
    return ScriptedServer()


@pytest.fixture
def repository(server: ScriptedServer) -> AuditRepository:
    key = ec.generate_private_key(ec.SECP256R1())
    return AuditRepository("ustan", BASE, workstation_token(server, key, Clocks()), server)


def test_a_resource_is_posted_with_its_request_id(
    server: ScriptedServer, repository: AuditRepository
) -> None:
    server.answers = [Answer(201, {"Location": f"{BASE}/AuditEvent/a-1/_history/1"}, b"")]
    assert repository.create(EVENT, PLACE) == "AuditEvent/a-1"
    ((headers, body),) = server.posts
    assert json.loads(body) == EVENT
    assert headers["X-Request-Id"] == PLACE.request_id
    assert headers["Authorization"] == "Bearer t1"
    assert headers["Content-Type"] == "application/fhir+json"
    assert repository.create(EVENT, OTHER_PLACE) == ""
    repository.close()
    assert server.is_closed


def test_a_refused_token_is_replaced_once(server: ScriptedServer, repository: AuditRepository) -> None:
    server.answers = [Answer(401, {}, b""), Answer(200, {}, b"")]
    repository.create(EVENT, PLACE)
    assert [headers["Authorization"] for headers, _ in server.posts] == ["Bearer t1", "Bearer t2"]


@pytest.mark.parametrize("status", [400, 409, 412, 413, 422])
def test_refused_for_good(server: ScriptedServer, repository: AuditRepository, status: int) -> None:
    server.answers = [Answer(status, {}, b"")]
    with pytest.raises(ResourceRefused) as refused:
        repository.create(EVENT, PLACE)
    assert refused.value.http_status == status


@pytest.mark.parametrize("status", [302, 403, 404, 408, 429, 500, 503])
def test_refused_for_now(server: ScriptedServer, repository: AuditRepository, status: int) -> None:
    server.answers = [Answer(status, {"Retry-After": "7"}, b"")]
    with pytest.raises(SourceError) as failed:
        repository.create(EVENT, PLACE)
    assert (failed.value.http_status, failed.value.retry_after_s) == (status, 7.0)


def test_a_token_refused_twice_is_forgotten(server: ScriptedServer, repository: AuditRepository) -> None:
    server.answers = [Answer(401, {}, b"")] * 2
    with pytest.raises(SourceError) as failed:
        repository.create(EVENT, PLACE)
    assert failed.value.kind is SourceFault.UNAUTHORISED
    repository.create(EVENT, PLACE)
    assert server.posts[-1][0]["Authorization"] == "Bearer t3"


@pytest.mark.parametrize(
    ("sent", "stored", "is_another"),
    [
        (EVENT, {**EVENT, "id": "1"}, False),
        (EVENT, {**EVENT, "recorded": "2027-01-15T09:00:09+01:00"}, False),
        (EVENT, {**EVENT, "recorded": "2027-01-15T08:00:09Z"}, False),
        (EVENT, {**EVENT, "recorded": "2027-01-15T08:00:11Z"}, True),
        (EVENT, {**EVENT, "recorded": "2027-01-15T08:00:09.251Z"}, True),
        (EVENT, {**EVENT, "recorded": "yesterday"}, False),
        (EVENT, {"resourceType": "OperationOutcome"}, False),
        (EVENT, [], False),
        (NOTICE, NOTICE, False),
        (NOTICE, {**NOTICE, "sent": "2027-01-14T08:00:09.250Z"}, True),
    ],
)
def test_a_place_that_holds_something_else(
    server: ScriptedServer,
    repository: AuditRepository,
    sent: dict[str, str],
    stored: object,
    is_another: bool,
) -> None:
    server.answers = [as_json(stored)]
    if not is_another:
        repository.create(sent, PLACE)
        return
    with pytest.raises(ResourceRefused) as refused:
        repository.create(sent, PLACE)
    assert refused.value.http_status == 409


def test_what_is_sealed_is_sent_as_a_binary_and_never_open(server: ScriptedServer, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    sealer = Sealer(tmp_path / "seal-to.pem", key)
    repository = AuditRepository("ustan", BASE, workstation_token(server, key, Clocks()), server, sealer)
    with pytest.raises(ConfigurationError):
        repository.create(EVENT, PLACE)
    assert not server.posts
    public = X25519PrivateKey.generate().public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "seal-to.pem").write_bytes(pem)
    repository.create(EVENT, PLACE)
    ((headers, body),) = server.posts
    assert headers["X-Request-Id"] == PLACE.request_id
    sent = json.loads(body)
    assert (sent["resourceType"], sent["contentType"]) == ("Binary", CONTENT_TYPE)
    assert b"AuditEvent" not in base64.b64decode(sent["data"])
