"""The coordinator of letters: read on workers, drawn as they come into view, gone when they are closed."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.entries import Entry
from serums_desktop.domain.errors import FileNotTaken, FileRefusal, SourceError, SourceFault
from serums_desktop.domain.files import FileContent, FileFormat, FileGlance
from serums_desktop.domain.lanes import Lane as Row
from serums_desktop.domain.letters import AttachedLetter, PagePicture
from serums_desktop.domain.merge import merge
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Accounting
from serums_desktop.domain.stored import StoredEntry
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.letters import LettersScreen
from serums_desktop.services.open_record import OpenedRecord
from serums_desktop.sources.files.letter_reading import ProtectedLetterReader
from serums_desktop.views.letter_dialog import LetterDialog, LetterPhase
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.sources.files.made_letters import letter, png
from tests.unit.views.invented import COVERAGE, JOANA, NOW_S, SUMMARY

ENTRY = Entry(
    entry_id="fcrb/DocumentReference/1",
    source_id="fcrb",
    resource_type="DocumentReference",
    resource_id="1",
    lane=Row.DOCUMENTS,
    title="Discharge letter",
)


class Detail(QObject):
    """The detail screen, as far as letters know it."""

    letter_requested = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.finder: Callable[[bytes], tuple[AttachedLetter, ...]] | None = None

    def find_letters(self, finder: Callable[[bytes], tuple[AttachedLetter, ...]]) -> None:
        self.finder = finder


class Record:
    """The record screen, as far as letters know it."""

    def __init__(self) -> None:
        self.detail = Detail()
        self.emergency = False
        self.timeline = merge((ENTRY,))

    def opened(self) -> OpenedRecord:
        return OpenedRecord("r1", JOANA, self.timeline, SUMMARY, COVERAGE, Accounting(), (), (), ())

    def opened_items(self) -> tuple[TimelineItem, ...]:
        return self.timeline.items

    def is_emergency(self) -> bool:
        return self.emergency

    def coverage(self) -> Any:
        return COVERAGE


class Window(QWidget):
    """A window that views are laid over."""

    def lay_over(self, view: QWidget) -> None:
        view.setParent(self)
        view.setGeometry(self.rect())
        view.show()

    def take_away(self, view: QWidget) -> None:
        view.hide()


class Source:
    """A source with one letter, or one that fails."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, PurposeOfUse]] = []
        self.gives: bytes | Exception = b""

    def attachment(self, url: str, purpose: PurposeOfUse, _cancel: CancelToken) -> bytes:
        self.asked.append((url, purpose))
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


class Stage(SimpleNamespace):
    """Everything the screen stands on."""

    screen: LettersScreen
    view: LetterDialog
    record: Record
    source: Source
    entries: dict[str, bytes]
    session: Any
    network: Pool

    def said(self) -> str:
        labels = self.view.findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisibleTo(self.view))

    def sheets(self) -> list[QWidget]:
        return self.view.pages.widget().findChildren(QWidget)

    def described(self) -> list[str]:
        return [sheet.accessibleDescription() for sheet in self.sheets()]


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    window, view, record, source = Window(), LetterDialog(Theme("light")), Record(), Source()
    qtbot.addWidget(window)
    window.resize(1000, 800)
    window.show()
    entries: dict[str, bytes] = {}

    def stored(entry_ids: tuple[str, ...]) -> list[StoredEntry]:
        return [StoredEntry(ENTRY, entries[key], NOW_S) for key in entry_ids if key in entries]

    with Lane("database") as lane, Pool("network", 2) as network:
        workplace: Any = SimpleNamespace(
            database_lane=lane,
            network=network,
            store=SimpleNamespace(vault=lambda _record_id: SimpleNamespace(entries=stored)),
        )
        its_window: Any = window
        its_record: Any = record
        session: Any = SimpleNamespace(
            cancel=CancelToken(), purpose=PurposeOfUse.TREATMENT, sources={"fcrb": source}
        )
        reader = ProtectedLetterReader()
        screen = LettersScreen(its_window, view, Jobs(view), workplace, its_record, reader)
        screen.begin(session)
        yield Stage(screen=screen, view=view, record=record, source=source, entries=entries, session=session)
        screen.end()


def document(**attachment: object) -> bytes:
    content = [{"attachment": attachment}]
    return json.dumps({"resourceType": "DocumentReference", "status": "current", "content": content}).encode()


def open_content(stage: Stage, content: bytes, name: str = "letter.pdf") -> None:
    glance = FileGlance("file-1", name, FileFormat.PDF, len(content))
    stage.screen.open_file(FileContent(name, content), glance)


def settle(stage: Stage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not stage.screen.is_busy(), timeout=20_000)


def ink(stage: Stage, page: int) -> int:
    """How many colours a page on screen has."""
    image = stage.sheets()[page].grab().toImage()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height() // 8))
    return len({image.pixel(x, y) for x, y in spots})


def test_a_pdf_is_drawn_where_it_is_in_view(stage: Stage, qtbot: QtBot) -> None:
    open_content(stage, letter(*(f"Page number {n}" for n in range(30))))
    settle(stage, qtbot)
    assert "Page 1 of 30" in stage.said()
    assert "not part of this record" in stage.said()
    qtbot.waitUntil(lambda: "Page number 0" in stage.described(), timeout=20_000)
    assert ink(stage, 0) > 5
    assert [sheet.accessibleName() for sheet in stage.sheets()] == ["Page 1 of 30"]
    bar = stage.view.pages.verticalScrollBar()
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: "Page number 29" in stage.described(), timeout=20_000)
    assert "Page 30 of 30" in stage.said()


