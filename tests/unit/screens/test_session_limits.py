"""What ends a session by itself: every limit on a clock of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from serums_desktop.domain.errors import (
    NotEnrolled,
    OfflineTooLong,
    SerumsError,
    SignInRefused,
    SourceError,
    SourceFault,
)
from serums_desktop.domain.workstation import LockReason
from serums_desktop.host.configuration import LockRules
from serums_desktop.qtbridge.jobs import Jobs
from serums_desktop.screens.session_limits import SessionLimits
from serums_desktop.work.lanes import Pool

RULES = LockRules(idle_s=300, longest_session_s=900)
CONTACT_S = 300


class Workstation:
    """A clock that is set by hand, and a home source that answers as it is told."""

    def __init__(self, network: Pool) -> None:
        self.network = network
        self.home_contact = self
        self.at_s = 0.0
        self.asked = 0
        self.answer: SerumsError | None = None

    def elapsed_s(self) -> float:
        return self.at_s

    def now_s(self) -> float:
        return self.at_s

    def again(self, session: object) -> None:
        assert session is SESSION
        self.asked += 1
        if self.answer is not None:
            raise self.answer


SESSION: Any = SimpleNamespace()


@pytest.fixture
def workstation() -> Iterator[Workstation]:
    with Pool("network", 1) as network:
        yield Workstation(network)


@pytest.fixture
def limits(qapp: QApplication, workstation: Workstation) -> Iterator[SessionLimits]:
    parent = QObject()
    limits = SessionLimits(qapp, RULES, workstation, Jobs(parent), parent)
    parts: Any = workstation
    limits.begin(SESSION, parts)
    yield limits
    limits.end()
    limits.close()


def reached(limits: SessionLimits) -> list[tuple[LockReason, object]]:
    seen: list[tuple[LockReason, object]] = []
    limits.reached.connect(lambda reason, error: seen.append((reason, error)))
    return seen


def awake_until(
    at_s: float, limits: SessionLimits, workstation: Workstation, *, in_emergency: bool = False
) -> None:
    while workstation.at_s < at_s:
        workstation.at_s += 1
        limits.tick(in_emergency=in_emergency)


def test_the_time_to_the_lock_is_the_nearest_of_all_limits(
    limits: SessionLimits, workstation: Workstation
) -> None:
    assert limits.left_s == RULES.idle_s
    workstation.at_s = 700.0
    assert limits.left_s == 200


def test_the_longest_stay_ends_whatever_somebody_does(
    limits: SessionLimits, workstation: Workstation
) -> None:
    seen = reached(limits)
    awake_until(900.0, limits, workstation)
    assert seen == [(LockReason.LONGEST, None)]


def test_the_longest_stay_waits_for_the_end_of_an_emergency(
    limits: SessionLimits, workstation: Workstation
) -> None:
    seen = reached(limits)
    awake_until(5000.0, limits, workstation, in_emergency=True)
    assert seen == []
    limits.tick(in_emergency=False)
    assert seen == [(LockReason.LONGEST, None)]


def test_copies_that_are_too_old_stay_open_until_the_end_of_an_emergency(
    limits: SessionLimits, workstation: Workstation, qtbot: QtBot
) -> None:
    seen = reached(limits)
    workstation.answer = too_long = OfflineTooLong(0.0)
    with qtbot.waitSignal(limits.contacted):
        limits.ask_home()
    limits.tick(in_emergency=True)
    assert seen == []
    limits.tick(in_emergency=False)
    assert seen == [(LockReason.OFFLINE_TOO_LONG, too_long)]


def test_a_home_source_that_answers_in_time_ends_nothing(
    limits: SessionLimits, workstation: Workstation, qtbot: QtBot
) -> None:
    seen = reached(limits)
    for answer in (OfflineTooLong(0.0), None):
        workstation.answer = answer
        with qtbot.waitSignal(limits.contacted):
            limits.ask_home()
    limits.tick(in_emergency=False)
    assert seen == []


def test_a_machine_that_slept_as_long_as_nobody_may_be_away_wakes_locked(
    limits: SessionLimits, workstation: Workstation
) -> None:
    seen = reached(limits)
    workstation.at_s = float(RULES.idle_s - 1)
    limits.tick(in_emergency=False)
    assert seen == []
    workstation.at_s += RULES.idle_s
    limits.tick(in_emergency=True)
    assert seen == [(LockReason.IDLE, None)]


def test_the_home_source_is_asked_now_and_then(
    limits: SessionLimits, workstation: Workstation, qtbot: QtBot
) -> None:
    limits.tick(in_emergency=False)
    assert workstation.asked == 0
    for round_ in (1, 2):
        with qtbot.waitSignal(limits.contacted):
            awake_until(round_ * CONTACT_S, limits, workstation)
        assert workstation.asked == round_


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (SignInRefused("ustan", "invalid_grant"), LockReason.REVOKED),
        (NotEnrolled(), LockReason.REVOKED),
    ],
)
def test_a_home_source_that_says_no_ends_the_session(
    limits: SessionLimits, workstation: Workstation, qtbot: QtBot, answer: SerumsError, reason: LockReason
) -> None:
    workstation.answer = answer
    with qtbot.waitSignal(limits.reached) as told:
        limits.ask_home()
    assert told.args == [reason, answer]


def test_a_failure_on_the_way_ends_nothing_and_is_asked_again(
    limits: SessionLimits, workstation: Workstation, qtbot: QtBot
) -> None:
    seen = reached(limits)
    workstation.answer = SourceError("ustan", SourceFault.SERVER_ERROR)
    limits.ask_home()
    qtbot.waitUntil(lambda: workstation.asked == 1)
    workstation.answer = None

    def asked_again() -> bool:
        limits.ask_home()
        return workstation.asked == 2

    with qtbot.waitSignal(limits.contacted):
        qtbot.waitUntil(asked_again)
    assert seen == []


def test_after_the_session_nothing_is_counted(limits: SessionLimits, workstation: Workstation) -> None:
    seen = reached(limits)
    limits.end()
    workstation.at_s = 10_000.0
    limits.tick(in_emergency=False)
    limits.ask_home()
    assert limits.left_s is None
    assert (seen, workstation.asked) == ([], 0)
