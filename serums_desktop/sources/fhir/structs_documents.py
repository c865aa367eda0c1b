"""R4 shapes: letters, summaries, files and provenance."""

from __future__ import annotations

import msgspec

from serums_desktop.sources.fhir.datatypes import (
    Attachment,
    CodeableConcept,
    DomainResource,
    Element,
    IdentifiedResource,
    Identifier,
    Narrative,
    Period,
    Reference,
    Resource,
)


class DocumentContent(Element):
    attachment: Attachment | None = None


class RelatedDocument(Element):
    """`target` in a DocumentReference, `target_reference` in a Composition."""

    code: str = ""
    target: Reference | None = None
    target_reference: Reference | None = None


class DocumentContext(Element):
    event: tuple[CodeableConcept, ...] = ()
    period: Period | None = None
    facility_type: CodeableConcept | None = None
    practice_setting: CodeableConcept | None = None


class DocumentReference(IdentifiedResource):
    status: str = ""
    doc_status: str = ""
    type: CodeableConcept | None = None
    category: tuple[CodeableConcept, ...] = ()
    date: str | None = None
    author: tuple[Reference, ...] = ()
    custodian: Reference | None = None
    authenticator: Reference | None = None
    relates_to: tuple[RelatedDocument, ...] = ()
    context: DocumentContext | None = None
    description: str = ""
    content: tuple[DocumentContent, ...] = ()


class CompositionSection(Element):
    title: str = ""
    code: CodeableConcept | None = None
    text: Narrative | None = None
    empty_reason: CodeableConcept | None = None
    section: tuple[CompositionSection, ...] = ()


class CompositionEvent(Element):
    code: tuple[CodeableConcept, ...] = ()
    period: Period | None = None


class Composition(DomainResource):
    # Single, unlike everywhere else.
    identifier: Identifier | None = None
    status: str = ""
    type: CodeableConcept | None = None
    date: str | None = None
    author: tuple[Reference, ...] = ()
    title: str = ""
    category: tuple[CodeableConcept, ...] = ()
    custodian: Reference | None = None
    relates_to: tuple[RelatedDocument, ...] = ()
    event: tuple[CompositionEvent, ...] = ()
    section: tuple[CompositionSection, ...] = ()


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
    entry: tuple[NestedEntry, ...] = ()


class ProvenanceAgent(Element):
    who: Reference | None = None
    on_behalf_of: Reference | None = None


class Provenance(DomainResource):
    target: tuple[Reference, ...] = ()
    occurred_period: Period | None = None
    occurred_date_time: str | None = None
    reason: tuple[CodeableConcept, ...] = ()
    recorded: str | None = None
    activity: CodeableConcept | None = None
    agent: tuple[ProvenanceAgent, ...] = ()
