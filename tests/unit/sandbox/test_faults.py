from __future__ import annotations

import pytest

from serums_desktop.sandbox.faults import Fault, FaultKind


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("none", None),
        ("slow:2.5", Fault(FaultKind.SLOW, 2.5)),
        ("half-way", Fault(FaultKind.HALF_WAY)),
        ("429", Fault(FaultKind.TOO_MANY_REQUESTS)),
    ],
)
def test_a_fault_is_read(text: str, fault: Fault | None) -> None:
    assert Fault.parse(text) == fault


@pytest.mark.parametrize("text", ["", "fire", "html:3", "slow:soon"])
def test_what_is_no_fault_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"FaultKind|html:3|convert"):
        Fault.parse(text)
