"""A client's key for proofs of possession."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec


class ProofKey:
    """A P-256 key, and the proofs that it makes."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.jwk = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))

    def proof(
        self,
        method: str,
        url: str,
        token: str = "",
        *,
        header: dict[str, Any] | None = None,
        **claims: Any,
    ) -> str:
        """A proof for one request; `claims` replace the proper ones, None leaves one out."""
        proper: dict[str, Any] = {
            "htm": method, "htu": url, "iat": int(time.time()), "jti": secrets.token_hex(8),
        }  # fmt: skip
        if token:
            digest = hashlib.sha256(token.encode()).digest()
            proper["ath"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        stated = {name: value for name, value in (proper | claims).items() if value is not None}
        proper_header = {"typ": "dpop+jwt", "jwk": self.jwk}
        return jwt.encode(stated, self.key, algorithm="ES256", headers=proper_header | (header or {}))
