"""Sign-ins at data lakes: what is taken for a token, how long it is kept, and what is never kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from serums_desktop.domain.errors import (
    Cancelled,
    ConfigurationError,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.identity.serums_accounts import SerumsAccounts
from tests.unit.sources.data_lake.fake_lake import FakeLake, token
from tests.unit.sources.small_server import trusting

CREATE, REFRESH = "/ua/create_jwt/", "/ua/refresh_jwt/"
NOW_S = 1_790_000_000
MONTH_S = 30 * 86_400
SECRET = 'pässword "\\ \n with all of it'


class Clock:
    """UTC epoch seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now_s = float(NOW_S)

    def __call__(self) -> float:
        return self.now_s


def issued(
    mark: str = "a", *, user: int = 300, exp: int = NOW_S + MONTH_S, **changed: object
) -> dict[str, str]:
    """A pair of tokens as the service gives them."""
    access = token(jti=mark, exp=exp, userID=user, **changed)
    refresh = token(jti=mark, exp=NOW_S + 2 * MONTH_S, userID=user, token_type="refresh")
    return {"access": access, "refresh": refresh}


def created(pair: dict[str, str], status: int = 201) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps({"resource_name": "JWT", "resource_obj": pair}).encode()


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[FakeLake]:
    with FakeLake(tmp_path) as running:
        running.instead[CREATE] = created(issued())
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(lake: FakeLake, clock: Clock) -> Iterator[SerumsAccounts]:
    base = f"{lake.origin}/ua"
    session = trusting(lake.anchors)
    yield SerumsAccounts(session, {"fcrb": base, "zmc": base + "/"}, timeout_s=5.0, now_s=clock)
    session.close()


def sign_in(accounts: SerumsAccounts, source_id: str = "fcrb") -> bytearray:
    password = bytearray(SECRET.encode())
    accounts.sign_in(source_id, "s-2001", password)
    return password


def test_a_sign_in_serves_every_hospital_of_the_service(accounts: SerumsAccounts, lake: FakeLake) -> None:
    assert not accounts.is_signed_in("zmc")

    sign_in(accounts)

    assert accounts.is_signed_in("zmc")
    assert accounts.token("zmc") == accounts.token("fcrb") == issued()["access"]
    assert lake.asked == [(CREATE, {"username": "s-2001", "password": SECRET, "login_type": "TEXT"})]


def test_the_password_is_wiped_whatever_comes_of_it(accounts: SerumsAccounts, lake: FakeLake) -> None:
    assert set(sign_in(accounts)) == {0}
    lake.instead[CREATE] = (401, "application/json", b"{}")
    password = bytearray(SECRET.encode())

    with pytest.raises(SignInRefused):
        accounts.sign_in("fcrb", "s-2001", password)

    assert set(password) == {0}


def test_without_a_sign_in_there_is_no_token(accounts: SerumsAccounts, lake: FakeLake) -> None:
    with pytest.raises(SourceError) as caught:
        accounts.token("fcrb")

    assert caught.value.kind is SourceFault.NOT_SIGNED_IN
    assert lake.asked == []


@pytest.mark.parametrize(
    "pair",
    [
        issued() | {"access": issued()["refresh"]},
        issued() | {"refresh": issued()["access"]},
        issued(exp=NOW_S - 1),
        issued(aud="https://elsewhere.example/"),
        issued(iss="Somebody"),
        issued() | {"refresh": issued(user=301)["refresh"]},
        issued() | {"access": "not.a.token"},
        issued() | {"access": ""},
    ],
)
def test_a_token_that_is_not_what_it_should_be_is_not_taken(
    accounts: SerumsAccounts, lake: FakeLake, pair: dict[str, str]
) -> None:
    lake.instead[CREATE] = created(pair)

    with pytest.raises(SignInRefused) as caught:
        sign_in(accounts)

    assert caught.value.code == "invalid_token"
    assert caught.value.__cause__ is None
    assert not accounts.is_signed_in("fcrb")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ((500, "text/plain", b"Internal Server Error"), SourceFault.SERVER_ERROR),
        ((302, "text/plain", b""), SourceFault.FOREIGN_LINK),
        ((429, "application/json", b"{}"), SourceFault.TOO_MANY_REQUESTS),
        ((201, "text/html", b"<html>"), SourceFault.NOT_FHIR),
        ((201, "application/json", b'{"resource_obj":{"access":1}}'), SourceFault.NOT_FHIR),
    ],
)
def test_a_service_that_does_not_answer_properly_is_named(
    accounts: SerumsAccounts, lake: FakeLake, answer: tuple[int, str, bytes], kind: SourceFault
) -> None:
    lake.instead[CREATE] = answer

    with pytest.raises(SourceError) as caught:
        sign_in(accounts)

    assert caught.value.kind is kind


