"""What is asked while a PIN is typed serves one sign-in, while it is new, and replaces no check."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from serums_desktop.domain.errors import SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.assertion import AssertingIdentity, card_assertions
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.prepared_provider import Preparation, PreparedProvider
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.conftest import TurnedClock
from tests.unit.identity.token_server import DISCOVERY, JWKS, TOKEN, Answer, TokenServer, as_json


@pytest.fixture
def source(server: TokenServer) -> ProtectedSource:
    return ProtectedSource("ustan", server.fhir_base, 5.0)


@pytest.fixture
def preparation(
    source: ProtectedSource, http: requests.Session, elapsed: TurnedClock
) -> Iterator[Preparation]:
    preparation = Preparation(source, lambda: http, elapsed_s=elapsed)
    yield preparation
    preparation.close()


def taken(preparation: Preparation) -> PreparedProvider:
    prepared = preparation.take()
    assert prepared is not None
    return prepared


def token_with(prepared: PreparedProvider, source: ProtectedSource, card: OpenCard) -> str:
    identity = AssertingIdentity(card.holder.staff_id, card.algorithm, card.certificate_chain_der)
    tokens = AccessTokens(
        prepared.http,
        [source],
        identity.staff_id,
        card_assertions(identity, card.sign),
        home_source_id="ustan",
        home_provider=prepared.provider,
    )
    return tokens.token("ustan", PurposeOfUse.TREATMENT)


def test_a_sign_in_asks_for_its_token_alone(
    preparation: Preparation, server: TokenServer, source: ProtectedSource, open_card: OpenCard
) -> None:
    preparation.prepare()
    assert server.asked == [DISCOVERY, JWKS]

    token_with(taken(preparation), source, open_card)

    assert server.asked == [DISCOVERY, JWKS, TOKEN]


def test_it_is_asked_once_and_taken_once(preparation: Preparation, server: TokenServer) -> None:
    preparation.prepare()
    preparation.prepare()

    assert server.asked == [DISCOVERY, JWKS]
    assert preparation.take() is not None
    assert preparation.take() is None


def test_what_was_learnt_a_minute_ago_is_asked_anew(
    preparation: Preparation, server: TokenServer, elapsed: TurnedClock
) -> None:
    preparation.prepare()
    elapsed.now_s += 61.0

    assert preparation.take() is None
    preparation.prepare()
    assert server.asked == [DISCOVERY, JWKS] * 2


def test_a_provider_that_does_not_answer_leaves_the_sign_in_to_itself(
    preparation: Preparation, server: TokenServer
) -> None:
    server.instead[DISCOVERY] = lambda: as_json({}, 500)
    preparation.prepare()
    assert preparation.take() is None

    del server.instead[DISCOVERY]
    preparation.prepare()
    assert preparation.take() is not None


def test_keys_that_are_none_prepare_nothing(preparation: Preparation, server: TokenServer) -> None:
    server.instead[JWKS] = lambda: as_json({"keys": "none"})
    preparation.prepare()
    assert preparation.take() is None


def test_an_answer_is_checked_all_the_same(
    preparation: Preparation, server: TokenServer, source: ProtectedSource, open_card: OpenCard
) -> None:
    preparation.prepare()
    server.id_token_changes = {"sub": "S-9999"}

    with pytest.raises(SignInRefused) as caught:
        token_with(taken(preparation), source, open_card)
    assert caught.value.code == "other_person"


def test_a_sign_in_waits_for_what_is_being_asked(preparation: Preparation, server: TokenServer) -> None:
    asked, may_answer = threading.Event(), threading.Event()
    discovery = server.discovery()

    def slowly() -> Answer:
        asked.set()
        assert may_answer.wait(10)
        return as_json(discovery)

    server.instead[DISCOVERY] = slowly
    with ThreadPoolExecutor(2) as workers:
        preparing = workers.submit(preparation.prepare)
        assert asked.wait(10)
        taking = workers.submit(preparation.take)
        may_answer.set()
        preparing.result(10)
        assert taking.result(10) is not None
    assert server.asked == [DISCOVERY, JWKS]
