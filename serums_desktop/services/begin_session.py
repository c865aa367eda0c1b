"""Begin a session of somebody who has just proved who they are, whatever they proved it by."""

from __future__ import annotations

from collections.abc import Callable

from serums_desktop.services.damage import tell_damaged_index
from serums_desktop.services.deeds import sign_in_deed
from serums_desktop.services.home_contact import HomeContact
from serums_desktop.services.ports import (
    AccessTokens,
    Clock,
    Credential,
    EvidenceKeeper,
    RecordStore,
    ReleasedKey,
)
from serums_desktop.services.session import OpenSources, Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane


class BeginSession:
    """Opens the store, asks the home source, and records the sign-in. Runs on a worker."""

    def __init__(
        self,
        *,
        store: RecordStore,
        open_sources: Callable[[AccessTokens], OpenSources],
        home_contact: HomeContact,
        database_lane: Lane,
        evidence: EvidenceKeeper,
        clock: Clock,
        rekey_if_due: Callable[[Session], None] | None = None,
    ) -> None:
        """`rekey_if_due` gives the copy another key where one that opened it is to do so no more."""
        self._store = store
        self._open_sources = open_sources
        self._home_contact = home_contact
        self._database_lane = database_lane
        self._evidence = evidence
        self._clock = clock
        self._rekey_if_due = rekey_if_due
        # Whose key the store was opened with last. On the database lane alone.
        self._opened_with: ReleasedKey | None = None

    def __call__(
        self,
        credential: Credential,
        key: ReleasedKey,
        open_tokens: Callable[[], AccessTokens],
        cancel: CancelToken,
        *,
        authenticated_by: str,
        close: Callable[[], object],
    ) -> Session:
        """A session; where it fails nothing stays open, and `close` has closed the credential.

        A home source that cannot be asked makes the session an offline one: the copy kept here opens all the
        same, unless it is too long that it was asked. One that refuses the person opens nothing, and nobody
        is let in without an entry in the evidence. Raises SignInRefused, NotEnrolled, OfflineTooLong,
        StoreError, EvidenceNotKept, Cancelled.
        """
        undo: list[Callable[[], object]] = [key.wipe]
        try:
            cancel.raise_if_cancelled()
            # The home source is asked meanwhile; before it stands by the person nothing of this is seen.
            opened = self._database_lane.submit(lambda: self._open(key, cancel))
            tokens = open_tokens()
            undo.append(tokens.forget)
            sources = self._open_sources(tokens)
            if sources.accounts is not None:
                undo.append(sources.accounts.forget)
            session = Session(
                credential.holder,
                credential,
                key,
                tokens,
                sources.by_id,
                cancel,
                authenticated_by=authenticated_by,
                accounts=sources.accounts,
                warm_up=sources.warm_up,
            )
            self._home_contact.first(session, opened)
            cancel.raise_if_cancelled()
            session.entry = self._evidence.keep(sign_in_deed(session, self._clock)).entry
            tell_damaged_index(session, self._evidence, self._clock, self._store.integrity)
            if self._rekey_if_due is not None:
                self._rekey_if_due(session)
            cancel.raise_if_cancelled()
        except BaseException:
            for step in undo:
                step()
            try:
                self._database_lane.submit(lambda: self._close(key)).result()
            finally:
                close()
            raise
        return session

    def _open(self, key: ReleasedKey, cancel: CancelToken) -> None:
        cancel.raise_if_cancelled()
        self._opened_with = key
        self._store.open(key)

    def _close(self, key: ReleasedKey) -> None:
        """Close what this key opened: a sign-in that ends late leaves the next person's store alone."""
        if self._opened_with is key:
            self._opened_with = None
            self._store.close()