def test_a_token_is_renewed_before_it_ends(accounts: SerumsAccounts, lake: FakeLake, clock: Clock) -> None:
    sign_in(accounts)
    newer = issued("b", exp=NOW_S + 2 * MONTH_S)
    lake.instead[REFRESH] = created(newer)

    clock.now_s += MONTH_S - 60

    assert accounts.token("fcrb") == newer["access"]
    assert accounts.token("fcrb") == newer["access"]
    assert lake.asked[1:] == [(REFRESH, {"refresh": issued()["refresh"]})]


def test_a_refused_renewal_ends_the_sign_in(accounts: SerumsAccounts, lake: FakeLake, clock: Clock) -> None:
    sign_in(accounts)
    lake.instead[REFRESH] = (401, "application/json", b'{"message":"Token is invalid or expired"}')
    clock.now_s += MONTH_S - 60

    with pytest.raises(SourceError) as caught:
        accounts.token("fcrb")

    assert caught.value.kind is SourceFault.NOT_SIGNED_IN
    assert not accounts.is_signed_in("fcrb")


def test_a_service_that_is_away_leaves_the_token_its_last_minutes(
    accounts: SerumsAccounts, lake: FakeLake, clock: Clock
) -> None:
    sign_in(accounts)
    lake.instead[REFRESH] = (500, "text/plain", b"")
    clock.now_s += MONTH_S - 60
    assert accounts.token("fcrb") == issued()["access"]

    clock.now_s += 60

    with pytest.raises(SourceError) as caught:
        accounts.token("fcrb")
    assert caught.value.kind is SourceFault.SERVER_ERROR
    assert accounts.is_signed_in("fcrb"), "the refresh token may still serve"


def test_a_renewal_for_somebody_else_is_not_taken(
    accounts: SerumsAccounts, lake: FakeLake, clock: Clock
) -> None:
    sign_in(accounts)
    lake.instead[REFRESH] = created(issued("b", user=301, exp=NOW_S + 2 * MONTH_S))
    clock.now_s += MONTH_S - 60

    with pytest.raises(SignInRefused):
        accounts.token("fcrb")


def test_nothing_is_left_once_it_is_forgotten(accounts: SerumsAccounts, lake: FakeLake) -> None:
    sign_in(accounts)
    asked = len(lake.asked)

    accounts.forget()

    assert not accounts.is_signed_in("fcrb")
    with pytest.raises(Cancelled):
        accounts.token("fcrb")
    with pytest.raises(Cancelled):
        sign_in(accounts)
    assert len(lake.asked) == asked


def test_a_sign_in_that_a_lock_overtakes_is_not_kept(accounts: SerumsAccounts, lake: FakeLake) -> None:
    answer = lake._answer

    def late(handler: BaseHTTPRequestHandler, content: object) -> None:
        accounts.forget()
        answer(handler, content)

    lake._answer = late  # type: ignore[method-assign]  # the lock comes while the service answers

    with pytest.raises(Cancelled):
        sign_in(accounts)

    assert not accounts.is_signed_in("fcrb")


def test_no_secret_shows_in_a_text_or_an_error(accounts: SerumsAccounts, lake: FakeLake) -> None:
    sign_in(accounts)
    secrets = {SECRET, *issued().values()}
    shown = [repr(accounts), *(repr(thing) for thing in vars(accounts).values())]
    shown += [repr(one.signed_in) for one in accounts._accounts.values()]
    lake.instead[CREATE] = (201, "application/json", json.dumps(issued()).encode())

    with pytest.raises(SourceError) as caught:
        sign_in(accounts)

    shown += [repr(caught.value), str(caught.value), repr(caught.value.__cause__)]
    assert not [secret for secret in secrets for text in shown if secret in text]


def test_no_service_without_tls_is_asked(lake: FakeLake) -> None:
    session = trusting(lake.anchors)

    with pytest.raises(ConfigurationError):
        SerumsAccounts(session, {"fcrb": "http://127.0.0.1:1/ua"})

    session.close()
