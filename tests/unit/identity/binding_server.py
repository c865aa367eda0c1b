"""The token server grown to bind tokens to keys, which checks each proof as RFC 9449 §4.3 asks."""

from __future__ import annotations

import base64
import hashlib
import time
from pathlib import Path
from typing import Any

import jwt

from serums_desktop.identity.practice_card import Issuer
from tests.unit.identity.token_server import TOKEN, Answer, TokenServer, as_json


def checked_proof(proof: str, method: str, url: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The claims of a proof and its public key; all that needs no memory of earlier ones is checked."""
    header = jwt.get_unverified_header(proof)
    assert header["typ"] == "dpop+jwt"
    assert header["alg"] == "ES256"
    assert set(header["jwk"]) == {"kty", "crv", "x", "y"}
    claims: dict[str, Any] = jwt.decode(proof, jwt.PyJWK(header["jwk"]), ["ES256"])
    assert (claims["htm"], claims["htu"]) == (method, url)
    assert abs(claims["iat"] - time.time()) < 60
    return claims, header["jwk"]


def digest(token: str) -> str:
    """What `ath` has to be."""
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()).decode().rstrip("=")


class BindingServer(TokenServer):
    """Binds tokens where it is `willing`; wants `nonce` in each proof unless that is ""."""

    def __init__(self, directory: Path, tls_authority: Issuer) -> None:
        super().__init__(directory, tls_authority)
        self.discovery_changes = {"dpop_signing_alg_values_supported": ["RS256", "ES256"]}
        self.willing = True
        self.nonce = ""
        self.seen: list[dict[str, Any]] = []
        self.keys: list[dict[str, Any]] = []

    def answer_grant(self, form: dict[str, str]) -> Answer:
        """A token of type DPoP for a proof that is right."""
        claims, key = checked_proof(self.proofs[-1], "POST", self.origin + TOKEN)
        self.seen.append(claims)
        self.keys.append(key)
        if self.nonce and claims.get("nonce") != self.nonce:
            return as_json({"error": "use_dpop_nonce"}, 400, **{"DPoP-Nonce": self.nonce})
        granted = self.grant(form)
        return as_json({**granted, "token_type": "DPoP" if self.willing else "Bearer"})
