"""The medicines of the story: their WHO ATC codes and the substance's international name."""

from __future__ import annotations

from serums_desktop.sandbox.story.resources import ATC, Resource, coding, concept

_SUBSTANCES = {
    "A02BC01": "omeprazole",
    "A10AE04": "insulin glargine",
    "A10BA02": "metformin",
    "A11CC05": "colecalciferol",
    "B01AB05": "enoxaparin",
    "B01AC06": "acetylsalicylic acid",
    "B01AF02": "apixaban",
    "C03CA01": "furosemide",
    "C07AB07": "bisoprolol",
    "C09CA01": "losartan",
    "C10AA05": "atorvastatin",
    "N02AA05": "oxycodone",
    "N02BE01": "paracetamol",
    "N06AB06": "sertraline",
    "V06DC01": "glucose",
}


def medicine(text: str, atc: str) -> Resource:
    """A medicine as the prescriber wrote it, coded by its substance."""
    return concept(text, coding(ATC, atc, _SUBSTANCES[atc]))
