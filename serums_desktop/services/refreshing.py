"""What is asked for anew by itself: when it is due, and whether this is a moment for it."""

from __future__ import annotations

from serums_desktop.host.configuration import Offline
from serums_desktop.services.ports import HostConditions

_MINUTE_S = 60.0


def is_welcome(rules: Offline, conditions: HostConditions) -> bool:
    """Whether work that nobody asked for may use power and network now. On a worker: the system is asked.

    Where nobody can tell what the workstation runs on, it may.
    """
    if rules.pause_on_battery and conditions.is_on_battery():
        return False
    return not (rules.pause_on_metered and conditions.is_metered())


class Refreshing:
    """Says when the ward list and the open records are to be asked for anew, in one session.

    Times are seconds on a clock nobody sets. One timer asks `due`, which answers at once, and has `run` done
    on a worker; where that says so, its owner asks.
    """

    def __init__(self, rules: Offline, conditions: HostConditions, began_s: float) -> None:
        self._rules = rules
        self._conditions = conditions
        self._next_s = began_s + rules.refresh_min * _MINUTE_S

    def due(self, now_s: float) -> bool:
        """Whether it is time to `run`, once for every period; what was slept through counts once."""
        if now_s < self._next_s:
            return False
        self._next_s = now_s + self._rules.refresh_min * _MINUTE_S
        return True

    def run(self) -> bool:
        """Whether to ask now. On a worker."""
        return is_welcome(self._rules, self._conditions)
