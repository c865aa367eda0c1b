"""What a staff card vouches for: RFC 7523 assertions with its certificates in `x5c` (RFC 7515 §4.1.6).

A card vouches for its holder (§2.1), or for the program that its holder uses (§2.2, private_key_jwt).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Callable
from typing import Any

import jwt
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.sandbox.oauth import (
    CLOCK_TOLERANCE_S,
    LOA_HIGH,
    LONGEST_ASSERTION_S,
    Authentication,
    OAuthRefusal,
    StaffMember,
    UsedOnce,
)
from serums_desktop.sandbox.signed_claims import verified_claims

_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384"}


class CardAssertions:
    """Reads the assertions of cards that one authority issued, by `now_s` (UTC epoch seconds)."""

    def __init__(self, staff_anchor: x509.Certificate, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._used = UsedOnce(now_s)
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
        staff, claims = self._signed(assertion, audience, issuer="")
        if claims["sub"] != staff.staff_id:
            raise OAuthRefusal("invalid_grant", "the subject is not the card's holder")
        return Authentication(staff, LOA_HIGH, int(self._now_s())), claims

    def user_of_client(self, assertion: str, audience: str, client_id: str) -> StaffMember:
        """Whose card vouches for a client, in an assertion that serves once.

        Raises `OAuthRefusal` with invalid_client.
        """
        try:
            staff, claims = self._signed(assertion, audience, issuer=client_id)
        except OAuthRefusal as refusal:
            raise OAuthRefusal("invalid_client", refusal.description) from refusal
        if not client_id or claims["sub"] != client_id:
            raise OAuthRefusal("invalid_client", "the assertion is not about this client")
        until_s = float(claims["exp"]) + CLOCK_TOLERANCE_S
        if until_s > self._now_s() + LONGEST_ASSERTION_S + 2 * CLOCK_TOLERANCE_S:
            raise OAuthRefusal("invalid_client", "the assertion lives too long")
        if not self._used.spend(staff.staff_id, str(claims["jti"]), until_s):
            raise OAuthRefusal("invalid_client", "the assertion was used before")
        return staff

    def _signed(self, assertion: str, audience: str, *, issuer: str) -> tuple[StaffMember, dict[str, Any]]:
        """The signing card's holder and the claims; "" for an `issuer` that is the holder."""
        leaf = self._trusted_leaf(assertion)
        public_key, algorithm = _card_key(leaf)
        staff = _staff_member(leaf)
        try:
            claims = verified_claims(
                assertion,
                public_key,
                algorithm,
                audience=audience,
                issuer=issuer or staff.staff_id,
                required=("iat", "iss", "sub", "aud", "jti"),
                now_s=self._now_s(),
            )
        except jwt.InvalidTokenError as error:
            raise OAuthRefusal("invalid_grant", type(error).__name__) from error
        return staff, claims

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
            now = dt.datetime.fromtimestamp(self._now_s(), dt.UTC)
            self._verifier.time(now).build_client_verifier().verify(leaf, intermediates)
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
