"""Kept deeds as FHIR R4 AuditEvents: identifiers and links, never content (ISO 27789).

Reads and queries follow IHE Basic Audit Log Patterns (BALP) 1.1; sign-in, lock and emergency access use the
codes of DICOM PS3.16 CID 400 to 404. What is done to copies kept on the workstation has the codes of the
record lifecycle (ISO 21089), with the workstation as the repository it was done to.
"""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

import msgspec

from serums_desktop.audit import canonical
from serums_desktop.audit.journal import KeptDeed
from serums_desktop.audit.leaf import Leaf
from serums_desktop.domain.evidence import Act, Agent, Deed, PatientReference

Resource = dict[str, Any]

ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle"
DICOM = "http://dicom.nema.org/resources/ontology/DCM"

_BALP = "https://profiles.ihe.net/ITI/BALP"
_TERMINOLOGY = "http://terminology.hl7.org/CodeSystem"

_SUCCESS, _SERIOUS_FAILURE = "0", "8"

# What is done to a record that is kept here: the lifecycle event (ISO 21089) and the FHIR action.
_LIFECYCLE = {
    Act.LINK_PATIENT: ("link", "Link Record Lifecycle Event", "U"),
    Act.UNLINK_PATIENT: ("unlink", "Unlink Record Lifecycle Event", "U"),
    Act.ADD_FILE: ("receive", "Receive/Retain Record Lifecycle Event", "C"),
    Act.REMOVE_FILE: ("destroy", "Destroy/Delete Record Lifecycle Event", "D"),
    Act.FORGET: ("destroy", "Destroy/Delete Record Lifecycle Event", "D"),
    Act.WIPE: ("destroy", "Destroy/Delete Record Lifecycle Event", "D"),
    Act.REKEY: ("encrypt", "Encrypt Record Lifecycle Event", "U"),
    Act.CAPSULE_FILLED: ("receive", "Receive/Retain Record Lifecycle Event", "C"),
    Act.CAPSULE_OPENED: ("access", "Access/View Record Lifecycle Event", "R"),
}
# Done to this workstation's copies: the record itself stays with its sources.
_OF_COPIES = frozenset(
    {Act.FORGET, Act.WIPE, Act.REKEY, Act.DAMAGE_FOUND, Act.CAPSULE_FILLED, Act.CAPSULE_OPENED}
)


class Workplace(msgspec.Struct, frozen=True):
    """Where the deeds are done, and how their sources are reached.

    `repository` is the source that takes the events; its own patients are referred to as "Patient/id", those
    of other sources by their full address.
    """

    workstation: str
    repository: str
    fhir_bases: Mapping[str, str]
    organisation: str = ""
    department: str = ""

    def patient(self, reference: PatientReference) -> Resource:
        """A FHIR reference to a patient."""
        base = self.fhir_bases.get(reference.source_id, "").rstrip("/")
        if reference.source_id == self.repository:
            return {"reference": f"Patient/{reference.patient_id}"}
        if base:
            return {"reference": f"{base}/Patient/{reference.patient_id}"}
        # A source that is configured no longer: the link is gone, the identifier is not.
        return {
            "type": "Patient",
            "identifier": {"system": reference.source_id, "value": reference.patient_id},
        }


