"""The OpenID provider of one origin: staff cards in, short-lived access tokens out.

Takes JWT bearer grants (RFC 7523) whose assertion carries the card's certificate chain in `x5c`
(RFC 7515 §4.1.6) and answers with an RFC 9068 access token and an OpenID Connect id_token.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import secrets
import threading
from typing import Any

import jwt
import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox import scopes

JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
TOKEN_LIFETIME_S = 300
_LONGEST_ASSERTION_S = 300
_CLOCK_TOLERANCE_S = 30
_CURVES = {"secp256r1": "ES256", "secp384r1": "ES384"}


class OAuthRefusal(Exception):
    """A token request that is answered with an error of RFC 6749 §5.2."""

    def __init__(self, code: str, description: str) -> None:
        super().__init__(code)
        self.code = code
        self.description = description


class BearerRefusal(Exception):
    """An access token that opens nothing: missing, not ours, or expired."""


class AccessGrant(msgspec.Struct, frozen=True):
    """What a valid access token allows."""

    staff_id: str
    purpose: str
    scopes: tuple[scopes.ResourceScope, ...]


class StaffMember(msgspec.Struct, frozen=True):
    """Who a card says its holder is."""

    staff_id: str
    name: str
    role: str


class Provider:
    """Issues and checks the tokens of one origin. Safe to use from several threads."""

    def __init__(
        self,
        issuer: str,
        fhir_base: str,
        staff_anchor: x509.Certificate,
        purposes: frozenset[PurposeOfUse] = frozenset(
            {PurposeOfUse.TREATMENT, PurposeOfUse.EMERGENCY_TREATMENT}
        ),
    ) -> None:
        self.issuer = issuer
        self.fhir_base = fhir_base
        self.token_endpoint = f"{issuer}/token"
        self._purposes = purposes
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._key_id = secrets.token_hex(8)
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
        self._used_until: dict[tuple[str, str], float] = {}
        self._used_lock = threading.Lock()

    # -- discovery -------------------------------------------------------------------------------

    def discovery(self) -> dict[str, Any]:
        """The SMART configuration, which is OpenID discovery metadata too."""
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint": self.token_endpoint,
            "grant_types_supported": [JWT_BEARER],
            "response_types_supported": [],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "token_endpoint_auth_methods_supported": ["none"],
            "token_endpoint_auth_signing_alg_values_supported": ["ES256", "ES384", "RS256"],
            "scopes_supported": list(scopes.SUPPORTED),
            "capabilities": ["sso-openid-connect", "permission-user", "permission-v2"],
        }

    def key_set(self) -> dict[str, Any]:
        """The public key that signs this provider's tokens, as a JWK set."""
        key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**key, "kid": self._key_id, "use": "sig", "alg": "ES256"}]}

    # -- tokens ----------------------------------------------------------------------------------

    def grant(self, form: dict[str, str]) -> dict[str, Any]:
        """Answer a token request. Raises `OAuthRefusal`."""
        if form.get("grant_type") != JWT_BEARER:
            raise OAuthRefusal("unsupported_grant_type", f"only {JWT_BEARER}")
        assertion = form.get("assertion")
        if not assertion:
            raise OAuthRefusal("invalid_request", "assertion is missing")
        staff, claims = self._verified(assertion)
        purpose = self._purpose(claims)
        granted = scopes.granted(form.get("scope", "").split())
        if not granted:
            raise OAuthRefusal("invalid_scope", "none of the requested scopes can be granted")
        self._spend(staff.staff_id, claims)

        now = int(dt.datetime.now(dt.UTC).timestamp())
        shared = {"iss": self.issuer, "sub": staff.staff_id, "iat": now, "exp": now + TOKEN_LIFETIME_S}
        client_id = form.get("client_id") or staff.staff_id
        access_token = self._sign(
            {
                **shared,
                "aud": self.fhir_base,
                "client_id": client_id,
                "jti": secrets.token_urlsafe(16),
                "scope": " ".join(granted),
                "extensions": {"ihe_iua": {"purpose_of_use": [{"system": ACT_REASON, "code": purpose}]}},
            },
            "at+jwt",
        )
        answer = {
            "access_token": access_token,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFETIME_S,
            "scope": " ".join(granted),
        }
        if "openid" in granted:
            answer["id_token"] = self._sign(
                {
                    **shared,
                    "aud": client_id,
                    "name": staff.name,
                    "role": staff.role,
                    "acr": "http://eidas.europa.eu/LoA/high",
                    "auth_time": now,
                },
                "JWT",
            )
        return answer

    def check_bearer(self, authorization: str | None) -> AccessGrant:
        """Read an `Authorization` header. Raises `BearerRefusal`."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.casefold() != "bearer" or not token:
            raise BearerRefusal
        try:
            claims = jwt.decode(
                token.strip(),
                self._key.public_key(),
                algorithms=["ES256"],
                audience=self.fhir_base,
                issuer=self.issuer,
                options={"require": ["exp", "aud", "iss", "sub", "scope"]},
            )
        except jwt.InvalidTokenError as error:
            raise BearerRefusal from error
        return AccessGrant(
            claims["sub"],
            claims["extensions"]["ihe_iua"]["purpose_of_use"][0]["code"],
            scopes.resource_scopes(claims["scope"].split()),
        )

    def _sign(self, claims: dict[str, Any], kind: str) -> str:
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": self._key_id, "typ": kind})

    # -- assertions ------------------------------------------------------------------------------

    def _verified(self, assertion: str) -> tuple[StaffMember, dict[str, Any]]:
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
        public_key, algorithm = _card_key(leaf)
        staff = _staff_member(leaf)
        try:
            claims: dict[str, Any] = jwt.decode(
                assertion,
                public_key,
                algorithms=[algorithm],
                audience=self.token_endpoint,
                issuer=staff.staff_id,
                leeway=_CLOCK_TOLERANCE_S,
                options={"require": ["exp", "iat", "iss", "sub", "aud", "jti"]},
            )
        except jwt.InvalidTokenError as error:
            raise OAuthRefusal("invalid_grant", type(error).__name__) from error
        if claims["sub"] != staff.staff_id:
            raise OAuthRefusal("invalid_grant", "the subject is not the card's holder")
        longest = dt.datetime.now(dt.UTC).timestamp() + _LONGEST_ASSERTION_S + _CLOCK_TOLERANCE_S
        if claims["exp"] > longest:
            raise OAuthRefusal("invalid_grant", "the assertion lives too long")
        return staff, claims

    def _purpose(self, claims: dict[str, Any]) -> str:
        """The purpose of use (IHE IUA): a list of codings, or one coding; TREAT when none is given."""
        stated = claims.get("extensions", {})
        for key in ("ihe_iua", "purpose_of_use"):
            stated = stated.get(key, {}) if isinstance(stated, dict) else {}
        codings = stated if isinstance(stated, list) else [stated] if stated else []
        if not codings:
            return PurposeOfUse.TREATMENT.value
        codes = {
            coding.get("code")
            for coding in codings
            if isinstance(coding, dict) and coding.get("system") == ACT_REASON
        }
        if len(codings) != 1 or not codes <= {purpose.value for purpose in self._purposes} or not codes:
            raise OAuthRefusal("invalid_scope", "this purpose of use is not accepted here")
        return str(codes.pop())

    def _spend(self, staff_id: str, claims: dict[str, Any]) -> None:
        now = dt.datetime.now(dt.UTC).timestamp()
        used = (staff_id, str(claims["jti"]))
        with self._used_lock:
            self._used_until = {key: until for key, until in self._used_until.items() if until > now}
            if used in self._used_until:
                raise OAuthRefusal("invalid_grant", "the assertion was used before")
            self._used_until[used] = float(claims["exp"]) + _CLOCK_TOLERANCE_S


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
