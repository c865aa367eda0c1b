"""Which rows a lane shows and where everything stands, top to bottom. The lanes' order never changes."""

from __future__ import annotations

from dataclasses import dataclass, field

from serums_desktop.charts.timeline.model import BAR_LANES, SERIES_LANES, LaneModel, Row, TimelineModel
from serums_desktop.domain.lanes import LANE_ORDER, Lane

PITCH = {Lane.PROBLEMS: 18.0, Lane.MEDICINES: 20.0, Lane.LABS: 27.0, Lane.VITALS: 31.0}
_ROWS = {Lane.PROBLEMS: 6, Lane.MEDICINES: 6, Lane.LABS: 4, Lane.VITALS: 4}
_LEAST_ROWS = {Lane.PROBLEMS: 4, Lane.MEDICINES: 5, Lane.LABS: 3, Lane.VITALS: 3}
_MOST_LINES = 80
_TALLEST_STRETCH = 1.5
# How far beyond the view, in views, a row knows its lines.
REACH = 0.5
_POINT_TRACK = 22.0
_PADDING = {Lane.PROBLEMS: 4.0, Lane.MEDICINES: 4.0, Lane.LABS: 2.0, Lane.VITALS: 4.0}
_LINE = 20.0
_UNDATED_ROW = 24.0
_LEAST = 44.0
_ONE_TRACK = 36.0
COLUMNS_HEIGHT = 40.0


@dataclass(slots=True)
class RowBox:
    """A row and its place. `track` gives each statement near the view its line within the row."""

    row: Row
    top: float
    height: float
    track: dict[int, int] = field(default_factory=dict)

    @property
    def tracks(self) -> int:
        """How many lines the row takes."""
        return max(self.track.values(), default=0) + 1


@dataclass(slots=True)
class LaneBox:
    """A lane and the places of its parts; tops are in content pixels.

    `hidden` are rows left out that touch the view, `beyond` those that even the unfolded lane leaves out.
    Where not all that lies in view is held, counts stand at `columns_top`.
    """

    lane: LaneModel
    top: float
    height: float
    tracks: int = 1
    rows: list[RowBox] = field(default_factory=list)
    hidden: list[Row] = field(default_factory=list)
    beyond: int = 0
    is_unfolded: bool = False
    more_top: float | None = None
    undated_top: float | None = None
    is_counted: bool = False
    columns_top: float | None = None

    @property
    def bottom(self) -> float:
        """The pixel below its last one."""
        return self.top + self.height


