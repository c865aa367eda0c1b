from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from serums_desktop.domain.errors import (
    Cancelled,
    CardRemoved,
    EmergencyOver,
    SignInRefused,
    SourceError,
)
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.conftest import OpenTokens, TurnedClock
from tests.unit.identity.token_server import DISCOVERY, TOKEN, Answer, TokenServer, as_json

TREAT = PurposeOfUse.TREATMENT


def test_the_card_buys_a_token_for_a_purpose(tokens: AccessTokens, server: TokenServer) -> None:
    assert tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT) == "secret-token-1"

    (form,) = server.forms
    assert form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
    assert form["scope"] == "openid fhirUser user/*.rs"
    claims = server.claims_of(form["assertion"])
    assert claims["iss"] == claims["sub"] == "S-1042"
    assert claims["extensions"]["ihe_iua"]["purpose_of_use"] == [
        {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "ETREAT"}
    ]


def test_a_token_is_kept_for_its_purpose_and_renewed_before_it_runs_out(
    tokens: AccessTokens, server: TokenServer, elapsed: TurnedClock
) -> None:
    assert tokens.token("ustan", TREAT) == tokens.token("ustan", TREAT) == "secret-token-1"
    assert tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT) == "secret-token-2"

    elapsed.now_s += 269
    assert tokens.token("ustan", TREAT) == "secret-token-1"
    elapsed.now_s += 1
    assert tokens.token("ustan", TREAT) == "secret-token-3"

    assert server.asked.count(DISCOVERY) == 1


def test_a_refused_token_is_replaced_once(tokens: AccessTokens, server: TokenServer) -> None:
    first = tokens.token("ustan", TREAT)

    second = tokens.renew("ustan", TREAT, refused=first)

    assert second != first
    assert tokens.renew("ustan", TREAT, refused=first) == second
    assert len(server.forms) == 2


def test_threads_that_wait_for_one_token_share_one_request(
    server: TokenServer, open_card: OpenCard, open_tokens: OpenTokens
) -> None:
    waiting = threading.Barrier(50)
    at_the_card = threading.Event()
    may_sign = threading.Event()

    def sign(message: bytes) -> bytes:
        at_the_card.set()
        assert may_sign.wait(20)
        return open_card.sign(message)

    tokens = open_tokens(sign=sign)

    def ask() -> str:
        waiting.wait(20)
        return tokens.token("ustan", TREAT)

    with ThreadPoolExecutor(50) as pool:
        asked = [pool.submit(ask) for _ in range(50)]
        assert at_the_card.wait(20)
        may_sign.set()
        assert {one.result(20) for one in asked} == {"secret-token-1"}

    assert len(server.forms) == 1


def test_fifty_threads_with_a_token_that_runs_out_ask_for_the_next_one_once(
    tokens: AccessTokens, server: TokenServer, elapsed: TurnedClock
) -> None:
    waiting = threading.Barrier(50)
    first = tokens.token("ustan", TREAT)
    elapsed.now_s += 270

    def ask(_: int) -> str:
        waiting.wait(20)
        return tokens.token("ustan", TREAT)

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(ask, range(50))) == {"secret-token-2"}
    assert (first, len(server.forms)) == ("secret-token-1", 2)


def test_fifty_threads_whose_token_was_refused_renew_it_once(
    tokens: AccessTokens, server: TokenServer
) -> None:
    waiting = threading.Barrier(50)
    refused = tokens.token("ustan", TREAT)

    def ask(_: int) -> str:
        waiting.wait(20)
        return tokens.renew("ustan", TREAT, refused)

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(ask, range(50))) == {"secret-token-2"}
    assert len(server.forms) == 2


def test_after_forgetting_there_is_no_other_token(
    server: TokenServer, open_card: OpenCard, open_tokens: OpenTokens
) -> None:
    def lock_meanwhile(message: bytes) -> bytes:
        tokens.forget()
        return open_card.sign(message)

    tokens = open_tokens(sign=lock_meanwhile)

    with pytest.raises(Cancelled):
        tokens.token("ustan", TREAT)
    with pytest.raises(Cancelled):
        tokens.token("ustan", TREAT)


