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
            *_circumstances(resource.context),
            (Label.PLACE, terms.name(resource.custodian)),
            (Label.VERIFICATION, resource.doc_status),
            (Label.PERFORMER, terms.name(resource.authenticator)),
            (Label.NOTE, _related(resource.relates_to)),
            (Label.TEXT, "\n\n".join(filter(None, texts))),
            (Label.TEXT, "\n".join(dict.fromkeys(filter(None, (file.title for file in files))))),
        ),
        author=terms.names(resource.author),
        recorded=written,
    )


def composition(resource: fhir.Composition, origin: Origin) -> Entry | Reason:
    """A structured document, its sections as text."""
    if reason := retracted(resource.status):
        return reason
    events = [code for event in resource.event for code in event.code]
    periods = [
        terms.period_text(event.period, f"$.event[{index}].period")
        for index, event in enumerate(resource.event)
    ]
    return terms.entry(
        resource,
        origin,
        resource.title or words(resource.type),
        lane=Lane.DOCUMENTS,
        codes=terms.codings(resource.type),
        when=terms.moment(resource.date, "$.date"),
        status=resource.status,
        details=terms.details(
            (Label.CATEGORY, terms.all_words(resource.category)),
            (Label.REASON, ", ".join(filter(None, (terms.all_words(events), *periods)))),
            (Label.PLACE, terms.name(resource.custodian)),
            (Label.NOTE, _related(resource.relates_to)),
            (Label.TEXT, _sections(resource.section)),
        ),
        author=terms.names(resource.author),
        recorded=date(resource.date, "$.date"),
    )


def _sections(sections: tuple[fhir.CompositionSection, ...]) -> str:
    """Sections and what they hold, a blank line between two; an empty one says why it is empty."""
    texts = (
        "\n".join(
            filter(
                None,
                (
                    section.title or words(section.code),
                    terms.plain_text(section.text),
                    words(section.empty_reason),
                    _sections(section.section),
                ),
            )
        )
        for section in sections
    )
    return "\n\n".join(filter(None, texts))


def _related(documents: tuple[fhir.RelatedDocument, ...]) -> str:
    """Which documents it replaces, appends or signs, in the words of document-relationship-type."""
    said = []
    for document in documents:
        target = document.target or document.target_reference
        if target is not None:
            said.append(f"{document.code}: {target.display or target.reference}")
    return "\n".join(said)


def _circumstances(context: fhir.DocumentContext | None) -> tuple[tuple[Label, str], ...]:
    if context is None:
        return ()
    period = terms.period_text(context.period, "$.context.period")
    return (
        (Label.REASON, ", ".join(filter(None, (terms.all_words(context.event), period)))),
        (Label.SETTING, terms.all_words([context.facility_type, context.practice_setting])),
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
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            # It begins with something else, or with nothing: then its kind is its name.
            first = fhir.Composition()
        if reason := retracted(first.status):
            return reason
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
    occurred = (
        terms.moment(resource.occurred_date_time, "$.occurredDateTime")
        if resource.occurred_date_time is not None
        else terms.span(resource.occurred_period, "$.occurredPeriod")
    )
    return terms.entry(
        resource,
        origin,
        words(resource.activity) or people,
        lane=Lane.DOCUMENTS,
        codes=terms.codings(resource.activity),
        when=occurred if not occurred.is_undated else terms.moment(resource.recorded, "$.recorded"),
        details=terms.details(
            (Label.PERFORMER, people),
            (Label.REASON, terms.all_words(resource.reason)),
            (Label.PLACE, terms.names(agent.on_behalf_of for agent in resource.agent)),
        ),
        author=people,
        recorded=date(resource.recorded, "$.recorded"),
    )
