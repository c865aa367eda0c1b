"""What becomes of each received resource, once and only once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Disposition, Reason, Received
from serums_desktop.sources.fhir.bundles import BundleEntry
from serums_desktop.sources.fhir.reading import RunReader
from tests.unit.sources.resources import (
    BASE,
    SNOMED,
    concept,
    entry_of,
    read,
    reader,
    received,
    resource,
    shown,
)

LISTED = (
    "AllergyIntolerance", "Binary", "Bundle", "CarePlan", "Composition", "Condition", "Device",
    "DeviceUseStatement", "DiagnosticReport", "DocumentReference", "Encounter", "FamilyMemberHistory", "Flag",
    "Goal", "ImagingStudy", "Immunization", "MedicationAdministration", "MedicationDispense",
    "MedicationRequest", "MedicationStatement", "Observation", "Procedure",
)  # fmt: skip


@pytest.mark.parametrize("kind", LISTED)
def test_a_listed_type_that_says_nothing_else_is_shown(kind: str) -> None:
    entry = shown(resource(kind))
    assert (entry.entry_id, entry.resource_type) == (f"zmc/{kind}/r1", kind)
    assert entry.when.is_undated


def test_the_patient_is_shown_as_the_patient() -> None:
    item = received(resource("Patient", id="p1", name=[{"family": "Soler"}], birthDate="1935-03"))
    assert item.disposition is Disposition.SHOWN
    assert item.entry is None
    assert item.patient is not None
    assert item.patient.birth_date is not None
    assert item.patient.birth_date.text == "1935-03"


def test_an_unlisted_type_is_kept_raw() -> None:
    item = received(resource("Claim"))
    assert (item.disposition, item.reason) == (Disposition.OTHER, Reason.UNLISTED_TYPE)
    assert json.loads(item.raw) == resource("Claim")


def test_the_raw_bytes_are_the_sources_own() -> None:
    raw = b'{ "resourceType":"Flag",\n "id":"r1", "unknown": 1e2, "subject":{"reference":"Patient/p1"} }'
    assert received(raw).raw == raw


def test_the_type_is_found_wherever_it_stands() -> None:
    assert received(b'{"id":"r1","resourceType":"Flag"}').resource_type == "Flag"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'{"resourceType":"Condition","id":"r1","code":[]}', "$.code"),
        (b'{"resourceType":"Condition","id":"r1","code":{"coding":[{"code":5}]}}', "$.code.coding[0].code"),
        (b'{"resourceType":"Condition","id":"r1","onsetDateTime":"yesterday"}', "$.onsetDateTime"),
        (b'{"resourceType":"Observation","id":"r1","valueQuantity":{"value":"5"}}', "$.valueQuantity.value"),
        (
            b'{"resourceType":"Observation","id":"r1","valueQuantity":{"value":1e999}}',
            "$.valueQuantity.value",
        ),
        (b'{"resourceType":"Condition","id":"r1","code":{"text":"\xff"}}', "$"),
        (b'{"resourceType":"Condition","id":7}', "$.id"),
        (b'{"resourceType":7}', "$.resourceType"),
        (b'{"resourceType":"../Condition","id":"r1"}', "$.resourceType"),
        (b"7", "$"),
        (b"{}", "$.resourceType"),
        (b'{"resourceType":"Claim","id":"r1","item":' + b"[" * 5000 + b"]" * 5000 + b"}", "$"),
    ],
)
def test_a_wrong_shape_is_named_by_its_place_alone(content: bytes, problem: str) -> None:
    item = received(content)
    assert (item.disposition, item.reason) == (Disposition.QUARANTINED, Reason.WRONG_SHAPE)
    assert item.problem == problem
    assert item.entry is None
    assert item.raw == content


def test_a_resource_without_an_id_takes_it_from_its_address_or_is_quarantined() -> None:
    content = resource("Flag")
    del content["id"]
    by_address = reader().page([entry_of(content, "urn:uuid:0c3c-12")])
    assert [item.resource_id for item in by_address] == ["0c3c-12"]
    nameless = read(content, {**content, "status": "active"})
    assert [item.reason for item in nameless] == [Reason.NO_ID, Reason.NO_ID]
    assert len({item.key for item in nameless}) == 2


def test_an_id_that_could_lead_elsewhere_is_no_id() -> None:
    item = received(resource("Flag", id="../../Patient/p2"))
    assert item.reason is Reason.NO_ID
    assert "/" not in item.resource_id


# -- another patient -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "reference", ["Patient/p2", f"{BASE}Patient/p2", "https://internal.example/Patient/p2/_history/3"]
)
@pytest.mark.parametrize("kind", ["Condition", "Claim"])
@pytest.mark.parametrize("element", ["subject", "patient"])
def test_another_patients_resource_never_joins_and_is_not_kept(
    reference: str, kind: str, element: str
) -> None:
    content = resource(kind, **{element: {"reference": reference}})
    item = received(content)
    assert (item.disposition, item.reason) == (Disposition.QUARANTINED, Reason.OTHER_PATIENT)
    assert item.entry is None
    assert item.raw == b""


@pytest.mark.parametrize(
    "subject",
    [
        {"reference": "Patient/p1"},
        {"reference": f"{BASE}Patient/p1"},
        {"reference": "Group/g1"},
        {"display": "Joana Soler"},
        {"identifier": {"system": "urn:a", "value": "1"}},
    ],
)
def test_the_patients_own_resource_does(subject: dict[str, Any]) -> None:
    assert received(resource("Condition", subject=subject)).disposition is Disposition.SHOWN


def test_another_patient_resource_is_another_patient() -> None:
    assert received(resource("Patient", id="p2")).reason is Reason.OTHER_PATIENT


def test_a_patient_known_by_the_address_in_its_bundle_is_recognised() -> None:
    own, other = "urn:uuid:1", "urn:uuid:2"
    items = reader().page(
        [
            entry_of(resource("Patient", id="p1"), own),
            entry_of(resource("Patient", id="p2"), other),
            entry_of(resource("Flag", id="f1", subject={"reference": own}), "urn:uuid:3"),
            entry_of(resource("Flag", id="f2", subject={"reference": other}), "urn:uuid:4"),
        ]
    )
    assert [item.reason for item in items] == [
        Reason.NONE,
        Reason.OTHER_PATIENT,
        Reason.NONE,
        Reason.OTHER_PATIENT,
    ]


# -- modifiers and masking -------------------------------------------------------------------------

MODIFIER = [{"url": "http://example.org/the-opposite", "valueBoolean": True}]


@pytest.mark.parametrize(
    "elements",
    [
        {"modifierExtension": MODIFIER},
        {"implicitRules": "http://example.org/rules"},
        {"reaction": [{"modifierExtension": MODIFIER}]},
        {"contained": [{"resourceType": "Device", "modifierExtension": MODIFIER}]},
    ],
)
def test_a_modifier_nobody_knows_keeps_a_resource_from_being_a_fact(elements: dict[str, Any]) -> None:
    item = received(resource("AllergyIntolerance", code=concept("Penicillin"), **elements))
    assert (item.disposition, item.reason) == (Disposition.RETRACTED, Reason.UNKNOWN_MODIFIER)


def test_the_word_alone_is_no_modifier() -> None:
    assert shown(resource("Flag", code=concept("modifierExtension"), modifierExtension=[])).title


MASKED = ("http://terminology.hl7.org/CodeSystem/data-absent-reason", "masked", "Masked")


@pytest.mark.parametrize(
    "content",
    [
        resource("Consent"),
        resource("Observation", code=concept("", MASKED)),
        resource("Observation", code=concept("HIV"), dataAbsentReason=concept("", MASKED)),
        resource("AllergyIntolerance", code=concept("", MASKED)),
        resource(
            "Immunization",
            vaccineCode=concept("", ("http://terminology.hl7.org/CodeSystem/v3-NullFlavor", "MSK")),
        ),
    ],
)
def test_what_only_hints_at_a_restriction_leaves_no_trace(content: dict[str, Any]) -> None:
    assert read(content) == []


def test_a_finding_called_masked_is_a_finding() -> None:
    assert shown(resource("Condition", code=concept("Masked facies", (SNOMED, "248166003", "masked face"))))


# -- twice -----------------------------------------------------------------------------------------


def test_the_same_resource_twice_is_one_and_the_later_wins() -> None:
    first, second = (resource("Flag", code=concept(words)) for words in ("first", "second"))
    (item,) = read(first, second)
    assert item.entry is not None
    assert item.entry.title == "second"


def test_a_page_that_comes_twice_is_passed_over_and_a_changed_resource_is_not() -> None:
    run = reader()
    first, second = (resource("Flag", code=concept(words)) for words in ("first", "second"))
    assert len(run.page([entry_of(first)])) == 1
    assert run.page([entry_of(first)]) == []
    assert len(run.page([entry_of(second)])) == 1


# -- names from elsewhere --------------------------------------------------------------------------


def order(reference: str, **elements: Any) -> dict[str, Any]:
    return resource("MedicationRequest", id="m1", medicationReference={"reference": reference}, **elements)


WARFARIN = resource("Medication", id="w", code=concept("Warfarin", ("http://www.whocc.no/atc", "B01AA03")))


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("Medication/w", ""),
        ("Medication/w/_history/2", ""),
        (f"{BASE}Medication/w", ""),
        ("urn:uuid:77", "urn:uuid:77"),
        ("https://internal.example/Medication/w", "https://internal.example/Medication/w"),
    ],
)
@pytest.mark.parametrize("product_first", [True, False])
def test_a_product_names_the_medicine_whenever_it_comes(
    reference: str, address: str, product_first: bool
) -> None:
    run = reader()
    pages = [[entry_of(WARFARIN, address)], [entry_of(order(reference))]]
    items = [item for page in (pages if product_first else pages[::-1]) for item in run.page(page)]
    by_id = {item.resource_id: item for item in items + run.finish()}
    assert len(by_id) == 2
    assert by_id["m1"].entry is not None
    assert by_id["m1"].entry.title == "Warfarin"
    assert [code.code for code in by_id["m1"].entry.codes] == ["B01AA03"]
    assert (by_id["w"].disposition, by_id["w"].reason) == (Disposition.FOLDED, Reason.NAMED_BY_ANOTHER)


def test_a_product_of_another_server_lends_no_name() -> None:
    items = {
        item.resource_id: item for item in read(WARFARIN, order("https://elsewhere.example/Medication/w"))
    }
    assert items["m1"].entry is not None
    assert items["m1"].entry.title == ""
    assert items["w"].disposition is Disposition.FOLDED


def test_a_contained_product_names_its_medicine_at_once() -> None:
    contained = [{"resourceType": "Medication", "id": "inside", "code": concept("Insulin")}]
    run = reader()
    (item,) = run.page([entry_of(order("#inside", contained=contained))])
    assert item.entry is not None
    assert item.entry.title == "Insulin"


def test_a_contained_product_of_the_wrong_shape_is_named() -> None:
    contained = [{"resourceType": "Medication", "id": "inside", "code": 5}]
    item = received(order("#inside", contained=contained))
    assert (item.disposition, item.problem) == (Disposition.QUARANTINED, "$.contained")


def test_a_product_that_never_comes_leaves_the_references_own_words() -> None:
    content = resource(
        "MedicationRequest", medicationReference={"reference": "Medication/x", "display": "Digoxin"}
    )
    assert shown(content).title == "Digoxin"


def test_a_product_named_by_nobody_tells_of_nothing_withheld() -> None:
    (alone,) = read(WARFARIN)
    assert alone.entry is None
    named = {item.resource_id: item for item in read(WARFARIN, order("Medication/w"))}["w"]
    assert (alone.disposition, alone.reason) == (named.disposition, named.reason)


def test_products_that_did_not_come_can_be_asked_for() -> None:
    run = reader()
    run.page([entry_of(order("Medication/x")), entry_of(WARFARIN)])
    assert run.missing_products() == ["Medication/x"]


def test_a_device_names_its_use_and_its_measurements() -> None:
    pump = resource("Device", id="d", deviceName=[{"name": "Pump"}], patient={"reference": "Patient/p1"})
    use = resource("DeviceUseStatement", id="u", device={"reference": "Device/d"})
    glucose = resource("Observation", id="o", code=concept("Glucose"), device={"reference": "Device/d"})
    titles = {item.resource_id: item.entry for item in read(use, glucose, pump)}
    assert titles["u"] is not None
    assert titles["u"].title == "Pump"
    assert titles["o"] is not None
    assert [detail.text for detail in titles["o"].details] == ["Pump"]


def test_provenance_is_folded_into_what_came_and_gone_with_what_did_not() -> None:
    about = resource("Provenance", target=[{"reference": "Flag/r1"}], recorded="2024-01-02T03:04:05Z")
    items = read(about, resource("Flag"))
    assert {item.resource_type: item.disposition for item in items} == {
        "Provenance": Disposition.FOLDED,
        "Flag": Disposition.SHOWN,
    }
    assert read(about) == []


def test_provenance_of_something_at_another_server_is_shown() -> None:
    about = resource("Provenance", target=[{"reference": "https://elsewhere.example/fhir/Flag/r1"}])
    assert shown(about).lane is Lane.DOCUMENTS


# -- what leads nowhere ----------------------------------------------------------------------------

STAY = resource("Encounter", id="e1")


def to(reference: str, **more: Any) -> dict[str, Any]:
    return {"reference": reference, **more}


def content_of(item: Received) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(item.raw)
    return content


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (
            resource("Procedure", encounter=to("Encounter/e1"), reasonReference=[to("Condition/x")]),
            resource("Procedure", encounter=to("Encounter/e1")),
        ),
        (
            resource(
                "Encounter",
                diagnosis=[
                    {"condition": to("Condition/x"), "rank": 1},
                    {"condition": to(f"{BASE}Condition/x")},
                ],
            ),
            resource("Encounter"),
        ),
        (
            resource(
                "Observation",
                derivedFrom=[to("Observation/x", display="Score"), to("Encounter/e1")],
                text={"div": "Score"},
            ),
            resource("Observation", derivedFrom=[to("Encounter/e1")]),
        ),
        (
            resource("DocumentReference", context={"encounter": [to("Encounter/x")]}),
            resource("DocumentReference"),
        ),
        (
            resource("Provenance", target=[to("Condition/x"), to("Encounter/e1")]),
            resource("Provenance", target=[to("Encounter/e1")]),
        ),
        (resource("ServiceRequest", basedOn=[to("CarePlan/x/_history/1")]), resource("ServiceRequest")),
        (
            resource(
                "CarePlan",
                activity=[
                    {"outcomeReference": [to("Procedure/x")], "progress": [{"text": "done"}]},
                    {"outcomeReference": [to("Procedure/x")], "detail": {"description": "Walk"}},
                ],
            ),
            resource("CarePlan", activity=[{"detail": {"description": "Walk"}}]),
        ),
        (
            resource("CarePlan", activity=[{"reference": to("Task/x"), "progress": [{"text": "done"}]}]),
            resource("CarePlan"),
        ),
        (
            resource("Immunization", reaction=[{"date": "2024", "detail": to("Observation/x")}]),
            resource("Immunization"),
        ),
        (
            resource("Composition", relatesTo=[{"code": "replaces", "targetReference": to("Composition/x")}]),
            resource("Composition"),
        ),
        (
            resource("DiagnosticReport", media=[{"comment": "see", "link": to("Media/x")}]),
            resource("DiagnosticReport"),
        ),
        (
            resource("Condition", evidence=[{"code": [concept("Fever")], "detail": [to("Observation/x")]}]),
            resource("Condition", evidence=[{"code": [concept("Fever")]}]),
        ),
    ],
)
def test_a_reference_to_an_entry_that_never_came_is_gone(
    content: dict[str, Any], left: dict[str, Any]
) -> None:
    item = next(item for item in read(content, STAY) if item.resource_id == "r1")
    assert content_of(item) == left


@pytest.mark.parametrize(
    "reference",
    [
        "Encounter/e1",
        "Practitioner/x",
        "Device/x",
        "Patient/p1",
        "#x",
        "https://elsewhere.example/Condition/x",
    ],
)
def test_any_other_reference_stays_as_it_is(reference: str) -> None:
    content = resource("Observation", focus=[to(reference)], text={"div": "as it was"})
    item = next(item for item in read(content, STAY) if item.resource_id == "r1")
    assert item.raw == json.dumps(content).encode()


def test_what_refers_to_an_entry_waits_for_it_and_no_longer() -> None:
    run = reader()
    finding = resource("Observation", encounter=to("Encounter/e1"), code=concept("Pain"))
    assert run.page([entry_of(finding)]) == []
    assert {item.resource_id for item in run.page([entry_of(STAY)])} == {"e1", "r1"}
    assert run.finish() == []


def test_numbers_beside_a_lost_reference_stay_as_they_were_written() -> None:
    lost = b'{"resourceType":"Observation","id":"o","subject":{"reference":"Patient/p1"},"valueQuantity":'
    value = b'{"value":7.10}'
    item = received(lost + value + b',"hasMember":[{"reference":"Observation\\/x"}]}')
    assert item.raw == lost + value + b"}"


def test_a_run_that_broke_off_cannot_know_what_was_still_to_come() -> None:
    run = reader()
    run.page([entry_of(resource("Procedure", encounter=to("Encounter/x")))])
    (item,) = run.finish(complete=False)
    assert content_of(item)["encounter"] == to("Encounter/x")


def test_a_run_of_some_types_does_not_miss_the_others() -> None:
    run = RunReader("zmc", "p1", BASE, frozenset({"Procedure", "Condition"}))
    links = {"encounter": to("Encounter/x"), "reasonReference": [to("Condition/x")]}
    run.page([entry_of(resource("Procedure", **links))])
    (item,) = run.finish()
    assert content_of(item) == resource("Procedure", encounter=to("Encounter/x"))


def test_an_entry_of_a_page_may_be_nothing_at_all() -> None:
    run = reader()
    assert [item.reason for item in run.page([BundleEntry()])] == [Reason.WRONG_SHAPE]