def test_a_card_that_left_is_reported_as_that_and_can_be_tried_again(
    server: TokenServer, open_card: OpenCard, open_tokens: OpenTokens
) -> None:
    signs = iter([None, open_card.sign])

    def sign(message: bytes) -> bytes:
        if (working := next(signs)) is None:
            raise CardRemoved
        return working(message)

    tokens = open_tokens(sign=sign)

    with pytest.raises(CardRemoved):
        tokens.token("ustan", TREAT)
    assert tokens.token("ustan", TREAT) == "secret-token-1"


BTG = PurposeOfUse.BREAK_GLASS


def test_discarding_drops_the_tokens_of_one_purpose(tokens: AccessTokens) -> None:
    treating, emergency = tokens.token("ustan", TREAT), tokens.token("ustan", BTG)

    tokens.discard(BTG)

    assert tokens.token("ustan", TREAT) == treating
    assert tokens.token("ustan", BTG) != emergency


def test_nothing_that_outlived_its_emergency_gets_another_token(
    tokens: AccessTokens, server: TokenServer
) -> None:
    emergency, treating = tokens.token("ustan", BTG), tokens.token("ustan", TREAT)
    renewed = tokens.renew("ustan", BTG, refused=emergency)
    assert renewed != emergency
    tokens.discard(BTG)
    tokens.discard(TREAT)

    with pytest.raises(EmergencyOver):
        tokens.renew("ustan", BTG, refused=renewed)
    assert tokens.renew("ustan", TREAT, refused=treating) != treating
    assert len(server.forms) == 4


@pytest.mark.parametrize("purpose", [TREAT, BTG])
def test_a_token_that_is_on_its_way_when_discarded_is_not_kept(
    server: TokenServer, open_card: OpenCard, open_tokens: OpenTokens, purpose: PurposeOfUse
) -> None:
    ends = iter([True, False])

    def end_meanwhile(message: bytes) -> bytes:
        if next(ends):
            tokens.discard(purpose)
        return open_card.sign(message)

    tokens = open_tokens(sign=end_meanwhile)

    if purpose is BTG:
        with pytest.raises(EmergencyOver):
            tokens.token("ustan", purpose)
    else:
        assert tokens.token("ustan", purpose) == "secret-token-1"
    assert tokens.token("ustan", purpose) == "secret-token-2"


def test_a_refresh_token_that_nobody_asked_for_is_not_kept(
    tokens: AccessTokens, server: TokenServer, elapsed: TurnedClock
) -> None:
    server.instead[TOKEN] = lambda: as_json(
        {
            "access_token": "emergency",
            "token_type": "Bearer",
            "expires_in": 60,
            "scope": "user/*.rs",
            "refresh_token": "for-ever",
        }
    )
    tokens.token("ustan", BTG)
    del server.instead[TOKEN]
    elapsed.now_s += 60

    tokens.token("ustan", BTG)

    assert [form["grant_type"].rpartition(":")[2] for form in server.forms] == ["jwt-bearer"]
    assert not any("for-ever" in form.values() for form in server.forms)


# -- a person who is no longer let in --------------------------------------------------------------


@pytest.fixture
def told() -> list[SignInRefused]:
    return []


@pytest.mark.parametrize("code", ["invalid_grant", "access_denied", "unauthorized_client"])
def test_a_person_the_home_provider_no_longer_lets_in_is_told_of_once(
    server: TokenServer, open_tokens: OpenTokens, told: list[SignInRefused], code: str
) -> None:
    tokens = open_tokens(home_source_id="ustan", on_refused=told.append)
    tokens.token("ustan", TREAT)
    server.instead[TOKEN] = lambda: as_json({"error": code}, 400)

    for _ in range(2):
        with pytest.raises(SignInRefused) as caught:
            tokens.renew("ustan", TREAT, "secret-token-1")
        assert caught.value.code == code

    assert [one.code for one in told] == [code]


