"""Allergies, conditions, flags, goals, care plans and family history."""

from __future__ import annotations

from serums_desktop.domain.dates import Span
from serums_desktop.domain.entries import Entry, Label, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.sources.fhir import structs_problems as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.retraction import retracted, says_none
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
_PLANNING = {
    "draft": Standing.PLANNED,
    "proposed": Standing.PLANNED,
    "planned": Standing.PLANNED,
    "accepted": Standing.PLANNED,
    "active": Standing.CURRENT,
    "completed": Standing.PAST,
    "revoked": Standing.PAST,
    "cancelled": Standing.PAST,
    "rejected": Standing.PAST,
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
            (Label.CRITICALITY, resource.criticality),
            (Label.VERIFICATION, words(resource.verification_status)),
            (Label.CATEGORY, ", ".join(filter(None, (resource.type, *resource.category)))),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.asserter, resource.recorder),
        recorded=date(resource.recorded_date, "$.recordedDate"),
    )


def _reactions(resource: fhir.AllergyIntolerance) -> str:
    texts = []
    for reaction in resource.reaction:
        text = terms.all_words(reaction.manifestation) or reaction.description
        texts.append(f"{text} ({reaction.severity})" if text and reaction.severity else text)
    return "; ".join(dict.fromkeys(filter(None, texts)))


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
    abated = ended is not None or bool(resource.abatement_string)
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
            (Label.NOTE, _lines(words(resource.severity), resource.onset_string, resource.abatement_string)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.asserter, resource.recorder),
        recorded=date(resource.recorded_date, "$.recordedDate"),
    )


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


def goal(resource: fhir.Goal, origin: Origin) -> Entry | Reason:
    """What the patient and the team aim at."""
    if reason := retracted(resource.lifecycle_status):
        return reason
    targets = []
    for index, target in enumerate(resource.target):
        path = f"$.target[{index}]"
        aimed = (
            terms.amount_text(target.detail_quantity, f"{path}.detailQuantity")
            or terms.range_text(target.detail_range, f"{path}.detailRange")
            or words(target.detail_codeable_concept)
            or target.detail_string
        )
        targets.append(" ".join(filter(None, (words(target.measure), aimed, target.due_date))))
    return terms.entry(
        resource,
        origin,
        words(resource.description),
        lane=Lane.PROBLEMS,
        codes=terms.codings(resource.description),
        when=terms.moment(resource.start_date, "$.startDate"),
        status=resource.lifecycle_status,
        standing=_PLANNING.get(resource.lifecycle_status, Standing.UNKNOWN),
        details=terms.details(
            (Label.TEXT, _lines(*targets)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.expressed_by),
        recorded=date(resource.status_date, "$.statusDate"),
    )


def care_plan(resource: fhir.CarePlan, origin: Origin) -> Entry | Reason:
    """A plan of care with its activities, one a line."""
    if reason := retracted(resource.status):
        return reason
    activities = []
    for activity in resource.activity:
        planned = activity.detail
        described = (words(planned.code) or planned.description) if planned is not None else ""
        activities.append(described or terms.name(activity.reference))
    return terms.entry(
        resource,
        origin,
        resource.title or terms.all_words(resource.category) or resource.description,
        lane=Lane.PROBLEMS,
        codes=terms.codings(*resource.category),
        when=terms.span(resource.period, "$.period"),
        status=resource.status,
        standing=_PLANNING.get(resource.status, Standing.UNKNOWN),
        details=terms.details(
            (Label.TEXT, _lines(resource.description, *activities)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.author),
        recorded=date(resource.created, "$.created"),
    )


def family_history(resource: fhir.FamilyMemberHistory, origin: Origin) -> Entry | Reason:
    """A relative and what they had: a statement about the family, not about the patient."""
    if reason := retracted(resource.status):
        return reason
    had = [
        " ".join(filter(None, (words(condition.code), condition.onset_string)))
        for condition in resource.condition
    ]
    relative = words(resource.relationship) or resource.name
    return terms.entry(
        resource,
        origin,
        ": ".join(filter(None, (relative, ", ".join(filter(None, had))))),
        lane=Lane.PROBLEMS,
        codes=terms.codings(resource.relationship),
        when=terms.moment(resource.date, "$.date"),
        status=resource.status,
        details=terms.details((Label.NOTE, terms.notes(resource.note))),
    )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
