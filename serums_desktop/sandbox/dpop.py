"""Proofs of possession: a token serves only with the key it was given to (RFC 9449)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.sandbox.circumstances import Circumstances
from serums_desktop.sandbox.identity_habits import DpopPolicy
from serums_desktop.sandbox.oauth import UsedOnce

ALGORITHM = "ES256"
# How far from our clock a proof's may be, either way (RFC 9449 §11.1: seconds or minutes).
WINDOW_S = 60
_NONCE_LIFETIME_S = 60
_LONGEST_PROOF = 4096


class ProofRefusal(Exception):
    """A proof that proves nothing; `code` is an error of RFC 9449."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


class Nonces:
    """The nonces of one server: a new one each minute, taken for two (RFC 9449 §8 and §9)."""

    def __init__(self, circumstances: Circumstances) -> None:
        self._clock = circumstances.clock
        self._secret = secrets.token_bytes(32)

    def begin_anew(self) -> None:
        """Take none of those that were given so far."""
        self._secret = secrets.token_bytes(32)

    def current(self) -> str:
        """The one to use from now on."""
        return self._of(self._minute())

    def takes(self, nonce: object) -> bool:
        """Whether this is the current one, or the one before."""
        minute = self._minute()
        return isinstance(nonce, str) and any(
            hmac.compare_digest(nonce.encode(), self._of(each).encode()) for each in (minute, minute - 1)
        )

    def _minute(self) -> int:
        return int(self._clock() // _NONCE_LIFETIME_S)

    def _of(self, minute: int) -> str:
        digest = hmac.digest(self._secret, str(minute).encode("ascii"), "sha256")
        return _base64url(digest[:18])


class Proofs:
    """Checks the proofs that come to one origin. Safe from any thread.

    `at_tokens` are the nonces of the authorization server, `at_records` those of the resource server.
    """

    def __init__(self, circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._origin = _origin(circumstances.issuer)
        self._used = UsedOnce(circumstances.clock)
        self.at_tokens = Nonces(circumstances)
        self.at_records = Nonces(circumstances)

    def key_at_tokens(self, headers: Sequence[str]) -> str:
        """Thumbprint of the key that a token request proves to have, "" without a proof.

        Raises `ProofRefusal`.
        """
        if not headers or self._circumstances.habits.dpop is DpopPolicy.OFF:
            return ""
        path = urlsplit(self._circumstances.token_endpoint).path
        thumbprint, _ = self._proven(headers, "POST", path, self.at_tokens)
        return thumbprint

    def check_at_records(
        self, headers: Sequence[str], method: str, path: str, access_token: str, thumbprint: str
    ) -> None:
        """Check that a request has the key its access token is bound to; `path` as it was decoded.

        Raises `ProofRefusal`.
        """
        proven, claims = self._proven(headers, method, path, self.at_records)
        if not hmac.compare_digest(proven, thumbprint):
            raise ProofRefusal("invalid_token", "the token is bound to another key")
        digest = _base64url(hashlib.sha256(access_token.encode("utf-8")).digest())
        if claims.get("ath") != digest:
            raise ProofRefusal("invalid_dpop_proof", "ath is not of this token")

    def _proven(
        self, headers: Sequence[str], method: str, path: str, nonces: Nonces
    ) -> tuple[str, dict[str, Any]]:
        if len(headers) != 1 or len(headers[0]) > _LONGEST_PROOF:
            raise ProofRefusal("invalid_dpop_proof", "one proof")
        thumbprint, claims = _signed(headers[0])
        if claims.get("htm") != method:
            raise ProofRefusal("invalid_dpop_proof", "htm is not this method")
        if _target(claims.get("htu")) != (self._origin, path):
            raise ProofRefusal("invalid_dpop_proof", "htu is not this address")
        now_s, issued_s = self._circumstances.clock(), claims.get("iat")
        if isinstance(issued_s, bool) or not isinstance(issued_s, int | float):
            raise ProofRefusal("invalid_dpop_proof", "iat is no time")
        if not abs(now_s - issued_s) <= WINDOW_S:  # a NaN is no time either
            raise ProofRefusal("invalid_dpop_proof", "iat is not now")
        if self._circumstances.habits.wants_nonce and not nonces.takes(claims.get("nonce")):
            raise ProofRefusal("use_dpop_nonce", "the nonce is missing or old")
        name = claims.get("jti")
        if not isinstance(name, str) or not name:
            raise ProofRefusal("invalid_dpop_proof", "jti is missing")
        if not self._used.spend(thumbprint, name, issued_s + 2 * WINDOW_S):
            raise ProofRefusal("invalid_dpop_proof", "the proof was used before")
        return thumbprint, claims


def thumbprint_of(key: ec.EllipticCurvePublicKey) -> str:
    """The SHA-256 thumbprint of a public P-256 key (RFC 7638 §3.2)."""
    numbers = key.public_numbers()
    members = {
        "crv": "P-256",
        "kty": "EC",
        "x": _base64url(numbers.x.to_bytes(32, "big")),
        "y": _base64url(numbers.y.to_bytes(32, "big")),
    }
    return _base64url(hashlib.sha256(msgspec.json.encode(members)).digest())


def _signed(proof: str) -> tuple[str, dict[str, Any]]:
    """Thumbprint of the key that a proof is signed with, and its claims."""
    try:
        header = jwt.get_unverified_header(proof)
        jwk = header.get("jwk")
        if header.get("typ") != "dpop+jwt" or header.get("alg") != ALGORITHM or not isinstance(jwk, dict):
            raise ProofRefusal("invalid_dpop_proof", "typ, alg or jwk")
        key = jwt.algorithms.ECAlgorithm.from_jwk(jwk)
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise ProofRefusal("invalid_dpop_proof", "jwk is no public P-256 key")
        claims: dict[str, Any] = jwt.decode(
            proof,
            key,
            algorithms=[ALGORITHM],
            # Its times are compared to the origin's own clock, by the caller.
            options={"verify_exp": False, "verify_iat": False, "verify_nbf": False, "verify_aud": False},
        )
    except (jwt.PyJWTError, ValueError, TypeError) as error:  # a point that is on no curve is a ValueError
        raise ProofRefusal("invalid_dpop_proof", type(error).__name__) from error
    return thumbprint_of(key), claims


def _target(address: object) -> tuple[tuple[str, str | None, int | None], str] | None:
    """Origin and decoded path of an address: query and fragment do not count (RFC 9449 §4.3)."""
    if not isinstance(address, str):
        return None
    try:
        return _origin(address), unquote(urlsplit(address).path)
    except ValueError:
        return None


def _origin(address: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or {"https": 443}.get(parts.scheme)


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
