"""Authorization code with PKCE in the system's browser, answered on the loopback interface.

RFC 8252 (native apps), RFC 7636 (PKCE, S256 alone), RFC 9207 (issuer in the answer), OpenID Connect Core.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
import webbrowser
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import requests

from serums_desktop.domain.errors import BrowserSignInFailed, SignInRefused
from serums_desktop.identity.authorisation_server import TokenAnswer, is_token
from serums_desktop.identity.dpop import USE_NONCE, Proofs
from serums_desktop.identity.json_over_https import JsonClient, error_code
from serums_desktop.identity.loopback import LoopbackListener
from serums_desktop.identity.openid_provider import (
    CLOCK_LEEWAY_S,
    Discovery,
    OpenIdProvider,
    ProtectedSource,
)
from serums_desktop.work.cancel import CancelToken

LONGEST_SIGN_IN_S = 300.0


@dataclass(frozen=True)
class CodeGrant:
    """What a code was traded for, and what its id_token says."""

    answer: TokenAnswer
    claims: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True)
class _Attempt:
    """What ties an answer to the question."""

    redirect_uri: str
    started_s: float
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class AuthorisationCode:
    """Asks one source's provider by way of the browser; passwords are between the person and the provider.

    `open_browser` shows an address to the person and tells whether it could. `timeout_s` is how long the
    person may take.
    """

    def __init__(
        self,
        http: requests.Session,
        source: ProtectedSource,
        open_browser: Callable[[str], bool] = webbrowser.open,
        *,
        now_s: Callable[[], float] = time.time,
        timeout_s: float = LONGEST_SIGN_IN_S,
    ) -> None:
        self._source = source
        self._json = JsonClient(http, source.source_id, source.timeout_s, now_s)
        self._provider = OpenIdProvider(source, self._json, now_s)
        self._open_browser = open_browser
        self._now_s = now_s
        self._timeout_s = timeout_s

    def discover(self) -> Discovery:
        """What the provider offers. Raises SourceError, SignInRefused."""
        return self._provider.discover()

    def refused(self, code: str) -> SignInRefused:
        """The error for something else about the answer that cannot be believed."""
        return self._json.refused(code)

    def ask(
        self,
        scope: str,
        cancel: CancelToken,
        *,
        anew: bool = False,
        claims: Iterable[str] = (),
        launch: str = "",
        proofs: Proofs | None = None,
    ) -> CodeGrant:
        """Open the browser, wait for the answer and trade its code.

        `anew`: no sign-in from before counts, the person proves who they are now and agrees to what the
        scope asks for. `claims` are asked for in the id_token by name: a scope alone puts them elsewhere at
        some providers (OpenID Connect Core §5.4, §5.5). `launch` is what an EHR handed over. With `proofs`,
        the token is bound to their key.

        Raises BrowserSignInFailed ("no_browser", "no_listener", "port_in_use", "timeout"), SourceError,
        Cancelled, and SignInRefused with the provider's code or ours: "unsupported", "no_pkce",
        "state_mismatch", "issuer_mismatch", "no_code", "nonce_mismatch", "not_signed_in_anew", "acr_too_low"
        and those of `OpenIdProvider.claims`.
        """
        discovered = self._provider.discover()
        if not discovered.authorization_endpoint:
            raise self._json.refused("unsupported")
        if "S256" not in discovered.code_challenge_methods_supported:
            raise self._json.refused("no_pkce")
        with LoopbackListener(self._source.redirect_port) as listener:
            attempt = _Attempt(
                redirect_uri=listener.redirect_uri,
                started_s=self._now_s(),
                state=secrets.token_urlsafe(32),
                nonce=secrets.token_urlsafe(32),
                verifier=secrets.token_urlsafe(48),
            )
            parameters = self._parameters(attempt, scope)
            if anew:
                # Without "consent", offline_access is passed over (OpenID Connect Core §11).
                parameters |= {"prompt": "login consent", "max_age": "0"}
            if claims:
                parameters["claims"] = json.dumps({"id_token": dict.fromkeys(claims)})
            if launch:
                parameters["launch"] = launch
            if proofs is not None:
                # A code that is taken on its way serves nobody without the key (RFC 9449 §10).
                parameters["dpop_jkt"] = proofs.thumbprint
            separator = "&" if "?" in discovered.authorization_endpoint else "?"
            address = f"{discovered.authorization_endpoint}{separator}{urlencode(parameters)}"
            if not self._open_browser(address):
                raise BrowserSignInFailed("no_browser")
            answer = listener.wait(cancel, self._timeout_s)
        return self._redeem(self._code(answer, attempt, discovered), attempt, anew, proofs)

    def _parameters(self, attempt: _Attempt, scope: str) -> dict[str, str]:
        challenge = hashlib.sha256(attempt.verifier.encode("ascii")).digest()
        parameters = {
            "response_type": "code",
            "client_id": self._source.client_id,
            "redirect_uri": attempt.redirect_uri,
            "scope": scope,
            "state": attempt.state,
            "nonce": attempt.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode("ascii"),
            "code_challenge_method": "S256",
            "aud": self._source.fhir_base,
        }
        if self._source.acr_values:
            parameters["acr_values"] = " ".join(self._source.acr_values)
        return parameters

    def _code(self, answer: dict[str, str], attempt: _Attempt, discovered: Discovery) -> str:
        """The code of an answer that belongs to this attempt and comes from this provider."""
        if not _same(answer.get("state"), attempt.state):
            raise self._json.refused("state_mismatch")
        names_issuer = "iss" in answer or discovered.authorization_response_iss_parameter_supported
        if names_issuer and answer.get("iss") != discovered.issuer:
            raise self._json.refused("issuer_mismatch")
        if "error" in answer:
            raise self._json.refused(error_code(answer["error"]))
        if not is_token(answer.get("code", "")):
            raise self._json.refused("no_code")
        return answer["code"]

    def _redeem(self, code: str, attempt: _Attempt, anew: bool, proofs: Proofs | None) -> CodeGrant:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": attempt.redirect_uri,
            "client_id": self._source.client_id,
            "code_verifier": attempt.verifier,
        }
        endpoint = self._provider.discover().token_endpoint
        try:
            answer = self._json.post(endpoint, form, TokenAnswer, proofs)
        except SignInRefused as refusal:
            if proofs is None or refusal.code != USE_NONCE:
                raise
            answer = self._json.post(endpoint, form, TokenAnswer, proofs)
        claims = self._provider.claims(answer.id_token)
        if not _same(claims.get("nonce"), attempt.nonce):
            raise self._json.refused("nonce_mismatch")
        signed_in_s = claims.get("auth_time")
        # Asked for with max_age=0, and then required (OpenID Connect Core §3.1.2.1): no older sign-in counts.
        is_new = isinstance(signed_in_s, int | float) and signed_in_s >= attempt.started_s - CLOCK_LEEWAY_S
        if anew and not is_new:
            raise self._json.refused("not_signed_in_anew")
        self._provider.check_assurance(claims)
        return CodeGrant(answer, claims)


def _same(given: object, expected: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), expected.encode())
