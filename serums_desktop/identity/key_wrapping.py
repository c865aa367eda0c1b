"""Wrapping a data key to a card's key-management key: a secret that only the card recovers, HKDF, AES-KWP.

On an elliptic-curve card the secret comes from an ephemeral key agreement (NIST SP 800-56A, one-pass
Diffie-Hellman, C(1e, 1s)). To an RSA card a random secret is sent by RSA-OAEP (RFC 8017 §7.1): by SHA-256
where the card knows it, else by SHA-1, whose collisions OAEP does not depend on. Either way the secret
becomes a key by HKDF (RFC 5869), and that key wraps the data key (RFC 5649). The derivation binds the
format, what was sent to the card, the card's public key and the vault, so that a blob opens with one key
and for one vault or not at all. OAEP's own label could not do so: not every module takes one.

A blob is: format (1 byte, a `Scheme`), vault id (16 bytes), what the card recovers the secret from
(an ephemeral public point, uncompressed, or an RSA ciphertext of the modulus' length), wrapped key. Neither
the secret nor the unwrapped key can be kept out of `bytes` objects that Python will not wipe: the
libraries below return them so. They live no longer than these calls.
"""

from __future__ import annotations

import enum
import hashlib
import secrets
from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal

VAULT_ID_BYTES = 16
KEK_BYTES = 32
_SECRET_BYTES = 32
_LABEL = b"serums-desktop data key"

WrappingKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey


class Scheme(enum.Enum):
    """How the card recovers the secret; the value is a blob's first byte."""

    ECDH = b"\x01"
    OAEP_SHA256 = b"\x02"
    OAEP_SHA1 = b"\x03"


def wrapping_key(certificate: x509.Certificate) -> WrappingKey:
    """The key of a key-management certificate. Raises ValueError where it is neither EC nor RSA."""
    public_key = certificate.public_key()
    if not isinstance(public_key, ec.EllipticCurvePublicKey | rsa.RSAPublicKey):
        raise ValueError("neither an elliptic-curve key nor an RSA key")
    return public_key


def schemes_of(public_key: WrappingKey) -> tuple[Scheme, ...]:
    """What may serve for a key, the best first. Whether the card can, is found out by trying."""
    if isinstance(public_key, rsa.RSAPublicKey):
        return Scheme.OAEP_SHA256, Scheme.OAEP_SHA1
    return (Scheme.ECDH,)


def fingerprint(public_key: WrappingKey) -> str:
    """SHA-256 of the SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), in hex."""
    der = public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def wrap(public_key: WrappingKey, data_key: bytes | bytearray, vault_id: bytes, scheme: Scheme) -> bytes:
    """Wrap `data_key` to a card's key for one vault (16 bytes).

    Raises ValueError for a scheme of another kind of key, or a vault id of another length.
    """
    if len(vault_id) != VAULT_ID_BYTES:
        raise ValueError("a vault id has 16 bytes")
    if scheme not in schemes_of(public_key):
        raise ValueError("a scheme of another kind of key")
    sent, secret = _send(public_key, scheme)
    kek = _key_encryption_key(secret, scheme, sent, public_key, vault_id)
    return scheme.value + vault_id + sent + keywrap.aes_key_wrap_with_padding(kek, bytes(data_key))


def unwrap(
    public_key: WrappingKey, blob: bytes, recover: Callable[[Scheme, bytes], bytes | bytearray]
) -> bytearray:
    """Unwrap a blob; `recover` has the card make the secret of the ephemeral point or RSA ciphertext.

    Raises KeyNotReleased when the blob is not for this key, of another format or changed, and whatever
    `recover` raises.
    """
    scheme = next((one for one in schemes_of(public_key) if one.value == blob[:1]), None)
    start = 1 + VAULT_ID_BYTES
    end = start + _sent_bytes(public_key)
    sent, wrapped = blob[start:end], blob[end:]
    if scheme is None or not wrapped:
        raise KeyNotReleased(KeyRefusal.TAMPERED)
    if isinstance(public_key, ec.EllipticCurvePublicKey):
        try:
            # The card is never asked to multiply a point that is not on its curve.
            ec.EllipticCurvePublicKey.from_encoded_point(public_key.curve, sent)
        except ValueError as error:
            raise KeyNotReleased(KeyRefusal.TAMPERED) from error
    kek = _key_encryption_key(recover(scheme, sent), scheme, sent, public_key, vault_id_of(blob))
    try:
        return bytearray(keywrap.aes_key_unwrap_with_padding(kek, wrapped))
    except keywrap.InvalidUnwrap as error:
        raise KeyNotReleased(KeyRefusal.TAMPERED) from error


def vault_id_of(blob: bytes) -> bytes:
    """The vault a blob says it belongs to; unwrapping proves it."""
    return blob[1 : 1 + VAULT_ID_BYTES]


def _send(public_key: WrappingKey, scheme: Scheme) -> tuple[bytes, bytes]:
    """What the card is sent, and the secret that it recovers from that."""
    if isinstance(public_key, ec.EllipticCurvePublicKey):
        ephemeral = ec.generate_private_key(public_key.curve)
        return _point(ephemeral.public_key()), ephemeral.exchange(ec.ECDH(), public_key)
    # Nothing is signed by it: OAEP is as sound over SHA-1 (RFC 8017 appendix B.1), which some cards need.
    digest = hashes.SHA256() if scheme is Scheme.OAEP_SHA256 else hashes.SHA1()  # noqa: S303
    secret = secrets.token_bytes(_SECRET_BYTES)
    return public_key.encrypt(secret, padding.OAEP(padding.MGF1(digest), digest, label=None)), secret


def _sent_bytes(public_key: WrappingKey) -> int:
    if isinstance(public_key, ec.EllipticCurvePublicKey):
        return len(_point(public_key))
    return (public_key.key_size + 7) // 8


def _key_encryption_key(
    secret: bytes | bytearray, scheme: Scheme, sent: bytes, public_key: WrappingKey, vault_id: bytes
) -> bytes:
    binding = _LABEL + scheme.value + sent + _public_bytes(public_key) + vault_id
    return HKDF(hashes.SHA256(), length=KEK_BYTES, salt=None, info=binding).derive(bytes(secret))


def _public_bytes(public_key: WrappingKey) -> bytes:
    if isinstance(public_key, ec.EllipticCurvePublicKey):
        return _point(public_key)
    return public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.PKCS1)


def _point(public_key: ec.EllipticCurvePublicKey) -> bytes:
    return public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
