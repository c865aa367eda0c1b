"""The workstation's token, and the key it is enrolled with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.audit import keeper_keys
from serums_desktop.audit.transport import Answer
from serums_desktop.audit.workstation_token import (
    WorkstationAccess,
    WorkstationToken,
    thumbprint,
    write_public_jwk,
)
from serums_desktop.domain.errors import SignInRefused, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from tests.unit.audit.scripted_server import (
    TOKEN_ENDPOINT,
    Clocks,
    ScriptedServer,
    as_json,
    workstation_token,
)


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
    return workstation_token(server, key, clocks)


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
        (as_json({"error": "invalid_client"}, 400), "invalid_client"),
        (as_json({"error": "Patient Soler is not known"}, 401), "unknown_error"),
        (as_json({"access_token": "t", "token_type": "mac"}), "invalid_token_type"),
        (as_json({"access_token": "line\nbreak", "token_type": "Bearer"}), "invalid_token_type"),
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


def test_records_are_read_for_treatment_and_nothing_else(
    server: ScriptedServer, token: WorkstationToken
) -> None:
    access = WorkstationAccess({"fcrb": token})
    first = access.token("fcrb", PurposeOfUse.TREATMENT)
    assert access.headers("fcrb", first, "GET", "") == {"Authorization": f"Bearer {first}"}
    assert access.renew("fcrb", PurposeOfUse.TREATMENT, first) == "t2"
    assert access.renew("fcrb", PurposeOfUse.TREATMENT, first) == "t2"
    assert len(server.forms) == 2
    with pytest.raises(ValueError, match="BTG"):
        access.token("fcrb", PurposeOfUse.BREAK_GLASS)
