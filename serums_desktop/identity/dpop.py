"""Proof of possession: a token that is bound to a key is of no use to whoever copied it (RFC 9449)."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from serums_desktop.domain.errors import Cancelled

ALGORITHM: Final = "ES256"
# RFC 9449 §8: a server that says this wants its nonce in the next proof.
USE_NONCE: Final = "use_dpop_nonce"
# RFC 9449 §8.1, NQCHAR; the length is ours.
_NONCE: Final = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]{1,1024}")


class ProofKey:
    """A P-256 key of one session, in memory alone. Safe from any thread."""

    def __init__(self) -> None:
        private_key = ec.generate_private_key(ec.SECP256R1())
        public_jwk = jwt.algorithms.ECAlgorithm.to_jwk(private_key.public_key(), as_dict=True)
        self._private_key: ec.EllipticCurvePrivateKey | None = private_key
        self._header = {"typ": "dpop+jwt", "jwk": public_jwk}

    def __repr__(self) -> str:
        return "<ProofKey>"

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

    def heard(self, nonce: str) -> None:
        """Use this nonce from now on; what cannot be one is passed over."""
        if _NONCE.fullmatch(nonce):
            self._nonce = nonce


def token_digest(token: str) -> str:
    """What stands for an access token in a proof: the base64url of its SHA-256."""
    digest = hashlib.sha256(token.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
