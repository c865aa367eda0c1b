"""Whether the home source still stands by the person at the keyboard, and for how long without asking it."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from concurrent.futures import Future, wait

from serums_desktop.domain.errors import (
    CardError,
    NotEnrolled,
    OfflineTooLong,
    SignInRefused,
    SourceError,
    StoreError,
)
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import log
from serums_desktop.services.ports import AccessTokens, Clock, RecordStore
from serums_desktop.services.session import Session
from serums_desktop.work.lanes import Lane

# A clock that was set back by less than this has been corrected, not turned back.
_CORRECTION_S = 300.0
# What an authorisation server says of a person it does not know any more (RFC 6749 §5.2, §4.1.2.1).
_OF_THE_PERSON = {"invalid_grant", "access_denied"}
# It says the same of an assertion that a wrong clock dated: such a refusal says nothing about the person.
_WRONG_CLOCK_S = 30.0
# What is kept once the home source has refused the person: no confirmation is older.
_WITHDRAWN_S = 0.0


class HomeContact:
    """Asks the home source for the person's confirmation and keeps when it was given. Runs on a worker.

    `longest_s` is how long copies open without one.
    """

    def __init__(
        self,
        *,
        store: RecordStore,
        database_lane: Lane,
        home_source_id: str,
        longest_s: float,
        clock: Clock,
        note_time: Callable[[str, float], None] = lambda _name, _at_s: None,
    ) -> None:
        """`note_time` keeps without a key when a cache's person was confirmed: its name, UTC epoch s."""
        self._store = store
        self._database_lane = database_lane
        self._home_source_id = home_source_id
        self._longest_s = longest_s
        self._clock = clock
        self._note_time = note_time
        # Whose sign-in began last; weak, so that nothing of a session outlives it here.
        self._present: weakref.ref[Session] | None = None

    def first(self, session: Session, store_opened: Future[None]) -> None:
        """Have the person confirmed at sign-in, while the store is still being opened.

        Raises what `again` raises, and what opening raised.
        """
        self._present = weakref.ref(session)
        self._ask(
            session,
            lambda tokens: tokens.token(self._home_source_id, PurposeOfUse.TREATMENT),
            store_opened.result,
        )

    def again(self, session: Session) -> None:
        """Have the person confirmed anew, by a new token, in mid-session.

        A home source that cannot be asked makes the session an offline one. One that no longer knows the
        person has withdrawn them: the copies here stay shut, without a network too, until it confirms them.
        Raises SignInRefused, NotEnrolled, OfflineTooLong, StoreError, CardError, Cancelled.
        """

        def renew(tokens: AccessTokens) -> None:
            now = tokens.token(self._home_source_id, PurposeOfUse.TREATMENT)
            tokens.renew(self._home_source_id, PurposeOfUse.TREATMENT, now)

        try:
            self._ask(session, renew)
        except (SignInRefused, CardError) as error:
            # Nobody was confirmed by that, and nobody withdrawn: the time without a confirmation goes on.
            if isinstance(error, CardError) or not is_about_the_person(error):
                self._check_age()
            raise

    def refused(self, staff_id: str, refusal: SignInRefused) -> bool:
        """The home source refused while something else was asked of it: whether it withdrew who is here.

        A refusal of somebody whose sign-in was given up says nothing of the person after them. Returns at
        once.
        """
        session = self._present() if self._present is not None else None
        if session is None or session.holder.staff_id != staff_id or not is_about_the_person(refusal):
            return False
        self._submit(session, _WITHDRAWN_S)
        return True

    def _ask(
        self,
        session: Session,
        ask: Callable[[AccessTokens], object],
        until_ready: Callable[[], None] = lambda: None,
    ) -> None:
        try:
            ask(session.tokens)
        except SourceError as error:
            until_ready()
            session.offline_because = error
            self._check_age()
        except (SignInRefused, NotEnrolled) as error:
            until_ready()
            session.cancel.raise_if_cancelled()
            if is_about_the_person(error):
                wait((self._submit(session, _WITHDRAWN_S),))
            raise
        else:
            until_ready()
            session.cancel.raise_if_cancelled()
            session.offline_because = None
            self._submit(session, self._clock.now_s())

    def _submit(self, session: Session, at_s: float) -> Future[None]:
        """Keep a confirmation, or that there is none any more.

        Nothing is kept where the session has ended: the store may be another person's by now. What cannot be
        written, as on a full disk, is in the log and keeps nobody out: the one before it stands.
        """

        def keep() -> None:
            if session.cancel.cancelled:
                return
            try:
                self._store.keep_confirmed(at_s)
                if at_s:
                    self._note_time(session.key.vault_id, at_s)
            except StoreError as error:
                log.event("confirmation-not-kept", error=type(error).__name__)

        return self._database_lane.submit(keep)

    def _check_age(self) -> None:
        """Raises OfflineTooLong. Where nothing is kept there is nothing to be too old."""
        since_s, keeps_records = self._database_lane.submit(
            lambda: (self._store.confirmed_s(), bool(self._store.records()))
        ).result()
        if since_s is None:
            if keeps_records:
                raise OfflineTooLong(_WITHDRAWN_S)
            return
        age_s = self._clock.now_s() - since_s
        if age_s < -_CORRECTION_S:
            raise OfflineTooLong(since_s, clock_went_back=True)
        if age_s > self._longest_s:
            raise OfflineTooLong(since_s)


def is_about_the_person(refusal: SignInRefused | NotEnrolled) -> bool:
    """Whether a home source refused the person, and not what was sent or how the clock here stands."""
    return isinstance(refusal, NotEnrolled) or (
        refusal.code in _OF_THE_PERSON and abs(refusal.skew_s or 0.0) < _WRONG_CLOCK_S
    )
