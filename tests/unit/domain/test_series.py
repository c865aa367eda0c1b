"""Samples keep the device's own decimals."""

from __future__ import annotations

import pytest

from serums_desktop.domain.series import GAP, Samples


def samples(*pairs: tuple[int, int]) -> Samples:
    return Samples(
        entry_id="cgm/Observation/1",
        source_id="cgm",
        code="105272-9",
        title="Glucose",
        unit="mmol/L",
        start_s=1000.0,
        period_s=300.0,
        mantissas=b"".join(mantissa.to_bytes(4, "little", signed=True) for mantissa, _ in pairs),
        decimals=b"".join(places.to_bytes(1, "little", signed=True) for _, places in pairs),
    )


@pytest.mark.parametrize(
    ("mantissa", "decimals", "text"),
    [
        (540, 2, "5.40"),
        (54, 1, "5.4"),
        (7, 0, "7"),
        (-5, 1, "-0.5"),
        (5, 8, "0.00000005"),
        (0, 9, "0.000000000"),
        (12, -2, "1200"),
        (2**31 - 1, 3, "2147483.647"),
        (GAP, 0, ""),
    ],
)
def test_text(mantissa: int, decimals: int, text: str) -> None:
    assert samples((1, 0), (mantissa, decimals)).text(1) == text


@pytest.mark.parametrize("index", [-1, 1])
def test_beyond_the_run(index: int) -> None:
    with pytest.raises(IndexError):
        samples((1, 0)).text(index)


def test_length_and_end() -> None:
    run = samples((1, 0), (GAP, 0), (3, 0))
    assert len(run) == 3
    assert run.end_s == 1900.0
