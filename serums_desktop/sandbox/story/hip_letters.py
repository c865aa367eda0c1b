"""What ZMC wrote about the new hip to her and to her own doctor."""

from __future__ import annotations

from serums_desktop.sandbox.story.calendar import Course
from serums_desktop.sandbox.story.resources import LOINC, Chart, Resource, coding, concept

# Id, kind, day of the course, time, text.
_LETTERS = (
    (
        "thp-consultbrief",
        ("Polikliniekbrief", "11488-4", "Consult note"),
        -63,
        "17:20",
        (
            "Coxartrose links sinds 2021, loopafstand nog 200 meter, opstaan uit een stoel lukt alleen "
            "met de armen. Endorotatie 5 graden, pijnlijk. Indicatie voor een totale heupprothese links. "
            "Patiënte draagt tot en na de operatie een activiteitenmonitor."
        ),
    ),
    (
        "thp-operatieverslag",
        ("Operatieverslag", "11504-8", "Surgical operation note"),
        0,
        "11:30",
        (
            "Totale heupprothese links, cementloos, posterolaterale benadering, onder spinale "
            "anesthesie. Cefazoline 2 g voor incisie. Bloedverlies 450 ml. Geen complicaties. Direct "
            "belastbaar."
        ),
    ),
    (
        "thp-ontslagbrief",
        ("Ontslagbrief", "18842-5", "Discharge summary"),
        5,
        "10:40",
        (
            "Totale heupprothese links, zonder complicaties. Hb 8,4 naar 6,6 mmol/l, geen transfusie; "
            "CRP maximaal 142 mg/l op dag 3. Nadroparine 2850 IE 1 maal daags tot en met dag 28. "
            "Paracetamol 1 g 4 maal daags, oxycodon 5 mg zo nodig tot dag 10. Diclofenac gestaakt. "
            "Allergie: co-trimoxazol (huiduitslag). Loopt met rollator. Controle na 2 en 6 weken."
        ),
    ),
    (
        "thp-controlebrief",
        ("Polikliniekbrief", "11488-4", "Consult note"),
        42,
        "16:45",
        (
            "Zes weken na totale heupprothese links. Loopt met één kruk, pijn NRS 1. Stappen per dag "
            "terug op het niveau van voor de operatie; opstaan uit een stoel gaat nog moeizaam. Hb 8,1 "
            "mmol/l. Foto: prothese in goede stand. Oefentherapie voortzetten."
        ),
    ),
)


def letters(chart: Chart, course: Course, author: Resource) -> list[Resource]:
    """Each letter on the day it was written."""
    return [
        chart.letter(
            key,
            concept(kind, coding(LOINC, loinc, display)),
            f"{kind} orthopedie",
            course.at(day, clock),
            text=text,
            author=author,
        )
        for key, (kind, loinc, display), day, clock, text in _LETTERS
    ]
