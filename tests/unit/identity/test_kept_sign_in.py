from __future__ import annotations

import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import Cancelled, NotEnrolled
from serums_desktop.identity.dpop import ProofKey, Proofs
from serums_desktop.identity.kept_sign_in import KeptSignIn
from serums_desktop.sandbox.dpop import thumbprint_of


def test_a_token_and_its_key_are_one_text() -> None:
    kept = KeptSignIn("a-token", ProofKey())

    read = KeptSignIn.parse(kept.to_text())

    assert read.refresh_token == "a-token"
    assert kept.key is not None
    assert read.key is not None
    assert read.key.thumbprint == kept.key.thumbprint
    assert read.to_text() == kept.to_text()


def test_a_token_that_is_bound_to_no_key_is_its_own_text() -> None:
    assert KeptSignIn("a-token").to_text() == "a-token"
    assert KeptSignIn.parse("a-token") == KeptSignIn("a-token", None)


@pytest.mark.parametrize("key", ["AA", "!", "_" * 44, "é", "x"])
def test_what_is_no_key_keeps_no_sign_in(key: str) -> None:
    with pytest.raises(NotEnrolled) as refused:
        KeptSignIn.parse(f"a-token {key}")
    assert "a-token" not in str(refused.value)


def test_neither_token_nor_key_is_shown() -> None:
    kept = KeptSignIn("a-token", ProofKey())

    assert "a-token" not in repr(kept)
    assert kept.to_text().split()[1] not in f"{kept!r} {kept}"


def test_the_thumbprint_is_of_the_public_key_that_proofs_carry() -> None:
    key = ProofKey()
    proof = Proofs(key, time.time).proof("POST", "https://ustan.example/token")
    public_key = jwt.algorithms.ECAlgorithm.from_jwk(jwt.get_unverified_header(proof)["jwk"])

    assert isinstance(public_key, ec.EllipticCurvePublicKey)
    assert key.thumbprint == thumbprint_of(public_key)


def test_a_dropped_key_is_kept_nowhere() -> None:
    key = ProofKey()
    key.forget()

    with pytest.raises(Cancelled):
        KeptSignIn("a-token", key).to_text()
