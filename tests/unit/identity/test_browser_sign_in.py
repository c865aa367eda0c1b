from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import BrowserSignInFailed, Cancelled, SourceError, SourceFault
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.loopback import LoopbackListener
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.work.cancel import CancelToken
from tests.unit.identity.browser import Browser
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.token_server import DISCOVERY, JWKS, TOKEN, as_json

SignIn = Callable[..., BrowserSignIn]


@pytest.fixture
def sign_in(http: requests.Session, home: HomeProvider, browser: Browser) -> BrowserSignIn:
    return BrowserSignIn(http, ProtectedSource("ustan", home.fhir_base, 5.0), browser.open, timeout_s=20)


def test_the_home_provider_vouches_for_the_person(sign_in: BrowserSignIn, home: HomeProvider) -> None:
    vouched_for = sign_in(CancelToken())

    assert vouched_for.staff == Staff("Nurse Isobel Reid", "S-2071", "Emergency Medicine, charge nurse")
    assert vouched_for.refresh_token == home.refresh_token
    asked = home.asked_for()
    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid profile fhirUser offline_access user/*.rs"
    assert asked["code_challenge_method"] == "S256"
    assert (asked["prompt"], asked["max_age"]) == ("login consent", "0")
    assert asked["aud"] == home.fhir_base
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"preferred_username": "ireid"}, "ireid"),
        ({"name": "", "preferred_username": ""}, "S-2071"),
        ({}, "S-2071"),
    ],
)
def test_a_provider_that_tells_less_about_a_person_vouches_too(
    sign_in: BrowserSignIn, home: HomeProvider, told: dict[str, str], name: str
) -> None:
    home.id_token_changes = {"role": None, "name": None, **told}

    assert sign_in(CancelToken()).staff == Staff(name, "S-2071", "")
    assert json.loads(home.asked_for()["claims"]) == {
        "id_token": {"name": None, "preferred_username": None, "role": None}
    }


def test_what_a_provider_says_of_itself_is_asked_anew_each_time(
    sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    home.discovery_changes = {"code_challenge_methods_supported": ["plain"]}
    with pytest.raises(BrowserSignInFailed) as refused:
        sign_in(CancelToken())
    assert refused.value.code == "no_pkce"

    home.discovery_changes = {}
    sign_in(CancelToken())
    # A key that was taken out of use is not trusted for as long as the program runs.
    withdrawn, home.signing_key = home.signing_key, ec.generate_private_key(ec.SECP256R1())
    sign_in(CancelToken())
    published, home.signing_key = home.signing_key, withdrawn
    home.instead[JWKS] = lambda: as_json({"keys": [home.published(published)]})
    with pytest.raises(BrowserSignInFailed) as forged:
        sign_in(CancelToken())
    assert forged.value.code == "bad_signature"


def test_no_two_sign_ins_share_a_secret(sign_in: BrowserSignIn, home: HomeProvider) -> None:
    asked = []
    for _ in range(2):
        sign_in(CancelToken())
        asked.append(home.asked_for())

    for name in ("state", "nonce", "code_challenge"):
        assert asked[0][name] != asked[1][name]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "another"}, "state_mismatch"),
        ({"state": None}, "state_mismatch"),
        ({"iss": "https://elsewhere.example"}, "issuer_mismatch"),
        ({"iss": None}, "issuer_mismatch"),
        ({"code": None}, "no_code"),
        ({"code": "a b"}, "no_code"),
        ({"code": None, "error": "access_denied"}, "access_denied"),
        ({"error": "Broken\nlog line"}, "unknown_error"),
    ],
)
def test_an_answer_that_does_not_belong_here_is_refused(
    sign_in: BrowserSignIn, home: HomeProvider, changes: dict[str, str | None], code: str
) -> None:
    home.answer_changes = changes

    with pytest.raises(BrowserSignInFailed) as caught:
        sign_in(CancelToken())

    assert caught.value.code == code
    assert not home.forms


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"nonce": "another"}, "nonce_mismatch"),
        ({"nonce": None}, "nonce_mismatch"),
        ({"auth_time": 1_000_000_000}, "not_signed_in_anew"),
        ({"auth_time": None}, "not_signed_in_anew"),
        ({"auth_time": "now"}, "not_signed_in_anew"),
        ({"iss": "https://elsewhere.example"}, "wrong_issuer"),
        ({"aud": "another-program"}, "wrong_audience"),
        ({"exp": 1_000_000_000}, "id_token_expired"),
        ({"iat": 4_000_000_000}, "id_token_from_future"),
        ({"sub": None}, "invalid_id_token"),
        ({"sub": ""}, "invalid_id_token"),
        ({"name": "two\nlines"}, "invalid_id_token"),
        ({"role": 7}, "invalid_id_token"),
    ],
)
def test_an_id_token_must_be_of_this_sign_in(
    sign_in: BrowserSignIn, home: HomeProvider, changes: dict[str, object], code: str
) -> None:
    home.id_token_changes = changes

    with pytest.raises(BrowserSignInFailed) as caught:
        sign_in(CancelToken())

    assert caught.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id_token": ""}, "invalid_id_token"),
        ({"refresh_token": ""}, "no_refresh_token"),
        ({"refresh_token": "a b"}, "no_refresh_token"),
        ({"token_type": "mac"}, "invalid_token_type"),
    ],
)
def test_a_grant_must_be_whole(
    sign_in: BrowserSignIn, home: HomeProvider, changes: dict[str, object], code: str
) -> None:
    home.grant_changes = changes

    with pytest.raises(BrowserSignInFailed) as caught:
        sign_in(CancelToken())

    assert caught.value.code == code


def test_a_code_the_provider_does_not_take_is_told(sign_in: BrowserSignIn, home: HomeProvider) -> None:
    home.instead[TOKEN] = lambda: as_json({"error": "invalid_grant"}, 400)

    with pytest.raises(BrowserSignInFailed) as caught:
        sign_in(CancelToken())

    assert caught.value.code == "invalid_grant"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"authorization_endpoint": ""}, "unsupported"),
        ({"code_challenge_methods_supported": ["plain"]}, "no_pkce"),
        ({"code_challenge_methods_supported": []}, "no_pkce"),
    ],
)
def test_a_provider_that_offers_less_is_not_asked(
    sign_in: BrowserSignIn, home: HomeProvider, changes: dict[str, object], code: str
) -> None:
    home.discovery_changes = changes

    with pytest.raises(BrowserSignInFailed) as caught:
        sign_in(CancelToken())

    assert caught.value.code == code
    assert not home.asked_for()


def test_an_endpoint_elsewhere_is_not_asked(sign_in: BrowserSignIn, home: HomeProvider) -> None:
    home.discovery_changes = {"authorization_endpoint": "https://elsewhere.example/authorize"}

    with pytest.raises(SourceError) as caught:
        sign_in(CancelToken())

    assert caught.value.kind is SourceFault.FOREIGN_LINK


def test_a_provider_that_does_not_answer_is_told(sign_in: BrowserSignIn, home: HomeProvider) -> None:
    home.instead[DISCOVERY] = lambda: (503, {}, b"")

    with pytest.raises(SourceError):
        sign_in(CancelToken())


def test_without_a_browser_nobody_waits(http: requests.Session, home: HomeProvider) -> None:
    source = ProtectedSource("ustan", home.fhir_base, 5.0)

    with pytest.raises(BrowserSignInFailed) as caught:
        BrowserSignIn(http, source, lambda address: False)(CancelToken())

    assert caught.value.code == "no_browser"


def test_whoever_cancels_is_not_waited_for(http: requests.Session, home: HomeProvider) -> None:
    cancel = CancelToken()

    def open_and_cancel(_address: str) -> bool:
        cancel.cancel()
        return True

    with pytest.raises(Cancelled):
        BrowserSignIn(http, ProtectedSource("ustan", home.fhir_base, 5.0), open_and_cancel)(cancel)


LEVELS = ("urn:example:card", "urn:example:phone")


@pytest.fixture
def strict_sign_in(http: requests.Session, home: HomeProvider, browser: Browser) -> BrowserSignIn:
    source = ProtectedSource(
        "ustan", home.fhir_base, 5.0, client_id="ward-desktop", issuer=home.origin, acr_values=LEVELS
    )
    return BrowserSignIn(http, source, browser.open, timeout_s=20)


def test_a_level_that_policy_asks_for_is_asked_for_and_reached(
    strict_sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    home.id_token_changes = {"acr": "urn:example:phone"}

    assert strict_sign_in(CancelToken()).staff.staff_id == "S-2071"

    asked = home.asked_for()
    assert (asked["acr_values"], asked["client_id"]) == ("urn:example:card urn:example:phone", "ward-desktop")
    assert home.forms[-1]["client_id"] == "ward-desktop"


@pytest.mark.parametrize("acr", [None, "", "0", "urn:example:password", ["urn:example:card"]])
def test_a_sign_in_at_a_lower_level_does_not_count(
    strict_sign_in: BrowserSignIn, home: HomeProvider, acr: object
) -> None:
    home.id_token_changes = {"acr": acr}

    with pytest.raises(BrowserSignInFailed) as caught:
        strict_sign_in(CancelToken())

    assert caught.value.code == "acr_too_low"


def test_the_one_port_of_a_provider_that_knows_no_other_is_used(
    http: requests.Session, home: HomeProvider, browser: Browser
) -> None:
    with LoopbackListener() as taken:
        port = urlsplit(taken.redirect_uri).port
        assert port is not None
        source = ProtectedSource("ustan", home.fhir_base, 5.0, redirect_port=port)
        sign_in = BrowserSignIn(http, source, browser.open, timeout_s=20)
        with pytest.raises(BrowserSignInFailed) as caught:
            sign_in(CancelToken())
        assert caught.value.code == "port_in_use"
        assert not home.asked_for()

    sign_in(CancelToken())
    assert home.asked_for()["redirect_uri"] == f"http://127.0.0.1:{port}/signed-in"
