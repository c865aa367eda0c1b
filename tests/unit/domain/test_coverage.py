"""What is told of sources while they are asked."""

from __future__ import annotations

from msgspec.structs import replace

from serums_desktop.domain.coverage import Coverage, SourceCoverage, SourceState

ASKING = SourceCoverage("fcrb", "FCRB", "ES", SourceState.ASKING)
ANSWERED = SourceCoverage("zmc", "ZMC", "NL", SourceState.ANSWERED, received=7)


def test_what_has_come_is_counted_for_who_is_still_asked() -> None:
    coverage = Coverage((ASKING, ANSWERED))
    assert coverage.counting("fcrb", 500) == Coverage((replace(ASKING, arriving=500), ANSWERED))
    # A page that is told of late.
    assert coverage.counting("zmc", 500) == coverage
    assert coverage.counting("elsewhere", 500) == coverage


def test_what_the_capsule_gave_is_told_of_who_has_not_answered() -> None:
    kept = [replace(one, as_of_s=50.0, from_capsule=True) for one in (ASKING, ANSWERED)]
    assert Coverage((ASKING, ANSWERED)).supplied(kept) == Coverage((kept[0], ANSWERED))
    assert Coverage((ASKING,)).supplied([replace(ASKING, as_of_s=50.0)]) == Coverage((ASKING,))
