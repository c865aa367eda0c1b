"""Tokens that serve only with their key (RFC 9449), over real TLS, as a client and a thief meet them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jwt
import pytest
import requests

from serums_desktop.sandbox.cluster import Cluster, Source
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.dpop import thumbprint_of
from serums_desktop.sandbox.oauth import BearerRefusal
from tests.unit.sandbox.person import Person
from tests.unit.sandbox.proof_key import ProofKey

Make = Callable[..., Authored]


@pytest.fixture(scope="module")
def running(run_sources: Callable[..., Cluster], make: Make) -> Cluster:
    return run_sources(
        Source("ustan", "USTAN Edinburgh", "GB", (make("Patient", "a b"), make("Patient", "a")), home=True)
    )


@pytest.fixture
def cluster(running: Cluster) -> Iterator[Cluster]:
    yield running
    running.control("dpop ustan offered")
    running.control("dpop-nonce ustan off")


class Holder:
    """A staff card and a key that its tokens are bound to."""

    def __init__(self, cluster: Cluster, card: Any) -> None:
        self.origin = cluster.origins["ustan"]
        self.endpoint = f"{self.origin.issuer}/token"
        self.card = card
        self.key = ProofKey()
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(cluster.directory / "tls-ca.pem")

    def ask(self, *proofs: str) -> requests.Response:
        headers = {"DPoP": ", ".join(proofs)} if proofs else {}
        form = self.card.form(self.endpoint)
        return self.session.post(self.endpoint, data=form, headers=headers, timeout=10)

    def bound(self, **claims: Any) -> requests.Response:
        return self.ask(self.key.proof("POST", self.endpoint, **claims))

    def read(self, token: str, path: str = "Patient/a", **claims: Any) -> requests.Response:
        address = f"{self.origin.fhir_base}/{path}"
        proof = self.key.proof("GET", address, token, **claims)
        return self.send("DPoP", token, path, DPoP=proof)

    def send(self, scheme: str, token: str, path: str = "Patient/a", **headers: str) -> requests.Response:
        headers["Authorization"] = f"{scheme} {token}"
        return self.session.get(f"{self.origin.fhir_base}/{path}", headers=headers, timeout=10)


@pytest.fixture
def holder(cluster: Cluster, card_for: Callable[[Cluster], Any]) -> Iterator[Holder]:
    holder = Holder(cluster, card_for(cluster))
    yield holder
    holder.session.close()


def test_a_proof_binds_the_token_to_its_key(holder: Holder) -> None:
    answer = holder.bound().json()

    assert answer["token_type"] == "DPoP"
    claims = jwt.decode(answer["access_token"], options={"verify_signature": False})
    assert claims["cnf"] == {"jkt": thumbprint_of(holder.key.key.public_key())}
    assert holder.read(answer["access_token"]).status_code == 200
    assert holder.read(answer["access_token"], "Patient?_count=1&name=x").status_code == 200
    assert holder.read(answer["access_token"], "Patient/a/$everything").status_code == 200
    assert holder.read(answer["access_token"], "Patient/a/%24everything").status_code == 200


def test_a_bound_token_is_no_bearers(holder: Holder) -> None:
    token = holder.bound().json()["access_token"]

    refused = holder.send("Bearer", token)

    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'DPoP error="invalid_token", algs="ES256"'


def test_a_thief_of_a_token_opens_nothing(holder: Holder) -> None:
    token = holder.bound().json()["access_token"]
    address = f"{holder.origin.fhir_base}/Patient/a"
    thief, seen = ProofKey(), holder.key.proof("GET", address, token)
    assert holder.send("DPoP", token, DPoP=seen).ok

    for headers, code in (
        ({}, "invalid_dpop_proof"),
        ({"DPoP": seen}, "invalid_dpop_proof"),
        ({"DPoP": thief.proof("GET", address, token)}, "invalid_token"),
    ):
        refused = holder.send("DPoP", token, **headers)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"] == f'DPoP error="{code}", algs="ES256"'
    assert holder.read(token, htm="POST").status_code == 401


def test_an_unbound_token_is_not_made_better_by_a_proof(holder: Holder) -> None:
    answer = holder.ask().json()

    assert answer["token_type"] == "Bearer"
    assert holder.send("Bearer", answer["access_token"]).ok
    assert holder.read(answer["access_token"]).status_code == 401


def test_a_proof_that_is_not_in_order_gets_no_token(holder: Holder) -> None:
    for refused in (
        holder.bound(htm="GET"),
        holder.ask("nonsense"),
        holder.ask(*[holder.key.proof("POST", holder.endpoint)] * 2),
    ):
        assert (refused.status_code, refused.json()["error"]) == (400, "invalid_dpop_proof")


def test_a_nonce_is_handed_out_by_either_server(holder: Holder, cluster: Cluster) -> None:
    assert cluster.control("dpop-nonce ustan on") == "ok dpop-nonce ustan on"

    refused = holder.bound()
    assert (refused.status_code, refused.json()["error"]) == (400, "use_dpop_nonce")
    token = holder.bound(nonce=refused.headers["DPoP-Nonce"]).json()["access_token"]
    at_records = holder.read(token)
    assert at_records.headers["WWW-Authenticate"] == 'DPoP error="use_dpop_nonce", algs="ES256"'
    assert at_records.headers["DPoP-Nonce"] != refused.headers["DPoP-Nonce"]
    served = holder.read(token, nonce=at_records.headers["DPoP-Nonce"])
    assert served.ok
    assert "DPoP-Nonce" in served.headers

    cluster.control("dpop-nonce ustan on")
    assert holder.read(token, nonce=at_records.headers["DPoP-Nonce"]).status_code == 401
    cluster.control("dpop-nonce ustan off")
    served = holder.read(token)
    assert served.ok
    assert "DPoP-Nonce" not in served.headers


def test_what_is_required_is_required_of_staff_alone(
    holder: Holder, cluster: Cluster, workstation_key: type[Any]
) -> None:
    before = holder.ask().json()["access_token"]
    workstation = workstation_key("USTAN-ED-014")
    holder.origin.provider.enrol(workstation.client_id, workstation.key.public_key())

    assert cluster.control("dpop ustan required") == "ok dpop ustan required"

    assert holder.ask().json()["error"] == "invalid_dpop_proof"
    assert holder.send("Bearer", before).status_code == 401
    assert holder.bound().ok
    form = workstation.form(holder.endpoint)
    answer = holder.session.post(holder.endpoint, data=form, timeout=10).json()
    assert answer["token_type"] == "Bearer"
    assert holder.send("Bearer", answer["access_token"], "AuditEvent").ok


def test_who_comes_without_a_token_is_told_what_is_taken(holder: Holder, cluster: Cluster) -> None:
    def challenge() -> str:
        refused = holder.session.get(f"{holder.origin.fhir_base}/Patient/a", timeout=10)
        assert refused.status_code == 401
        return refused.headers["WWW-Authenticate"]

    assert challenge() == 'Bearer, DPoP algs="ES256"'
    cluster.control("dpop ustan required")
    assert challenge() == 'DPoP algs="ES256"'
    cluster.control("dpop ustan off")
    assert challenge() == "Bearer"


def test_a_proof_shown_many_times_at_once_serves_once(holder: Holder) -> None:
    token = holder.bound().json()["access_token"]
    path = "/fhir/Patient/a"
    proof = holder.key.proof("GET", f"{holder.origin.issuer}{path}", token)

    def opens(_number: int) -> bool:
        try:
            holder.origin.provider.check_access(f"DPoP {token}", [proof], "GET", path)
        except BearerRefusal:
            return False
        return True

    with ThreadPoolExecutor(8) as thieves:
        assert sum(thieves.map(opens, range(40))) == 1


def test_discovery_says_what_is_understood(holder: Holder, cluster: Cluster) -> None:
    def offered() -> object:
        address = f"{holder.origin.fhir_base}/.well-known/smart-configuration"
        return holder.session.get(address, timeout=10).json().get("dpop_signing_alg_values_supported")

    assert offered() == ["ES256"]
    token = holder.bound().json()["access_token"]
    cluster.control("dpop ustan off")
    assert offered() is None
    assert holder.bound().json()["token_type"] == "Bearer"
    assert holder.read(token).status_code == 401


def test_a_code_its_refresh_tokens_and_exchanges_keep_to_the_key(cluster: Cluster) -> None:
    person, key, thief = Person(cluster), ProofKey(), ProofKey()
    endpoint = f"{person.home.issuer}/token"

    def proof(of: ProofKey = key) -> str:
        return of.proof("POST", endpoint)

    first = person.redeem(person.code(), proof=proof()).json()
    assert first["token_type"] == "DPoP"
    for wrong in ("", proof(thief)):
        assert person.refresh(first["refresh_token"], proof=wrong).json()["error"] == "invalid_grant"
    second = person.refresh(first["refresh_token"], proof=proof()).json()
    assert second["token_type"] == "DPoP"
    for wrong in ("", proof(thief)):
        refused = person.exchange(second["access_token"], endpoint, proof=wrong)
        assert refused.json()["error"] == "invalid_request"
    assert person.exchange(second["access_token"], endpoint, proof=proof()).ok
    person.session.close()


def test_a_refresh_token_that_was_not_bound_serves_with_any_key(cluster: Cluster) -> None:
    person, key = Person(cluster), ProofKey()
    first = person.redeem(person.code()).json()

    second = person.refresh(
        first["refresh_token"], proof=key.proof("POST", f"{person.home.issuer}/token")
    ).json()

    assert (first["token_type"], second["token_type"]) == ("Bearer", "DPoP")
    assert person.refresh(second["refresh_token"]).json()["token_type"] == "Bearer"
    person.session.close()
