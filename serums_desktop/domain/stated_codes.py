"""Codes by which sources state what must be read first, each in so many words."""

from __future__ import annotations

from typing import Final

FOR: Final = "for"
NOT_FOR: Final = "not-for"

# SNOMED CT 304251008 (resuscitation status) leaves the decision to the value; its children state it.
RESUSCITATION_DECISIONS: Final = {
    "304251008": "",
    "304252001": FOR,
    "450475007": FOR,
    "304253006": NOT_FOR,
    "450476008": NOT_FOR,
}

# SNOMED CT and IPS absent-unknown codes that say "no known allergy", and of which category
# (FHIR allergy-intolerance-category; empty is every one).
NO_KNOWN_ALLERGIES: Final = {
    "716186003": "",
    "160244002": "",
    "no-known-allergies": "",
    "409137002": "medication",
    "no-known-medication-allergies": "medication",
    "429625007": "food",
    "no-known-food-allergies": "food",
    "428607008": "environment",
    "no-known-environmental-allergies": "environment",
    "428197003": "latex",
}

# IPS absent-unknown codes that say that there is none of a kind of statement.
NO_KNOWN: Final = {"no-known-problems", "no-known-medications"}

# LOINC 882-1 (ABO and Rh), 883-9 (ABO), 10331-7 (Rh); SNOMED CT findings of blood group and of ABO group:
# their value has the group. A finding of the eHDSI value set of blood groups states it itself.
BLOOD_GROUP_TESTS: Final = {"882-1", "883-9", "10331-7", "365636006", "365637002"}
BLOOD_GROUP_FINDINGS: Final = {
    "112144000": ("A", ""),
    "112149005": ("B", ""),
    "165743006": ("AB", ""),
    "58460004": ("O", ""),
    "278149003": ("A", "+"),
    "278152006": ("A", "-"),
    "278150003": ("B", "+"),
    "278153001": ("B", "-"),
    "278151004": ("AB", "+"),
    "278154007": ("AB", "-"),
    "278147001": ("O", "+"),
    "278148006": ("O", "-"),
    "165747007": ("", "+"),
    "165746003": ("", "-"),
}
