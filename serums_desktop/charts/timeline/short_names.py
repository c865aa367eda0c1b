"""Short row names for the narrow label column, by LOINC code; the full name stays in the tooltip."""

from __future__ import annotations

from collections.abc import Iterable

SHORT_NAMES = {
    "4548-4": "HbA1c",
    "59261-8": "HbA1c",
    "17856-6": "HbA1c",
    "33914-3": "eGFR",
    "48642-3": "eGFR",
    "62238-1": "eGFR",
    "69405-9": "eGFR",
    "98979-8": "eGFR",
    "2823-3": "K\N{SUPERSCRIPT PLUS SIGN}",
    "6298-4": "K\N{SUPERSCRIPT PLUS SIGN}",
    "2951-2": "Na\N{SUPERSCRIPT PLUS SIGN}",
    "718-7": "Hb",
    "2160-0": "Creatinine",
    "14682-9": "Creatinine",
    "2339-0": "Glucose",
    "2345-7": "Glucose",
    "15074-8": "Glucose",
    "14749-6": "Glucose",
    "6301-6": "INR",
    "6690-2": "WBC",
    "777-3": "Platelets",
    "1988-5": "CRP",
    "13457-7": "LDL",
    "22748-8": "LDL",
    "99504-3": "CGM",
    "105272-9": "CGM",
    "85354-9": "BP",
    "8867-4": "Heart rate",
    "59408-5": "SpO\N{SUBSCRIPT TWO}",
    "2708-6": "SpO\N{SUBSCRIPT TWO}",
    "9279-1": "Resp.",
    "8310-5": "Temp.",
    "29463-7": "Weight",
    "8302-2": "Height",
    "39156-5": "BMI",
    "41950-7": "Steps",
    "55423-8": "Steps",
}


_PLACES = {code: place for place, code in enumerate(SHORT_NAMES)}


def usual_place(codes: Iterable[str]) -> int:
    """Where a quantity usually stands among the others; unknown ones after all known."""
    return min((_PLACES[code] for code in codes if code in _PLACES), default=len(_PLACES))


def short_name(codes: Iterable[str], title: str) -> str:
    """The short name of the first known code, else the title as the source gave it."""
    return next((SHORT_NAMES[code] for code in codes if code in SHORT_NAMES), title)
