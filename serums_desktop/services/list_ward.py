"""List the ward: who lies there now, as the home source says. The list is itself recorded."""

from __future__ import annotations

from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.ward import Ward
from serums_desktop.services.deeds import search_deed
from serums_desktop.services.ports import Clock, EvidenceKeeper, WardSource
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken


def list_ward(
    session: Session,
    evidence: EvidenceKeeper,
    clock: Clock,
    source_id: str,
    location: str,
    cancel: CancelToken,
) -> Ward:
    """Ask the home source. On a worker.

    Raises EvidenceNotKept, in which case nothing was asked; SourceError, SignInRefused, Cancelled.
    """
    query = f"Encounter?location={location}&status=in-progress"
    evidence.keep(search_deed(session, clock, query, (source_id,)))
    source = session.sources[source_id]
    if not isinstance(source, WardSource):
        raise SourceError(source_id, SourceFault.NOT_FHIR)
    return source.ward(location, session.purpose, cancel)
