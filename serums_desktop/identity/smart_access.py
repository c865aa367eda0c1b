"""Reading by a sign-in of the source's own: its token is the one that reads (SMART App Launch 2.2).

That is how a SMART server works that knows neither assertions nor purposes of use.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import requests

from serums_desktop.domain.errors import SignInRefused, SourceFault
from serums_desktop.identity.authorisation_code import LONGEST_SIGN_IN_S, AuthorisationCode
from serums_desktop.identity.authorisation_server import Grant, TokenAnswer, is_token
from serums_desktop.identity.dpop import USE_NONCE, ProofKey, Proofs
from serums_desktop.identity.json_over_https import JsonClient
from serums_desktop.identity.openid_provider import Discovery, OpenIdProvider, ProtectedSource
from serums_desktop.work.cancel import CancelToken

# Whoever reads wants one of these (SMART App Launch 2.2, "Scopes for requesting FHIR resources").
_LEVELS = ("user/", "patient/")
# A renewal that names no scope gives what was given before (RFC 6749 §6).
_ANY_LEVEL = "user/"


@dataclass(frozen=True)
class _SignedIn:
    """What a sign-in left: the token that was given last, the one that renews it, and the first one's end."""

    answer: TokenAnswer
    refresh_token: str = field(repr=False)
    until_s: float
    proofs: Proofs | None


