from collections.abc import Callable

from PySide6.QtCore import Qt

from serums_desktop.charts.timeline.table import TimelineTable
from serums_desktop.domain.entries import RangeFlag, Standing
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.stored import Month, Overview
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import TimelinePart

MakeItem = Callable[..., TimelineItem]


def cells(table: TimelineTable, row: int) -> list[str]:
    return [table.data(table.index(row, column)) for column in range(table.columnCount())]


def test_the_twin_holds_every_item_once(qapp: object, item: MakeItem) -> None:
    items = [item(lane, f"{lane} {at}", f"20{at:02}-01-01") for at in range(20) for lane in LANE_ORDER]
    items.append(item(Lane.PROBLEMS, "undated"))
    table = TimelineTable()
    table.set_timeline(Timeline(tuple(items)), {})
    ids = [table.item_id(row) for row in range(table.rowCount())]
    assert sorted(ids) == sorted(entry.item_id for entry in items)
    assert table.data(table.index(0, 0), Qt.ItemDataRole.UserRole) == ids[0]
    assert ids[-1] == items[-1].item_id


def test_cells_say_what_the_source_said(qapp: object, item: MakeItem) -> None:
    weight = item(
        Lane.VITALS,
        "Weight",
        "2026-03-18",
        value=54.2,
        value_text="54.20",
        unit="kg",
        flag=RangeFlag.LOW,
        sources=("a", "b"),
    )
    table = TimelineTable()
    table.set_timeline(Timeline((weight,)), {"a": "Hospital A"})
    assert cells(table, 0) == ["18-Mar-2026", "Vitals", "Weight", "54.20 kg, low", "Hospital A, b"]


def test_partial_dates_stay_partial(qapp: object, item: MakeItem) -> None:
    items = (
        item(Lane.PROBLEMS, "Diabetes", "2003", standing=Standing.CURRENT),
        item(Lane.PROBLEMS, "Fracture", "2019-02", "2019-06"),
        item(Lane.PROBLEMS, "Asthma"),
    )
    table = TimelineTable()
    table.set_timeline(Timeline(items), {})
    dates = {table.data(table.index(row, 2)): table.data(table.index(row, 0)) for row in range(3)}
    assert dates["Diabetes"] == "since 2003"
    assert dates["Fracture"] == "Feb-2019 \N{EN DASH} 30-Jun-2019"
    assert dates["Asthma"] == "no date given"


def test_what_is_not_there_is_never_written_as_the_thing_itself(qapp: object, item: MakeItem) -> None:
    items = (
        item(Lane.PROBLEMS, "Penicillin", "2020", negated=True, codes=("91936005",)),
        item(Lane.PROBLEMS, "No known allergy", "2020", negated=True, codes=("716186003",)),
        item(Lane.PROCEDURES, "Colonoscopy", "2020-01-01", negated=True),
    )
    table = TimelineTable()
    table.set_timeline(Timeline(items), {})
    titles = {table.data(table.index(row, 2)) for row in range(3)}
    assert titles == {"not present: Penicillin", "No known allergy", "not done: Colonoscopy"}


def long_table(items: list[TimelineItem]) -> tuple[TimelineTable, list[int]]:
    """A table of a long record, and the first rows that it wanted."""
    overview = Overview((Month(Lane.LABS, 360, len(items), 0),), len(items), 0)
    table = TimelineTable()
    wanted: list[int] = []
    table.rows_wanted.connect(lambda first, _most: wanted.append(first))
    table.set_timeline(TimelinePart(Timeline(), overview, {Lane.LABS: None}), {})
    return table, wanted


def test_rows_of_a_long_record_are_read_as_they_are_looked_at(qapp: object, item: MakeItem) -> None:
    items = [item(Lane.LABS, f"Result {at}", "2000-01-01") for at in range(1_000)]
    table, wanted = long_table(items)
    assert (table.rowCount(), wanted) == (1_000, [])
    assert cells(table, 0) == ["", "", "being read", "", ""]
    assert table.data(table.index(0, 0), Qt.ItemDataRole.UserRole) == ""
    assert wanted == [0]
    table.fill(0, tuple(items[:200]))
    assert cells(table, 199)[2] == "Result 199"
    assert wanted == [0]


def test_of_many_pages_wanted_the_one_looked_at_last_comes_next(qapp: object, item: MakeItem) -> None:
    table, wanted = long_table([item(Lane.LABS, "Result", "2000-01-01")] * 2_000)
    for row in range(0, 2_000, 200):
        table.item_id(row)
    for first in (0, 1800, 1600, 1400):
        assert wanted[-1] == first
        table.fill(first, ())
    assert wanted == [0, 1800, 1600, 1400]


def test_a_late_page_of_another_record_is_not_shown(qapp: object, item: MakeItem) -> None:
    table, _wanted = long_table([item(Lane.LABS, "Result", "2000-01-01")] * 300)
    table.item_id(0)
    table.set_timeline(Timeline(), {})
    table.fill(0, (item(Lane.LABS, "Result", "2000-01-01"),))
    assert table.rowCount() == 0
