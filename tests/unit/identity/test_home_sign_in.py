from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import jwt
import pytest
import requests

from serums_desktop.domain.errors import DiskFull, NotEnrolled, SignInRefused, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.home_sign_in import HomeSignIn
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.purpose_dialect import PurposeDialect
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.conftest import TurnedClock
from tests.unit.identity.home_provider import REVOKE, HomeProvider
from tests.unit.identity.token_server import TOKEN, Answer, as_json

Got = TypeVar("Got")
TREAT = PurposeOfUse.TREATMENT
AUDIENCE = "https://elsewhere.example/token"


class KeptToken:
    """A refresh token in memory; every step is written down."""

    def __init__(self) -> None:
        self.token: str | None = "home-refresh-0"
        self.steps: list[str] = []
        self.disk_is_full = False

    def read(self) -> str:
        if self.token is None:
            raise NotEnrolled
        return self.token

    def spend(self, trade: Callable[[str], tuple[str, Got]]) -> Got:
        newer, got = trade(self.read())
        if self.disk_is_full:
            raise DiskFull
        if newer:
            self.token = newer
            self.steps.append(f"kept {newer}")
        return got

    def remove(self) -> None:
        self.token = None
        self.steps.append("removed")


@pytest.fixture
def kept(home: HomeProvider) -> KeptToken:
    kept = KeptToken()
    home.refresh_token = "home-refresh-0"
    home.before_answering = lambda form: kept.steps.append(f"asked for {form['grant_type'].split(':')[-1]}")
    return kept


@pytest.fixture
def source(home: HomeProvider) -> ProtectedSource:
    return ProtectedSource("ustan", home.fhir_base, 5.0)


@pytest.fixture
def sign_in(
    http: requests.Session, source: ProtectedSource, kept: KeptToken, elapsed: TurnedClock
) -> HomeSignIn:
    return HomeSignIn(http, source, kept, elapsed_s=elapsed)


def test_the_newer_refresh_token_is_kept_before_the_access_token_is_used(
    sign_in: HomeSignIn, kept: KeptToken, home: HomeProvider
) -> None:
    assertion = sign_in.assertion(AUDIENCE, PurposeOfUse.BREAK_GLASS)

    assert kept.steps == ["asked for refresh_token", "kept home-refresh-1", "asked for token-exchange"]
    claims = jwt.decode(assertion, home.signing_key.public_key(), ["ES256"], audience=AUDIENCE)
    assert claims["sub"] == "S-2071"
    assert claims["extensions"]["ihe_iua"]["purpose_of_use"] == [
        {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "BTG"}
    ]
    exchange = home.forms[-1]
    assert exchange["subject_token"] == "home-access-1"
    assert exchange["requested_token_type"] == "urn:ietf:params:oauth:token-type:jwt"


def test_a_refresh_token_that_cannot_be_kept_is_not_built_upon(
    sign_in: HomeSignIn, kept: KeptToken, home: HomeProvider
) -> None:
    kept.disk_is_full = True

    with pytest.raises(DiskFull):
        sign_in.assertion(AUDIENCE, TREAT)

    assert [form["grant_type"] for form in home.forms] == ["refresh_token"]


def test_an_access_token_serves_until_shortly_before_its_end(
    sign_in: HomeSignIn, home: HomeProvider, elapsed: TurnedClock
) -> None:
    sign_in.assertion(AUDIENCE, TREAT)
    elapsed.now_s += 269
    sign_in.assertion(AUDIENCE, TREAT)
    assert len(home.access_tokens) == 1

    elapsed.now_s += 1
    sign_in.assertion(AUDIENCE, TREAT)
    assert len(home.access_tokens) == 2


def test_threads_share_one_refresh(sign_in: HomeSignIn, home: HomeProvider) -> None:
    waiting = threading.Barrier(50)

    def ask(_: int) -> str:
        waiting.wait(20)
        return sign_in.assertion(AUDIENCE, TREAT)

    with ThreadPoolExecutor(50) as pool:
        assert all(pool.map(ask, range(50)))

    assert len(home.access_tokens) == 1


def test_one_source_does_not_wait_for_another(sign_in: HomeSignIn, home: HomeProvider) -> None:
    sign_in.assertion(AUDIENCE, TREAT)
    both_are_asking = threading.Barrier(2)
    home.before_answering = lambda form: both_are_asking.wait(20) and None

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(lambda _: sign_in.assertion(AUDIENCE, TREAT), range(2)))

    assert all(made)


