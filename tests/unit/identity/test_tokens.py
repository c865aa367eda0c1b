from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from serums_desktop.domain.errors import Cancelled, CardRemoved, EmergencyOver
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.conftest import OpenTokens, TurnedClock
from tests.unit.identity.token_server import DISCOVERY, TokenServer

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
    waiting = threading.Barrier(8)
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

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
        assert at_the_card.wait(20)
        may_sign.set()
        assert {one.result(20) for one in asked} == {"secret-token-1"}

    assert len(server.forms) == 1


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
