"""What must never be read as a plain fact, each with the definition that says so.

Names of elements and code systems are those of FHIR R4 (4.0.1); "modifier" means that the standard marks the
element as one that changes the meaning of the resource.
"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from serums_desktop.domain.entries import Label, RangeFlag, Severity, Standing
from serums_desktop.domain.merge import merge
from serums_desktop.domain.received import Disposition, Reason
from serums_desktop.domain.summary import summarise
from serums_desktop.sources.fhir.datatypes import DomainResource, Resource
from serums_desktop.sources.fhir.listed import LISTED
from tests.unit.sources.resources import LOINC, SNOMED, concept, read, received, resource, shown

IPS = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
MOVED = "http://terminology.hl7.org/CodeSystem/absent-unknown-uv-ips"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
MODIFIER = [{"url": "http://example.org/the-opposite", "valueBoolean": True}]
AMOUNT = {"value": 5.9, "unit": "mmol/L"}

RETRACTED: list[tuple[str, dict[str, Any], Reason, str]] = [
    *(
        (kind, {"status": "entered-in-error"}, Reason.ENTERED_IN_ERROR, f"{kind}.status is a modifier")
        for kind in (
            "CarePlan", "Composition", "Device", "DeviceUseStatement", "DiagnosticReport",
            "DocumentReference", "Encounter", "FamilyMemberHistory", "Flag", "ImagingStudy", "Immunization",
            "MedicationAdministration", "MedicationDispense", "MedicationRequest", "MedicationStatement",
            "Observation", "Procedure",
        )
    ),
    ("Goal", {"lifecycleStatus": "entered-in-error"}, Reason.ENTERED_IN_ERROR, "Goal.lifecycleStatus"),
    ("DocumentReference", {"docStatus": "entered-in-error"}, Reason.ENTERED_IN_ERROR, "composition-status"),
    *(
        (kind, {"verificationStatus": concept("", (VERIFICATION, code))}, reason, "verificationStatus")
        for kind in ("AllergyIntolerance", "Condition")
        for code, reason in (
            ("entered-in-error", Reason.ENTERED_IN_ERROR),
            ("refuted", Reason.REFUTED),
        )
    ),
    ("MedicationStatement", {"status": "not-taken"}, Reason.NOT_TAKEN, "medication-statement-status"),
    ("MedicationRequest", {"doNotPerform": True}, Reason.DO_NOT_PERFORM, "a modifier"),
    ("Condition", {"implicitRules": "http://example.org/rules"}, Reason.UNKNOWN_MODIFIER, "a modifier"),
    ("Condition", {"modifierExtension": MODIFIER}, Reason.UNKNOWN_MODIFIER, "Extensibility, 2.4.0.1"),
    (
        "Condition",
        {"stage": [{"modifierExtension": MODIFIER}]},
        Reason.UNKNOWN_MODIFIER,
        "BackboneElement.modifierExtension",
    ),
    (
        "MedicationRequest",
        {"dosageInstruction": [{"timing": {"modifierExtension": MODIFIER}}]},
        Reason.UNKNOWN_MODIFIER,
        "BackboneType: Dosage and Timing have modifiers of their own",
    ),
    (
        "MedicationRequest",
        {"contained": [{"resourceType": "Medication", "modifierExtension": MODIFIER}]},
        Reason.UNKNOWN_MODIFIER,
        "DomainResource.contained",
    ),
    (
        "Bundle",
        {"entry": [{"resource": {"resourceType": "Composition", "status": "entered-in-error"}}]},
        Reason.ENTERED_IN_ERROR,
        "a document is what its Composition says",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "elements", "reason", "source"), RETRACTED)
def test_what_was_taken_back_or_is_not_understood_is_no_entry(
    kind: str, elements: dict[str, Any], reason: Reason, source: str
) -> None:
    item = received(resource(kind, **elements))
    assert (item.disposition, item.reason) == (Disposition.RETRACTED, reason), source
    assert item.entry is None


# The elements that FHIR R4 marks as modifiers ("?!") of each listed type, besides implicitRules and
# modifierExtension, which every type has.
MODIFIERS = {
    "AllergyIntolerance": {"clinicalStatus", "verificationStatus"},
    "CarePlan": {"status", "intent"},
    "Composition": {"status"},
    "Condition": {"clinicalStatus", "verificationStatus"},
    "Device": {"status"},
    "DeviceUseStatement": {"status"},
    "DiagnosticReport": {"status"},
    "DocumentReference": {"status"},
    "Encounter": {"status"},
    "FamilyMemberHistory": {"status"},
    "Flag": {"status"},
    "Goal": {"lifecycleStatus"},
    "ImagingStudy": {"status"},
    "Immunization": {"status", "isSubpotent"},
    "Medication": {"status"},
    "MedicationAdministration": {"status"},
    "MedicationDispense": {"status"},
    "MedicationRequest": {"status", "intent", "doNotPerform"},
    "MedicationStatement": {"status"},
    "Observation": {"status"},
    "Patient": {"active", "link", "deceasedBoolean", "deceasedDateTime"},
    "Procedure": {"status"},
}


@pytest.mark.parametrize("listed", LISTED)
def test_every_element_that_changes_the_meaning_is_read(listed: type[Resource]) -> None:
    read_elements = {field.encode_name for field in msgspec.structs.fields(listed)}
    assert read_elements >= MODIFIERS.get(listed.__name__, set()) | {"implicitRules"}
    assert "modifierExtension" in read_elements or not issubclass(listed, DomainResource)


def test_a_product_that_was_entered_in_error_says_so_where_it_is_named() -> None:
    product = {"resourceType": "Medication", "id": "m", "status": "entered-in-error", "code": concept("X")}
    order = resource("MedicationRequest", medicationReference={"reference": "#m"}, contained=[product])
    assert (shown(order).title, shown(order).detail(Label.QUANTITY)) == ("X", "entered-in-error")


NEGATED: list[tuple[str, dict[str, Any], str]] = [
    ("Procedure", {"status": "not-done"}, "event-status: terminated before any impact on the subject"),
    ("Immunization", {"status": "not-done"}, "immunization-status"),
    ("MedicationAdministration", {"status": "not-done"}, "medication-admin-status"),
    ("MedicationDispense", {"status": "declined"}, "medicationdispense-status"),
    ("MedicationDispense", {"status": "cancelled"}, "medicationdispense-status"),
    ("Encounter", {"status": "cancelled"}, "encounter-status: ended before it has begun"),
    ("Observation", {"status": "cancelled"}, "observation-status: not started or not completed"),
    ("DiagnosticReport", {"status": "cancelled"}, "diagnostic-report-status"),
    ("ImagingStudy", {"status": "cancelled"}, "imagingstudy-status"),
    *(
        ("AllergyIntolerance", {"code": concept("", (system, code))}, "no known allergy")
        for system, code in (
            (SNOMED, "716186003"), (SNOMED, "409137002"), (SNOMED, "428607008"), (SNOMED, "429625007"),
            (SNOMED, "716220001"), (IPS, "no-known-allergies"), (MOVED, "no-known-food-allergies"),
            (IPS, "no-allergy-info"),
        )
    ),
    *(
        (kind, {element: concept("", (SNOMED, code))}, "International Patient Summary 2.0.0")
        for kind, element, code in (
            ("AllergyIntolerance", "code", "1287211007"), ("AllergyIntolerance", "code", "160244002"),
            ("AllergyIntolerance", "code", "428197003"), ("AllergyIntolerance", "code", "1631000175102"),
            ("Condition", "code", "1287211007"),
            ("MedicationStatement", "medicationCodeableConcept", "787481004"),
            ("MedicationStatement", "medicationCodeableConcept", "1287211007"),
            ("MedicationStatement", "medicationCodeableConcept", "182904002"),
            ("MedicationRequest", "medicationCodeableConcept", "787481004"),
            ("MedicationDispense", "medicationCodeableConcept", "787481004"),
            ("MedicationAdministration", "medicationCodeableConcept", "787481004"),
            ("Procedure", "code", "787480003"), ("Procedure", "code", "416128008"),
            ("Immunization", "vaccineCode", "787482006"), ("Device", "type", "787483001"),
        )
    ),
    ("Condition", {"code": concept("", (IPS, "no-known-problems"))}, "absent-unknown-uv-ips"),
    ("Condition", {"code": concept("", (IPS, "no-problem-info"))}, "absent-unknown-uv-ips"),
    ("Condition", {"code": concept("", (SNOMED, "160245001"))}, "no current problems or disability"),
    (
        "MedicationStatement",
        {"medicationCodeableConcept": concept("", (IPS, "no-medication-info"))},
        "absent-unknown-uv-ips",
    ),
    ("Procedure", {"code": concept("", (IPS, "no-known-procedures"))}, "absent-unknown-uv-ips"),
    ("Immunization", {"vaccineCode": concept("", (IPS, "no-immunization-info"))}, "absent-unknown-uv-ips"),
    ("Device", {"type": concept("", (IPS, "no-known-devices"))}, "absent-unknown-uv-ips"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "elements", "source"), NEGATED)
def test_what_is_said_not_to_be_is_never_shown_as_being(
    kind: str, elements: dict[str, Any], source: str
) -> None:
    entry = shown(resource(kind, **elements))
    assert entry.negated, source
    assert entry.severity is Severity.NONE


PLANNED_OR_PAST: list[tuple[str, dict[str, Any], Standing, str]] = [
    ("Encounter", {"status": "planned"}, Standing.PLANNED, "encounter-status"),
    ("Observation", {"status": "registered"}, Standing.PLANNED, "no result yet available"),
    ("DiagnosticReport", {"status": "registered"}, Standing.PLANNED, "nothing yet available"),
    ("ImagingStudy", {"status": "registered"}, Standing.PLANNED, "no instances available yet"),
    ("Procedure", {"status": "preparation"}, Standing.PLANNED, "event-status"),
    ("MedicationDispense", {"status": "preparation"}, Standing.PLANNED, "medicationdispense-status"),
    ("MedicationRequest", {"status": "draft"}, Standing.PLANNED, "not yet actionable"),
    ("MedicationRequest", {"status": "active", "intent": "option"}, Standing.PLANNED, "a modifier"),
    ("CarePlan", {"status": "active", "intent": "proposal"}, Standing.PLANNED, "a modifier"),
    ("Flag", {"status": "inactive"}, Standing.PAST, "flag-status: need not be displayed any more"),
    ("DocumentReference", {"status": "superseded"}, Standing.PAST, "document-reference-status"),
    ("Goal", {"lifecycleStatus": "rejected"}, Standing.PAST, "goal-status"),
    ("Device", {"status": "inactive"}, Standing.PAST, "device-status"),
]


@pytest.mark.parametrize(("kind", "elements", "standing", "source"), PLANNED_OR_PAST)
def test_what_is_not_now_does_not_stand_as_now(
    kind: str, elements: dict[str, Any], standing: Standing, source: str
) -> None:
    assert shown(resource(kind, **elements)).standing is standing, source


def test_a_cancelled_measurement_has_no_value_that_could_be_taken_for_a_result() -> None:
    part = {"code": concept("", (LOINC, "8480-6")), "valueQuantity": AMOUNT}
    content = resource(
        "Observation",
        status="cancelled",
        code=concept("Potassium"),
        effectiveDateTime="2024-01-01T00:00:00Z",
        valueQuantity=AMOUNT,
        interpretation=[concept("", ("x", "HH"))],
        component=[part],
    )
    entry = shown(content)
    assert (entry.value, entry.value_text, entry.components) == (None, "", ())
    assert entry.flag is RangeFlag.NONE
    assert entry.detail(Label.NOTE) == "5.9 mmol/L\n8480-6: 5.9 mmol/L"
    assert summarise(merge([entry])).results == ()


def test_the_use_of_a_device_that_is_known_not_to_be_is_negated() -> None:
    none = resource("Device", id="d", type=concept("", (IPS, "no-known-devices", "No known devices")))
    use = resource("DeviceUseStatement", id="u", device={"reference": "Device/d"})
    entries = {item.resource_id: item.entry for item in read(none, use)}
    assert entries["u"] is not None
    assert (entries["u"].title, entries["u"].negated) == ("No known devices", True)