def arrange_lanes(
    model: TimelineModel, span: tuple[float, float], available: float, unfolded: frozenset[Lane]
) -> list[LaneBox]:
    """Stack the lanes for a span of time.

    Lanes hold a few rows each; where `available` pixels leave room, more rows come in, then series rows
    grow a little. An unfolded lane shows every row that touches the span.
    """
    touching = {lane.lane: [row for row in lane.rows if row.within(*span).size] for lane in model.lanes}

    def stacked(caps: dict[Lane, int]) -> list[LaneBox]:
        boxes: list[LaneBox] = []
        top = 0.0
        for which in LANE_ORDER:
            box = _lane_box(
                model.lane(which),
                touching[which],
                caps.get(which, 0),
                unfolded=which in unfolded,
                span=span,
            )
            _settle(box, top, PITCH.get(which, 0.0))
            boxes.append(box)
            top = box.bottom
        return boxes

    caps = dict(_LEAST_ROWS)
    boxes = stacked(caps)
    growing = set(caps)
    while growing:
        # The lane furthest below its usual number of rows comes first, then the one leaving most out.
        left_out = {box.lane.lane: len(box.hidden) for box in boxes if not box.is_unfolded and box.hidden}
        growing &= set(left_out)
        if not growing:
            break
        lane = min(sorted(growing), key=lambda which: (caps[which] / _ROWS[which] // 1, -left_out[which]))
        tried = stacked(caps | {lane: caps[lane] + 1})
        if tried[-1].bottom > available:
            growing.discard(lane)
            continue
        caps[lane] += 1
        boxes = tried
    return _stretched(boxes, available)


def _lane_box(
    lane: LaneModel, rows: list[Row], cap: int, *, unfolded: bool, span: tuple[float, float]
) -> LaneBox:
    box = LaneBox(
        lane, 0.0, 0.0, is_unfolded=unfolded and len(rows) > cap, is_counted=not lane.is_held(*span)
    )
    if lane.lane not in BAR_LANES | SERIES_LANES:
        box.tracks = 2 if lane.lane is Lane.ENCOUNTERS else 1
        return box
    shown = rows if unfolded else _most_telling(rows, cap, span)
    box.rows = _row_boxes(shown, span)
    shown = [row_box.row for row_box in box.rows]
    box.hidden = [row for row in rows if row not in shown]
    box.beyond = len(box.hidden) if unfolded else 0
    return box


def _row_boxes(rows: list[Row], span: tuple[float, float]) -> list[RowBox]:
    """Rows with their lines, as many as a lane holds; statements beyond are left to the table.

    The lines are found for half a view more on either side, so that a drag brings nothing without a line.
    """
    room = (span[1] - span[0]) * REACH
    boxes: list[RowBox] = []
    lines = 0
    for row in rows:
        track = row.tracks_within(span[0] - room, span[1] + room) if row.lane in BAR_LANES else {}
        boxes.append(RowBox(row, 0.0, 0.0, {at: line for at, line in track.items() if line < _MOST_LINES}))
        lines += boxes[-1].tracks
        if lines >= _MOST_LINES:
            break
    return boxes


def _most_telling(rows: list[Row], cap: int, span: tuple[float, float]) -> list[Row]:
    """The rows to show, in their own order: of bars, those that begin, change or end in view go first."""
    if len(rows) <= cap or rows[0].lane not in BAR_LANES:
        return rows[:cap]
    chosen = sorted(rows, key=lambda row: (-row.severity, row.steps_within(*span) == 0))[:cap]
    return [row for row in rows if row in chosen]


def _settle(box: LaneBox, top: float, pitch: float) -> None:
    """Give a lane and its parts their places, rows being `pitch` pixels apart."""
    box.top = top
    padding = _PADDING.get(box.lane.lane, 3.0)
    at = top + padding
    for row_box in box.rows:
        row_box.top, row_box.height = at, pitch * row_box.tracks
        at += row_box.height
    if box.lane.lane not in BAR_LANES | SERIES_LANES:
        height = box.tracks * _POINT_TRACK + 2 * padding + 6 if box.tracks > 1 else _ONE_TRACK
        at = top + height - padding
    box.more_top = box.undated_top = box.columns_top = None
    if (box.hidden or box.is_unfolded) and box.rows:
        # Series have room for these words beside their last name; bars share a line with the undated.
        in_gutter = box.lane.lane in SERIES_LANES
        box.more_top = box.rows[-1].top + box.rows[-1].height / 2 - _LINE / 2 if in_gutter else at
        at += 0.0 if in_gutter or box.lane.undated else _LINE
    if box.is_counted:
        box.columns_top, at = at, at + COLUMNS_HEIGHT
    if box.lane.undated:
        box.undated_top, at = at, at + _UNDATED_ROW
    least = _ONE_TRACK if box.lane.is_empty or (box.tracks == 1 and not box.lane.rows) else _LEAST
    box.height = round(max(at + padding - top, least))


def _stretched(boxes: list[LaneBox], available: float) -> list[LaneBox]:
    spare = available - boxes[-1].bottom
    series = [box for box in boxes if box.lane.lane in SERIES_LANES]
    pitches = sum(PITCH[box.lane.lane] * len(box.rows) for box in series)
    if spare < 8 or not pitches:
        return boxes
    factor = min(1.0 + spare / pitches, _TALLEST_STRETCH)
    top = 0.0
    for box in boxes:
        pitch = PITCH.get(box.lane.lane, 0.0)
        _settle(box, top, pitch * factor if box.lane.lane in SERIES_LANES else pitch)
        top = box.bottom
    return boxes
