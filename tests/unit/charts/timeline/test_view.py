import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from serums_desktop.analytics.pyramid import Pyramid
from serums_desktop.charts.theme import Theme
from serums_desktop.charts.timeline import TimelineView, Zoom
from serums_desktop.charts.timeline.view import HEADER
from serums_desktop.domain.entries import RangeFlag, Severity, Standing
from serums_desktop.domain.lanes import LANE_ORDER, Lane
from serums_desktop.domain.timeline import Timeline, TimelineItem

MakeItem = Callable[..., TimelineItem]


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> TimelineView:
    made = TimelineView(theme)
    qtbot.addWidget(made)
    made.resize(920, 768)
    made.show()
    return made


def place_of(view: TimelineView, item_id: str) -> QPoint:
    """The middle of where an item answers to the mouse, in the viewport."""
    hit = next(hit for hit in view._painted().hits if hit.item_ids == (item_id,))
    return QPoint(
        round(hit.rect.center().x()),
        round(hit.rect.center().y() + HEADER) - view.verticalScrollBar().value(),
    )


def crowded(item: MakeItem, count: int) -> Timeline:
    """Items over thirty years in every lane, of every kind."""
    made: list[TimelineItem] = []
    for at in range(count):
        lane = LANE_ORDER[at % len(LANE_ORDER)]
        start = f"{1996 + at % 31}-{1 + at % 12:02}-{1 + at % 28:02}"
        fields: dict[str, object] = {"row": f"row {at % 23}"}
        if lane in {Lane.LABS, Lane.VITALS}:
            fields |= {
                "value": float(at % 17),
                "value_text": str(at % 17),
                "unit": "mmol/L",
                "low": 2.0,
                "high": 9.0,
            }
            fields["flag"] = list(RangeFlag)[at % len(RangeFlag)]
        if at % 5 == 0:
            fields["second_value"] = 3.0
        end = f"{1997 + at % 31}-01-01" if at % 3 else ""
        made.append(
            item(lane, f"Entry {at}", start, end if lane in {Lane.PROBLEMS, Lane.MEDICINES} else "", **fields)
        )
    return Timeline(tuple(made))


def test_ten_thousand_entries_paint_in_every_theme_and_zoom(
    qtbot: QtBot, any_theme: Theme, item: MakeItem, now_s: float
) -> None:
    view = TimelineView(any_theme)
    qtbot.addWidget(view)
    view.resize(920, 768)
    view.set_timeline(crowded(item, 10_000), {"here": "Hospital"}, now_s)
    for zoom in Zoom:
        view.set_zoom(zoom)
        assert not view.grab().isNull()
    assert view.table_model().rowCount() == 10_000


@pytest.mark.parametrize(
    ("start", "title"),
    [
        ("", "undated"),
        ("1900", "very old"),
        ("1900-01-01", "very old day"),
        ("2099-12-31", "far ahead"),
        ("9999", "the last year"),
        ("0001-01-01", "the first day"),
        (
            "2026-11-22T14:00:00+01:00",
            "\N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET} \N{ARABIC LETTER MEEM} " * 4,
        ),
        ("2026-11-22", "letter " * 20_000),
        ("2026-11-22", "<b>bold</b>\n\x00\t"),
    ],
)
@pytest.mark.parametrize("lane", LANE_ORDER)
def test_a_single_strange_entry_paints_at_every_zoom(
    view: TimelineView, item: MakeItem, now_s: float, lane: Lane, start: str, title: str
) -> None:
    entry = item(lane, title, start)
    view.set_timeline(Timeline((entry,)), {}, now_s)
    view.select(entry.item_id)
    for zoom in Zoom:
        view.set_zoom(zoom)
        assert not view.grab().isNull()
    assert view.table_model().rowCount() == 1


def test_nothing_at_all_paints_and_says_who_was_asked(view: TimelineView, now_s: float) -> None:
    view.set_timeline(Timeline(), {}, now_s)
    view.set_answered(5, 8)
    assert not view.grab().isNull()
    assert "5/8" in view.accessibleDescription()


