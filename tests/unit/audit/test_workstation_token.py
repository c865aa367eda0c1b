"""The workstation's token, and what a repository's answers do to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.delivery import AuditRepository, ResourceRefused
from serums_desktop.audit.transport import Answer
from serums_desktop.audit.workstation_token import WorkstationToken, thumbprint, write_public_jwk
from serums_desktop.domain.errors import SignInRefused, SourceError, SourceFault

BASE = "https://ustan.example/fhir"
TOKEN_ENDPOINT = "https://ustan.example/token"


def _json(content: object, status: int = 200, **headers: str) -> Answer:
    return Answer(status, headers, json.dumps(content).encode())


class ScriptedServer:
    """Answers by address; keeps what was sent."""

    def __init__(self) -> None:
        self.endpoint = TOKEN_ENDPOINT
        self.token_answer: Answer | None = None
        self.answers: list[Answer] = []
        self.forms: list[dict[str, str]] = []
        self.posts: list[tuple[Mapping[str, str], bytes]] = []
        self.is_closed = False

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | dict[str, str] | None = None
    ) -> Answer:
        if url == f"{BASE}/.well-known/smart-configuration":
            assert method == "GET"
            return _json({"token_endpoint": self.endpoint})
        assert method == "POST"
        if isinstance(body, dict):
            assert url == self.endpoint
            self.forms.append(body)
            good = {"access_token": f"t{len(self.forms)}", "token_type": "Bearer", "expires_in": 300}
            return self.token_answer or _json(good)
        assert isinstance(body, bytes)
        self.posts.append((headers, body))
        return self.answers.pop(0) if self.answers else Answer(201, {}, b"")

    def close(self) -> None:
        self.is_closed = True


class Clocks:
    """Time that a test sets."""

    elapsed_s = 0.0


@pytest.fixture
def server() -> ScriptedServer:
    return ScriptedServer()


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def token(server: ScriptedServer, key: ec.EllipticCurvePrivateKey, clocks: Clocks) -> WorkstationToken:
    return WorkstationToken(
        source_id="ustan",
        fhir_base=f"{BASE}/",
        client_id="WS-1",
        key=key,
        transport=server,
        now_s=lambda: 1_800_000_000.0,
        elapsed_s=lambda: clocks.elapsed_s,
    )


def test_it_signs_in_as_the_workstation(
    server: ScriptedServer, token: WorkstationToken, key: ec.EllipticCurvePrivateKey
) -> None:
    assert token.token() == "t1"
    (form,) = server.forms
    assert form["grant_type"] == "client_credentials"
    assert form["scope"] == "system/AuditEvent.c system/Communication.c"
    assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    claims: dict[str, Any] = jwt.decode(
        form["client_assertion"],
        key.public_key(),
        algorithms=["ES256"],
        audience=TOKEN_ENDPOINT,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert (claims["iss"], claims["sub"]) == ("WS-1", "WS-1")
    assert claims["exp"] - claims["iat"] == 60
    assert jwt.get_unverified_header(form["client_assertion"])["kid"] == thumbprint(key.public_key())


def test_a_token_lasts_almost_as_long_as_it_says(token: WorkstationToken, clocks: Clocks) -> None:
    assert token.token() == token.token() == "t1"
    clocks.elapsed_s = 269.0
    assert token.token() == "t1"
    clocks.elapsed_s = 270.0
    assert token.token() == "t2"
    token.discard()
    assert token.token() == "t3"


def test_every_assertion_is_another(server: ScriptedServer, token: WorkstationToken) -> None:
    for _ in range(2):
        token.token()
        token.discard()
    assert len({form["client_assertion"] for form in server.forms}) == 2


@pytest.mark.parametrize(
    "endpoint", ["https://elsewhere.example/token", "http://ustan.example/token", "/token"]
)
def test_an_assertion_goes_nowhere_else(
    server: ScriptedServer, token: WorkstationToken, endpoint: str
) -> None:
    server.endpoint = endpoint
    with pytest.raises(SourceError) as failed:
        token.token()
    assert failed.value.kind is SourceFault.FOREIGN_LINK
    assert not server.forms


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (_json({"error": "invalid_client"}, 400), "invalid_client"),
        (_json({"error": "Patient Soler is not known"}, 401), "unknown_error"),
        (_json({"access_token": "t", "token_type": "mac"}), "invalid_token_type"),
        (_json({"access_token": "line\nbreak", "token_type": "Bearer"}), "invalid_token_type"),
    ],
)
def test_refusals(server: ScriptedServer, token: WorkstationToken, answer: Answer, code: str) -> None:
    server.token_answer = answer
    with pytest.raises(SignInRefused) as refused:
        token.token()
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Answer(503, {}, b""), SourceFault.SERVER_ERROR),
        (Answer(302, {}, b""), SourceFault.FOREIGN_LINK),
        (Answer(404, {}, b"<html>"), SourceFault.NOT_FHIR),
        (Answer(200, {}, b"<html>"), SourceFault.NOT_FHIR),
    ],
)
def test_outages(server: ScriptedServer, token: WorkstationToken, answer: Answer, kind: SourceFault) -> None:
    server.token_answer = answer
    with pytest.raises(SourceError) as failed:
        token.token()
    assert failed.value.kind is kind


def test_the_public_key_for_enrolment(tmp_path: Path) -> None:
    write_public_jwk(tmp_path / "evidence", tmp_path / "key.json")
    written = json.loads((tmp_path / "key.json").read_text("utf-8"))
    assert "d" not in written
    own = keeper_keys.load_or_create(tmp_path / "evidence").workstation.public_key()
    assert jwt.PyJWK.from_dict(written).key.public_numbers() == own.public_numbers()
    assert written["kid"] == thumbprint(own)


def test_a_thumbprint_is_that_of_rfc_7638() -> None:
    # The public key of RFC 7517 appendix A.1, its thumbprint computed by another implementation.
    x, y = "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"
    key = jwt.PyJWK.from_dict({"kty": "EC", "crv": "P-256", "x": x, "y": y}).key
    assert thumbprint(key) == "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s"


# -- the repository --------------------------------------------------------------------------------

EVENT = {"resourceType": "AuditEvent", "action": "E"}


@pytest.fixture
def repository(server: ScriptedServer, token: WorkstationToken) -> AuditRepository:
    return AuditRepository("ustan", BASE, token, server)


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
