"""What the device charts are given."""

from __future__ import annotations

import pytest

from serums_desktop.charts.device_data import holds_charts, prepare
from tests.unit.charts.device_items import OPERATION, cycle, graded, operation, pulse, steps


@pytest.mark.parametrize(
    ("days", "has_operation", "opening_days"), [(60, True, 90), (60, False, 14), (115, True, 14)]
)
def test_the_page_opens_wide_enough_to_see_the_operation(
    days: int, has_operation: bool, opening_days: int
) -> None:
    items = [*steps(*[4000] * days), *([operation()] if has_operation else [])]
    assert prepare([], [], items, {}).opening_days == opening_days


def test_heart_rate_alone_says_nothing_of_a_recovery() -> None:
    assert prepare([], pulse(60), [operation()], {}).opening_days == 14


def test_a_record_of_grades_alone_has_charts() -> None:
    assert holds_charts([graded("Nausea", OPERATION, "2")])
    assert holds_charts(steps(4000))
    assert not holds_charts([operation(), cycle(1, OPERATION)])
