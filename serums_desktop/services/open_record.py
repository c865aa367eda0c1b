"""Open a record from the copy on this workstation: what the screen shows, in one read."""

from __future__ import annotations

import math

import msgspec

from serums_desktop.domain.conflicts import Contradiction, contradictions
from serums_desktop.domain.coverage import Coverage, SourceCoverage, SourceState
from serums_desktop.domain.entries import Severity
from serums_desktop.domain.errors import StoreUnreadable
from serums_desktop.domain.merge import timeline_order
from serums_desktop.domain.people import Person
from serums_desktop.domain.received import Accounting
from serums_desktop.domain.series import SeriesInfo
from serums_desktop.domain.stored import Integrity, StoredEntry, Unread
from serums_desktop.domain.summary import RESUSCITATION_CODES, SafetySummary, summarise
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import Stretch, TimelinePart
from serums_desktop.services.damage import Damaged, found_damage
from serums_desktop.services.ports import RecordStore
from serums_desktop.services.read_timeline import IsKept, TimelineBase, is_long, read_base, read_part

# A record of so many items is read and shown within a tenth of a second; of a larger one, so many come first.
_READ_AT_ONCE = 5_000
_AT_A_GLANCE = 2_000
FOUND_AT_MOST = 200
_LOOKED_THROUGH = 10_000


class OpenedRecord(msgspec.Struct, frozen=True):
    """Everything the record screen needs at a moment.

    `resuscitation` holds the leading entry of each such statement in the summary: who wrote it and when.
    `contradictions` are between items, the loudest first. Where it `is_whole`, everything that is kept is on
    the timeline, or counted there; otherwise what was read first of much, and `accounting` is not known yet.
    `damaged` are copies that were found not to be sound by now, perhaps of others too: they were set aside,
    and what is here is another one. Of a long record `timeline` has but what is held wherever one looks
    (`base`), and `part` what is held now.
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
    is_whole: bool = True
    damaged: tuple[Damaged, ...] = ()
    part: TimelinePart | None = None
    base: TimelineBase | None = None

    @property
    def integrity(self) -> Integrity:
        """What the copy that was here was found to be."""
        found = (one.integrity for one in self.damaged if one.record_id == self.record_id)
        return next(found, Integrity.SOUND)

    @property
    def held(self) -> TimelinePart:
        """What is held of the timeline, and how much lies elsewhere."""
        return self.part if self.part is not None else TimelinePart(self.timeline)

    def with_part(self, part: TimelinePart) -> OpenedRecord:
        """The same record where one looks elsewhere. On a worker: what contradicts what is found anew."""
        found = contradictions(part.timeline)
        return msgspec.structs.replace(self, part=part, contradictions=found)


def remember(store: RecordStore, person: Person, now_s: float) -> str:
    """Keep who is being opened, and return the record's id. On the database lane."""
    return store.remember(person, now_s)


def read_first(store: RecordStore, record_id: str, types: frozenset[str] | None = None) -> OpenedRecord:
    """What is kept of a record, of much what is seen first; and how its copy was found.

    On the database lane. Raises what `read_record` raises.
    """

    def read() -> OpenedRecord:
        return read_glance(store, record_id, types) or read_record(store, record_id, types)

    try:
        opened = read()
    except StoreUnreadable as error:
        if not error.is_damaged:
            raise
        # Damage that showed while reading: another file takes its place when the vault is asked for again.
        opened = read()
    return msgspec.structs.replace(opened, damaged=found_damage(store))


def read_record(
    store: RecordStore,
    record_id: str,
    types: frozenset[str] | None = None,
    view: Stretch = (0.0, 0.0),
    chosen: str = "",
    is_kept: IsKept = lambda _item: False,
) -> OpenedRecord:
    """Read what is kept of a record, or only its items of some types. On the database lane.

    Of a long record what is always held, with the rows whose latest result `is_kept`, and what lies in
    `view` (UTC epoch s), with the `chosen` item.
    Raises NotOnThisWorkstation, StoreUnreadable, StoreLocked.
    """
    if types is None and is_long(store.vault(record_id).overview()):
        base = read_base(store, record_id, is_kept)
        part = read_part(store, record_id, base, view, chosen)
        found = contradictions(part.timeline)
        opened = _opened(store, record_id, types, Timeline(base.items), base.summary, found)
        return msgspec.structs.replace(opened, part=part, base=base)
    timeline = _open_part(store.vault(record_id).timeline(), types)
    return _opened(store, record_id, types, timeline, summarise(timeline), contradictions(timeline))


