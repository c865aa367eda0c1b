"""Our sign-in and an EHR's launch against a certified OpenID provider."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

from serums_desktop.domain.errors import BrowserSignInFailed, SignInRefused, SourceError, SourceFault
from serums_desktop.domain.opening import EhrLaunch
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.browser_sign_in import BrowserIdentity, BrowserSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.smart_launch import SmartLaunch
from serums_desktop.identity.tokens import AccessTokens
from serums_desktop.work.cancel import CancelToken
from tests.interop.certified_provider import ISOBEL, LAUNCH, LEVEL, PASSWORD, started
from tests.interop.kept_sign_in import KeptSignIn
from tests.interop.person_at_browser import PersonAtBrowser
from tests.unit.identity.staff_authority import anchors_of, make_authority

pytestmark = pytest.mark.interop

Keep = Callable[..., KeptSignIn]


@pytest.fixture
def home(origin: str) -> ProtectedSource:
    return ProtectedSource("ustan", f"{origin}/fhir", 10.0, issuer=origin, acr_values=(LEVEL,))


@pytest.fixture
def isobel(anchors: Path) -> Iterator[PersonAtBrowser]:
    person = PersonAtBrowser(anchors, ISOBEL.staff_id, PASSWORD)
    yield person
    person.close()


@pytest.fixture
def sign_in(http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser) -> BrowserSignIn:
    return BrowserSignIn(http, home, isobel.open, timeout_s=20)


@pytest.fixture
def signed_in(sign_in: BrowserSignIn) -> BrowserIdentity:
    return sign_in(CancelToken())


def test_the_provider_vouches_for_the_person(signed_in: BrowserIdentity) -> None:
    assert signed_in.staff == ISOBEL
    assert signed_in.refresh_token


def test_the_password_is_asked_each_time_although_the_browser_is_signed_in(
    sign_in: BrowserSignIn, isobel: PersonAtBrowser
) -> None:
    for times in (1, 2):
        sign_in(CancelToken())
        assert isobel.typed == times


def test_who_gets_no_name_from_the_provider_goes_by_the_staff_number(
    http: requests.Session, strict_origin: str, isobel: PersonAtBrowser
) -> None:
    nameless = ProtectedSource("ustan", f"{strict_origin}/fhir", 10.0)
    signed_in = BrowserSignIn(http, nameless, isobel.open, timeout_s=20)(CancelToken())
    assert signed_in.staff == Staff(ISOBEL.staff_id, ISOBEL.staff_id, "")


def test_a_level_that_the_account_does_not_reach_is_no_sign_in(
    http: requests.Session, origin: str, isobel: PersonAtBrowser
) -> None:
    wants_card = ProtectedSource("ustan", f"{origin}/fhir", 10.0, acr_values=("https://levels.example/card",))
    with pytest.raises(BrowserSignInFailed) as failed:
        BrowserSignIn(http, wants_card, isobel.open, timeout_s=20)(CancelToken())
    assert failed.value.code == "acr_too_low"


@pytest.mark.parametrize(
    ("ahead_s", "code"),
    [(3600.0, "id_token_expired"), (90.0, "not_signed_in_anew"), (-3600.0, "id_token_from_future")],
)
def test_a_wrong_clock_is_told_with_what_it_is_wrong_by(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, ahead_s: float, code: str
) -> None:
    sign_in = BrowserSignIn(http, home, isobel.open, timeout_s=20, now_s=lambda: time.time() + ahead_s)
    with pytest.raises(BrowserSignInFailed) as failed:
        sign_in(CancelToken())
    assert failed.value.code == code
    assert failed.value.skew_s == pytest.approx(ahead_s, abs=30)


def test_every_refresh_spends_its_token(signed_in: BrowserIdentity, keep: Keep) -> None:
    kept = keep(signed_in.refresh_token)
    seen = {kept.token()}
    for _ in range(2):
        kept.assertion()
        seen.add(kept.token())
    assert len(seen) == 3


def test_a_refresh_token_used_twice_ends_the_sign_in_of_both(signed_in: BrowserIdentity, keep: Keep) -> None:
    rightful, copied = keep(signed_in.refresh_token), keep(signed_in.refresh_token)
    rightful.assertion()
    assert copied.is_over()
    assert rightful.is_over()


def test_leaving_ends_the_sign_in_at_the_provider(signed_in: BrowserIdentity, keep: Keep) -> None:
    left, copied = keep(signed_in.refresh_token), keep(signed_in.refresh_token)
    left.leave()
    assert copied.is_over()


def test_the_home_provider_s_word_gets_a_bound_token(
    http: requests.Session, home: ProtectedSource, origin: str, signed_in: BrowserIdentity, keep: Keep
) -> None:
    kept = keep(signed_in.refresh_token)
    tokens = AccessTokens(http, [home], ISOBEL.staff_id, kept.home_sign_in().assertion)
    token = tokens.token("ustan", PurposeOfUse.TREATMENT)
    headers = tokens.headers("ustan", token, "GET", f"{origin}/me")
    assert "DPoP" in headers
    assert http.get(f"{origin}/me", headers=headers, timeout=10).json()["sub"] == ISOBEL.staff_id


def test_a_provider_that_is_away_ends_no_sign_in(
    http: requests.Session,
    settings: dict[str, object],
    isobel: PersonAtBrowser,
    tmp_path: Path,
    logs: Path,
    keep: Keep,
) -> None:
    with started(settings, tmp_path, logs / "openid-provider-that-goes.log") as server:
        there = ProtectedSource("ustan", f"{server.listening[1]}/fhir", 10.0)
        token = BrowserSignIn(http, there, isobel.open, timeout_s=20)(CancelToken()).refresh_token
    kept = keep(token, there)
    assert kept.failure() is SourceFault.UNREACHABLE
    assert kept.token() == token


def test_nobody_is_signed_in_through_a_server_of_another_authority(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.pem"
    stranger.write_bytes(anchors_of(make_authority("Somebody else's web servers")))
    http.verify = str(stranger)
    with pytest.raises(SourceError) as failed:
        BrowserSignIn(http, home, isobel.open)(CancelToken())
    assert failed.value.kind is SourceFault.TLS
    assert isobel.addresses == []


def test_a_launch_names_the_patient_whom_the_ehr_has_open(
    http: requests.Session, home: ProtectedSource, sign_in: BrowserSignIn, isobel: PersonAtBrowser
) -> None:
    sign_in(CancelToken())
    launch = SmartLaunch(http, [home], isobel.open, timeout_s=20)
    opened = launch(EhrLaunch(home.fhir_base, LAUNCH), ISOBEL.staff_id, CancelToken())
    assert opened == ("ustan", "pat-7")
    assert isobel.typed == 1  # signed in where the EHR is, one is not asked again


def test_a_launch_under_another_person_s_sign_in_opens_nothing(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser
) -> None:
    launch = SmartLaunch(http, [home], isobel.open, timeout_s=20)
    with pytest.raises(SignInRefused) as refused:
        launch(EhrLaunch(home.fhir_base, LAUNCH), "S-1042", CancelToken())
    assert refused.value.code == "other_person"


def test_a_launch_that_the_ehr_does_not_know_opens_nothing(
    http: requests.Session, home: ProtectedSource, isobel: PersonAtBrowser
) -> None:
    launch = SmartLaunch(http, [home], isobel.open, timeout_s=20)
    with pytest.raises(SignInRefused) as refused:
        launch(EhrLaunch(home.fhir_base, "made-up"), ISOBEL.staff_id, CancelToken())
    assert refused.value.code == "invalid_request"
