"""What somebody between the browser, the provider and us could try with answers and codes."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from serums_desktop.domain.errors import BrowserSignInFailed, SourceError, SourceFault
from serums_desktop.domain.opening import EhrLaunch
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.smart_launch import SmartLaunch
from serums_desktop.work.cancel import CancelToken
from tests.unit.identity.browser import Browser
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.staff_authority import anchors_of, make_authority
from tests.unit.identity.test_home_sign_in import KeptToken
from tests.unit.identity.token_server import DISCOVERY


@pytest.fixture
def source(home: HomeProvider) -> ProtectedSource:
    return ProtectedSource("ustan", home.fhir_base, 5.0)


@pytest.fixture
def sign_in(http: requests.Session, source: ProtectedSource, browser: Browser) -> BrowserSignIn:
    return BrowserSignIn(http, source, browser.open, timeout_s=20)


def _failed(sign_in: BrowserSignIn) -> str:
    with pytest.raises(BrowserSignInFailed) as caught:
        sign_in(CancelToken())
    return caught.value.code


def test_a_whole_answer_replayed_belongs_to_no_other_sign_in(
    sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    sign_in(CancelToken())
    earlier = home.asked_for()["state"]
    home.answer_changes = {"state": earlier, "code": "code-1"}

    assert _failed(sign_in) == "state_mismatch"
    assert len(home.forms) == 1, "the code went nowhere"


def test_a_code_replayed_into_a_sign_in_is_refused_by_the_provider(
    sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    sign_in(CancelToken())
    home.answer_changes = {"code": "code-1"}

    assert _failed(sign_in) == "invalid_grant"


def test_a_code_of_somebody_elses_sign_in_brings_another_nonce(
    sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    """A provider that checks neither code nor verifier still cannot make one sign-in another's."""
    home.id_token_changes = {"nonce": "of the attacker's own sign-in"}

    assert _failed(sign_in) == "nonce_mismatch"


@pytest.mark.parametrize("methods", [[], ["plain"], ["s256"], ["plain", "S512"]])
def test_a_code_is_not_asked_for_without_its_safeguard(
    sign_in: BrowserSignIn, home: HomeProvider, methods: list[str]
) -> None:
    home.discovery_changes = {"code_challenge_methods_supported": methods}

    assert _failed(sign_in) == "no_pkce"
    assert not home.asked_for()


def test_an_answer_of_another_provider_is_not_taken_to_ours(
    sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    home.answer_changes = {"iss": "https://attacker.example"}

    assert _failed(sign_in) == "issuer_mismatch"
    assert not home.forms


def test_a_provider_that_names_itself_in_its_answers_does_so_in_each(
    sign_in: BrowserSignIn, home: HomeProvider
) -> None:
    home.answer_changes = {"iss": None}

    assert _failed(sign_in) == "issuer_mismatch"


@pytest.mark.parametrize(
    "field",
    ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "revocation_endpoint"],
)
@pytest.mark.parametrize(
    "url",
    [
        "https://attacker.example/x",
        "http://127.0.0.1/x",
        "https://somebody@{authority}/x",
        "https://{authority}/x#y",
        "//{authority}/x",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_no_address_of_a_provider_leads_elsewhere(
    sign_in: BrowserSignIn, home: HomeProvider, field: str, url: str
) -> None:
    home.discovery_changes = {field: url.format(authority=home.origin.removeprefix("https://"))}

    with pytest.raises(SourceError) as caught:
        sign_in(CancelToken())

    assert caught.value.kind is SourceFault.FOREIGN_LINK
    assert home.asked == [DISCOVERY]
    assert not home.asked_for()


def test_a_provider_with_a_certificate_of_an_unknown_authority_is_not_spoken_to(
    http: requests.Session, home: HomeProvider, source: ProtectedSource, browser: Browser, tmp_path: Path
) -> None:
    others = tmp_path / "others.pem"
    others.write_bytes(anchors_of(make_authority("Web servers")))
    http.verify = str(others)
    kept = KeptToken()
    launch = SmartLaunch(http, [source], browser.open)
    home_sign_in = HomeSignIn(http, source, kept)

    for attempt in (
        lambda: BrowserSignIn(http, source, browser.open)(CancelToken()),
        lambda: launch(EhrLaunch(source.fhir_base, "x"), "S-2071", CancelToken()),
        lambda: home_sign_in.assertion("https://elsewhere.example/token", PurposeOfUse.TREATMENT),
    ):
        with pytest.raises(SourceError) as caught:
            attempt()
        assert caught.value.kind is SourceFault.TLS

    assert home.asked == []
    assert kept.token == "home-refresh-0"
