import numpy as np
import pytest

from serums_desktop.analytics.cgm import (
    Band,
    CgmFigures,
    GlucoseUnit,
    Withheld,
    classify,
    converted,
    figures,
    glucose_unit,
)

DAY = 86_400.0


@pytest.mark.parametrize(
    ("value", "unit", "band"),
    [
        (53.9, GlucoseUnit.MG_DL, Band.VERY_LOW),
        (54, GlucoseUnit.MG_DL, Band.LOW),
        (69.9, GlucoseUnit.MG_DL, Band.LOW),
        (70, GlucoseUnit.MG_DL, Band.IN_RANGE),
        (180, GlucoseUnit.MG_DL, Band.IN_RANGE),
        (180.2, GlucoseUnit.MG_DL, Band.HIGH),
        (250, GlucoseUnit.MG_DL, Band.HIGH),
        (251, GlucoseUnit.MG_DL, Band.VERY_HIGH),
        (2.9, GlucoseUnit.MMOL_L, Band.VERY_LOW),
        (3.0, GlucoseUnit.MMOL_L, Band.LOW),
        (3.9, GlucoseUnit.MMOL_L, Band.IN_RANGE),
        (10.0, GlucoseUnit.MMOL_L, Band.IN_RANGE),
        (10.1, GlucoseUnit.MMOL_L, Band.HIGH),
        (13.9, GlucoseUnit.MMOL_L, Band.HIGH),
        (14.0, GlucoseUnit.MMOL_L, Band.VERY_HIGH),
    ],
)
def test_bands_are_half_open_in_the_reported_unit(value: float, unit: GlucoseUnit, band: Band) -> None:
    assert classify(value, unit) is band
    one = figures(np.zeros(1), np.array([value]), unit, period_s=300, start_s=0, end_s=DAY)
    assert one.percent[band] == 100.0
    assert sum(one.percent.values()) == 100.0


def test_ten_mmol_is_in_range_though_its_conversion_would_not_be() -> None:
    shown = converted(np.array([10.0]), GlucoseUnit.MMOL_L, GlucoseUnit.MG_DL)
    assert shown[0] > 180
    assert classify(10.0, GlucoseUnit.MMOL_L) is Band.IN_RANGE


def days_of(days: int, share: float, unit: GlucoseUnit = GlucoseUnit.MG_DL) -> CgmFigures:
    times = np.arange(0, days * DAY, 300.0)
    values = np.full(times.size, 154.0 if unit is GlucoseUnit.MG_DL else 8.55)
    values[round(share * times.size) :] = np.nan
    return figures(times, values, unit, period_s=300, start_s=0, end_s=days * DAY)


def test_gmi_of_the_published_formula() -> None:
    # 3.31 + 0.02392 * 154 = 6.99 (Bergenstal 2018).
    assert days_of(14, 1.0).gmi_percent == pytest.approx(6.99368)
    assert days_of(14, 1.0, GlucoseUnit.MMOL_L).gmi_percent == pytest.approx(6.9945, abs=1e-3)


def test_gmi_is_withheld_with_its_reason() -> None:
    assert days_of(13, 1.0).gmi_withheld is Withheld.TOO_SHORT
    assert days_of(14, 0.69).gmi_withheld is Withheld.TOO_SPARSE
    assert days_of(14, 0.0).gmi_withheld is Withheld.NO_READINGS
    assert days_of(14, 0.71).gmi_withheld is None


def test_units_are_known_by_name_only() -> None:
    assert glucose_unit("mmol/L") is GlucoseUnit.MMOL_L
    assert glucose_unit("mg/dl") is GlucoseUnit.MG_DL
    assert glucose_unit("%") is None
