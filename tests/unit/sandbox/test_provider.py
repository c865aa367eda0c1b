from __future__ import annotations

import datetime as dt
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

from serums_desktop.sandbox.authority import Authority
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.oauth import ACT_REASON, BearerRefusal, OAuthRefusal
from serums_desktop.sandbox.provider import Provider

ISSUER = "https://127.0.0.1:4000"
ENDPOINT = f"{ISSUER}/token"


@pytest.fixture
def provider(staff: Authority) -> Provider:
    return Provider(Circumstances(ISSUER), staff.certificate)


def purpose(code: str, *, as_object: bool = False) -> dict[str, Any]:
    coding = {"system": ACT_REASON, "code": code}
    return {"ihe_iua": {"purpose_of_use": coding if as_object else [coding]}}


def test_a_card_gets_tokens_that_name_its_holder(
    provider: Provider, staff: Authority, staff_card: Any
) -> None:
    answer = provider.grant(staff_card(staff).form(ENDPOINT))

    assert answer["token_type"] == "Bearer"
    assert answer["expires_in"] == 300
    assert answer["scope"] == "openid fhirUser user/*.rs"
    key = jwt.algorithms.ECAlgorithm.from_jwk(json.dumps(provider.tokens.key_set()["keys"][0]))
    assert isinstance(key, ec.EllipticCurvePublicKey)
    identity = jwt.decode(answer["id_token"], key, algorithms=["ES256"], audience="S-1042", issuer=ISSUER)
    assert (identity["sub"], identity["name"]) == ("S-1042", "Dr Ailsa Fraser")
    assert jwt.get_unverified_header(answer["access_token"])["typ"] == "at+jwt"
    grant = provider.check_access(f"Bearer {answer['access_token']}")
    assert (grant.staff_id, grant.purpose) == ("S-1042", "TREAT")


def test_an_id_token_is_for_the_client_that_asked(
    provider: Provider, staff: Authority, staff_card: Any
) -> None:
    answer = provider.grant({**staff_card(staff).form(ENDPOINT), "client_id": "serums-desktop"})

    claims = jwt.decode(answer["id_token"], options={"verify_signature": False})

    assert claims["aud"] == "serums-desktop"


@pytest.mark.parametrize("code", ["ETREAT", "BTG"])
@pytest.mark.parametrize("as_object", [False, True])
def test_the_purpose_is_carried_into_the_token(
    provider: Provider, staff: Authority, staff_card: Any, code: str, as_object: bool
) -> None:
    form = staff_card(staff).form(ENDPOINT, extensions=purpose(code, as_object=as_object))

    grant = provider.check_access(f"Bearer {provider.grant(form)['access_token']}")

    assert grant.purpose == code


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "https://127.0.0.1:4001/token"},
        {"exp": int(time.time()) - 3600},
        {"exp": int(time.time()) + 3600},
        {"iss": "S-2000"},
        {"sub": "S-2000"},
        {"jti": None},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["audience", "expired", "too-long", "issuer", "subject", "no-jti", "no-exp", "future", "key"],
)
def test_an_assertion_that_is_not_in_order_is_refused(
    provider: Provider, staff: Authority, staff_card: Any, claims: dict[str, Any]
) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(staff_card(staff).form(ENDPOINT, **claims))

    assert refusal.value.code == "invalid_grant"


def test_an_assertion_serves_once(provider: Provider, staff: Authority, staff_card: Any) -> None:
    form = staff_card(staff).form(ENDPOINT)
    provider.grant(form)

    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(form)

    assert refusal.value.code == "invalid_grant"


@pytest.mark.parametrize(
    "flaw",
    [
        {"usage": ExtendedKeyUsageOID.SERVER_AUTH},
        {"staff_id": ""},
        {"valid_for": -dt.timedelta(days=2)},
        {"curve": ec.SECP521R1()},
    ],
    ids=["usage", "nobody", "expired", "curve"],
)
def test_a_certificate_that_does_not_serve_is_refused(
    provider: Provider, staff: Authority, staff_card: Any, flaw: dict[str, Any]
) -> None:
    card = staff_card(staff, **flaw)

    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(card.form(ENDPOINT))

    assert refusal.value.code == "invalid_grant"


def test_another_authoritys_card_is_refused(provider: Provider, staff_card: Any) -> None:
    stranger = Authority.create("Staff cards")

    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(staff_card(stranger).form(ENDPOINT))

    assert refusal.value.code == "invalid_grant"


def test_a_p384_card_signs_in(provider: Provider, staff: Authority, staff_card: Any) -> None:
    assert provider.grant(staff_card(staff, curve=ec.SECP384R1()).form(ENDPOINT))["access_token"]


@pytest.mark.parametrize(
    "extensions",
    [
        purpose("HMARKT"),
        {"ihe_iua": {"purpose_of_use": [{"system": "urn:other", "code": "BTG"}]}},
        {"ihe_iua": {"purpose_of_use": [{"system": ACT_REASON, "code": ["BTG"]}]}},
        {"ihe_iua": {"purpose_of_use": purpose("TREAT")["ihe_iua"]["purpose_of_use"] * 2}},
        {"ihe_iua": {"purpose_of_use": ["BTG"]}},
        {"ihe_iua": {"purpose_of_use": "BTG"}},
    ],
)
def test_a_purpose_that_is_not_accepted_gets_no_token(
    provider: Provider, staff: Authority, staff_card: Any, extensions: dict[str, Any]
) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(staff_card(staff).form(ENDPOINT, extensions=extensions))

    assert refusal.value.code == "invalid_scope"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"assertion": ""}, "invalid_request"),
        ({"assertion": "a.b.c"}, "invalid_grant"),
        ({"scope": "system/*.rs patient/*.rs"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
def test_a_request_that_is_not_in_order_is_refused(
    provider: Provider, staff: Authority, staff_card: Any, change: dict[str, str], code: str
) -> None:
    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant({**staff_card(staff).form(ENDPOINT), **change})

    assert refusal.value.code == code


@pytest.mark.parametrize("header", [None, "", "Bearer", "Basic abc", "Bearer a.b.c"])
def test_what_is_no_token_of_ours_opens_nothing(provider: Provider, header: str | None) -> None:
    with pytest.raises(BearerRefusal):
        provider.check_access(header)


def test_another_origins_token_opens_nothing(provider: Provider, staff: Authority, staff_card: Any) -> None:
    other = Provider(Circumstances("https://127.0.0.1:4001"), staff.certificate)
    token = other.grant(staff_card(staff).form(other.token_endpoint))["access_token"]

    with pytest.raises(BearerRefusal):
        provider.check_access(f"Bearer {token}")
