"""Medicines: ordered, stated, given, handed out, and the products they name."""

from __future__ import annotations

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Coding, Entry, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.domain.stated_codes import says_none
from serums_desktop.sources.fhir import structs_medicines as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.datatypes import CodeableConcept, Dosage
from serums_desktop.sources.fhir.dosages import administered_rows, bounds, dose_rows, methods, routes, sites
from serums_desktop.sources.fhir.retraction import retracted
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
            *dose_rows(resource.dosage_instruction, "$.dosageInstruction"),
            *_manner(resource.dosage_instruction),
            (Label.REASON, _reasons(resource, resource.status_reason)),
            # What is not the rule must be seen: a plan, an urgent order.
            (
                Label.CATEGORY,
                _listed(resource.intent if resource.intent in _NOT_YET else "", _urgent(resource)),
            ),
            (Label.CATEGORY, terms.all_words([*resource.category, resource.course_of_therapy_type])),
            (Label.QUANTITY, _makeup(resource)),
            (Label.QUANTITY, _supply(resource.dispense_request)),
            (Label.NOTE, _substitution(resource.substitution)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.requester, resource.recorder, resource.reported_reference),
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
            *dose_rows(resource.dosage, "$.dosage"),
            *_manner(resource.dosage),
            (Label.REASON, _reasons(resource, *resource.status_reason)),
            (Label.CATEGORY, words(resource.category)),
            (Label.QUANTITY, _makeup(resource)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.information_source),
        recorded=date(resource.date_asserted, "$.dateAsserted"),
    )


