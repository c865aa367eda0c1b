from __future__ import annotations

from serums_desktop.sandbox.circumstances import OriginClock
from serums_desktop.sandbox.launches import LAUNCH_LIFETIME_S, Launch, Launches
from serums_desktop.sandbox.oauth import StaffMember

AILSA = StaffMember("S-1042", "Dr Ailsa Fraser", "consultant")


def test_a_launch_is_followed_once_and_in_time() -> None:
    clock = OriginClock(lambda: 1000.0)
    launches = Launches(clock)
    token, late = launches.begin(AILSA, "a"), launches.begin(AILSA, "a")

    assert launches.follow("made-up") is None
    assert launches.follow(token) == Launch(AILSA, "a", 1000.0)
    assert launches.follow(token) is None
    clock.ahead_s = LAUNCH_LIFETIME_S
    assert launches.follow(late) is None


def test_one_that_is_over_is_not_kept() -> None:
    clock = OriginClock(lambda: 1000.0)
    launches = Launches(clock)
    late = launches.begin(AILSA, "a")
    clock.ahead_s = LAUNCH_LIFETIME_S
    launches.begin(AILSA, "b")
    clock.ahead_s = 0

    assert launches.follow(late) is None
