from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from serums_desktop.domain.errors import Cancelled, SignInRefused, SourceError, SourceFault
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.dpop import ProofKey, Proofs, token_digest
from serums_desktop.identity.openid_provider import ProtectedSource
from serums_desktop.identity.practice_card import Issuer
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.binding_server import BindingServer, checked_proof, digest
from tests.unit.identity.conftest import OpenTokens
from tests.unit.identity.token_server import JWKS, TOKEN, TokenServer, as_json

TREAT = PurposeOfUse.TREATMENT
NOW_S = 1_790_000_000.9


@pytest.fixture
def server(tmp_path: Path, web_authority: Issuer) -> Iterator[BindingServer]:
    with BindingServer(tmp_path, web_authority) as server:
        yield server


def _source(
    server: TokenServer, dpop: Literal["offered", "required", "never"], source_id: str = "ustan"
) -> ProtectedSource:
    return ProtectedSource(source_id, server.fhir_base, 5.0, dpop=dpop)


# -- a proof ---------------------------------------------------------------------------------------


def test_a_token_is_digested_as_in_the_example_of_rfc_9449() -> None:
    assert (
        token_digest("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU")
        == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"
    )


def test_no_two_proofs_are_the_same_and_none_shows_what_was_searched(server: BindingServer) -> None:

    proofs = Proofs(ProofKey(), time.time)
    first, second = (
        checked_proof(
            proofs.proof("GET", "https://a.example:8443/fhir/Patient?name=x#y", "t"),
            "GET",
            "https://a.example:8443/fhir/Patient",
        )
        for _ in range(2)
    )

    assert first[1] == second[1]
    assert first[0]["jti"] != second[0]["jti"]
    assert first[0]["ath"] == digest("t")
    assert "nonce" not in first[0]


@pytest.mark.parametrize("nonce", ["", "two words", 'a"b', "a\\b", "x" * 1025, "é"])
def test_what_cannot_be_a_nonce_is_passed_over(nonce: str) -> None:

    proofs = Proofs(ProofKey(), time.time)
    proofs.heard("right")
    proofs.heard(nonce)

    claims, _ = checked_proof(proofs.proof("GET", "https://a.example/"), "GET", "https://a.example/")

    assert claims["nonce"] == "right"


def test_a_dropped_key_proves_nothing() -> None:
    key = ProofKey()
    proofs = Proofs(key, lambda: NOW_S)
    key.forget()

    with pytest.raises(Cancelled):
        proofs.proof("GET", "https://a.example/")


# -- at the authorisation server -------------------------------------------------------------------


def test_where_it_is_offered_a_token_is_bound_to_the_sessions_key(
    server: BindingServer, open_tokens: OpenTokens
) -> None:
    tokens = open_tokens(_source(server, "offered"))
    token = tokens.token("ustan", TREAT)

    headers = tokens.headers("ustan", token, "GET", f"{server.fhir_base}/Patient?name=x")

    assert headers["Authorization"] == f"DPoP {token}"
    claims, key = checked_proof(headers["DPoP"], "GET", f"{server.fhir_base}/Patient")
    assert claims["ath"] == digest(token)
    assert server.keys == [key]
    assert "ath" not in server.seen[0]


def test_each_session_has_a_key_of_its_own(server: BindingServer, open_tokens: OpenTokens) -> None:
    for _ in range(2):
        open_tokens(_source(server, "required")).token("ustan", TREAT)

    assert server.keys[0] != server.keys[1]


def test_a_nonce_is_answered_once_with_a_new_assertion_and_kept(
    server: BindingServer, open_tokens: OpenTokens
) -> None:
    server.nonce = "n-1"
    tokens = open_tokens(_source(server, "offered"))

    tokens.token("ustan", TREAT)
    tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT)

    assert [one.get("nonce") for one in server.seen] == [None, "n-1", "n-1"]
    assertions = [server.claims_of(form["assertion"])["jti"] for form in server.forms]
    assert len(set(assertions)) == 3


