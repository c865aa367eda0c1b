"""Sign in: the card proves the person, releases the cache key, and the home source confirms it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from serums_desktop.domain.errors import SourceError
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.services.deeds import sign_in_deed
from serums_desktop.services.ports import (
    AccessTokens,
    Clock,
    EvidenceKeeper,
    KeyRelease,
    OpenCard,
    RecordStore,
    ReleasedKey,
    Smartcard,
    Source,
)
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane


class SignIn:
    """Signs one person in. Runs on a worker; the card and the database keep to their own lanes."""

    def __init__(
        self,
        *,
        card: Smartcard,
        keys: KeyRelease,
        store: RecordStore,
        open_tokens: Callable[[OpenCard], AccessTokens],
        open_sources: Callable[[AccessTokens], Mapping[str, Source]],
        home_source_id: str,
        card_lane: Lane,
        database_lane: Lane,
        evidence: EvidenceKeeper,
        clock: Clock,
    ) -> None:
        self._card = card
        self._keys = keys
        self._store = store
        self._open_tokens = open_tokens
        self._open_sources = open_sources
        self._home_source_id = home_source_id
        self._card_lane = card_lane
        self._database_lane = database_lane
        self._evidence = evidence
        self._clock = clock

    def __call__(self, pin: bytearray, cancel: CancelToken) -> Session:
        """Turn a PIN into a session; the PIN's buffer is wiped whatever happens.

        A home source that cannot be asked makes the session an offline one: the card alone opens the
        copy kept here. A home source that *refuses* the person opens nothing.

        Nobody is let in without an entry in the evidence.

        Raises WrongPin, PinBlocked and other CardErrors, SignInRefused, StoreError, EvidenceNotKept.
        """
        card, key = self._card_lane.submit(lambda: self._unlock(pin)).result()
        try:
            cancel.raise_if_cancelled()
            self._database_lane.submit(lambda: self._store.open(key)).result()
            tokens = self._open_tokens(card)
            session = Session(card.holder, card, key, tokens, self._open_sources(tokens), cancel)
            try:
                tokens.token(self._home_source_id, PurposeOfUse.TREATMENT)
            except SourceError as error:
                session.offline_because = error
            self._evidence.keep(sign_in_deed(session, self._clock))
            cancel.raise_if_cancelled()
        except BaseException:
            key.wipe()
            self._database_lane.submit(self._store.close).result()
            self._card_lane.submit(card.close).result()
            raise
        return session

    def _unlock(self, pin: bytearray) -> tuple[OpenCard, ReleasedKey]:
        try:
            card = self._card.unlock(pin)
        finally:
            pin[:] = bytes(len(pin))
        try:
            return card, self._keys.release(card)
        except BaseException:
            card.close()
            raise
