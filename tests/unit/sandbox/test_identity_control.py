"""The lines that change how a provider behaves, as a client meets the change."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
import requests

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.identity_habits import IdentityHabits


@pytest.fixture(scope="module")
def running(run_sources: Callable[..., Cluster], make: Callable[..., Authored]) -> Cluster:
    return run_sources(Source("fcrb", "FCRB Barcelona", "ES", (make("Patient", "a"),)))


@pytest.fixture
def cluster(running: Cluster) -> Iterator[Cluster]:
    yield running
    running.origins["fcrb"].provider.circumstances.habits = IdentityHabits()
    running.control("clock fcrb 0")


@pytest.mark.parametrize(
    "line",
    [
        "dpop fcrb sometimes",
        "dpop fcrb",
        "dpop-nonce fcrb maybe",
        "purpose fcrb latin",
        "client-auth fcrb password",
        "clock fcrb noon",
        "clock fcrb inf",
        "redirect fcrb 0",
        "launch fcrb a",
        "acr fcrb a b",
    ],
)
def test_what_cannot_be_is_unknown_and_changes_nothing(cluster: Cluster, line: str) -> None:
    before = cluster.origins["fcrb"].provider.circumstances.habits

    assert cluster.control(line) == f"unknown: {line}"

    assert cluster.origins["fcrb"].provider.circumstances.habits is before


def test_a_wrong_clock_shows_in_dates_and_tokens(cluster: Cluster, client_of: Callable[..., Any]) -> None:
    assert cluster.control("clock fcrb -20") == "ok clock fcrb -20"
    client = client_of(cluster, "fcrb")

    answer = client.get("Patient/a")

    now_s = time.time()
    assert answer.ok
    dated_s = email.utils.parsedate_to_datetime(answer.headers["Date"]).timestamp()
    token = client.session.headers["Authorization"].partition(" ")[2]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert dated_s <= now_s - 19
    assert claims["iat"] <= now_s - 19


@pytest.mark.parametrize("seconds", ["3600", "-3600"])
def test_a_very_wrong_clock_takes_no_assertion(
    cluster: Cluster, card_for: Callable[[Cluster], Any], seconds: str
) -> None:
    cluster.control(f"clock fcrb {seconds}")
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(cluster.directory / "tls-ca.pem")
        endpoint = cluster.origins["fcrb"].provider.token_endpoint

        refused = session.post(endpoint, data=card_for(cluster).form(endpoint), timeout=10)

    assert refused.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("dialect", "scope"),
    [
        ("scope", "purpose-of-use/BTG"),
        ("swiss-epr", "purpose_of_use=urn:oid:2.16.756.5.30.1.127.3.10.5|EMER"),
    ],
)
def test_a_purpose_is_told_in_the_dialect_of_the_day(
    cluster: Cluster, client_of: Callable[..., Any], dialect: str, scope: str
) -> None:
    cluster.control(f"purpose fcrb {dialect}")
    cluster.control("restrict fcrb Patient/a")
    try:
        assert client_of(cluster, "fcrb").get("Patient/a").status_code == 404
        client = client_of(cluster, "fcrb", f"openid user/*.rs {scope}")
        described = client.get(".well-known/smart-configuration").json()
        assert client.get("Patient/a").ok
    finally:
        cluster.control("lift fcrb Patient/a")

    assert scope in described["scopes_supported"]


def test_discovery_tells_how_the_program_is_known(cluster: Cluster, client_of: Callable[..., Any]) -> None:
    client = client_of(cluster, "fcrb")

    def methods() -> list[str]:
        described = client.get(".well-known/smart-configuration").json()
        found: list[str] = described["token_endpoint_auth_methods_supported"]
        return found

    assert methods() == ["none", "private_key_jwt"]
    assert cluster.control("client-auth fcrb private_key_jwt") == "ok client-auth fcrb private_key_jwt"
    assert methods() == ["private_key_jwt"]