def administration(resource: fhir.MedicationAdministration, origin: Origin) -> Entry | Reason:
    """A dose that was given, or was not."""
    if reason := retracted(resource.status):
        return reason
    given, coded = resource.dosage, _coded(resource)
    return terms.entry(
        resource,
        origin,
        words(resource.medication_codeable_concept),
        lane=Lane.MEDICINES,
        codes=coded,
        when=_effective(resource),
        status=resource.status,
        standing=Standing.CURRENT if resource.status == "in-progress" else Standing.PAST,
        negated=resource.status == "not-done" or says_none(coded),
        details=terms.details(
            *administered_rows(given, "$.dosage"),
            (Label.ROUTE, words(given.route) if given else ""),
            (Label.BODY_SITE, words(given.site) if given else ""),
            (Label.METHOD, words(given.method) if given else ""),
            (Label.REASON, _reasons(resource, *resource.status_reason)),
            (Label.CATEGORY, words(resource.category)),
            (Label.DEVICE, terms.names(resource.device)),
            (Label.QUANTITY, _makeup(resource)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.names(performer.actor for performer in resource.performer),
    )


def dispense(resource: fhir.MedicationDispense, origin: Origin) -> Entry | Reason:
    """A pack that was handed out, or was declined."""
    if reason := retracted(resource.status):
        return reason
    coded = _coded(resource)
    handed_over = terms.moment(resource.when_handed_over, "$.whenHandedOver")
    return terms.entry(
        resource,
        origin,
        words(resource.medication_codeable_concept),
        lane=Lane.MEDICINES,
        codes=coded,
        when=handed_over
        if not handed_over.is_undated
        else terms.moment(resource.when_prepared, "$.whenPrepared"),
        status=resource.status,
        standing=Standing.PLANNED if resource.status == "preparation" else Standing.PAST,
        negated=resource.status in {"cancelled", "declined"} or says_none(coded),
        details=terms.details(
            *dose_rows(resource.dosage_instruction, "$.dosageInstruction"),
            *_manner(resource.dosage_instruction),
            (Label.REASON, words(resource.status_reason_codeable_concept)),
            (Label.CATEGORY, terms.all_words([resource.category, resource.type])),
            (Label.QUANTITY, _makeup(resource)),
            (
                Label.QUANTITY,
                _listed(
                    terms.amount_text(resource.quantity, "$.quantity"),
                    terms.amount_text(resource.days_supply, "$.daysSupply"),
                ),
            ),
            (Label.PLACE, terms.name(resource.location)),
            (Label.NOTE, _instead(resource.substitution)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.names(performer.actor for performer in resource.performer),
    )


def makeup(product: fhir.Medication, path: str = "$") -> str:
    """What a product is made of: its form, the strength of each ingredient, the amount. Raises WrongShape."""
    parts = [words(product.form)]
    for index, part in enumerate(product.ingredient):
        strength = terms.ratio_text(part.strength, f"{path}.ingredient[{index}].strength")
        parts.append(" ".join(filter(None, (_ingredient(part), strength))))
    batch = product.batch
    lot = (batch.lot_number, batch.expiration_date) if batch is not None else ()
    parts += [terms.ratio_text(product.amount, f"{path}.amount"), " ".join(filter(None, lot))]
    # A product entered in error still names what was ordered: both must be seen.
    return _listed(*parts, product.status if product.status != "active" else "")


def product(resource: fhir.Medication, path: str = "$") -> fhir.Product:
    """What a product is called: by its code, else by what it is made of. Raises WrongShape.

    The codes of ingredients are not the product's: a mixture is none of its parts.
    """
    code = resource.code or CodeableConcept()
    parts = " + ".join(filter(None, map(_ingredient, resource.ingredient)))
    text = words(code) or parts or words(resource.form)
    return fhir.Product(coding=code.coding, text=text, makeup=makeup(resource, path))


def _ingredient(part: fhir.Ingredient) -> str:
    return words(part.item_codeable_concept) or terms.name(part.item_reference)


def _coded(resource: fhir.MedicineResource) -> tuple[Coding, ...]:
    return terms.codings(resource.medication_codeable_concept)


def _makeup(resource: fhir.MedicineResource) -> str:
    named = resource.medication_codeable_concept
    return named.makeup if isinstance(named, fhir.Product) else ""


def _manner(dosages: tuple[Dosage, ...]) -> tuple[tuple[Label, str], ...]:
    return (
        (Label.ROUTE, routes(dosages)),
        (Label.BODY_SITE, sites(dosages)),
        (Label.METHOD, methods(dosages)),
    )


def _reasons(resource: fhir.MedicineResource, *more: CodeableConcept | None) -> str:
    return _listed(terms.all_words([*resource.reason_code, *more]), terms.names(resource.reason_reference))


def _urgent(resource: fhir.MedicationRequest) -> str:
    return resource.priority if resource.priority != "routine" else ""


def _supply(asked: fhir.DispenseRequest | None) -> str:
    """How much is to be handed out, for how long, and how often again."""
    if asked is None:
        return ""
    path = "$.dispenseRequest"
    again = asked.number_of_repeats_allowed
    return _listed(
        terms.amount_text(asked.quantity, f"{path}.quantity"),
        terms.amount_text(asked.expected_supply_duration, f"{path}.expectedSupplyDuration"),
        f"+ {again} \N{MULTIPLICATION SIGN}" if again is not None else "",
        terms.period_text(asked.validity_period, f"{path}.validityPeriod"),
    )


def _substitution(allowed: fhir.Substitution | None) -> str:
    return terms.all_words([allowed.allowed_codeable_concept, allowed.reason]) if allowed is not None else ""


def _instead(given: fhir.DispensedInstead | None) -> str:
    if given is None or given.was_substituted is False:
        return ""
    return terms.all_words([given.type, *given.reason])


def _listed(*texts: str) -> str:
    return ", ".join(filter(None, texts))


def _effective(resource: fhir.MedicationStatement | fhir.MedicationAdministration) -> Span:
    if resource.effective_date_time is not None:
        return terms.moment(resource.effective_date_time, "$.effectiveDateTime")
    return terms.span(resource.effective_period, "$.effectivePeriod")
