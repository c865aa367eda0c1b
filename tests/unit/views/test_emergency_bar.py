"""While it lasts, everything says so; what it says about time is exact."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.domain.emergency import EmergencyReason, OpenedStage, Stage
from serums_desktop.views.banner import BannerState, PatientBanner
from serums_desktop.views.emergency_bar import EmergencyBarState, remaining_text
from serums_desktop.views.main_window import MainWindow, WindowState
from tests.unit.views.invented import JOANA, NOW_S

FIRST = EmergencyBarState(
    reason=EmergencyReason.UNCONSCIOUS,
    stages=(OpenedStage(Stage.SAFETY_SUMMARY, 48_209, NOW_S),),
    entry=48_209,
    ends_s=NOW_S + 3552,
    remaining_s=3552,
    lasting_s=3600,
)
OPEN = WindowState(holder="Dr Ailsa Fraser", can_ask_emergency=True, now_s=NOW_S)
RUNNING = replace(OPEN, emergency=FIRST)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    record = QWidget()
    column = QVBoxLayout(record)
    banner = PatientBanner(theme)
    banner.render_state(BannerState(person=JOANA))
    column.addWidget(banner)
    pages = {"patients": QLineEdit(), "record": record, "lock": QLineEdit()}
    made = MainWindow(theme, pages)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()


def texts(window: MainWindow) -> set[str]:
    return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}


@pytest.mark.parametrize(
    ("remaining_s", "text"),
    [(3552, "59:12"), (3551.2, "59:12"), (60, "01:00"), (0.4, "00:01"), (0, "00:00"), (-3, "00:00"),
     (14_400, "4:00:00")],
)  # fmt: skip
def test_the_countdown_reaches_zero_only_when_it_is_over(remaining_s: float, text: str) -> None:
    assert remaining_text(remaining_s) == text


@pytest.mark.parametrize("page", ["patients", "record"])
def test_it_stands_over_every_page_with_a_frame(window: MainWindow, page: str) -> None:
    window.show_page(page)
    window.render_state(RUNNING)
    assert window.emergency_bar.isVisible()
    assert window.app_bar.purpose.isVisible()
    assert {"Unconscious", "this patient only", "entry 48,209"} <= texts(window)
    assert window.emergency_bar.countdown.text == "59:12"
    QApplication.processEvents()
    assert window.app_bar.mapTo(window, window.app_bar.rect().topLeft()).y() == 4
    window.render_state(OPEN)
    assert not window.emergency_bar.isVisible()
    assert not window.app_bar.purpose.isVisible()
    QApplication.processEvents()
    assert window.app_bar.mapTo(window, window.app_bar.rect().topLeft()).y() == 0


def test_the_lock_page_keeps_the_frame_and_tells_no_reason(window: MainWindow) -> None:
    window.render_state(RUNNING)
    window.show_page("lock")
    assert not window.emergency_bar.isVisible()
    assert "Unconscious" not in texts(window)
    window.show_page("patients")
    assert window.emergency_bar.isVisible()


def test_the_next_stages_are_one_key_away(window: MainWindow, qtbot: QtBot) -> None:
    window.render_state(RUNNING)
    field = window.findChild(QLineEdit)
    for key, stage in ((Qt.Key.Key_2, 2), (Qt.Key.Key_3, 3)):
        with qtbot.waitSignal(window.emergency_bar.stage_requested) as asked:
            QTest.keyClick(field, key, Qt.KeyboardModifier.AltModifier)
        assert asked.args == [stage]


def test_a_stage_that_is_open_or_being_recorded_is_not_asked_again(window: MainWindow) -> None:
    steps = window.emergency_bar.steps
    window.render_state(replace(RUNNING, emergency=replace(FIRST, asking=Stage.MEDICINES)))
    assert [step.isEnabled() for step in steps.values()] == [False, False, True]
    both = (*FIRST.stages, OpenedStage(Stage.EVERYTHING, 48_210, NOW_S + 60))
    window.render_state(replace(RUNNING, emergency=replace(FIRST, stages=both)))
    assert [step.isEnabled() for step in steps.values()] == [False, False, False]
    assert "since" in steps[Stage.EVERYTHING].accessibleName()
    assert "since" not in steps[Stage.SAFETY_SUMMARY].accessibleName()


def test_it_is_ended_and_extended_by_a_key(window: MainWindow, qtbot: QtBot) -> None:
    window.render_state(RUNNING)
    field = window.findChild(QLineEdit)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(window.emergency_bar.end_requested):
        QTest.keyClick(field, Qt.Key.Key_E, both)
    with qtbot.waitSignal(window.emergency_bar.extend_requested):
        QTest.keyClick(field, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    window.render_state(replace(RUNNING, emergency=replace(FIRST, can_extend=False)))
    assert not window.emergency_bar.extend.isEnabled()


def test_no_key_ends_what_is_not_running(window: MainWindow, qtbot: QtBot) -> None:
    window.render_state(OPEN)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.assertNotEmitted(window.emergency_bar.end_requested):
        QTest.keyClick(window.findChild(QLineEdit), Qt.Key.Key_E, both)


def test_warnings_are_words_and_move_nothing(window: MainWindow) -> None:
    window.resize(1600, 1000)
    window.render_state(RUNNING)
    QApplication.processEvents()
    height = window.emergency_bar.height()
    for remaining_s, words in ((301, ""), (300, "5 minutes"), (59, "1 minute")):
        window.render_state(replace(RUNNING, emergency=replace(FIRST, remaining_s=remaining_s)))
        QApplication.processEvents()
        assert words in window.emergency_bar.warning
        assert bool(words) is bool(window.emergency_bar.warning)
        assert window.emergency_bar.height() == height


@pytest.mark.parametrize("width", [1024, 1280, 1366, 1600])
def test_nothing_on_the_bar_is_clipped(window: MainWindow, theme: Theme, width: int) -> None:
    window.resize(width, 720)
    window.render_state(replace(RUNNING, emergency=replace(FIRST, remaining_s=14_399)))
    bar = window.emergency_bar
    for name in THEMES:
        theme.set_name(name)
        QApplication.processEvents()
        places = []
        for widget in (*bar.steps.values(), bar.countdown, bar.extend, bar.end):
            place = QRect(widget.mapTo(bar, widget.rect().topLeft()), widget.size())
            assert bar.rect().contains(place)
            assert widget.width() >= widget.sizeHint().width()
            assert not any(place.intersects(other) for other in places)
            places.append(place)


def test_the_way_in_is_the_same_on_status_bar_banner_and_key(window: MainWindow, qtbot: QtBot) -> None:
    window.render_state(OPEN)
    window.show_page("record")
    banner = window.findChild(PatientBanner)
    for press in (
        window.status_bar.emergency.click,
        banner.emergency.click,
        lambda: QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier),
    ):
        with qtbot.waitSignal(window.emergency_requested):
            press()


def test_while_one_runs_another_is_not_offered(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("record")
    window.render_state(RUNNING)
    assert not window.status_bar.emergency.isEnabled()
    assert not window.findChild(PatientBanner).emergency.isVisible()
    with qtbot.assertNotEmitted(window.emergency_requested):
        QTest.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    window.render_state(OPEN)
    assert window.findChild(PatientBanner).emergency.isVisible()


def test_without_a_patient_there_is_nothing_to_ask_for(window: MainWindow) -> None:
    window.render_state(WindowState())
    assert not window.status_bar.emergency.isEnabled()
