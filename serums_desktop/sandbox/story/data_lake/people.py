"""Who is who in the SERUMS network: ids, native numbers, staff, and the patients' rules."""

from __future__ import annotations

import datetime as dt

from serums_desktop.sandbox.data_lake.lake import Department
from serums_desktop.sandbox.data_lake.rules import Action, Party, Rule, rule
from serums_desktop.sandbox.data_lake.tag_words import LISTED

JOANA, HUBERTINA, EILIDH = 1183, 1184, 1185
# One id that three hospitals gave to three people.
THREE_PEOPLE = 215
NAMESAKE, NAN, OTHER_EILIDH, ANNEKE = 2201, 2203, 2204, 2205

# Where the practice clinicians sign in.
USERS = {"S-1042": "USTAN", "S-2071": "USTAN"}

# Department 4 is two at USTAN, most numbers mean something else at each hospital, and 12 is a person too.
STAFF = {
    "USTAN": (
        Department(301, 1042, "Ailsa Fraser", 1, "EMERGENCY"),
        Department(302, 2071, "Isobel Reid", 1, "EMERGENCY"),
        Department(303, 3003, "Catriona Rankin", 2, "CONSULTANT"),
        Department(304, 3004, "Duncan Hay", 4, "HOSPITAL_ADMIN"),
        Department(305, 3005, "Moira Blyth", 4, "MEDICAL_STAFF"),
        Department(12, 3012, "Euan Blair", 5, "EMERGENCY_ZMC"),
    ),
    "FCRB": (
        Department(311, 2001, "Montserrat Puig", 7, "ENDOCRINOLOGY"),
        Department(312, 2002, "Jordi Ferrer", 2, "CONSULTANT"),
        Department(313, 2003, "Laia Roca", 1, "EMERGENCY"),
        Department(301, 1042, "Ailsa Fraser", 6, "EMERGENCY_USTAN"),
    ),
    "ZMC": (
        Department(321, 1004, "Lotte Janssen", 10, "ORTHOPEDICS"),
        Department(322, 1005, "Femke Hoogstra", 10, "ORTHOPEDICS"),
        Department(323, 1006, "Bram Wouters", 1, "EMERGENCY"),
        Department(324, 1007, "Ruben Dekker", 12, "CARDIOLOGY"),
        Department(301, 1042, "Ailsa Fraser", 6, "EMERGENCY_USTAN"),
    ),
}

_EMERGENCY = Party("DEPARTMENT", "1", "USTAN")
_ELSEWHERE = Party("DEPARTMENT", "1", "FCRB")
_UNTIL = dt.datetime(2099, 12, 31, tzinfo=dt.UTC)
_OVER = dt.datetime(2022, 7, 13, 19, 55, tzinfo=dt.UTC)
_EVERY_TAG = tuple(sorted({tag for tags in LISTED.values() for tag in tags}))


def rules() -> tuple[Rule, ...]:
    """What the patients decided about the emergency department in Edinburgh, and one about Barcelona's."""
    decided: tuple[tuple[int, Action, tuple[str, ...], Party, dt.datetime], ...] = (
        (JOANA, "ALLOW", _EVERY_TAG, _EMERGENCY, _UNTIL),
        (HUBERTINA, "ALLOW", _EVERY_TAG, _EMERGENCY, _UNTIL),
        (EILIDH, "ALLOW", _EVERY_TAG, _EMERGENCY, _UNTIL),
        (THREE_PEOPLE, "ALLOW", ("all", "patient_details", "medication"), _EMERGENCY, _UNTIL),
        (THREE_PEOPLE, "DENY", ("inpatient", "drugs_and_alcohol"), _EMERGENCY, _UNTIL),
        (NAMESAKE, "ALLOW", ("patient_details", "wearable"), _ELSEWHERE, _UNTIL),
        (NAN, "ALLOW", ("patient_details", "all"), _EMERGENCY, _UNTIL),
        (ANNEKE, "ALLOW", ("all", "wearable"), _EMERGENCY, _OVER),
    )
    return tuple(rule(f"RULE_story-{number}", *one) for number, one in enumerate(decided, 1))
