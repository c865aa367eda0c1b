from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.sandbox.evidence_store import EvidenceStore, Unacceptable
from serums_desktop.sandbox.search import read_query

EVENT: dict[str, Any] = {
    "resourceType": "AuditEvent",
    "type": {"code": "rest"},
    "recorded": "2026-11-22T13:19:00Z",
    "agent": [{"requestor": True}],
    "source": {"observer": {"display": "USTAN-ED-014"}},
}
ABOUT_HER = {**EVENT, "entity": [{"what": {"reference": "Patient/soler"}}]}


@pytest.fixture
def evidence(tmp_path: Path) -> Iterator[EvidenceStore]:
    store = EvidenceStore(tmp_path / "evidence.sqlite")
    yield store
    store.close()


def deliver(
    evidence: EvidenceStore, body: Any, request_id: str = "", client_id: str = "ED-014"
) -> tuple[str, bool]:
    stored, is_new = evidence.keep(body["resourceType"], json.dumps(body).encode(), client_id, request_id)
    return stored.id, is_new


def test_what_is_delivered_is_kept_as_it_was_said(evidence: EvidenceStore) -> None:
    kept_id, is_new = deliver(evidence, EVENT, "r1")

    kept = evidence.read("AuditEvent", kept_id)
    assert is_new
    assert kept is not None
    content = json.loads(kept.body)
    assert {name: content[name] for name in EVENT} == EVENT
    assert (content["id"], content["meta"]["versionId"]) == (kept_id, "1")


def test_a_delivery_tried_again_is_there_once(evidence: EvidenceStore) -> None:
    first = deliver(evidence, EVENT, "r1")
    deliver(evidence, EVENT, "r2")

    assert deliver(evidence, EVENT, "r1") == (first[0], False)
    assert evidence.count("AuditEvent") == 2


def test_another_clients_and_another_types_delivery_is_another(evidence: EvidenceStore) -> None:
    notice = {"resourceType": "Communication", "status": "completed"}
    deliver(evidence, EVENT, "r1")

    assert deliver(evidence, EVENT, "r1", client_id="ED-015")[1]
    assert deliver(evidence, notice, "r1")[1]
    assert (evidence.count("AuditEvent"), evidence.count("Communication")) == (2, 1)


def test_without_a_request_id_every_delivery_is_new(evidence: EvidenceStore) -> None:
    assert deliver(evidence, EVENT)[1]
    assert deliver(evidence, EVENT)[1]


def test_evidence_is_found_by_whom_it_is_about_in_the_order_it_came(evidence: EvidenceStore) -> None:
    ids = [deliver(evidence, body)[0] for body in (ABOUT_HER, EVENT, ABOUT_HER)]

    def found(*parameters: tuple[str, str]) -> list[str]:
        query = read_query("AuditEvent", parameters, default_count=50, most=50)
        return [item.id for item in evidence.search(query).resources]

    assert found() == ids
    assert found(("patient", "Patient/soler")) == [ids[0], ids[2]]
    assert found(("_count", "1")) == ids[:1]
    assert found(("_lastUpdated", "gt2100")) == []


@pytest.mark.parametrize(
    ("resource_type", "body", "status"),
    [
        ("AuditEvent", {**EVENT, "resourceType": "Flag"}, 400),
        ("AuditEvent", [], 400),
        ("AuditEvent", {"resourceType": "AuditEvent"}, 422),
        ("Communication", EVENT, 400),
        ("Communication", {"resourceType": "Communication"}, 422),
    ],
)
def test_what_is_no_evidence_is_refused(
    evidence: EvidenceStore, resource_type: str, body: Any, status: int
) -> None:
    with pytest.raises(Unacceptable) as refusal:
        evidence.keep(resource_type, json.dumps(body).encode(), "ED-014", "r1")

    assert refusal.value.status == status
    assert evidence.count(resource_type) == 0