def read_glance(
    store: RecordStore, record_id: str, types: frozenset[str] | None = None
) -> OpenedRecord | None:
    """What is looked at first of a record that takes long to read: its summary, and what is newest of it.

    None for a record that is read as a whole in the same time. On the database lane. Raises what
    `read_record` raises.
    """
    vault = store.vault(record_id)
    overview = vault.overview()
    if overview.items <= _READ_AT_ONCE:
        return None
    safety = _open_part(vault.safety(), types)
    window = vault.window(most=_AT_A_GLANCE)
    read = (*safety.items, *window.items, *vault.undated().items)
    items = {item.item_id: item for item in read}
    timeline = _open_part(Timeline(tuple(sorted(items.values(), key=timeline_order))), types)
    # Those between results of different times are known once the rest is read.
    loud = [each for each in contradictions(safety) if each.severity > Severity.NOTICE]
    opened = _opened(store, record_id, types, timeline, summarise(safety), tuple(loud), is_whole=False)
    if types is not None or window.earliest_s is None:
        return opened
    newest = (window.earliest_s, math.inf)
    covered = dict.fromkeys((month.lane for month in overview.months), newest)
    return msgspec.structs.replace(opened, part=TimelinePart(timeline, overview, covered))


def _opened(
    store: RecordStore,
    record_id: str,
    types: frozenset[str] | None,
    timeline: Timeline,
    summary: SafetySummary,
    found: tuple[Contradiction, ...],
    *,
    is_whole: bool = True,
) -> OpenedRecord:
    vault = store.vault(record_id)
    stated = [item.members[0] for item in summary.resuscitation]
    return OpenedRecord(
        record_id,
        store.person(record_id),
        timeline,
        summary,
        Coverage(vault.coverage()),
        vault.accounting() if is_whole else Accounting(),
        # Samples belong to observations: where those are not open, no series is.
        tuple(vault.series()) if types is None or "Observation" in types else (),
        tuple(vault.unread()),
        tuple(vault.entries(stated)),
        found,
        is_whole,
    )


def _open_part(timeline: Timeline, types: frozenset[str] | None) -> Timeline:
    if types is None:
        return timeline
    return Timeline(tuple(item for item in timeline.items if _is_open(item, types)))


def _is_open(item: TimelineItem, types: frozenset[str]) -> bool:
    """What a stage of an emergency access shows: its types, and resuscitation decisions of any type."""
    return item.resource_type in types or not RESUSCITATION_CODES.isdisjoint(item.codes)


def read_entries(store: RecordStore, record_id: str, entry_ids: tuple[str, ...]) -> list[StoredEntry]:
    """The entries behind one item, with their resources. On the database lane."""
    return store.vault(record_id).entries(entry_ids)


def find_items(
    store: RecordStore, record_id: str, words: str, types: frozenset[str] | None = None
) -> tuple[TimelineItem, ...]:
    """The newest items that have all of these words, or those of some types; the undated last.

    They are `FOUND_AT_MOST`. On the database lane.
    """
    if not words.strip():
        return ()
    # Of some types what is newer of others must not take their place.
    most = FOUND_AT_MOST if types is None else _LOOKED_THROUGH
    found = store.vault(record_id).find(words, most)
    return _open_part(Timeline(tuple(found)), types).items[:FOUND_AT_MOST]


def coverage_of(configured: tuple[SourceCoverage, ...], kept: tuple[SourceCoverage, ...]) -> Coverage:
    """Every configured source in the configuration's order, with what is kept of each; then added files."""
    known = {source.source_id: source for source in kept}
    files = tuple(source for source in kept if source.state is SourceState.ADDED)
    return Coverage((*(known.get(source.source_id, source) for source in configured), *files))
