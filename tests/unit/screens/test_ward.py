"""What stands on the ward list: as the home source says, else as the downtime capsule does."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from serums_desktop.domain.capsule import CapsuleState
from serums_desktop.domain.errors import CapsuleClosed, CapsuleFault, SourceError, SourceFault
from serums_desktop.domain.people import Person
from serums_desktop.domain.ward import Ward
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.ward import WardScreen
from serums_desktop.views.ward_list import CapsuleMark, WardPhase, WardState
from serums_desktop.work.lanes import Pool
from tests.unit.services.upkeep_parts import HOME, Clock, Evidence, Source, session_with, ward
from tests.unit.store.synthetic import patient

AGE_MIN = 250


class Home(Source):
    """A home source that says who lies there, or fails."""

    def __init__(self) -> None:
        super().__init__()
        self.ward_now = ward("1", "2")
        self.fails_with: SourceFault | None = SourceFault.UNREACHABLE

    def search(self, *_asked: object) -> list[Any]:
        raise AssertionError

    def ward(self, *_asked: object) -> Ward:
        if self.fails_with is not None:
            raise SourceError(HOME, self.fails_with)
        return self.ward_now


class Keeper(Evidence):
    """Keeps a capsule with one person of two sources, unless it is closed."""

    def __init__(self, filled_s: float) -> None:
        super().__init__()
        self.filled_s: float | None = filled_s
        self.closed: CapsuleFault | None = None
        self.people = (Person((patient(HOME, "7"), patient("gp", "70"))),)

    def capsule(self) -> CapsuleState | None:
        return CapsuleState(self.filled_s, needs_second_card=False)

    def capsule_patients(self, _entry: int) -> tuple[Person, ...]:
        if self.closed is not None:
            raise CapsuleClosed(self.closed)
        return self.people


class Place:
    """One workstation of a ward, whose home source is out of reach."""

    def __init__(self, network: Pool) -> None:
        self.clock, self.home = Clock(), Home()
        self.keeper = Keeper(self.clock.now - AGE_MIN * 60 - 1)
        self.session = session_with(self.home)
        self.session.entry = 0
        workplace: Any = SimpleNamespace(
            configuration=SimpleNamespace(
                workstation=SimpleNamespace(ward="Location/12"),
                home=SimpleNamespace(id=HOME, title="USTAN Edinburgh"),
            ),
            clock=self.clock,
            evidence=self.keeper,
            network=network,
        )
        self.screen = WardScreen(Jobs(), workplace)
        self.screen.begin(self.session)

    @property
    def state(self) -> WardState:
        state = self.screen.state()
        assert state is not None
        return state

    def shows(self, *keys: str) -> bool:
        return tuple(row.key for row in self.state.rows) == keys

    def asked_of_capsule(self) -> int:
        return sum(deed.query.startswith("capsule?") for deed in self.keeper.deeds)


@pytest.fixture
def place(qapp: object) -> Iterator[Place]:
    with Pool("network", 1) as network:
        yield Place(network)


def refresh(place: Place, qtbot: QtBot) -> None:
    """Ask for the ward, and wait until everything that was asked has been told."""
    place.screen.refresh()
    qtbot.waitUntil(lambda: place.state.phase is not WardPhase.LOADING)


def test_an_outage_shows_who_is_in_the_capsule(place: Place, qtbot: QtBot) -> None:
    refresh(place, qtbot)
    qtbot.waitUntil(lambda: place.shows("ustan/7"))
    state = place.state
    assert state.phase is WardPhase.OFFLINE
    assert state.capsule == CapsuleMark(place.keeper.filled_s or 0.0, AGE_MIN)
    assert (state.rows[0].bed, state.rows[0].born) == ("", "06-May-1980")
    assert state.listed_s is None
    assert place.screen.is_of_capsule()
    # Everybody who knows them comes along, and the others' upkeep goes by the home source alone.
    assert place.screen.person("ustan/7") == place.keeper.people[0]
    assert place.screen.ward() == Ward("")


def test_a_home_source_that_fails_shows_it_too(place: Place, qtbot: QtBot) -> None:
    place.home.fails_with = SourceFault.SERVER_ERROR
    refresh(place, qtbot)
    qtbot.waitUntil(lambda: place.shows("ustan/7"))
    assert place.state.phase is WardPhase.FAILED


def test_an_outage_known_from_the_sign_in_is_not_waited_for(place: Place, qtbot: QtBot) -> None:
    place.session.offline_because = SourceError(HOME, SourceFault.UNREACHABLE)
    refresh(place, qtbot)
    qtbot.waitUntil(lambda: place.shows("ustan/7"))
    refresh(place, qtbot)
    qtbot.waitUntil(lambda: place.shows("ustan/7"))
    assert place.asked_of_capsule() == 1


def test_the_ward_as_it_is_takes_its_place(place: Place, qtbot: QtBot) -> None:
    refresh(place, qtbot)
    qtbot.waitUntil(place.screen.is_of_capsule)
    place.home.fails_with = None
    place.screen.refresh()
    qtbot.waitUntil(lambda: place.shows("ustan/1", "ustan/2"))
    assert place.state.capsule is None
    assert not place.screen.is_lost()
    assert place.state.rows[0].bed == "12-1"


def test_a_list_that_came_in_this_session_stays(place: Place, qtbot: QtBot) -> None:
    place.home.fails_with = None
    refresh(place, qtbot)
    place.home.fails_with = SourceFault.UNREACHABLE
    refresh(place, qtbot)
    assert place.shows("ustan/1", "ustan/2")
    assert place.screen.is_lost()
    assert place.asked_of_capsule() == 0


@pytest.mark.parametrize("reason", [CapsuleFault.NOT_ALLOWED, CapsuleFault.TOO_OLD, CapsuleFault.DAMAGED])
def test_one_that_stays_closed_shows_nothing(
    place: Place, qtbot: QtBot, caplog: pytest.LogCaptureFixture, reason: CapsuleFault
) -> None:
    caplog.set_level("INFO", "serums_desktop.events")
    place.keeper.closed = reason
    refresh(place, qtbot)
    qtbot.waitUntil(lambda: "capsule-closed" in caplog.text)
    assert place.state.rows == ()
    assert place.state.capsule is None
    assert caplog.records[-1].__dict__["fields"] == {"reason": reason.value}


def test_without_a_card_it_is_said_that_there_is_one(place: Place, qtbot: QtBot) -> None:
    place.session.authenticated_by = "keyring"
    refresh(place, qtbot)
    qtbot.waitUntil(lambda: place.state.is_card_needed)
    assert place.state.rows == ()
    assert not place.screen.is_of_capsule()


def test_one_of_an_empty_ward_says_nothing(place: Place, qtbot: QtBot) -> None:
    place.keeper.people = ()
    with qtbot.waitSignals([place.screen.changed] * 2):
        place.screen.refresh()
    assert place.state == WardState(
        phase=WardPhase.OFFLINE, source_title="USTAN Edinburgh", message=place.state.message
    )


def test_nobody_of_it_is_left_after_the_session(place: Place, qtbot: QtBot) -> None:
    refresh(place, qtbot)
    qtbot.waitUntil(place.screen.is_of_capsule)
    place.screen.end()
    assert place.state == WardState(source_title="USTAN Edinburgh")
