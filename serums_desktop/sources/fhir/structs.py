"""The R4 resources a clinician reads, as typed structs: shapes only, no judgement."""

from __future__ import annotations

import msgspec

from serums_desktop.sources.fhir.datatypes import (
    Address,
    Annotation,
    Attachment,
    CodeableConcept,
    Coding,
    DomainResource,
    Dosage,
    Element,
    HumanName,
    IdentifiedResource,
    Identifier,
    Narrative,
    Period,
    Quantity,
    Range,
    Ratio,
    Reference,
    Resource,
    SampledData,
)

# -- who -------------------------------------------------------------------------------------------


class Patient(IdentifiedResource):
    name: list[HumanName] = []
    gender: str = ""
    birth_date: str | None = None
    deceased_boolean: bool | None = None
    deceased_date_time: str | None = None
    address: list[Address] = []


# -- problems --------------------------------------------------------------------------------------


class Reaction(Element):
    substance: CodeableConcept | None = None
    manifestation: list[CodeableConcept] = []
    description: str = ""
    severity: str = ""


class AllergyIntolerance(IdentifiedResource):
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    type: str = ""
    category: list[str | None] = []
    criticality: str = ""
    code: CodeableConcept | None = None
    onset_date_time: str | None = None
    onset_period: Period | None = None
    recorded_date: str | None = None
    recorder: Reference | None = None
    asserter: Reference | None = None
    last_occurrence: str | None = None
    note: list[Annotation] = []
    reaction: list[Reaction] = []


class Condition(IdentifiedResource):
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    category: list[CodeableConcept] = []
    severity: CodeableConcept | None = None
    code: CodeableConcept | None = None
    body_site: list[CodeableConcept] = []
    onset_date_time: str | None = None
    onset_period: Period | None = None
    onset_string: str = ""
    abatement_date_time: str | None = None
    abatement_period: Period | None = None
    abatement_string: str = ""
    recorded_date: str | None = None
    recorder: Reference | None = None
    asserter: Reference | None = None
    note: list[Annotation] = []


class Flag(IdentifiedResource):
    status: str = ""
    category: list[CodeableConcept] = []
    code: CodeableConcept | None = None
    period: Period | None = None
    author: Reference | None = None


class GoalTarget(Element):
    measure: CodeableConcept | None = None
    detail_quantity: Quantity | None = None
    detail_range: Range | None = None
    detail_codeable_concept: CodeableConcept | None = None
    detail_string: str = ""
    due_date: str | None = None


class Goal(IdentifiedResource):
    lifecycle_status: str = ""
    description: CodeableConcept | None = None
    start_date: str | None = None
    status_date: str | None = None
    target: list[GoalTarget] = []
    expressed_by: Reference | None = None
    note: list[Annotation] = []


class CarePlanDetail(Element):
    code: CodeableConcept | None = None
    description: str = ""


class CarePlanActivity(Element):
    detail: CarePlanDetail | None = None
    reference: Reference | None = None


class CarePlan(IdentifiedResource):
    status: str = ""
    intent: str = ""
    category: list[CodeableConcept] = []
    title: str = ""
    description: str = ""
    period: Period | None = None
    created: str | None = None
    author: Reference | None = None
    activity: list[CarePlanActivity] = []
    note: list[Annotation] = []


class FamilyCondition(Element):
    code: CodeableConcept | None = None
    onset_string: str = ""


class FamilyMemberHistory(IdentifiedResource):
    status: str = ""
    date: str | None = None
    name: str = ""
    relationship: CodeableConcept | None = None
    condition: list[FamilyCondition] = []
    note: list[Annotation] = []


# -- medicines -------------------------------------------------------------------------------------


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


class Performer(Element):
    """Who did it: the element is `actor` everywhere it is read here."""

    actor: Reference | None = None


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


# -- results ---------------------------------------------------------------------------------------


class ReferenceRange(Element):
    low: Quantity | None = None
    high: Quantity | None = None
    type: CodeableConcept | None = None
    applies_to: list[CodeableConcept] = []
    age: Range | None = None
    text: str = ""


class ObservationComponent(Element):
    code: CodeableConcept | None = None
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_string: str | None = None
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_range: Range | None = None
    value_ratio: Ratio | None = None
    value_sampled_data: SampledData | None = None
    value_time: str | None = None
    value_date_time: str | None = None
    value_period: Period | None = None
    data_absent_reason: CodeableConcept | None = None
    interpretation: list[CodeableConcept] = []
    reference_range: list[ReferenceRange] = []


class Observation(IdentifiedResource):
    code: CodeableConcept | None = None
    value_quantity: Quantity | None = None
    value_codeable_concept: CodeableConcept | None = None
    value_string: str | None = None
    value_boolean: bool | None = None
    value_integer: int | None = None
    value_range: Range | None = None
    value_ratio: Ratio | None = None
    value_sampled_data: SampledData | None = None
    value_time: str | None = None
    value_date_time: str | None = None
    value_period: Period | None = None
    data_absent_reason: CodeableConcept | None = None
    interpretation: list[CodeableConcept] = []
    reference_range: list[ReferenceRange] = []
    status: str = ""
    category: list[CodeableConcept] = []
    effective_date_time: str | None = None
    effective_instant: str | None = None
    effective_period: Period | None = None
    issued: str | None = None
    performer: list[Reference] = []
    note: list[Annotation] = []
    body_site: CodeableConcept | None = None
    method: CodeableConcept | None = None
    device: Reference | None = None
    component: list[ObservationComponent] = []


