from collections.abc import Callable

from PySide6.QtCore import Qt

from serums_desktop.charts.timeline.table import TimelineTable
from serums_desktop.domain.entries import RangeFlag, Standing
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem

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
