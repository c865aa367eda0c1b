"""One copy of a person's records, opened by their card and by their passphrase.

While a session that one of the two opened lasts, the other can be given the copy's key, and taken it again.
Each is put on record before it is done. What once opened the copy and is to open it no more is shut out by
another key, at once or, where that cannot be, at the next sign-in by card.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, cast

from serums_desktop.domain.errors import BrowserSignInFailed, KeyNotReleased, KeyRefusal, SerumsError
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.staff import Staff
from serums_desktop.host import log
from serums_desktop.services.deeds import lifecycle_deed
from serums_desktop.services.enrol_by_browser import BrowserIdentity
from serums_desktop.services.ports import Clock, EvidenceKeeper, OpenCard, Smartcard
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane

# The provider vouched for somebody else than the person of the session.
OTHER_PERSON = "other_person"
_KEY_BYTES = 32


class CacheKey(Protocol):
    """A person's cache key (32 bytes) and the name of their part of the cache."""

    data_key: bytearray
    vault_id: str


class RekeyedStore(Protocol):
    """The open cache, on its lane."""

    def rekey_index(self, key: CacheKey, keep_key: Callable[[], None]) -> None:
        """Go on under another key, which `keep_key` makes the person's.

        What `keep_key` raises leaves the former one. Raises StoreError.
        """


class CardKeys(Protocol):
    """The keys that cards open on this workstation."""

    def opens(self, staff_id: str, vault_id: str) -> bool:
        """Whether a card of this person opens this vault."""

    def rekey(self, card: OpenCard, data_key: bytearray, vault_id: str) -> Callable[[], None]:
        """Wrap a key of this vault to the card; what is returned makes it the one that the card opens."""

    def forget(self, staff_id: str) -> None:
        """No card of this person opens anything here any more."""

    def ask_for_rekey(self, staff_id: str) -> None:
        """Have the copy get another key at the next sign-in by card."""

    def is_rekey_due(self, staff_id: str) -> bool:
        """Whether that was asked for."""

    def rekeyed(self, staff_id: str) -> None:
        """It has another key."""


class PassphraseKeys(Protocol):
    """The keys that passphrases open on this workstation. Safe from any thread."""

    def check(self, passphrase: bytearray) -> None:
        """Whether anybody could be enrolled here with this. Raises WeakPassphrase, KeyringUnusable."""

    def opens(self, staff_id: str, vault_id: str) -> bool:
        """Whether this person's passphrase opens this vault."""

    def join(
        self, staff: Staff, passphrase: bytearray, refresh_token: str, data_key: bytearray, vault_id: str
    ) -> None:
        """Have a passphrase open a vault whose key is given. Raises what enrolling raises."""

    def rekey(self, staff_id: str, passphrase: bytearray, data_key: bytearray) -> Callable[[], None]:
        """Seal another key of the same vault; what is returned makes it the one that opens.

        Raises WrongPassphrase, NotEnrolled, KeyringUnusable, KeyNotReleased.
        """

    def forget(self, staff_id: str) -> None:
        """End somebody's enrolment."""


