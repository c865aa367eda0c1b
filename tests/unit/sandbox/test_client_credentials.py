from __future__ import annotations

import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from serums_desktop.sandbox.authority import Authority
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.client_credentials import public_key_from_jwk
from serums_desktop.sandbox.oauth import OAuthRefusal
from serums_desktop.sandbox.provider import Provider

ISSUER = "https://127.0.0.1:4000"
ENDPOINT = f"{ISSUER}/token"


@pytest.fixture
def workstation(workstation_key: type[Any]) -> Any:
    return workstation_key("USTAN-ED-014")


@pytest.fixture
def provider(staff: Authority, workstation: Any) -> Provider:
    provider = Provider(Circumstances(ISSUER), staff.certificate)
    provider.enrol(workstation.client_id, workstation.key.public_key())
    return provider


def test_a_workstation_gets_a_token_for_itself(provider: Provider, workstation: Any) -> None:
    answer = provider.grant(workstation.form(ENDPOINT))

    assert answer["scope"] == "system/AuditEvent.crs system/Communication.crs"
    assert "id_token" not in answer
    grant = provider.check_access(f"Bearer {answer['access_token']}")
    assert (grant.is_workstation, grant.client_id, grant.staff_id) == (True, "USTAN-ED-014", "")
    assert not any(scope.permits("Patient", "r") for scope in grant.scopes)


def test_no_more_than_evidence_is_granted(provider: Provider, workstation: Any) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(workstation.form(ENDPOINT, "system/*.rs user/*.rs openid"))

    assert refusal.value.code == "invalid_scope"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://127.0.0.1:4001/token"},
        {"exp": int(time.time()) - 3600},
        {"exp": int(time.time()) + 3600},
        {"exp": None},
        {"jti": None},
        {"iss": "ANOTHER"},
        {"iss": None},
        {"sub": "ANOTHER"},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["audience", "expired", "too-long", "no-exp", "no-jti", "issuer", "no-issuer", "subject", "key"],
)
def test_an_assertion_that_is_not_in_order_is_refused(
    provider: Provider, workstation: Any, claims: dict[str, Any]
) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(workstation.form(ENDPOINT, **claims))

    assert refusal.value.code == "invalid_client"


@pytest.mark.parametrize(
    "change",
    [{"client_assertion_type": "x"}, {"client_assertion": "a.b.c"}, {"client_id": "ANOTHER"}],
)
def test_a_request_that_is_not_in_order_is_refused(
    provider: Provider, workstation: Any, change: dict[str, str]
) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant({**workstation.form(ENDPOINT), **change})

    assert refusal.value.code == "invalid_client"


def test_an_assertion_serves_once(provider: Provider, workstation: Any) -> None:
    form = workstation.form(ENDPOINT)
    provider.grant(form)

    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(form)

    assert refusal.value.code == "invalid_client"


def test_a_workstation_that_has_a_new_key_is_no_longer_known_by_the_old(
    provider: Provider, workstation: Any, workstation_key: type[Any]
) -> None:
    again = workstation_key(workstation.client_id)
    provider.enrol(again.client_id, again.key.public_key())

    assert provider.grant(again.form(ENDPOINT))
    with pytest.raises(OAuthRefusal):
        provider.grant(workstation.form(ENDPOINT))


def test_only_a_public_p256_key_can_be_enrolled(workstation: Any) -> None:
    assert public_key_from_jwk(workstation.public_jwk()) == workstation.key.public_key()

    private = jwt.algorithms.ECAlgorithm.to_jwk(workstation.key)
    other_curve = jwt.algorithms.ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP384R1()).public_key())
    other_kind = jwt.algorithms.RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048).public_key())
    for text in (
        private,
        other_curve,
        other_kind,
        "{}",
        "[]",
        "no JSON",
        json.dumps({"kty": "EC", "crv": "P-256"}),
    ):
        with pytest.raises(ValueError, match="key"):
            public_key_from_jwk(text)
