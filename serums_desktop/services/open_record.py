"""Open a record from the copy on this workstation: what the screen shows, in one read."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.conflicts import Contradiction, contradictions
from serums_desktop.domain.coverage import Coverage, SourceCoverage, SourceState
from serums_desktop.domain.people import Person
from serums_desktop.domain.received import Accounting
from serums_desktop.domain.series import Samples, SeriesInfo
from serums_desktop.domain.stored import StoredEntry, Unread
from serums_desktop.domain.summary import RESUSCITATION_CODES, SafetySummary, summarise
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.services.ports import RecordStore


class OpenedRecord(msgspec.Struct, frozen=True):
    """Everything the record screen needs at a moment.

    `resuscitation` holds the leading entry of each such statement in the summary: who wrote it and when.
    `contradictions` are between items, the loudest first.
    """

    record_id: str
    person: Person
    timeline: Timeline
    summary: SafetySummary
    coverage: Coverage
    accounting: Accounting
    series: tuple[SeriesInfo, ...]
    unread: tuple[Unread, ...]
    resuscitation: tuple[StoredEntry, ...]
    contradictions: tuple[Contradiction, ...] = ()


def remember(store: RecordStore, person: Person, now_s: float) -> str:
    """Keep who is being opened, and return the record's id. On the database lane."""
    return store.remember(person, now_s)


def read_record(store: RecordStore, record_id: str, types: frozenset[str] | None = None) -> OpenedRecord:
    """Read what is kept of a record, or only its items of some types. On the database lane.

    Raises NotOnThisWorkstation, StoreUnreadable, StoreLocked.
    """
    person = store.person(record_id)
    vault = store.vault(record_id)
    timeline = vault.timeline()
    if types is not None:
        timeline = Timeline(tuple(item for item in timeline.items if _is_open(item, types)))
    summary = summarise(timeline)
    stated = [item.members[0] for item in summary.resuscitation]
    return OpenedRecord(
        record_id,
        person,
        timeline,
        summary,
        Coverage(vault.coverage()),
        vault.accounting(),
        # Samples belong to observations: where those are not open, no series is.
        tuple(vault.series()) if types is None or "Observation" in types else (),
        tuple(vault.unread()),
        tuple(vault.entries(stated)),
        contradictions(timeline),
    )


def _is_open(item: TimelineItem, types: frozenset[str]) -> bool:
    """What a stage of an emergency access shows: its types, and resuscitation decisions of any type."""
    return item.resource_type in types or not RESUSCITATION_CODES.isdisjoint(item.codes)


def read_entries(store: RecordStore, record_id: str, entry_ids: tuple[str, ...]) -> list[StoredEntry]:
    """The entries behind one item, with their resources. On the database lane."""
    return store.vault(record_id).entries(entry_ids)


def read_samples(
    store: RecordStore, record_id: str, code: str, start_s: float, end_s: float
) -> list[Samples]:
    """A device series over a span. On the database lane."""
    return store.vault(record_id).samples(code, start_s, end_s)


def coverage_of(configured: tuple[SourceCoverage, ...], kept: tuple[SourceCoverage, ...]) -> Coverage:
    """Every configured source in the configuration's order, with what is kept of each; then added files."""
    known = {source.source_id: source for source in kept}
    files = tuple(source for source in kept if source.state is SourceState.ADDED)
    return Coverage((*(known.get(source.source_id, source) for source in configured), *files))
