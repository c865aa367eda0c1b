"""The glucose charts' own words, in one place and translatable."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from serums_desktop.analytics.cgm import THRESHOLDS, Band, GlucoseUnit, Withheld
from serums_desktop.charts import clock

translate = QCoreApplication.translate

DASH = "\N{EN DASH}"


def limit(value: float, unit: GlucoseUnit) -> str:
    """A consensus limit as it is printed in its unit."""
    return f"{value:.1f}" if unit is GlucoseUnit.MMOL_L else f"{value:.0f}"


def band(which: Band) -> str:
    """A band's name."""
    return {
        Band.VERY_HIGH: translate("Glucose", "Very high"),
        Band.HIGH: translate("Glucose", "High"),
        Band.IN_RANGE: translate("Glucose", "In range"),
        Band.LOW: translate("Glucose", "Low"),
        Band.VERY_LOW: translate("Glucose", "Very low"),
    }[which]


def band_limits(which: Band, unit: GlucoseUnit) -> str:
    """A band's limits. Bands are half-open: no number falls between two of them."""
    very_low, low, high, very_high = (limit(value, unit) for value in THRESHOLDS[unit])
    limits = {
        Band.VERY_HIGH: f"> {very_high}",
        Band.HIGH: f"> {high} {DASH} {very_high}",
        Band.IN_RANGE: f"{low} {DASH} {high}",
        Band.LOW: f"{very_low} {DASH} < {low}",
        Band.VERY_LOW: f"< {very_low}",
    }
    return f"{limits[which]} {unit.value}"


def range_origin(unit: GlucoseUnit) -> str:
    """Where the shaded range comes from."""
    low, high = THRESHOLDS[unit][1:3]
    text = translate("Glucose", "Shaded: {} to {} {}, international consensus 2019")
    return text.format(limit(low, unit), limit(high, unit), unit.value)


def gaps() -> str:
    """What an empty stretch means."""
    return translate("Glucose", "gaps are not joined")


def being_read() -> str:
    """The single readings are on their way."""
    return translate("Glucose", "The single readings are still being read")


def too_many() -> str:
    """More readings than are listed."""
    return translate("Glucose", "Too many readings to list: choose fewer days")


def no_samples() -> str:
    """Nothing at all."""
    return translate("Glucose", "No glucose samples recorded by the sources that answered.")


def none_in_window() -> str:
    """Samples exist, elsewhere."""
    return translate("Glucose", "No samples in these days.")


def unknown_unit(unit: str) -> str:
    """Samples that cannot be placed on a glucose axis."""
    return translate("Glucose", 'Samples in "{}" cannot be shown as glucose.').format(unit)


def begins(at_s: float) -> str:
    """A window longer than the series."""
    return translate("Glucose", "Samples begin {} {}.").format(clock.local_day(at_s), clock.local_clock(at_s))


def clock_offset(offset_s: float) -> str:
    """How far the device's clock was from the source's."""
    return translate("Glucose", "clock {} s").format(f"{offset_s:+.0f}")


def devices(count: int) -> str:
    """More than one device in the picture."""
    return translate("Glucose", "%n devices", "", count)


def withheld(reason: Withheld) -> str:
    """Why the glucose management indicator is not given."""
    return {
        Withheld.NO_READINGS: translate("Glucose", "GMI: no readings"),
        Withheld.TOO_SHORT: translate("Glucose", "GMI needs 14 days"),
        Withheld.TOO_SPARSE: translate("Glucose", "GMI needs 70 % of the readings"),
    }[reason]


def readings(count: int) -> str:
    """How many readings the figures rest on."""
    return translate("Glucose", "%n readings", "", count)


def days(count: int) -> str:
    """How long a window is."""
    return translate("Glucose", "%n days", "", count)


def percent(share: float) -> str:
    """A share with as many places as it deserves; a little is never written as nothing."""
    if share == 0:
        return "0 %"
    if share < 0.05:
        return "< 0.1 %"
    return f"{share:.0f} %" if share >= 9.95 else f"{share:.1f} %"


def day_and_clock(at_s: float) -> str:
    """A moment on this workstation's clock."""
    return f"{clock.local_day(at_s)} {clock.local_clock(at_s)}"
