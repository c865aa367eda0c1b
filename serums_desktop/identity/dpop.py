"""Proof of possession: a token that is bound to a key is of no use to whoever copied it (RFC 9449)."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import Cancelled

ALGORITHM: Final = "ES256"
# RFC 9449 §8: a server that says this wants its nonce in the next proof.
USE_NONCE: Final = "use_dpop_nonce"
# RFC 9449 §8.1, NQCHAR; the length is ours.
_NONCE: Final = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,1024}")
_PRIVATE_KEY_BYTES: Final = 32


class ProofKey:
    """A P-256 key: of one session, in memory alone, unless it is sealed with what is bound to it.

    Safe from any thread.
    """

    def __init__(self, private_key: ec.EllipticCurvePrivateKey | None = None) -> None:
        """`private_key` is one that was made before; a new one where it is left out."""
        private_key = private_key or ec.generate_private_key(ec.SECP256R1())
        public_jwk = jwt.algorithms.ECAlgorithm.to_jwk(private_key.public_key(), as_dict=True)
        self._private_key: ec.EllipticCurvePrivateKey | None = private_key
        self._header: dict[str, Any] = {"typ": "dpop+jwt", "jwk": public_jwk}

    def __repr__(self) -> str:
        return "<ProofKey>"

    @classmethod
    def from_text(cls, text: str) -> ProofKey:
        """The key that `to_text` wrote. Raises ValueError for what is none."""
        number = int.from_bytes(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        return cls(ec.derive_private_key(number, ec.SECP256R1()))

    def to_text(self) -> str:
        """The private key in base64url, for a file that is sealed. Raises Cancelled after `forget`."""
        if self._private_key is None:
            raise Cancelled
        number = self._private_key.private_numbers().private_value
        return _base64url(number.to_bytes(_PRIVATE_KEY_BYTES))

    @property
    def thumbprint(self) -> str:
        """What stands for the public key (RFC 7638): required members alone, in order, without spaces."""
        jwk = self._header["jwk"]
        members = {name: jwk[name] for name in ("crv", "kty", "x", "y")}
        return _base64url(hashlib.sha256(msgspec.json.encode(members)).digest())

    def sign(self, claims: dict[str, str | int]) -> str:
        """A proof with these claims. Raises Cancelled after `forget`."""
        private_key = self._private_key
        if private_key is None:
            raise Cancelled
        return jwt.encode(claims, private_key, ALGORITHM, headers=self._header)

    def forget(self) -> None:
        """Drop the key: what is bound to it is worthless from now on."""
        self._private_key = None


class Proofs:
    """Proofs for one server, with the nonce it gave last. Safe from any thread.

    An authorisation server and the resource server beside it each have their own (RFC 9449 §9).
    """

    def __init__(self, key: ProofKey, now_s: Callable[[], float]) -> None:
        self._key = key
        self._now_s = now_s
        self._nonce = ""

    @property
    def thumbprint(self) -> str:
        """The key's, which an authorization request may name (RFC 9449 §10)."""
        return self._key.thumbprint

    def proof(self, method: str, url: str, token: str = "") -> str:
        """A proof for one request, with `token` where it carries one (RFC 9449 §4.2).

        Raises Cancelled after the key was dropped.
        """
        claims: dict[str, str | int] = {
            "htm": method,
            "htu": urlsplit(url)._replace(query="", fragment="").geturl(),
            "iat": int(self._now_s()),
            "jti": secrets.token_urlsafe(16),
        }
        if token:
            claims["ath"] = token_digest(token)
        if self._nonce:
            claims["nonce"] = self._nonce
        return self._key.sign(claims)

    def elsewhere(self) -> Proofs:
        """Proofs by the same key for another server, whose nonces are its own."""
        return Proofs(self._key, self._now_s)

    def heard(self, nonce: str) -> None:
        """Use this nonce from now on; what cannot be one is passed over."""
        if _NONCE.fullmatch(nonce):
            self._nonce = nonce


def token_digest(token: str) -> str:
    """What stands for an access token in a proof: the base64url of its SHA-256."""
    return _base64url(hashlib.sha256(token.encode("ascii")).digest())


def _base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
