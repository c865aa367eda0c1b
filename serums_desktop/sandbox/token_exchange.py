"""Identity chained across domains: the home provider's word about a person, for another origin's provider.

The home exchanges a person's access token (RFC 8693) for an assertion that another provider takes as an
RFC 7523 grant, the way a card's is taken.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.oauth import (
    Authentication,
    BearerRefusal,
    OAuthRefusal,
    StaffMember,
    accepted_purpose,
    purpose_extension,
)
from serums_desktop.sandbox.purpose_dialects import PurposeDialect, heard_purpose
from serums_desktop.sandbox.signed_claims import verified_claims
from serums_desktop.sandbox.token_request import TokenRequest
from serums_desktop.sandbox.tokens import Tokens, TrustedIssuer

ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105 - a type's name
JWT_TYPE = "urn:ietf:params:oauth:token-type:jwt"
ASSERTION_LIFETIME_S = 60
# Told apart by its type: an id_token carries the same signature and an audience that a client chose.
_ASSERTION_KIND = "authorization-grant+jwt"


class TokenExchange:
    """Makes assertions at the home provider for the token endpoints it knows."""

    def __init__(self, tokens: Tokens, circumstances: Circumstances) -> None:
        self._tokens = tokens
        self._circumstances = circumstances
        self.audiences = {circumstances.token_endpoint}

    def answer(self, request: TokenRequest) -> dict[str, Any]:
        """Answer a token exchange (RFC 8693 §2.2). Raises `OAuthRefusal`."""
        form = request.form
        if form.get("subject_token_type") != ACCESS_TOKEN_TYPE:
            raise OAuthRefusal("invalid_request", f"subject_token_type must be {ACCESS_TOKEN_TYPE}")
        if form.get("requested_token_type") != JWT_TYPE:
            raise OAuthRefusal("invalid_request", f"requested_token_type must be {JWT_TYPE}")
        if form.get("audience") not in self.audiences:
            raise OAuthRefusal("invalid_target", "no token endpoint that takes our word")
        try:
            subject = self._tokens.bearer_claims(form.get("subject_token", ""))
        except BearerRefusal as error:
            raise OAuthRefusal("invalid_request", "subject_token is not valid") from error
        if not subject.family:
            # A card speaks for itself everywhere, and an assertion's token is not for another assertion.
            raise OAuthRefusal("invalid_request", "subject_token does not come from a sign-in here")
        if form.get("client_id", subject.grant.client_id) != subject.grant.client_id:
            raise OAuthRefusal("invalid_request", "subject_token was given to another client")
        if subject.key_thumbprint and subject.key_thumbprint != request.key_thumbprint:
            raise OAuthRefusal("invalid_request", "subject_token is bound to a key that was not shown")
        request.check_person(subject.authentication.staff, self._circumstances.leavers)
        return {
            "access_token": self._assertion(subject.authentication, form["audience"], self._purpose(form)),
            "issued_token_type": JWT_TYPE,
            "token_type": "N_A",
            "expires_in": ASSERTION_LIFETIME_S,
        }

    def _purpose(self, form: dict[str, str]) -> PurposeOfUse:
        """What `purpose_of_use` says as a token (system|code), or a scope where this is the dialect here."""
        dialect = self._circumstances.habits.purpose
        if dialect is not PurposeDialect.IUA:
            return heard_purpose(dialect, form.get("scope", "").split(), {})[0]
        if "purpose_of_use" not in form:
            return PurposeOfUse.TREATMENT
        system, _, code = form["purpose_of_use"].rpartition("|")
        return accepted_purpose(system, code)

    def _assertion(self, authentication: Authentication, audience: str, purpose: PurposeOfUse) -> str:
        now_s = int(self._circumstances.clock())
        claims = {
            "iss": self._tokens.issuer,
            "sub": authentication.staff.staff_id,
            "aud": audience,
            "iat": now_s,
            "exp": now_s + ASSERTION_LIFETIME_S,
            "jti": secrets.token_urlsafe(16),
            "name": authentication.staff.name,
            "role": authentication.staff.role,
            "acr": authentication.acr,
            "auth_time": authentication.at_s,
            "extensions": purpose_extension(purpose),
        }
        return self._tokens.sign(claims, _ASSERTION_KIND)


def is_by(assertion: str, home: TrustedIssuer) -> bool:
    """Whether an assertion claims to be the home provider's, which is yet to be checked."""
    try:
        return jwt.get_unverified_header(assertion).get("kid") == home.key_id
    except jwt.InvalidTokenError:
        return False


def verified_assertion(
    assertion: str, home: TrustedIssuer, audience: str, now_s: float
) -> tuple[Authentication, dict[str, Any]]:
    """Whom the home provider vouches for, and the assertion's claims. Raises `OAuthRefusal`."""
    try:
        if jwt.get_unverified_header(assertion).get("typ") != _ASSERTION_KIND:
            raise OAuthRefusal("invalid_grant", "this token is no assertion")
        claims = verified_claims(
            assertion,
            home.public_key,
            "ES256",
            audience=audience,
            issuer=home.issuer,
            required=("iat", "iss", "sub", "aud", "jti", "name", "role", "acr", "auth_time"),
            now_s=now_s,
        )
    except jwt.InvalidTokenError as error:
        raise OAuthRefusal("invalid_grant", type(error).__name__) from error
    staff = StaffMember(claims["sub"], claims["name"], claims["role"])
    return Authentication(staff, claims["acr"], claims["auth_time"]), claims
