"""FHIR in JSON from end to end: through the child process."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from serums_desktop.domain.errors import FileNotTaken, FileRefusal
from serums_desktop.domain.files import FileFormat
from serums_desktop.domain.received import Disposition, Reason, Received
from tests.unit.sources.files.made_files import bundle, condition, glance, observation, patient, read


def write(folder: Path, content: bytes, name: str = "record.json") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def fates(received: list[Received]) -> dict[str, tuple[Disposition, Reason]]:
    return {f"{one.resource_type}/{one.resource_id}": (one.disposition, one.reason) for one in received}


SHOWN = (Disposition.SHOWN, Reason.NONE)
ANOTHERS = (Disposition.QUARANTINED, Reason.OTHER_PATIENT)


def test_a_bundle_and_what_it_is(tmp_path: Path) -> None:
    content = bundle(patient(), condition("c1", "Asthma"))
    path = write(tmp_path, content, "wrong-ending.pdf")
    seen = glance(path)
    assert seen.format is FileFormat.FHIR_JSON
    assert (seen.name, seen.size_bytes) == ("wrong-ending.pdf", len(content))
    assert seen.source_id.startswith("file-")
    assert [(one.name.family, one.patient_id) for one in seen.patients] == [("Tester", "p1")]
    assert fates(read(path)) == {"Patient/p1": SHOWN, "Condition/c1": SHOWN}


def test_bytes_and_decimals_stay(tmp_path: Path) -> None:
    (only,) = read(write(tmp_path, observation("o1", value="7.50").encode()))
    assert only.entry is not None
    assert only.entry.value is not None
    assert only.entry.value.text == "7.50"
    assert only.raw == observation("o1", value="7.50").encode()


@pytest.mark.parametrize("kind", ["searchset", "collection", "document", "transaction", "batch"])
def test_bundles_of_any_type(tmp_path: Path, kind: str) -> None:
    content = bundle(patient(), condition("c1", "Asthma"), kind=kind)
    assert len(read(write(tmp_path, content))) == 2


def test_of_a_history_the_newest_and_nothing_deleted(tmp_path: Path) -> None:
    entries = [
        {"fullUrl": "https://a.example/Condition/c2", "request": {"method": "DELETE", "url": "Condition/c2"}},
        {"fullUrl": "https://a.example/Condition/c1", "resource": condition("c1", "Now")},
        {"fullUrl": "https://a.example/Condition/c2", "resource": condition("c2", "Gone")},
        {"fullUrl": "https://a.example/Condition/c1", "resource": condition("c1", "Before")},
    ]
    content = json.dumps({"resourceType": "Bundle", "type": "history", "entry": entries}).encode()
    (only,) = read(write(tmp_path, content))
    assert only.entry is not None
    assert only.entry.title == "Now"


def test_a_summary_whose_references_are_addresses(tmp_path: Path) -> None:
    content = bundle(
        ("urn:uuid:1", {"resourceType": "Composition", "status": "final", "title": "Summary"}),
        ("urn:uuid:3", condition("", "Asthma", "urn:uuid:2")),
        ("urn:uuid:2", {**patient(), "id": "ada"}),
        kind="document",
    )
    assert set(fates(read(write(tmp_path, content)))) == {"Composition/1", "Condition/3", "Patient/ada"}


def test_a_resource_without_an_id_is_known_by_its_place(tmp_path: Path) -> None:
    content = condition("c1", "Asthma")
    del content["id"]
    (only,) = read(write(tmp_path, json.dumps(content).encode()))
    assert (only.disposition, only.resource_id) == (Disposition.SHOWN, "place-0-0")


def test_of_several_people_one_is_read(tmp_path: Path) -> None:
    content = bundle(
        condition("c1", "Asthma", "urn:uuid:a"),
        condition("c2", "Gout", "urn:uuid:b"),
        {**condition("c3", "Whose?"), "subject": {"reference": "Patient?identifier=1"}},
        ("urn:uuid:a", patient("a", "One")),
        ("urn:uuid:b", patient("b", "Two")),
        {"resourceType": "Coverage", "id": "k", "beneficiary": {"reference": "urn:uuid:b"}},
        {"resourceType": "Organization", "id": "o"},
    )
    path = write(tmp_path, content)
    assert [one.patient_id for one in glance(path).patients] == ["a", "b"]
    received = read(path, "a")
    found = fates(received)
    assert found["Condition/c1"] == found["Patient/a"] == SHOWN
    others = ("Condition/c2", "Condition/c3", "Patient/b", "Coverage/k")
    assert [found[key] for key in others] == [ANOTHERS] * 4
    assert found["Organization/o"][0] is Disposition.OTHER
    assert {one.raw for one in received if one.reason is Reason.OTHER_PATIENT} == {b""}


def test_a_patient_of_another_file_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, bundle(patient()))
    with pytest.raises(FileNotTaken) as refused:
        read(path, "p2")
    assert refused.value.reason is FileRefusal.ANOTHER_PERSON


def test_nobody_but_an_id_is_named(tmp_path: Path) -> None:
    (named,) = glance(write(tmp_path, observation("o1").encode())).patients
    assert (named.patient_id, str(named.name)) == ("p1", "")


def test_lines_each_a_resource_one_of_them_broken(tmp_path: Path) -> None:
    lines = [json.dumps(patient()), observation("o1"), '{"resourceType":"Condition",', observation("o2")]
    path = write(tmp_path, "\n".join(lines).encode(), "bulk.ndjson")
    assert glance(path).format is FileFormat.FHIR_NDJSON
    received = read(path)
    assert sum(one.disposition is Disposition.SHOWN for one in received) == 3
    assert [one.reason for one in received if one.disposition is Disposition.QUARANTINED] == [
        Reason.WRONG_SHAPE
    ]


def test_packed(tmp_path: Path) -> None:
    lines = f"{json.dumps(patient())}\n{observation('o1')}\n".encode()
    assert len(read(write(tmp_path, gzip.compress(lines), "bulk.ndjson.gz"))) == 2
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../Patient.ndjson", f"{json.dumps(patient())}\n{json.dumps(patient())}\n")
        archive.writestr("/etc/Observation.json", observation("o1"))
        archive.writestr("index.htm", "<html></html>")
    assert set(fates(read(write(tmp_path, packed.getvalue(), "bulk.zip")))) == {
        "Patient/p1",
        "Observation/o1",
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bulk.ndjson.gz", "bulk.zip"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_byte_order_marks(tmp_path: Path, encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""
    text = mark + json.dumps(condition("c1", "Ångström"), ensure_ascii=False)
    (only,) = read(write(tmp_path, text.encode(encoding)))
    assert only.entry is not None
    assert only.entry.title == "Ångström"


@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "AllergyIntolerance", "id": "a", "clinicalStatus": "active"},
        {"resourceType": "MedicationRequest", "id": "m", "medication": {"concept": {"text": "x"}}},
        {"resourceType": "Encounter", "id": "e", "class": [{"text": "x"}]},
        {"resourceType": "MedicationOrder", "id": "m"},
        {"resourceType": "CapabilityStatement", "id": "m", "fhirVersion": "5.0.0"},
        {"resourceType": "Flag", "id": "f", "meta": {"profile": ["http://x.example/Flag|5.0.0"]}},
    ],
)
def test_other_versions_are_refused(tmp_path: Path, resource: dict[str, object]) -> None:
    with pytest.raises(FileNotTaken) as refused:
        glance(write(tmp_path, bundle(patient(), resource)))
    assert refused.value.reason is FileRefusal.UNSUPPORTED_VERSION


def test_one_misshapen_resource_is_no_other_version(tmp_path: Path) -> None:
    good = condition("c1", "Asthma") | {"clinicalStatus": {"coding": [{"code": "active"}]}}
    bad = {**good, "id": "c2", "clinicalStatus": "active"}
    found = fates(read(write(tmp_path, bundle(good, {**good, "id": "c3"}, bad))))
    assert found["Condition/c2"] == (Disposition.QUARANTINED, Reason.WRONG_SHAPE)


def test_the_same_id_at_two_servers_is_two_things(tmp_path: Path) -> None:
    content = bundle(
        ("https://a.example/fhir/Condition/1", condition("1", "Asthma")),
        ("https://b.example/fhir/Condition/1", condition("1", "Gout")),
    )
    titles = [one.entry.title for one in read(write(tmp_path, content)) if one.entry is not None]
    assert sorted(titles) == ["Asthma", "Gout"]


IPS = Path(__file__).resolve().parents[4] / "build" / "interop" / "ips"


@pytest.mark.interop
@pytest.mark.parametrize("path", sorted(IPS.glob("Bundle-*.json")), ids=lambda path: path.stem)
def test_official_patient_summaries(path: Path) -> None:
    entries = json.loads(path.read_bytes())["entry"]
    # A consent is used and never kept.
    expected = [one["resource"] for one in entries if one["resource"]["resourceType"] != "Consent"]
    received = read(path)
    assert sorted(one.resource_type for one in received) == sorted(one["resourceType"] for one in expected)
    assert [one.problem for one in received if one.disposition is Disposition.QUARANTINED] == []
