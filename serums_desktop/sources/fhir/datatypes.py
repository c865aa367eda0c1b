"""FHIR R4 data types, with the elements this program reads.

Unknown elements are skipped; a known element of another JSON type is an error of that one resource.
Decimals stay raw JSON, because a decoder that makes numbers of them would rewrite 1e2 and 72.50.
"""

from __future__ import annotations

import msgspec

from serums_desktop.sources.fhir.shape import NO_VALUE


class Element(msgspec.Struct, rename="camel", gc=False):
    """A data type: no cycles, so the garbage collector need not look."""


class Coding(Element):
    """A code of a code system."""

    system: str = ""
    code: str = ""
    display: str = ""
    user_selected: bool = False


class CodeableConcept(Element):
    """A concept: codes, and what the author called it."""

    coding: list[Coding] = []
    text: str = ""


class Period(Element):
    """From and until, either open."""

    start: str | None = None
    end: str | None = None


class Identifier(Element):
    """A number given by an issuer."""

    system: str = ""
    value: str = ""
    use: str = ""


class Reference(Element):
    """A pointer to another resource, or its name alone."""

    reference: str = ""
    display: str = ""
    identifier: Identifier | None = None


class Quantity(Element):
    """An amount. `value` is raw JSON."""

    value: msgspec.Raw = NO_VALUE
    comparator: str = ""
    unit: str = ""
    code: str = ""
    system: str = ""


class Range(Element):
    """Two amounts."""

    low: Quantity | None = None
    high: Quantity | None = None


class Ratio(Element):
    """One amount for another."""

    numerator: Quantity | None = None
    denominator: Quantity | None = None


class SampledData(Element):
    """Equally spaced measurements. `period` is in milliseconds; decimals are raw JSON."""

    origin: Quantity
    period: msgspec.Raw
    dimensions: int = 1
    factor: msgspec.Raw = NO_VALUE
    data: str = ""


class Annotation(Element):
    """A remark."""

    text: str = ""


class Narrative(Element):
    """The human-readable rendering, as XHTML."""

    div: str = ""


class HumanName(Element):
    """A person's name. A given name may be null where only an extension was sent."""

    use: str = ""
    text: str = ""
    family: str = ""
    given: tuple[str | None, ...] = ()
    period: Period | None = None


class Address(Element):
    """Where a person lives."""

    use: str = ""
    city: str = ""


class Attachment(Element):
    """A file, inline as Base64 or by address."""

    content_type: str = ""
    data: str = ""
    title: str = ""
    url: str = ""


class Repeat(Element):
    """When a dose is due. Decimals are raw JSON."""

    count: int | None = None
    count_max: int | None = None
    duration: msgspec.Raw = NO_VALUE
    duration_max: msgspec.Raw = NO_VALUE
    duration_unit: str = ""
    frequency: int | None = None
    frequency_max: int | None = None
    period: msgspec.Raw = NO_VALUE
    period_max: msgspec.Raw = NO_VALUE
    period_unit: str = ""
    offset: int | None = None
    when: tuple[str | None, ...] = ()
    day_of_week: tuple[str | None, ...] = ()
    time_of_day: tuple[str | None, ...] = ()
    bounds_duration: Quantity | None = None
    bounds_range: Range | None = None
    bounds_period: Period | None = None


class Timing(Element):
    """A schedule."""

    event: tuple[str | None, ...] = ()
    repeat: Repeat | None = None
    code: CodeableConcept | None = None


class DoseAndRate(Element):
    """How much, and how fast."""

    type: CodeableConcept | None = None
    dose_quantity: Quantity | None = None
    dose_range: Range | None = None
    rate_quantity: Quantity | None = None
    rate_range: Range | None = None
    rate_ratio: Ratio | None = None


class Dosage(Element):
    """How a medicine is to be taken."""

    sequence: int | None = None
    text: str = ""
    additional_instruction: tuple[CodeableConcept, ...] = ()
    patient_instruction: str = ""
    timing: Timing | None = None
    as_needed_boolean: bool | None = None
    as_needed_codeable_concept: CodeableConcept | None = None
    route: CodeableConcept | None = None
    site: CodeableConcept | None = None
    method: CodeableConcept | None = None
    dose_and_rate: tuple[DoseAndRate, ...] = ()
    max_dose_per_period: Ratio | None = None
    max_dose_per_administration: Quantity | None = None
    max_dose_per_lifetime: Quantity | None = None


class Performer(Element):
    """Who did it: the element is `actor` everywhere it is read here."""

    actor: Reference | None = None


class Meta(Element):
    """The server's own facts about a resource."""

    version_id: str = ""
    last_updated: str | None = None


class Resource(msgspec.Struct, rename="camel", tag_field="resourceType", tag=True, gc=False):
    """What every listed resource has in common."""

    id: str = ""
    meta: Meta | None = None
    implicit_rules: str = ""
    language: str = ""


class DomainResource(Resource):
    """A resource with a narrative, contained resources and, perhaps, modifiers of its meaning."""

    text: Narrative | None = None
    contained: tuple[msgspec.Raw, ...] = ()
    modifier_extension: tuple[msgspec.Raw, ...] = ()
    # A listed type points to its patient under one of these two names, or not at all.
    subject: Reference | None = None
    patient: Reference | None = None


class IdentifiedResource(DomainResource):
    """A resource that may carry several business identifiers."""

    identifier: tuple[Identifier, ...] = ()
