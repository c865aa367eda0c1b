from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serums_desktop.domain.errors import Cancelled, EvidenceNotKept, StoreUnreadable
from serums_desktop.domain.evidence import Act
from serums_desktop.domain.stored import StoredSize
from serums_desktop.host.configuration import Retention
from serums_desktop.services.retention import STILL_THERE_S, KeepRetention, Overdue, overdue
from serums_desktop.work.lanes import Lane
from tests.unit.services.upkeep_parts import Clock, Evidence, Source, Store, session_with, ward

HOUR_S = 3600.0
NOW_S = 1_000 * HOUR_S
NEVER = Retention(opened_h=0, episode_h=0, quota_mb=0)

hours = st.integers(0, 1_000).map(lambda number: number * HOUR_S)
size = st.builds(
    StoredSize,
    record_id=st.text("0123456789abcdef", min_size=4, max_size=4),
    file_name=st.just("f.vault"),
    size_bytes=st.integers(0, 3_000_000),
    opened_s=hours,
    copied_s=st.none() | hours,
    episode_ended_s=st.none() | hours | st.just(STILL_THERE_S),
    prefetched=st.booleans(),
)
sizes_of_many = st.lists(size, max_size=12, unique_by=lambda one: one.record_id)
rules_of_any = st.builds(
    Retention,
    opened_h=st.integers(0, 1_000),
    episode_h=st.integers(0, 1_000),
    quota_mb=st.integers(0, 10),
)


def kept(record_id: str = "r", **what: Any) -> StoredSize:
    return StoredSize(
        **{
            "record_id": record_id,
            "file_name": "f.vault",
            "size_bytes": 1_000_000,
            "opened_s": NOW_S,
            "copied_s": NOW_S,
            "episode_ended_s": None,
            "prefetched": False,
            **what,
        }
    )


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (kept(opened_s=NOW_S - 10 * HOUR_S), []),
        (kept(opened_s=NOW_S - 10 * HOUR_S - 1), [("r", Overdue.UNOPENED)]),
        (kept(opened_s=0.0), []),
        (kept(opened_s=0.0, copied_s=NOW_S - 11 * HOUR_S), [("r", Overdue.UNOPENED)]),
        # It is being copied for the first time.
        (kept(opened_s=0.0, copied_s=None, episode_ended_s=STILL_THERE_S), []),
        (
            kept(opened_s=0.0, copied_s=None, episode_ended_s=NOW_S - 6 * HOUR_S),
            [("r", Overdue.EPISODE_ENDED)],
        ),
        (kept(opened_s=NOW_S - 6 * HOUR_S, episode_ended_s=NOW_S - 5 * HOUR_S), []),
        (
            kept(opened_s=NOW_S - 6 * HOUR_S, episode_ended_s=NOW_S - 5 * HOUR_S - 1),
            [("r", Overdue.EPISODE_ENDED)],
        ),
        # Somebody who left the ward and is looked up in the clinic is needed again.
        (kept(opened_s=NOW_S - 1 * HOUR_S, episode_ended_s=NOW_S - 9 * HOUR_S), []),
        (kept(opened_s=NOW_S - 9 * HOUR_S, episode_ended_s=STILL_THERE_S), []),
    ],
)
def test_each_rule_at_its_hour(one: StoredSize, why: list[tuple[str, Overdue]]) -> None:
    assert overdue([one], Retention(opened_h=10, episode_h=5), NOW_S) == why
    assert overdue([one], Retention(opened_h=10, episode_h=5), NOW_S, {"r"}) == []


def test_the_quota_takes_the_longest_unopened_and_no_more_than_it_must() -> None:
    many = [kept(str(number), opened_s=NOW_S - number) for number in range(5)]
    rules = Retention(opened_h=0, episode_h=0, quota_mb=3)
    assert overdue(many, rules, NOW_S) == [("4", Overdue.QUOTA), ("3", Overdue.QUOTA)]
    assert overdue(many, rules, NOW_S, {"4"}) == [("3", Overdue.QUOTA), ("2", Overdue.QUOTA)]


