"""Check digits of made-up national numbers."""

from __future__ import annotations

import pytest

from serums_desktop.domain.identifiers import BSN, CHI, CIP, DNI, NHS, Check, Identifier


@pytest.mark.parametrize(
    ("system", "value", "check"),
    [
        (DNI.system, "12345678Z", Check.RIGHT),
        (DNI.system, "12345678-Z", Check.RIGHT),
        (DNI.system, "12345678A", Check.WRONG),
        (DNI.system, "X1234567L", Check.RIGHT),
        (DNI.system, "X1234567A", Check.WRONG),
        (BSN.system, "111222333", Check.RIGHT),
        (BSN.system, "111222334", Check.WRONG),
        (NHS.system, "943 476 5919", Check.RIGHT),
        (NHS.system, "943 476 5918", Check.WRONG),
        (CHI.system, "", Check.WRONG),
        (CIP.system, "EXAM0800506001", Check.NOT_COMPUTED),
        ("urn:example:hospital", "12345", Check.NOT_COMPUTED),
    ],
)
def test_check_digits(system: str, value: str, check: Check) -> None:
    assert Identifier(system, value).check() is check


def test_a_number_is_its_issuers() -> None:
    assert Identifier("urn:a", "1") != Identifier("urn:b", "1")
    assert min(Identifier("urn:b", "1"), Identifier("urn:a", "2")) == Identifier("urn:a", "2")