def test_the_wheel_zooms_and_keeps_the_pointers_time(view: TimelineView, now_s: float) -> None:
    view.set_timeline(Timeline(), {}, now_s)
    at = QPointF(431, 400)
    before = view.scale()
    event = QWheelEvent(
        at,
        view.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
    after = view.scale()
    assert after.end_s - after.start_s < before.end_s - before.start_s
    assert after.x(before.t(431)) == pytest.approx(431, abs=0.01)


def test_dragging_pans_by_what_was_dragged(qtbot: QtBot, view: TimelineView, now_s: float) -> None:
    view.set_timeline(Timeline(), {}, now_s)
    at_s = view.scale().t(500)
    with qtbot.waitSignal(view.range_changed):
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(500, 400))
        qtbot.mouseMove(view.viewport(), QPoint(430, 400))
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(430, 400))
    assert view.scale().x(at_s) == pytest.approx(430, abs=0.5)


def test_a_click_sets_the_cursor_and_selects(
    qtbot: QtBot, view: TimelineView, item: MakeItem, now_s: float
) -> None:
    visit = item(Lane.ENCOUNTERS, "GP review", "2026-06-10", resource_type="Encounter")
    view.set_timeline(Timeline((visit,)), {}, now_s)
    place = place_of(view, visit.item_id)
    with qtbot.waitSignal(view.cursor_moved) as moved, qtbot.waitSignal(view.item_selected) as chosen:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selected() == visit.item_id
    assert chosen.args == [visit.item_id]
    assert moved.args == [pytest.approx(view.scale().t(place.x()))]


def test_a_double_click_and_enter_open(
    qtbot: QtBot, view: TimelineView, item: MakeItem, now_s: float
) -> None:
    visit = item(Lane.ENCOUNTERS, "GP review", "2026-06-10", resource_type="Encounter")
    view.set_timeline(Timeline((visit,)), {}, now_s)
    with qtbot.waitSignal(view.item_activated) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, visit.item_id))
    assert opened.args == [visit.item_id]
    view.select(visit.item_id)
    with qtbot.waitSignal(view.item_activated):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_a_click_on_a_crowd_zooms_into_it(
    qtbot: QtBot, view: TimelineView, item: MakeItem, now_s: float
) -> None:
    letters = [item(Lane.DOCUMENTS, f"Letter {day}", f"2026-06-{day:02}") for day in (10, 12, 14)]
    view.set_timeline(Timeline(tuple(letters)), {}, now_s)
    crowd = next(hit for hit in view._painted().hits if len(hit.item_ids) == 3)
    at = QPoint(round(crowd.rect.center().x()), round(crowd.rect.center().y() + HEADER))
    with qtbot.waitSignal(view.range_changed):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    start, end = view.range()
    assert letters[0].start_s is not None
    assert letters[-1].start_s is not None
    assert start < letters[0].start_s < letters[-1].start_s < end
    assert end - start < 30 * 86_400


def test_arrows_walk_a_lane_and_cross_lanes(
    qtbot: QtBot, view: TimelineView, item: MakeItem, now_s: float
) -> None:
    visits = [item(Lane.ENCOUNTERS, f"Visit {month}", f"2026-{month:02}-10") for month in (2, 5, 9)]
    letters = [item(Lane.DOCUMENTS, f"Letter {month}", f"2026-{month:02}-12") for month in (2, 9)]
    view.set_timeline(Timeline((*visits, *letters)), {}, now_s)
    walked: list[str] = []
    view.item_selected.connect(walked.append)
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_Right,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Up,
    ):
        qtbot.keyClick(view, key)
    expected = [*visits, letters[1], letters[0], visits[0]]
    assert walked == [entry.item_id for entry in expected]
    assert "Visit 2" in view.accessibleDescription()


def test_home_end_and_zoom_keys(qtbot: QtBot, view: TimelineView, item: MakeItem, now_s: float) -> None:
    view.set_timeline(Timeline((item(Lane.LABS, "Hb", "1990-01-01"),)), {}, now_s)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.range()[0] < dt.datetime(1990, 1, 1, tzinfo=dt.UTC).timestamp() < view.range()[1]
    qtbot.keyClick(view, Qt.Key.Key_End)
    start, end = view.range()
    assert start < now_s < end
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.range()[1] - view.range()[0] < end - start


