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
    link: list[PatientLink] = []
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
    onset: str | None = None
    severity: str = ""
    exposure_route: CodeableConcept | None = None
    note: list[Annotation] = []


class AllergyIntolerance(IdentifiedResource):
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    type: str = ""
    category: list[str | None] = []
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
    note: list[Annotation] = []
    reaction: list[Reaction] = []


class ConditionStage(Element):
    summary: CodeableConcept | None = None
    assessment: list[Reference] = []
    type: CodeableConcept | None = None


class ConditionEvidence(Element):
    code: list[CodeableConcept] = []
    detail: list[Reference] = []


class Condition(IdentifiedResource):
    clinical_status: CodeableConcept | None = None
    verification_status: CodeableConcept | None = None
    category: list[CodeableConcept] = []
    severity: CodeableConcept | None = None
    code: CodeableConcept | None = None
    body_site: list[CodeableConcept] = []
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
    stage: list[ConditionStage] = []
    evidence: list[ConditionEvidence] = []
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
