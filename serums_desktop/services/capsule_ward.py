"""Who is in the downtime capsule, for somebody who signed in by card. The asking is itself recorded."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.people import Person
from serums_desktop.services.deeds import search_deed
from serums_desktop.services.ports import Clock, EvidenceKeeper
from serums_desktop.services.session import Session


class CapsuleWard(msgspec.Struct, frozen=True):
    """The ward as it was when the capsule was filled (UTC epoch s).

    `needs_card`: nobody is named, because the session is not one by card, which alone opens a capsule.
    """

    filled_s: float
    people: tuple[Person, ...] = ()
    needs_card: bool = False

    def __repr__(self) -> str:
        return "<CapsuleWard>"


def capsule_ward(
    session: Session, evidence: EvidenceKeeper, clock: Clock, location: str, known: CapsuleWard | None = None
) -> CapsuleWard | None:
    """Who is in it now, None where there is no capsule. On a worker.

    The asking is recorded once for every filling: `known` is what was told before. Raises CapsuleClosed where
    it may not be asked or is too old; EvidenceNotKept, in which case nobody is named.
    """
    state = evidence.capsule()
    if state is None or state.filled_s is None:
        return None
    if session.entry is None or session.authenticated_by != "card":
        return CapsuleWard(state.filled_s, needs_card=True)
    if known is None or known.filled_s != state.filled_s:
        evidence.keep(search_deed(session, clock, f"capsule?location={location}", ()))
    return CapsuleWard(state.filled_s, evidence.capsule_patients(session.entry))
