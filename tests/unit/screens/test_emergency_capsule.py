"""The capsule is asked once in an emergency, where policy allows one, and its refusal is told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from serums_desktop.domain.capsule import CapsuleContent, CapsuleRequest, CapsuleState
from serums_desktop.domain.emergency import Emergency, EmergencyReason, EmergencyRequest
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault
from serums_desktop.host.configuration import Capsule
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.emergency_capsule import EmergencyCapsule
from serums_desktop.store.record_store import EncryptedRecordStore
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.store.synthetic import key, person

ANNA = person(("fcrb", "p1"))
ALLOWED = Capsule(allowed=True, lawful_basis="An invented law")
SESSION: Any = SimpleNamespace(sources={}, cancel=CancelToken())
GLASS: Any = SimpleNamespace(start_entry=lambda emergency: emergency.entry)


class Keeper:
    """Opens nothing."""

    def __init__(self) -> None:
        self.asked: list[CapsuleRequest] = []

    def capsule(self) -> CapsuleState:
        return CapsuleState(900.0, needs_second_card=False)

    def open_capsule(self, request: CapsuleRequest) -> CapsuleContent:
        self.asked.append(request)
        raise CapsuleClosed(CapsuleFault.NO_COUNTER)


class Place:
    """A capsule, and emergencies to open it in."""

    def __init__(self, store: EncryptedRecordStore, lane: Lane, pool: Pool, policy: Capsule) -> None:
        self.store = store
        self.lane = lane
        self.pool = pool
        self.keeper = Keeper()
        self.jobs = Jobs()
        workplace: Any = SimpleNamespace(
            configuration=SimpleNamespace(capsule=policy, home=SimpleNamespace(id="fcrb")),
            evidence=self.keeper,
            store=store,
            database_lane=lane,
            network=pool,
            configured_coverage=tuple,
        )
        self.capsule = EmergencyCapsule(self.jobs, workplace)

    def emergency(self, emergency_id: str) -> Emergency:
        record_id = self.lane.run(lambda: self.store.begin_emergency(ANNA))
        request = EmergencyRequest(EmergencyReason.UNCONSCIOUS)
        return Emergency(emergency_id, record_id, ANNA, request, 1.0, 2.0, 2.0, 8, ())


@pytest.fixture
def policy() -> Capsule:
    return ALLOWED


@pytest.fixture
def place(qtbot: QtBot, tmp_path: Path, policy: Capsule) -> Iterator[Place]:
    store = EncryptedRecordStore(tmp_path)
    with Lane("database") as lane, Pool("network", 2) as pool:
        lane.run(lambda: store.open(key()))
        yield Place(store, lane, pool, policy)
        lane.run(store.close)


def test_it_is_asked_once_and_says_once_why_it_stayed_closed(place: Place, qtbot: QtBot) -> None:
    emergency = place.emergency("e-1")
    for _ in range(3):
        place.capsule.open(SESSION, GLASS, emergency)
    told: list[CapsuleClosed] = []

    def is_told() -> bool:
        closed = place.capsule.take_refusal()
        if closed is not None:
            told.append(closed)
        return bool(told)

    qtbot.waitUntil(is_told)
    assert told[0].reason is CapsuleFault.NO_COUNTER
    assert place.capsule.take_refusal() is None
    place.capsule.forget()
    place.capsule.open(SESSION, GLASS, place.emergency("e-2"))
    qtbot.waitUntil(lambda: len(place.keeper.asked) == 2)
    assert [request.emergency_id for request in place.keeper.asked] == ["e-1", "e-2"]


@pytest.mark.parametrize("policy", [Capsule()])
def test_without_a_policy_nobody_is_asked(place: Place) -> None:
    place.capsule.open(SESSION, GLASS, place.emergency("e-1"))
    place.pool.submit(lambda: None).result()
    assert not place.keeper.asked
