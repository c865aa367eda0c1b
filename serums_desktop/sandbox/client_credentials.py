"""Workstations that ask for themselves: client_credentials with private_key_jwt (RFC 7523 §2.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.sandbox.oauth import (
    CLOCK_TOLERANCE_S,
    LONGEST_ASSERTION_S,
    OAuthRefusal,
    UsedOnce,
)
from serums_desktop.sandbox.signed_claims import verified_claims

JWT_CLIENT_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def public_key_from_jwk(text: str) -> ec.EllipticCurvePublicKey:
    """Read a public P-256 key from its JWK. Raises ValueError for anything else, a private key included."""
    try:
        key = jwt.algorithms.ECAlgorithm.from_jwk(msgspec.json.decode(text, type=dict[str, Any]))
    except (msgspec.DecodeError, jwt.InvalidKeyError) as error:
        raise ValueError("no key") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("no public P-256 key")
    return key


class Workstations:
    """The workstations that one provider knows, each by its public key."""

    def __init__(self, token_endpoint: str, now_s: Callable[[], float]) -> None:
        self._token_endpoint = token_endpoint
        self._now_s = now_s
        self._keys: dict[str, ec.EllipticCurvePublicKey] = {}
        self._used = UsedOnce(now_s)

    def enrol(self, client_id: str, key: ec.EllipticCurvePublicKey) -> None:
        """Know a workstation by this key, and by no other any more."""
        self._keys[client_id] = key

    def key(self, client_id: str) -> ec.EllipticCurvePublicKey | None:
        """The key a workstation is known by, None for one that is not."""
        return self._keys.get(client_id)

    def authenticated(self, form: dict[str, str]) -> str:
        """The client id of the workstation that signed a request. Raises `OAuthRefusal`."""
        if form.get("client_assertion_type") != JWT_CLIENT_ASSERTION:
            raise OAuthRefusal("invalid_client", "a workstation signs its requests")
        assertion = form.get("client_assertion", "")
        try:
            claimed = jwt.decode(assertion, options={"verify_signature": False}).get("iss")
            key = self._keys.get(claimed) if isinstance(claimed, str) else None
            if key is None:
                raise OAuthRefusal("invalid_client", "this workstation is not enrolled here")
            claims = verified_claims(
                assertion,
                key,
                "ES256",
                audience=self._token_endpoint,
                issuer=str(claimed),
                required=("iss", "sub", "aud", "jti"),
                now_s=self._now_s(),
            )
        except jwt.InvalidTokenError as error:
            raise OAuthRefusal("invalid_client", type(error).__name__) from error
        client_id = str(claims["sub"])
        if client_id != claimed or form.get("client_id", client_id) != client_id:
            raise OAuthRefusal("invalid_client", "the assertion is not about this client")
        if claims["exp"] > self._now_s() + LONGEST_ASSERTION_S + CLOCK_TOLERANCE_S:
            raise OAuthRefusal("invalid_client", "the assertion lives too long")
        if not self._used.spend(client_id, str(claims["jti"]), claims["exp"] + CLOCK_TOLERANCE_S):
            raise OAuthRefusal("invalid_client", "the assertion was used before")
        return client_id
