"""Goals, care plans and family history."""

from __future__ import annotations

from serums_desktop.domain.entries import Entry, Label, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.received import Reason
from serums_desktop.sources.fhir import structs_plans as fhir
from serums_desktop.sources.fhir import terms
from serums_desktop.sources.fhir.dosages import timing_text
from serums_desktop.sources.fhir.retraction import retracted
from serums_desktop.sources.fhir.shape import date
from serums_desktop.sources.fhir.terms import Origin, words

# CodeSystems goal-status and request-status.
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
# A plan of these intents is a suggestion (CodeSystem request-intent).
_NOT_YET = {"proposal", "option"}


def goal(resource: fhir.Goal, origin: Origin) -> Entry | Reason:
    """What the patient and the team aim at."""
    if reason := retracted(resource.lifecycle_status):
        return reason
    targets = []
    for index, target in enumerate(resource.target):
        path = f"$.target[{index}]"
        due = target.due_date or terms.amount_text(target.due_duration, f"{path}.dueDuration")
        targets.append(" ".join(filter(None, (words(target.measure), _aimed(target, path), due))))
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
            (Label.CATEGORY, terms.all_words([*resource.category, resource.priority])),
            (Label.CONCLUSION, terms.all_words([resource.achievement_status, *resource.outcome_code])),
            (
                Label.REASON,
                ", ".join(
                    filter(
                        None,
                        (
                            resource.status_reason,
                            words(resource.start_codeable_concept),
                            terms.names(resource.addresses),
                        ),
                    )
                ),
            ),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.expressed_by),
        recorded=date(resource.status_date, "$.statusDate"),
    )


def _aimed(target: fhir.GoalTarget, path: str) -> str:
    if target.detail_boolean is not None:
        return "true" if target.detail_boolean else "false"
    if target.detail_integer is not None:
        return str(target.detail_integer)
    return (
        terms.amount_text(target.detail_quantity, f"{path}.detailQuantity")
        or terms.range_text(target.detail_range, f"{path}.detailRange")
        or terms.ratio_text(target.detail_ratio, f"{path}.detailRatio")
        or words(target.detail_codeable_concept)
        or target.detail_string
    )


def care_plan(resource: fhir.CarePlan, origin: Origin) -> Entry | Reason:
    """A plan of care with its activities, one a line."""
    if reason := retracted(resource.status):
        return reason
    activities = [
        _activity(activity, f"$.activity[{index}]") for index, activity in enumerate(resource.activity)
    ]
    addressed = terms.names(resource.addresses)
    first = next(filter(None, activities), "").partition("\n")[0]
    return terms.entry(
        resource,
        origin,
        resource.title or terms.all_words(resource.category) or resource.description or addressed or first,
        lane=Lane.PROBLEMS,
        codes=terms.codings(*resource.category),
        when=terms.span(resource.period, "$.period"),
        status=resource.status,
        standing=_planned(resource),
        details=terms.details(
            (Label.CATEGORY, resource.intent if resource.intent in _NOT_YET else ""),
            (Label.REASON, addressed),
            (Label.TEXT, _lines(resource.description, terms.names(resource.goal), *activities)),
            (Label.NOTE, terms.notes(resource.note)),
        ),
        author=terms.name(resource.author),
        recorded=date(resource.created, "$.created"),
    )


def _planned(resource: fhir.CarePlan) -> Standing:
    standing = _PLANNING.get(resource.status, Standing.UNKNOWN)
    # A plan that nobody has agreed to is not being followed.
    if standing is Standing.CURRENT and resource.intent in _NOT_YET:
        return Standing.PLANNED
    return standing


def _activity(activity: fhir.CarePlanActivity, path: str) -> str:
    """An activity in one line. One that must not be done, or was taken back, is none."""
    planned = activity.detail
    outcome = terms.all_words(activity.outcome_codeable_concept)
    progress = terms.notes(activity.progress)
    if planned is None:
        return _lines(": ".join(filter(None, (terms.name(activity.reference), outcome))), progress)
    if planned.do_not_perform or planned.status == "entered-in-error":
        return ""
    place = f"{path}.detail"
    scheduled = (
        timing_text(planned.scheduled_timing, f"{place}.scheduledTiming")
        or terms.period_text(planned.scheduled_period, f"{place}.scheduledPeriod")
        or planned.scheduled_string
    )
    product = words(planned.product_codeable_concept) or terms.name(planned.product_reference)
    reasons = terms.all_words([*planned.reason_code, planned.status_reason])
    parts = (
        words(planned.code) or planned.description or product,
        planned.description if words(planned.code) else "",
        product if words(planned.code) or planned.description else "",
        terms.amount_text(planned.quantity, f"{place}.quantity"),
        terms.amount_text(planned.daily_amount, f"{place}.dailyAmount"),
        scheduled,
        planned.status,
        reasons,
        outcome,
    )
    return _lines(", ".join(dict.fromkeys(filter(None, parts))), progress)


def family_history(resource: fhir.FamilyMemberHistory, origin: Origin) -> Entry | Reason:
    """A relative and what they had: a statement about the family, not about the patient."""
    if reason := retracted(resource.status):
        return reason
    had = [_had(condition, f"$.condition[{index}]") for index, condition in enumerate(resource.condition)]
    relative = words(resource.relationship) or resource.name
    remarks = [terms.notes(condition.note) for condition in resource.condition]
    return terms.entry(
        resource,
        origin,
        ": ".join(filter(None, (relative, ", ".join(filter(None, had))))),
        lane=Lane.PROBLEMS,
        codes=terms.codings(resource.relationship),
        when=terms.moment(resource.date, "$.date"),
        status=resource.status,
        details=terms.details(
            (Label.REASON, terms.all_words([*resource.reason_code, resource.data_absent_reason])),
            (Label.NOTE, _life(resource)),
            (Label.NOTE, _lines(terms.notes(resource.note), *remarks)),
        ),
    )


def _had(condition: fhir.FamilyCondition, path: str) -> str:
    """A condition with its onset, and with a dagger where the relative died of it."""
    onset = (
        terms.amount_text(condition.onset_age, f"{path}.onsetAge")
        or terms.range_text(condition.onset_range, f"{path}.onsetRange")
        or terms.period_text(condition.onset_period, f"{path}.onsetPeriod")
        or condition.onset_string
    )
    outcome = words(condition.outcome)
    died = "\N{DAGGER}" if condition.contributed_to_death else ""
    said = " ".join(filter(None, (words(condition.code), onset, died)))
    return f"{said} ({outcome})" if outcome else said


def _life(resource: fhir.FamilyMemberHistory) -> str:
    """When the relative was born, how old they are, and when they died, as far as it is told."""
    born = (
        resource.born_date or resource.born_string or terms.period_text(resource.born_period, "$.bornPeriod")
    )
    age = (
        terms.amount_text(resource.age_age, "$.ageAge")
        or terms.range_text(resource.age_range, "$.ageRange")
        or resource.age_string
    )
    died = (
        terms.amount_text(resource.deceased_age, "$.deceasedAge")
        or terms.range_text(resource.deceased_range, "$.deceasedRange")
        or resource.deceased_date
        or resource.deceased_string
    )
    is_dead = bool(died) or resource.deceased_boolean is True
    return ", ".join(
        filter(None, (f"* {born}" if born else "", age, f"\N{DAGGER} {died}".strip() if is_dead else ""))
    )


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))