def request_id(origin: str, entry: int, number: int) -> str:
    """The UUID of the `number`-th resource of an entry: the same each time it is sent."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"https://{origin}/{entry}/{number}"))


class ResourcePlace(msgspec.Struct, frozen=True):
    """Which resource this is: the `number`-th of an entry of the journal of this origin."""

    origin: str
    entry: int
    number: int

    @property
    def request_id(self) -> str:
        """Under which it is sent, each time the same."""
        return request_id(self.origin, self.entry, self.number)


def audit_events(kept: KeptDeed, origin: str, workplace: Workplace, anchors: str = "") -> list[Resource]:
    """The AuditEvents of one entry, in an order that never changes.

    A search gives one event per source; a record that is opened, or copied beforehand, one per patient
    reference, as BALP asks; all else gives one. `anchors` is the state of the keeper's anchors as it is sent.
    """
    mapping = _Mapping(kept, origin, workplace, anchors)
    match kept.deed.act:
        case Act.SEARCH:
            bodies = mapping.searches()
        case Act.OPEN_RECORD | Act.PREFETCH:
            bodies = mapping.reads()
        case Act.SIGN_IN | Act.LOCK:
            bodies = [mapping.authentication()]
        case act if act in _LIFECYCLE:
            bodies = [mapping.lifecycle()]
        case Act.DAMAGE_FOUND:
            bodies = [mapping.damage()]
        case _:
            bodies = [mapping.emergency()]
    return [mapping.completed(body, number) for number, body in enumerate(bodies)]


class _Mapping:
    def __init__(self, kept: KeptDeed, origin: str, workplace: Workplace, anchors: str) -> None:
        self._kept = kept
        self._deed: Deed = kept.deed
        self._origin = origin
        self._workplace = workplace
        self._anchors = anchors
        # What happens while nobody is signed in, the workstation does by itself.
        self._is_by_person = bool(kept.deed.agent.staff_id)

    # -- one kind of event each --------------------------------------------------------------------

    def searches(self) -> list[Resource]:
        """PatientQuery where the deed names the patients, else Query; one per source and patient."""
        return [
            self._rest("search-type", "E", source_id, reference)
            for source_id in self._deed.source_ids or ("",)
            for reference in self._patients_at(source_id) or (None,)
        ]

    def reads(self) -> list[Resource]:
        """PatientRead, one per patient reference; by the workstation's own copy where no source is asked."""
        asked = self._deed.source_ids
        return [
            self._rest("read", "R", reference.source_id if reference.source_id in asked else "", reference)
            for reference in self._deed.patients
        ] or [self._rest("read", "R", "", None)]

    def authentication(self) -> Resource:
        """User Authentication, Login or Logout."""
        is_login = self._deed.act is Act.SIGN_IN
        return {
            "type": _dicom("110114", "User Authentication"),
            "subtype": [_dicom("110122", "Login") if is_login else _dicom("110123", "Logout")],
            "action": "E",
            "agent": self._agents(),
            "entity": [],
        }

    def lifecycle(self) -> Resource:
        """Records linked or parted, a file added or removed, copies deleted, read or given another key."""
        code, display, action = _LIFECYCLE[self._deed.act]
        files = [
            {
                "what": {"identifier": {"value": source_id}},
                "type": _coding(f"{_TERMINOLOGY}/audit-entity-type", "2", "System Object"),
                "role": _coding(f"{_TERMINOLOGY}/object-role", "4", "Domain Resource"),
            }
            for source_id in self._deed.source_ids
        ]
        return {
            "type": _coding(LIFECYCLE, code, display),
            "subtype": [_coding(LIFECYCLE, code, display)],
            "action": action,
            "agent": self._agents(),
            "entity": [*map(self._patient, self._deed.patients), *files, *self._copies()],
        }

    def damage(self) -> Resource:
        """Security Alert: a copy that was looked at is not the one that was written."""
        return {
            "type": _dicom("110113", "Security Alert"),
            "subtype": [_coding(LIFECYCLE, "verify", "Verify Record Lifecycle Event")],
            "action": "E",
            "agent": self._agents(),
            "entity": [*map(self._person, self._deed.patients), *self._copies()],
        }

    def emergency(self) -> Resource:
        """Security Alert, Emergency Override Started or Stopped."""
        is_over = self._deed.act is Act.EMERGENCY_END
        subtype = (
            _dicom("110138", "Emergency Override Stopped")
            if is_over
            else _dicom("110127", "Emergency Override Started")
        )
        return {
            "type": _dicom("110113", "Security Alert"),
            "subtype": [subtype],
            "action": "E",
            "agent": self._agents(),
            "entity": [*map(self._patient, self._deed.patients)],
        }

    # -- what all have -----------------------------------------------------------------------------

    def completed(self, body: Resource, number: int) -> Resource:
        """An event with what every event has, in the order of the FHIR specification."""
        began = self._deed.occurred_s
        period = {"start": instant(began)}
        if self._deed.expires_s is not None:
            period["end"] = instant(self._deed.expires_s)
        event: Resource = {"resourceType": "AuditEvent"}
        is_success = self._outcome == _SUCCESS
        if "profile" in body and is_success:
            event["meta"] = {"profile": [f"{_BALP}/StructureDefinition/{body['profile']}"]}
        event |= {key: body[key] for key in ("type", "subtype", "action")}
        event |= {"period": period, "recorded": instant(self._kept.kept_s), "outcome": self._outcome}
        if self._deed.outcome:
            event["outcomeDesc"] = self._deed.outcome
        purpose = [{"coding": [_coding(ACT_REASON, self._deed.purpose.value)]}]
        return event | {
            "purposeOfEvent": purpose,
            "agent": body["agent"],
            "source": self._observer(),
            "entity": [*body["entity"], self._entry(number)],
        }

    @property
    def _outcome(self) -> str:
        match self._deed.act:
            case Act.EMERGENCY_REFUSED | Act.DAMAGE_FOUND:
                return _SERIOUS_FAILURE
            case Act.EMERGENCY_END | Act.LOCK:
                # Why it ended is no failure.
                return _SUCCESS
            case _:
                return _SERIOUS_FAILURE if self._deed.outcome else _SUCCESS

    def _rest(
        self, interaction: str, action: str, source_id: str, reference: PatientReference | None
    ) -> Resource:
        is_query = interaction == "search-type"
        entities = [self._person(reference)] if reference else []
        if is_query and self._deed.query:
            entities.append(
                {
                    "type": _coding(f"{_TERMINOLOGY}/audit-entity-type", "2", "System Object"),
                    "role": _coding(f"{_TERMINOLOGY}/object-role", "24", "Query"),
                    "query": base64.b64encode(self._deed.query.encode()).decode("ascii"),
                }
            )
        if not is_query and reference:
            entities.append(
                {
                    "what": self._workplace.patient(reference),
                    "type": _coding(f"{_TERMINOLOGY}/audit-entity-type", "2", "System Object"),
                    "role": _coding(f"{_TERMINOLOGY}/object-role", "4", "Domain Resource"),
                }
            )
        kind = "Query" if is_query else "Read"
        # The data's destination is the client of a read; of a query, it is the server.
        client, server = ("110153", "110152") if is_query else ("110152", "110153")
        return {
            "profile": f"IHE.BasicAudit.{'Patient' if reference else ''}{kind}",
            "type": _coding(f"{_TERMINOLOGY}/audit-event-type", "rest", "RESTful Operation"),
            "subtype": [_coding("http://hl7.org/fhir/restful-interaction", interaction)],
            "action": action,
            "agent": [self._client(client), self._server(server, source_id), *self._people()],
            "entity": entities,
        }

    def _patients_at(self, source_id: str) -> tuple[PatientReference, ...]:
        return tuple(one for one in self._deed.patients if one.source_id == source_id)

    def _agents(self) -> list[Resource]:
        return [*self._people(), self._client()]

    def _people(self) -> list[Resource]:
        return [self._user()] if self._is_by_person else []

    def _user(self) -> Resource:
        agent: Agent = self._deed.agent
        return {
            "type": {
                "coding": [
                    _coding(f"{_TERMINOLOGY}/v3-ParticipationType", "IRCP", "information recipient"),
                    _coding(f"{_BALP}/CodeSystem/UserAgentTypes", "UserOauthAgent"),
                ]
            },
            "role": [{"text": agent.role}],
            "who": {"identifier": {"value": agent.staff_id}, "display": agent.name},
            "name": agent.name,
            "requestor": True,
            "purposeOfUse": [{"coding": [_coding(ACT_REASON, self._deed.purpose.value)]}],
        }

    def _client(self, role_id: str = "") -> Resource:
        name = self._workplace.workstation
        who = {"identifier": {"value": name}, "display": name}
        agent: Resource = {"who": who, "requestor": not self._is_by_person}
        agent["network"] = {"address": name, "type": "1"}
        return {"type": {"coding": [_role_id(role_id)]}, **agent} if role_id else agent

    def _server(self, role_id: str, source_id: str) -> Resource:
        base = self._workplace.fhir_bases.get(source_id, "")
        if not base:
            return {**self._client(role_id), "requestor": False}
        return {
            "type": {"coding": [_role_id(role_id)]},
            "who": {"identifier": {"value": base}, "display": source_id},
            "requestor": False,
            "network": {"address": base, "type": "5"},
        }

    def _observer(self) -> Resource:
        place = self._workplace
        site = ", ".join(part for part in (place.organisation, place.department) if part)
        source: Resource = {"site": site} if site else {}
        source["observer"] = {"identifier": {"value": place.workstation}, "display": place.workstation}
        source["type"] = [_coding(f"{_TERMINOLOGY}/security-source-type", "1", "User Device")]
        return source

    def _person(self, reference: PatientReference) -> Resource:
        return {
            "what": self._workplace.patient(reference),
            "type": _coding(f"{_TERMINOLOGY}/audit-entity-type", "1", "Person"),
            "role": _coding(f"{_TERMINOLOGY}/object-role", "1", "Patient"),
        }

    def _patient(self, reference: PatientReference) -> Resource:
        """A patient, with what the emergency that it belongs to has to say."""
        details = self._emergency_details()
        return {**self._person(reference), **({"detail": details} if details else {})}

    def _copies(self) -> list[Resource]:
        """The cache of this workstation, where the deed is about copies in it."""
        if self._deed.act not in _OF_COPIES:
            return []
        name = self._workplace.workstation
        return [
            {
                "what": {"identifier": {"value": name}, "display": name},
                "type": _coding(f"{_TERMINOLOGY}/audit-entity-type", "2", "System Object"),
                "role": _coding(f"{_TERMINOLOGY}/object-role", "17", "Data Repository"),
            }
        ]

    def _entry(self, number: int) -> Resource:
        """Which entry of which journal this is: R4 gives an AuditEvent no identifier of its own."""
        kept = self._kept
        told = {
            "journal": self._origin,
            "entry": str(kept.entry),
            "act": self._deed.act.value,
            "authenticated-by": self._deed.agent.authenticated_by,
            "anchors": self._anchors,
            "counted": "" if self._deed.counted is None else str(self._deed.counted),
        }
        return {
            "what": {"identifier": {"value": request_id(self._origin, kept.entry, number)}},
            "type": _coding(f"{_BALP}/CodeSystem/BasicAuditEntityType", "XrequestId"),
            "detail": [{"type": name, "valueString": value} for name, value in told.items() if value],
        }

    def _emergency_details(self) -> list[Resource]:
        deed = self._deed
        found: list[Resource] = []
        if deed.emergency_id:
            found.append({"type": "emergency", "valueString": deed.emergency_id})
        if deed.reason is not None:
            found.append({"type": "reason", "valueString": deed.reason.value})
        if deed.stage is not None:
            found.append({"type": "stage", "valueString": str(int(deed.stage))})
        sentence = canonical.decode(self._kept.leaf, Leaf).words
        if sentence:
            digest = base64.b64encode(sentence).decode("ascii")
            found.append({"type": "words-commitment", "valueBase64Binary": digest})
        return found


def instant(time_s: float) -> str:
    """UTC epoch seconds as a FHIR instant."""
    return dt.datetime.fromtimestamp(time_s, dt.UTC).isoformat(timespec="milliseconds")


def _coding(system: str, code: str, display: str = "") -> Resource:
    return {"system": system, "code": code, **({"display": display} if display else {})}


def _dicom(code: str, display: str) -> Resource:
    return _coding(DICOM, code, display)


def _role_id(code: str) -> Resource:
    return _dicom(code, "Destination Role ID" if code == "110152" else "Source Role ID")
