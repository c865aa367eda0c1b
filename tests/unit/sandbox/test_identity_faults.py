"""Every fault of a provider's word is there to be found, and nothing else changes with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.identity_faults import (
    ELSEWHERE,
    SOMEBODY_ELSE,
    IdentityFault,
    spoilt_answer,
    spoilt_id_token,
    spoilt_metadata,
)
from tests.unit.sandbox.person import Person
from tests.unit.sandbox.proof_key import ProofKey

CLAIMS = {"iss": "i", "sub": "s", "aud": "a", "iat": 10_000, "exp": 10_300, "auth_time": 9_990, "nonce": "n"}
ANSWER = {"code": "c", "state": "s", "iss": "i"}
METADATA = {"issuer": "i", "token_endpoint": "t", "code_challenge_methods_supported": ["S256"]}


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("id-token-expired", {"iat": 2_800, "exp": 6_400}),
        ("id-token-future", {"iat": 13_600, "exp": 13_900}),
        ("id-token-issuer", {"iss": ELSEWHERE}),
        ("id-token-audience", {"aud": "another-program"}),
        ("id-token-azp", {"aud": ["a", "another-program"], "azp": "another-program"}),
        ("id-token-subject", {"sub": SOMEBODY_ELSE}),
        ("id-token-no-auth-time", {"auth_time": None}),
        ("id-token-old-auth-time", {"auth_time": 6_390}),
        ("id-token-nonce", {"nonce": "not n"}),
    ],
)
def test_one_claim_is_wrong(fault: str, change: dict[str, Any]) -> None:
    expected = {name: value for name, value in (CLAIMS | change).items() if value is not None}

    assert spoilt_id_token(IdentityFault(fault), CLAIMS) == expected


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("answer-issuer", {"iss": ELSEWHERE}),
        ("answer-no-issuer", {"iss": None}),
        ("answer-state", {"state": "not s"}),
    ],
)
def test_one_parameter_is_wrong(fault: str, change: dict[str, str]) -> None:
    expected = {name: value for name, value in (ANSWER | change).items() if value is not None}

    assert spoilt_answer(IdentityFault(fault), ANSWER) == expected


@pytest.mark.parametrize(
    ("fault", "change"),
    [
        ("discovery-issuer", {"issuer": ELSEWHERE}),
        ("discovery-foreign", {"token_endpoint": f"{ELSEWHERE}/token"}),
        ("discovery-no-s256", {"code_challenge_methods_supported": ["plain"]}),
    ],
)
def test_one_announcement_is_wrong(fault: str, change: dict[str, Any]) -> None:
    assert spoilt_metadata(IdentityFault(fault), METADATA) == METADATA | change


def test_nothing_is_wrong_without_a_fault_or_with_one_of_another_kind() -> None:
    for fault in (None, IdentityFault.UNBOUND):
        assert spoilt_id_token(fault, CLAIMS) == CLAIMS
        assert spoilt_answer(fault, ANSWER) == ANSWER
        assert spoilt_metadata(fault, METADATA) == METADATA


# -- as a client meets them --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def running(run_sources: Callable[..., Cluster]) -> Cluster:
    return run_sources(Source("ustan", "USTAN Edinburgh", "GB", (), home=True))


@pytest.fixture
def person(running: Cluster) -> Iterator[Person]:
    person = Person(running)
    yield person
    person.session.close()
    running.control("fault ustan none")


def test_the_faults_are_told_and_end_together(person: Person, running: Cluster) -> None:
    discovery = f"{person.home.issuer}/.well-known/openid-configuration"
    for kind in ("discovery-issuer", "500"):
        assert running.control(f"fault ustan {kind}") == f"ok fault ustan {kind}"

    assert person.session.get(discovery, timeout=10).json()["issuer"] == person.home.issuer
    assert person.reads("x") == 500
    running.control("fault ustan discovery-issuer")
    assert person.session.get(discovery, timeout=10).json()["issuer"] == ELSEWHERE
    assert person.reads("x") == 500
    running.control("fault ustan none")
    assert person.session.get(discovery, timeout=10).json()["issuer"] == person.home.issuer
    assert person.reads("x") == 401
    assert running.control("fault ustan id-token-lost") == "unknown fault: id-token-lost"


def test_an_id_token_with_a_forged_signature(person: Person, running: Cluster) -> None:
    keys = person.session.get(f"{person.home.issuer}/jwks", timeout=10).json()["keys"]
    key = jwt.PyJWK(keys[0])
    running.control("fault ustan id-token-signature")

    forged = person.redeem(person.code()).json()["id_token"]

    assert jwt.get_unverified_header(forged)["kid"] == keys[0]["kid"]
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged, key, algorithms=["ES256"], audience="serums-desktop")


def test_an_id_token_of_somebody_else_beside_an_access_token_that_is_good(
    person: Person, running: Cluster
) -> None:
    running.control("fault ustan id-token-subject")

    answer = person.redeem(person.code()).json()

    assert jwt.decode(answer["id_token"], options={"verify_signature": False})["sub"] == SOMEBODY_ELSE
    assert person.reads(answer["access_token"], f"{person.home.fhir_base}/Patient") == 200


def test_an_answer_from_somebody_else(person: Person, running: Cluster) -> None:
    running.control("fault ustan answer-issuer")

    location = person.answer(person.ask(), person.password).headers["Location"]

    assert parse_qs(urlsplit(location).query)["iss"] == [ELSEWHERE]


def test_a_bearer_token_where_a_bound_one_was_asked_for(person: Person, running: Cluster) -> None:
    running.control("fault ustan token-bearer")
    proof = ProofKey().proof("POST", f"{person.home.issuer}/token")

    answer = person.redeem(person.code(), proof=proof).json()

    assert answer["token_type"] == "Bearer"
    assert person.reads(answer["access_token"], f"{person.home.fhir_base}/Patient") == 200


def test_a_refresh_token_that_stays(person: Person, running: Cluster) -> None:
    token = person.redeem(person.code()).json()["refresh_token"]
    running.control("fault ustan refresh-kept")

    assert [person.refresh(token).json()["refresh_token"] for _ in range(2)] == [token, token]


def test_a_refresh_token_that_is_not_sent(person: Person, running: Cluster) -> None:
    token = person.redeem(person.code()).json()["refresh_token"]
    running.control("fault ustan refresh-missing")

    assert "refresh_token" not in person.refresh(token).json()
    assert "refresh_token" not in person.redeem(person.code()).json()
    running.control("fault ustan none")
    assert person.refresh(token).ok


def test_a_refresh_token_that_nobody_asked_for(person: Person, running: Cluster) -> None:
    issuer = person.home.issuer
    subject = person.redeem(person.code()).json()["access_token"]
    assertion = person.exchange(subject, f"{issuer}/token").json()["access_token"]
    running.control("fault ustan refresh-unasked")

    assert json.loads(person.grant(issuer, assertion).text)["refresh_token"]
