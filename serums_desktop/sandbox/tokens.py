"""The tokens of one origin: signed by its key, checked when they come back."""

from __future__ import annotations

import json
import secrets
import threading
import time
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.oauth import (
    AccessGrant,
    Authentication,
    BearerRefusal,
    StaffMember,
    purpose_extension,
)
from serums_desktop.sandbox.scopes import resource_scopes

TOKEN_LIFETIME_S = 300


class TrustedIssuer(msgspec.Struct, frozen=True):
    """A provider whose word about people is taken, and the one key it signs with."""

    issuer: str
    key_id: str
    public_key: ec.EllipticCurvePublicKey


class BearerClaims(msgspec.Struct, frozen=True):
    """What a valid access token says. `family` names the sign-in it came from, "" for a card's."""

    grant: AccessGrant
    name: str
    role: str
    acr: str
    auth_time_s: int
    family: str

    @property
    def authentication(self) -> Authentication:
        """The authentication that the token rests on."""
        return Authentication(
            StaffMember(self.grant.staff_id, self.name, self.role), self.acr, self.auth_time_s
        )


class Tokens:
    """Issues and checks RFC 9068 access tokens and OpenID Connect id_tokens. Safe from any thread."""

    def __init__(self, issuer: str, fhir_base: str) -> None:
        self.issuer = issuer
        self.fhir_base = fhir_base
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._key_id = secrets.token_hex(8)
        self._guard = threading.Lock()
        self._revoked_until_s: dict[str, float] = {}
        self._revoked_families: set[str] = set()

    def key_set(self) -> dict[str, Any]:
        """The public key that signs, as a JWK set."""
        key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**key, "kid": self._key_id, "use": "sig", "alg": "ES256"}]}

    def as_trusted_issuer(self) -> TrustedIssuer:
        """What another origin needs in order to take this one's word."""
        return TrustedIssuer(self.issuer, self._key_id, self._key.public_key())

    def sign(self, claims: dict[str, Any], kind: str) -> str:
        """A JWT; `kind` is its `typ` (RFC 8725 §3.11)."""
        return jwt.encode(claims, self._key, algorithm="ES256", headers={"kid": self._key_id, "typ": kind})

    def for_staff(
        self,
        authentication: Authentication,
        granted: list[str],
        client_id: str,
        *,
        purpose: PurposeOfUse = PurposeOfUse.TREATMENT,
        nonce: str = "",
        family: str = "",
    ) -> dict[str, Any]:
        """A token answer (RFC 6749 §5.1) for staff, with an id_token where `openid` is granted."""
        staff = authentication.staff
        identity = {
            "name": staff.name,
            "role": staff.role,
            "acr": authentication.acr,
            "auth_time": authentication.at_s,
        }
        access: dict[str, Any] = {"sub": staff.staff_id, **identity, "extensions": purpose_extension(purpose)}
        if family:
            access["sid"] = family
        answer = self._answer(access, granted, client_id)
        if "openid" in granted:
            claims = {"sub": staff.staff_id, "aud": client_id, **identity, **self._dated()}
            answer["id_token"] = self.sign(claims | ({"nonce": nonce} if nonce else {}), "JWT")
        return answer

    def for_workstation(self, client_id: str, granted: list[str]) -> dict[str, Any]:
        """A token answer for a workstation that asks for itself (RFC 9068 §2.2: it is its own subject)."""
        return self._answer({"sub": client_id}, granted, client_id)

    def _answer(self, claims: dict[str, Any], granted: list[str], client_id: str) -> dict[str, Any]:
        scope = " ".join(granted)
        shared = {
            "aud": self.fhir_base,
            "client_id": client_id,
            "jti": secrets.token_urlsafe(16),
            "scope": scope,
        }
        return {
            "access_token": self.sign({**claims, **shared, **self._dated()}, "at+jwt"),
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFETIME_S,
            "scope": scope,
        }

    def _dated(self) -> dict[str, Any]:
        now_s = int(time.time())
        return {"iss": self.issuer, "iat": now_s, "exp": now_s + TOKEN_LIFETIME_S}

    def bearer_claims(self, token: str) -> BearerClaims:
        """Read an access token of this origin. Raises `BearerRefusal`."""
        claims = self._decoded(token)
        with self._guard:
            if claims["jti"] in self._revoked_until_s or claims.get("sid") in self._revoked_families:
                raise BearerRefusal
        # Only a workstation's token has no purpose.
        extensions = claims.get("extensions")
        grant = AccessGrant(
            staff_id=claims["sub"] if extensions else "",
            client_id=claims["client_id"],
            purpose=extensions["ihe_iua"]["purpose_of_use"][0]["code"] if extensions else "",
            scopes=resource_scopes(claims["scope"].split()),
        )
        return BearerClaims(
            grant,
            claims.get("name", ""),
            claims.get("role", ""),
            claims.get("acr", ""),
            claims.get("auth_time", 0),
            claims.get("sid", ""),
        )

    def _decoded(self, token: str) -> dict[str, Any]:
        try:
            if jwt.get_unverified_header(token).get("typ") != "at+jwt":
                raise BearerRefusal
            claims: dict[str, Any] = jwt.decode(
                token,
                self._key.public_key(),
                algorithms=["ES256"],
                audience=self.fhir_base,
                issuer=self.issuer,
                options={"require": ["exp", "aud", "iss", "sub", "scope", "client_id", "jti"]},
            )
        except jwt.InvalidTokenError as error:
            raise BearerRefusal from error
        return claims

    def revoke(self, token: str) -> None:
        """Let an access token open nothing from now on. One that is not ours, or over, is let be."""
        try:
            claims = self._decoded(token)
        except BearerRefusal:
            return
        now_s = time.time()
        with self._guard:
            current = {jti: until_s for jti, until_s in self._revoked_until_s.items() if until_s > now_s}
            self._revoked_until_s = {**current, claims["jti"]: claims["exp"]}

    def revoke_family(self, family: str) -> None:
        """Let every access token of one sign-in open nothing from now on."""
        with self._guard:
            self._revoked_families.add(family)
