from __future__ import annotations

import base64
import contextlib
import json
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from jwt.utils import base64url_encode

from serums_desktop.sandbox.circumstances import Circumstances, OriginClock
from serums_desktop.sandbox.dpop import ProofRefusal, Proofs, thumbprint_of
from serums_desktop.sandbox.identity_habits import DpopPolicy, IdentityHabits
from tests.unit.sandbox.proof_key import ProofKey

ISSUER = "https://127.0.0.1:4000"
TOKEN = f"{ISSUER}/token"
PATIENT = f"{ISSUER}/fhir/Patient/a"
NOW_S = 1_000_000
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)


class Run:
    """One origin's proofs on a clock of the test's own, and a client's key."""

    def __init__(self) -> None:
        self.now_s = float(NOW_S)
        self.circumstances = Circumstances(ISSUER, clock=OriginClock(lambda: self.now_s))
        self.proofs = Proofs(self.circumstances)
        self.client = ProofKey()
        self.thumbprint = thumbprint_of(self.client.key.public_key())

    def proof(self, method: str = "POST", url: str = TOKEN, token: str = "", **claims: Any) -> str:
        return self.client.proof(method, url, token, **{"iat": int(self.now_s)} | claims)

    def refusal(self, *headers: str) -> str:
        with pytest.raises(ProofRefusal) as refusal:
            self.proofs.key_at_tokens(headers)
        return refusal.value.code

    def refusal_at_records(self, proof: str, thumbprint: str = "") -> str:
        with pytest.raises(ProofRefusal) as refusal:
            self.proofs.check_at_records(
                [proof], "GET", "/fhir/Patient/a", "t0ken", thumbprint or self.thumbprint
            )
        return refusal.value.code


@pytest.fixture
def run() -> Run:
    return Run()


def test_the_thumbprint_is_that_of_the_standard() -> None:
    # RFC 9449 §6.1: the key of its examples, and the `jkt` that it is confirmed with.
    jwk = {
        "kty": "EC", "crv": "P-256", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
        "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
    }  # fmt: skip
    key = jwt.algorithms.ECAlgorithm.from_jwk(json.dumps(jwk))
    assert isinstance(key, ec.EllipticCurvePublicKey)

    assert thumbprint_of(key) == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


def test_a_request_proves_its_key(run: Run) -> None:
    assert run.proofs.key_at_tokens([run.proof()]) == run.thumbprint
    assert run.proofs.key_at_tokens([]) == ""


@pytest.mark.parametrize(
    "address",
    [f"{TOKEN}?a=b", f"{TOKEN}#part", "HTTPS://127.0.0.1:4000/token", "https://127.0.0.1:4000/%74oken"],
)
def test_the_same_address_may_be_written_otherwise(run: Run, address: str) -> None:
    assert run.proofs.key_at_tokens([run.proof(url=address)]) == run.thumbprint


@pytest.mark.parametrize(
    "claims",
    [
        {"htm": "GET"},
        {"htm": None},
        {"htu": f"{ISSUER}/fhir/Patient/a"},
        {"htu": "https://127.0.0.1:4001/token"},
        {"htu": "http://127.0.0.1:4000/token"},
        {"htu": "https://[/token"},
        {"htu": 7},
        {"htu": None},
        {"iat": NOW_S - 61},
        {"iat": NOW_S + 61},
        {"iat": str(NOW_S)},
        {"iat": True},
        {"iat": float("nan")},
        {"iat": None},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"jti": "x" * 5000},
    ],
)
def test_claims_that_are_not_of_this_request_and_moment_are_refused(run: Run, claims: dict[str, Any]) -> None:
    assert run.refusal(run.proof(**claims)) == "invalid_dpop_proof"


def test_a_proof_is_typed_and_carries_a_public_key_of_the_right_kind(run: Run) -> None:
    private = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(run.client.key))
    rsa_jwk = json.loads(
        jwt.algorithms.RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048).public_key())
    )
    stranger = ProofKey().jwk
    for header in (
        {"typ": "JWT"},
        {"jwk": private},
        {"jwk": rsa_jwk},
        {"jwk": stranger},
        {"jwk": {}},
        {"jwk": "key"},
        {"jwk": None},
        {"jwk": {**run.client.jwk, "crv": "P-384"}},
        {"jwk": {**run.client.jwk, "x": 7}},
        {"jwk": {**run.client.jwk, "x": run.client.jwk["y"]}},
    ):
        assert run.refusal(run.proof(header=header)) == "invalid_dpop_proof"


