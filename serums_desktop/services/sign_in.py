"""Sign in: the card proves the person, releases the cache key, and the home source confirms it."""

from __future__ import annotations

from collections.abc import Callable

from serums_desktop.services.begin_session import BeginSession
from serums_desktop.services.ports import AccessTokens, KeyRelease, OpenCard, ReleasedKey, Smartcard
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane


class SignIn:
    """Signs one person in. Runs on a worker; the card keeps to its own lane."""

    def __init__(
        self,
        *,
        card: Smartcard,
        keys: KeyRelease,
        open_tokens: Callable[[OpenCard], AccessTokens],
        begin_session: BeginSession,
        card_lane: Lane,
    ) -> None:
        self._card = card
        self._keys = keys
        self._open_tokens = open_tokens
        self._begin_session = begin_session
        self._card_lane = card_lane

    def __call__(self, pin: bytearray, cancel: CancelToken) -> Session:
        """Turn a PIN into a session; the PIN's buffer is wiped whatever happens.

        Raises WrongPin, PinBlocked and other CardErrors, and what beginning a session raises; Cancelled
        before the card is asked anything, where it was given up by then.
        """
        card, key = self._card_lane.submit(lambda: self._unlock(pin, cancel)).result()
        return self._begin_session(
            card,
            key,
            lambda: self._open_tokens(card),
            cancel,
            authenticated_by="card",
            close=lambda: self._card_lane.submit(card.close).result(),
        )

    def _unlock(self, pin: bytearray, cancel: CancelToken) -> tuple[OpenCard, ReleasedKey]:
        try:
            # A card that left while this waited may have made room for another one.
            cancel.raise_if_cancelled()
            card = self._card.unlock(pin)
        finally:
            pin[:] = bytes(len(pin))
        try:
            return card, self._keys.release(card)
        except BaseException:
            card.close()
            raise
