"""Lock: at once, from anywhere, asking nothing."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from serums_desktop.domain.errors import EvidenceNotKept
from serums_desktop.host import log
from serums_desktop.services.deeds import lock_deed
from serums_desktop.services.session import Session
from serums_desktop.services.workplace import Workplace

if TYPE_CHECKING:  # the sign-in page need not wait for its cryptography
    from serums_desktop.services.break_glass import BreakGlass


def lock(
    session: Session, workplace: Workplace, break_glass: BreakGlass | None = None, *, recorded: bool = True
) -> list[Future[None]]:
    """End a session without waiting for anything.

    Jobs are told to stop, tokens dropped and the key wiped before this returns; store, credential and
    connections close as soon as their lanes are free, and the futures tell when they have, when the lock
    stands in the evidence and when the threads that spoke with sources are gone. An emergency access ends
    with the session. A session that never began is not `recorded`.
    """
    session.cancel.cancel()
    session.tokens.forget()
    if session.accounts is not None:
        session.accounts.forget()
    session.key.wipe()

    def tell() -> None:
        if break_glass is not None:
            break_glass.end("locked")
        try:
            workplace.evidence.keep(lock_deed(session, workplace.clock))
        except EvidenceNotKept as error:
            # What a lock closes is closed whether or not it can be told.
            log.event("lock-not-recorded", reason=error.reason)

    def disconnect() -> None:
        for source in session.sources.values():
            source.close()

    closing = [
        workplace.database_lane.submit(workplace.store.close),
        workplace.card_lane.submit(session.credential.close),
        workplace.network.submit(disconnect),
    ]
    if recorded:
        closing.append(workplace.network.submit(tell))
    closing += [workplace.network.renew(), workplace.background.renew()]
    return closing
