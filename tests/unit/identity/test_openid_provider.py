"""id_tokens that somebody forged, or that were made for somebody else."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from hmac import digest
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.tokens import AccessTokens
from tests.unit.identity.token_server import JWKS, TOKEN, Answer, TokenServer, as_json

TREAT = PurposeOfUse.TREATMENT
Forge = Callable[[Callable[[dict[str, Any]], str]], str]


def _jws(header: dict[str, Any], claims: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
    def part(content: bytes) -> bytes:
        return urlsafe_b64encode(content).rstrip(b"=")

    signed = part(json.dumps(header).encode()) + b"." + part(json.dumps(claims).encode())
    return (signed + b"." + part(sign(signed))).decode()


@pytest.fixture
def forged(server: TokenServer, tokens: AccessTokens) -> Forge:
    """Puts a forged id_token into the server's answer; the code of its refusal."""

    def forge(make: Callable[[dict[str, Any]], str]) -> str:
        def answer() -> Answer:
            server.forms.clear()
            claims = jwt.decode(honest["id_token"], options={"verify_signature": False})
            return as_json({**honest, "id_token": make(claims)})

        tokens.token("ustan", TREAT)
        honest = server.grant(server.forms[-1])
        server.instead[TOKEN] = answer
        with pytest.raises(SignInRefused) as caught:
            tokens.token("ustan", PurposeOfUse.EMERGENCY_TREATMENT)
        return caught.value.code

    return forge


def test_an_id_token_without_a_signature_is_refused(forged: Forge) -> None:
    code = forged(lambda claims: _jws({"alg": "none", "kid": "1"}, claims, lambda _: b""))

    assert code == "unsupported_algorithm"


def test_a_public_key_is_not_taken_for_a_shared_secret(forged: Forge, server: TokenServer) -> None:
    secret = server.signing_key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def make(claims: dict[str, Any]) -> str:
        return _jws({"alg": "HS256", "kid": "1"}, claims, lambda signed: digest(secret, signed, sha256))

    assert forged(make) == "unsupported_algorithm"


def test_a_key_that_an_id_token_brings_along_is_not_used(forged: Forge) -> None:
    own = ec.generate_private_key(ec.SECP256R1())
    jwk = jwt.algorithms.ECAlgorithm.to_jwk(own.public_key(), as_dict=True)

    code = forged(lambda claims: jwt.encode(claims, own, "ES256", headers={"kid": "1", "jwk": jwk}))

    assert code == "bad_signature"


def test_a_secret_among_the_published_keys_signs_nothing(forged: Forge, server: TokenServer) -> None:
    secret = b"published by mistake, 32 bytes.."

    def make(claims: dict[str, Any]) -> str:
        published = {"kty": "oct", "k": urlsafe_b64encode(secret).decode().rstrip("="), "kid": "2"}
        server.instead[JWKS] = lambda: as_json({"keys": [published]})
        return jwt.encode(claims, secret, "HS256", headers={"kid": "2"})

    assert forged(make) == "unsupported_algorithm"


def test_an_id_token_for_another_program_is_refused(forged: Forge, server: TokenServer) -> None:
    assert forged(lambda claims: server.signed({**claims, "aud": "another-program"})) == "wrong_audience"
