"""The token server grown to a home provider: browser sign-in, rotating refresh tokens, token exchange."""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt

from serums_desktop.identity.practice_card import Issuer
from tests.unit.identity.token_server import TOKEN, Answer, TokenServer, as_json

REVOKE = "/revoke"


class HomeProvider(TokenServer):
    """Vouches for Nurse Reid. `answer_changes` are made to the redirect, None leaves a parameter out."""

    def __init__(self, directory: Path, tls_authority: Issuer) -> None:
        super().__init__(directory, tls_authority)
        self.answer_changes: dict[str, str | None] = {}
        self.grant_changes: dict[str, Any] = {}
        self.refresh_token = ""
        self.revoked: list[str] = []
        self.access_tokens: list[str] = []
        self.before_answering: Callable[[dict[str, str]], None] = lambda form: None
        self._request: dict[str, str] = {}
        self._codes: list[str] = []
        self._redeemed: set[str] = set()

    def authorise(self, address: str) -> dict[str, str]:
        """What the browser brings back after a sign-in at this address."""
        target = urlsplit(address)
        assert f"{target.scheme}://{target.netloc}{target.path}" == f"{self.origin}/authorize"
        self._request = dict(parse_qsl(target.query, strict_parsing=True))
        self._codes.append(f"code-{len(self._codes) + 1}")
        answer = {"code": self._codes[-1], "state": self._request["state"], "iss": self.origin}
        return {name: value for name, value in {**answer, **self.answer_changes}.items() if value is not None}

    def asked_for(self) -> dict[str, str]:
        """The parameters of the newest authorization request."""
        return self._request

    def answer(self, path: str, form: dict[str, str]) -> Answer:
        if path == REVOKE and path not in self.instead:
            self.revoked.append(form["token"])
            return 200, {}, b""
        if path == TOKEN and path not in self.instead:
            self.before_answering(form)
        return super().answer(path, form)

    def discovery(self) -> dict[str, Any]:
        return {
            **super().discovery(),
            "authorization_endpoint": f"{self.origin}/authorize",
            "revocation_endpoint": self.origin + REVOKE,
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
            **self.discovery_changes,
        }

    def answer_grant(self, form: dict[str, str]) -> Answer:
        grant_type = form["grant_type"].rpartition(":")[2]
        if grant_type == "authorization_code":
            if form["code"] not in self._codes or form["code"] in self._redeemed:
                return as_json({"error": "invalid_grant"}, 400)
            self._redeemed.add(form["code"])
            return as_json({**self._tokens(), "id_token": self._id_token(form), **self.grant_changes})
        if grant_type == "refresh_token":
            if form["refresh_token"] != self.refresh_token:
                return as_json({"error": "invalid_grant"}, 400)
            return as_json({**self._tokens(), **self.grant_changes})
        if grant_type == "token-exchange":
            if form["subject_token"] != self.access_tokens[-1]:
                return as_json({"error": "invalid_request"}, 400)
            return as_json({**self._assertion(form), **self.grant_changes})
        return super().answer_grant(form)

    def claims_of(self, assertion: str) -> dict[str, Any]:
        """The claims of a card's assertion, or of one this provider made."""
        if "x5c" in jwt.get_unverified_header(assertion):
            return super().claims_of(assertion)
        claims: dict[str, Any] = jwt.decode(
            assertion, self.signing_key.public_key(), ["ES256"], audience=self.origin + TOKEN
        )
        return claims

    def _tokens(self) -> dict[str, Any]:
        number = len(self.access_tokens) + 1
        self.access_tokens.append(f"home-access-{number}")
        self.refresh_token = f"home-refresh-{number}"
        return {
            "access_token": self.access_tokens[-1],
            "token_type": "Bearer",
            "expires_in": self.lifetime_s,
            "refresh_token": self.refresh_token,
        }

    def _id_token(self, form: dict[str, str]) -> str:
        challenge = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert base64.urlsafe_b64encode(challenge).decode().rstrip("=") == self._request["code_challenge"]
        assert form["redirect_uri"] == self._request["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.origin,
            "sub": "S-2071",
            "name": "Nurse Isobel Reid",
            "role": "Emergency Medicine, charge nurse",
            "aud": form["client_id"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": self._request["nonce"],
            **self.id_token_changes,
        }
        return self.signed({name: value for name, value in claims.items() if value is not None})

    def _assertion(self, form: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        system, _, code = form.get("purpose_of_use", form.get("scope", "")).rpartition("|")
        purpose = {"ihe_iua": {"purpose_of_use": [{"system": system, "code": code}]}}
        claims = {
            "iss": self.origin,
            "sub": "S-2071",
            "aud": form["audience"],
            "iat": now,
            "exp": now + 60,
            "extensions": purpose,
        }
        return {
            "access_token": self.signed(claims),
            "issued_token_type": "urn:ietf:params:oauth:token-type:jwt",
            "token_type": "N_A",
            "expires_in": 60,
        }
