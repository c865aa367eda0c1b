"""Insert, remove, lock, unlock, suspend and network loss in any order: never unlocked without the card."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtWidgets import QApplication

from serums_desktop.charts.theme import Theme
from serums_desktop.domain.staff import CardHolder
from serums_desktop.domain.workstation import HostEvent, LockReason
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.shell import Shell
from tests.property.hand_worked import (
    AILSA,
    CONFIGURATION,
    ISOBEL,
    PIN,
    STEPS,
    HandWorked,
    all_over,
)

LOCKED_PAGES = {"sign-in", "lock"}
people = st.sampled_from([AILSA, ISOBEL])
host_events = st.sampled_from(list(HostEvent))
happenings = st.sampled_from(["remove", "swap", "lock", "idle", "network", "withdraw", *HostEvent])


class Workstation:
    """One real shell with its real pages for all runs, on parts that work by hand."""

    def __init__(self, application: QApplication) -> None:
        self.place = HandWorked()
        self.shell = Shell(application, Theme(), Jobs(), self.place)
        # What is left in memory has tests of its own, and takes a tenth of a second each time.
        released: Any = Released()
        self.shell._memory = released
        self.shell.configured(CONFIGURATION)
        self.shell.ready(self.place.workplace())
        self.shell._second.stop()
        self._told: list[threading.Thread] = []

    def begin(self) -> None:
        """As after the start of the program."""
        self.shell.lock(LockReason.KEY)
        self.place.begin()
        self.work_to_the_end()
        self.shell.lock_view.other_requested.emit()
        self.work_to_the_end()
        assert self.shell.window.page == "sign-in"

    def deliver(self) -> None:
        """Everything that other threads posted reaches the window."""
        QApplication.processEvents()
        for thread in self._told:
            while thread.is_alive():
                QApplication.processEvents()
                thread.join(0.001)
        self._told.clear()

    def work_to_the_end(self) -> None:
        while self.place.turns.work():
            self.deliver()
        self.deliver()

    def host_event(self, event: HostEvent) -> None:
        """On a thread of its own, as the system tells it: it waits there until the screen is locked."""
        assert self.place.host_watch is not None
        thread = threading.Thread(target=self.place.host_watch.report, args=(event,))
        thread.start()
        self._told.append(thread)

    def close(self) -> None:
        self.place.card = None
        self.shell.lock(LockReason.CLOSING)
        self.work_to_the_end()
        self.shell.close()
        self.shell.window.deleteLater()


class Released:
    """Nothing is overwritten here."""

    def release_after(self, closing: list[Future[None]], workplace: object) -> None:
        """The lock is told when its parts are closed; nobody waits."""

    def is_closed(self) -> bool:
        return True

    def wait_at_end(self) -> None:
        """Nobody waits."""


class AnyOrder(RuleBasedStateMachine):
    workstation: ClassVar[Workstation]
    # What the runs met with, so that a machine that never unlocks anything is found out.
    met: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.workstation.begin()

    @property
    def place(self) -> HandWorked:
        return self.workstation.place

    @property
    def shell(self) -> Shell:
        return self.workstation.shell

    # -- what people, cards, the system and the network do -----------------------------------------

    @rule(card=people)
    def insert(self, card: CardHolder) -> None:
        if self.place.card is None:
            self.place.insert(card)

    @rule()
    def remove(self) -> None:
        if self.place.card is not None:
            self.place.remove()

    @rule(pin=st.sampled_from([PIN, b"0000"]))
    def enter_pin(self, pin: bytes) -> None:
        self._enter(pin)

    @precondition(lambda self: self.shell._session is None)
    @rule(card=people)
    def sign_in(self, card: CardHolder) -> None:
        self.insert(card)
        self.workstation.deliver()
        self._enter(PIN)
        self.workstation.work_to_the_end()

    @precondition(lambda self: self.shell._session is None)
    @rule(step=st.sampled_from(STEPS), happening=happenings, card=people)
    def sign_in_while_something_happens(self, step: str, happening: str, card: CardHolder) -> None:
        self.place.interrupt(step, lambda: self._happen(happening, card))
        self.sign_in(card)
        self.place.forget_interruption()

    @rule()
    def press_lock(self) -> None:
        self.shell.lock(LockReason.KEY)

    @rule(event=host_events)
    def hear_from_the_system(self, event: HostEvent) -> None:
        self.workstation.host_event(event)

    @rule(is_up=st.booleans())
    def change_the_network(self, is_up: bool) -> None:
        self.place.network_is_up = is_up

    @rule(card=people)
    def withdraw_or_take_back(self, card: CardHolder) -> None:
        self.place.withdrawn ^= {card}

    @rule(seconds=st.sampled_from([1, 301, 5000, 50_000]))
    def wait(self, seconds: int) -> None:
        self.place.at_s += seconds
        self.shell._tick()

    @precondition(lambda self: self.place.turns.waiting)
    @rule()
    def let_a_worker_work(self) -> None:
        self.place.turns.work()

    @rule()
    def let_all_workers_work(self) -> None:
        self.workstation.work_to_the_end()

    def _enter(self, pin: bytes) -> None:
        page = self.shell.window.page
        if page in LOCKED_PAGES:
            view = self.shell.lock_view if page == "lock" else self.shell.sign_in_view
            view.pin_submitted.emit(bytearray(pin))

    def _happen(self, happening: str, card: CardHolder) -> None:
        self.met[happening] += 1
        match happening:
            case "remove":
                self.remove()
            case "swap":
                self.remove()
                self.insert(card)
            case "lock":
                self.press_lock()
            case "idle":
                assert self.shell._limits is not None
                self.shell._limits._idle.idle.emit()
            case "network":
                self.place.network_is_up = not self.place.network_is_up
            case "withdraw":
                self.place.withdrawn.add(card)
            case _:
                self.hear_from_the_system(HostEvent(happening))

    # -- what must hold ----------------------------------------------------------------------------

    @invariant()
    def never_unlocked_without_the_card(self) -> None:
        self.workstation.deliver()
        session, page = self.shell._session, self.shell.window.page
        self.met["unlocked" if session is not None else "locked"] += 1
        assert (session is None) == (page in LOCKED_PAGES)
        if session is None:
            return
        credential: Any = session.credential
        assert self.place.card == session.holder
        assert credential.is_alive
        assert any(session.key.data_key)
        assert not session.cancel.cancelled

    def teardown(self) -> None:
        """Whatever was under way comes to its end, and leaves nothing of anybody who is not signed in."""
        self.place.forget_interruption()
        self.workstation.work_to_the_end()
        self.never_unlocked_without_the_card()
        assert [what for what, holds in all_over(self.place, self.shell._session) if not holds] == []
        self.place.card = None
        self.shell.lock(LockReason.KEY)
        self.workstation.work_to_the_end()
        assert [what for what, holds in all_over(self.place, None) if not holds] == []


@pytest.fixture
def workstation(qapp: QApplication) -> Iterator[Workstation]:
    workstation = Workstation(qapp)
    yield workstation
    workstation.close()


def test_a_thousand_orders_of_events_never_leave_it_unlocked_without_a_card(
    workstation: Workstation,
) -> None:
    AnyOrder.workstation = workstation
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  hypothesis gives it no types
        AnyOrder,
        settings=settings(
            max_examples=1000,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert AnyOrder.met["unlocked"] > 1000
    assert AnyOrder.met.keys() >= {"remove", "swap", "lock", "idle", "network", "withdraw", *HostEvent}
