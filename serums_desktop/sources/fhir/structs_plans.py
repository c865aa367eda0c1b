"""R4 shapes: goals, care plans and family history."""

from __future__ import annotations

from serums_desktop.sources.fhir.datatypes import (
    Annotation,
    CodeableConcept,
    Element,
    IdentifiedResource,
    Period,
    Quantity,
    Range,
    Ratio,
    Reference,
    Timing,
)


class GoalTarget(Element):
    measure: CodeableConcept | None = None
    detail_quantity: Quantity | None = None
    detail_range: Range | None = None
    detail_codeable_concept: CodeableConcept | None = None
    detail_string: str = ""
    detail_boolean: bool | None = None
    detail_integer: int | None = None
    detail_ratio: Ratio | None = None
    due_date: str | None = None
    due_duration: Quantity | None = None


class Goal(IdentifiedResource):
    lifecycle_status: str = ""
    achievement_status: CodeableConcept | None = None
    category: tuple[CodeableConcept, ...] = ()
    priority: CodeableConcept | None = None
    start_codeable_concept: CodeableConcept | None = None
    status_reason: str = ""
    addresses: tuple[Reference, ...] = ()
    outcome_code: tuple[CodeableConcept, ...] = ()
    description: CodeableConcept | None = None
    start_date: str | None = None
    status_date: str | None = None
    target: tuple[GoalTarget, ...] = ()
    expressed_by: Reference | None = None
    note: tuple[Annotation, ...] = ()


class CarePlanDetail(Element):
    code: CodeableConcept | None = None
    reason_code: tuple[CodeableConcept, ...] = ()
    status: str = ""
    status_reason: CodeableConcept | None = None
    do_not_perform: bool = False
    scheduled_timing: Timing | None = None
    scheduled_period: Period | None = None
    scheduled_string: str = ""
    product_codeable_concept: CodeableConcept | None = None
    product_reference: Reference | None = None
    daily_amount: Quantity | None = None
    quantity: Quantity | None = None
    description: str = ""


class CarePlanActivity(Element):
    outcome_codeable_concept: tuple[CodeableConcept, ...] = ()
    progress: tuple[Annotation, ...] = ()
    detail: CarePlanDetail | None = None
    reference: Reference | None = None


class CarePlan(IdentifiedResource):
    status: str = ""
    intent: str = ""
    category: tuple[CodeableConcept, ...] = ()
    title: str = ""
    description: str = ""
    addresses: tuple[Reference, ...] = ()
    goal: tuple[Reference, ...] = ()
    period: Period | None = None
    created: str | None = None
    author: Reference | None = None
    activity: tuple[CarePlanActivity, ...] = ()
    note: tuple[Annotation, ...] = ()


class FamilyCondition(Element):
    code: CodeableConcept | None = None
    outcome: CodeableConcept | None = None
    contributed_to_death: bool | None = None
    onset_age: Quantity | None = None
    onset_range: Range | None = None
    onset_period: Period | None = None
    onset_string: str = ""
    note: tuple[Annotation, ...] = ()


class FamilyMemberHistory(IdentifiedResource):
    status: str = ""
    date: str | None = None
    name: str = ""
    relationship: CodeableConcept | None = None
    data_absent_reason: CodeableConcept | None = None
    born_period: Period | None = None
    born_date: str | None = None
    born_string: str = ""
    age_age: Quantity | None = None
    age_range: Range | None = None
    age_string: str = ""
    deceased_boolean: bool | None = None
    deceased_age: Quantity | None = None
    deceased_range: Range | None = None
    deceased_date: str | None = None
    deceased_string: str = ""
    reason_code: tuple[CodeableConcept, ...] = ()
    condition: tuple[FamilyCondition, ...] = ()
    note: tuple[Annotation, ...] = ()
