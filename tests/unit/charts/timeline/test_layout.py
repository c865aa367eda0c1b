import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest

from serums_desktop.charts.timeline.layout import arrange_lanes
from serums_desktop.charts.timeline.model import build
from serums_desktop.domain.entries import Severity, Standing
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem

MakeItem = Callable[..., TimelineItem]

YEAR = tuple(dt.datetime(year, 12, 1, tzinfo=dt.UTC).timestamp() for year in (2025, 2026))
SPAN = (YEAR[0], YEAR[1])


@pytest.mark.parametrize("available", [0.0, 300.0, 668.0, 4000.0])
def test_lanes_keep_their_order_and_never_overlap(item: MakeItem, now_s: float, available: float) -> None:
    items = [
        item(lane, f"{lane} {at}", "2026-02-03", value=1.0, value_text="1")
        for lane in LANE_ORDER
        for at in range(12)
    ]
    boxes = arrange_lanes(build(Timeline(tuple(items)), now_s), SPAN, available, frozenset())
    assert [box.lane.lane for box in boxes] == list(LANE_ORDER)
    for above, below in pairwise(boxes):
        assert above.bottom == below.top
    for box in boxes:
        edges = [(row.top, row.top + row.height) for row in box.rows]
        assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(edges))
        assert all(box.top <= top and bottom <= box.bottom for top, bottom in edges)


def test_more_room_brings_more_rows(item: MakeItem, now_s: float) -> None:
    model = build(Timeline(tuple(item(Lane.MEDICINES, f"M{at}", "2020") for at in range(20))), now_s)
    few = arrange_lanes(model, SPAN, 400, frozenset())[2]
    many = arrange_lanes(model, SPAN, 900, frozenset())[2]
    assert len(few.rows) < len(many.rows) == 20
    assert len(few.rows) + len(few.hidden) == 20
    assert few.more_top is not None
    assert many.more_top is None


def test_unfolding_shows_every_row(item: MakeItem, now_s: float) -> None:
    model = build(Timeline(tuple(item(Lane.PROBLEMS, f"P{at}", "2020") for at in range(20))), now_s)
    box = arrange_lanes(model, SPAN, 400, frozenset({Lane.PROBLEMS}))[1]
    assert len(box.rows) == 20
    assert box.is_unfolded


def test_overlapping_statements_of_one_substance_lie_on_lines_of_their_own(
    item: MakeItem, now_s: float
) -> None:
    items = [
        item(Lane.MEDICINES, "Apixaban", "2026-01-01", note="5 mg", sources=("a",)),
        item(Lane.MEDICINES, "Apixaban", "2026-02-01", note="2.5 mg", sources=("b",)),
        item(Lane.MEDICINES, "Apixaban", "2025-01-01", "2025-12-31", note="5 mg"),
    ]
    (row,) = arrange_lanes(build(Timeline(tuple(items)), now_s), SPAN, 700, frozenset())[2].rows
    assert row.tracks == 2
    assert sorted(row.track) == [0, 1, 2]
    assert row.track[1] != row.track[2]


def test_rows_that_change_in_view_are_not_left_out_for_those_that_do_not(
    item: MakeItem, now_s: float
) -> None:
    items = [item(Lane.MEDICINES, f"M{at}", "2020", standing=Standing.CURRENT) for at in range(9)]
    items.append(item(Lane.MEDICINES, "Oxycodone", "2026-05-14", "2026-05-28", standing=Standing.PAST))
    items.append(item(Lane.MEDICINES, "Warfarin", "2019", severity=Severity.HIGH))
    box = arrange_lanes(build(Timeline(tuple(items)), now_s), SPAN, 0, frozenset())[2]
    shown = [row_box.row.title for row_box in box.rows]
    assert "Oxycodone" in shown
    assert shown[0] == "Warfarin"
    assert all(row.is_current and not row.steps_within(*SPAN) for row in box.hidden)


def test_one_quantity_in_two_units_has_two_axes(item: MakeItem, now_s: float) -> None:
    items = [
        item(Lane.LABS, "Glucose", "2026-01-01", value=5.4, value_text="5.4", unit="mmol/L"),
        item(Lane.LABS, "Glucose", "2026-02-01", value=97.0, value_text="97", unit="mg/dL"),
    ]
    assert len(build(Timeline(tuple(items)), now_s).lane(Lane.LABS).rows) == 2
