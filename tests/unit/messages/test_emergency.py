"""Every reason and every stage has its words; the end says what is gone."""

from __future__ import annotations

import pytest

from serums_desktop.domain.emergency import WARNINGS_S, EmergencyReason, Stage
from serums_desktop.messages import emergency


def test_no_two_reasons_and_no_two_stages_read_alike() -> None:
    assert len({emergency.reason(why) for why in EmergencyReason}) == len(EmergencyReason)
    assert len({emergency.stage(which) for which in Stage}) == len(Stage)
    assert all(emergency.stage_holds(which) for which in Stage)


@pytest.mark.parametrize(
    ("duration_s", "words"),
    [(300, "5 min"), (3600, "60 min"), (5400, "90 min"), (7200, "2 h"), (14_400, "4 h")],
)
def test_a_duration_is_read_in_minutes_or_in_whole_hours(duration_s: int, words: str) -> None:
    assert emergency.minutes(duration_s) == words


def test_the_warnings_begin_when_the_rules_say() -> None:
    five, one = WARNINGS_S
    assert emergency.ending_soon(five + 1) == ""
    assert "5 minutes" in emergency.ending_soon(five)
    assert "5 minutes" in emergency.ending_soon(one + 1)
    assert "1 minute" in emergency.ending_soon(one)


def test_the_end_says_when_and_what_is_gone() -> None:
    said = emergency.ended("14:23")
    assert said.happened == "Emergency access ended at 14:23."
    assert said.kept == "What it showed has left this screen and this computer."


def test_what_must_end_first_is_said_with_its_time() -> None:
    assert "14:23" in emergency.lasts("14:23").happened
