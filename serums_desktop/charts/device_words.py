"""The words of the charts of heart rate, daily movement and toxicity, in one place and translatable."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from serums_desktop.analytics.mobility import (
    LEAST_BASELINE_DAYS,
    LEAST_MEDIAN_DAYS,
    Baseline,
    Recovery,
    Withheld,
)
from serums_desktop.analytics.toxicity import Cycle
from serums_desktop.charts import clock

translate = QCoreApplication.translate

DASH = "\N{EN DASH}"
DOT = " \N{MIDDLE DOT} "


def heart_rate() -> str:
    """The title of the chart."""
    return translate("DeviceCharts", "Heart rate")


def steps() -> str:
    """The title of the chart."""
    return translate("DeviceCharts", "Steps")


def rises() -> str:
    """The title of the chart."""
    return translate("DeviceCharts", "Sit-to-stand")


def toxicity() -> str:
    """The title of the chart."""
    return translate("DeviceCharts", "Toxicity by cycle")


def per_day(unit: str) -> str:
    """A unit counted over days; one that says so itself stays as it is."""
    if unit.endswith("/d"):
        return unit
    return (
        translate("DeviceCharts", "{}, per day").format(unit)
        if unit
        else translate("DeviceCharts", "per day")
    )


def bands() -> str:
    """What bars and line of the heart rate mean."""
    return translate("DeviceCharts", "bars: least to greatest of the day; line: median of the day")


def being_read() -> str:
    """The single samples are on their way."""
    return translate("DeviceCharts", "the single samples are still being read")


def too_many() -> str:
    """More samples than are listed."""
    return translate("DeviceCharts", "too many samples to list: choose fewer days")


def envelope() -> str:
    """What area and line of the heart rate mean."""
    return translate("DeviceCharts", "area: least to greatest; line: median of the day")


def week_line() -> str:
    """What the line over daily bars means."""
    return translate("DeviceCharts", "line: 7-day median")


def gaps() -> str:
    """What an empty stretch means."""
    return translate("DeviceCharts", "gaps are not joined")


def nothing_recorded() -> str:
    """Days without a value."""
    return translate("DeviceCharts", "nothing recorded")


def none_in_window() -> str:
    """Values exist, elsewhere."""
    return translate("DeviceCharts", "Nothing recorded in these days.")


def number(value: float) -> str:
    """A statistic as it is read: whole from a hundred on, one place below it."""
    return QLocale().toString(value, "f", 0 if value >= 100 or value == round(value) else 1)


def baseline_short() -> str:
    """The name of the dashed line."""
    return translate("DeviceCharts", "own baseline")


def own_baseline(own: Baseline) -> str:
    """The person's own baseline, or why there is none; nothing without an operation."""
    if own.median is not None:
        text = translate(
            "DeviceCharts", "own baseline {}: median of %n days before the operation", "", own.days
        )
        return text.format(number(own.median))
    if own.withheld is Withheld.FEW_DAYS_BEFORE:
        text = translate("DeviceCharts", "no own baseline: {} of {} days needed before the operation")
        return text.format(own.days, LEAST_BASELINE_DAYS)
    return ""


def recovered(found: Recovery) -> str:
    """How far the last recorded week is back at the own baseline, or why that is not said."""
    if found.withheld is Withheld.NOTHING_AFTER:
        return translate("DeviceCharts", "nothing recorded after the operation")
    if found.until is None:
        return ""
    last = clock.day_of_year(clock.epoch_s(found.until.year, found.until.month, found.until.day))
    if found.withheld is Withheld.FEW_DAYS_NOW:
        text = translate("DeviceCharts", "7 days to {}: fewer than {} recorded")
        return text.format(last, LEAST_MEDIAN_DAYS)
    if found.percent is None or found.median is None:
        return ""
    text = translate("DeviceCharts", "7 days to {}: median {}, {} % of it")
    return text.format(last, number(found.median), f"{found.percent:.0f}")


def cycle(which: Cycle) -> str:
    """``Cycle 3 of 6``."""
    if which.planned is not None:
        return translate("DeviceCharts", "Cycle {} of {}").format(which.number, which.planned)
    return translate("DeviceCharts", "Cycle {}").format(which.number)


def cycle_short(which: Cycle) -> str:
    """``C3``."""
    return translate("DeviceCharts", "C{}").format(which.number)


def before_cycles() -> str:
    """The column of what was reported before the first cycle."""
    return translate("DeviceCharts", "Before")


def worst_grade() -> str:
    """What a cell holds."""
    return translate("DeviceCharts", "worst CTCAE grade reported in the cycle")


def not_reported() -> str:
    """A cell without a report."""
    return translate("DeviceCharts", "not reported")


def not_a_grade() -> str:
    """A value that is no grade."""
    return translate("DeviceCharts", "not a CTCAE grade")


def grade(value: int) -> str:
    """``grade 2``."""
    return translate("DeviceCharts", "grade {}").format(value)


def reported_by(title: str) -> str:
    """Which source sent a report."""
    return translate("DeviceCharts", "from {}").format(title)


def day_span(start_s: float, end_s: float) -> str:
    """The first and the last day of a window."""
    return f"{clock.local_day(start_s)} {DASH} {clock.local_day(end_s - 1)}"


def day_and_clock(at_s: float) -> str:
    """A moment on this workstation's clock."""
    return f"{clock.local_day(at_s)} {clock.local_clock(at_s)}"


def columns(*names: str) -> tuple[str, ...]:
    """Headings of a table, translated by their English names."""
    known = {
        "time": translate("DeviceCharts", "Time"),
        "day": translate("DeviceCharts", "Day"),
        "value": translate("DeviceCharts", "Value"),
        "unit": translate("DeviceCharts", "Unit"),
        "least": translate("DeviceCharts", "Least"),
        "median": translate("DeviceCharts", "Median"),
        "greatest": translate("DeviceCharts", "Greatest"),
        "samples": translate("DeviceCharts", "Readings"),
        "device": translate("DeviceCharts", "Device"),
        "source": translate("DeviceCharts", "Source"),
        "week": translate("DeviceCharts", "7-day median"),
        "symptom": translate("DeviceCharts", "Symptom"),
        "cycle": translate("DeviceCharts", "Cycle"),
        "meaning": translate("DeviceCharts", "Meaning"),
    }
    return tuple(known[name] for name in names)
