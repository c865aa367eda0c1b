"""The timeline sorted for painting: lanes, arrays for bisecting, rows for bars and series."""

from __future__ import annotations

import enum
import functools
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from serums_desktop.analytics.density import Density, monthly
from serums_desktop.analytics.pyramid import Numbers
from serums_desktop.analytics.units import Conversion, UnitPair
from serums_desktop.charts.lettering import one_line
from serums_desktop.charts.timeline.columns import LaneColumns, density_of, lane_columns
from serums_desktop.charts.timeline.marks import is_landmark, is_loud, is_stay, priority
from serums_desktop.charts.timeline.one_axis import Conversions, Ways, analyte_row, converted, on_one_axis
from serums_desktop.charts.timeline.short_names import short_name, usual_place
from serums_desktop.domain.dates import Precision
from serums_desktop.domain.entries import Severity, Standing
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import Stretch, TimelinePart

STEP_CODES = frozenset({"41950-7", "55423-8"})
BAR_LANES = frozenset({Lane.PROBLEMS, Lane.MEDICINES})
SERIES_LANES = frozenset({Lane.LABS, Lane.VITALS})
_NONE_KNOWN: Conversions = MappingProxyType({})


class RowKind(enum.Enum):
    """How a row is painted."""

    BARS = enum.auto()
    LINE = enum.auto()
    PAIRS = enum.auto()
    COLUMNS = enum.auto()
    ENVELOPE = enum.auto()


@dataclass(eq=False)
class Row:
    """One substance, problem or quantity in one unit; its items by start.

    Where some of a quantity's items are given in other units, `conversions`, by the words for these, bring
    them into its `unit`; what sources wrote is in the items, unchanged. `latest` is the item that began
    last, of all there are.
    """

    lane: Lane
    key: str
    kind: RowKind
    title: str
    name: str
    items: list[TimelineItem]
    starts: Numbers
    ends: Numbers
    unit: str = ""
    conversions: Mapping[str, Conversion] = field(default_factory=dict)
    latest: TimelineItem = field(init=False)

    def __post_init__(self) -> None:
        self.latest = self.items[-1]

    @functools.cached_property
    def values(self) -> Numbers:
        """The items' values for pixels, in the row's unit; NaN where an item has none."""
        return self._placed([item.value for item in self.items])

    @functools.cached_property
    def lows(self) -> Numbers:
        """The lower ends of the items' own ranges, in the row's unit; NaN where an item has none."""
        return self._placed([item.low for item in self.items])

    @functools.cached_property
    def highs(self) -> Numbers:
        """The upper ends of the items' own ranges, in the row's unit; NaN where an item has none."""
        return self._placed([item.high for item in self.items])

    @functools.cached_property
    def second_values(self) -> Numbers:
        """The lower values of pairs; NaN where an item has none."""
        return _numbers([item.second_value for item in self.items])

    def _placed(self, values: list[float | None]) -> Numbers:
        placed = _numbers(values)
        for unit, way in self.conversions.items():
            meant = [at for at, item in enumerate(self.items) if item.unit == unit]
            placed[meant] = way.place(placed[meant].tolist())
        return placed

    def is_converted(self, item: TimelineItem) -> bool:
        """Whether one of its items is drawn in another unit than its own."""
        return item.unit in self.conversions

    def converted(self, item: TimelineItem) -> str:
        """An item's value as this row draws it, where that is not as its source gave it; else nothing."""
        way = self.conversions.get(item.unit)
        found = converted(item, way) if way is not None else None
        return f"{found.original.comparator}{found.text} {self.unit}" if found is not None else ""

    @functools.cached_property
    def is_current(self) -> bool:
        """Whether a source still speaks of any of its items as going on."""
        return any(goes_on(item) for item in self.items)

    @functools.cached_property
    def severity(self) -> Severity:
        """The loudest of its items."""
        return max(item.severity for item in self.items)

    @functools.cached_property
    def codes(self) -> frozenset[str]:
        """Every code its items carry."""
        return frozenset(code for item in self.items for code in item.codes)

    def within(self, start_s: float, end_s: float) -> npt.NDArray[np.intp]:
        """The indices of items that touch a span."""
        return np.flatnonzero((self.starts <= end_s) & (self.ends >= start_s))

    def tracks_within(self, start_s: float, end_s: float) -> dict[int, int]:
        """A track for each statement that touches a span; none of them hides another."""
        free_at: list[float] = []
        placed: dict[int, int] = {}
        for index in self.within(start_s, end_s).tolist():
            begin, finish = self.starts[index], self.ends[index]
            track = next((at for at, free in enumerate(free_at) if free <= begin), len(free_at))
            if track == len(free_at):
                free_at.append(finish)
            free_at[track] = finish
            placed[index] = track
        return placed

    def steps_within(self, start_s: float, end_s: float) -> int:
        """How many beginnings and ends lie inside a span."""
        begins = (self.starts > start_s) & (self.starts < end_s)
        ends = (self.ends > start_s) & (self.ends < end_s)
        return int(begins.sum() + ends.sum())