class DiagnosticReport(IdentifiedResource):
    status: str = ""
    category: list[CodeableConcept] = []
    code: CodeableConcept | None = None
    effective_date_time: str | None = None
    effective_period: Period | None = None
    issued: str | None = None
    performer: list[Reference] = []
    conclusion: str = ""
    conclusion_code: list[CodeableConcept] = []
    presented_form: list[Attachment] = []


class ImagingSeries(Element):
    modality: Coding | None = None
    body_site: Coding | None = None
    description: str = ""


class ImagingStudy(IdentifiedResource):
    status: str = ""
    modality: list[Coding] = []
    started: str | None = None
    description: str = ""
    procedure_code: list[CodeableConcept] = []
    reason_code: list[CodeableConcept] = []
    referrer: Reference | None = None
    note: list[Annotation] = []
    series: list[ImagingSeries] = []


# -- care ------------------------------------------------------------------------------------------


class Participant(Element):
    individual: Reference | None = None


class EncounterLocation(Element):
    location: Reference | None = None


class Encounter(IdentifiedResource):
    status: str = ""
    class_: Coding | None = msgspec.field(default=None, name="class")
    type: list[CodeableConcept] = []
    service_type: CodeableConcept | None = None
    period: Period | None = None
    reason_code: list[CodeableConcept] = []
    participant: list[Participant] = []
    location: list[EncounterLocation] = []
    service_provider: Reference | None = None


class Procedure(IdentifiedResource):
    status: str = ""
    status_reason: CodeableConcept | None = None
    category: CodeableConcept | None = None
    code: CodeableConcept | None = None
    performed_date_time: str | None = None
    performed_period: Period | None = None
    performed_string: str = ""
    recorder: Reference | None = None
    asserter: Reference | None = None
    performer: list[Performer] = []
    location: Reference | None = None
    reason_code: list[CodeableConcept] = []
    body_site: list[CodeableConcept] = []
    outcome: CodeableConcept | None = None
    note: list[Annotation] = []


class Immunization(IdentifiedResource):
    status: str = ""
    status_reason: CodeableConcept | None = None
    vaccine_code: CodeableConcept | None = None
    occurrence_date_time: str | None = None
    occurrence_string: str = ""
    recorded: str | None = None
    location: Reference | None = None
    site: CodeableConcept | None = None
    route: CodeableConcept | None = None
    dose_quantity: Quantity | None = None
    performer: list[Performer] = []
    reason_code: list[CodeableConcept] = []
    note: list[Annotation] = []


class DeviceName(Element):
    name: str = ""


class UdiCarrier(Element):
    device_identifier: str = ""
    human_readable: str = msgspec.field(default="", name="carrierHRF")


class Device(IdentifiedResource):
    status: str = ""
    type: CodeableConcept | None = None
    device_name: list[DeviceName] = []
    udi_carrier: list[UdiCarrier] = []
    manufacturer: str = ""
    model_number: str = ""
    serial_number: str = ""
    note: list[Annotation] = []


class DeviceUseStatement(IdentifiedResource):
    status: str = ""
    timing_period: Period | None = None
    timing_date_time: str | None = None
    recorded_on: str | None = None
    source: Reference | None = None
    device: Reference | None = None
    reason_code: list[CodeableConcept] = []
    body_site: CodeableConcept | None = None
    note: list[Annotation] = []


# -- documents -------------------------------------------------------------------------------------


class DocumentContent(Element):
    attachment: Attachment | None = None


class DocumentReference(IdentifiedResource):
    status: str = ""
    doc_status: str = ""
    type: CodeableConcept | None = None
    category: list[CodeableConcept] = []
    date: str | None = None
    author: list[Reference] = []
    custodian: Reference | None = None
    description: str = ""
    content: list[DocumentContent] = []


class CompositionSection(Element):
    title: str = ""
    text: Narrative | None = None


class Composition(DomainResource):
    # Single, unlike everywhere else.
    identifier: Identifier | None = None
    status: str = ""
    type: CodeableConcept | None = None
    date: str | None = None
    author: list[Reference] = []
    title: str = ""
    custodian: Reference | None = None
    section: list[CompositionSection] = []


class Binary(Resource):
    content_type: str = ""
    data: str = ""


class NestedEntry(Element):
    full_url: str = ""
    resource: msgspec.Raw = msgspec.Raw()


class Bundle(Resource):
    """A bundle that is itself a record, such as a document."""

    identifier: Identifier | None = None
    type: str = ""
    timestamp: str | None = None
    entry: list[NestedEntry] = []


class ProvenanceAgent(Element):
    who: Reference | None = None
    on_behalf_of: Reference | None = None


class Provenance(DomainResource):
    target: list[Reference] = []
    recorded: str | None = None
    activity: CodeableConcept | None = None
    agent: list[ProvenanceAgent] = []


LISTED: tuple[type[Resource], ...] = (
    Patient,
    AllergyIntolerance,
    Condition,
    Flag,
    Goal,
    CarePlan,
    FamilyMemberHistory,
    Medication,
    MedicationRequest,
    MedicationStatement,
    MedicationAdministration,
    MedicationDispense,
    Observation,
    DiagnosticReport,
    ImagingStudy,
    Encounter,
    Procedure,
    Immunization,
    Device,
    DeviceUseStatement,
    DocumentReference,
    Composition,
    Binary,
    Bundle,
    Provenance,
)

DECODERS = {kind.__name__: msgspec.json.Decoder(kind) for kind in LISTED}
