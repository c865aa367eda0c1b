from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils

from serums_desktop.audit.signatures import is_key_of, is_signed, is_signed_by_ephemeral
from tests.unit.audit.synthetic import Clinician

MESSAGE = b'{"reason":"unconscious"}'

Key = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey
Signed = tuple[str, bytes, Key]


def elliptic(algorithm: str, curve: ec.EllipticCurve, digest: hashes.HashAlgorithm, size: int) -> Signed:
    key = ec.generate_private_key(curve)
    r, s = utils.decode_dss_signature(key.sign(MESSAGE, ec.ECDSA(digest)))
    return algorithm, r.to_bytes(size, "big") + s.to_bytes(size, "big"), key


def es256() -> Signed:
    return elliptic("ES256", ec.SECP256R1(), hashes.SHA256(), 32)


def es384() -> Signed:
    return elliptic("ES384", ec.SECP384R1(), hashes.SHA384(), 48)


def rs256() -> Signed:
    key = rsa.generate_private_key(65537, 2048)
    return "RS256", key.sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256()), key


def eddsa() -> Signed:
    key = ed25519.Ed25519PrivateKey.generate()
    return "EdDSA", key.sign(MESSAGE), key


def der(key: Key) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@pytest.mark.parametrize("make", [es256, es384, rs256, eddsa])
def test_every_algorithm_of_a_persons_key(make: Callable[[], Signed]) -> None:
    algorithm, signature, key = make()
    assert is_signed(MESSAGE, signature, algorithm, der(key))
    assert not is_signed(MESSAGE + b" ", signature, algorithm, der(key))
    assert not is_signed(MESSAGE, signature[:-1], algorithm, der(key))
    assert not is_signed(MESSAGE, signature, "HS256", der(key))
    assert not is_signed(MESSAGE, signature, algorithm, b"\x30\x00")
    others = {"ES256", "ES384", "RS256", "EdDSA"} - {algorithm}
    assert not [other for other in others if is_signed(MESSAGE, signature, other, der(key))]


def test_a_short_rsa_key_signs_nothing() -> None:
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505  that it is weak is the point
    signature = key.sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256())
    assert not is_signed(MESSAGE, signature, "RS256", der(key))


def test_the_ephemeral_key() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    public_key = key.public_key().public_bytes_raw()
    assert is_signed_by_ephemeral(MESSAGE, key.sign(MESSAGE), public_key)
    assert not is_signed_by_ephemeral(MESSAGE, key.sign(b""), public_key)
    assert not is_signed_by_ephemeral(MESSAGE, key.sign(MESSAGE), public_key[:-1])


def test_whose_certificate_it_is() -> None:
    confirmation, other = Clinician().confirm(MESSAGE), Clinician().confirm(MESSAGE)
    assert is_key_of(confirmation.certificate_der, confirmation.public_key_der)
    assert not is_key_of(other.certificate_der, confirmation.public_key_der)
    assert not is_key_of(b"", confirmation.public_key_der)
