"""Medicines: ordered, stated, given, handed out, and the products they name."""

from __future__ import annotations

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, Entry, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.sources.fhir import structs_medicines as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.dosages import administered_text, bounds, dosage_text, routes
from serums_desktop.sources.fhir.retraction import retracted, says_none
from serums_desktop.sources.fhir.shape import date
from serums_desktop.sources.fhir.terms import Origin, words

# A medicine on hold is neither taken nor given up: its standing is left to the status that is shown.
_ORDERED = {
    "active": Standing.CURRENT,
    "draft": Standing.PLANNED,
    "intended": Standing.PLANNED,
    "completed": Standing.PAST,
    "stopped": Standing.PAST,
    "cancelled": Standing.PAST,
}
# An order of these intents asks for nothing yet.
_NOT_YET = {"proposal", "plan", "option"}


def request(resource: fhir.MedicationRequest, origin: Origin) -> Entry | Reason:
    """A prescription or order. One that forbids is no medicine and is not shown as one."""
    if reason := retracted(resource.status):
        return reason
    if resource.do_not_perform:
        return Reason.DO_NOT_PERFORM
    standing = _ORDERED.get(resource.status, Standing.UNKNOWN)
    if standing is Standing.CURRENT and resource.intent in _NOT_YET:
        standing = Standing.PLANNED
    authored = date(resource.authored_on, "$.authoredOn")
    taken = terms.span(bounds(resource.dosage_instruction), "$.dosageInstruction.timing.repeat.boundsPeriod")
    coded = _coded(resource)
    return terms.entry(
        resource,
        origin,
        words(resource.medication_codeable_concept),
        lane=Lane.MEDICINES,
        codes=coded,
        when=Span(taken.start or authored, taken.end),
        status=resource.status,
        standing=standing,
        negated=says_none(coded),
        details=terms.details(
            (Label.DOSE, dosage_text(resource.dosage_instruction, "$.dosageInstruction")),
            (Label.ROUTE, routes(resource.dosage_instruction)),
            (Label.REASON, terms.all_words(resource.reason_code)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.requester, resource.recorder),
        recorded=authored,
    )


def statement(resource: fhir.MedicationStatement, origin: Origin) -> Entry | Reason:
    """What somebody says the patient takes."""
    if reason := retracted(resource.status):
        return reason
    if resource.status == "not-taken":
        return Reason.NOT_TAKEN
    coded = _coded(resource)
    return terms.entry(
        resource,
        origin,
        words(resource.medication_codeable_concept),
        lane=Lane.MEDICINES,
        codes=coded,
        when=_effective(resource),
        status=resource.status,
        standing=_ORDERED.get(resource.status, Standing.UNKNOWN),
        negated=says_none(coded),
        details=terms.details(
            (Label.DOSE, dosage_text(resource.dosage, "$.dosage")),
            (Label.ROUTE, routes(resource.dosage)),
            (Label.REASON, terms.all_words(resource.reason_code)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.information_source),
        recorded=date(resource.date_asserted, "$.dateAsserted"),
    )


def administration(resource: fhir.MedicationAdministration, origin: Origin) -> Entry | Reason:
    """A dose that was given, or was not."""
    if reason := retracted(resource.status):
        return reason
    given = resource.dosage
    return terms.entry(
        resource,
        origin,
        words(resource.medication_codeable_concept),
        lane=Lane.MEDICINES,
        codes=_coded(resource),
        when=_effective(resource),
        status=resource.status,
        standing=Standing.CURRENT if resource.status == "in-progress" else Standing.PAST,
        negated=resource.status == "not-done",
        details=terms.details(
            (Label.DOSE, administered_text(given, "$.dosage")),
            (Label.ROUTE, words(given.route) if given else ""),
            (Label.BODY_SITE, words(given.site) if given else ""),
            (Label.METHOD, words(given.method) if given else ""),
            (Label.REASON, terms.all_words(resource.reason_code)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.names(performer.actor for performer in resource.performer),
    )


def dispense(resource: fhir.MedicationDispense, origin: Origin) -> Entry | Reason:
    """A pack that was handed out, or was declined."""
    if reason := retracted(resource.status):
        return reason
    handed_over = terms.moment(resource.when_handed_over, "$.whenHandedOver")
    return terms.entry(
        resource,
        origin,
        words(resource.medication_codeable_concept),
        lane=Lane.MEDICINES,
        codes=_coded(resource),
        when=handed_over
        if not handed_over.is_undated
        else terms.moment(resource.when_prepared, "$.whenPrepared"),
        status=resource.status,
        standing=Standing.PAST,
        negated=resource.status in {"cancelled", "declined"},
        details=terms.details(
            (Label.DOSE, dosage_text(resource.dosage_instruction, "$.dosageInstruction")),
            (Label.ROUTE, routes(resource.dosage_instruction)),
            (Label.QUANTITY, terms.amount_text(resource.quantity, "$.quantity")),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.names(performer.actor for performer in resource.performer),
    )


def _coded(resource: fhir.MedicineResource) -> tuple[Coding, ...]:
    return terms.codings(resource.medication_codeable_concept)


def _effective(resource: fhir.MedicationStatement | fhir.MedicationAdministration) -> Span:
    if resource.effective_date_time is not None:
        return terms.moment(resource.effective_date_time, "$.effectiveDateTime")
    return terms.span(resource.effective_period, "$.effectivePeriod")