class SmartAccess:
    """One person's access to one source, for one session: nothing of it is written down.

    Tokens are bound to `key` where the source offers that. At the home source whoever signs in has to be
    `staff_id`; elsewhere people go by other names, so whoever signed in first is the one for the session.
    Safe from any thread; one thread at a time has the token renewed.
    """

    def __init__(
        self,
        http: requests.Session,
        source: ProtectedSource,
        key: ProofKey,
        *,
        staff_id: str = "",
        now_s: Callable[[], float] = time.time,
        elapsed_s: Callable[[], float] = time.monotonic,
        timeout_s: float = LONGEST_SIGN_IN_S,
    ) -> None:
        """`staff_id` is "" for any source but the home source; `timeout_s` is how long a person may take."""
        self._http = http
        self._source = source
        self._key = key
        self._subject = staff_id
        self._now_s = now_s
        self._elapsed_s = elapsed_s
        self._timeout_s = timeout_s
        self._json = JsonClient(http, source.source_id, source.timeout_s, now_s)
        self._provider = OpenIdProvider(source, self._json, now_s)
        self._renewing = threading.Lock()
        self._guard = threading.Lock()
        self._signed_in: _SignedIn | None = None

    def __repr__(self) -> str:
        return f"<SmartAccess to {self._source.source_id}>"

    def sign_in(self, open_browser: Callable[[str], bool], cancel: CancelToken) -> None:
        """Have the person sign in at the source, in the browser, now: no sign-in from before counts.

        Raises what `AuthorisationCode.ask` raises, and SignInRefused with "other_person",
        "invalid_token_type", "invalid_scope" for a token that reads nothing, "dpop_not_offered" and
        "dpop_not_bound" where the configuration requires what the source does not do.
        """
        code = AuthorisationCode(
            self._http, self._source, open_browser, now_s=self._now_s, timeout_s=self._timeout_s
        )
        offered = code.discover()
        if self._source.dpop == "required" and not offered.offers_dpop:
            raise code.refused("dpop_not_offered")
        binds = offered.offers_dpop and self._source.dpop != "never"
        proofs = Proofs(self._key, self._now_s) if binds else None
        scope = session_scope(offered)
        grant = code.ask(scope, cancel, anew=True, proofs=proofs)
        answer, answered_s = grant.answer, self._elapsed_s()
        self._check(answer, proofs, scope)
        subject = str(grant.claims["sub"])
        with self._guard:
            if subject != (self._subject or subject):
                raise code.refused("other_person")
            self._subject = subject
            until_s = answered_s + _life_s(answer)
            self._signed_in = _SignedIn(answer, _refresh_token(answer), until_s, proofs)

    def grant(self, refused: str = "") -> Grant:
        """A token of the sign-in, other than the one that was `refused`.

        Raises SourceError, with NOT_SIGNED_IN where nobody signed in or the source has ended it;
        SignInRefused.
        """
        with self._renewing:
            signed_in = self._signed_in
            if signed_in is None:
                raise self._json.failed(SourceFault.NOT_SIGNED_IN)
            if signed_in.answer.access_token == refused or self._elapsed_s() >= signed_in.until_s:
                signed_in = self._renewed(signed_in)
        answer, proofs = signed_in.answer, signed_in.proofs
        left_s = max(signed_in.until_s - self._elapsed_s(), 0.0)
        bound_by = proofs.elsewhere() if proofs is not None and answer.is_bound else None
        return Grant(answer.access_token, left_s, answer.is_bound, bound_by)

    def forget(self) -> None:
        """Drop what the sign-in left, and what is being asked for too."""
        with self._guard:
            self._signed_in = None

    def _renewed(self, former: _SignedIn) -> _SignedIn:
        asked_s = self._elapsed_s()
        try:
            answer = self._refresh(former)
        except SignInRefused as refusal:
            if refusal.code != "invalid_grant":
                raise
            # Run out, or ended by the source: the person may sign in again.
            self._replace(former, None)
            raise self._json.failed(SourceFault.NOT_SIGNED_IN) from refusal
        newer = _SignedIn(
            answer, _refresh_token(answer) or former.refresh_token, asked_s + _life_s(answer), former.proofs
        )
        # The token that was spent is never spent again, whatever came with the newer one.
        self._replace(former, newer)
        self._check(answer, former.proofs, _ANY_LEVEL)
        return newer

    def _replace(self, former: _SignedIn, newer: _SignedIn | None) -> None:
        """Unless the person has signed in anew meanwhile, or left."""
        with self._guard:
            if self._signed_in is former:
                self._signed_in = newer

    def _refresh(self, signed_in: _SignedIn) -> TokenAnswer:
        if not signed_in.refresh_token:
            raise self._json.refused("invalid_grant")
        form = {
            "grant_type": "refresh_token",
            "refresh_token": signed_in.refresh_token,
            "client_id": self._source.client_id,
        }
        endpoint = self._provider.discover().token_endpoint
        try:
            return self._json.post(endpoint, form, TokenAnswer, signed_in.proofs)
        except SignInRefused as refusal:
            if signed_in.proofs is None or refusal.code != USE_NONCE:
                raise
            return self._json.post(endpoint, form, TokenAnswer, signed_in.proofs)

    def _check(self, answer: TokenAnswer, proofs: Proofs | None, scope: str) -> None:
        if not (answer.is_bearer or (answer.is_bound and proofs is not None)):
            raise self._json.refused("invalid_token_type")
        if self._source.dpop == "required" and not answer.is_bound:
            raise self._json.refused("dpop_not_bound")
        granted = (scope if answer.scope is None else answer.scope).split()
        if not any(one.startswith(_LEVELS) for one in granted):
            raise self._json.refused("invalid_scope")


def session_scope(offered: Discovery) -> str:
    """What to ask for: who the person is, reading, and a token that renews the access while they are here."""
    scopes = set(offered.scopes_supported)
    lasting = next((one for one in ("online_access", "offline_access") if one in scopes), "")
    if not scopes:
        lasting = "offline_access"
    return " ".join(filter(None, ("openid", "fhirUser", lasting, reading_scope(offered))))


def reading_scope(offered: Discovery) -> str:
    """All that the person may read, in the words of SMART 2, or of SMART 1 where only those are offered."""
    scopes, capabilities = set(offered.scopes_supported), set(offered.capabilities)
    is_older = "permission-v1" in capabilities and "permission-v2" not in capabilities
    if is_older or ("user/*.read" in scopes and not scopes & {"user/*.rs", "user/*.cruds"}):
        return "user/*.read"
    return "user/*.rs"


def _refresh_token(answer: TokenAnswer) -> str:
    return answer.refresh_token if is_token(answer.refresh_token) else ""


def _life_s(answer: TokenAnswer) -> float:
    """Where the source names no end, it is the refusal of the token that tells."""
    return answer.expires_in or math.inf
