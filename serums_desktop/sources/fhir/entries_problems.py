"""Allergies, conditions and flags."""

from __future__ import annotations

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Entry, Label, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.domain.stated_codes import says_none
from serums_desktop.sources.fhir import structs_problems as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.retraction import retracted
from serums_desktop.sources.fhir.shape import date
from serums_desktop.sources.fhir.terms import Origin, words

# CodeSystems allergyintolerance-clinical and condition-clinical. Remission is neither now nor over.
_CLINICAL = {
    "active": Standing.CURRENT,
    "recurrence": Standing.CURRENT,
    "relapse": Standing.CURRENT,
    "inactive": Standing.PAST,
    "resolved": Standing.PAST,
}


def allergy(resource: fhir.AllergyIntolerance, origin: Origin) -> Entry | Reason:
    """What a source says of an allergy or intolerance, or of there being none."""
    if reason := retracted("", resource.verification_status):
        return reason
    coded = terms.codings(resource.code)
    substances = [reaction.substance for reaction in resource.reaction]
    negated = says_none(coded)
    severe = any(reaction.severity == "severe" for reaction in resource.reaction)
    worst = Severity.CRITICAL if severe or resource.criticality == "high" else Severity.HIGH
    status = terms.first_code(resource.clinical_status)
    onset = resource.onset_date_time
    return terms.entry(
        resource,
        origin,
        words(resource.code) or terms.all_words(substances),
        lane=Lane.PROBLEMS,
        codes=coded or terms.codings(*substances),
        when=terms.moment(onset, "$.onsetDateTime")
        if onset
        else terms.span(resource.onset_period, "$.onsetPeriod"),
        status=status,
        standing=_CLINICAL.get(status, Standing.UNKNOWN),
        negated=negated,
        severity=Severity.NONE if negated else worst,
        details=terms.details(
            (Label.REACTION, _reactions(resource)),
            (Label.REACTION, resource.last_occurrence or ""),
            (Label.ROUTE, terms.all_words([reaction.exposure_route for reaction in resource.reaction])),
            (Label.CRITICALITY, resource.criticality),
            (Label.VERIFICATION, words(resource.verification_status)),
            (Label.CATEGORY, ", ".join(filter(None, (resource.type, *resource.category)))),
            (Label.NOTE, _stretch(_onset(resource), "")),
            (Label.NOTE, terms.notes(resource.note)),
            (Label.NOTE, "\n".join(filter(None, (terms.notes(each.note) for each in resource.reaction)))),
        ),
        author=terms.name(resource.asserter, resource.recorder),
        recorded=date(resource.recorded_date, "$.recordedDate"),
    )


def _reactions(resource: fhir.AllergyIntolerance) -> str:
    texts = []
    title = words(resource.code)
    for reaction in resource.reaction:
        manifested = terms.all_words(reaction.manifestation)
        text = ": ".join(filter(None, (manifested, reaction.description)))
        # Where a class is named as the allergy, the substance that showed it matters as much.
        substance = words(reaction.substance)
        to = substance if title and substance != title else ""
        aside = ", ".join(filter(None, (to, reaction.severity, reaction.onset)))
        texts.append(f"{text} ({aside})" if text and aside else text or aside)
    return "; ".join(dict.fromkeys(filter(None, texts)))


def _onset(resource: fhir.AllergyIntolerance | fhir.Condition) -> str:
    """When it began where that is no date: an age, a range of ages, or words."""
    return (
        terms.amount_text(resource.onset_age, "$.onsetAge")
        or terms.range_text(resource.onset_range, "$.onsetRange")
        or resource.onset_string
    )


def _stretch(began: str, ended: str) -> str:
    """``began - ended``, the dash telling which one is given."""
    return f"{began} - {ended}".strip() if began or ended else ""


def condition(resource: fhir.Condition, origin: Origin) -> Entry | Reason:
    """A problem or diagnosis; without a clinical status, an abatement says that it is over."""
    if reason := retracted("", resource.verification_status):
        return reason
    status = terms.first_code(resource.clinical_status)
    began = (
        terms.moment(resource.onset_date_time, "$.onsetDateTime")
        if resource.onset_date_time
        else terms.span(resource.onset_period, "$.onsetPeriod")
    )
    over = (
        terms.moment(resource.abatement_date_time, "$.abatementDateTime")
        if resource.abatement_date_time
        else terms.span(resource.abatement_period, "$.abatementPeriod")
    )
    ended = over.end or over.start
    abatement = (
        terms.amount_text(resource.abatement_age, "$.abatementAge")
        or terms.range_text(resource.abatement_range, "$.abatementRange")
        or resource.abatement_string
    )
    abated = ended is not None or bool(abatement)
    evidence = [code for each in resource.evidence for code in each.code]
    findings = [detail for each in resource.evidence for detail in each.detail]
    coded = terms.codings(resource.code)
    return terms.entry(
        resource,
        origin,
        words(resource.code),
        lane=Lane.PROBLEMS,
        codes=coded,
        # The end of an onset period is when it had fully begun, not when it was over.
        when=Span(began.start, ended),
        status=status,
        standing=_CLINICAL.get(status, Standing.PAST if abated and not status else Standing.UNKNOWN),
        negated=says_none(coded),
        details=terms.details(
            (Label.VERIFICATION, words(resource.verification_status)),
            (Label.CATEGORY, terms.all_words(resource.category)),
            (Label.BODY_SITE, terms.all_words(resource.body_site)),
            (Label.NOTE, words(resource.severity)),
            (Label.NOTE, "; ".join(filter(None, map(_stage, resource.stage)))),
            (Label.NOTE, _stretch(_onset(resource), abatement)),
            (Label.REASON, ", ".join(filter(None, (terms.all_words(evidence), terms.names(findings))))),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.asserter, resource.recorder),
        recorded=date(resource.recorded_date, "$.recordedDate"),
    )


def _stage(stage: fhir.ConditionStage) -> str:
    said = words(stage.summary) or terms.names(stage.assessment)
    return ": ".join(filter(None, (words(stage.type), said)))


def flag(resource: fhir.Flag, origin: Origin) -> Entry | Reason:
    """An alert. While active it must not be missed."""
    if reason := retracted(resource.status):
        return reason
    return terms.entry(
        resource,
        origin,
        words(resource.code),
        lane=Lane.PROBLEMS,
        codes=terms.codings(resource.code),
        when=terms.span(resource.period, "$.period"),
        status=resource.status,
        standing=_CLINICAL.get(resource.status, Standing.UNKNOWN),
        severity=Severity.HIGH if resource.status == "active" else Severity.NONE,
        details=terms.details((Label.CATEGORY, terms.all_words(resource.category))),
        author=terms.name(resource.author),
    )
