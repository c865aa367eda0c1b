"""Access tokens: one per source and purpose, in memory only, renewed before they run out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field

import requests

from serums_desktop.domain.errors import Cancelled
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.identity.assertion import AssertingIdentity, signed_assertion
from serums_desktop.identity.authorisation_server import AuthorisationServer, ProtectedSource

# A token is left alone in its last half minute, or half life where it lives less than a minute.
_SPARE_S = 30.0

_Key = tuple[str, PurposeOfUse]


@dataclass(frozen=True)
class AccessToken:
    """A token and when it stops being worth sending, on the clock of `elapsed_s`."""

    value: str = field(repr=False)
    usable_until_s: float


class AccessTokens:
    """The tokens of one session of one person. Safe from any thread.

    `sign_on_card` signs JWS input with the card's authentication key, on whatever thread the card has;
    `now_s` gives UTC epoch seconds, `elapsed_s` seconds on a clock nobody sets.
    """

    def __init__(
        self,
        http: requests.Session,
        sources: Iterable[ProtectedSource],
        identity: AssertingIdentity,
        sign_on_card: Callable[[bytes], bytes],
        *,
        now_s: Callable[[], float] = time.time,
        elapsed_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._servers = {one.source_id: AuthorisationServer(one, http, now_s) for one in sources}
        self._identity = identity
        self._sign_on_card: Callable[[bytes], bytes] | None = sign_on_card
        self._now_s = now_s
        self._elapsed_s = elapsed_s
        self._guard = threading.Lock()
        self._kept: dict[_Key, AccessToken] = {}
        self._asking: dict[_Key, Future[AccessToken]] = {}

    def __repr__(self) -> str:
        return f"<AccessTokens of {len(self._servers)} sources>"

    def token(self, source_id: str, purpose: PurposeOfUse) -> str:
        """A token with some life left. Threads that wait for the same one share one request.

        Raises SourceError, SignInRefused, CardError; Cancelled after `forget`; KeyError for a source that
        was not given.
        """
        return self._token(source_id, purpose, refused=None)

    def renew(self, source_id: str, purpose: PurposeOfUse, refused: str) -> str:
        """A token other than the one the source refused. Raises what `token` raises."""
        return self._token(source_id, purpose, refused)

    def forget(self) -> None:
        """Drop every token and the right to get another; who still waits for one gets Cancelled."""
        with self._guard:
            self._sign_on_card = None
            self._kept.clear()

    def _token(self, source_id: str, purpose: PurposeOfUse, refused: str | None) -> str:
        key = (source_id, purpose)
        server = self._servers[source_id]
        with self._guard:
            if self._sign_on_card is None:
                raise Cancelled
            kept = self._kept.get(key)
            if kept is not None and kept.value != refused and self._elapsed_s() < kept.usable_until_s:
                return kept.value
            asking = self._asking.get(key)
            is_mine = asking is None
            if asking is None:
                asking = self._asking[key] = Future()
        if is_mine:
            self._ask(key, server, asking)
        return asking.result().value

    def _ask(self, key: _Key, server: AuthorisationServer, asking: Future[AccessToken]) -> None:
        """Get one token for everybody who waits on `asking`; an error is theirs too."""
        try:
            asked_s = self._elapsed_s()
            grant = server.grant(lambda audience: self._assert_for(audience, key[1]), self._identity.staff_id)
            life_s = grant.expires_in_s - min(_SPARE_S, grant.expires_in_s / 2)
            token = AccessToken(grant.access_token, asked_s + life_s)
            with self._guard:
                if self._sign_on_card is None:
                    raise Cancelled
                self._kept[key] = token
                del self._asking[key]
            asking.set_result(token)
        except BaseException as error:  # noqa: BLE001  whoever waits must be told, whatever it was
            with self._guard:
                self._asking.pop(key, None)
            asking.set_exception(error)

    def _assert_for(self, audience: str, purpose: PurposeOfUse) -> str:
        with self._guard:
            sign = self._sign_on_card
        if sign is None:
            raise Cancelled
        return signed_assertion(self._identity, sign, audience, purpose, self._now_s())
