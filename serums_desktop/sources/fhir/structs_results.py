"""R4 shapes: observations, reports and imaging studies."""

from __future__ import annotations

from serums_desktop.sources.fhir.datatypes import (
    Annotation,
    Attachment,
    CodeableConcept,
    Coding,
    Element,
    IdentifiedResource,
    Period,
    Quantity,
    Range,
    Ratio,
    Reference,
    SampledData,
    Timing,
)


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
    effective_timing: Timing | None = None
    focus: list[Reference] = []
    specimen: Reference | None = None
    performer: list[Reference] = []
    note: list[Annotation] = []
    body_site: CodeableConcept | None = None
    method: CodeableConcept | None = None
    device: Reference | None = None
    component: list[ObservationComponent] = []


class ReportMedia(Element):
    comment: str = ""
    link: Reference | None = None


class DiagnosticReport(IdentifiedResource):
    status: str = ""
    category: list[CodeableConcept] = []
    code: CodeableConcept | None = None
    effective_date_time: str | None = None
    effective_period: Period | None = None
    issued: str | None = None
    performer: list[Reference] = []
    results_interpreter: list[Reference] = []
    specimen: list[Reference] = []
    media: list[ReportMedia] = []
    conclusion: str = ""
    conclusion_code: list[CodeableConcept] = []
    presented_form: list[Attachment] = []


class ImagingSeries(Element):
    modality: Coding | None = None
    body_site: Coding | None = None
    laterality: Coding | None = None
    description: str = ""


class ImagingStudy(IdentifiedResource):
    status: str = ""
    modality: list[Coding] = []
    started: str | None = None
    description: str = ""
    procedure_code: list[CodeableConcept] = []
    reason_code: list[CodeableConcept] = []
    reason_reference: list[Reference] = []
    interpreter: list[Reference] = []
    location: Reference | None = None
    referrer: Reference | None = None
    note: list[Annotation] = []
    series: list[ImagingSeries] = []
