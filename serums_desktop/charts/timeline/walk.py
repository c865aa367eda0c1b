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
    places = (at for at, item in enumerate(items) if item.item_id == item_id)
    here = next(places, None)
    if here is None or not 0 <= here + step < len(items):
        return None
    return items[here + step]


def is_edge(model: TimelineModel, item_id: str, step: int) -> bool:
    """Whether something of its lane that is not held may lie between an item and the next one held."""
    if not item_id:
        return False
    item = model.by_id.get(item_id)
    if item is None:
        return bool(model.part.covered)
    if item.lane not in model.part.covered or (item.start_s is None and item.end_s is None):
        return False
    after = along_lane(model, item_id, step)
    reach = [begin_s(item)] if after is None else [begin_s(item), begin_s(after)]
    return after is None or not model.lane(item.lane).is_held(min(reach), max(reach))


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
