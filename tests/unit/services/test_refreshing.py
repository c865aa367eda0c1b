from __future__ import annotations

import pytest

from serums_desktop.host.configuration import Offline
from serums_desktop.services.refreshing import Refreshing, is_welcome


class Told:
    """A workstation that says what it runs on."""

    def __init__(self, *, battery: bool | None = None, metered: bool | None = None) -> None:
        self._battery, self._metered = battery, metered

    def is_on_battery(self) -> bool | None:
        return self._battery

    def is_metered(self) -> bool | None:
        return self._metered


@pytest.mark.parametrize(
    ("told", "is_so"),
    [
        (Told(), True),
        (Told(battery=False, metered=False), True),
        (Told(battery=True, metered=False), False),
        (Told(battery=None, metered=True), False),
    ],
)
def test_what_nobody_asked_for_waits_for_mains_and_a_free_network(told: Told, is_so: bool) -> None:
    assert is_welcome(Offline(), told) is is_so
    assert Refreshing(Offline(), told, began_s=0.0).run() is is_so


def test_policy_may_let_it_go_on() -> None:
    rules = Offline(pause_on_battery=False, pause_on_metered=False)
    assert is_welcome(rules, Told(battery=True, metered=True))


def test_it_is_due_once_a_period_and_once_for_all_that_was_slept_through() -> None:
    refreshing = Refreshing(Offline(refresh_min=15), Told(), began_s=100.0)
    assert not refreshing.due(999.9)
    assert refreshing.due(1000.0)
    assert not refreshing.due(1000.0)
    assert refreshing.due(9000.0)
    assert not refreshing.due(9899.0)
    assert refreshing.due(9900.0)
