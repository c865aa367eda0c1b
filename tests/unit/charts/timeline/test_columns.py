"""What is not held is counted: no stretch looks empty that is not, and no flag is averaged away."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import TimelineView, words
from serums_desktop.charts.timeline.columns import density_of, lane_columns
from serums_desktop.charts.timeline.view import HEADER
from serums_desktop.domain.entries import Standing
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.stored import Month, Overview
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import Bucket, Counted, TimelinePart

MakeItem = Callable[..., TimelineItem]
DAY_S = 86_400.0
# January and March 2000.
MONTHS = (Month(Lane.LABS, 360, 70, 3), Month(Lane.LABS, 362, 30, 0))
BEGIN_S = 946_684_800.0
OVERVIEW = Overview(MONTHS, 100, 0)


def part(*items: TimelineItem, covered: tuple[float, float] | None = None, **more: Counted) -> TimelinePart:
    return TimelinePart(Timeline(items), OVERVIEW, {Lane.LABS: covered}, **more)


def shown(qtbot: QtBot, theme: Theme, what: TimelinePart, now_s: float, days: int = 90) -> TimelineView:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    view.resize(920, 768)
    view.set_timeline(what, {}, now_s)
    view.set_range(BEGIN_S, BEGIN_S + days * DAY_S)
    view.show()
    return view


def counted(*buckets: Bucket) -> Counted:
    return Counted(BEGIN_S, BEGIN_S + 10 * DAY_S, DAY_S, frozenset({Lane.LABS}), buckets)


def test_months_stand_where_nothing_finer_is_known() -> None:
    columns = lane_columns(part(counted=counted(Bucket(Lane.LABS, BEGIN_S, 7, 1))), Lane.LABS)
    assert columns is not None
    assert columns.about(BEGIN_S, BEGIN_S + 9 * DAY_S) == 7
    # Beyond what is finely counted nothing may look empty: then months stand for all of it.
    assert columns.about(BEGIN_S, BEGIN_S + 11 * DAY_S) == 70
    assert columns.about(BEGIN_S, BEGIN_S + 80 * DAY_S) == 100
    assert lane_columns(part(), Lane.VITALS) is None


def test_columns_of_one_pixel_keep_the_fullest_and_every_flag() -> None:
    columns = lane_columns(part(), Lane.LABS)
    assert columns is not None
    joined = columns.months.joined(np.zeros(2))
    assert (joined.counts.tolist(), joined.flagged.tolist()) == ([70], [3])
    assert joined.ends_s[0] == columns.months.ends_s[-1]


def test_the_density_of_all_lanes_has_every_month() -> None:
    density = density_of(Overview((*MONTHS, Month(Lane.VITALS, 360, 5, 1)), 105, 0))
    assert density.counts.tolist() == [75, 0, 30]
    assert density.flagged.tolist() == [4, 0, 0]
    assert density.edges_s[0] == BEGIN_S
    assert density_of(Overview((), 0, 0)).counts.size == 0


def test_where_nothing_is_held_its_counts_are_painted(qtbot: QtBot, theme: Theme, now_s: float) -> None:
    view = shown(qtbot, theme, part(), now_s)
    (box,) = [box for box in view._lane_boxes() if box.is_counted]
    assert box.lane.lane is Lane.LABS
    assert not box.lane.is_empty
    told = [words.column(hit.column) for hit in view._painted().hits if hit.column is not None]
    assert len(told) == 2
    assert "70 entries, 3 of them marked" in told[0]


def test_a_click_on_a_column_goes_there(qtbot: QtBot, theme: Theme, now_s: float) -> None:
    view = shown(qtbot, theme, part(), now_s)
    hit = next(hit for hit in view._painted().hits if hit.column is not None)
    place = hit.rect.center()
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=QPoint(round(place.x()), round(place.y() + HEADER) - view.verticalScrollBar().value()),
    )
    begin_s, end_s = view.range()
    assert begin_s < BEGIN_S
    assert BEGIN_S + 31 * DAY_S < end_s < BEGIN_S + 40 * DAY_S


def test_more_is_wanted_once_for_each_view(qtbot: QtBot, theme: Theme, now_s: float) -> None:
    view = shown(qtbot, theme, part(covered=(BEGIN_S, BEGIN_S + 100 * DAY_S)), now_s, days=50)
    asked: list[tuple[float, float]] = []
    view.window_wanted.connect(lambda start_s, end_s: asked.append((start_s, end_s)))
    view.set_range(BEGIN_S + 10 * DAY_S, BEGIN_S + 60 * DAY_S)
    assert asked == []
    view.set_range(BEGIN_S + 70 * DAY_S, BEGIN_S + 120 * DAY_S)
    view.set_range(*view.range())
    assert asked == [view.range()]


def test_a_drag_beyond_what_is_held_shows_the_counts_at_once(
    qtbot: QtBot, theme: Theme, now_s: float
) -> None:
    view = shown(qtbot, theme, part(covered=(BEGIN_S, BEGIN_S + 51 * DAY_S)), now_s, days=50)
    assert not any(box.is_counted for box in view._lane_boxes())
    view._move(view.scale().panned(-view.scale().width * 0.1))
    assert any(box.is_counted for box in view._lane_boxes())


def test_no_line_is_drawn_over_what_is_not_held(
    qtbot: QtBot, theme: Theme, item: MakeItem, now_s: float
) -> None:
    fields: dict[str, object] = {"row": "creatinine", "value": 80.0, "value_text": "80", "unit": "umol/L"}
    near = [item(Lane.LABS, "Creatinine", f"2000-01-{day:02}", **fields) for day in (3, 4)]
    last = item(Lane.LABS, "Creatinine", "2020-01-01", **{**fields, "value_text": "95"})
    view = shown(qtbot, theme, part(*near, last, covered=(BEGIN_S, BEGIN_S + 31 * DAY_S)), now_s, days=20)
    (row,) = view._model.lane(Lane.LABS).rows
    assert row.items == near
    assert row.latest == last
    assert view._model.count == 100
    assert not view.grab().isNull()


def test_a_current_problem_is_shown_though_its_lane_is_counted(
    qtbot: QtBot, theme: Theme, item: MakeItem, now_s: float
) -> None:
    asthma = item(Lane.PROBLEMS, "Asthma", "1990", row="asthma", standing=Standing.CURRENT)
    months = tuple(Month(lane, 360, 5, 0) for lane in LANE_ORDER)
    what = TimelinePart(Timeline((asthma,)), Overview(months, 40, 0), dict.fromkeys(LANE_ORDER))
    view = shown(qtbot, theme, what, now_s)
    boxes = view._lane_boxes()
    assert all(box.is_counted and box.columns_top is not None for box in boxes)
    assert [row_box.row.latest for row_box in boxes[LANE_ORDER.index(Lane.PROBLEMS)].rows] == [asthma]
    assert not view.grab().isNull()


@pytest.mark.parametrize("step", [1, -1])
def test_walking_beyond_what_is_held_asks_for_the_next(
    qtbot: QtBot, theme: Theme, item: MakeItem, now_s: float, step: int
) -> None:
    only = item(Lane.LABS, "Creatinine", "2000-01-03", row="creatinine")
    view = shown(qtbot, theme, part(only, covered=(BEGIN_S, BEGIN_S + 31 * DAY_S)), now_s, days=20)
    view.select(only.item_id)
    asked: list[tuple[str, int]] = []
    view.step_wanted.connect(lambda item_id, by: asked.append((item_id, by)))
    QTest.keyClick(view, Qt.Key.Key_Right if step > 0 else Qt.Key.Key_Left)
    assert asked == [(only.item_id, step)]


def test_what_is_selected_stays_so_while_it_is_not_held(
    qtbot: QtBot, theme: Theme, item: MakeItem, now_s: float
) -> None:
    far = item(Lane.LABS, "Potassium", "2010-05-05", row="potassium")
    view = shown(qtbot, theme, part(), now_s)
    view.show_item(far)
    begin_s, end_s = view.range()
    assert begin_s < (far.start_s or 0.0) < end_s
    view.set_timeline(part(), {}, now_s)
    assert view.selected() == far.item_id
    assert "Potassium" in view.accessibleDescription()
    view.deselect()
    assert view.selected() == ""
