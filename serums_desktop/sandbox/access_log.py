"""What a source itself saw of every page it served: the other side of what workstations deliver.

One AuditEvent (FHIR R4, IHE BALP) per page, with the request's own id, so that the two can be reconciled.
"""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.sandbox.compartments import Authored, references_in
from serums_desktop.sandbox.oauth import ACT_REASON, AccessGrant
from serums_desktop.sandbox.repository import Page, Repository, Stored
from serums_desktop.sandbox.search import Query

# The observer of these events, and how a search asks for them: AuditEvent?source=Device/this-server
OBSERVER = "Device/this-server"

_AUDIT_EVENT_TYPES = "http://terminology.hl7.org/CodeSystem/audit-event-type"
_INTERACTIONS = "http://hl7.org/fhir/restful-interaction"
_ENTITY_TYPES = "http://terminology.hl7.org/CodeSystem/audit-entity-type"
_OBJECT_ROLES = "http://terminology.hl7.org/CodeSystem/object-role"
_BALP_ENTITY_TYPES = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType"
_NO_PURPOSE = ""


class Served(msgspec.Struct, frozen=True):
    """One answer: `interaction` is read, search-type or operation, `asked` what follows the FHIR base."""

    interaction: str
    asked: str
    request_id: str


class AccessLog:
    """The log of one source, in a file of its own. Safe from any thread."""

    def __init__(self, path: Path, title: str) -> None:
        self._title = title
        self._kept = Repository(path, ())

    def close(self) -> None:
        """Close the database; the object is of no use afterwards."""
        self._kept.close()

    def record(self, grant: AccessGrant, served: Served, patients: Iterable[str]) -> None:
        """Keep that somebody was served a page about these patients (ids at this source).

        Whoever asked for treatment at a workstation where nobody is named is that workstation itself.
        """
        patients = sorted(set(patients))
        event_id = uuid.uuid4().hex
        is_read = served.interaction == "read"
        event: dict[str, Any] = {
            "resourceType": "AuditEvent",
            "id": event_id,
            "type": {"system": _AUDIT_EVENT_TYPES, "code": "rest"},
            "subtype": [{"system": _INTERACTIONS, "code": served.interaction}],
            "action": "R" if is_read else "E",
            "recorded": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
            "outcome": "0",
            "agent": [
                {
                    "who": {"identifier": {"value": grant.staff_id or grant.client_id}},
                    "requestor": True,
                    "purposeOfUse": [
                        {"coding": [{"system": ACT_REASON, "code": grant.purpose or PurposeOfUse.TREATMENT}]}
                    ],
                },
                {"who": {"identifier": {"value": grant.client_id}}, "requestor": False},
            ],
            "source": {"observer": {"reference": OBSERVER, "display": self._title}},
            "entity": [
                *(_patient(patient) for patient in patients),
                _query(served.asked),
                *([_request(served.request_id)] if served.request_id else []),
            ],
        }
        self._kept.add(Authored("AuditEvent", event_id, msgspec.json.encode(event), tuple(patients)))

    def read(self, event_id: str) -> Stored | None:
        """One event, or None."""
        return self._kept.read("AuditEvent", event_id, _NO_PURPOSE)

    def search(self, query: Query) -> Page:
        """A page of events in the order in which they were recorded."""
        return self._kept.search(query, _NO_PURPOSE)


def patients_of(resources: Iterable[Stored]) -> set[str]:
    """The ids of the patients that resources are, or refer to."""
    found = set()
    for resource in resources:
        if resource.type == "Patient":
            found.add(resource.id)
        else:
            found |= {
                link.removeprefix("Patient/")
                for link in references_in(resource.body)
                if link.startswith("Patient/")
            }
    return found


def _patient(patient: str) -> dict[str, Any]:
    return {
        "what": {"reference": f"Patient/{patient}"},
        "type": {"system": _ENTITY_TYPES, "code": "1"},
        "role": {"system": _OBJECT_ROLES, "code": "1"},
    }


def _query(asked: str) -> dict[str, Any]:
    return {
        "type": {"system": _ENTITY_TYPES, "code": "2"},
        "role": {"system": _OBJECT_ROLES, "code": "24"},
        "query": base64.b64encode(asked.encode("utf-8")).decode("ascii"),
    }


def _request(request_id: str) -> dict[str, Any]:
    return {
        "what": {"identifier": {"value": request_id}},
        "type": {"system": _BALP_ENTITY_TYPES, "code": "XrequestId"},
    }
