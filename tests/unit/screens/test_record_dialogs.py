"""What was begun over one record does nothing to another that was opened meanwhile."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from serums_desktop.domain.coverage import Coverage
from serums_desktop.domain.files import FileFormat, FileGlance
from serums_desktop.domain.people import Person
from serums_desktop.screens.files import FilesScreen
from serums_desktop.screens.sources import SourcesScreen
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from tests.unit.services.keyring_parts import ISOBEL, Parts
from tests.unit.services.test_linking import patient

JOANA, OTHER = Person((patient("ustan"),)), Person((patient("ustan", "2", "Marta"),))
GLANCE = FileGlance("file-0123456789abcdef", "glucose.csv", FileFormat.DEXCOM_CLARITY, 9)


class View(QObject):
    closed = Signal()
    add_requested = Signal(str)
    passcode_given = Signal(str)
    search_requested = Signal(str)
    link_requested = Signal(str)
    part_requested = Signal(str)

    def render_state(self, state: object) -> None:
        """Shows nothing."""

    def forget(self) -> None:
        """Holds nothing."""


class Record(QObject):
    rendered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_an_emergency = False
        self.known: list[Person] = []
        self.open("a", JOANA)

    def open(self, record_id: str, person: Person) -> None:
        self._opened = SimpleNamespace(record_id=record_id, person=person)

    def opened(self) -> Any:
        return self._opened

    def coverage(self) -> Coverage:
        return Coverage(())

    def is_emergency(self) -> bool:
        return self.is_an_emergency

    def relinked(self, person: Person) -> None:
        self.known.append(person)

    def reread(self) -> None:
        """Reads nothing."""


class Later:
    """Jobs and network in one: what was asked for ends when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Any, Any]] = []

    def submit(self, job: Any) -> Any:
        return job

    def deliver(self, job: Any, done: Any, _failed: Any) -> None:
        self.waiting.append((job, done))

    def post(self, call: Any) -> None:
        call()

    def end(self, result: object) -> None:
        _, done = self.waiting.pop(0)
        done(result)


@pytest.fixture
def parts(qapp: object) -> Any:
    keyring = Parts()
    later, record = Later(), Record()
    session = Session(ISOBEL, keyring.credential, keyring.key, keyring, {}, CancelToken())
    files = SimpleNamespace(glance=lambda _path, _cancel: GLANCE, read=lambda *_arguments: iter(()))
    workplace: Any = SimpleNamespace(network=later, files=files, evidence=keyring, clock=keyring)
    window: Any = SimpleNamespace(lay_over=lambda _view: None, take_away=lambda _view: None)
    jobs: Any = later
    return SimpleNamespace(
        later=later, record=record, session=session, workplace=workplace, window=window, jobs=jobs
    )


def test_a_link_that_was_asked_for_elsewhere_is_no_word_on_the_record_on_screen(parts: Any) -> None:
    view: Any = View()
    screen = SourcesScreen(parts.window, view, parts.jobs, parts.workplace, parts.record)
    screen.begin(parts.session)
    screen.part("ustan")
    parts.record.open("b", OTHER)
    parts.later.end(JOANA)
    assert parts.record.known == []
    parts.record.open("a", JOANA)
    screen.part("ustan")
    parts.later.end(JOANA)
    assert parts.record.known == [JOANA]


def test_nothing_is_linked_in_an_emergency(parts: Any) -> None:
    view: Any = View()
    screen = SourcesScreen(parts.window, view, parts.jobs, parts.workplace, parts.record)
    screen.begin(parts.session)
    parts.record.is_an_emergency = True
    screen.part("ustan")
    assert parts.later.waiting == []


def test_files_brought_to_one_record_are_not_offered_to_another(parts: Any) -> None:
    view: Any = View()
    screen = FilesScreen(parts.window, view, parts.jobs, parts.workplace, parts.record)
    screen.begin(parts.session)
    screen.bring((Path("a.csv"), Path("b.csv")))
    parts.later.end(GLANCE)
    parts.record.open("b", OTHER)
    screen.add("")
    assert parts.later.waiting == []
    screen.bring((Path("c.csv"),))
    state = screen.state()
    assert state is not None
    assert (state.name, state.person) == ("c.csv", str(OTHER.leading.name))
    view.closed.emit()
    assert screen.state() is None
