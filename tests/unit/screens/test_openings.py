"""What another program asked for waits for a sign-in, and not for ever."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from serums_desktop.domain.errors import NotOpened, OpeningFault
from serums_desktop.domain.identifiers import DNI, Identifier
from serums_desktop.domain.opening import EhrLaunch, PatientContext, Show
from serums_desktop.domain.people import Person
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.openings import Openings
from serums_desktop.services.session import Session
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.services.keyring_parts import ISOBEL, Parts
from tests.unit.services.test_find_named import DNI_NUMBER, Source, joana

REQUEST = PatientContext(DNI_NUMBER)


class Clock:
    def __init__(self) -> None:
        self.at_s = 0.0

    def elapsed_s(self) -> float:
        return self.at_s

    def now_s(self) -> float:
        return self.at_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session() -> Session:
    parts = Parts()
    sources: Any = {"fcrb": Source(joana("fcrb", DNI_NUMBER))}
    return Session(ISOBEL, parts.credential, parts.key, parts, sources, CancelToken())


@pytest.fixture
def workplace() -> Iterator[Any]:
    parts = Parts()
    with Lane("database") as lane, Pool("network", 4) as network:
        yield SimpleNamespace(
            configuration=SimpleNamespace(asked=[SimpleNamespace(id="fcrb")]),
            clock=parts,
            evidence=parts,
            store=parts,
            database_lane=lane,
            network=network,
            launch=lambda *_: ("fcrb", "1"),
        )


@pytest.fixture
def openings(qapp: QApplication, clock: Clock, workplace: Any) -> Iterator[Openings]:
    parent = QObject(qapp)
    openings = Openings(Jobs(parent), clock, parent)
    openings.ready(workplace)
    yield openings
    openings.end()


def test_a_patient_named_before_the_sign_in_is_opened_after_it(
    openings: Openings, session: Session, qtbot: QtBot
) -> None:
    openings.ask(REQUEST)
    assert openings.is_waiting
    with qtbot.waitSignals([openings.found, openings.changed]), qtbot.waitSignal(openings.found) as found:
        openings.begin(session)
    assert found.args == [Person((joana("fcrb", DNI_NUMBER),))]
    assert not openings.is_waiting


@pytest.mark.parametrize("request_", [REQUEST, EhrLaunch("https://fcrb.example/fhir", "opaque")])
def test_a_patient_named_in_mid_session_is_opened_at_once(
    openings: Openings, session: Session, qtbot: QtBot, request_: PatientContext | EhrLaunch
) -> None:
    openings.begin(session)
    with qtbot.waitSignals([openings.found, openings.shown]):
        openings.ask(request_)


def test_whoever_signs_in_much_later_has_come_for_somebody_else(
    openings: Openings, session: Session, clock: Clock, qtbot: QtBot
) -> None:
    openings.ask(REQUEST)
    clock.at_s = 301.0
    with qtbot.waitSignal(openings.failed) as told:
        openings.begin(session)
    (error,) = told.args
    assert isinstance(error, NotOpened)
    assert error.reason is OpeningFault.EXPIRED


def test_the_sign_in_page_forgets_it_too(openings: Openings, clock: Clock) -> None:
    openings.ask(REQUEST)
    clock.at_s = 301.0
    openings.tick()
    assert not openings.is_waiting


def test_a_patient_nobody_knows_is_told(openings: Openings, session: Session, qtbot: QtBot) -> None:
    openings.begin(session)
    with qtbot.waitSignal(openings.failed) as told:
        openings.ask(PatientContext(Identifier(DNI.system, "00000000T")))
    assert isinstance(told.args[0], NotOpened)


def test_to_come_forward_opens_nothing(openings: Openings, session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(openings.shown):
        openings.ask(Show())
    openings.begin(session)
    assert not openings.is_waiting


class SlowLaunches:
    """An EHR's provider that answers a launch when it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_answer = threading.Event()

    def __call__(self, request: EhrLaunch, _staff_id: str, _cancel: CancelToken) -> tuple[str, str]:
        self.asked.append(request.launch)
        assert self.may_answer.wait(10)
        return "fcrb", "1" if request.launch == "second" else "nobody"


@pytest.fixture
def launches(workplace: Any) -> SlowLaunches:
    workplace.launch = launches = SlowLaunches()
    return launches


def test_a_request_that_is_made_twice_is_looked_for_once(
    openings: Openings, session: Session, launches: SlowLaunches, qtbot: QtBot
) -> None:
    openings.begin(session)
    for _ in range(2):
        openings.ask(EhrLaunch("https://fcrb.example/fhir", "second"))
    with qtbot.waitSignal(openings.found):
        launches.may_answer.set()
    assert launches.asked == ["second"]

    with qtbot.waitSignal(openings.found):
        openings.ask(EhrLaunch("https://fcrb.example/fhir", "second"))


def test_of_two_requests_only_the_newer_one_is_answered(
    openings: Openings, session: Session, launches: SlowLaunches, qtbot: QtBot
) -> None:
    failed: list[object] = []
    openings.failed.connect(failed.append)
    openings.begin(session)
    for launch in ("first", "second"):
        openings.ask(EhrLaunch("https://fcrb.example/fhir", launch))
    with qtbot.waitSignal(openings.found):
        launches.may_answer.set()
    assert failed == []
