"""What a private key on a card does, in one session. Errors are those of PKCS#11 unless said otherwise."""

from __future__ import annotations

import hashlib
from typing import Final

import pkcs11
from pkcs11 import exceptions as refused
from pkcs11.types import DecryptMixin, DeriveMixin, SignMixin

from serums_desktop.domain.errors import KeyNotReleased, KeyRefusal
from serums_desktop.identity.certificates import CertificateOnCard
from serums_desktop.identity.key_wrapping import Scheme

# DER of DigestInfo for SHA-256, before the digest (RFC 8017 §9.2, note 1).
_SHA256_DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")

# Hash, mask generation function, no label (PKCS#11 v2.40, CK_RSA_PKCS_OAEP_PARAMS).
_OAEP: Final = {
    Scheme.OAEP_SHA256: (pkcs11.Mechanism.SHA256, pkcs11.MGF.SHA256, None),
    Scheme.OAEP_SHA1: (pkcs11.Mechanism.SHA_1, pkcs11.MGF.SHA1, None),
}

# A module's answer to an operation that it does not know, or not with such a key.
_UNABLE: Final = (refused.FunctionNotSupported, refused.KeyTypeInconsistent, refused.MechanismInvalid)

# A card's answer to a ciphertext that it does not open, or to a kind of OAEP that it does not know.
_NOT_DECRYPTED: Final = (
    refused.ArgumentsBad,
    refused.DataInvalid,
    refused.DataLenRange,
    refused.EncryptedDataInvalid,
    refused.EncryptedDataLenRange,
    refused.MechanismParamInvalid,
    *_UNABLE,
)


def find(session: pkcs11.Session, certificate: CertificateOnCard) -> pkcs11.Key | None:
    """The private key of a certificate, unless it is not there or asks for the PIN at every use.

    The PIN is wiped once the card has seen it, so that a key of the second kind can do nothing here.
    """
    try:
        key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=certificate.key_id)
    except pkcs11.NoSuchKey:
        return None
    try:
        return None if key[pkcs11.Attribute.ALWAYS_AUTHENTICATE] else key
    except refused.AttributeTypeInvalid:
        # A module that does not know the attribute has no such keys.
        return key


def sign(session: pkcs11.Session, key: SignMixin, algorithm: str, message: bytes) -> bytes:
    """Sign as JWS does (RFC 7518 §3): ES256 and ES384 give r ‖ s."""
    match algorithm:
        case "ES256":
            # Hashed here: not every module knows ECDSA with a hash of its own.
            return bytes(key.sign(hashlib.sha256(message).digest(), mechanism=pkcs11.Mechanism.ECDSA))
        case "ES384":
            return bytes(key.sign(hashlib.sha384(message).digest(), mechanism=pkcs11.Mechanism.ECDSA))
    if pkcs11.Mechanism.RSA_PKCS not in _mechanisms(session):
        return bytes(key.sign(message, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
    digest_info = _SHA256_DIGEST_INFO + hashlib.sha256(message).digest()
    return bytes(key.sign(digest_info, mechanism=pkcs11.Mechanism.RSA_PKCS))


def agree(key: DeriveMixin, curve_bits: int, ephemeral_point: bytes) -> bytes:
    """The shared secret of ECDH with a point (uncompressed) on the key's curve.

    Raises KeyNotReleased where the module knows no ECDH.
    """
    try:
        shared = key.derive_key(
            pkcs11.KeyType.GENERIC_SECRET,
            curve_bits,
            mechanism=pkcs11.Mechanism.ECDH1_DERIVE,
            mechanism_param=(pkcs11.KDF.NULL, None, ephemeral_point),
            template={
                pkcs11.Attribute.TOKEN: False,
                pkcs11.Attribute.SENSITIVE: False,
                pkcs11.Attribute.EXTRACTABLE: True,
            },
        )
    except _UNABLE as error:
        raise KeyNotReleased(KeyRefusal.OTHER_CARD) from error
    try:
        return bytes(shared[pkcs11.Attribute.VALUE])
    finally:
        shared.destroy()


def decrypt(key: DecryptMixin, scheme: Scheme, ciphertext: bytes) -> bytes:
    """What was encrypted by RSA-OAEP. Raises KeyNotReleased where the module says that it cannot.

    Modules also say so by an error that others keep for a card that was pulled: that is the caller's to tell.
    """
    try:
        opened = key.decrypt(
            ciphertext, mechanism=pkcs11.Mechanism.RSA_PKCS_OAEP, mechanism_param=_OAEP[scheme]
        )
    except _NOT_DECRYPTED as error:
        raise KeyNotReleased(KeyRefusal.TAMPERED) from error
    return opened if isinstance(opened, bytes) else b"".join(opened)


def _mechanisms(session: pkcs11.Session) -> set[pkcs11.Mechanism]:
    return session.token.slot.get_mechanisms()