@given(sizes_of_many, rules_of_any, st.data())
def test_what_holds_of_all_copies(sizes: list[StoredSize], rules: Retention, data: st.DataObject) -> None:
    ids = [one.record_id for one in sizes]
    on_screen = data.draw(st.frozensets(st.sampled_from(ids))) if ids else frozenset()
    found = overdue(sizes, rules, NOW_S, on_screen)
    gone = [record_id for record_id, _why in found]
    assert len(gone) == len(set(gone))
    assert set(gone) <= set(ids) - on_screen
    # Repeated, it finds nothing more; the order of the list says nothing.
    left = [one for one in sizes if one.record_id not in gone]
    assert overdue(left, rules, NOW_S, on_screen) == []
    assert set(overdue(sizes[::-1], rules, NOW_S, on_screen)) == set(found)
    # What is left keeps to every rule, unless it is on screen.
    closed = [one for one in left if one.record_id not in on_screen]
    if rules.opened_h:
        assert all(
            (one.opened_s or one.copied_s or NOW_S) >= NOW_S - rules.opened_h * HOUR_S for one in closed
        )
    if rules.quota_mb and closed:
        assert sum(one.size_bytes for one in left) <= rules.quota_mb * 1_000_000
    # Time alone brings nobody back.
    later = [record_id for record_id, _why in overdue(sizes, rules, NOW_S + HOUR_S, on_screen)]
    if not rules.quota_mb:
        assert set(gone) <= set(later)


@given(sizes_of_many)
def test_no_rule_takes_nothing(sizes: list[StoredSize]) -> None:
    assert overdue(sizes, NEVER, NOW_S) == []


class Place:
    """The retention of one session, over a store in memory."""

    def __init__(self, lane: Lane) -> None:
        self.store, self.clock, self.evidence = Store(), Clock(), Evidence()
        self.session = session_with(Source())
        self.on_screen: set[str] = set()
        store: Any = self.store
        evidence: Any = self.evidence
        self.retention = KeepRetention(
            session=self.session,
            store=store,
            database_lane=lane,
            evidence=evidence,
            clock=self.clock,
            rules=Retention(opened_h=10, episode_h=5),
            open_records=lambda: self.on_screen,
        )
        for one in ward("1", "2", "3").patients:
            self.store.remember(one.person, self.clock.now)

    def turn(self, hours: float) -> None:
        self.clock.now += hours * HOUR_S


@pytest.fixture
def place() -> Iterator[Place]:
    with Lane("database") as lane:
        yield Place(lane)


def test_what_is_overdue_goes_each_on_record_first(place: Place) -> None:
    assert place.retention.run() == 0
    place.turn(11)
    place.store.change("r-2", opened_s=place.clock.now)
    place.on_screen = {"r-3"}
    assert place.retention.run() == 1
    assert set(place.store.kept) == {"r-2", "r-3"}
    assert place.evidence.told() == [(Act.FORGET, ("1",))]
    assert place.evidence.deeds[0].agent.staff_id == "S-2071"


def test_what_cannot_be_put_on_record_stays(place: Place) -> None:
    place.turn(11)
    place.evidence.is_away = True
    with pytest.raises(EvidenceNotKept):
        place.retention.run()
    assert len(place.store.kept) == 3


def test_a_file_that_the_system_holds_keeps_no_other(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    forget = place.store.forget

    def hold(record_id: str) -> None:
        if record_id == "r-1":
            raise StoreUnreadable("r-1.vault")
        forget(record_id)

    monkeypatch.setattr(place.store, "forget", hold)
    place.turn(11)
    assert place.retention.run() == 2
    assert set(place.store.kept) == {"r-1"}


def test_a_session_that_has_ended_forgets_nothing(place: Place) -> None:
    place.turn(11)
    place.session.cancel.cancel()
    with pytest.raises(Cancelled):
        place.retention.run()
    assert len(place.store.kept) == 3


def test_who_asks_has_one_record_forgotten(place: Place) -> None:
    place.on_screen = {"r-2"}
    assert place.retention.forget("r-1")
    assert not place.retention.forget("r-1")
    assert not place.retention.forget("r-2")
    assert place.evidence.told() == [(Act.FORGET, ("1",))]


def test_a_record_that_is_opened_while_its_end_is_put_on_record_stays(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = place.evidence.keep

    def open_meanwhile(deed: Any) -> Any:
        place.on_screen = {"r-1"}
        return keep(deed)

    monkeypatch.setattr(place.evidence, "keep", open_meanwhile)
    assert not place.retention.forget("r-1")
    assert "r-1" in place.store.kept


def test_an_episode_ends_when_the_ward_lists_the_patient_no_more(place: Place) -> None:
    place.retention.heard(ward("1", "2"))
    place.turn(1)
    place.retention.heard(ward("1"))
    left_s = place.clock.now
    place.turn(1)
    place.retention.heard(ward("1"))
    ended = {one.record_id: one.episode_ended_s for one in place.store.sizes()}
    assert ended == {"r-1": STILL_THERE_S, "r-2": left_s, "r-3": None}
    # Back on the ward: the episode goes on.
    place.retention.heard(ward("2"))
    assert place.store.kept["r-2"].episode_ended_s == STILL_THERE_S


def test_it_is_due_at_once_and_then_every_hour(place: Place) -> None:
    assert place.retention.due(50.0)
    assert not place.retention.due(3649.0)
    assert place.retention.due(3650.0)
