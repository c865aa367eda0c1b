"""What the parts of one origin's provider share: its address, its habits, its clock, and who has left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from serums_desktop.sandbox.identity_habits import IdentityHabits


class OriginClock:
    """UTC epoch seconds as one origin believes them: `ahead_s` is its error."""

    def __init__(self, now_s: Callable[[], float] = time.time) -> None:
        self._now_s = now_s
        self.ahead_s = 0.0

    def __call__(self) -> float:
        """What the clock shows."""
        return self._now_s() + self.ahead_s


class Leavers:
    """The staff who work at none of the origins any more. Safe from any thread."""

    def __init__(self) -> None:
        self._staff_ids: frozenset[str] = frozenset()
        self._guard = threading.Lock()

    def leave(self, staff_id: str) -> None:
        """Close a person's account."""
        with self._guard:
            self._staff_ids |= {staff_id}

    def come_back(self, staff_id: str) -> bool:
        """Open a closed account again; False where it was not closed."""
        with self._guard:
            was_closed = staff_id in self._staff_ids
            self._staff_ids -= {staff_id}
        return was_closed

    def __contains__(self, staff_id: str) -> bool:
        return staff_id in self._staff_ids


class Circumstances:
    """One provider's. `habits` are replaced as a whole, so that any thread sees one state or the next."""

    def __init__(
        self,
        issuer: str,
        fhir_base: str = "",
        *,
        habits: IdentityHabits | None = None,
        clock: OriginClock | None = None,
        leavers: Leavers | None = None,
    ) -> None:
        """`fhir_base` is below the issuer where none is named."""
        self.issuer = issuer
        self.fhir_base = fhir_base or f"{issuer}/fhir"
        self.token_endpoint = f"{issuer}/token"
        self.habits = habits or IdentityHabits()
        self.clock = clock or OriginClock()
        self.leavers = leavers or Leavers()
