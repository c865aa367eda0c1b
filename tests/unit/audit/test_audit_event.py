"""Deeds as AuditEvents: the codes of DICOM, LIFECYCLE and IHE BALP, and nothing that was sealed."""

from __future__ import annotations

import base64
import json
import uuid
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.audit.audit_event import LIFECYCLE, Workplace, audit_events, request_id
from serums_desktop.audit.journal import Journal, KeptDeed
from serums_desktop.domain.emergency import Stage
from serums_desktop.domain.evidence import Act, Agent, Deed, PatientReference
from tests.unit.audit.keeping import AGENT, WORDS_MARKER, deed, emergency

DICOM = "http://dicom.nema.org/resources/ontology/DCM"
BALP = "https://profiles.ihe.net/ITI/BALP"
WORKPLACE = Workplace(
    workstation="WS-1",
    repository="ustan",
    fhir_bases={"ustan": "https://ustan.example/fhir", "zmc": "https://zmc.example/fhir/"},
    organisation="Model hospital",
    department="Emergency Department",
)
NOBODY = Agent("", "", "", "")
THREE_PLACES = (
    PatientReference("ustan", "1"),
    PatientReference("zmc", "2"),
    PatientReference("closed", "3"),
)


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    def keep(deed: Deed) -> KeptDeed:
        with Journal(tmp_path, now_s=lambda: 1_800_000_009.25) as journal:
            (receipt,) = journal.append([deed])
            return journal.kept(receipt.entry, 1)[0]

    return keep


def _events(kept: KeptDeed) -> list[dict[str, Any]]:
    return audit_events(kept, "serums-desktop.example/1", WORKPLACE)


def _codes(concepts: list[dict[str, str]]) -> list[str]:
    return [f"{concept['system']}|{concept['code']}" for concept in concepts]


def _agent_types(event: dict[str, Any]) -> list[str]:
    return [coding["code"] for agent in event["agent"] for coding in agent.get("type", {}).get("coding", [])]


def _entities(event: dict[str, Any], role: str) -> list[dict[str, Any]]:
    return [entity for entity in event["entity"] if entity.get("role", {}).get("code") == role]


def test_every_event_has_what_fhir_requires(kept: Any) -> None:
    for act in Act:
        for event in _events(kept(emergency(act, query="soler"))):
            assert event["resourceType"] == "AuditEvent"
            assert event["recorded"] == "2027-01-15T08:00:09.250+00:00"
            assert event["period"]["start"] == "2027-01-15T08:00:00.000+00:00"
            assert {"type", "agent", "source", "outcome", "action"} <= event.keys()
            assert all("requestor" in agent for agent in event["agent"])
            assert event["source"]["observer"]["display"] == "WS-1"
            assert event["source"]["site"] == "Model hospital, Emergency Department"
            (user,) = [agent for agent in event["agent"] if agent["requestor"]]
            assert user["who"] == {"identifier": {"value": "S-1042"}, "display": "Dr Ailsa Fraser"}
            assert {coding["code"] for coding in user["type"]["coding"]} == {"IRCP", "UserOauthAgent"}
            json.dumps(event)


def test_the_start_of_an_emergency(kept: Any) -> None:
    (event,) = _events(kept(emergency(patients=THREE_PLACES)))
    assert _codes([event["type"], *event["subtype"]]) == [f"{DICOM}|110113", f"{DICOM}|110127"]
    assert (event["action"], event["outcome"]) == ("E", "0")
    assert _codes(event["purposeOfEvent"][0]["coding"]) == [
        "http://terminology.hl7.org/CodeSystem/v3-ActReason|BTG"
    ]
    assert event["period"]["end"] == "2027-01-15T09:00:00.000+00:00"
    patients = _entities(event, "1")
    assert [entity["what"] for entity in patients] == [
        {"reference": "Patient/1"},
        {"reference": "https://zmc.example/fhir/Patient/2"},
        {"type": "Patient", "identifier": {"system": "closed", "value": "3"}},
    ]
    details = {detail["type"]: detail for detail in patients[0]["detail"]}
    assert details["reason"]["valueString"] == "unconscious"
    assert details["emergency"]["valueString"] == "e-1"
    assert len(base64.b64decode(details["words-commitment"]["valueBase64Binary"])) == 32
    assert WORDS_MARKER not in json.dumps(event)