def test_selecting_a_row_left_out_unfolds_its_lane_and_shows_its_time(
    view: TimelineView, item: MakeItem, now_s: float
) -> None:
    medicines = [
        item(Lane.MEDICINES, f"M{at:02}", "2020-01-01", standing=Standing.CURRENT) for at in range(40)
    ]
    old = item(Lane.MEDICINES, "Old", "1999-01-01", "1999-02-01", standing=Standing.PAST)
    view.set_timeline(Timeline((old, *medicines)), {}, now_s)
    view.select(medicines[-1].item_id)
    assert any(medicines[-1].item_id in hit.item_ids for hit in view._painted().hits)
    view.select(old.item_id)
    assert view.range()[0] < (old.start_s or 0) < view.range()[1]
    with pytest.raises(KeyError):
        view.select("nobody")


def test_undated_entries_have_a_place_of_their_own(
    qtbot: QtBot, view: TimelineView, item: MakeItem, now_s: float
) -> None:
    allergy = item(Lane.PROBLEMS, "Penicillin", severity=Severity.CRITICAL)
    view.set_timeline(Timeline((allergy,)), {}, now_s)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, allergy.item_id))
    assert view.selected() == allergy.item_id


def test_every_bar_of_a_row_answers_where_statements_overlap(
    view: TimelineView, item: MakeItem, now_s: float
) -> None:
    doses = [item(Lane.MEDICINES, "Apixaban", f"2026-0{month}-01", note="dose") for month in (1, 2, 3)]
    view.set_timeline(Timeline(tuple(doses)), {}, now_s)
    places = [place_of(view, dose.item_id) for dose in doses]
    assert len({place.y() for place in places}) == 3


def test_tooltip_escapes_what_sources_wrote(view: TimelineView, item: MakeItem, now_s: float) -> None:
    visit = item(Lane.ENCOUNTERS, "<img src='x'> review", "2026-06-10", sources=("a",))
    view.set_timeline(Timeline((visit,)), {"a": "Hospital <A>"}, now_s)
    at = place_of(view, visit.item_id)
    event = QHelpEvent(QEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    assert "&lt;img src=" in QToolTip.text()
    assert "Hospital &lt;A&gt;" in QToolTip.text()
    assert "10-Jun-2026" in QToolTip.text()


def test_device_samples_give_a_row_its_picture_and_latest_value(
    view: TimelineView, item: MakeItem, now_s: float
) -> None:
    day = item(Lane.VITALS, "Glucose", "2026-11-20", codes=("99504-3",), has_samples=True)
    view.set_timeline(Timeline((day,)), {}, now_s)
    view.grab()
    without = view.grab().toImage()
    times = np.arange(now_s - 90 * 86_400, now_s, 300.0)
    view.set_series("99504-3", Pyramid(times, 6 + np.sin(times / 3000)), "6.4", "mmol/L")
    assert view.grab().toImage() != without
    view.set_series("99504-3", None)
    assert view.grab().toImage() == without


def test_zoom_away_from_now_stays_round_the_middle(view: TimelineView, now_s: float) -> None:
    view.set_timeline(Timeline(), {}, now_s)
    view.set_range(0.0, 1000.0)
    view.set_zoom(Zoom.DAY)
    start, end = view.range()
    assert (start + end) / 2 == pytest.approx(500.0)
    assert end - start == pytest.approx(86_400)


def test_the_brush_moves_the_view(qtbot: QtBot, view: TimelineView, item: MakeItem, now_s: float) -> None:
    view.set_timeline(Timeline((item(Lane.LABS, "Hb", "1990-01-01"),)), {}, now_s)
    at_s = view._life().t(300)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 40))
    start, end = view.range()
    assert (start + end) / 2 == pytest.approx(at_s, abs=1)


def test_another_theme_repaints(view: TimelineView, theme: Theme, now_s: float) -> None:
    view.set_timeline(Timeline(), {}, now_s)
    light = view.grab().toImage()
    theme.set_name("dark")
    assert view.grab().toImage() != light
