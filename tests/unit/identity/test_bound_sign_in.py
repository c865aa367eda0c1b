"""A sign-in at a home provider of which the configuration requires that its tokens are bound to a key."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
import requests

from serums_desktop.domain.errors import BrowserSignInFailed, SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.kept_sign_in import KeptSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.identity.browser import Browser
from tests.unit.identity.conftest import TurnedClock
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.test_home_sign_in import AUDIENCE, KeptToken
from tests.unit.identity.token_server import TOKEN, Answer, as_json

TREAT = PurposeOfUse.TREATMENT


@pytest.fixture
def source(home: HomeProvider) -> ProtectedSource:
    home.discovery_changes = {"dpop_signing_alg_values_supported": ["ES256"]}
    home.grant_changes = {"token_type": "DPoP"}
    return ProtectedSource("ustan", home.fhir_base, 5.0, dpop="required")


@pytest.fixture
def browser_sign_in(http: requests.Session, source: ProtectedSource, browser: Browser) -> BrowserSignIn:
    return BrowserSignIn(http, source, browser.open, timeout_s=20)


@pytest.fixture
def kept(home: HomeProvider) -> KeptToken:
    home.refresh_token = "home-refresh-0"
    return KeptToken()


@pytest.fixture
def sign_in(
    http: requests.Session, source: ProtectedSource, kept: KeptToken, elapsed: TurnedClock
) -> HomeSignIn:
    return HomeSignIn(http, source, kept, elapsed_s=elapsed)


def _key_of(proof: str) -> dict[str, Any]:
    header = jwt.get_unverified_header(proof)
    claims = jwt.decode(proof, jwt.PyJWK(header["jwk"], "ES256"), ["ES256"])
    assert claims["htm"] == "POST"
    jwk: dict[str, Any] = header["jwk"]
    return jwk


def test_the_key_of_the_code_is_kept_with_the_token_it_bought(
    browser_sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    kept = KeptSignIn.parse(browser_sign_in(CancelToken()).refresh_token)

    assert kept.refresh_token == home.refresh_token
    assert kept.key is not None
    assert home.asked_for()["dpop_jkt"] == kept.key.thumbprint
    assert _key_of(home.proofs[-1]) == _key_of(kept.key.sign({"htm": "POST"}))


def test_no_browser_is_opened_where_nothing_can_be_bound(
    browser_sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    home.discovery_changes = {}

    with pytest.raises(BrowserSignInFailed) as refused:
        browser_sign_in(CancelToken())

    assert refused.value.code == "dpop_not_offered"
    assert home.asked_for() == {}


def test_a_code_that_buys_an_unbound_token_buys_nothing(
    browser_sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    home.grant_changes = {"token_type": "Bearer"}

    with pytest.raises(BrowserSignInFailed) as refused:
        browser_sign_in(CancelToken())

    assert refused.value.code == "dpop_not_bound"


def test_a_sign_in_from_before_gets_a_key_with_its_next_use(
    sign_in: HomeSignIn, kept: KeptToken, home: HomeProvider, elapsed: TurnedClock
) -> None:
    sign_in.assertion(AUDIENCE, TREAT)
    elapsed.now_s += 600
    sign_in.assertion(AUDIENCE, TREAT)

    now_kept = KeptSignIn.parse(kept.read())
    assert now_kept.refresh_token == "home-refresh-2"
    assert now_kept.key is not None
    assert len(home.proofs) == 4
    assert all(_key_of(proof) == _key_of(home.proofs[0]) for proof in home.proofs)


def test_an_unbound_answer_is_refused_and_costs_nobody_the_sign_in(
    sign_in: HomeSignIn, kept: KeptToken, home: HomeProvider
) -> None:
    home.grant_changes = {"token_type": "Bearer"}
    with pytest.raises(SignInRefused) as refused:
        sign_in.assertion(AUDIENCE, TREAT)
    assert refused.value.code == "dpop_not_bound"
    assert KeptSignIn.parse(kept.read()).refresh_token == home.refresh_token

    home.grant_changes = {"token_type": "DPoP"}
    assert sign_in.assertion(AUDIENCE, TREAT)


def test_a_nonce_is_answered_once_and_nothing_is_spent_before(
    sign_in: HomeSignIn, kept: KeptToken, home: HomeProvider
) -> None:
    def want_nonce() -> Answer:
        del home.instead[TOKEN]
        return as_json({"error": "use_dpop_nonce"}, 400, **{"DPoP-Nonce": "n-0S6"})

    home.instead[TOKEN] = want_nonce
    sign_in.assertion(AUDIENCE, TREAT)

    nonces = [jwt.decode(proof, options={"verify_signature": False}).get("nonce") for proof in home.proofs]
    assert nonces == [None, "n-0S6", "n-0S6"]
    assert KeptSignIn.parse(kept.read()).refresh_token == "home-refresh-1"


def test_leaving_revokes_the_token_without_its_key(
    sign_in: HomeSignIn, kept: KeptToken, home: HomeProvider
) -> None:
    sign_in.assertion(AUDIENCE, TREAT)
    sign_in.revoke()

    assert home.revoked == ["home-refresh-1"]
    assert kept.token is None
