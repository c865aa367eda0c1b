"""Read as much of a long record as is looked at: few lanes in full, of the others what lies in view.

Nothing here holds more items than `HELD_AT_MOST`, but for those without a date and those that the summary
needs. How much lies elsewhere is always known, by the month or more finely.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections import Counter
from collections.abc import Callable, Iterable

import msgspec

from serums_desktop.analytics.mobility import JOINT_REPLACEMENTS
from serums_desktop.analytics.toxicity import CHEMOTHERAPY
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.merge import timeline_order
from serums_desktop.domain.stored import Month, Overview
from serums_desktop.domain.summary import SafetySummary, summarise
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import Beside, Counted, Stretch, TimelinePart
from serums_desktop.services.ports import RecordStore, RecordVault

# A record of so many items is held as a whole: about 40 MB.
HELD_AT_MOST = 15_000
# Of a longer one the shortest lanes are held in full, up to so many items together; the rest is for windows.
_OF_SHORT_LANES = 5_000
_OF_WINDOWS = 6_000
# Of one lane no more is painted item by item: they would lie several to a pixel.
_OF_A_WINDOW = 2_000
# What other results are reckoned from, however long ago.
_TURNING_POINTS = (CHEMOTHERAPY, *sorted(JOINT_REPLACEMENTS))
_WITH_ENDS = {Lane.ENCOUNTERS, Lane.PROBLEMS, Lane.MEDICINES}
_DAY_S = 86_400.0
_STEPS_S = (60.0, 600.0, 3_600.0, 6 * 3_600.0, _DAY_S, 7 * _DAY_S)
# A view has so many columns at least, as far as there are steps; beyond them months are fine enough.
_COLUMNS = 200

IsKept = Callable[[TimelineItem], bool]


class TimelineBase(msgspec.Struct, frozen=True):
    """What is held of a long record wherever one looks; `long_lanes` are those of which windows are read."""

    items: tuple[TimelineItem, ...]
    overview: Overview
    long_lanes: frozenset[Lane]
    summary: SafetySummary


def is_long(overview: Overview) -> bool:
    """Whether a record is never held as a whole."""
    return overview.items > HELD_AT_MOST


def read_base(store: RecordStore, record_id: str, is_kept: IsKept = lambda _item: False) -> TimelineBase:
    """Read what a long record is never without, and every result of a row whose latest `is_kept`.

    So whoever reckons over all of a few rows has all of them. On the database lane.
    """
    vault = store.vault(record_id)
    overview = vault.overview()
    long_lanes = _long_lanes(overview)
    short_lanes = frozenset(month.lane for month in overview.months) - long_lanes
    safety = vault.safety()
    short = vault.span(-math.inf, math.inf, short_lanes) if short_lanes else Timeline()
    rows = {item.row for item in safety.items if item.lane in long_lanes and is_kept(item)}
    results = vault.results(rows) if rows else Timeline()
    operations = []
    if Lane.PROCEDURES in long_lanes:
        operations = [each for code in _TURNING_POINTS for each in vault.find(code, _OF_WINDOWS)]
    items = _together(safety.items, short.items, vault.undated().items, results.items, operations)
    return TimelineBase(items, overview, long_lanes, summarise(safety))


def read_part(
    store: RecordStore, record_id: str, base: TimelineBase, view: Stretch, chosen: str = ""
) -> TimelinePart:
    """Read what lies in view (UTC epoch s), with as much beside it; `chosen` is an item's id to hold too.

    Of a lane with too much in view nothing but its counts is read. On the database lane.
    """
    vault = store.vault(record_id)
    room = view[1] - view[0]
    wide, narrow = (view[0] - room, view[1] + room), (view[0] - room / 10, view[1] + room / 10)
    counted = _counts(vault, base, wide, room)
    most = min(_OF_A_WINDOW, _OF_WINDOWS // max(len(base.long_lanes), 1))
    covered: dict[Lane, Stretch | None] = {}
    read: list[TimelineItem] = []
    for lane in sorted(base.long_lanes):
        stretch = next((each for each in (wide, narrow) if _begin(base, counted, lane, each) <= most), None)
        # What began earlier may reach into the view: of such lanes the counts are always shown.
        covered[lane] = None if lane in _WITH_ENDS else stretch
        if stretch is not None:
            read += vault.span(*stretch, (lane,)).items
    found = vault.item(chosen) if chosen else None
    items = _together(base.items, read, (found,) if found is not None else ())
    return TimelinePart(Timeline(items), base.overview, covered, counted)


def read_item(store: RecordStore, record_id: str, entry_id: str) -> TimelineItem | None:
    """The item behind which an entry stands; its own id is that of one. On the database lane."""
    return store.vault(record_id).item(entry_id)


def read_beside(store: RecordStore, record_id: str, item_id: str) -> Beside | None:
    """What lies before and after an item in its lane. On the database lane."""
    return store.vault(record_id).beside(item_id)


def read_rows(store: RecordStore, record_id: str, first: int, most: int) -> tuple[TimelineItem, ...]:
    """Items from a place of the table on. On the database lane."""
    return store.vault(record_id).rows(first, most)


def month_s(month: int) -> Stretch:
    """A calendar month (UTC), counted since January 1970: when it begins and when the next one does."""
    return _first_s(month), _first_s(month + 1)


@functools.lru_cache(maxsize=2_400)
def _first_s(month: int) -> float:
    year = min(max(1970 + month // 12, dt.MINYEAR), dt.MAXYEAR)
    return dt.datetime(year, month % 12 + 1, 1, tzinfo=dt.UTC).timestamp()


def _long_lanes(overview: Overview) -> frozenset[Lane]:
    sizes: Counter[Lane] = Counter()
    for month in overview.months:
        sizes[month.lane] += month.items
    held = 0
    short = set()
    for lane, size in sorted(sizes.items(), key=lambda each: (each[1], each[0])):
        held += size
        if held > _OF_SHORT_LANES:
            break
        short.add(lane)
    return frozenset(sizes) - short


def _counts(vault: RecordVault, base: TimelineBase, wide: Stretch, room: float) -> Counted | None:
    """The counts of a span, None where months are fine enough."""
    step_s = next((step for step in reversed(_STEPS_S) if step <= room / _COLUMNS), _STEPS_S[0])
    if room / _COLUMNS >= 2 * _STEPS_S[-1] or not base.long_lanes:
        return None
    # From one of its own limits on: what is counted again for a view beside it has the same columns.
    begin = math.floor(wide[0] / step_s) * step_s
    return vault.counts(begin, math.ceil(wide[1] / step_s) * step_s, step_s, base.long_lanes)


def _begin(base: TimelineBase, counted: Counted | None, lane: Lane, stretch: Stretch) -> int:
    """How many items of a lane begin in a stretch, at most."""
    if counted is not None:
        first, last = stretch[0] - counted.bucket_s, stretch[1]
        return sum(one.items for one in counted.buckets if one.lane is lane and first < one.start_s < last)
    return sum(
        month.items for month in base.overview.months if month.lane is lane and _touches(month, stretch)
    )


def _touches(month: Month, stretch: Stretch) -> bool:
    begin, end = month_s(month.number)
    return begin < stretch[1] and stretch[0] < end


def _together(*parts: Iterable[TimelineItem]) -> tuple[TimelineItem, ...]:
    """Every item once, in the order of the timeline."""
    by_id = {item.item_id: item for part in parts for item in part}
    return tuple(sorted(by_id.values(), key=timeline_order))
