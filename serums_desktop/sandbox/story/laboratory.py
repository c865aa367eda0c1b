"""Laboratory results over the years: the course of an illness, and the report of one sample."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

from serums_desktop.sandbox.story.calendar import Calendar
from serums_desktop.sandbox.story.panels import Analyte
from serums_desktop.sandbox.story.resources import (
    HL7,
    LOINC,
    Chart,
    Resource,
    coding,
    concept,
    interpretation,
    quantity,
    ref,
)


def results(
    chart: Chart,
    panel: tuple[Analyte, ...],
    values: dict[str, str],
    *,
    sample_id: str,
    drawn: str,
    title: str,
    performer: Resource,
) -> list[Resource]:
    """One blood sample: an Observation for each value and the DiagnosticReport that gathers them."""
    measured = [
        chart.observation(
            f"{sample_id}-{analyte.key.replace('_', '-')}",
            "laboratory",
            concept(analyte.text, coding(LOINC, analyte.loinc, analyte.display)),
            drawn,
            {"valueQuantity": quantity(values[analyte.key], analyte.unit, analyte.ucum)},
            identifier=chart.number("result", f"{sample_id}-{analyte.key}"),
            performer=[performer],
            interpretation=interpretation(_flag(analyte, Decimal(values[analyte.key]))),
            referenceRange=[_range(analyte)],
        )
        for analyte in panel
        if analyte.key in values
    ]
    report = chart.entry(
        "DiagnosticReport",
        sample_id,
        drawn,
        identifier=chart.number("report", sample_id),
        status="final",
        category=[{"coding": [coding(f"{HL7}/v2-0074", "LAB", "Laboratory")]}],
        code=concept(title, coding(LOINC, "11502-2", "Laboratory report")),
        subject=chart.patient,
        effectiveDateTime=drawn,
        issued=drawn,
        performer=[performer],
        result=[ref(f"Observation/{item['id']}") for item in measured],
    )
    return [*measured, report]


def quarterly_panels(
    calendar: Calendar, noise: random.Random, first_year: int
) -> list[tuple[str, str, dict[str, str]]]:
    """(sample id, time drawn, values) for every quarter from a year until last month, oldest first.

    The course: diabetes that comes under control, kidneys that slowly fail, a hip operation half a year
    ago with its loss of blood.
    """
    samples = []
    days_ago = 39
    while (drawn := calendar.moment(days_ago, "08:10")).year >= first_year:
        year = drawn.year + drawn.timetuple().tm_yday / 365.25
        after_surgery_days = 194 - days_ago
        values = _course(year, after_surgery_days, noise)
        samples.append((f"lab-{drawn.date().isoformat()}", calendar.text(drawn), values))
        days_ago += 91
    return samples[::-1]


def _course(year: float, after_surgery_days: int, noise: random.Random) -> dict[str, str]:
    def near(value: float, spread: float) -> float:
        return value + noise.gauss(0, spread)

    hba1c = near(_between(year, [(2003, 78), (2008, 66), (2014, 61), (2020, 58), (2026.8, 52)]), 1.6)
    egfr = near(_between(year, [(2003, 84), (2012, 66), (2018, 52), (2021, 42), (2026.9, 36)]), 1.2)
    haemoglobin = near(_between(year, [(2003, 13.4), (2018, 12.8), (2026.3, 12.2), (2026.9, 11.8)]), 0.2)
    if 0 <= after_surgery_days <= 90:
        haemoglobin -= 1.2
        egfr -= 2
    age = year - 1935.2
    # CKD-EPI 2021 for women, solved for creatinine (above 0.7 mg/dL).
    creatinine = 0.7 * (142 * 0.9938**age * 1.012 / egfr) ** (1 / 1.2)
    values = {
        "hba1c": (hba1c, 0),
        # NGSP master equation: % = 2.152 + 0.09148 per mmol/mol
        "hba1c_percent": (0.09148 * hba1c + 2.152, 1),
        "egfr": (egfr, 0),
        "creatinine": (creatinine, 2),
        "potassium": (near(_between(year, [(2003, 4.2), (2020, 4.5), (2026.9, 4.8)]), 0.12), 1),
        "sodium": (near(140, 1.4), 0),
        "haemoglobin": (haemoglobin, 1),
        "ldl": (near(_between(year, [(2003, 148), (2006, 112), (2016, 96), (2017, 68), (2026, 64)]), 5), 0),
        "triglycerides": (near(_between(year, [(2003, 190), (2010, 150), (2026, 128)]), 12), 0),
        "acr": (near(_between(year, [(2003, 12), (2012, 28), (2020, 64), (2026.9, 92)]), 6), 0),
    }
    return {key: f"{max(value, 0):.{places}f}" for key, (value, places) in values.items()}


def _between(year: float, points: list[tuple[float, float]]) -> float:
    """A value on the line through the points, level before the first and after the last."""
    if year <= points[0][0]:
        return points[0][1]
    for (left, before), (right, after) in itertools.pairwise(points):
        if year <= right:
            return before + (after - before) * (year - left) / (right - left)
    return points[-1][1]


def _flag(analyte: Analyte, value: Decimal) -> str:
    if analyte.low and value < Decimal(analyte.low):
        return "L"
    if analyte.high and value > Decimal(analyte.high):
        return "H"
    return "N"


def _range(analyte: Analyte) -> Resource:
    bounds: Resource = {}
    if analyte.low:
        bounds["low"] = quantity(analyte.low, analyte.unit, analyte.ucum)
    if analyte.high:
        bounds["high"] = quantity(analyte.high, analyte.unit, analyte.ucum)
    return bounds
