"""A record that is too long to be held: every entry is counted, shown where one looks, and explained."""

import pytest

from serums_desktop.charts.scale import Zoom
from serums_desktop.domain.lanes import Lane
from serums_desktop.services import open_record, read_timeline

from .conftest import Person
from .test_path import JOANA


@pytest.fixture(autouse=True)
def few_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_timeline, "HELD_AT_MOST", 100)
    monkeypatch.setattr(read_timeline, "_OF_SHORT_LANES", 60)
    monkeypatch.setattr(read_timeline, "_OF_A_WINDOW", 40)
    monkeypatch.setattr(open_record, "_READ_AT_ONCE", 50)
    monkeypatch.setattr(open_record, "_AT_A_GLANCE", 30)


def test_a_long_record_is_read_where_one_looks(person: Person) -> None:
    shell = person.shell
    person.sign_in()
    person.search(JOANA)
    person.open_first()
    person.settle()
    opened, timeline = shell.record.opened(), shell.record_view.timeline
    assert opened is not None
    assert opened.base is not None
    assert opened.accounting.balanced
    whole = opened.base.overview.items
    assert len(opened.timeline.items) < whole <= opened.accounting.shown
    assert Lane.LABS in opened.base.long_lanes

    # What one is warned of is all there, and a table row for every entry.
    assert opened.summary.allergies
    table = timeline.table_model()
    assert table.rowCount() == whole
    last = whole - 1
    assert table.item_id(last) == ""
    person.until(lambda: table.item_id(last) != "")

    # The oldest entry is gone to from the table, and explained.
    shell.record_view.item_selected.emit(table.item_id(last))
    person.until(lambda: shell.record.detail.item_id == table.item_id(last))
    person.settle()

    # A year back, and the whole life: what is in view is held or counted.
    for zoom in (Zoom.YEAR, Zoom.MONTH, Zoom.LIFE):
        timeline.set_zoom(zoom)
        shell.record_view.earlier.click()
        person.settle()
        assert timeline._model.count == whole
        assert not shell.record_view.grab().isNull()

    # What was counted by day or month leads to a year of steps all the same.
    shell.record_view.charts_requested.emit()
    person.until(shell.charts.is_filled)