def test_a_server_whose_nonce_is_never_right_is_given_up(
    server: BindingServer, open_tokens: OpenTokens
) -> None:
    server.nonce = "no nonce"  # a space: nothing can repeat it

    with pytest.raises(SignInRefused) as caught:
        open_tokens(_source(server, "offered")).token("ustan", TREAT)

    assert caught.value.code == "use_dpop_nonce"
    assert len(server.forms) == 2


def test_a_token_that_is_not_bound_is_refused_where_it_has_to_be(
    server: BindingServer, open_tokens: OpenTokens
) -> None:
    server.willing = False

    with pytest.raises(SignInRefused) as caught:
        open_tokens(_source(server, "required")).token("ustan", TREAT)

    assert caught.value.code == "dpop_not_bound"
    assert JWKS not in server.asked


def test_a_server_that_binds_nothing_gets_no_assertion_where_it_has_to(
    server: BindingServer, open_tokens: OpenTokens
) -> None:
    server.discovery_changes = {"dpop_signing_alg_values_supported": ["RS256"]}

    with pytest.raises(SignInRefused) as caught:
        open_tokens(_source(server, "required")).token("ustan", TREAT)

    assert caught.value.code == "dpop_not_offered"
    assert server.forms == []


def test_what_is_only_offered_may_be_left_out(server: BindingServer, open_tokens: OpenTokens) -> None:
    server.willing = False
    tokens = open_tokens(_source(server, "offered"))

    token = tokens.token("ustan", TREAT)

    assert tokens.headers("ustan", token, "GET", server.fhir_base) == {"Authorization": f"Bearer {token}"}


class TestWhereNobodyAskedForIt:
    """A server that binds to no key of ours gives a token that nobody can use."""

    @pytest.fixture
    def server(self, tmp_path: Path, web_authority: Issuer) -> Iterator[TokenServer]:
        with TokenServer(tmp_path, web_authority) as server:
            server.discovery_changes = {"dpop_signing_alg_values_supported": ["ES256"]}
            yield server

    def test_no_proof_is_sent(self, server: TokenServer, open_tokens: OpenTokens) -> None:
        open_tokens(_source(server, "never")).token("ustan", TREAT)

        assert server.proofs == [""]

    def test_a_bound_token_is_no_token(self, server: TokenServer, open_tokens: OpenTokens) -> None:

        server.instead[TOKEN] = lambda: as_json({"access_token": "a", "token_type": "DPoP"})

        with pytest.raises(SignInRefused) as caught:
            open_tokens(_source(server, "never")).token("ustan", TREAT)

        assert caught.value.code == "invalid_token_type"


# -- at the source ---------------------------------------------------------------------------------


def test_the_sources_nonce_is_not_the_authorisation_servers(
    server: BindingServer, open_tokens: OpenTokens
) -> None:
    server.nonce = "of-the-token-endpoint"
    tokens = open_tokens(_source(server, "offered"))
    token = tokens.token("ustan", TREAT)

    def nonce() -> object:
        proof = tokens.headers("ustan", token, "GET", server.fhir_base)["DPoP"]
        return checked_proof(proof, "GET", server.fhir_base)[0].get("nonce")

    assert nonce() is None
    tokens.heard_nonce("ustan", "of-the-source")
    assert nonce() == "of-the-source"
    tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT)
    assert server.seen[-1]["nonce"] == "of-the-token-endpoint"


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/fhir",
        "http://127.0.0.1/fhir",
        "https://127.0.0.1:1/fhir",
        "https://user@127.0.0.1/fhir",
        "//[",
        "",
    ],
)
def test_neither_token_nor_proof_leaves_the_sources_origin(
    server: BindingServer, open_tokens: OpenTokens, url: str
) -> None:
    tokens = open_tokens(_source(server, "offered"))
    token = tokens.token("ustan", TREAT)

    with pytest.raises(SourceError) as caught:
        tokens.headers("ustan", token, "GET", url)

    assert caught.value.kind is SourceFault.FOREIGN_LINK


def test_after_forgetting_nothing_is_proven(server: BindingServer, open_tokens: OpenTokens) -> None:
    tokens: AccessTokens = open_tokens(_source(server, "offered"))
    token = tokens.token("ustan", TREAT)

    tokens.forget()

    with pytest.raises(Cancelled):
        tokens.headers("ustan", token, "GET", server.fhir_base)
