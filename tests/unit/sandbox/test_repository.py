from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from serums_desktop.sandbox.compartments import Authored
from serums_desktop.sandbox.repository import Repository
from serums_desktop.sandbox.search import read_query


@pytest.fixture
def repository(tmp_path: Path, make: Callable[..., Authored]) -> Iterator[Repository]:
    def patient(key: str, family: str, given: list[str], born: str, number: str) -> Authored:
        return make(
            "Patient", key, name=[{"family": family, "given": given}], birthDate=born, gender="female",
            identifier=[{"system": "urn:oid:1", "value": number}],
        )  # fmt: skip

    def weight(key: str, updated: str, system: str = "http://loinc.org") -> Authored:
        coded = {"coding": [{"system": "urn:local", "code": "wt"}, {"system": system, "code": "29463-7"}]}
        about = {"reference": "Patient/vila"}
        return make("Observation", key, meta={"lastUpdated": updated}, subject=about, code=coded)

    def stay(key: str, status: str, *places: str) -> Authored:
        located = [{"location": {"reference": f"Location/{place}"}} for place in places]
        return make("Encounter", key, status=status, location=located, subject={"reference": "Patient/vila"})

    resources = [
        patient("vila", "Soler Vila", ["Joana"], "1935-03-14", "99881135R"),
        patient("vilar", "Soler Vilar", ["Joana", "Maria"], "1935-03-14", "2"),
        patient("sole", "Solé Vila", ["Joana"], "1936-04-03", "3"),
        patient("garcia", "GARCÍA-LORCA", ["José"], "1990", "4"),
        weight("w1", "2026-01-01T10:00:00Z"),
        weight("w2", "2026-06-01T10:00:00+02:00"),
        weight("w3", "2026-11-22T10:00:00Z", "urn:other"),
        stay("e1", "in-progress", "ward-12", "bed-1"),
        stay("e2", "finished", "ward-12", "bed-2", "bed-2"),
        stay("e3", "in-progress", "ward-13"),
        stay("e4", "in-progress"),
        make("Encounter", "e5", status="in-progress", location="ward-12"),
    ]
    kept = Repository(tmp_path / "source.sqlite", resources)
    yield kept
    kept.close()


def found(repository: Repository, resource_type: str, **parameters: str) -> list[str]:
    query = read_query(resource_type, list(parameters.items()), default_count=50, most=50)
    return [item.id for item in repository.search(query, "TREAT").resources]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"family": "soler"}, ["vila", "vilar"]),
        ({"family": "SOLE"}, ["vila", "vilar", "sole"]),
        ({"family": "soler vila"}, ["vila", "vilar"]),
        ({"family": "vila", "given": "maria"}, ["vilar"]),
        ({"family": "garcia lorca"}, ["garcia"]),
        ({"family": "lorca"}, ["garcia"]),
        ({"given": "jose"}, ["garcia"]),
        ({"name": "joana vilar"}, ["vilar"]),
        ({"family": "oler"}, []),
        ({"birthdate": "1935-03-14"}, ["vila", "vilar"]),
        ({"birthdate": "1935"}, ["vila", "vilar"]),
        ({"birthdate": "gt1936-01-01"}, ["sole", "garcia"]),
        ({"identifier": "urn:oid:1|99881135R"}, ["vila"]),
        ({"identifier": "urn:oid:2|99881135R"}, []),
        ({"identifier": "99881135R"}, ["vila"]),
        ({"identifier": "|99881135R"}, []),
        ({"gender": "male"}, []),
        ({"_id": "sole,vila"}, ["vila", "sole"]),
        ({"_sort": "_id"}, ["garcia", "sole", "vila", "vilar"]),
    ],
)
def test_patients_are_found(repository: Repository, parameters: dict[str, str], expected: list[str]) -> None:
    assert found(repository, "Patient", **parameters) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"patient": "vila"}, ["w1", "w2", "w3"]),
        ({"subject": "Patient/vila"}, ["w1", "w2", "w3"]),
        ({"patient": "vilar"}, []),
        ({"_lastUpdated": "ge2026-06-01T08:00:00Z"}, ["w2", "w3"]),
        ({"_lastUpdated": "gt2026-06-01T08:00:00Z"}, ["w3"]),
        ({"_lastUpdated": "lt2026-06-01"}, ["w1"]),
        ({"_lastUpdated": "2026-06"}, ["w2"]),
        ({"_sort": "-_lastUpdated"}, ["w3", "w2", "w1"]),
        ({"code": "29463-7"}, ["w1", "w2", "w3"]),
        ({"code": "http://loinc.org|29463-7", "patient": "vila"}, ["w1", "w2"]),
        ({"code": "http://loinc.org|8867-4,urn:other|29463-7"}, ["w3"]),
        ({"code": "|29463-7"}, []),
    ],
)
def test_entries_are_found(repository: Repository, parameters: dict[str, str], expected: list[str]) -> None:
    assert found(repository, "Observation", **parameters) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"location": "Location/ward-12", "status": "in-progress"}, ["e1"]),
        ({"location": "ward-12"}, ["e1", "e2"]),
        ({"location": "Location/ward-12,Location/ward-13", "status": "in-progress"}, ["e1", "e3"]),
        ({"location": "Location/bed-2"}, ["e2"]),
        ({"location": "Location/nowhere"}, []),
        ({"status": "finished,planned"}, ["e2"]),
        ({"patient": "vila", "status": "in-progress"}, ["e1", "e3", "e4"]),
    ],
)
def test_stays_are_found(repository: Repository, parameters: dict[str, str], expected: list[str]) -> None:
    assert found(repository, "Encounter", **parameters) == expected


def test_counts(repository: Repository, make: Callable[..., Authored]) -> None:
    repository.add(make("AuditEvent", "e"))

    assert repository.counts() == (13, 4, 2)


def test_what_is_added_belongs_where_it_says(repository: Repository) -> None:
    repository.add(Authored("AuditEvent", "e", b'{"resourceType":"AuditEvent","id":"e"}', ("vila",)))

    assert found(repository, "AuditEvent", patient="vila") == ["e"]
    assert found(repository, "AuditEvent", patient="vilar") == []


def test_a_resource_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = b'{"resourceType":"Observation","id":"o",  "valueQuantity":{"value":72.50,"x":1e2}}'
    repository = Repository(tmp_path / "exact.sqlite", [Authored("Observation", "o", written)])

    stored: Any = repository.read("Observation", "o", "TREAT")
    repository.close()

    assert stored.body == written
