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
from serums_desktop.sandbox.client_credentials import JWT_CLIENT_ASSERTION
from serums_desktop.sandbox.identity_habits import ClientAuthentication, IdentityHabits
from serums_desktop.sandbox.oauth import ACT_REASON, BearerRefusal, OAuthRefusal
from serums_desktop.sandbox.provider import Provider
from serums_desktop.sandbox.purpose_dialects import PurposeDialect

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


# -- what a card vouches for beside its holder ---------------------------------------------------------


def signed_by(card: Any, holder: Any, **claims: Any) -> dict[str, str]:
    """The token request of a card's holder, in which another card (or the same) vouches for the program."""
    client = {"iss": "serums-desktop", "sub": "serums-desktop"} | claims
    return {
        **holder.form(ENDPOINT),
        "client_id": "serums-desktop",
        "client_assertion_type": JWT_CLIENT_ASSERTION,
        "client_assertion": card.assertion(ENDPOINT, **client),
    }


@pytest.fixture
def strict(provider: Provider) -> Provider:
    """A provider at which the program signs its requests."""
    provider.circumstances.habits = IdentityHabits(client_authentication=ClientAuthentication.PRIVATE_KEY_JWT)
    return provider


def test_a_card_vouches_for_the_program_too(strict: Provider, staff: Authority, staff_card: Any) -> None:
    card = staff_card(staff)
    form = signed_by(card, card)

    assert strict.grant(form)["access_token"]
    with pytest.raises(OAuthRefusal) as refusal:
        strict.grant({**form, "assertion": card.assertion(ENDPOINT)})
    assert refusal.value.code == "invalid_client"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "S-1042"},
        {"sub": "S-1042"},
        {"sub": None},
        {"aud": "https://127.0.0.1:4001/token"},
        {"exp": int(time.time()) - 3600},
        {"exp": int(time.time()) + 3600},
        {"jti": None},
        {"key": ec.generate_private_key(ec.SECP256R1())},
    ],
    ids=["issuer", "subject", "no-subject", "audience", "expired", "too-long", "no-jti", "key"],
)
def test_a_client_assertion_that_is_not_in_order_is_refused(
    provider: Provider, staff: Authority, staff_card: Any, claims: dict[str, Any]
) -> None:
    card = staff_card(staff)

    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(signed_by(card, card, **claims))

    assert refusal.value.code == "invalid_client"


@pytest.mark.parametrize(
    "change", [{"client_assertion_type": "x"}, {"client_assertion": "a.b.c"}, {"client_id": ""}]
)
def test_a_program_that_is_not_known_gets_nothing(
    provider: Provider, staff: Authority, staff_card: Any, change: dict[str, str]
) -> None:
    card = staff_card(staff)

    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(signed_by(card, card) | change)

    assert refusal.value.code == "invalid_client"


def test_a_program_that_has_to_sign_does(strict: Provider, staff: Authority, staff_card: Any) -> None:
    holder, colleague = staff_card(staff), staff_card(staff, staff_id="S-2071")

    for form in (holder.form(ENDPOINT), signed_by(colleague, holder)):
        with pytest.raises(OAuthRefusal) as refusal:
            strict.grant(form)
        assert refusal.value.code == "invalid_client"


def test_a_workstation_is_known_by_its_own_key(strict: Provider, workstation_key: type[Any]) -> None:
    workstation = workstation_key("USTAN-ED-014")
    strict.enrol(workstation.client_id, workstation.key.public_key())

    assert strict.grant(workstation.form(ENDPOINT))["access_token"]


# -- who has left, and when ------------------------------------------------------------------------


def test_a_leavers_card_and_tokens_open_nothing_until_they_return(
    provider: Provider, staff: Authority, staff_card: Any
) -> None:
    leavers, card = provider.circumstances.leavers, staff_card(staff)
    authorization = f"Bearer {provider.grant(card.form(ENDPOINT))['access_token']}"
    form = card.form(ENDPOINT)
    leavers.leave("S-1042")

    with pytest.raises(OAuthRefusal) as refusal:
        provider.grant(form)
    with pytest.raises(BearerRefusal):
        provider.check_access(authorization)

    assert refusal.value.code == "invalid_grant"
    leavers.come_back("S-1042")
    assert provider.grant(form)["access_token"]
    assert provider.check_access(authorization).staff_id == "S-1042"


def test_a_token_ends_by_the_clock_of_its_origin(
    provider: Provider, staff: Authority, staff_card: Any
) -> None:
    authorization = f"Bearer {provider.grant(staff_card(staff).form(ENDPOINT))['access_token']}"
    provider.circumstances.clock.ahead_s = 301

    with pytest.raises(BearerRefusal):
        provider.check_access(authorization)


def test_a_purpose_in_a_scope_is_granted_and_repeated(
    provider: Provider, staff: Authority, staff_card: Any
) -> None:
    provider.circumstances.habits = IdentityHabits(purpose=PurposeDialect.SCOPE)
    form = staff_card(staff).form(ENDPOINT, "openid user/*.rs purpose-of-use/BTG")

    answer = provider.grant(form)

    assert answer["scope"] == "openid user/*.rs purpose-of-use/BTG"
    assert provider.check_access(f"Bearer {answer['access_token']}").purpose == "BTG"
    form = staff_card(staff).form(ENDPOINT, extensions=purpose("BTG"))
    assert provider.check_access(f"Bearer {provider.grant(form)['access_token']}").purpose == "TREAT"
