from __future__ import annotations

import pytest

from serums_desktop.host.conditions_macos import drawn_from_battery


@pytest.mark.parametrize(
    ("told", "is_on_battery"),
    [
        ("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t80%; discharging\n", True),
        ("Now drawing from 'AC Power'\n -InternalBattery-0 (id=1)\t80%; AC attached\n", False),
        ("Now drawing from 'UPS Power'\n", None),
        ("", None),
    ],
)
def test_what_power_is_drawn_from(told: str, is_on_battery: bool | None) -> None:
    assert drawn_from_battery(told) is is_on_battery