def test_a_token_just_got_is_not_replaced_when_it_is_refused(sign_in: HomeSignIn, home: HomeProvider) -> None:
    home.grant_changes = {"access_token": "nobody-knows-this"}

    with pytest.raises(SignInRefused) as caught:
        sign_in.assertion(AUDIENCE, TREAT)

    assert caught.value.code == "invalid_request"
    assert len(home.access_tokens) == 1


def test_a_provider_that_exchanges_nothing_is_not_asked_for_one_token_after_another(
    sign_in: HomeSignIn, home: HomeProvider, elapsed: TurnedClock
) -> None:
    home.grant_changes = {"access_token": "nobody-knows-this"}

    for _ in range(3):
        with pytest.raises(SignInRefused):
            sign_in.assertion(AUDIENCE, TREAT)
    assert len(home.access_tokens) == 1

    elapsed.now_s += 270
    with pytest.raises(SignInRefused):
        sign_in.assertion(AUDIENCE, TREAT)
    assert len(home.access_tokens) == 2


def test_a_token_that_served_after_all_is_replaced_once_it_is_ended(
    sign_in: HomeSignIn, home: HomeProvider
) -> None:
    home.grant_changes = {"access_token": "nobody-knows-this"}
    with pytest.raises(SignInRefused):
        sign_in.assertion(AUDIENCE, TREAT)
    home.grant_changes = {}
    home.access_tokens.append("nobody-knows-this")
    sign_in.assertion(AUDIENCE, TREAT)
    home.access_tokens.append("ended by the provider")

    sign_in.assertion(AUDIENCE, TREAT)

    assert [form["grant_type"].rpartition(":")[2] for form in home.forms].count("refresh_token") == 2


def test_an_access_token_that_was_ended_early_is_replaced_once(
    sign_in: HomeSignIn, home: HomeProvider
) -> None:
    sign_in.assertion(AUDIENCE, TREAT)
    home.access_tokens.append("ended by the provider")

    sign_in.assertion(AUDIENCE, TREAT)

    assert home.access_tokens[-1] == "home-access-3"


def test_a_sign_in_that_the_provider_ended_is_gone(
    sign_in: HomeSignIn, home: HomeProvider, kept: KeptToken
) -> None:
    home.refresh_token = "somebody else used it"

    with pytest.raises(NotEnrolled):
        sign_in.assertion(AUDIENCE, TREAT)

    assert kept.token is None
    with pytest.raises(NotEnrolled):
        sign_in.assertion(AUDIENCE, TREAT)
    assert len(home.forms) == 1


def test_a_provider_that_is_out_of_order_ends_nothing(
    sign_in: HomeSignIn, home: HomeProvider, kept: KeptToken
) -> None:
    home.instead[TOKEN] = lambda: (503, {}, b"")

    with pytest.raises(SourceError) as caught:
        sign_in.assertion(AUDIENCE, TREAT)

    assert (caught.value.source_id, caught.value.kind) == ("ustan", SourceFault.SERVER_ERROR)
    assert kept.token == "home-refresh-0"
    del home.instead[TOKEN]
    sign_in.assertion(AUDIENCE, TREAT)


@pytest.mark.parametrize(
    "changes", [{"issued_token_type": "urn:x"}, {"access_token": "no JWT"}, {"access_token": "a.b"}]
)
def test_what_is_no_assertion_is_refused(
    sign_in: HomeSignIn, home: HomeProvider, changes: dict[str, str]
) -> None:
    sign_in.assertion(AUDIENCE, TREAT)
    home.grant_changes = changes

    with pytest.raises(SignInRefused) as caught:
        sign_in.assertion(AUDIENCE, TREAT)

    assert caught.value.code == "invalid_token_type"


@pytest.mark.parametrize(
    "changes", [{"token_type": "mac"}, {"access_token": "a b"}, {"refresh_token": "a b"}]
)
def test_what_is_no_grant_is_refused(
    sign_in: HomeSignIn, home: HomeProvider, changes: dict[str, str]
) -> None:
    home.grant_changes = changes

    with pytest.raises(SignInRefused):
        sign_in.assertion(AUDIENCE, TREAT)


def test_a_refusal_of_the_exchange_is_the_homes(sign_in: HomeSignIn, home: HomeProvider) -> None:
    sign_in.assertion(AUDIENCE, TREAT)
    home.instead[TOKEN] = lambda: as_json({"error": "invalid_target"}, 400)

    with pytest.raises(SignInRefused) as caught:
        sign_in.assertion(AUDIENCE, TREAT)

    assert (caught.value.source_id, caught.value.code) == ("ustan", "invalid_target")


def test_leaving_the_workstation_revokes(sign_in: HomeSignIn, home: HomeProvider, kept: KeptToken) -> None:
    sign_in.assertion(AUDIENCE, TREAT)

    sign_in.revoke()

    assert home.revoked == ["home-refresh-1"]
    assert kept.token is None
    with pytest.raises(NotEnrolled):
        sign_in.assertion(AUDIENCE, TREAT)


