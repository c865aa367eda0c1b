from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from serums_desktop.domain.coverage import SourceCoverage, SourceState
from serums_desktop.domain.errors import SourceError, SourceFault
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.stored import Integrity
from serums_desktop.services.prefetch import NEVER_OPENED_S, Prefetch
from serums_desktop.services.retention import STILL_THERE_S
from serums_desktop.work.lanes import Lane, Pool
from tests.unit.services.upkeep_parts import HOME, Clock, Evidence, Source, Store, session_with, ward

CONFIGURED = (
    SourceCoverage(HOME, "USTAN", "GB", SourceState.ASKING),
    SourceCoverage("elsewhere", "Elsewhere", "GB", SourceState.NOT_ASKED),
)


class Place:
    """A prefetch with nothing behind it."""

    def __init__(self, lane: Lane, pool: Pool) -> None:
        self.store, self.source, self.clock, self.evidence = Store(), Source(), Clock(), Evidence()
        self.session = session_with(self.source)
        self.is_welcome = True
        self.pool = pool
        store: Any = self.store
        evidence: Any = self.evidence
        self.prefetch = Prefetch(
            session=self.session,
            store=store,
            database_lane=lane,
            pool=pool,
            evidence=evidence,
            clock=self.clock,
            configured=CONFIGURED,
            is_welcome=lambda: self.is_welcome,
        )

    def settle(self) -> None:
        """Until nothing is queued: each job of a prefetch queues the next before it ends."""
        for _ in range(20):
            self.pool.submit(lambda: None).result()

    def copy(self, *patient_ids: str) -> None:
        self.prefetch.wanted(ward(*patient_ids))
        self.settle()


@pytest.fixture
def place() -> Iterator[Place]:
    with Lane("database") as lane, Pool("prefetch", 1) as pool:
        yield Place(lane, pool)


def test_the_ward_is_copied_one_after_another_each_on_record_first(place: Place) -> None:
    place.source.on_read = lambda: asked_with.append(len(place.evidence.deeds))
    asked_with: list[int] = []
    place.copy("1", "2", "3")
    assert place.source.asked == ["1", "2", "3"]
    assert asked_with == [1, 2, 3]
    assert place.evidence.told() == [(Act.PREFETCH, (one,)) for one in ("1", "2", "3")]
    assert place.evidence.deeds[0].source_ids == (HOME,)
    assert place.evidence.deeds[0].agent.staff_id == "S-2071"


def test_what_nobody_opened_is_marked_so_and_its_file_closed(place: Place) -> None:
    place.copy("1")
    assert place.store.kept["r-1"].opened_s == NEVER_OPENED_S
    assert place.store.kept["r-1"].copied_s == place.clock.now
    assert place.store.kept["r-1"].episode_ended_s == STILL_THERE_S
    assert place.store.closed == ["r-1"]


def test_a_record_that_is_here_keeps_when_it_was_opened(place: Place) -> None:
    (one,) = ward("1").patients
    place.store.remember(one.person, 77.0)
    place.copy("1")
    assert place.source.asked == ["1"]
    assert place.store.kept["r-1"].opened_s == 77.0
    assert place.store.closed == []


def test_who_was_copied_lately_is_left_alone(place: Place) -> None:
    place.copy("1")
    place.clock.now += 3600.0
    place.copy("1", "2")
    assert place.source.asked == ["1", "2"]
    place.clock.now += 4 * 3600.0
    place.copy("1")
    assert place.source.asked == ["1", "2", "1"]


def test_a_source_that_failed_is_asked_again_after_an_hour(place: Place) -> None:
    def fail() -> None:
        raise SourceError(HOME, SourceFault.UNREACHABLE)

    place.source.on_read = fail
    place.copy("1")
    place.copy("1")
    assert place.source.asked == ["1"]
    place.clock.now += 3600.0
    place.copy("1")
    assert place.source.asked == ["1", "1"]


def test_without_an_entry_in_the_evidence_nothing_is_asked_or_kept(place: Place) -> None:
    place.evidence.is_away = True
    place.copy("1", "2")
    assert (place.source.asked, place.store.kept) == ([], {})
    place.evidence.is_away = False
    place.copy("1", "2")
    assert place.source.asked == ["1", "2"]


def test_it_waits_while_the_workstation_says_so(place: Place) -> None:
    place.is_welcome = False
    place.copy("1")
    assert (place.source.asked, place.evidence.deeds) == ([], [])
    place.is_welcome = True
    place.copy("1")
    assert place.source.asked == ["1"]


def test_a_persons_own_reading_comes_first_and_what_was_stopped_is_begun_again(place: Place) -> None:
    reading, may_go_on = threading.Event(), threading.Event()

    def read() -> None:
        reading.set()
        assert may_go_on.wait(10.0)

    place.source.on_read = read
    place.prefetch.wanted(ward("1", "2"))
    assert reading.wait(10.0)
    place.prefetch.give_way()
    may_go_on.set()
    place.settle()
    assert place.source.asked == ["1"]
    assert place.store.written == []
    place.copy("1", "2")
    assert place.source.asked == ["1"]
    place.prefetch.go_on()
    place.settle()
    assert place.source.asked == ["1", "1", "2"]


def test_who_left_the_ward_meanwhile_is_not_copied(place: Place) -> None:
    place.prefetch.give_way()
    place.copy("1", "2")
    place.copy("2")
    place.prefetch.go_on()
    place.settle()
    assert place.source.asked == ["2"]


def test_the_end_of_the_session_ends_it(place: Place) -> None:
    place.source.on_read = place.session.cancel.cancel
    place.copy("1", "2")
    assert place.source.asked == ["1"]
    assert place.store.written == []
    place.copy("1", "2")
    assert place.source.asked == ["1"]


def test_a_surprise_ends_this_turn_alone(place: Place) -> None:
    place.store.breaks_with = ValueError("a surprise")
    place.copy("1")
    assert place.source.asked == []
    place.store.breaks_with = None
    place.copy("1")
    assert place.source.asked == ["1"]


def test_damage_that_is_met_while_copying_is_put_on_record(place: Place) -> None:
    def damage() -> None:
        place.store.damaged = [("r-1", Integrity.DAMAGED)]

    place.source.on_read = damage
    place.copy("1")
    assert place.evidence.told() == [(Act.PREFETCH, ("1",)), (Act.DAMAGE_FOUND, ("1",))]
