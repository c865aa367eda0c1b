"""Opening a sealed message as RFC 9180 writes it down, with nothing but HMAC, X25519 and AES-GCM.

Base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; one message, no associated data.
"""

from __future__ import annotations

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_KEM, _KDF, _AEAD = (number.to_bytes(2, "big") for number in (0x0020, 0x0001, 0x0002))
_KEM_SUITE, _HPKE_SUITE = b"KEM" + _KEM, b"HPKE" + _KEM + _KDF + _AEAD
_ENCAPSULATED_BYTES = 32


def _extract(suite: bytes, salt: bytes, label: bytes, material: bytes) -> bytes:
    return hmac.new(salt, b"HPKE-v1" + suite + label + material, hashlib.sha256).digest()


def _expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """At most 32 bytes: one block of HKDF-Expand."""
    labelled = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    return hmac.new(key, labelled + b"\x01", hashlib.sha256).digest()[:length]


def open_sealed(sealed: bytes, key: X25519PrivateKey, info: bytes) -> bytes:
    """Raises cryptography.exceptions.InvalidTag."""
    encapsulated, ciphertext = sealed[:_ENCAPSULATED_BYTES], sealed[_ENCAPSULATED_BYTES:]
    exchanged = key.exchange(X25519PublicKey.from_public_bytes(encapsulated))
    context = encapsulated + key.public_key().public_bytes_raw()
    shared = _expand(
        _KEM_SUITE, _extract(_KEM_SUITE, b"", b"eae_prk", exchanged), b"shared_secret", context, 32
    )
    schedule = (
        b"\x00"
        + _extract(_HPKE_SUITE, b"", b"psk_id_hash", b"")
        + _extract(_HPKE_SUITE, b"", b"info_hash", info)
    )
    secret = _extract(_HPKE_SUITE, shared, b"secret", b"")
    aead = AESGCM(_expand(_HPKE_SUITE, secret, b"key", schedule, 32))
    return aead.decrypt(_expand(_HPKE_SUITE, secret, b"base_nonce", schedule, 12), ciphertext, b"")
