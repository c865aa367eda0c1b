"""Codes by which sources state what must be read first, each in so many words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from serums_desktop.domain.entries import Coding

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
# (FHIR allergy-intolerance-category; empty is every one), or to what.
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
    "716184000": "latex",
    "1003774007": "latex",
    "428197003": "insect",
    "716220001": "animal",
}

# The same for problems (SNOMED CT: no current problems or disability) and for medicines.
NO_KNOWN_PROBLEMS: Final = frozenset({"no-known-problems", "160245001"})
NO_KNOWN_MEDICINES: Final = frozenset({"no-known-medications", "787481004"})

# SNOMED CT. IPS 2.0: no known procedures, immunizations, device use. Elsewhere: no drug therapy prescribed,
# no history of procedure; of the Australian edition no known current medicines.
_OTHERWISE_NONE: Final = frozenset(
    {"787480003", "787482006", "787483001", "182849000", "416128008", "1234391000168107"}
)
# SNOMED CT: nobody knows. No information available (IPS 2.0), drug treatment unknown, patient not asked.
_UNKNOWN: Final = frozenset({"1287211007", "182904002", "1631000175102"})

# CodeSystem absent-unknown-uv-ips: "no-known-…" says there is none, "no-…-info" that nobody knows. It moved
# between the editions of the patient summary, and its name stayed.
_ABSENT_UNKNOWN: Final = "absent-unknown-uv-ips"

NONE_OR_UNKNOWN: Final = frozenset(
    {*NO_KNOWN_ALLERGIES, *NO_KNOWN_PROBLEMS, *NO_KNOWN_MEDICINES, *_OTHERWISE_NONE, *_UNKNOWN}
)

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


def says_none(codes: Iterable[Coding]) -> bool:
    """Whether a code states that there is none of its kind, or that nothing is known of it."""
    for coding in codes:
        code = coding.code
        if code in NONE_OR_UNKNOWN or (code.startswith("no-") and coding.system.endswith(_ABSENT_UNKNOWN)):
            return True
    return False
