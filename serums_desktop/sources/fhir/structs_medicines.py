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


class Medication(IdentifiedResource):
    code: CodeableConcept | None = None
    status: str = ""
    form: CodeableConcept | None = None


class MedicineResource(IdentifiedResource):
    """What the four kinds of medicine statement share."""

    status: str = ""
    medication_codeable_concept: CodeableConcept | None = None
    medication_reference: Reference | None = None
    reason_code: list[CodeableConcept] = []
    note: list[Annotation] = []


class MedicationRequest(MedicineResource):
    intent: str = ""
    do_not_perform: bool = False
    authored_on: str | None = None
    requester: Reference | None = None
    recorder: Reference | None = None
    dosage_instruction: list[Dosage] = []


class MedicationStatement(MedicineResource):
    effective_date_time: str | None = None
    effective_period: Period | None = None
    date_asserted: str | None = None
    information_source: Reference | None = None
    dosage: list[Dosage] = []


class AdministeredDosage(Element):
    text: str = ""
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    method: CodeableConcept | None = None
    dose: Quantity | None = None
    rate_quantity: Quantity | None = None
    rate_ratio: Ratio | None = None


class MedicationAdministration(MedicineResource):
    effective_date_time: str | None = None
    effective_period: Period | None = None
    performer: list[Performer] = []
    dosage: AdministeredDosage | None = None


class MedicationDispense(MedicineResource):
    quantity: Quantity | None = None
    when_prepared: str | None = None
    when_handed_over: str | None = None
    performer: list[Performer] = []
    dosage_instruction: list[Dosage] = []
