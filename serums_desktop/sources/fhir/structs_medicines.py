"""R4 shapes: medicines."""

from __future__ import annotations

from serums_desktop.sources.fhir.datatypes import (
    Annotation,
    CodeableConcept,
    Dosage,
    Element,
    IdentifiedResource,
    Performer,
    Period,
    Quantity,
    Ratio,
    Reference,
)


class Ingredient(Element):
    item_codeable_concept: CodeableConcept | None = None
    item_reference: Reference | None = None
    strength: Ratio | None = None


class Batch(Element):
    lot_number: str = ""
    expiration_date: str = ""


class Medication(IdentifiedResource):
    code: CodeableConcept | None = None
    status: str = ""
    form: CodeableConcept | None = None
    amount: Ratio | None = None
    ingredient: tuple[Ingredient, ...] = ()
    batch: Batch | None = None


class Product(CodeableConcept):
    """What a medicine's resource says of the product it names: its concept and what it is made of."""

    makeup: str = ""


class MedicineResource(IdentifiedResource):
    """What the four kinds of medicine statement share."""

    status: str = ""
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    reason_code: tuple[CodeableConcept, ...] = ()
    reason_reference: tuple[Reference, ...] = ()
    note: tuple[Annotation, ...] = ()


class DispenseRequest(Element):
    validity_period: Period | None = None
    number_of_repeats_allowed: int | None = None
    quantity: Quantity | None = None
    expected_supply_duration: Quantity | None = None


class Substitution(Element):
    allowed_codeable_concept: CodeableConcept | None = None
    reason: CodeableConcept | None = None


class MedicationRequest(MedicineResource):
    intent: str = ""
    status_reason: CodeableConcept | None = None
    priority: str = ""
    category: tuple[CodeableConcept, ...] = ()
    course_of_therapy_type: CodeableConcept | None = None
    reported_reference: Reference | None = None
    dispense_request: DispenseRequest | None = None
    substitution: Substitution | None = None
    do_not_perform: bool = False
    authored_on: str | None = None
    requester: Reference | None = None
    recorder: Reference | None = None
    dosage_instruction: tuple[Dosage, ...] = ()


class MedicationStatement(MedicineResource):
    status_reason: tuple[CodeableConcept, ...] = ()
    category: CodeableConcept | None = None
    effective_date_time: str | None = None
    effective_period: Period | None = None
    date_asserted: str | None = None
    information_source: Reference | None = None
    dosage: tuple[Dosage, ...] = ()


class AdministeredDosage(Element):
    text: str = ""
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    method: CodeableConcept | None = None
    dose: Quantity | None = None
    rate_quantity: Quantity | None = None
    rate_ratio: Ratio | None = None


class MedicationAdministration(MedicineResource):
    status_reason: tuple[CodeableConcept, ...] = ()
    category: CodeableConcept | None = None
    device: tuple[Reference, ...] = ()
    effective_date_time: str | None = None
    effective_period: Period | None = None
    performer: tuple[Performer, ...] = ()
    dosage: AdministeredDosage | None = None


class DispensedInstead(Element):
    was_substituted: bool | None = None
    type: CodeableConcept | None = None
    reason: tuple[CodeableConcept, ...] = ()


class MedicationDispense(MedicineResource):
    status_reason_codeable_concept: CodeableConcept | None = None
    category: CodeableConcept | None = None
    type: CodeableConcept | None = None
    days_supply: Quantity | None = None
    location: Reference | None = None
    substitution: DispensedInstead | None = None
    quantity: Quantity | None = None
    when_prepared: str | None = None
    when_handed_over: str | None = None
    performer: tuple[Performer, ...] = ()
    dosage_instruction: tuple[Dosage, ...] = ()
