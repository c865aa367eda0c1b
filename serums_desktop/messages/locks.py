"""Why the screen is locked, where the person at the keyboard could not know it."""

from __future__ import annotations

from serums_desktop.domain.workstation import LockReason
from serums_desktop.messages.notices import Notice
from serums_desktop.messages.translation import translate


def lock_notice(reason: LockReason) -> Notice | None:
    """What to say of a lock, or None where the person did it or sees why."""
    match reason:
        case LockReason.LONGEST:
            return Notice(
                translate("locks", "You were signed in for as long as one session may last."),
                cure=translate("locks", "Sign in again to go on where you were."),
            )
        case LockReason.IDLE:
            return Notice(
                translate("locks", "Nobody touched keyboard or mouse for a while."),
                cure=translate("locks", "Sign in again to go on where you were."),
            )
        case _:
            return None
