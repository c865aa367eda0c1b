from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from serums_desktop.identity import card_signature
from serums_desktop.identity.practice_card import AUTHENTICATION_ID, Issuer, staff_certificate
from tests.unit.identity.card_office import ec_key, rsa_key
from tests.unit.identity.conftest import AILSA


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [(rsa_key(), "RS256"), (ec_key(), "ES256"), (ec.generate_private_key(ec.SECP384R1()), "ES384")],
    ids=["RSA", "P-256", "P-384"],
)
def test_a_key_has_its_algorithm(key: ec.EllipticCurvePrivateKey, algorithm: str) -> None:
    assert card_signature.algorithm_of(key.public_key()) == algorithm


@pytest.mark.parametrize(
    "key", [ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP521R1())]
)
def test_keys_that_no_staff_card_has_are_refused(key: ec.EllipticCurvePrivateKey) -> None:
    with pytest.raises(ValueError, match="staff card"):
        card_signature.algorithm_of(key.public_key())


def test_nothing_is_signed_by_what_is_no_certificate_or_no_signature(authority: Issuer) -> None:
    certificate = staff_certificate(ec_key().public_key(), AUTHENTICATION_ID, authority, AILSA)
    der = certificate.public_bytes(Encoding.DER)

    of_no_version = der.replace(bytes.fromhex("a003020102"), bytes.fromhex("a003020109"))
    assert of_no_version != der
    for certificate_der in (b"", b"0", der[:-1], of_no_version, der):
        for signature in (b"", bytes(64), bytes(63)):
            assert not card_signature.is_signed_by(certificate_der, b"message", signature)
