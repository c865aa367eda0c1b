"""A letter on screen: pages where they are looked at, words beside them, keys for all of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.letters import LetterKind, LetterLook, LetterPage, PagePicture
from serums_desktop.views.letter_dialog import LetterDialog, LetterPhase, LetterState

TWENTY = LetterLook(LetterKind.PDF, (LetterPage(595, 842),) * 20, 20)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> LetterDialog:
    made = LetterDialog(theme)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def state(look: LetterLook | None = TWENTY, **changed: object) -> LetterState:
    phase = LetterPhase.SHOWN if look is not None else LetterPhase.READING
    values = {
        "title": "Discharge letter",
        "person": "SOLER VILA, Joana",
        "phase": phase,
        "look": look,
    } | changed
    return LetterState(**values)  # type: ignore[arg-type]  the fields of a state


def said(view: LetterDialog) -> str:
    return " | ".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def sheets(view: LetterDialog) -> list[QWidget]:
    return view.pages.widget().findChildren(QWidget)


def picture(number: int, text: str = "", colour: bytes = b"\0\0\xff\0") -> PagePicture:
    return PagePicture(number, 10, 14, colour * 140, text)


def test_only_what_is_in_view_is_asked_for(view: LetterDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pages_wanted) as wanted:
        view.render_state(state())
    numbers, width_px = wanted.args
    assert numbers == (0,)
    assert 900 < width_px < 1100
    with qtbot.waitSignal(view.pages_wanted) as wanted:
        qtbot.keyClick(view.pages, Qt.Key.Key_End)
    assert wanted.args[0] == (19,)
    assert "Page 20 of 20" in said(view)


def test_a_larger_window_shows_more_pages(view: LetterDialog, qtbot: QtBot) -> None:
    wide = LetterLook(LetterKind.IMAGE, (LetterPage(400, 100),) * 20, 20)
    with qtbot.waitSignal(view.pages_wanted) as before:
        view.render_state(state(wide))
    with qtbot.waitSignal(view.pages_wanted) as after:
        view.resize(view.width(), 1400)
    assert set(before.args[0]) < set(after.args[0])


def test_a_page_is_filled_and_named(view: LetterDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pages_wanted) as wanted:
        view.render_state(state())
    view.show_page(picture(0, "Dear colleague"), wanted.args[1])
    page = sheets(view)[0]
    assert (page.accessibleName(), page.accessibleDescription()) == ("Page 1 of 20", "Dear colleague")
    shown = page.grab().toImage().pixelColor(page.width() // 2, 100)
    assert (shown.red(), shown.green(), shown.blue()) == (255, 0, 0)


def test_a_damaged_page_is_said_and_not_asked_for_again(view: LetterDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pages_wanted) as wanted:
        view.render_state(state())
    blank = sheets(view)[0].grab().toImage()
    view.show_page(PagePicture(0), wanted.args[1])
    assert sheets(view)[0].grab().toImage() != blank
    with qtbot.assertNotEmitted(view.pages_wanted, wait=200):
        view.pages.zoom_by(1)


def test_it_is_zoomed_by_keys_wheel_and_buttons(view: LetterDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pages_wanted):
        view.render_state(state())
    fitted = sheets(view)[0].width()
    with qtbot.waitSignal(view.pages_wanted) as wanted:
        qtbot.keyClick(view.pages, Qt.Key.Key_Plus)
    assert sheets(view)[0].width() == wanted.args[1] > fitted
    assert "125" in said(view)
    view.smaller.click()
    assert sheets(view)[0].width() == fitted
    at = view.pages.viewport().rect().center()
    turned = QWheelEvent(
        QPointF(at),
        QPointF(view.pages.viewport().mapToGlobal(at)),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.pages.viewport(), turned)
    assert sheets(view)[0].width() < fitted
    view.fit.click()
    assert sheets(view)[0].width() == fitted


def test_its_words_are_asked_for_once_and_can_be_selected(view: LetterDialog, qtbot: QtBot) -> None:
    view.render_state(state())
    with qtbot.waitSignal(view.words_wanted):
        qtbot.keyClick(view.pages, Qt.Key.Key_T)
    view.add_words((picture(0, "Dear colleague"), picture(1)), is_cut=True)
    text = view.text.toPlainText()
    assert "Page 1 of 20\n\nDear colleague" in text
    assert "Page 2 of 20\n\nThis page has no words" in text
    assert "too many to be shown" in text
    assert view.text.isVisible()
    with qtbot.assertNotEmitted(view.words_wanted):
        qtbot.keyClick(view.text, Qt.Key.Key_T)
        assert view.pages.isVisible()
        qtbot.keyClick(view.pages, Qt.Key.Key_T)


def test_a_letter_of_words_alone(view: LetterDialog) -> None:
    view.render_state(state(LetterLook(LetterKind.TEXT, text="Dear colleague")))
    assert view.text.toPlainText() == "Dear colleague"
    assert view.text.hasFocus()
    assert not view.twin.isVisible()
    view.render_state(state(LetterLook(LetterKind.TEXT, text=" \n")))
    assert "There are no words in it." in said(view)


def test_what_has_to_be_known_of_it_is_said(view: LetterDialog) -> None:
    view.render_state(state(None))
    assert "The letter is being read." in said(view)
    view.render_state(state(None, phase=LetterPhase.REFUSED, reason="It opens with a passcode only."))
    assert "It opens with a passcode only." in said(view)
    look = LetterLook(LetterKind.PDF, TWENTY.pages, 10_000)
    view.render_state(state(look, is_as_stated=False, source="Hospital", written="06-May-2024"))
    assert "Discharge letter · Hospital · 06-May-2024" in said(view)
    assert "Only the first 20 of its 10000 pages" in said(view)
    assert "it may be damaged or another" in said(view)


@pytest.mark.parametrize("name", ["light", "dark", "high-contrast"])
def test_paper_is_white_in_every_theme(view: LetterDialog, theme: Theme, name: str) -> None:
    theme.set_name(name)
    view.render_state(state())
    page = sheets(view)[0]
    assert page.grab().toImage().pixelColor(page.width() // 2, 100) == Qt.GlobalColor.white


def test_far_pages_are_given_up(view: LetterDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.pages_wanted) as wanted:
        view.render_state(state())
    pixels, bar, names = bytes(4 * 16_000_000), view.pages.verticalScrollBar(), []
    for number in (0, 9, 17, 19):
        bar.setValue(round(bar.maximum() * number / 19))
        view.show_page(PagePicture(number, 4000, 4000, pixels, f"page {number}"), wanted.args[1])
        names = [sheet.accessibleDescription() for sheet in sheets(view)]
    assert sorted(filter(None, names)) == ["page 17", "page 19", "page 9"]


def test_escape_closes_it_and_nothing_stays(view: LetterDialog, qtbot: QtBot) -> None:
    view.render_state(state(source="Hospital"))
    view.show_page(picture(0, "Secret"), 900)
    view.add_words((picture(0, "Secret"),))
    with qtbot.waitSignal(view.closed):
        qtbot.keyClick(view.pages, Qt.Key.Key_Escape)
    view.forget()
    assert sheets(view) == []
    assert view.text.toPlainText() == ""
    assert "Discharge" not in said(view)
    assert "SOLER" not in said(view)