def test_the_words_of_every_page_can_be_read_and_copied(stage: Stage, qtbot: QtBot) -> None:
    open_content(stage, letter("First words", "Last words", ""))
    settle(stage, qtbot)
    stage.view.twin.click()
    text = stage.view.text
    qtbot.waitUntil(lambda: "Page 3 of 3" in text.toPlainText(), timeout=20_000)
    assert "First words" in text.toPlainText()
    assert "Last words" in text.toPlainText()
    assert "it may be a picture of them" in text.toPlainText()
    assert text.isReadOnly()


def test_what_came_with_its_entry_is_shown_and_checked(stage: Stage, qtbot: QtBot) -> None:
    data = base64.b64encode(letter("Inline")).decode()
    stage.entries[ENTRY.entry_id] = document(
        contentType="application/pdf", data=data, size=3, title="Letter A"
    )
    stage.record.detail.letter_requested.emit(ENTRY.entry_id, 0)
    settle(stage, qtbot)
    assert "Letter A" in stage.said()
    assert "it may be damaged or another" in stage.said()
    assert stage.source.asked == []


def test_what_is_elsewhere_is_asked_of_its_source_for_the_purpose_at_hand(stage: Stage, qtbot: QtBot) -> None:
    stage.source.gives = png(40, 30)
    stage.entries[ENTRY.entry_id] = document(url="Binary/7", creation="2024-05-06")
    stage.record.emergency = True
    stage.screen.open_attachment(ENTRY.entry_id, 0)
    settle(stage, qtbot)
    assert stage.source.asked == [("Binary/7", PurposeOfUse.BREAK_GLASS)]
    assert "Discharge letter" in stage.said()
    assert "06-May-2024" in stage.said()
    assert not stage.view.twin.isVisible()


def test_what_the_copy_holds_is_not_asked_for(stage: Stage, qtbot: QtBot) -> None:
    data = base64.b64encode(b"Dear colleague").decode()
    stage.entries[ENTRY.entry_id] = document(url="Binary/7")
    stage.entries["fcrb/Binary/7"] = json.dumps({"resourceType": "Binary", "data": data}).encode()
    stage.screen.open_attachment(ENTRY.entry_id, 0)
    settle(stage, qtbot)
    assert stage.view.text.toPlainText() == "Dear colleague"
    assert stage.source.asked == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotTaken(FileRefusal.NEEDS_NETWORK), "its server did not give what it names"),
        (SourceError("fcrb", SourceFault.FOREIGN_LINK), "pointed to another server"),
        (SourceError("fcrb", SourceFault.UNREACHABLE), "cannot be reached"),
    ],
)
def test_why_there_is_nothing_to_see_is_said(
    stage: Stage, qtbot: QtBot, error: Exception, words: str
) -> None:
    stage.source.gives = error
    stage.entries[ENTRY.entry_id] = document(url="Binary/7")
    stage.screen.open_attachment(ENTRY.entry_id, 0)
    settle(stage, qtbot)
    assert words in stage.said()
    state = stage.screen.state()
    assert state is not None
    assert state.phase is LetterPhase.REFUSED


def test_a_broken_letter_is_said_and_the_next_one_opens(stage: Stage, qtbot: QtBot) -> None:
    open_content(stage, letter("Broken off")[:120])
    settle(stage, qtbot)
    assert "goes on as something else or breaks off" in stage.said()
    open_content(stage, letter("Whole"))
    settle(stage, qtbot)
    assert "Page 1 of 1" in stage.said()


def test_a_page_that_breaks_its_process_leaves_the_others(
    stage: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = ProtectedLetterReader.pages

    def breaks_at_one(
        reader: ProtectedLetterReader, content: bytes, numbers: tuple[int, ...], *rest: Any
    ) -> Iterator[PagePicture]:
        for number in numbers:
            if number == 1:
                raise FileNotTaken(FileRefusal.READER_ENDED)
            yield from whole(reader, content, (number,), *rest)

    monkeypatch.setattr(ProtectedLetterReader, "pages", breaks_at_one)
    open_content(stage, letter("One", "Two", "Three"))
    settle(stage, qtbot)
    stage.view.twin.click()
    qtbot.waitUntil(lambda: "Page 3 of 3" in stage.view.text.toPlainText(), timeout=20_000)
    said = stage.view.text.toPlainText()
    assert "One" in said
    assert "Two" not in said
    assert "Three" in said


def test_an_entry_that_is_not_on_screen_opens_nothing(stage: Stage) -> None:
    stage.entries["fcrb/DocumentReference/2"] = document(url="Binary/7")
    stage.screen.open_attachment("fcrb/DocumentReference/2", 0)
    assert stage.screen.state() is None


def test_a_lock_leaves_nothing_of_a_letter(stage: Stage, qtbot: QtBot) -> None:
    open_content(stage, letter("Secret words"), name="secret.pdf")
    settle(stage, qtbot)
    stage.view.twin.click()
    qtbot.waitUntil(lambda: "Secret" in stage.view.text.toPlainText(), timeout=20_000)
    stage.session.cancel.cancel()
    stage.screen.end()
    assert stage.screen.state() is None
    assert stage.view.text.toPlainText() == ""
    assert "secret" not in stage.said().lower()
    assert not stage.sheets()


def test_a_file_of_this_workstation_is_read_while_it_is_the_one_that_was_looked_at(
    stage: Stage, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Changed since", encoding="utf-8")
    stage.screen.open_file(path, FileGlance("file-0", "letter.txt", FileFormat.TEXT, 13))
    settle(stage, qtbot)
    assert "goes on as something else" in stage.said()
