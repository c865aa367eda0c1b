"""A sign-in at the home provider that lasts: refreshed by rotation, traded for assertions elsewhere.

Where the home provider trades none (a SMART server as it is bought), its access token reads what is at home.
"""

from __future__ import annotations

import contextlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

import msgspec
import requests

from serums_desktop.domain.errors import NotEnrolled, SignInRefused
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.authorisation_server import Grant, TokenAnswer, is_token
from serums_desktop.identity.dpop import USE_NONCE, ProofKey, Proofs
from serums_desktop.identity.json_over_https import JsonClient
from serums_desktop.identity.kept_sign_in import KeptSignIn
from serums_desktop.identity.openid_provider import OpenIdProvider, ProtectedSource
from serums_desktop.identity.purpose_dialect import exchange_parameters

TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"  # noqa: S105  the name of a grant
ACCESS_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:access_token"  # noqa: S105  the name of a type
JWT_TYPE = "urn:ietf:params:oauth:token-type:jwt"
_COMPACT_JWS = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)
# A token is not begun with in its last half minute, or half life where it lives less than a minute.
_SPARE_S = 30.0
# What a provider may say of a subject token that it no longer takes (RFC 8693 §2.2.2, RFC 6750 §3.1).
_STALE = {"invalid_request", "invalid_grant", "invalid_token"}

_Got = TypeVar("_Got")


class RefreshToken(Protocol):
    """The one refresh token that is valid, as a `KeptSignIn`'s text, where no other process reads it."""

    def read(self) -> str:
        """The token. Raises NotEnrolled."""

    def spend(self, trade: Callable[[str], tuple[str, _Got]]) -> _Got:
        """Have it traded for a newer one ("" for none), durable on return, and what came with that."""

    def remove(self) -> None:
        """Delete it."""


class _Exchanged(msgspec.Struct, frozen=True):
    """RFC 8693 §2.2.1: the assertion is called an access token there, whatever it is."""

    access_token: str
    issued_token_type: str

    def __repr__(self) -> str:
        return "<_Exchanged>"


@dataclass(frozen=True)
class _HomeToken:
    value: str = field(repr=False)
    usable_until_s: float
    proofs: Proofs | None = None


@dataclass(frozen=True)
class _Refreshed:
    """A refresh token's answer, when it was asked for, and what proved the key."""

    answer: TokenAnswer
    asked_s: float
    proofs: Proofs | None


