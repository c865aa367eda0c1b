"""R4 shapes: the patient, allergies, conditions and flags."""

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


class PatientLink(Element):
    """Another record of the same patient at this source, and what the two are to each other."""

    type: str = ""


class Patient(IdentifiedResource):
    active: bool | None = None
    link: tuple[PatientLink, ...] = ()
    name: tuple[HumanName, ...] = ()
    gender: str = ""
    birth_date: str | None = None
    deceased_boolean: bool | None = None
    deceased_date_time: str | None = None
    address: tuple[Address, ...] = ()


class Reaction(Element):
    substance: CodeableConcept | None = None
    manifestation: tuple[CodeableConcept, ...] = ()
    description: str = ""
    onset: str | None = None
    severity: str = ""
    exposure_route: CodeableConcept | None = None
    note: tuple[Annotation, ...] = ()


class AllergyIntolerance(IdentifiedResource):
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    type: str = ""
    category: tuple[str | None, ...] = ()
    criticality: str = ""
    code: CodeableConcept | None = None
    onset_date_time: str | None = None
    onset_age: Quantity | None = None
    onset_period: Period | None = None
    onset_range: Range | None = None
    onset_string: str = ""
    recorded_date: str | None = None
    recorder: Reference | None = None
    asserter: Reference | None = None
    last_occurrence: str | None = None
    note: tuple[Annotation, ...] = ()
    reaction: tuple[Reaction, ...] = ()


class ConditionStage(Element):
    summary: CodeableConcept | None = None
    assessment: tuple[Reference, ...] = ()
    type: CodeableConcept | None = None


class ConditionEvidence(Element):
    code: tuple[CodeableConcept, ...] = ()
    detail: tuple[Reference, ...] = ()


class Condition(IdentifiedResource):
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    category: tuple[CodeableConcept, ...] = ()
    severity: CodeableConcept | None = None
    code: CodeableConcept | None = None
    body_site: tuple[CodeableConcept, ...] = ()
    onset_date_time: str | None = None
    onset_age: Quantity | None = None
    onset_period: Period | None = None
    onset_range: Range | None = None
    onset_string: str = ""
    abatement_date_time: str | None = None
    abatement_age: Quantity | None = None
    abatement_period: Period | None = None
    abatement_range: Range | None = None
    abatement_string: str = ""
    stage: tuple[ConditionStage, ...] = ()
    evidence: tuple[ConditionEvidence, ...] = ()
    recorded_date: str | None = None
    recorder: Reference | None = None
    asserter: Reference | None = None
    note: tuple[Annotation, ...] = ()


class Flag(IdentifiedResource):
    status: str = ""
    category: tuple[CodeableConcept, ...] = ()
    code: CodeableConcept | None = None
    period: Period | None = None
    author: Reference | None = None
