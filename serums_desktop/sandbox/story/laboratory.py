"""Laboratory results over the years: the course of an illness, in each laboratory's codes and units."""

from __future__ import annotations

import itertools
import random
from decimal import Decimal

import msgspec

from serums_desktop.sandbox.story.calendar import Calendar
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


class Analyte(msgspec.Struct, frozen=True):
    """What one laboratory measures: its words, LOINC code, unit and reference range."""

    key: str
    text: str
    loinc: str
    display: str
    unit: str
    ucum: str
    low: str = ""
    high: str = ""
    places: int = 1


FCRB_PANEL = (
    Analyte(
        "hba1c_percent",
        "Hemoglobina glicosilada (HbA1c)",
        "4548-4",
        "Hemoglobin A1c/Hemoglobin.total in Blood",
        "%",
        "%",
        "4.0",
        "6.0",
    ),
    Analyte(
        "hba1c",
        "HbA1c (IFCC)",
        "59261-8",
        "Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol",
        "mmol/mol",
        "mmol/mol",
        "20",
        "42",
        0,
    ),
    Analyte(
        "egfr",
        "Filtrat glomerular estimat (CKD-EPI)",
        "98979-8",
        "Glomerular filtration rate/1.73 sq M.predicted by Creatinine-based formula (CKD-EPI 2021)",
        "mL/min/1,73 m²",
        "mL/min/{1.73_m2}",
        "60",
        "",
        0,
    ),
    Analyte(
        "creatinine",
        "Creatinina",
        "2160-0",
        "Creatinine [Mass/volume] in Serum or Plasma",
        "mg/dL",
        "mg/dL",
        "0.50",
        "0.90",
        2,
    ),
    Analyte(
        "potassium",
        "Potassi",
        "2823-3",
        "Potassium [Moles/volume] in Serum or Plasma",
        "mmol/L",
        "mmol/L",
        "3.5",
        "5.1",
    ),
    Analyte(
        "sodium",
        "Sodi",
        "2951-2",
        "Sodium [Moles/volume] in Serum or Plasma",
        "mmol/L",
        "mmol/L",
        "136",
        "145",
        0,
    ),
    Analyte(
        "haemoglobin",
        "Hemoglobina",
        "718-7",
        "Hemoglobin [Mass/volume] in Blood",
        "g/dL",
        "g/dL",
        "12.0",
        "15.5",
    ),
    Analyte(
        "ldl",
        "Colesterol LDL",
        "13457-7",
        "Cholesterol in LDL [Mass/volume] in Serum or Plasma by calculation",
        "mg/dL",
        "mg/dL",
        "",
        "100",
        0,
    ),
    Analyte(
        "triglycerides",
        "Triglicèrids",
        "2571-8",
        "Triglyceride [Mass/volume] in Serum or Plasma",
        "mg/dL",
        "mg/dL",
        "",
        "150",
        0,
    ),
    Analyte(
        "acr",
        "Quocient albúmina/creatinina",
        "9318-7",
        "Albumin/Creatinine [Mass Ratio] in Urine",
        "mg/g",
        "mg/g",
        "",
        "30",
        0,
    ),
)

USTAN_PANEL = (
    Analyte(
        "egfr",
        "eGFR (CKD-EPI)",
        "98979-8",
        "Glomerular filtration rate/1.73 sq M.predicted by Creatinine-based formula (CKD-EPI 2021)",
        "mL/min/1.73 m²",
        "mL/min/{1.73_m2}",
        "60",
        "",
        0,
    ),
    Analyte(
        "creatinine",
        "Creatinine",
        "14682-9",
        "Creatinine [Moles/volume] in Serum or Plasma",
        "µmol/L",
        "umol/L",
        "45",
        "84",
        0,
    ),
    Analyte(
        "potassium",
        "Potassium",
        "2823-3",
        "Potassium [Moles/volume] in Serum or Plasma",
        "mmol/L",
        "mmol/L",
        "3.5",
        "5.3",
    ),
    Analyte(
        "sodium",
        "Sodium",
        "2951-2",
        "Sodium [Moles/volume] in Serum or Plasma",
        "mmol/L",
        "mmol/L",
        "133",
        "146",
        0,
    ),
    Analyte(
        "haemoglobin",
        "Haemoglobin",
        "718-7",
        "Hemoglobin [Mass/volume] in Blood",
        "g/L",
        "g/L",
        "115",
        "160",
        0,
    ),
    Analyte(
        "troponin",
        "hs-Troponin I",
        "89579-7",
        "Troponin I.cardiac [Mass/volume] in Serum or Plasma by High sensitivity method",
        "ng/L",
        "ng/L",
        "",
        "16",
        0,
    ),
)

ZMC_PANEL = (
    Analyte(
        "haemoglobin",
        "Hemoglobine",
        "59260-0",
        "Hemoglobin [Moles/volume] in Blood",
        "mmol/L",
        "mmol/L",
        "7.5",
        "10.0",
    ),
    Analyte(
        "egfr",
        "eGFR (CKD-EPI)",
        "98979-8",
        "Glomerular filtration rate/1.73 sq M.predicted by Creatinine-based formula (CKD-EPI 2021)",
        "ml/min/1,73 m²",
        "mL/min/{1.73_m2}",
        "60",
        "",
        0,
    ),
    Analyte(
        "potassium",
        "Kalium",
        "2823-3",
        "Potassium [Moles/volume] in Serum or Plasma",
        "mmol/L",
        "mmol/L",
        "3.5",
        "5.0",
    ),
    Analyte(
        "glucose",
        "Glucose",
        "14749-6",
        "Glucose [Moles/volume] in Serum or Plasma",
        "mmol/L",
        "mmol/L",
        "4.0",
        "7.8",
    ),
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
