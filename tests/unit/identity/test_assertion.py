from __future__ import annotations

import base64

import jwt
from cryptography import x509

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.assertion import AssertingIdentity, signed_assertion, signed_client_assertion
from serums_desktop.identity.open_card import OpenCard

ENDPOINT = "https://127.0.0.1:8443/token"


def _assertion(card: OpenCard, now_s: float = 1_790_000_000.9) -> str:
    identity = AssertingIdentity(card.holder.staff_id, card.algorithm, card.certificate_chain_der)
    return signed_assertion(identity, card.sign, ENDPOINT, PurposeOfUse.TREATMENT, now_s)


def test_an_assertion_is_a_jwt_that_its_own_certificate_verifies(open_card: OpenCard) -> None:
    assertion = _assertion(open_card)

    header = jwt.get_unverified_header(assertion)
    leaf = x509.load_der_x509_certificate(base64.b64decode(header["x5c"][0], validate=True))
    claims = jwt.decode(
        assertion,
        leaf.public_key(),
        algorithms=["ES256"],
        audience=ENDPOINT,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert header["alg"] == "ES256"
    assert claims["iss"] == claims["sub"] == "S-1042"
    assert (claims["iat"], claims["exp"]) == (1_790_000_000, 1_790_000_060)
    assert claims["extensions"] == {
        "ihe_iua": {
            "purpose_of_use": [
                {"system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "TREAT"}
            ]
        }
    }


def test_no_two_assertions_are_the_same(open_card: OpenCard) -> None:
    unverified = {"verify_signature": False}

    first, second = (jwt.decode(_assertion(open_card), options=unverified)["jti"] for _ in range(2))

    assert first != second


def test_the_card_speaks_for_the_program_too(open_card: OpenCard) -> None:
    identity = AssertingIdentity(
        open_card.holder.staff_id, open_card.algorithm, open_card.certificate_chain_der
    )

    assertion = signed_client_assertion(identity, open_card.sign, ENDPOINT, "ward-desktop", 1_790_000_000.0)

    (leaf, *_) = jwt.get_unverified_header(assertion)["x5c"]
    public_key = x509.load_der_x509_certificate(base64.b64decode(leaf, validate=True)).public_key()
    claims = jwt.decode(
        assertion,
        public_key,
        ["ES256"],
        audience=ENDPOINT,
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims.pop("jti")
    assert claims == {
        "iss": "ward-desktop",
        "sub": "ward-desktop",
        "aud": ENDPOINT,
        "iat": 1_790_000_000,
        "exp": 1_790_000_060,
    }
