"""Signatures of people's own keys, as JWS makes them (RFC 7518 §3, RFC 8037)."""

from __future__ import annotations

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

_SHORTEST_RSA_BITS = 2048


def is_signed(message: bytes, signature: bytes, algorithm: str, public_key_der: bytes) -> bool:
    """Whether the key (SubjectPublicKeyInfo) signed the message.

    Knows ES256, ES384, RS256 with keys of 2048 bits or more, and EdDSA with Ed25519; everything else is no.
    """
    try:
        key = serialization.load_der_public_key(public_key_der)
        match algorithm, key:
            case "ES256", ec.EllipticCurvePublicKey(curve=ec.SECP256R1()):
                key.verify(_dss(signature, 32), message, ec.ECDSA(hashes.SHA256()))
            case "ES384", ec.EllipticCurvePublicKey(curve=ec.SECP384R1()):
                key.verify(_dss(signature, 48), message, ec.ECDSA(hashes.SHA384()))
            case "RS256", rsa.RSAPublicKey(key_size=bits) if bits >= _SHORTEST_RSA_BITS:
                key.verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
            case "EdDSA", Ed25519PublicKey():
                key.verify(signature, message)
            case _:
                return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def is_signed_by_ephemeral(message: bytes, signature: bytes, public_key: bytes) -> bool:
    """Whether the Ed25519 key of 32 bytes signed the message."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_key_of(certificate_der: bytes, public_key_der: bytes) -> bool:
    """Whether the certificate is about this key. Who issued it is not asked."""
    try:
        key = x509.load_der_x509_certificate(certificate_der).public_key()
    except (ValueError, UnsupportedAlgorithm):
        return False
    encoded = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return encoded == public_key_der


def _dss(signature: bytes, part_bytes: int) -> bytes:
    """r ‖ s as the DER that the library wants. Raises ValueError."""
    if len(signature) != 2 * part_bytes:
        raise ValueError("a signature of another length")
    r, s = signature[:part_bytes], signature[part_bytes:]
    return encode_dss_signature(int.from_bytes(r), int.from_bytes(s))
