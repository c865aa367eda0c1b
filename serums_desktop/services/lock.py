"""Lock: at once, from anywhere, asking nothing."""

from __future__ import annotations

from concurrent.futures import Future

from serums_desktop.services.ports import RecordStore
from serums_desktop.services.session import Session
from serums_desktop.work.lanes import Lane


def lock(session: Session, store: RecordStore, card_lane: Lane, database_lane: Lane) -> list[Future[None]]:
    """End a session without waiting for anything.

    Jobs are told to stop, tokens dropped and the key wiped before this returns; the store and the card
    close as soon as their lanes are free, and the futures tell when they have.
    """
    session.cancel.cancel()
    session.tokens.forget()
    session.key.wipe()
    return [database_lane.submit(store.close), card_lane.submit(session.credential.close)]
