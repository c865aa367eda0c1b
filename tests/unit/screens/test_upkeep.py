"""What is done without being asked: when it begins, what it goes by, and that a lock ends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.people import Person
from serums_desktop.domain.ward import Ward
from serums_desktop.host.configuration import Offline, Retention
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.upkeep import Upkeep
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.services.upkeep_parts import HOME, Clock, Evidence, Source, Store, session_with, ward
from tests.unit.store.synthetic import patient

HOUR_S = 3600.0


class WardPage(QObject):
    """What the ward list tells."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.listed, self.at_s, self.asked = Ward(""), None, 0

    def ward(self) -> Ward:
        return self.listed

    def listed_s(self) -> float | None:
        return self.at_s

    def refresh(self) -> None:
        self.asked += 1

    def lists(self, *patient_ids: str) -> None:
        self.listed, self.at_s = ward(*patient_ids), 7.0
        self.changed.emit()


class RecordPage(QObject):
    """What the record page tells."""

    rendered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.is_in_emergency = False
        self.asking: tuple[str, ...] = ()

    def refresh(self) -> None:
        self.asked += 1

    def is_emergency(self) -> bool:
        return self.is_in_emergency

    def is_in_use(self) -> bool:
        return bool(self.asking)

    def waiting_for(self) -> tuple[str, ...]:
        return self.asking

    def open_records(self) -> tuple[str, ...]:
        return ()


class Place:
    """One workstation whose ward is copied ahead."""

    def __init__(self, lane: Lane, background: Pool) -> None:
        self.clock, self.store, self.evidence, self.source = Clock(), Store(), Evidence(), Source()
        self.ward, self.record = WardPage(), RecordPage()
        self.background = background
        self.is_on_battery = False
        self.session = session_with(self.source)
        configured = SourceCoverage(HOME, "USTAN", "GB", SourceState.ASKING)
        workplace: Any = SimpleNamespace(
            configuration=SimpleNamespace(offline=Offline(prefetch="ward"), retention=Retention()),
            conditions=SimpleNamespace(is_on_battery=lambda: self.is_on_battery, is_metered=lambda: False),
            clock=self.clock,
            store=self.store,
            evidence=self.evidence,
            database_lane=lane,
            background=background,
            configured_coverage=lambda: (configured,),
        )
        pages: Any = self.ward, self.record
        self.upkeep = Upkeep(Jobs(), workplace, *pages)


@pytest.fixture
def place(qapp: object) -> Iterator[Place]:
    with Lane("database") as lane, Pool("background", 1) as background:
        made = Place(lane, background)
        yield made
        made.session.cancel.cancel()


def kept(place: Place, *patient_ids: str) -> Callable[[], bool]:
    return lambda: place.evidence.told() == [(Act.PREFETCH, (one,)) for one in patient_ids]


def test_who_is_listed_is_copied_once_for_each_list(place: Place, qtbot: QtBot) -> None:
    place.upkeep.begin(place.session)
    place.ward.lists("1", "2")
    place.ward.changed.emit()
    qtbot.waitUntil(kept(place, "1", "2"))
    qtbot.waitUntil(lambda: place.source.asked == ["1", "2"])


def test_what_a_person_waits_for_goes_first(place: Place, qtbot: QtBot) -> None:
    place.upkeep.begin(place.session)
    place.record.asking = ("ustan",)
    place.record.rendered.emit()
    place.ward.lists("1")
    place.record.asking = ()
    assert place.source.asked == []
    place.record.rendered.emit()
    qtbot.waitUntil(lambda: place.source.asked == ["1"])


def test_both_are_asked_anew_when_it_is_time_and_no_sooner(place: Place, qtbot: QtBot) -> None:
    place.upkeep.begin(place.session)
    place.upkeep.tick()
    place.clock.now += 16 * 60
    place.upkeep.tick()
    qtbot.waitUntil(lambda: (place.ward.asked, place.record.asked) == (1, 1))
    place.upkeep.tick()
    place.is_on_battery = True
    place.clock.now += 16 * 60
    place.upkeep.tick()
    place.background.submit(lambda: None).result()
    place.is_on_battery = False
    place.record.is_in_emergency = True
    place.clock.now += 16 * 60
    place.upkeep.tick()
    qtbot.waitUntil(lambda: place.ward.asked == 2)
    assert place.record.asked == 1


def test_what_is_overdue_goes_within_a_second_of_the_sign_in(place: Place, qtbot: QtBot) -> None:
    place.store.remember(Person((patient(HOME, "1"),)), place.clock.now - 400 * HOUR_S)
    place.upkeep.begin(place.session)
    place.upkeep.tick()
    qtbot.waitUntil(lambda: not place.store.kept)
    assert place.evidence.told() == [(Act.FORGET, ("1",))]


def test_what_reading_needs_is_made_ready_once(place: Place, qtbot: QtBot) -> None:
    ready: list[int] = []
    place.session.warm_up = lambda: ready.append(1)
    place.upkeep.begin(place.session)
    assert ready == []
    place.upkeep.tick()
    place.upkeep.tick()
    qtbot.waitUntil(lambda: ready == [1])


def test_after_a_lock_nothing_is_done_any_more(place: Place) -> None:
    place.upkeep.begin(place.session)
    place.session.cancel.cancel()
    place.upkeep.end()
    place.ward.lists("1")
    place.clock.now += 24 * HOUR_S
    place.upkeep.tick()
    place.record.rendered.emit()
    assert (place.evidence.deeds, place.ward.asked, place.source.asked) == ([], 0, [])
