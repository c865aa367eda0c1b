"""Access tokens: one per source and purpose, in memory only, renewed before they run out."""

from __future__ import annotations

import threading
import time
import webbrowser
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

import requests

from serums_desktop.domain.errors import (
    Cancelled,
    EmergencyOver,
    NotEnrolled,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.authorisation_server import AuthorisationServer, Grant
from serums_desktop.identity.dpop import ProofKey, Proofs, token_digest
from serums_desktop.identity.openid_provider import OpenIdProvider, ProtectedSource, origin_of
from serums_desktop.identity.smart_access import SmartAccess
from serums_desktop.work.cancel import CancelToken

# A token is left alone in its last half minute, or half life where it lives less than a minute.
_SPARE_S = 30.0
# What a home provider says of somebody it no longer lets in (RFC 6749 §5.2, §4.1.2.1).
_WITHDRAWN = {"invalid_grant", "access_denied", "unauthorized_client"}

_Key = tuple[str, PurposeOfUse]


class OwnAccess(Protocol):
    """A sign-in at a source, whose tokens read what is there."""

    def grant(self, refused: str = "") -> Grant:
        """A token other than the one that was `refused`. Raises SourceError, SignInRefused."""


@dataclass(frozen=True)
class AccessToken:
    """A token and when it stops being worth sending, on the clock of `elapsed_s`."""

    value: str = field(repr=False)
    usable_until_s: float


class AccessTokens:
    """The tokens of one session of one person, and its key for those that are bound. Safe from any thread.

    `assert_for` makes the assertion that a token endpoint (its first argument, the audience) trades for a
    token: a card signs it here, the home provider signs it for whoever has none. `client_assertion_for`
    makes what authenticates the program at an audience by a client id, where anything can.

    A source that trades no assertions is read for treatment, by a sign-in of its own: the lasting one
    (`home_sign_in`) at the home source, else one in the browser (`sign_in`). It has no way to be told another
    purpose, so that an emergency reads nothing there.

    `home_provider` is the provider of `home_source_id` where it has been asked already, over `http`.
    `on_refused` is called once, on the thread that asked, when that provider no longer lets the person in. A
    refusal may come from a wrong clock too: its `skew_s` tells. `now_s` gives UTC epoch seconds, `elapsed_s`
    seconds on a clock nobody sets.
    """

    def __init__(
        self,
        http: requests.Session,
        sources: Iterable[ProtectedSource],
        staff_id: str,
        assert_for: Callable[[str, PurposeOfUse], str],
        *,
        client_assertion_for: Callable[[str, str], str] | None = None,
        on_refused: Callable[[SignInRefused], None] | None = None,
        home_source_id: str = "",
        home_provider: OpenIdProvider | None = None,
        home_sign_in: OwnAccess | None = None,
        open_browser: Callable[[str], bool] = webbrowser.open,
        now_s: Callable[[], float] = time.time,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        protected = tuple(sources)
        self._proof_key = ProofKey()
        self._servers = {
            one.source_id: AuthorisationServer(
                one,
                http,
                now_s,
                self._proof_key,
                client_assertion_for,
                home_provider if one.source_id == home_source_id else None,
            )
            for one in protected
        }
        self._origins = {one.source_id: origin_of(one.fhir_base) for one in protected}
        self._proofs = {one.source_id: Proofs(self._proof_key, now_s) for one in protected}
        self._own_access = {
            one.source_id: SmartAccess(
                http,
                one,
                self._proof_key,
                staff_id=staff_id if one.source_id == home_source_id else "",
                now_s=now_s,
                elapsed_s=elapsed_s,
            )
            for one in protected
        }
        self._home_sign_in = home_sign_in
        self._open_browser = open_browser
        # By digest: which source's tokens need a proof.
        self._bound: set[tuple[str, str]] = set()
        self._on_refused = on_refused
        self._home_source_id = home_source_id
        self._staff_id = staff_id
        self._assert_for: Callable[[str, PurposeOfUse], str] | None = assert_for
        self._elapsed_s = elapsed_s
        self._guard = threading.Lock()
        self._kept: dict[_Key, AccessToken] = {}
        self._asking: dict[_Key, Future[AccessToken]] = {}
        self._discarded = dict.fromkeys(PurposeOfUse, 0)

    def __repr__(self) -> str:
        return f"<AccessTokens of {len(self._servers)} sources>"

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        """A token with some life left. Threads that wait for the same one share one request.

        Raises SourceError, SignInRefused, what making the assertion raises; Cancelled after `forget`;
        EmergencyOver when an emergency's tokens are discarded meanwhile; KeyError for a source that was not
        given.
        """
        return self._token(source_id, purpose, refused=None)

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        """A token other than the one the source refused. Raises what `token` raises.

        A token of an emergency that was discarded since is not replaced: EmergencyOver.
        """
        return self._token(source_id, purpose, refused)

    def sign_in(self, source_id: str, cancel: CancelToken) -> None:
        """Have the person sign in at a source that wants that, in the browser.

        Raises BrowserSignInFailed, SignInRefused, SourceError; Cancelled; KeyError for a source that was not
        given.
        """
        self._own_access[source_id].sign_in(self._open_browser, cancel)
        with self._guard:
            if self._assert_for is None:
                self._own_access[source_id].forget()
                raise Cancelled
            self._kept.pop((source_id, PurposeOfUse.TREATMENT), None)

    def headers(self, source_id: str, token: str, method: str, url: str) -> dict[str, str]:
        """What one request has to carry with this token; a proof serves once (RFC 9449 §4.2, §7.1).

        Raises Cancelled after `forget`; SourceError(FOREIGN_LINK) for an address that is not on the source's
        own origin, which neither token nor proof leaves; KeyError for a source that was not given.
        """
        origin = self._origins[source_id]
        if origin is None or origin_of(url.partition("#")[0]) != origin:
            raise SourceError(source_id, SourceFault.FOREIGN_LINK)
        with self._guard:
            if self._assert_for is None:
                raise Cancelled
            is_bound = (source_id, token_digest(token)) in self._bound
            proofs = self._proofs[source_id]
        if not is_bound:
            return {"Authorization": f"Bearer {token}"}
        proof = proofs.proof(method, url, token)
        return {"Authorization": f"DPoP {token}", "DPoP": proof}

    def heard_nonce(self, source_id: str, nonce: str) -> None:
        """The source's server wants this nonce in the next proofs (RFC 9449 §9)."""
        self._proofs[source_id].heard(nonce)

    def discard(self, purpose: PurposeOfUse) -> None:
        """Drop the tokens of one purpose, those that are being asked for too: the next is asked for anew."""
        with self._guard:
            self._discarded[purpose] += 1
            for key in [key for key in self._kept if key[1] is purpose]:
                del self._kept[key]
            for key in [key for key in self._asking if key[1] is purpose]:
                del self._asking[key]

    def forget(self) -> None:
        """Drop every token and the right to get another; who still waits for one gets Cancelled."""
        with self._guard:
            self._assert_for = None
            self._on_refused = None
            self._home_sign_in = None
            self._kept.clear()
            self._bound.clear()
        for access in self._own_access.values():
            access.forget()
        self._proof_key.forget()

    def _token(self, source_id: str, purpose: PurposeOfUse, refused: str | None) -> str:
        key = (source_id, purpose)
        server = self._servers[source_id]
        with self._guard:
            if self._assert_for is None:
                raise Cancelled
            kept = self._kept.get(key)
            if kept is not None and kept.value != refused and self._elapsed_s() < kept.usable_until_s:
                return kept.value
            if kept is None and refused is not None and purpose is PurposeOfUse.BREAK_GLASS:
                # Who was sent away with a token that is no longer kept here outlived the emergency.
                raise EmergencyOver
            asking = self._asking.get(key)
            is_mine = asking is None
            if asking is None:
                asking = self._asking[key] = Future()
            discarded = self._discarded[purpose]
        if is_mine:
            self._ask(key, server, asking, discarded, refused or "")
        return asking.result().value

    def _ask(
        self,
        key: _Key,
        server: AuthorisationServer,
        asking: Future[AccessToken],
        discarded: int,
        refused: str,
    ) -> None:
        """Get one token for everybody who waits on `asking`; an error is theirs too."""
        try:
            asked_s = self._elapsed_s()
            grant = self._grant(key, server, refused)
            life_s = grant.expires_in_s - min(_SPARE_S, grant.expires_in_s / 2)
            token = AccessToken(grant.access_token, asked_s + life_s)
            with self._guard:
                if self._assert_for is None:
                    raise Cancelled
                if grant.is_bound:
                    self._bound.add((key[0], token_digest(grant.access_token)))
                    self._proofs[key[0]] = grant.proofs or self._proofs[key[0]]
                if self._discarded[key[1]] == discarded:
                    self._kept[key] = token
                    del self._asking[key]
                elif key[1] is PurposeOfUse.BREAK_GLASS:
                    raise EmergencyOver
            asking.set_result(token)
        except BaseException as error:  # noqa: BLE001  whoever waits must be told, whatever it was
            with self._guard:
                if self._asking.get(key) is asking:
                    del self._asking[key]
                if isinstance(error, SourceError) and error.kind is SourceFault.NOT_SIGNED_IN:
                    self._kept.pop(key, None)
            asking.set_exception(error)
            if (refusal := self._withdrawal(key, error)) is not None:
                self._report(refusal)

    def _grant(self, key: _Key, server: AuthorisationServer, refused: str) -> Grant:
        source_id, purpose = key
        if server.trades_assertions():
            return server.grant(lambda audience: self._assertion(audience, purpose), purpose, self._staff_id)
        if purpose is not PurposeOfUse.TREATMENT:
            raise SourceError(source_id, SourceFault.FORBIDDEN)
        with self._guard:
            at_home = self._home_sign_in if source_id == self._home_source_id else None
        return (at_home or self._own_access[source_id]).grant(refused)

    def _withdrawal(self, key: _Key, error: BaseException) -> SignInRefused | None:
        """The home provider's refusal of the person, where an error is that.

        A sign-in by browser that the provider has ended serves for nothing any more, whatever was asked for;
        a refused assertion speaks of the person only where it asks the home source for treatment.
        """
        if isinstance(error, NotEnrolled):
            cause = error.__cause__
            if isinstance(cause, SignInRefused):
                return cause
            return SignInRefused(self._home_source_id, "invalid_grant")
        if not isinstance(error, SignInRefused) or key != (self._home_source_id, PurposeOfUse.TREATMENT):
            return None
        is_theirs = error.source_id == self._home_source_id and error.code in _WITHDRAWN
        return error if is_theirs else None

    def _report(self, refusal: SignInRefused) -> None:
        with self._guard:
            report, self._on_refused = self._on_refused, None
        if report is not None:
            report(refusal)

    def _assertion(self, audience: str, purpose: PurposeOfUse) -> str:
        with self._guard:
            assert_for = self._assert_for
        if assert_for is None:
            raise Cancelled
        return assert_for(audience, purpose)
