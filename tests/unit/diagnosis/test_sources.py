"""Whose clock is wrong is told from how many sources agree."""

from __future__ import annotations

import pytest

from serums_desktop.diagnosis.sources import clock_findings

Seen = list[tuple[str, str, dict[str, str]]]


@pytest.mark.parametrize(
    ("skews", "seen"),
    [
        ({}, [("skipped", "nobody-asked", {})]),
        ({"a": 0.4, "b": -1.2}, [("ok", "right", {"sources": "2"})]),
        ({"a": 30.0}, [("warn", "ahead", {"seconds": "30"})]),
        ({"a": -300.0, "b": -301.0, "c": 0.1}, [("fail", "behind", {"seconds": "300"})]),
        ({"a": 0.0, "b": 90.4}, [("fail", "source-differs", {"title": "b", "seconds": "90"})]),
        ({"a": 0.0, "b": 7.0, "c": 0.2}, [("warn", "source-differs", {"title": "b", "seconds": "7"})]),
    ],
)
def test_the_clock(skews: dict[str, float], seen: Seen) -> None:
    found = [(one.verdict.value, one.code, dict(one.facts)) for one in clock_findings(skews)]
    assert found == seen
