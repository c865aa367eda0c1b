"""What a staff card vouches for: RFC 7523 assertions with its certificates in `x5c` (RFC 7515 §4.1.6)."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import time
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.sandbox.oauth import (
    CLOCK_TOLERANCE_S,
    LOA_HIGH,
    Authentication,
    OAuthRefusal,
    StaffMember,
)

_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384"}


class CardAssertions:
    """Reads the assertions of cards that one authority issued."""

    def __init__(self, staff_anchor: x509.Certificate) -> None:
        # A staff certificate need not name a web host, so the web's rules for leaves do not apply;
        # `_card_key` says what does.
        self._verifier = (
            verification.PolicyBuilder()
            .store(verification.Store([staff_anchor]))
            .extension_policies(
                ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(),
                ee_policy=verification.ExtensionPolicy.permit_all(),
            )
        )

    def verified(self, assertion: str, audience: str) -> tuple[Authentication, dict[str, Any]]:
        """Who signed an assertion, and its claims. Raises `OAuthRefusal`."""
        leaf = self._trusted_leaf(assertion)
        public_key, algorithm = _card_key(leaf)
        staff = _staff_member(leaf)
        try:
            claims: dict[str, Any] = jwt.decode(
                assertion,
                public_key,
                algorithms=[algorithm],
                audience=audience,
                issuer=staff.staff_id,
                leeway=CLOCK_TOLERANCE_S,
                options={"require": ["exp", "iat", "iss", "sub", "aud", "jti"]},
            )
        except jwt.InvalidTokenError as error:
            raise OAuthRefusal("invalid_grant", type(error).__name__) from error
        if claims["sub"] != staff.staff_id:
            raise OAuthRefusal("invalid_grant", "the subject is not the card's holder")
        return Authentication(staff, LOA_HIGH, int(time.time())), claims

    def _trusted_leaf(self, assertion: str) -> x509.Certificate:
        try:
            header = jwt.get_unverified_header(assertion)
            chain = [
                x509.load_der_x509_certificate(base64.b64decode(text, validate=True))
                for text in header["x5c"]
            ]
            leaf, intermediates = chain[0], chain[1:]
        except (jwt.InvalidTokenError, KeyError, IndexError, TypeError, ValueError, binascii.Error) as error:
            raise OAuthRefusal("invalid_grant", "no readable certificate chain in x5c") from error
        try:
            self._verifier.time(dt.datetime.now(dt.UTC)).build_client_verifier().verify(leaf, intermediates)
        except verification.VerificationError as error:
            raise OAuthRefusal("invalid_grant", "the card's certificate is not trusted here") from error
        return leaf


def _card_key(leaf: x509.Certificate) -> tuple[ec.EllipticCurvePublicKey | rsa.RSAPublicKey, str]:
    """The key that a card's certificate vouches for, and the one JWS algorithm that goes with it."""
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
        purposes = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound as error:
        raise OAuthRefusal("invalid_grant", "the certificate does not say what its key is for") from error
    if not usage.digital_signature or ExtendedKeyUsageOID.CLIENT_AUTH not in purposes:
        raise OAuthRefusal("invalid_grant", "the certificate is not for authentication")
    key = leaf.public_key()
    if isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in _CURVES:
        return key, _CURVES[key.curve.name]
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048:
        return key, "RS256"
    raise OAuthRefusal("invalid_grant", "the card's key is too weak or of an unknown kind")


def _staff_member(leaf: x509.Certificate) -> StaffMember:
    def attribute(oid: x509.ObjectIdentifier) -> str:
        found = leaf.subject.get_attributes_for_oid(oid)
        return str(found[0].value) if found else ""

    staff_id = attribute(NameOID.SERIAL_NUMBER)
    if not staff_id:
        raise OAuthRefusal("invalid_grant", "the certificate names no member of staff")
    return StaffMember(staff_id, attribute(NameOID.COMMON_NAME), attribute(NameOID.TITLE))
