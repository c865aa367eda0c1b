from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from serums_desktop.sandbox.compartments import compartments
from serums_desktop.sandbox.loading import load


def write(path: Path, document: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")


def bundle(*entries: dict[str, Any], kind: str = "collection") -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": kind, "entry": list(entries)}


def test_a_transaction_bundle_is_served_whole(tmp_path: Path) -> None:
    write(
        tmp_path / "ann.json",
        bundle(
            {"fullUrl": "urn:uuid:11", "resource": {"resourceType": "Patient", "id": "11"}},
            {
                "fullUrl": "urn:uuid:22",
                "resource": {"resourceType": "Encounter"},
                "request": {"method": "POST"},
            },
            {
                "fullUrl": "urn:uuid:33",
                "resource": {
                    "resourceType": "Observation",
                    "id": "33",
                    "encounter": {"reference": "urn:uuid:22"},
                    "performer": [{"reference": "Practitioner?identifier=npi|9"}],
                },
            },
            {"fullUrl": "urn:uuid:44", "resource": {"resourceType": "Organization", "id": "44"}},
            kind="transaction",
        ),
    )

    loaded = load(tmp_path)

    assert [item.reference for item in loaded.resources] == [
        "Patient/11", "Encounter/22", "Observation/33", "Organization/44",
    ]  # fmt: skip
    observation = json.loads(loaded.resources[2].body)
    assert observation["encounter"] == {"reference": "Encounter/22"}
    assert observation["performer"] == [{"reference": "Practitioner?identifier=npi|9"}]
    assert all(owners == {"11"} for owners in compartments(loaded.resources).values())


def test_numbers_stay_as_they_were_written(tmp_path: Path) -> None:
    text = '{ "resourceType" : "Observation", "valueQuantity": { "value" : 72.50, "low":1e2 } }'
    write(tmp_path / "weight.json", text)

    (observation,) = load(tmp_path).resources

    assert b"72.50" in observation.body
    assert b"1e2" in observation.body
    assert json.loads(observation.body)["id"] == observation.id


def test_the_later_of_two_with_one_id_is_renamed_with_its_references(tmp_path: Path) -> None:
    for name in ("first", "second"):
        write(
            tmp_path / f"{name}.json",
            bundle(
                {"resource": {"resourceType": "Patient", "id": "p", "language": name}},
                {"resource": {"resourceType": "Flag", "id": "f", "subject": {"reference": "Patient/p"}}},
            ),
        )

    loaded = load(tmp_path)

    assert [item.reference for item in loaded.resources] == [
        "Patient/p", "Flag/f", "Patient/second-p", "Flag/second-f",
    ]  # fmt: skip
    assert json.loads(loaded.resources[3].body)["subject"] == {"reference": "Patient/second-p"}
    assert json.loads(loaded.resources[1].body)["subject"] == {"reference": "Patient/p"}


def test_a_bundle_of_several_patients_follows_references(tmp_path: Path) -> None:
    write(
        tmp_path / "two.json",
        bundle(
            {"resource": {"resourceType": "Patient", "id": "a"}},
            {"resource": {"resourceType": "Patient", "id": "b"}},
            {"resource": {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/b"}}},
            {"resource": {"resourceType": "ValueSet", "id": "v"}},
        ),
    )

    owners = compartments(load(tmp_path).resources)

    assert owners["Condition/c"] == {"b"}
    assert owners["ValueSet/v"] == set()


def test_lines_and_single_resources_are_read_and_the_rest_is_named(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "flags.ndjson", '{"resourceType":"Flag","id":"1"}\n\n{"resourceType":"Flag"\n')
    write(
        tmp_path / "list.json",
        {"resourceType": "List", "id": "l", "entry": [{"item": {"reference": "Flag/1"}}]},
    )
    write(tmp_path / "package.json", {"name": "not FHIR"})
    write(tmp_path / "array.json", "[]")
    write(tmp_path / "bom.json", "\ufeff" + '{"resourceType":"Flag","id":"2"}')
    write(tmp_path / "notes.txt", "nothing")

    loaded = load(tmp_path)

    assert [item.reference for item in loaded.resources] == ["Flag/2", "Flag/1", "List/l"]
    assert [name.split(": ")[0] for name in loaded.unreadable] == [
        "array.json",
        "deep/flags.ndjson:3",
        "package.json",
    ]


def test_an_entry_without_a_resource_is_no_resource(tmp_path: Path) -> None:
    write(tmp_path / "delete.json", bundle({"request": {"method": "DELETE", "url": "Flag/1"}}))
    write(tmp_path / "empty.json", {"resourceType": "Bundle", "type": "searchset"})

    assert load(tmp_path).resources == ()


def test_a_long_file_name_makes_no_long_id(tmp_path: Path) -> None:
    for name in ("a" * 80, "b" * 80):
        write(tmp_path / f"{name}.json", {"resourceType": "Flag", "id": "f"})

    first, second = load(tmp_path).resources

    assert first.id == "f"
    assert len(second.id) <= 64