def test_a_revocation_that_did_not_arrive_is_told_and_nothing_is_left_here(
    sign_in: HomeSignIn, home: HomeProvider, kept: KeptToken
) -> None:
    home.instead[REVOKE] = lambda: (503, {}, b"")

    with pytest.raises(SourceError):
        sign_in.revoke()

    assert kept.token is None
    sign_in.revoke()


@pytest.mark.parametrize(
    "answer", [as_json({"error": "invalid_token"}, 400), as_json({"error": "unsupported_token_type"}, 400)]
)
def test_a_sign_in_the_provider_does_not_know_is_as_good_as_revoked(
    sign_in: HomeSignIn, home: HomeProvider, kept: KeptToken, answer: Answer
) -> None:
    home.instead[REVOKE] = lambda: answer

    sign_in.revoke()

    assert kept.token is None


def test_a_provider_that_revokes_nothing_is_left_alone(
    sign_in: HomeSignIn, home: HomeProvider, kept: KeptToken
) -> None:
    home.discovery_changes = {"revocation_endpoint": ""}

    sign_in.revoke()

    assert kept.token is None
    assert REVOKE not in home.asked


def test_the_assertion_buys_a_token_at_a_source(
    http: requests.Session, source: ProtectedSource, sign_in: HomeSignIn, home: HomeProvider
) -> None:
    tokens = AccessTokens(http, [source], "S-2071", sign_in.assertion)

    token = tokens.token("ustan", TREAT)

    assert token.startswith("secret-token-")
    assert home.forms[-1]["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert home.claims_of(home.forms[-1]["assertion"])["sub"] == "S-2071"


def test_a_sign_in_that_the_home_ended_ends_the_session_whatever_was_asked_for(
    http: requests.Session, source: ProtectedSource, sign_in: HomeSignIn, home: HomeProvider
) -> None:
    told: list[SignInRefused] = []
    tokens = AccessTokens(
        http, [source], "S-2071", sign_in.assertion, on_refused=told.append, home_source_id="ustan"
    )
    home.refresh_token = "revoked meanwhile"

    for purpose in (PurposeOfUse.BREAK_GLASS, TREAT):
        with pytest.raises(NotEnrolled):
            tokens.token("ustan", purpose)

    assert [(one.source_id, one.code) for one in told] == [("ustan", "invalid_grant")]


def test_a_sign_in_that_is_gone_from_this_workstation_ends_the_session_too(
    http: requests.Session, source: ProtectedSource, sign_in: HomeSignIn, kept: KeptToken
) -> None:
    told: list[SignInRefused] = []
    tokens = AccessTokens(
        http, [source], "S-2071", sign_in.assertion, on_refused=told.append, home_source_id="ustan"
    )
    kept.remove()

    with pytest.raises(NotEnrolled):
        tokens.token("ustan", TREAT)

    assert [(one.source_id, one.code) for one in told] == [("ustan", "invalid_grant")]


@pytest.mark.parametrize(
    ("dialect", "told"),
    [
        ("iua", ("purpose_of_use", "http://terminology.hl7.org/CodeSystem/v3-ActReason|BTG")),
        ("scope", ("scope", "purpose-of-use/BTG")),
        ("swiss-epr", ("scope", "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|EMER")),
    ],
)
def test_the_home_is_asked_in_its_own_dialect_and_by_our_name_there(
    http: requests.Session,
    home: HomeProvider,
    kept: KeptToken,
    dialect: PurposeDialect,
    told: tuple[str, str],
) -> None:
    source = ProtectedSource("ustan", home.fhir_base, 5.0, client_id="ward-desktop", purpose=dialect)

    HomeSignIn(http, source, kept).assertion(AUDIENCE, PurposeOfUse.BREAK_GLASS)

    assert {form["client_id"] for form in home.forms} == {"ward-desktop"}
    assert home.forms[-1][told[0]] == told[1]


def test_a_refresh_token_that_somebody_copied_ends_the_sign_in(
    http: requests.Session, home: HomeProvider, source: ProtectedSource
) -> None:
    """Whoever comes second is found out, and what is kept here is worth nothing any more."""
    kept = KeptToken()
    home.refresh_token = "home-refresh-0"
    copied = KeptToken()
    HomeSignIn(http, source, copied).assertion(f"{home.origin}{TOKEN}", TREAT)

    with pytest.raises(NotEnrolled):
        HomeSignIn(http, source, kept).assertion(f"{home.origin}{TOKEN}", TREAT)

    assert kept.token is None
