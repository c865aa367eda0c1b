"""Our tokens, bound to a key and not, against a certified OpenID provider that trades assertions for them."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from serums_desktop.domain.errors import SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.assertion import card_assertions, card_client_assertions
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.sources.fhir.http import FhirHttp, Limits
from serums_desktop.work.cancel import CancelToken
from tests.interop.certified_provider import AUTHENTICATED, ISOBEL, Card
from tests.unit.identity.staff_authority import make_authority

pytestmark = pytest.mark.interop

Tokens = Callable[..., AccessTokens]


@pytest.fixture
def tokens_of(http: requests.Session, card: Card) -> Tokens:
    """The tokens of one source, asked for with the card."""

    def make(source: ProtectedSource) -> AccessTokens:
        return AccessTokens(
            http,
            [source],
            ISOBEL.staff_id,
            card_assertions(card.identity, card.sign),
            client_assertion_for=card_client_assertions(card.identity, card.sign),
        )

    return make


def test_a_bound_token_is_good_with_a_fresh_proof_alone(
    http: requests.Session, origin: str, tokens_of: Tokens
) -> None:
    tokens = tokens_of(ProtectedSource("ustan", f"{origin}/fhir", 10.0, dpop="required"))
    token = tokens.token("ustan", PurposeOfUse.TREATMENT)
    address = f"{origin}/me"
    headers = tokens.headers("ustan", token, "GET", address)

    assert http.get(address, headers=headers, timeout=10).json()["sub"] == ISOBEL.staff_id
    used_again = http.get(address, headers=headers, timeout=10)
    assert used_again.status_code == 401
    assert used_again.headers["WWW-Authenticate"].startswith("DPoP ")
    without_proof = http.get(address, headers={"Authorization": f"Bearer {token}"}, timeout=10)
    assert without_proof.status_code == 401


def test_an_unbound_token_is_sent_as_it_is_where_binding_is_never_wanted(
    http: requests.Session, origin: str, tokens_of: Tokens
) -> None:
    tokens = tokens_of(ProtectedSource("ustan", f"{origin}/fhir", 10.0, dpop="never"))
    token = tokens.token("ustan", PurposeOfUse.TREATMENT)
    headers = tokens.headers("ustan", token, "GET", f"{origin}/me")
    assert headers == {"Authorization": f"Bearer {token}"}
    assert http.get(f"{origin}/me", headers=headers, timeout=10).json()["sub"] == ISOBEL.staff_id


def test_the_nonce_of_each_server_is_taken_up(
    http: requests.Session, strict_origin: str, tokens_of: Tokens
) -> None:
    source = ProtectedSource("ustan", f"{strict_origin}/fhir", 10.0, client_id=AUTHENTICATED, dpop="required")
    tokens = tokens_of(source)
    token = tokens.token("ustan", PurposeOfUse.TREATMENT)
    address = f"{strict_origin}/me"
    no_nonce_yet = http.get(address, headers=tokens.headers("ustan", token, "GET", address), timeout=10)
    assert 'error="use_dpop_nonce"' in no_nonce_yet.headers["WWW-Authenticate"]

    server = FhirHttp("ustan", source.fhir_base, http, tokens, Limits())
    answer = server.get(address, PurposeOfUse.TREATMENT, CancelToken())
    assert json.loads(answer.body)["sub"] == ISOBEL.staff_id


def test_a_token_that_the_provider_takes_back_is_renewed_in_passing(
    http: requests.Session, origin: str, tokens_of: Tokens
) -> None:
    source = ProtectedSource("ustan", f"{origin}/fhir", 10.0, dpop="required")
    tokens = tokens_of(source)
    taken_back = tokens.token("ustan", PurposeOfUse.TREATMENT)
    form = {"token": taken_back, "client_id": source.client_id}
    assert http.post(f"{origin}/token/revocation", data=form, timeout=10).ok

    server = FhirHttp("ustan", source.fhir_base, http, tokens, Limits())
    answer = server.get(f"{origin}/me", PurposeOfUse.TREATMENT, CancelToken())
    assert json.loads(answer.body)["sub"] == ISOBEL.staff_id
    assert tokens.token("ustan", PurposeOfUse.TREATMENT) != taken_back


def test_requests_that_run_at_once_each_have_a_proof_of_their_own(
    http: requests.Session, strict_origin: str, tokens_of: Tokens
) -> None:
    source = ProtectedSource("ustan", f"{strict_origin}/fhir", 10.0, client_id=AUTHENTICATED, dpop="required")
    server = FhirHttp("ustan", source.fhir_base, http, tokens_of(source), Limits())

    def who(_: int) -> str:
        answer = server.get(f"{strict_origin}/me", PurposeOfUse.TREATMENT, CancelToken())
        return str(json.loads(answer.body)["sub"])

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(who, range(32))) == {ISOBEL.staff_id}


def test_a_client_that_has_to_be_authenticated_is_refused_under_another_key(
    http: requests.Session, strict_origin: str, staff_authority: Issuer
) -> None:
    other = Card(staff_authority)
    source = ProtectedSource("ustan", f"{strict_origin}/fhir", 10.0, client_id=AUTHENTICATED)
    tokens = AccessTokens(
        http,
        [source],
        ISOBEL.staff_id,
        card_assertions(other.identity, other.sign),
        client_assertion_for=card_client_assertions(other.identity, other.sign),
    )
    with pytest.raises(SignInRefused) as refused:
        tokens.token("ustan", PurposeOfUse.TREATMENT)
    assert refused.value.code == "invalid_client"


def test_the_card_of_another_hospital_gets_no_token(http: requests.Session, origin: str) -> None:
    stranger = Card(make_authority("Somebody else's staff cards"))
    tokens = AccessTokens(
        http,
        [ProtectedSource("ustan", f"{origin}/fhir", 10.0)],
        ISOBEL.staff_id,
        card_assertions(stranger.identity, stranger.sign),
    )
    with pytest.raises(SignInRefused) as refused:
        tokens.token("ustan", PurposeOfUse.TREATMENT)
    assert refused.value.code == "invalid_grant"


def test_somebody_whom_the_hospital_no_longer_knows_is_reported_once(
    http: requests.Session, origin: str, staff_authority: Issuer
) -> None:
    leaver = Card(staff_authority, "S-9000")
    reported: list[SignInRefused] = []
    tokens = AccessTokens(
        http,
        [ProtectedSource("ustan", f"{origin}/fhir", 10.0)],
        "S-9000",
        card_assertions(leaver.identity, leaver.sign),
        on_refused=reported.append,
        home_source_id="ustan",
    )
    for _ in range(2):
        with pytest.raises(SignInRefused):
            tokens.token("ustan", PurposeOfUse.TREATMENT)
    assert [refusal.code for refusal in reported] == ["invalid_grant"]
