"""Signatures of authentication keys, as JWS makes them (RFC 7518 §3)."""

from __future__ import annotations

from typing import Final

import jwt
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

_NO_CERTIFICATE: Final = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion)


def algorithm_of(public_key: CertificatePublicKeyTypes) -> str:
    """The JWS algorithm of a key that `TrustAnchors` accepts. Raises ValueError for any other."""
    match public_key:
        case rsa.RSAPublicKey():
            return "RS256"
        case ec.EllipticCurvePublicKey(curve=ec.SECP256R1()):
            return "ES256"
        case ec.EllipticCurvePublicKey(curve=ec.SECP384R1()):
            return "ES384"
        case _:
            raise ValueError("no key of a staff card")


def is_signed(public_key: CertificatePublicKeyTypes, message: bytes, signature: bytes) -> bool:
    """Whether the private key of `public_key` made the signature. Raises ValueError as `algorithm_of`."""
    algorithm = jwt.get_algorithm_by_name(algorithm_of(public_key))
    return bool(algorithm.verify(message, public_key, signature))


def is_signed_by(certificate_der: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the key of this certificate made the signature; never that of bytes that are no certificate."""
    try:
        public_key = x509.load_der_x509_certificate(certificate_der).public_key()
        return is_signed(public_key, message, signature)
    except _NO_CERTIFICATE:
        return False
