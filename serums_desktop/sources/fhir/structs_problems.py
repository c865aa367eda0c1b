"""R4 shapes: the patient, allergies, conditions, flags, goals, care plans and family history."""

from __future__ import annotations

from serums_desktop.sources.fhir.datatypes import (
    Address,
    Annotation,
    CodeableConcept,
    Element,
    HumanName,
    IdentifiedResource,
    Period,
    Quantity,
    Range,
    Reference,
)


class Patient(IdentifiedResource):
    name: list[HumanName] = []
    gender: str = ""
    birth_date: str | None = None
    deceased_boolean: bool | None = None
    deceased_date_time: str | None = None
    address: list[Address] = []


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
