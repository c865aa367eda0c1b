"""Letters, summaries, files and the provenance of entries."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.entries import Entry, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.sources.fhir import structs_documents as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.datatypes import Attachment
from serums_desktop.sources.fhir.retraction import retracted
from serums_desktop.sources.fhir.shape import date
from serums_desktop.sources.fhir.terms import Origin, words


def document(resource: fhir.DocumentReference, origin: Origin) -> Entry | Reason:
    """A letter or file; its text where that is plain and came with it."""
    if reason := retracted(resource.status) or retracted(resource.doc_status):
        return reason
    files = [content.attachment for content in resource.content if content.attachment is not None]
    texts = [terms.attached_text(file, f"$.content[{index}].attachment") for index, file in enumerate(files)]
    file_title = next((file.title for file in files if file.title), "")
    written = date(resource.date, "$.date")
    return terms.entry(
        resource,
        origin,
        resource.description or words(resource.type) or file_title or terms.all_words(resource.category),
        lane=Lane.DOCUMENTS,
        codes=terms.codings(resource.type),
        when=terms.moment(resource.date, "$.date"),
        status=resource.status,
        standing=Standing.PAST if resource.status == "superseded" else Standing.UNKNOWN,
        details=terms.details(
            (Label.CATEGORY, terms.all_words(resource.category)),
            (Label.PLACE, terms.name(resource.custodian)),
            (Label.TEXT, "\n\n".join(filter(None, texts))),
        ),
        author=terms.names(resource.author),
        recorded=written,
    )


def composition(resource: fhir.Composition, origin: Origin) -> Entry | Reason:
    """A structured document, its sections as text."""
    if reason := retracted(resource.status):
        return reason
    sections = (
        "\n".join(filter(None, (section.title, terms.plain_text(section.text))))
        for section in resource.section
    )
    return terms.entry(
        resource,
        origin,
        resource.title or words(resource.type),
        lane=Lane.DOCUMENTS,
        codes=terms.codings(resource.type),
        when=terms.moment(resource.date, "$.date"),
        status=resource.status,
        details=terms.details(
            (Label.PLACE, terms.name(resource.custodian)),
            (Label.TEXT, "\n\n".join(filter(None, sections))),
        ),
        author=terms.names(resource.author),
        recorded=date(resource.date, "$.date"),
    )


def binary(resource: fhir.Binary, origin: Origin) -> Entry | Reason:
    """A bare file. All it says of itself is its media type."""
    text = terms.attached_text(Attachment(content_type=resource.content_type, data=resource.data), "$")
    return terms.entry(
        resource,
        origin,
        resource.content_type,
        lane=Lane.DOCUMENTS,
        details=terms.details((Label.TEXT, text)),
    )


def nested_bundle(resource: fhir.Bundle, origin: Origin) -> Entry | Reason:
    """A bundle kept as a record, such as a patient summary: named by the composition it begins with."""
    title = resource.type
    if resource.entry:
        try:
            first = msgspec.json.decode(resource.entry[0].resource, type=fhir.Composition)
        except (msgspec.DecodeError, UnicodeDecodeError):
            # It begins with something else, or with nothing: then its kind is its name.
            first = fhir.Composition()
        title = first.title or words(first.type) or title
    return terms.entry(
        resource,
        origin,
        title,
        lane=Lane.DOCUMENTS,
        when=terms.moment(resource.timestamp, "$.timestamp"),
        recorded=date(resource.timestamp, "$.timestamp"),
    )


def provenance(resource: fhir.Provenance, origin: Origin) -> Entry | Reason:
    """Where an entry came from, shown on its own when that entry did not come with it."""
    people = terms.names(agent.who for agent in resource.agent)
    return terms.entry(
        resource,
        origin,
        words(resource.activity) or people,
        lane=Lane.DOCUMENTS,
        codes=terms.codings(resource.activity),
        when=terms.moment(resource.recorded, "$.recorded"),
        details=terms.details(
            (Label.PERFORMER, people),
            (Label.PLACE, terms.names(agent.on_behalf_of for agent in resource.agent)),
        ),
        author=people,
        recorded=date(resource.recorded, "$.recorded"),
    )
