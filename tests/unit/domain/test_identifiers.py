"""Check digits of made-up national numbers."""

from __future__ import annotations

import pytest

from serums_desktop.domain.identifiers import (
    AHVN,
    BSN,
    CF,
    CHI,
    CIP,
    DNI,
    FNR,
    HETU,
    INS,
    KVNR,
    NHS,
    PERSONNUMMER,
    PESEL,
    SSIN,
    SVNR,
    Check,
    Identifier,
)


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
        (CIP.system, "EXAM080050600", Check.WRONG),
        (KVNR.system, "A123456780", Check.RIGHT),
        (KVNR.system, "A123456781", Check.WRONG),
        (KVNR.system, "A12345678", Check.WRONG),
        (CF.system, "RCCMNL83S18D969H", Check.RIGHT),
        (CF.system, "RCCMNL83S18D969A", Check.WRONG),
        (INS.system, "295109912611193", Check.RIGHT),
        (INS.system, "295109912611199", Check.WRONG),
        (SSIN.system, "85073003328", Check.RIGHT),
        (SSIN.system, "85073003329", Check.WRONG),
        (SVNR.system, "1237010180", Check.RIGHT),
        (SVNR.system, "2237010180", Check.WRONG),
        (AHVN.system, "7569217076985", Check.RIGHT),
        (AHVN.system, "7569217076984", Check.WRONG),
        (PESEL.system, "44051401359", Check.RIGHT),
        (PESEL.system, "44051401358", Check.WRONG),
        (PERSONNUMMER.system, "880320-0016", Check.RIGHT),
        (PERSONNUMMER.system, "880320-0018", Check.WRONG),
        (HETU.system, "131052-308T", Check.RIGHT),
        (HETU.system, "131052-308U", Check.WRONG),
        (FNR.system, "15108695088", Check.RIGHT),
        (FNR.system, "15108695077", Check.WRONG),
        ("urn:example:hospital", "12345", Check.NOT_COMPUTED),
    ],
)
def test_check_digits(system: str, value: str, check: Check) -> None:
    assert Identifier(system, value).check() is check


def test_a_number_is_its_issuers() -> None:
    assert Identifier("urn:a", "1") != Identifier("urn:b", "1")
    assert min(Identifier("urn:b", "1"), Identifier("urn:a", "2")) == Identifier("urn:a", "2")