@pytest.mark.parametrize(
    ("home", "purpose", "answer"),
    [
        ("ustan", BTG, as_json({"error": "invalid_grant"}, 400)),
        ("ustan", PurposeOfUse.EMERGENCY_TREATMENT, as_json({"error": "access_denied"}, 403)),
        ("another", TREAT, as_json({"error": "invalid_grant"}, 400)),
        ("ustan", TREAT, as_json({"error": "invalid_scope"}, 400)),
        ("ustan", TREAT, as_json({"error": "temporarily_unavailable"}, 400)),
        ("ustan", TREAT, (503, {}, b"")),
        ("ustan", TREAT, as_json({"access_token": "a", "token_type": "mac"})),
    ],
)
def test_other_refusals_say_nothing_about_the_person(
    server: TokenServer,
    open_tokens: OpenTokens,
    told: list[SignInRefused],
    home: str,
    purpose: PurposeOfUse,
    answer: Answer,
) -> None:
    tokens = open_tokens(home_source_id=home, on_refused=told.append)
    server.instead[TOKEN] = lambda: answer

    with pytest.raises((SignInRefused, SourceError)):
        tokens.token("ustan", purpose)

    assert told == []


def test_it_is_told_on_the_thread_that_asked_after_everybody_has_their_answer(
    server: TokenServer, open_tokens: OpenTokens
) -> None:
    told: list[str] = []

    def lock(refusal: SignInRefused) -> None:
        told.append(threading.current_thread().name)
        tokens.forget()

    tokens = open_tokens(home_source_id="ustan", on_refused=lock)
    server.instead[TOKEN] = lambda: as_json({"error": "invalid_grant"}, 400)

    with ThreadPoolExecutor(1, thread_name_prefix="network") as pool, pytest.raises(SignInRefused):
        pool.submit(tokens.token, "ustan", TREAT).result(20)

    assert told == ["network_0"]
    with pytest.raises(Cancelled):
        tokens.token("ustan", TREAT)


def test_a_session_that_is_over_hears_nothing_more(
    server: TokenServer, open_card: OpenCard, open_tokens: OpenTokens, told: list[SignInRefused]
) -> None:
    def lock_meanwhile(message: bytes) -> bytes:
        tokens.forget()
        return open_card.sign(message)

    tokens = open_tokens(sign=lock_meanwhile, home_source_id="ustan", on_refused=told.append)
    server.instead[TOKEN] = lambda: as_json({"error": "invalid_grant"}, 400)

    with pytest.raises(SignInRefused):
        tokens.token("ustan", TREAT)

    assert told == []


# -- a server that authenticates the program too ---------------------------------------------------


@pytest.mark.parametrize(
    ("methods", "capabilities", "is_sent"),
    [
        (["private_key_jwt"], [], True),
        (["client_secret_basic", "private_key_jwt"], ["client-confidential-asymmetric"], True),
        (["client_secret_basic", "private_key_jwt"], ["client-public"], False),
        (["none", "private_key_jwt"], [], False),
        (["client_secret_basic"], [], False),
        ([], [], False),
    ],
)
def test_the_card_speaks_for_the_program_where_a_server_wants_that(
    server: TokenServer,
    open_tokens: OpenTokens,
    methods: list[str],
    capabilities: list[str],
    is_sent: bool,
) -> None:
    server.discovery_changes = {
        "token_endpoint_auth_methods_supported": methods,
        "capabilities": capabilities,
    }
    source = ProtectedSource("ustan", server.fhir_base, 5.0, client_id="ward-desktop")

    open_tokens(source).token("ustan", TREAT)

    (form,) = server.forms
    assert form["client_id"] == "ward-desktop"
    assert ("client_assertion" in form) == is_sent
    if is_sent:
        assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        claims = server.claims_of(form["client_assertion"])
        assert claims["iss"] == claims["sub"] == "ward-desktop"
        assert claims["jti"] != server.claims_of(form["assertion"])["jti"]
        assert "extensions" not in claims
