from __future__ import annotations

from serums_desktop.sandbox.circumstances import Circumstances, Leavers, OriginClock


def test_a_clock_is_as_wrong_as_it_is_told() -> None:
    clock = OriginClock(lambda: 1000.0)
    assert clock() == 1000
    clock.ahead_s = -90.5
    assert clock() == 909.5


def test_people_leave_and_come_back() -> None:
    leavers = Leavers()
    leavers.leave("S-1042")

    assert "S-1042" in leavers
    assert "S-2071" not in leavers
    assert leavers.come_back("S-1042")
    assert "S-1042" not in leavers
    assert not leavers.come_back("S-1042")


def test_records_and_tokens_are_below_the_issuer() -> None:
    found = Circumstances("https://127.0.0.1:4000")

    assert (found.fhir_base, found.token_endpoint) == (
        "https://127.0.0.1:4000/fhir",
        "https://127.0.0.1:4000/token",
    )
