"""Sign-in in the system's browser: authorization code with PKCE, answered on the loopback interface.

RFC 8252 (native apps), RFC 7636 (PKCE, S256 alone), RFC 9207 (issuer in the answer), OpenID Connect Core.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests

from serums_desktop.domain.errors import BrowserSignInFailed, SignInRefused
from serums_desktop.domain.staff import Staff
from serums_desktop.identity.authorisation_server import TokenAnswer, is_token
from serums_desktop.identity.json_over_https import JsonClient, error_code
from serums_desktop.identity.loopback import LoopbackListener
from serums_desktop.identity.openid_provider import (
    CLIENT_ID,
    CLOCK_LEEWAY_S,
    Discovery,
    OpenIdProvider,
    ProtectedSource,
)
from serums_desktop.work.cancel import CancelToken

SCOPE = "openid fhirUser offline_access user/*.rs"
LONGEST_SIGN_IN_S = 300.0
_LONGEST_CLAIM = 200


@dataclass(frozen=True)
class BrowserIdentity:
    """Whom the home provider vouched for, and the token that keeps the sign-in."""

    staff: Staff
    refresh_token: str = field(repr=False)


@dataclass(frozen=True)
class _Attempt:
    """What ties an answer to the question."""

    redirect_uri: str
    started_s: float
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class BrowserSignIn:
    """Signs a person in at the home provider; it asks for the password each time, never this program.

    `open_browser` shows an address to the person and tells whether it could.
    """

    def __init__(
        self,
        http: requests.Session,
        home: ProtectedSource,
        open_browser: Callable[[str], bool] = webbrowser.open,
        *,
        now_s: Callable[[], float] = time.time,
        timeout_s: float = LONGEST_SIGN_IN_S,
    ) -> None:
        self._fhir_base = home.fhir_base
        self._json = JsonClient(http, home.source_id, home.timeout_s)
        self._provider = OpenIdProvider(home, self._json, now_s)
        self._open_browser = open_browser
        self._now_s = now_s
        self._timeout_s = timeout_s

    def __call__(self, cancel: CancelToken) -> BrowserIdentity:
        """Open the browser and wait for the person to come back.

        Raises BrowserSignInFailed, SourceError, Cancelled.
        """
        try:
            discovered = self._provider.discover()
            if not discovered.authorization_endpoint:
                raise BrowserSignInFailed("unsupported")
            if "S256" not in discovered.code_challenge_methods_supported:
                raise BrowserSignInFailed("no_pkce")
            with LoopbackListener() as listener:
                attempt = _Attempt(
                    redirect_uri=listener.redirect_uri,
                    started_s=self._now_s(),
                    state=secrets.token_urlsafe(32),
                    nonce=secrets.token_urlsafe(32),
                    verifier=secrets.token_urlsafe(48),
                )
                if not self._open_browser(self._address(discovered, attempt)):
                    raise BrowserSignInFailed("no_browser")
                answer = listener.wait(cancel, self._timeout_s)
            return self._redeem(_code(answer, attempt, discovered), attempt, discovered)
        except SignInRefused as refusal:
            raise BrowserSignInFailed(refusal.code) from refusal

    def _address(self, discovered: Discovery, attempt: _Attempt) -> str:
        challenge = hashlib.sha256(attempt.verifier.encode("ascii")).digest()
        parameters = {
            "response_type": "code",
            "client_id": CLIENT_ID,
            "redirect_uri": attempt.redirect_uri,
            "scope": SCOPE,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode("ascii"),
            "code_challenge_method": "S256",
            "prompt": "login",
            "max_age": "0",
            "aud": self._fhir_base,
        }
        separator = "&" if "?" in discovered.authorization_endpoint else "?"
        return f"{discovered.authorization_endpoint}{separator}{urlencode(parameters)}"

    def _redeem(self, code: str, attempt: _Attempt, discovered: Discovery) -> BrowserIdentity:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": attempt.redirect_uri,
            "client_id": CLIENT_ID,
            "code_verifier": attempt.verifier,
        }
        answer = self._json.post(discovered.token_endpoint, form, TokenAnswer)
        if not answer.is_bearer:
            raise BrowserSignInFailed("invalid_token_type")
        if not is_token(answer.refresh_token):
            raise BrowserSignInFailed("no_refresh_token")
        claims = self._provider.claims(answer.id_token)
        if not _same(claims.get("nonce"), attempt.nonce):
            raise BrowserSignInFailed("nonce_mismatch")
        signed_in_s = claims.get("auth_time")
        # Asked for with max_age=0, and then required (OpenID Connect Core §3.1.2.1): no older sign-in counts.
        if not isinstance(signed_in_s, int | float) or signed_in_s < attempt.started_s - CLOCK_LEEWAY_S:
            raise BrowserSignInFailed("not_signed_in_anew")
        staff = Staff(_text(claims, "name"), _text(claims, "sub"), _text(claims, "role"))
        return BrowserIdentity(staff, answer.refresh_token)


def _code(answer: dict[str, str], attempt: _Attempt, discovered: Discovery) -> str:
    """The code of an answer that belongs to this attempt and comes from this provider."""
    if not _same(answer.get("state"), attempt.state):
        raise BrowserSignInFailed("state_mismatch")
    names_issuer = "iss" in answer or discovered.authorization_response_iss_parameter_supported
    if names_issuer and answer.get("iss") != discovered.issuer:
        raise BrowserSignInFailed("issuer_mismatch")
    if "error" in answer:
        raise BrowserSignInFailed(error_code(answer["error"]))
    if not is_token(answer.get("code", "")):
        raise BrowserSignInFailed("no_code")
    return answer["code"]


def _same(given: object, expected: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), expected.encode())


def _text(claims: dict[str, Any], name: str) -> str:
    """A claim that can be shown on one line."""
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_CLAIM or not value.isprintable():
        raise BrowserSignInFailed("invalid_id_token")
    return value
