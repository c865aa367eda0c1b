"""One source's authorisation server: the token it gives for an assertion."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
import requests

from serums_desktop.domain.errors import SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.assertion import CLIENT_ASSERTION_TYPE
from serums_desktop.identity.dpop import USE_NONCE, ProofKey, Proofs
from serums_desktop.identity.json_over_https import JsonClient
from serums_desktop.identity.openid_provider import (
    JWT_BEARER,
    Discovery,
    OpenIdProvider,
    ProtectedSource,
)
from serums_desktop.identity.purpose_dialect import purpose_scope

SCOPE = "openid fhirUser user/*.rs"
# RFC 6749 appendix A.12, without the space that no header value should carry.
_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass(frozen=True)
class Grant:
    """An access token as it was given; `expires_in_s` counts from the answer.

    `is_bound` says that it is worth nothing without a proof, by the session's key or with `proofs`.
    """

    access_token: str = field(repr=False)
    expires_in_s: float
    is_bound: bool = False
    proofs: Proofs | None = None


class TokenAnswer(msgspec.Struct, frozen=True):
    """What a token endpoint answers (RFC 6749 §5.1); `patient` is SMART's launch context."""

    access_token: str
    token_type: str
    # RFC 6749 §5.1 only recommends a lifetime; without one the token is used at once and not kept.
    expires_in: float = 0.0
    # Left out where it is what was asked for.
    scope: str | None = None
    id_token: str = ""
    refresh_token: str = ""
    patient: str | None = None

    def __repr__(self) -> str:
        return "<TokenAnswer>"

    @property
    def is_bearer(self) -> bool:
        """Whether it holds a token that can be sent as it is."""
        return self.token_type.casefold() == "bearer" and is_token(self.access_token)

    @property
    def is_bound(self) -> bool:
        """Whether it holds a token that needs a proof of possession (RFC 9449 §5)."""
        return self.token_type.casefold() == "dpop" and is_token(self.access_token)


class AuthorisationServer:
    """Talks to one authorisation server. Safe from any thread; what it learnt is kept.

    `client_assertion_for` makes what authenticates the program, from the audience and our client id, where
    the server wants that; None where nothing can. A `provider` that has been asked already is not asked
    again.
    """

    def __init__(
        self,
        source: ProtectedSource,
        http: requests.Session,
        now_s: Callable[[], float],
        key: ProofKey,
        client_assertion_for: Callable[[str, str], str] | None = None,
        provider: OpenIdProvider | None = None,
    ) -> None:
        self._source = source
        self._json = JsonClient(http, source.source_id, source.timeout_s, now_s)
        self._provider = provider or OpenIdProvider(source, self._json, now_s)
        self._proofs = Proofs(key, now_s)
        self._client_assertion_for = client_assertion_for

    def trades_assertions(self) -> bool:
        """Whether tokens come by assertions here, as the configuration or else the server says.

        Raises SourceError, SignInRefused.
        """
        if self._source.grant == "offered":
            return self._provider.discover().trades_assertions
        return self._source.grant == "assertion"

    def grant(self, assert_for: Callable[[str], str], purpose: PurposeOfUse, staff_id: str) -> Grant:
        """Trade an assertion for a token; `assert_for` makes one for the audience it is given.

        A refresh token that comes along is not kept: each token wants an assertion of its own.

        Raises SourceError, what `assert_for` raises, and SignInRefused with the server's code or ours:
        what `OpenIdProvider.claims` has, "other_person" for an id_token that is not about `staff_id`,
        "acr_too_low", "invalid_token_type", "dpop_not_offered" and "dpop_not_bound" where the configuration
        requires what the server does not do, "purpose_not_granted" for an emergency's token that is none.
        """
        discovered = self._provider.discover()
        proofs = self._proofs_for(discovered)
        scope = f"{SCOPE} {purpose_scope(self._source.purpose, purpose)}".rstrip()
        try:
            answer = self._ask(discovered, assert_for, scope, proofs)
        except SignInRefused as refusal:
            if proofs is None or refusal.code != USE_NONCE:
                raise
            # Its nonce is known now. The assertion is made anew: it serves once.
            answer = self._ask(discovered, assert_for, scope, proofs)
        self._check(answer, proofs, purpose, scope, staff_id)
        return Grant(answer.access_token, answer.expires_in, answer.is_bound)

    def _proofs_for(self, discovered: Discovery) -> Proofs | None:
        if self._source.dpop == "required" and not discovered.offers_dpop:
            raise self._json.refused("dpop_not_offered")
        return self._proofs if discovered.offers_dpop and self._source.dpop != "never" else None

    def _ask(
        self, discovered: Discovery, assert_for: Callable[[str], str], scope: str, proofs: Proofs | None
    ) -> TokenAnswer:
        endpoint, client_id = discovered.token_endpoint, self._source.client_id
        form = {
            "grant_type": JWT_BEARER,
            "assertion": assert_for(endpoint),
            "scope": scope,
            "client_id": client_id,
        }
        if discovered.authenticates_clients and self._client_assertion_for is not None:
            form["client_assertion_type"] = CLIENT_ASSERTION_TYPE
            form["client_assertion"] = self._client_assertion_for(endpoint, client_id)
        return self._json.post(endpoint, form, TokenAnswer, proofs)

    def _check(
        self, answer: TokenAnswer, proofs: Proofs | None, purpose: PurposeOfUse, scope: str, staff_id: str
    ) -> None:
        if not (answer.is_bearer or (answer.is_bound and proofs is not None)):
            raise self._json.refused("invalid_token_type")
        if self._source.dpop == "required" and not answer.is_bound:
            raise self._json.refused("dpop_not_bound")
        granted = (scope if answer.scope is None else answer.scope).split()
        told = purpose_scope(self._source.purpose, purpose)
        if purpose is PurposeOfUse.BREAK_GLASS and told and told not in granted:
            # Who reads with it would take an ordinary record for everything there is.
            raise self._json.refused("purpose_not_granted")
        if answer.id_token or "openid" in granted:
            claims = self._provider.claims(answer.id_token)
            if claims["sub"] != staff_id:
                raise self._json.refused("other_person")
            # The card was the sign-in: the server need not name a level, but one it names has to do.
            self._provider.check_assurance(claims, is_required=False)


def is_token(text: str) -> bool:
    """Whether a text can be a token: one or more printable characters, no space."""
    return _TOKEN.fullmatch(text) is not None
