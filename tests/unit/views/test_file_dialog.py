"""A file is named, compared and added by a press; what was refused is said in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.linkage import weigh
from serums_desktop.messages.files import file_refusal
from serums_desktop.views.comparison import Compared
from serums_desktop.views.file_dialog import FileDialog, FilePhase, FileState, Named, format_text
from tests.unit.views.test_sources_dialog import patient

NAME = "summary.json"


def named(given: str = "Joana", born: str = "1935-03-14") -> Named:
    other = patient("file-1", given, born)
    weighing = weigh(patient("ustan"), other)
    compared = Compared("this record", "the file", weighing.likelihood, weighing.comparisons)
    return Named(other.key, other, compared)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> FileDialog:
    made = FileDialog(theme)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def said(view: FileDialog) -> str:
    return " | ".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))


def state(**changed: object) -> FileState:
    return FileState(name=NAME, person="SOLER VILA, Joana", format=FileFormat.FHIR_JSON, **changed)  # type: ignore[arg-type]  the fields of a state


def test_one_it_names_is_compared_and_added(view: FileDialog, qtbot: QtBot) -> None:
    view.render_state(state(phase=FilePhase.ASKING, named=(named(),)))
    assert "summary.json · FHIR resources" in said(view)
    assert "Compare before you add it" in said(view)
    add = {button.accessibleName(): button for button in view.findChildren(QPushButton)}
    with qtbot.waitSignal(view.add_requested) as asked:
        qtbot.mouseClick(add["This patient: add: SOLER VILA, Joana"], Qt.MouseButton.LeftButton)
    assert asked.args == ["file-1/1"]


def test_somebody_elses_file_cannot_be_added(view: FileDialog) -> None:
    view.render_state(state(phase=FilePhase.ASKING, named=(named("Marc", "1988-07-01"),)))
    assert "It is about somebody else and cannot be added to this record." in said(view)
    assert not view.add.isVisible()
    assert not [
        one for one in view.findChildren(QPushButton) if one.accessibleName().startswith("This patient")
    ]


def test_a_file_that_names_nobody_asks_whose_it_is(view: FileDialog, qtbot: QtBot) -> None:
    view.render_state(state(phase=FilePhase.ASKING))
    assert "Add it only if you know that it is this patient's." in said(view)
    with qtbot.waitSignal(view.add_requested) as asked:
        qtbot.mouseClick(view.add, Qt.MouseButton.LeftButton)
    assert asked.args == [""]


def test_a_link_asks_for_its_passcode_and_says_whom_it_asks(view: FileDialog, qtbot: QtBot) -> None:
    view.render_state(state(phase=FilePhase.LINK, asks_host="shl.example", needs_passcode=True))
    assert "shl.example is asked for what it leads to." in said(view)
    qtbot.keyClicks(view.passcode, "1234")
    with qtbot.waitSignal(view.passcode_given) as given:
        qtbot.keyClick(view.passcode, Qt.Key.Key_Return)
    assert given.args == ["1234"]
    assert view.passcode.text() == ""


@pytest.mark.parametrize("reason", list(FileRefusal))
def test_every_refusal_has_words(view: FileDialog, reason: FileRefusal) -> None:
    words = file_refusal(FileNotTaken(reason))
    view.render_state(state(phase=FilePhase.REFUSED, reason=words))
    assert words in said(view)
    assert not view.add.isVisible()


def test_a_wrong_passcode_tells_the_tries_left() -> None:
    assert "Tries left: 3" in file_refusal(FileNotTaken(FileRefusal.PASSCODE_WRONG, 3))


def test_every_format_has_a_name() -> None:
    assert len({format_text(kind) for kind in FileFormat}) == len(FileFormat)


def test_nothing_of_a_file_stays_in_it(view: FileDialog) -> None:
    view.render_state(state(phase=FilePhase.ASKING, named=(named(),)))
    view.forget()
    held = [said(view), *(one.accessibleName() for one in view.findChildren(QPushButton))]
    assert not [text for text in held if "soler" in text.lower() or NAME in text]
