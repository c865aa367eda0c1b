"""What a repository's answers mean to the workstation and its token."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.audit.audit_repository import AuditRepository, ResourceRefused
from serums_desktop.audit.transport import Answer
from serums_desktop.domain.errors import SourceError, SourceFault
from tests.unit.audit.scripted_server import BASE, Clocks, ScriptedServer, workstation_token

EVENT = {"resourceType": "AuditEvent", "action": "E"}


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
    assert repository.create(EVENT, "id-1") == "AuditEvent/a-1"
    ((headers, body),) = server.posts
    assert json.loads(body) == EVENT
    assert headers["X-Request-Id"] == "id-1"
    assert headers["Authorization"] == "Bearer t1"
    assert headers["Content-Type"] == "application/fhir+json"
    assert repository.create(EVENT, "id-2") == ""
    repository.close()
    assert server.is_closed


def test_a_refused_token_is_replaced_once(server: ScriptedServer, repository: AuditRepository) -> None:
    server.answers = [Answer(401, {}, b""), Answer(200, {}, b"")]
    repository.create(EVENT, "id")
    assert [headers["Authorization"] for headers, _ in server.posts] == ["Bearer t1", "Bearer t2"]


@pytest.mark.parametrize("status", [400, 409, 412, 413, 422])
def test_refused_for_good(server: ScriptedServer, repository: AuditRepository, status: int) -> None:
    server.answers = [Answer(status, {}, b"")]
    with pytest.raises(ResourceRefused) as refused:
        repository.create(EVENT, "id")
    assert refused.value.http_status == status


@pytest.mark.parametrize("status", [302, 403, 404, 408, 429, 500, 503])
def test_refused_for_now(server: ScriptedServer, repository: AuditRepository, status: int) -> None:
    server.answers = [Answer(status, {"Retry-After": "7"}, b"")]
    with pytest.raises(SourceError) as failed:
        repository.create(EVENT, "id")
    assert (failed.value.http_status, failed.value.retry_after_s) == (status, 7.0)


def test_a_token_refused_twice_is_forgotten(server: ScriptedServer, repository: AuditRepository) -> None:
    server.answers = [Answer(401, {}, b"")] * 2
    with pytest.raises(SourceError) as failed:
        repository.create(EVENT, "id")
    assert failed.value.kind is SourceFault.UNAUTHORISED
    repository.create(EVENT, "id")
    assert server.posts[-1][0]["Authorization"] == "Bearer t3"
