"""What the oncologist wrote to her general practice."""

from __future__ import annotations

from serums_desktop.sandbox.story.calendar import Course
from serums_desktop.sandbox.story.resources import LOINC, Chart, Resource, coding, concept

_CLINIC = concept("Clinic letter", coding(LOINC, "11488-4", "Consult note"))
_DISCHARGE = concept("Discharge letter", coding(LOINC, "18842-5", "Discharge summary"))

# Id, kind, title, day of the course, time, text.
_LETTERS = (
    (
        "onc-letter-start",
        _CLINIC,
        "Medical oncology: plan of treatment",
        -14,
        "17:10",
        (
            "Left breast carcinoma, pT2 (27 mm) pN1a (1/3) M0, grade 3, ER 8/8, HER2 negative, excised "
            "with clear margins. Adjuvant FEC-T, 6 cycles, then radiotherapy and letrozole. Body surface "
            "area 1.72 m². Ejection fraction 62 %. She reports symptoms at home between the visits."
        ),
    ),
    (
        "onc-letter-sepsis",
        _DISCHARGE,
        "Discharge letter: neutropenic sepsis",
        56,
        "11:20",
        (
            "Admitted on day 10 of cycle 3 with fever and neutrophils of 0.1. Piperacillin with "
            "tazobactam for five days; blood cultures grew nothing. Docetaxel will start at 80 mg/m² "
            "instead of 100, with pegfilgrastim after each cycle."
        ),
    ),
    (
        "onc-letter-last",
        _CLINIC,
        "Medical oncology: after cycle 6",
        115,
        "12:15",
        (
            "Six cycles completed, the last three at a reduced dose. Numb fingertips, worse since cycle "
            "5; fatigue. Ejection fraction 56 %. Letrozole to begin with radiotherapy."
        ),
    ),
)


def letters(chart: Chart, course: Course, author: Resource) -> list[Resource]:
    """Each letter on the day it was written."""
    return [
        chart.letter(key, kind, title, course.at(day, clock), text=text, author=author)
        for key, kind, title, day, clock, text in _LETTERS
    ]
