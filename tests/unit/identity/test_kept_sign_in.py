"""A refresh token and its key, and a home provider where both are required to be bound to each other."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import BrowserSignInFailed, Cancelled, NotEnrolled, SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.dpop import ProofKey, Proofs
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.kept_sign_in import KeptSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.sandbox.dpop import thumbprint_of
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


def test_a_token_and_its_key_are_one_text() -> None:
    kept = KeptSignIn("a-token", ProofKey())

    read = KeptSignIn.parse(kept.to_text())

    assert read.refresh_token == "a-token"
    assert kept.key is not None
    assert read.key is not None
    assert read.key.thumbprint == kept.key.thumbprint
    assert read.to_text() == kept.to_text()


def test_a_token_that_is_bound_to_no_key_is_its_own_text() -> None:
    assert KeptSignIn("a-token").to_text() == "a-token"
    assert KeptSignIn.parse("a-token") == KeptSignIn("a-token", None)


@pytest.mark.parametrize("key", ["AA", "!", "_" * 44, "é", "x"])
def test_what_is_no_key_keeps_no_sign_in(key: str) -> None:
    with pytest.raises(NotEnrolled) as refused:
        KeptSignIn.parse(f"a-token {key}")
    assert "a-token" not in str(refused.value)


def test_neither_token_nor_key_is_shown() -> None:
    kept = KeptSignIn("a-token", ProofKey())

    assert "a-token" not in repr(kept)
    assert kept.to_text().split()[1] not in f"{kept!r} {kept}"


def test_the_thumbprint_is_of_the_public_key_that_proofs_carry() -> None:
    key = ProofKey()
    proof = Proofs(key, time.time).proof("POST", "https://ustan.example/token")
    public_key = jwt.algorithms.ECAlgorithm.from_jwk(jwt.get_unverified_header(proof)["jwk"])

    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    assert key.thumbprint == thumbprint_of(public_key)


def test_a_dropped_key_is_kept_nowhere() -> None:
    key = ProofKey()
    key.forget()

    with pytest.raises(Cancelled):
        KeptSignIn("a-token", key).to_text()


# -- at the provider -------------------------------------------------------------------------------


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