class HomeSignIn:
    """One person's sign-in at the home provider. Safe from any thread; one refresh runs at a time.

    Every refresh spends the token it used. A program that ends between the provider's answer and the disk
    loses the sign-in: the person signs in through the browser again and keeps their cache.

    Tokens are bound to the key that is kept with the refresh token. Where the configuration requires that and
    a sign-in from before has none, it gets one with its next use.
    """

    def __init__(
        self,
        http: requests.Session,
        home: ProtectedSource,
        refresh_token: RefreshToken,
        *,
        now_s: Callable[[], float] = time.time,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client_id = home.client_id
        self._purpose_dialect = home.purpose
        self._requires_key = home.dpop == "required"
        self._now_s = now_s
        self._json = JsonClient(http, home.source_id, home.timeout_s, now_s)
        self._provider = OpenIdProvider(home, self._json, now_s)
        self._refresh_token = refresh_token
        self._elapsed_s = elapsed_s
        self._guard = threading.Lock()
        self._kept: _HomeToken | None = None
        self._refused_though_new: _HomeToken | None = None

    def __repr__(self) -> str:
        return "<HomeSignIn>"

    def assertion(self, audience: str, purpose: PurposeOfUse) -> str:
        """A JWT of the home provider's about this person, for one token endpoint and purpose (RFC 8693).

        Raises SourceError and SignInRefused in the name of the home source, NotEnrolled once the provider
        has ended the sign-in, and what keeping the refresh token raises.
        """
        refused: _HomeToken | None = None
        while True:
            token, is_new = self._current(refused)
            try:
                made = self._exchange(token, audience, purpose)
            except SignInRefused as refusal:
                is_stale = refusal.code in _STALE and token is not self._refused_though_new
                if not is_stale or is_new or refused is not None:
                    if is_stale:
                        # Not its age, then: no other refresh is spent on that while it lives.
                        self._refused_though_new = token
                    raise
                # The provider ended the token before its time: once, another one is asked for.
                refused = token
            else:
                self._refused_though_new = None
                return made

    def grant(self, refused: str = "") -> Grant:
        """The sign-in's own access token, other than the one that was `refused`, to read at home with.

        Raises what `assertion` raises.
        """
        kept = self._kept
        token, _ = self._current(kept if kept is not None and kept.value == refused else None)
        left_s = max(token.usable_until_s - self._elapsed_s(), 0.0)
        proofs = token.proofs.elsewhere() if token.proofs is not None else None
        return Grant(token.value, left_s, proofs is not None, proofs)

    def revoke(self) -> None:
        """End the sign-in at the provider (RFC 7009) and forget it here: the person leaves this workstation.

        A lock does not do this. It is forgotten here whatever the provider says; one that ended it before
        is no error. Raises SourceError where the provider could not be told, what removing the token raises.
        """
        with self._guard:
            self._kept = None
            try:
                # One that is not here any more, or that the provider does not take, is as good as revoked.
                with contextlib.suppress(NotEnrolled, SignInRefused):
                    self._tell_revoked(KeptSignIn.parse(self._refresh_token.read()).refresh_token)
            finally:
                self._refresh_token.remove()

    def _tell_revoked(self, refresh_token: str) -> None:
        endpoint = self._provider.discover().revocation_endpoint
        if endpoint:
            form = {
                "token": refresh_token,
                "token_type_hint": "refresh_token",
                "client_id": self._client_id,
            }
            self._json.tell(endpoint, form)

    def _exchange(self, token: _HomeToken, audience: str, purpose: PurposeOfUse) -> str:
        form = {
            "grant_type": TOKEN_EXCHANGE,
            "subject_token": token.value,
            "subject_token_type": ACCESS_TOKEN_TYPE,
            "requested_token_type": JWT_TYPE,
            "audience": audience,
            "client_id": self._client_id,
            **exchange_parameters(self._purpose_dialect, purpose),
        }
        answer = self._post(form, _Exchanged, token.proofs)
        if answer.issued_token_type != JWT_TYPE or not _COMPACT_JWS.fullmatch(answer.access_token):
            raise self._json.refused("invalid_token_type")
        return answer.access_token

    def _current(self, refused: _HomeToken | None) -> tuple[_HomeToken, bool]:
        """An access token other than the one `refused`, and whether it was got just now."""
        with self._guard:
            kept = self._kept
            if kept is not None and kept is not refused and self._elapsed_s() < kept.usable_until_s:
                return kept, False
            self._kept = None
            try:
                # The refresh token that comes along is on disk before this returns, whatever came with it.
                refreshed = self._refresh_token.spend(self._refresh)
            except SignInRefused as refusal:
                if refusal.code != "invalid_grant":
                    raise
                # Run out, revoked, or used by somebody else as well: nothing here can mend it.
                self._refresh_token.remove()
                raise NotEnrolled from refusal
            self._kept = self._checked(refreshed)
            return self._kept, True

    def _refresh(self, text: str) -> tuple[str, _Refreshed]:
        """Trade the refresh token for a newer one and an access token, which is yet to be checked."""
        asked_s = self._elapsed_s()
        kept = KeptSignIn.parse(text)
        key = ProofKey() if kept.key is None and self._requires_key else kept.key
        proofs = Proofs(key, self._now_s) if key is not None else None
        form = {
            "grant_type": "refresh_token",
            "refresh_token": kept.refresh_token,
            "client_id": self._client_id,
        }
        answer = self._post(form, TokenAnswer, proofs)
        newer = KeptSignIn(answer.refresh_token, key).to_text() if is_token(answer.refresh_token) else ""
        return newer, _Refreshed(answer, asked_s, proofs)

    def _checked(self, refreshed: _Refreshed) -> _HomeToken:
        answer, proofs = refreshed.answer, refreshed.proofs
        if proofs is not None and not answer.is_bound:
            raise self._json.refused("dpop_not_bound")
        if (proofs is None and not answer.is_bearer) or not (
            answer.refresh_token == "" or is_token(answer.refresh_token)
        ):
            raise self._json.refused("invalid_token_type")
        spare_s = min(_SPARE_S, answer.expires_in / 2)
        return _HomeToken(answer.access_token, refreshed.asked_s + answer.expires_in - spare_s, proofs)

    def _post(self, form: dict[str, str], kind: type[_Got], proofs: Proofs | None) -> _Got:
        """Ask the token endpoint, again where it wants its nonce in the proof: nothing is spent before."""
        endpoint = self._provider.discover().token_endpoint
        try:
            return self._json.post(endpoint, form, kind, proofs)
        except SignInRefused as refusal:
            if proofs is None or refusal.code != USE_NONCE:
                raise
            return self._json.post(endpoint, form, kind, proofs)
