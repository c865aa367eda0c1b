"""A person who signs in with a password, as their browser and their program go the way."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import secrets
from urllib.parse import parse_qs, urlsplit

import requests

from serums_desktop.sandbox.accounts import FILE_NAME
from serums_desktop.sandbox.cluster import Cluster
from serums_desktop.sandbox.oauth import JWT_BEARER, TOKEN_EXCHANGE

REDIRECT = "http://127.0.0.1:53211/answer"
SCOPE = "openid fhirUser offline_access user/*.rs"


class Person:
    """A browser and the program beside it, at one provider: the home's, where no other is named."""

    def __init__(self, cluster: Cluster, source_id: str = "ustan") -> None:
        self.home = cluster.origins[source_id]
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.verify = str(cluster.directory / "tls-ca.pem")
        listed = json.loads((cluster.directory / FILE_NAME).read_text())
        self.password = listed["S-2071"]["password"]
        self.verifier = secrets.token_urlsafe(32)

    def ask(self, **changes: str) -> requests.Response:
        challenge = base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest())
        parameters = {
            "response_type": "code", "client_id": "serums-desktop", "redirect_uri": REDIRECT, "scope": SCOPE,
            "state": "s", "nonce": "n", "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256", "prompt": "login", "aud": self.home.fhir_base,
        } | changes  # fmt: skip
        return self.session.get(
            f"{self.home.issuer}/authorize", params=parameters, timeout=10, allow_redirects=False
        )

    def answer(self, page: requests.Response, password: str, username: str = "S-2071") -> requests.Response:
        found = re.search(r'name="request" value="([^"]+)"', page.text)
        assert found is not None
        form = {"request": html.unescape(found[1]), "username": username, "password": password}
        return self.session.post(
            f"{self.home.issuer}/authorize", data=form, timeout=10, allow_redirects=False
        )

    def code(self) -> str:
        location = self.answer(self.ask(), self.password).headers["Location"]
        return parse_qs(urlsplit(location).query)["code"][0]

    def token(self, issuer: str = "", proof: str = "", **form: str) -> requests.Response:
        headers = {"DPoP": proof} if proof else {}
        return self.session.post(
            f"{issuer or self.home.issuer}/token", data=form, headers=headers, timeout=10
        )

    def redeem(self, code: str, **changes: str) -> requests.Response:
        form = {
            "grant_type": "authorization_code", "code": code, "client_id": "serums-desktop",
            "redirect_uri": REDIRECT, "code_verifier": self.verifier,
        }  # fmt: skip
        return self.token(**form | changes)

    def refresh(self, token: str, **more: str) -> requests.Response:
        form = {"grant_type": "refresh_token", "refresh_token": token, "client_id": "serums-desktop"}
        return self.token(**form | more)

    def exchange(self, access_token: str, audience: str, **changes: str) -> requests.Response:
        form = {
            "grant_type": TOKEN_EXCHANGE, "subject_token": access_token, "audience": audience,
            "subject_token_type": "urn:ietf:params:oauth:token-type:access_token",
            "requested_token_type": "urn:ietf:params:oauth:token-type:jwt",
        }  # fmt: skip
        return self.token(**form | changes)

    def grant(self, issuer: str, assertion: str) -> requests.Response:
        return self.token(
            issuer, grant_type=JWT_BEARER, assertion=assertion, scope="openid fhirUser user/*.rs",
            client_id="serums-desktop",
        )  # fmt: skip

    def reads(self, access_token: str, address: str = "") -> int:
        return self.session.get(
            address or f"{self.home.fhir_base}/Patient/a",
            headers={"Authorization": f"Bearer {access_token}"},
            timeout=10,
        ).status_code
