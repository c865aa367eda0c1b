"""The question "who is this?" as a server's own matching takes it (Patient/$match, FHIR R4 §3.6.14)."""

from __future__ import annotations

from typing import Any

import msgspec

from serums_desktop.domain.query import PatientQuery

_MOST = 50


def match_question(query: PatientQuery) -> bytes:
    """The operation's Parameters for what is known of somebody.

    Uncertain matches are wanted: who is linked is decided here and by people, never by a server's grade.
    Which words are surnames only the source knows, so a name is given whole.
    """
    patient: dict[str, Any] = {"resourceType": "Patient"}
    if query.identifiers:
        patient["identifier"] = [
            {"system": number.system, "value": number.value} for number in query.identifiers
        ]
    if query.words:
        patient["name"] = [{"text": " ".join(query.words)}]
    if query.birth_date is not None:
        patient["birthDate"] = query.birth_date.isoformat()
    return msgspec.json.encode(
        {
            "resourceType": "Parameters",
            "parameter": [
                {"name": "resource", "resource": patient},
                {"name": "onlyCertainMatches", "valueBoolean": False},
                {"name": "count", "valueInteger": _MOST},
            ],
        }
    )
