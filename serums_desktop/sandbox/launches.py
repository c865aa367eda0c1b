"""Launches by the EHR of an origin: a patient whom somebody has open there (SMART App Launch 2.2)."""

from __future__ import annotations

import secrets
import threading

import msgspec

from serums_desktop.sandbox.circumstances import OriginClock
from serums_desktop.sandbox.oauth import StaffMember

LAUNCH_LIFETIME_S = 300


class Launch(msgspec.Struct, frozen=True):
    """Who had whose record open at the EHR, and when they started the program from there."""

    staff: StaffMember
    patient_id: str
    at_s: float


class Launches:
    """The launches of one origin that nobody has followed yet. Safe from any thread."""

    def __init__(self, clock: OriginClock) -> None:
        self._clock = clock
        self._waiting: dict[str, Launch] = {}
        self._guard = threading.Lock()

    def begin(self, staff: StaffMember, patient_id: str) -> str:
        """A new opaque `launch` value: it serves once, and for five minutes."""
        token, now_s = secrets.token_urlsafe(24), self._clock()
        with self._guard:
            self._waiting = {
                key: one for key, one in self._waiting.items() if one.at_s + LAUNCH_LIFETIME_S > now_s
            }
            self._waiting[token] = Launch(staff, patient_id, now_s)
        return token

    def follow(self, token: str) -> Launch | None:
        """Use a launch up; None when there is none of this name any more."""
        with self._guard:
            found = self._waiting.pop(token, None)
        return found if found is not None and self._clock() < found.at_s + LAUNCH_LIFETIME_S else None