@pytest.mark.parametrize(
    ("act", "subtype", "outcome"),
    [
        (Act.EMERGENCY_STAGE, "110127", "8"),
        (Act.EMERGENCY_EXTEND, "110127", "8"),
        (Act.EMERGENCY_REFUSED, "110127", "8"),
        (Act.EMERGENCY_END, "110138", "0"),
    ],
)
def test_an_emergency_that_did_not_go_well_or_that_ended(
    kept: Any, act: Act, subtype: str, outcome: str
) -> None:
    (event,) = _events(kept(emergency(act, stage=Stage.MEDICINES, outcome="code")))
    assert _codes([event["type"], *event["subtype"]]) == [f"{DICOM}|110113", f"{DICOM}|{subtype}"]
    assert (event["action"], event["outcome"], event["outcomeDesc"]) == ("E", outcome, "code")
    assert {"type": "stage", "valueString": "2"} in _entities(event, "1")[0]["detail"]


def test_an_opened_record_is_one_read_per_patient_reference(kept: Any) -> None:
    events = _events(kept(deed(patients=THREE_PLACES, source_ids=("ustan", "zmc"))))
    assert len(events) == 3
    for event in events:
        assert event["meta"]["profile"] == [f"{BALP}/StructureDefinition/IHE.BasicAudit.PatientRead"]
        assert _codes([event["type"], *event["subtype"]]) == [
            "http://terminology.hl7.org/CodeSystem/audit-event-type|rest",
            "http://hl7.org/fhir/restful-interaction|read",
        ]
        assert event["action"] == "R"
        # Of a read, the client is the destination and the server the source.
        assert _agent_types(event) == ["110152", "110153", "IRCP", "UserOauthAgent"]
        assert all("network" in agent for agent in event["agent"] if not agent["requestor"])
        assert len(_entities(event, "1")) == len(_entities(event, "4")) == 1
    servers = [event["agent"][1]["network"]["address"] for event in events]
    assert servers == ["https://ustan.example/fhir", "https://zmc.example/fhir/", "WS-1"]


def test_a_search_is_one_query_per_source(kept: Any) -> None:
    events = _events(kept(deed(Act.SEARCH, patients=(), source_ids=("ustan", "zmc"), query="soler vila")))
    assert len(events) == 2
    for event in events:
        assert event["meta"]["profile"] == [f"{BALP}/StructureDefinition/IHE.BasicAudit.Query"]
        assert event["subtype"][0]["code"] == "search-type"
        assert event["action"] == "E"
        # Of a query, it is the reverse.
        assert _agent_types(event) == ["110153", "110152", "IRCP", "UserOauthAgent"]
        (query,) = _entities(event, "24")
        assert base64.b64decode(query["query"]) == b"soler vila"
        assert not _entities(event, "1")


def test_patients_that_were_found_make_it_a_patient_query(kept: Any) -> None:
    events = _events(
        kept(deed(Act.SEARCH, patients=THREE_PLACES[:2], source_ids=("ustan", "zmc"), query="s"))
    )
    assert len(events) == 2
    for event in events:
        assert event["meta"]["profile"] == [f"{BALP}/StructureDefinition/IHE.BasicAudit.PatientQuery"]
        assert len(_entities(event, "1")) == 1


def test_a_refused_read_claims_no_profile(kept: Any) -> None:
    (event,) = _events(kept(deed(outcome="forbidden")))
    assert event["outcome"] == "8"
    assert "meta" not in event


@pytest.mark.parametrize(("act", "subtype"), [(Act.SIGN_IN, "110122"), (Act.LOCK, "110123")])
def test_sign_in_and_lock(kept: Any, act: Act, subtype: str) -> None:
    (event,) = _events(kept(deed(act, patients=(), source_ids=())))
    assert _codes([event["type"], *event["subtype"]]) == [f"{DICOM}|110114", f"{DICOM}|{subtype}"]


