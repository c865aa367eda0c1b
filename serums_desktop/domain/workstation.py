"""What happens to a workstation around the program, and what locks the screen."""

from __future__ import annotations

import enum


class HostEvent(enum.StrEnum):
    """What the operating system tells of its session. Each is a reason to lock at once."""

    LOCKED = "locked"
    SUSPENDING = "suspending"
    SWITCHED_AWAY = "switched-away"


class LockReason(enum.StrEnum):
    """What locked the screen."""

    KEY = "key"
    IDLE = "idle"
    CARD = "card"
    CLOSING = "closing"
    UNCONFIRMED = "unconfirmed"
    HOST = "host"
    LONGEST = "longest"
    OFFLINE_TOO_LONG = "offline-too-long"
    REVOKED = "revoked"
    LEFT = "left"
