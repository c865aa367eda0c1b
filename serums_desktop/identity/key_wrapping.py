"""Wrapping a data key to a card: ephemeral ECDH, HKDF-SHA256, AES-KWP.

The construction is that of NIST SP 800-56A (one-pass Diffie-Hellman, C(1e, 1s)) with the key wrap of
RFC 5649 and the derivation of RFC 5869. The derivation binds the format, both public points and the
vault, so that a blob opens with one card and for one vault or not at all.

A blob is: format (1 byte), vault id (16 bytes), ephemeral public point (uncompressed, 65 or 97 bytes),
wrapped key. Neither the shared secret nor the unwrapped key can be kept out of `bytes` objects that
Python will not wipe: the libraries below return them so. They live no longer than these calls.
"""

from __future__ import annotations

from collections.abc import Callable

from cryptography import x509
from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal

FORMAT = b"\x01"
VAULT_ID_BYTES = 16
_LABEL = b"serums-desktop data key"


def wrap(card_certificate: x509.Certificate, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
    """Wrap `data_key` to the EC key of a key-management certificate, for one vault (16 bytes).

    Raises ValueError for a certificate without an EC key or a vault id of another length.
    """
    public_key = _ec_key(card_certificate)
    if len(vault_id) != VAULT_ID_BYTES:
        raise ValueError("a vault id has 16 bytes")
    ephemeral = ec.generate_private_key(public_key.curve)
    ephemeral_point = _point(ephemeral.public_key())
    shared_secret = ephemeral.exchange(ec.ECDH(), public_key)
    kek = _key_encryption_key(shared_secret, ephemeral_point, _point(public_key), vault_id)
    return FORMAT + vault_id + ephemeral_point + keywrap.aes_key_wrap_with_padding(kek, bytes(data_key))


def unwrap(
    card_certificate: x509.Certificate, blob: bytes, agree: Callable[[bytes], bytes | bytearray]
) -> bytearray:
    """Unwrap a blob; `agree` turns the ephemeral point into the ECDH shared secret on the card.

    Raises KeyNotReleased when the blob is not for this card, of another format or changed, and whatever
    `agree` raises.
    """
    public_key = _ec_key(card_certificate)
    point_bytes = len(_point(public_key))
    ephemeral_point = blob[len(FORMAT) + VAULT_ID_BYTES :][:point_bytes]
    wrapped = blob[len(FORMAT) + VAULT_ID_BYTES + point_bytes :]
    if blob[: len(FORMAT)] != FORMAT or not wrapped:
        raise KeyNotReleased(KeyRefusal.TAMPERED)
    try:
        # The card is never asked to multiply a point that is not on its curve.
        ec.EllipticCurvePublicKey.from_encoded_point(public_key.curve, ephemeral_point)
    except ValueError as error:
        raise KeyNotReleased(KeyRefusal.TAMPERED) from error
    kek = _key_encryption_key(agree(ephemeral_point), ephemeral_point, _point(public_key), vault_id_of(blob))
    try:
        return bytearray(keywrap.aes_key_unwrap_with_padding(kek, wrapped))
    except keywrap.InvalidUnwrap as error:
        raise KeyNotReleased(KeyRefusal.TAMPERED) from error


def vault_id_of(blob: bytes) -> bytes:
    """The vault a blob says it belongs to; `unwrap` proves it."""
    return blob[len(FORMAT) : len(FORMAT) + VAULT_ID_BYTES]


def _key_encryption_key(
    shared_secret: bytes | bytearray, ephemeral_point: bytes, card_point: bytes, vault_id: bytes
) -> bytes:
    binding = _LABEL + FORMAT + ephemeral_point + card_point + vault_id
    return HKDF(hashes.SHA256(), length=32, salt=None, info=binding).derive(bytes(shared_secret))


def _ec_key(certificate: x509.Certificate) -> ec.EllipticCurvePublicKey:
    public_key = certificate.public_key()
    if not isinstance(public_key, ec.EllipticCurvePublicKey):
        raise ValueError("not an elliptic-curve key")
    return public_key


def _point(public_key: ec.EllipticCurvePublicKey) -> bytes:
    return public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