@dataclass(eq=False)
class LaneModel:
    """One lane: its dated items by start, its rows, and its items without a date.

    One that is not held as a whole has `columns`, and everything of it that begins in `covered` (UTC epoch
    s), which may be nothing. `latest` is the last one of all.
    """

    lane: Lane
    items: list[TimelineItem]
    starts: Numbers
    ends: Numbers
    loud: npt.NDArray[np.bool_]
    rows: list[Row]
    undated: list[TimelineItem]
    columns: LaneColumns | None = None
    covered: Stretch | None = (-np.inf, np.inf)
    latest: TimelineItem | None = None

    def is_held(self, start_s: float, end_s: float) -> bool:
        """Whether everything that begins in a span is there."""
        return self.covered is not None and self.covered[0] <= start_s and end_s <= self.covered[1]

    @functools.cached_property
    def stays(self) -> list[TimelineItem]:
        """The encounters of at least a night whose days are known."""
        return [
            item
            for item in self.items
            if is_stay(item) and item.precision not in {Precision.YEAR, Precision.MONTH}
        ]

    @functools.cached_property
    def landmarks(self) -> npt.NDArray[np.bool_]:
        """Which items are named even where months are narrow."""
        return np.array([is_landmark(item) for item in self.items], dtype=np.bool_)

    @functools.cached_property
    def ranks(self) -> npt.NDArray[np.intp]:
        """Each item's place by priority, the least first."""
        order = sorted(range(len(self.items)), key=lambda at: priority(self.items[at]))
        ranks = np.empty(len(order), dtype=np.intp)
        ranks[order] = np.arange(len(order))
        return ranks

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded in it."""
        return not self.items and not self.undated and self.columns is None

    def count_within(self, start_s: float, end_s: float) -> int:
        """How many dated items touch a span."""
        return int(((self.starts <= end_s) & (self.ends >= start_s)).sum())


@dataclass(eq=False)
class TimelineModel:
    """The record: lanes in their unchanging order, and the density of everything.

    Of a long record the lanes hold a `part`; `count` and `density` are those of everything all the same.
    `missing` are the pairs of units of which nothing is known yet, on which rows might become one.
    """

    lanes: list[LaneModel]
    missing: frozenset[UnitPair]
    by_id: dict[str, TimelineItem]
    density: Density
    first_s: float
    last_s: float
    count: int
    part: TimelinePart

    def lane(self, lane: Lane) -> LaneModel:
        """One lane."""
        return self.lanes[LANE_ORDER.index(lane)]

    @functools.cached_property
    def converted_in(self) -> dict[str, Row]:
        """The row of each item that is drawn in another unit than its own, by item id."""
        rows = [row for lane in self.lanes for row in lane.rows if row.conversions]
        return {item.item_id: row for row in rows for item in row.items if row.is_converted(item)}

    def converted(self, item: TimelineItem) -> str:
        """An item's value as it is drawn, where that is not as its source gave it; else nothing."""
        row = self.converted_in.get(item.item_id)
        return row.converted(item) if row is not None else ""

    def lane_and_row(self, item_id: str) -> tuple[LaneModel, Row | None]:
        """Where an item stands. Raises KeyError for an id the timeline does not have."""
        lane = self.lane(self.by_id[item_id].lane)
        row = next((row for row in lane.rows if any(item.item_id == item_id for item in row.items)), None)
        return lane, row


def _numbers(values: list[float | None]) -> Numbers:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def begin_s(item: TimelineItem) -> float:
    """When a dated item begins; for one with an end alone a bar begins before everything, a point there."""
    if item.start_s is not None:
        return item.start_s
    return -np.inf if item.lane in BAR_LANES else (item.end_s or 0.0)


def goes_on(item: TimelineItem) -> bool:
    """Whether a source speaks of it as there, and not as over."""
    return item.standing is not Standing.PAST and item.end_s is None and not item.negated


def finish_s(item: TimelineItem) -> float:
    """When it ends; infinite while it goes on."""
    if item.end_s is not None:
        return max(item.end_s, begin_s(item))
    return np.inf if item.lane in BAR_LANES else begin_s(item)