def test_an_unsigned_or_symmetric_proof_is_refused(run: Run) -> None:
    claims = {"htm": "POST", "htu": TOKEN, "iat": NOW_S, "jti": "1"}
    header = {"typ": "dpop+jwt", "jwk": run.client.jwk}
    secret = base64.urlsafe_b64encode(b"k" * 32).decode()
    oct_header = {"typ": "dpop+jwt", "jwk": {"kty": "oct", "k": secret}}

    assert run.refusal(jwt.encode(claims, None, algorithm="none", headers=header)) == "invalid_dpop_proof"
    assert run.refusal(jwt.encode(claims, b"k" * 32, algorithm="HS256", headers=oct_header))
    assert run.refusal("a.b.c") == run.refusal("") == "invalid_dpop_proof"


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["typ", "jwk", "crit", "b64", "kid"]), ANYTHING, max_size=2),
    st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "d"]), ANYTHING, max_size=1),
    st.dictionaries(st.sampled_from(["htm", "htu", "iat", "jti", "exp", "aud"]), ANYTHING, max_size=2),
)
def test_whatever_a_proof_says_it_is_taken_or_refused(
    header: dict[str, Any], jwk: dict[str, Any], claims: dict[str, Any]
) -> None:
    run = Run()
    claims = {"htm": "POST", "htu": TOKEN, "iat": NOW_S, "jti": "1"} | claims
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": run.client.jwk | jwk} | header
    signed = b".".join(base64url_encode(json.dumps(part).encode()) for part in (header, claims))
    signature = jwt.algorithms.ECAlgorithm(hashes.SHA256).sign(signed, run.client.key)

    proof = b".".join((signed, base64url_encode(signature))).decode()

    found = ""
    with contextlib.suppress(ProofRefusal):
        found = run.proofs.key_at_tokens([proof])

    assert found in {"", run.thumbprint}


def test_one_proof_comes_with_a_request_and_serves_once(run: Run) -> None:
    proof = run.proof()

    assert run.refusal(run.proof(), run.proof()) == "invalid_dpop_proof"
    assert run.proofs.key_at_tokens([proof])
    run.now_s += 60
    assert run.refusal(proof) == "invalid_dpop_proof"


def test_who_has_never_heard_of_proofs_lets_them_be(run: Run) -> None:
    run.circumstances.habits = IdentityHabits(dpop=DpopPolicy.OFF)

    assert run.proofs.key_at_tokens(["nonsense"]) == ""


def test_a_token_opens_with_its_own_key_alone(run: Run) -> None:
    run.proofs.check_at_records(
        [run.proof("GET", PATIENT, "t0ken")], "GET", "/fhir/Patient/a", "t0ken", run.thumbprint
    )

    other_key = thumbprint_of(ProofKey().key.public_key())
    assert run.refusal_at_records(run.proof("GET", PATIENT, "t0ken"), other_key) == "invalid_token"
    for proof in (
        run.proof("GET", PATIENT),
        run.proof("GET", PATIENT, "another"),
        run.proof("GET", TOKEN, "t0ken"),
        run.proof("POST", PATIENT, "t0ken"),
    ):
        assert run.refusal_at_records(proof) == "invalid_dpop_proof"


def test_a_nonce_is_demanded_and_goes_out_of_use(run: Run) -> None:
    run.circumstances.habits = IdentityHabits(wants_nonce=True)
    nonce = run.proofs.at_tokens.current()

    for stated in (None, "made-up", 7, run.proofs.at_records.current()):
        assert run.refusal(run.proof(nonce=stated)) == "use_dpop_nonce"
    assert run.proofs.key_at_tokens([run.proof(nonce=nonce)])
    run.now_s += 60
    assert run.proofs.at_tokens.current() != nonce
    assert run.proofs.key_at_tokens([run.proof(nonce=nonce)])
    run.now_s += 60
    assert run.refusal(run.proof(nonce=nonce)) == "use_dpop_nonce"

    nonce = run.proofs.at_tokens.current()
    run.proofs.at_tokens.begin_anew()
    assert run.refusal(run.proof(nonce=nonce)) == "use_dpop_nonce"
