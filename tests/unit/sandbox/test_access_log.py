from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from serums_desktop.sandbox.access_log import AccessLog, Served, patients_of
from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.oauth import AccessGrant
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.search import Query, read_query

GRANT = AccessGrant("S-2071", "serums-desktop", "BTG", ())


def test_an_event_is_found_by_each_patient_it_is_about(tmp_path: Path) -> None:
    log = AccessLog(tmp_path / "access.sqlite", "USTAN Edinburgh")
    log.record(GRANT, Served("search-type", "Encounter?location=Location/ward-12", "r1"), ["b", "a", "b"])
    log.record(GRANT, Served("read", "Patient/a", ""), ["a"])

    found = {
        patient: log.search(read_query("AuditEvent", [("patient", patient)], default_count=9, most=9)).total
        for patient in ("a", "b", "c")
    }
    first, second = (json.loads(one.body) for one in log.search(Query(type="AuditEvent", count=9)).resources)
    log.close()

    assert found == {"a": 2, "b": 1, "c": 0}
    assert [one["what"]["reference"] for one in first["entity"][:2]] == ["Patient/a", "Patient/b"]
    assert (first["action"], second["action"]) == ("E", "R")
    assert first["agent"][0]["purposeOfUse"][0]["coding"][0]["code"] == "BTG"
    assert len(second["entity"]) == 2


def test_resources_name_the_patients_they_are_about(tmp_path: Path, make: Callable[..., Authored]) -> None:
    repository = Repository(
        tmp_path / "source.sqlite",
        [
            make("Patient", "a", managingOrganization={"reference": "Organization/o"}),
            make("Encounter", "e", subject={"reference": "Patient/b"}),
            make("Organization", "o"),
        ],
    )
    resources = [repository.search(Query(type=name, count=9), "TREAT").resources for name in
                 ("Patient", "Encounter", "Organization")]  # fmt: skip
    repository.close()

    assert [patients_of(found) for found in resources] == [{"a"}, {"b"}, set()]
