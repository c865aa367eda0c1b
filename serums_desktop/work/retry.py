"""When to try again, and when to stop trying."""

from __future__ import annotations


class Backoff:
    """Waits that double, within a budget for the whole conversation.

    What the other side asks for (Retry-After) counts before our own rhythm. A wait that would not fit
    into what is left of the budget is not begun: the person learns sooner, and why.
    """

    def __init__(self, budget_s: float = 10.0, first_s: float = 0.5) -> None:
        self._left_s = budget_s
        self._next_s = first_s

    def next_wait_s(self, asked_s: float | None = None) -> float | None:
        """How long to wait before the next try, in seconds; None when it is time to give up."""
        # A server that asks for no wait at all still gets our own rhythm, never a tight loop.
        wait_s = asked_s if asked_s is not None and asked_s > 0 else self._next_s
        if wait_s > self._left_s:
            return None
        self._left_s -= wait_s
        self._next_s *= 2
        return wait_s
