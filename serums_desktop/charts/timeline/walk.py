"""Walking the timeline by keyboard: to the next entry of a lane, or to the nearest one of the next lane."""

from __future__ import annotations

from serums_desktop.charts.timeline.model import TimelineModel, begin_s
from serums_desktop.domain.lanes import LANE_ORDER
from serums_desktop.domain.timeline import TimelineItem


def along_lane(model: TimelineModel, item_id: str, step: int) -> TimelineItem | None:
    """The next (1) or previous (-1) item of the same lane; undated ones come after the dated ones."""
    if item_id not in model.by_id:
        return None
    lane = model.lane(model.by_id[item_id].lane)
    items = [*lane.items, *lane.undated]
    place = next(at for at, item in enumerate(items) if item.item_id == item_id) + step
    return items[place] if 0 <= place < len(items) else None


def across_lanes(model: TimelineModel, item_id: str, step: int, near_s: float) -> TimelineItem | None:
    """The item nearest in time in the next lane down (1) or up (-1) that holds anything.

    From nowhere it enters the first lane (or the last one, going up) near `near_s`.
    """
    if item_id in model.by_id:
        item = model.by_id[item_id]
        place = LANE_ORDER.index(item.lane) + step
        near_s = max(begin_s(item), model.first_s)
    else:
        place = 0 if step > 0 else len(LANE_ORDER) - 1
    while 0 <= place < len(LANE_ORDER):
        lane = model.lanes[place]
        if lane.items:
            return min(lane.items, key=lambda other: abs(max(begin_s(other), model.first_s) - near_s))
        if lane.undated:
            return lane.undated[0]
        place += step
    return None