@pytest.mark.parametrize(
    ("act", "code", "action"),
    [
        (Act.LINK_PATIENT, "link", "U"),
        (Act.UNLINK_PATIENT, "unlink", "U"),
        (Act.ADD_FILE, "receive", "C"),
        (Act.REMOVE_FILE, "destroy", "D"),
        (Act.FORGET, "destroy", "D"),
        (Act.REKEY, "encrypt", "U"),
    ],
)
def test_what_is_done_to_a_record_kept_here(kept: Any, act: Act, code: str, action: str) -> None:
    (event,) = _events(kept(deed(act, patients=THREE_PLACES, source_ids=("file-0123456789abcdef",))))
    assert (_codes([event["type"]]), event["action"]) == ([f"{LIFECYCLE}|{code}"], action)
    assert len(_entities(event, "1")) == 3
    (file,) = _entities(event, "4")
    assert file["what"] == {"identifier": {"value": "file-0123456789abcdef"}}


def test_what_is_done_to_copies_names_the_workstation_they_lie_on(kept: Any) -> None:
    for act in (Act.FORGET, Act.REKEY, Act.WIPE, Act.DAMAGE_FOUND):
        (event,) = _events(kept(deed(act)))
        (copies,) = _entities(event, "17")
        assert copies["what"]["display"] == "WS-1"
        assert _entities(event, "1")[0]["what"]["reference"].startswith("Patient/")
    (event,) = _events(kept(deed(Act.REMOVE_FILE)))
    assert not _entities(event, "17")


@pytest.mark.parametrize(
    ("act", "codes", "action", "outcome"),
    [
        (Act.WIPE, [f"{LIFECYCLE}|destroy", f"{LIFECYCLE}|destroy"], "D", "0"),
        (Act.DAMAGE_FOUND, [f"{DICOM}|110113", f"{LIFECYCLE}|verify"], "E", "8"),
    ],
)
def test_what_the_workstation_does_by_itself(
    kept: Any, act: Act, codes: list[str], action: str, outcome: str
) -> None:
    (event,) = _events(kept(deed(act, agent=NOBODY, patients=(), source_ids=())))
    assert _codes([event["type"], *event["subtype"]]) == codes
    assert (event["action"], event["outcome"]) == (action, outcome)
    (alone,) = event["agent"]
    assert (alone["requestor"], alone["who"]["display"]) == (True, "WS-1")
    assert all(detail["valueString"] for detail in event["entity"][-1]["detail"])


@pytest.mark.parametrize("agent", [AGENT, NOBODY])
def test_a_record_copied_beforehand_is_one_read_per_patient(kept: Any, agent: Agent) -> None:
    events = _events(kept(deed(Act.PREFETCH, patients=THREE_PLACES, agent=agent, source_ids=("ustan",))))
    assert [event["subtype"][0]["code"] for event in events] == ["read"] * 3
    for event in events:
        assert {"type": "act", "valueString": "prefetch"} in event["entity"][-1]["detail"]
        (asking,) = [one for one in event["agent"] if one["requestor"]]
        assert asking["who"]["display"] == (agent.name or "WS-1")


def test_the_state_of_the_anchors_travels_along(kept: Any) -> None:
    one = kept(deed(Act.LOCK))
    (event,) = audit_events(one, "serums-desktop.example/1", WORKPLACE, "7 c0ffee")
    assert {"type": "anchors", "valueString": "7 c0ffee"} in event["entity"][-1]["detail"]
    assert "anchors" not in json.dumps(_events(one))


def test_each_resource_is_sent_with_an_id_of_its_own_that_never_changes(kept: Any) -> None:
    one = kept(deed(patients=THREE_PLACES))
    sent = [
        entity["what"]["identifier"]["value"]
        for event in _events(one)
        for entity in event["entity"]
        if entity["type"]["code"] == "XrequestId"
    ]
    assert sent == [request_id("serums-desktop.example/1", one.entry, number) for number in range(3)]
    assert len({uuid.UUID(text) for text in sent}) == 3
    assert _events(one) == _events(one)
