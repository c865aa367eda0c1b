"""Leave this workstation: what kept a person's sign-in and copies here is ended, at the provider too."""

from __future__ import annotations

from collections.abc import Callable

from serums_desktop.domain.errors import SerumsError
from serums_desktop.host import log
from serums_desktop.services.one_copy import OneCopy
from serums_desktop.services.ports import RecordStore
from serums_desktop.services.session import Session
from serums_desktop.work.lanes import Lane


class LeaveWorkstation:
    """Ends the enrolment of the person who is signed in. Runs on a worker; a lock follows it.

    `revoke` tells the provider (it may be out of reach), `forget` destroys the person's keys here. `one_copy`
    puts it on record, and says whether the person's card opens the copies too: then they stay.
    """

    def __init__(
        self,
        *,
        revoke: Callable[[Session], None],
        forget: Callable[[str], None],
        store: RecordStore,
        database_lane: Lane,
        one_copy: OneCopy | None = None,
    ) -> None:
        self._revoke = revoke
        self._forget = forget
        self._store = store
        self._database_lane = database_lane
        self._one_copy = one_copy

    def __call__(self, session: Session) -> None:
        """First what lets anybody in again, then the copies; on record before either.

        A provider that cannot be told now lets the sign-in run out: nothing here can use it any more.
        Where the screen was locked meanwhile, the copies stay as files without a key, for the next start to
        delete: the store may be another person's by then. Raises EvidenceNotKept, in which case all stays;
        KeyringUnusable, KeyNotReleased, StoreError, DiskFull: what was ended before stays ended.
        """
        is_shared = self._one_copy is not None and self._one_copy.leave(session)
        try:
            self._revoke(session)
        except SerumsError as error:
            log.event("not-revoked", error=type(error).__name__)
        self._forget(session.holder.staff_id)
        if not is_shared:
            self._database_lane.submit(lambda: self._destroy(session)).result()

    def _destroy(self, session: Session) -> None:
        if not session.cancel.cancelled:
            self._store.destroy()
