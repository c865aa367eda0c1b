from __future__ import annotations

import pytest
import requests

from serums_desktop.domain.errors import BrowserSignInFailed, SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.browser_sign_in import BrowserSignIn
from serums_desktop.identity.clock_skew import ClockSkew, measure
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.work.cancel import CancelToken
from tests.unit.identity.browser import Browser
from tests.unit.identity.home_provider import HomeProvider
from tests.unit.identity.token_server import TOKEN, TokenServer, as_json

TREAT = PurposeOfUse.TREATMENT
# Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110 §5.6.7, in epoch seconds.
WRITTEN_S = 784_111_777
DATE = "Sun, 06 Nov 1994 08:49:37 GMT"


@pytest.mark.parametrize(
    ("date", "skew_s"),
    [
        (DATE, 9.5),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 9.5),
        ("Sun Nov  6 08:49:37 1994", 9.5),
        ("Sun, 06 Nov 1994 08:49:37 -0000", 9.5),
        ("", None),
        ("yesterday", None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
    ],
)
def test_a_date_is_taken_to_be_written_halfway(date: str, skew_s: float | None) -> None:
    assert measure(date, WRITTEN_S + 8, WRITTEN_S + 12) == skew_s


def test_the_quickest_answer_tells_most() -> None:
    clock = ClockSkew()

    clock.heard(DATE, WRITTEN_S + 100, WRITTEN_S + 120)
    clock.heard(DATE, WRITTEN_S + 105, WRITTEN_S + 107)
    clock.heard(DATE, WRITTEN_S + 95, WRITTEN_S + 125)
    clock.heard("no date", WRITTEN_S, WRITTEN_S)

    assert clock.skew_s == 105.5


def test_a_clock_that_was_set_meanwhile_is_measured_anew() -> None:
    clock = ClockSkew()

    clock.heard(DATE, WRITTEN_S + 3600, WRITTEN_S + 3601)
    clock.heard(DATE, WRITTEN_S + 1, WRITTEN_S + 11)

    assert clock.skew_s == 5.5


@pytest.mark.parametrize(
    ("skew_s", "code", "told"),
    [
        (4.0, "invalid_grant", False),
        (6.0, "invalid_grant", True),
        (-6.0, "access_denied", True),
        (1.0, "id_token_expired", True),
        (0.0, "not_signed_in_anew", True),
    ],
)
def test_a_skew_is_told_where_it_explains_something(skew_s: float, code: str, told: bool) -> None:
    clock = ClockSkew()
    assert clock.telling(code) is None

    clock.heard(DATE, WRITTEN_S + 0.5 + skew_s, WRITTEN_S + 0.5 + skew_s)

    assert clock.telling(code) == (skew_s if told else None)


@pytest.mark.parametrize(("offset_s", "ahead_s"), [(-3600.0, 3600.0), (600.0, -600.0)])
def test_a_refusal_tells_how_the_clocks_differ(
    tokens: AccessTokens, server: TokenServer, offset_s: float, ahead_s: float
) -> None:
    server.date_offset_s = offset_s
    server.instead[TOKEN] = lambda: as_json({"error": "invalid_grant"}, 400)

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.skew_s == pytest.approx(ahead_s, abs=5)


def test_clocks_that_agree_are_not_mentioned(tokens: AccessTokens, server: TokenServer) -> None:
    server.instead[TOKEN] = lambda: as_json({"error": "invalid_grant"}, 400)

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.skew_s is None


def test_what_a_cache_kept_measures_nothing(tokens: AccessTokens, server: TokenServer) -> None:
    server.date_offset_s = -3600
    server.instead[TOKEN] = lambda: as_json({"error": "invalid_grant"}, 400, Age="3600")
    discovery = as_json(server.discovery(), Age="3600")
    server.instead["/fhir/.well-known/smart-configuration"] = lambda: discovery

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.skew_s is None


def test_a_measured_skew_excuses_nothing(tokens: AccessTokens, server: TokenServer) -> None:
    """An id_token that only a wrong clock makes old is refused all the same, and the clock is named."""
    server.date_offset_s = -3600
    server.id_token_changes = {"iat": WRITTEN_S, "exp": WRITTEN_S + 300}

    with pytest.raises(SignInRefused) as caught:
        tokens.token("ustan", TREAT)

    assert caught.value.code == "id_token_expired"
    assert caught.value.skew_s == pytest.approx(3600, abs=5)


def test_a_sign_in_in_the_browser_tells_it_too(
    http: requests.Session, home: HomeProvider, browser: Browser
) -> None:
    home.date_offset_s = -3600
    home.id_token_changes = {"auth_time": 1_000_000_000}
    sign_in = BrowserSignIn(http, ProtectedSource("ustan", home.fhir_base, 5.0), browser.open, timeout_s=20)

    with pytest.raises(BrowserSignInFailed) as caught:
        sign_in(CancelToken())

    assert caught.value.code == "not_signed_in_anew"
    assert caught.value.skew_s == pytest.approx(3600, abs=5)