class OneCopy:
    """Adds and removes the other way to a copy. Runs on a worker.

    `passphrase_allowed` is policy: what only a card opened is opened by less then. `forget_unopened`, on the
    database lane, deletes what no key opens any more, as a second copy of the same person's.
    """

    def __init__(
        self,
        *,
        cards: CardKeys,
        people: PassphraseKeys,
        card: Smartcard,
        sign_in_by_browser: Callable[[CancelToken], BrowserIdentity],
        give_back: Callable[[str], None],
        store: RekeyedStore,
        forget_unopened: Callable[[], object],
        card_lane: Lane,
        database_lane: Lane,
        evidence: EvidenceKeeper,
        clock: Clock,
        passphrase_allowed: bool,
    ) -> None:
        self._cards = cards
        self._people = people
        self._card = card
        self._sign_in_by_browser = sign_in_by_browser
        self._give_back = give_back
        self._store = store
        self._forget_unopened = forget_unopened
        self._card_lane = card_lane
        self._database_lane = database_lane
        self._evidence = evidence
        self._clock = clock
        self._passphrase_allowed = passphrase_allowed

    def is_shared(self, session: Session) -> bool:
        """Whether the way that the person did not come by opens this copy too."""
        other = self._people if _is_by_card(session) else self._cards
        return other.opens(session.holder.staff_id, session.key.vault_id)

    def can_share(self, session: Session) -> bool:
        """Whether it may be given to it: always to a card, to a passphrase by policy."""
        return self._passphrase_allowed or not _is_by_card(session)

    def add_passphrase(self, session: Session, passphrase: bytearray, cancel: CancelToken) -> None:
        """Have a passphrase open the copy of a session by card; its buffer is wiped whatever happens.

        The home provider says in the browser that it is the same person. A copy that a former passphrase of
        theirs opened is deleted. Raises WeakPassphrase, SharedAccount, KeyringUnusable, BrowserSignInFailed
        (`OTHER_PERSON`), SourceError, EvidenceNotKept, DiskFull, KeyNotReleased, Cancelled: then nothing has
        changed.
        """
        data_key = bytearray(_KEY_BYTES)
        try:
            self._people.check(passphrase)
            vouched_for = self._sign_in_by_browser(cancel)
            try:
                if vouched_for.staff.staff_id != session.holder.staff_id:
                    raise BrowserSignInFailed(OTHER_PERSON)
                _copy_key(session, data_key)
                self._keep_on_record(session)
                self._people.join(
                    vouched_for.staff,
                    passphrase,
                    vouched_for.refresh_token,
                    data_key,
                    session.key.vault_id,
                )
            except SerumsError:
                self._end(vouched_for.refresh_token)
                raise
        finally:
            _wipe(passphrase)
            _wipe(data_key)
        self._sweep()

    def add_card(self, session: Session, pin: bytearray) -> None:
        """Have the person's card open the copy of a session by passphrase; the PIN is wiped whatever happens.

        A copy that only the card opened is deleted. Raises WrongPin, PinBlocked and other CardErrors, among
        them KeyNotReleased for somebody else's card; EvidenceNotKept, DiskFull, Cancelled: then nothing has
        changed.
        """
        keep_key = self._card_lane.submit(lambda: self._wrap(session, pin)).result()
        self._keep_on_record(session)
        session.cancel.raise_if_cancelled()
        keep_key()
        self._sweep()

    def remove_passphrase(self, session: Session) -> None:
        """Have no passphrase open the copy of a session by card, and give it another key.

        The home provider is not told: the sign-in was sealed by the passphrase, and runs out unused. Raises
        EvidenceNotKept, KeyringUnusable, KeyNotReleased, StoreError, CardError; where only the other key is
        missing, the next sign-in by card makes it.
        """
        staff_id = session.holder.staff_id
        self._keep_on_record(session)
        self._cards.ask_for_rekey(staff_id)
        self._people.forget(staff_id)
        self._rekey_by_card(session)

    def remove_card(self, session: Session, passphrase: bytearray) -> None:
        """Have no card open the copy of a session by passphrase, and give it another key.

        The passphrase is asked anew, and wiped whatever happens. Raises WrongPassphrase, NotEnrolled,
        KeyringUnusable, KeyNotReleased, EvidenceNotKept, StoreError, DiskFull.
        """
        staff_id = session.holder.staff_id
        key = _NewKey.of(session)
        try:
            keep_key = self._people.rekey(staff_id, passphrase, key.data_key)
            self._keep_on_record(session)
            # First: a card whose key opens nothing any more would be refused rather than begin anew.
            self._cards.forget(staff_id)
            self._exchange(session, key, keep_key)
        finally:
            _wipe(passphrase)
            _wipe(key.data_key)

    def leave(self, session: Session) -> bool:
        """Put on record that the way by which the person came is ended here; whether the other one goes on.

        If so, the copy gets another key at the next sign-in by card. Raises EvidenceNotKept, DiskFull.
        """
        is_shared = self.is_shared(session)
        self._keep_on_record(session, Act.REKEY if is_shared else Act.WIPE)
        if is_shared:
            self._cards.ask_for_rekey(session.holder.staff_id)
        return is_shared

    def rekey_if_due(self, session: Session) -> None:
        """Give a copy another key whose card was renewed, or that a passphrase opened before.

        Not while a passphrase opens it, which would be shut out. Nobody is kept out by what fails here: it is
        tried again at the next sign-in by card.
        """
        staff_id = session.holder.staff_id
        if _is_by_card(session) and self._cards.is_rekey_due(staff_id) and not self.is_shared(session):
            try:
                self._keep_on_record(session)
                self._rekey_by_card(session)
            except SerumsError as error:
                log.event("not-rekeyed", error=type(error).__name__)

    def _wrap(self, session: Session, pin: bytearray) -> Callable[[], None]:
        try:
            session.cancel.raise_if_cancelled()
            card = self._card.unlock(pin)
        finally:
            _wipe(pin)
        data_key = bytearray(_KEY_BYTES)
        try:
            if card.holder.staff_id != session.holder.staff_id:
                raise KeyNotReleased(KeyRefusal.OTHER_CARD)
            _copy_key(session, data_key)
            return self._cards.rekey(card, data_key, session.key.vault_id)
        finally:
            _wipe(data_key)
            card.close()

    def _rekey_by_card(self, session: Session) -> None:
        # Whoever signed in by card has one as their credential.
        card = cast("OpenCard", session.credential)
        key = _NewKey.of(session)
        try:
            keep_key = self._card_lane.submit(
                lambda: self._cards.rekey(card, key.data_key, key.vault_id)
            ).result()
            self._exchange(session, key, keep_key)
        finally:
            _wipe(key.data_key)
        self._cards.rekeyed(session.holder.staff_id)

    def _exchange(self, session: Session, key: _NewKey, keep_key: Callable[[], None]) -> None:
        def keep() -> None:
            keep_key()
            session.key.data_key[:] = key.data_key
            if session.cancel.cancelled:
                session.key.wipe()

        def rekey() -> None:
            # After a lock the store may be another person's.
            session.cancel.raise_if_cancelled()
            self._store.rekey_index(key, keep)

        self._database_lane.submit(rekey).result()

    def _keep_on_record(self, session: Session, act: Act = Act.REKEY) -> None:
        self._evidence.keep(lifecycle_deed(act, session, self._clock, ()))

    def _sweep(self) -> None:
        """What cannot be deleted now is at the next start."""
        self._database_lane.submit(self._forget_unopened).result()

    def _end(self, refresh_token: str) -> None:
        """A provider that cannot be told now lets the sign-in run out: nobody keeps it."""
        try:
            self._give_back(refresh_token)
        except SerumsError as error:
            log.event("not-revoked", error=type(error).__name__)


@dataclass(repr=False)
class _NewKey:
    data_key: bytearray
    vault_id: str

    @classmethod
    def of(cls, session: Session) -> _NewKey:
        """A new key for the same vault."""
        return cls(bytearray(secrets.token_bytes(_KEY_BYTES)), session.key.vault_id)


def _is_by_card(session: Session) -> bool:
    return session.authenticated_by == "card"


def _copy_key(session: Session, to: bytearray) -> None:
    """Copy the session's key. A lock wipes it, after it has cancelled. Raises Cancelled."""
    to[:] = session.key.data_key
    session.cancel.raise_if_cancelled()


def _wipe(buffer: bytearray) -> None:
    buffer[:] = bytes(len(buffer))