def build(
    timeline: Timeline | TimelinePart, now_s: float, conversions: Conversions = _NONE_KNOWN
) -> TimelineModel:
    """Sort what is held into lanes and rows; one analyte's units join as far as the ways are known."""
    part = timeline if isinstance(timeline, TimelinePart) else TimelinePart(timeline)
    ways = Ways(conversions)
    by_lane: defaultdict[Lane, list[TimelineItem]] = defaultdict(list)
    for item in part.timeline.items:
        by_lane[item.lane].append(item)
    lanes = [_lane(lane, by_lane[lane], ways, part) for lane in LANE_ORDER]
    starts = np.concatenate([lane.starts for lane in lanes])
    loud = np.concatenate([lane.loud for lane in lanes])
    finite = np.isfinite(starts)
    first = float(starts[finite].min()) if finite.any() else now_s
    last = float(starts[finite].max()) if finite.any() else now_s
    density = (
        density_of(part.overview) if part.overview is not None else monthly(starts[finite], loud[finite])
    )
    if part.covered and density.edges_s.size:
        first = min(first, float(density.edges_s[0]))
    return TimelineModel(
        lanes=lanes,
        missing=frozenset(ways.missing),
        by_id={item.item_id: item for item in part.timeline.items},
        density=density,
        first_s=min(first, now_s),
        last_s=max(last, now_s),
        count=part.overview.items if part.overview is not None else len(part.timeline.items),
        part=part,
    )


class BuiltTimeline(NamedTuple):
    """What is held of a timeline, with its model, as of a time (UTC epoch s) and with these ways of units."""

    timeline: TimelinePart
    model: TimelineModel
    now_s: float
    conversions: Conversions


def _lane(lane: Lane, items: list[TimelineItem], ways: Ways, part: TimelinePart) -> LaneModel:
    dated = sorted(
        (item for item in items if not (item.start_s is None and item.end_s is None)),
        key=lambda item: (begin_s(item), item.item_id),
    )
    latest = dated[-1] if dated else None
    covered = part.covered.get(lane, (-np.inf, np.inf))
    rows = _bar_rows(lane, dated) if lane in BAR_LANES else []
    if lane in SERIES_LANES:
        known = {item.row or item.title: item for item in dated}
        # A line between results with others between them that are not held would say that there are none.
        dated = [item for item in dated if covered and covered[0] <= begin_s(item) < covered[1]]
        rows = _series_rows(lane, dated, ways)
        for row in rows:
            own = known.get(row.latest.row or row.latest.title, row.latest)
            row.latest = own if begin_s(own) > begin_s(row.latest) and own.unit == row.unit else row.latest
    rows.sort(key=_rank)
    return LaneModel(
        lane=lane,
        items=dated,
        starts=np.array([begin_s(item) for item in dated], dtype=np.float64),
        ends=np.array([finish_s(item) for item in dated], dtype=np.float64),
        loud=np.array([is_loud(item) for item in dated], dtype=np.bool_),
        rows=rows,
        undated=[item for item in items if item.start_s is None and item.end_s is None],
        columns=lane_columns(part, lane),
        covered=covered,
        latest=latest,
    )


def _bar_rows(lane: Lane, dated: list[TimelineItem]) -> list[Row]:
    grouped: defaultdict[str, list[TimelineItem]] = defaultdict(list)
    for item in dated:
        grouped[item.row or item.title].append(item)
    return [_row(lane, key, members) for key, members in grouped.items()]


def _series_rows(lane: Lane, dated: list[TimelineItem], ways: Ways) -> list[Row]:
    """One axis holds one unit: what cannot be brought into it is another row of the same quantity."""
    grouped: defaultdict[str, list[TimelineItem]] = defaultdict(list)
    key_of: dict[str, str] = {}
    for item in dated:
        row = item.row or item.title
        if row not in key_of:
            key_of[row] = analyte_row(row)
        grouped[key_of[row]].append(item)
    rows: list[Row] = []
    for key, members in grouped.items():
        for one in on_one_axis(key, members, ways):
            made = _row(lane, f"{key}|{one.unit}", one.items)
            made.unit, made.conversions = one.unit, one.conversions
            rows.append(made)
    return rows


def _row(lane: Lane, key: str, items: list[TimelineItem]) -> Row:
    starts = np.array([begin_s(item) for item in items], dtype=np.float64)
    ends = np.array([finish_s(item) for item in items], dtype=np.float64)
    latest = items[-1]
    title = one_line(latest.row_title or latest.title)
    return Row(
        lane=lane,
        key=key,
        kind=_kind(lane, items),
        title=title,
        name=short_name(latest.codes, title),
        items=items,
        starts=starts,
        ends=ends,
    )


def _kind(lane: Lane, items: list[TimelineItem]) -> RowKind:
    if lane in BAR_LANES:
        return RowKind.BARS
    if any(item.has_samples for item in items):
        return RowKind.ENVELOPE
    if any(item.second_value is not None for item in items):
        return RowKind.PAIRS
    if any(STEP_CODES.intersection(item.codes) for item in items):
        return RowKind.COLUMNS
    return RowKind.LINE


def _rank(row: Row) -> tuple[bool, int, int, float, str]:
    """Rows of a lane in an order that no panning changes: what is going on, loudest and fullest first."""
    if row.lane in BAR_LANES:
        return (not row.is_current, -row.severity, -len(row.items), float(row.starts[0]), row.name)
    loud = row.lane is Lane.LABS and is_loud(row.latest)
    return (not loud, usual_place(row.codes), -len(row.items), -float(row.starts[-1]), row.name)
