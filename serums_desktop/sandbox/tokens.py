"""The tokens of one origin: signed by its key, checked when they come back."""

from __future__ import annotations

import json
import secrets
import threading
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.identity_faults import IdentityFault, spoilt_id_token
from serums_desktop.sandbox.oauth import (
    AccessGrant,
    Authentication,
    BearerRefusal,
    StaffMember,
    purpose_extension,
)
from serums_desktop.sandbox.scopes import resource_scopes
from serums_desktop.sandbox.signed_claims import verified_claims

TOKEN_LIFETIME_S = 300


class TrustedIssuer(msgspec.Struct, frozen=True):
    """A provider whose word about people is taken, and the one key it signs with."""

    issuer: str
    key_id: str
    public_key: ec.EllipticCurvePublicKey


class BearerClaims(msgspec.Struct, frozen=True):
    """What a valid access token says.

    `family` names the sign-in it came from, "" for a card's. `key_thumbprint` is of the key it is bound to,
    "" for one that serves whoever bears it.
    """

    grant: AccessGrant
    name: str
    role: str
    acr: str
    auth_time_s: int
    family: str
    key_thumbprint: str

    @property
    def authentication(self) -> Authentication:
        """The authentication that the token rests on."""
        return Authentication(
            StaffMember(self.grant.staff_id, self.name, self.role), self.acr, self.auth_time_s
        )


class Tokens:
    """Issues and checks RFC 9068 access tokens and OpenID Connect id_tokens. Safe from any thread."""

    def __init__(self, circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._key_id = secrets.token_hex(8)
        self._guard = threading.Lock()
        self._revoked_until_s: dict[str, float] = {}
        self._revoked_families: set[str] = set()

    @property
    def issuer(self) -> str:
        """Whose tokens these are."""
        return self._circumstances.issuer

    def key_set(self) -> dict[str, Any]:
        """The public key that signs, as a JWK set."""
        key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**key, "kid": self._key_id, "use": "sig", "alg": "ES256"}]}

    def as_trusted_issuer(self) -> TrustedIssuer:
        """What another origin needs in order to take this one's word."""
        return TrustedIssuer(self.issuer, self._key_id, self._key.public_key())

    def sign(self, claims: dict[str, Any], kind: str) -> str:
        """A JWT; `kind` is its `typ` (RFC 8725 §3.11)."""
        return self._signed(claims, kind, self._key)

    def _signed(self, claims: dict[str, Any], kind: str, key: ec.EllipticCurvePrivateKey) -> str:
        return jwt.encode(claims, key, algorithm="ES256", headers={"kid": self._key_id, "typ": kind})

    def for_staff(
        self,
        authentication: Authentication,
        granted: list[str],
        client_id: str,
        *,
        purpose: PurposeOfUse = PurposeOfUse.TREATMENT,
        nonce: str = "",
        family: str = "",
        key_thumbprint: str = "",
    ) -> dict[str, Any]:
        """A token answer (RFC 6749 §5.1) for staff, with an id_token where `openid` is granted."""
        staff, habits = authentication.staff, self._circumstances.habits
        if habits.fault is IdentityFault.UNBOUND:
            key_thumbprint = ""
        identity = {
            "name": staff.name,
            "role": staff.role,
            "acr": habits.acr or authentication.acr,
            "auth_time": authentication.at_s,
        }
        access: dict[str, Any] = {"sub": staff.staff_id, **identity, "extensions": purpose_extension(purpose)}
        if family:
            access["sid"] = family
        answer = self._answer(access, granted, client_id, key_thumbprint)
        if "openid" in granted:
            claims = {"sub": staff.staff_id, "aud": client_id, **identity, **self._dated()}
            answer["id_token"] = self._id_token(claims | ({"nonce": nonce} if nonce else {}))
        if habits.fault is IdentityFault.REFRESH_UNASKED:
            answer["refresh_token"] = secrets.token_urlsafe(32)
        return answer

    def _id_token(self, claims: dict[str, Any]) -> str:
        fault = self._circumstances.habits.fault
        is_forged = fault is IdentityFault.ID_SIGNATURE
        key = ec.generate_private_key(ec.SECP256R1()) if is_forged else self._key
        return self._signed(spoilt_id_token(fault, claims), "JWT", key)

    def for_workstation(
        self, client_id: str, granted: list[str], *, key_thumbprint: str = ""
    ) -> dict[str, Any]:
        """A token answer for a workstation that asks for itself (RFC 9068 §2.2: it is its own subject)."""
        return self._answer({"sub": client_id}, granted, client_id, key_thumbprint)

    def _answer(
        self, claims: dict[str, Any], granted: list[str], client_id: str, key_thumbprint: str
    ) -> dict[str, Any]:
        scope = " ".join(granted)
        shared: dict[str, Any] = {
            "aud": self._circumstances.fhir_base,
            "client_id": client_id,
            "jti": secrets.token_urlsafe(16),
            "scope": scope,
        }
        if key_thumbprint:
            # RFC 9449 §6.1.
            shared["cnf"] = {"jkt": key_thumbprint}
        return {
            "access_token": self.sign({**claims, **shared, **self._dated()}, "at+jwt"),
            "token_type": "DPoP" if key_thumbprint else "Bearer",
            "expires_in": TOKEN_LIFETIME_S,
            "scope": scope,
        }

    def _dated(self) -> dict[str, Any]:
        now_s = int(self._circumstances.clock())
        return {"iss": self.issuer, "iat": now_s, "exp": now_s + TOKEN_LIFETIME_S}

    def bearer_claims(self, token: str) -> BearerClaims:
        """Read an access token of this origin; its key is the caller's to check. Raises `BearerRefusal`."""
        claims = self._decoded(token)
        # Only a workstation's token has no purpose.
        extensions = claims.get("extensions")
        with self._guard:
            if claims["jti"] in self._revoked_until_s or claims.get("sid") in self._revoked_families:
                raise BearerRefusal
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
            claims.get("cnf", {}).get("jkt", ""),
        )

    def _decoded(self, token: str) -> dict[str, Any]:
        try:
            if jwt.get_unverified_header(token).get("typ") != "at+jwt":
                raise BearerRefusal
            return verified_claims(
                token,
                self._key.public_key(),
                "ES256",
                audience=self._circumstances.fhir_base,
                issuer=self.issuer,
                required=("aud", "iss", "sub", "scope", "client_id", "jti"),
                now_s=self._circumstances.clock(),
                leeway_s=0,
            )
        except jwt.InvalidTokenError as error:
            raise BearerRefusal from error

    def revoke(self, token: str) -> None:
        """Let an access token open nothing from now on. One that is not ours, or over, is let be."""
        try:
            claims = self._decoded(token)
        except BearerRefusal:
            return
        now_s = self._circumstances.clock()
        with self._guard:
            current = {jti: until_s for jti, until_s in self._revoked_until_s.items() if until_s > now_s}
            self._revoked_until_s = {**current, claims["jti"]: claims["exp"]}

    def revoke_family(self, family: str) -> None:
        """Let every access token of one sign-in open nothing from now on."""
        with self._guard:
            self._revoked_families.add(family)
