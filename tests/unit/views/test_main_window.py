"""The bars around the pages, and the title that carries the patient."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import THEMES, Theme
from serums_desktop.views.main_window import PAGES, MainWindow, WindowState
from serums_desktop.views.notice_bar import Notice
from tests.unit.views.invented import NOW_S

OPEN = WindowState(
    holder="Dr Ailsa Fraser",
    locks_in_s=278,
    patient="SOLER VILA, Joana, 14-Mar-1935",
    synchronised_s=NOW_S,
    card_present=True,
    workstation="USTAN-ED-014",
    now_s=NOW_S,
)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(theme, {name: QLineEdit() for name in PAGES})
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    yield made
    made.close()


def texts(window: MainWindow) -> set[str]:
    return {label.text() for label in window.findChildren(QLabel) if label.isVisible()}


def test_the_title_carries_the_patient_only_while_one_is_open(window: MainWindow) -> None:
    window.render_state(OPEN)
    assert window.windowTitle().startswith("SOLER VILA, Joana, 14-Mar-1935")
    window.render_state(WindowState())
    assert window.windowTitle() == "Serums Desktop"


@pytest.mark.parametrize("page", ["sign-in", "lock"])
def test_pages_without_a_session_have_no_bars(window: MainWindow, page: str) -> None:
    window.show_page(page)
    assert not window.app_bar.isVisible()
    assert not window.status_bar.isVisible()
    assert "Dr Ailsa Fraser" not in texts(window)


def test_the_bars_say_whose_session_it_is_and_when_it_locks(window: MainWindow) -> None:
    window.show_page("record")
    window.render_state(OPEN)
    assert window.app_bar.lock.text() == "Locks in 4:38"
    assert {"Dr Ailsa Fraser", "Online", "Card present", "USTAN-ED-014"} <= texts(window)
    window.render_state(WindowState(online=False))
    assert "Offline" in texts(window)


def test_training_cannot_be_mistaken(window: MainWindow) -> None:
    sentence = "Invented patients only. Nothing here reaches a real record or the real log."
    window.render_state(WindowState(training=True))
    assert {"Training", sentence} <= texts(window)
    window.render_state(WindowState())
    assert "Training" not in texts(window)


def test_lock_is_one_key_away_even_while_typing(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("patients")
    field = window.findChild(QLineEdit)
    with qtbot.waitSignal(window.lock_requested):
        qtbot.keyClick(field, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def test_only_pages_that_work_have_a_tab(window: MainWindow, qtbot: QtBot) -> None:
    window.show_page("patients")
    window.render_state(WindowState())
    assert not window.app_bar.tab("record").isVisible()
    window.render_state(OPEN)
    with qtbot.waitSignal(window.page_requested) as asked:
        qtbot.mouseClick(window.app_bar.tab("record"), Qt.MouseButton.LeftButton)
    assert asked.args == ["record"]


def test_the_theme_is_asked_for_not_set(window: MainWindow, theme: Theme, qtbot: QtBot) -> None:
    window.show_page("patients")
    with qtbot.waitSignal(window.theme_chosen) as chosen:
        qtbot.mouseClick(window.app_bar.themes.button("dark"), Qt.MouseButton.LeftButton)
    assert chosen.args == ["dark"]
    for name in THEMES:
        theme.set_name(name)
        assert window.app_bar.themes.current == name
        assert not window.grab().isNull()


def test_a_notice_says_three_things_and_goes_when_told(window: MainWindow, qtbot: QtBot) -> None:
    notice = Notice("GP Llevant did not answer.", "What came before is kept.", "Ask again.", action="Retry")
    window.render_notice(notice)
    assert {"GP Llevant did not answer.", "What came before is kept. Ask again."} <= texts(window)
    with qtbot.waitSignal(window.notice_action_requested):
        window.notice_bar.action.click()
    with qtbot.waitSignal(window.notice_dismissed):
        qtbot.keyClick(window.notice_bar, Qt.Key.Key_Escape)
    assert not window.notice_bar.isVisible()


def test_unknown_pages_are_refused(window: MainWindow) -> None:
    with pytest.raises(ValueError, match="settings"):
        window.add_page("settings", QLineEdit())
    with pytest.raises(KeyError):
        window.show_page("settings")
