"""Merging is a function of the set of entries: order-free, incremental equal to batch, repeatable.

Every entry has exactly one fold key. Entries with equal keys are one fact; the key is computed from the
entry alone, so a change of one entry touches one group and no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from serums_desktop.domain.entries import Coding, Component, Entry, Label, RangeFlag, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import folded
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.timeline import Timeline, TimelineItem

# Code systems in which several sources name the same row alike.
_ROW_SYSTEMS = {"http://www.whocc.no/atc", "http://loinc.org"}

DIASTOLIC = "8462-4"
SYSTOLIC = "8480-6"

# A source's measured or administrative fact is its own: two scales on one morning are two facts. Only
# statements about the patient are folded by what they say.
_FOLDED_BY_CONTENT = {
    "AllergyIntolerance",
    "Condition",
    "Procedure",
    "Immunization",
    "MedicationStatement",
    "MedicationRequest",
    "Flag",
    "Device",
}

# What speaks of now comes before what is over.
_PRESENCE = {Standing.CURRENT: 3, Standing.UNKNOWN: 2, Standing.PLANNED: 1, Standing.PAST: 0}


def fold_key(entry: Entry) -> str:
    """The key under which the same fact from several sources meets.

    A shared business identifier (the same issuer's number for the same kind of thing) comes first.
    Without one, statements of fully equal content meet: kind, code, dates, value, dose, body site, and
    the very same negation. Anything less than equal stays apart.
    """
    code = min(entry.codes, key=lambda coding: (coding.system, coding.code), default=None)
    what = (code.system, code.code) if code else folded(entry.title)
    if entry.identifiers:
        number = min(entry.identifiers)
        # One order number may stand on every result of a panel, one prescription number on every drug: a
        # number alone would hide all but one of them. "Not there" never folds with "there" either.
        return repr(("id", entry.resource_type, entry.negated, number.system, number.value, what))
    if entry.resource_type not in _FOLDED_BY_CONTENT or not what:
        return repr(("own", entry.entry_id))
    start = entry.when.start.text if entry.when.start else ""
    end = entry.when.end.text if entry.when.end else ""
    says = (entry.negated, entry.value_text, entry.value, entry.status)
    details = tuple(folded(entry.detail(label)) for label in (Label.DOSE, Label.BODY_SITE))
    return repr(("same", entry.resource_type, what, start, end, says, details))


def fold_keys(entry: Entry) -> tuple[str, ...]:
    """Every key under which an entry meets others, at least one, computed from the entry alone.

    Entries that share a key, directly or through others, are one item.
    """
    return (fold_key(entry),)


def merge(entries: Iterable[Entry]) -> Timeline:
    """Merge a whole set of entries at once. Of several with one id the last counts."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in {entry.entry_id: entry for entry in entries}.values():
        groups[fold_key(entry)].append(entry)
    return Timeline(tuple(sorted((merge_group(group) for group in groups.values()), key=timeline_order)))


def timeline_order(item: TimelineItem) -> tuple[bool, float, str]:
    """Dated items by start, then undated ones; ties by id, so that the order is total."""
    at = item.start_s if item.start_s is not None else item.end_s
    return (at is None, at or 0.0, item.item_id)


def merge_group(group: list[Entry]) -> TimelineItem:
    """Fold entries of one key into one item.

    The leading entry is the one written last among those that speak of now: what one source has closed
    is not closed while another still holds it open. The fold shows the worst severity and flag of all; a
    difference in status, dose or value between members is a conflict and is said.
    """
    ordered = sorted(group, key=_leads, reverse=True)
    lead = ordered[0]
    start, end = lead.when.start, lead.when.end
    quantity, second = _quantities(lead)
    code = _row_code(lead)
    low, high = _bounds(lead)
    return TimelineItem(
        item_id=min(entry.entry_id for entry in group),
        lane=lead.lane,
        resource_type=lead.resource_type,
        title=lead.title,
        note=_note(ordered),
        start_s=start.start_s if start else None,
        end_s=_end_s(lead),
        precision=start.precision if start else (end.precision if end else None),
        date_text=start.text if start else (end.text if end else ""),
        standing=lead.standing,
        status=lead.status,
        severity=max((entry.severity for entry in group), default=Severity.NONE),
        flag=_worst_flag(group),
        negated=lead.negated,
        row=f"{code.system}|{code.code}" if code else folded(lead.title),
        row_title=lead.title,
        codes=tuple(coding.code for coding in lead.codes),
        value=float(quantity.value) if quantity else None,
        second_value=float(second.value) if second else None,
        low=low,
        high=high,
        value_text=_value_text(lead, quantity, second),
        unit=(quantity.unit or quantity.code) if quantity else "",
        sources=tuple(dict.fromkeys(entry.source_id for entry in ordered)),
        members=tuple(entry.entry_id for entry in ordered),
        conflict=any(_differs(lead, entry) for entry in ordered[1:]),
        has_samples=lead.has_samples,
    )


def _row_code(entry: Entry) -> Coding | None:
    """The code that names an entry's row: a substance (ATC), a measurement (LOINC), else its first code."""
    preferred = (coding for coding in entry.codes if coding.system in _ROW_SYSTEMS)
    return next(preferred, entry.codes[0] if entry.codes else None)


def _leads(entry: Entry) -> tuple[int, float, float, str]:
    updated = entry.last_updated.start_s if entry.last_updated else 0.0
    written = entry.recorded.start_s if entry.recorded else updated
    return (_PRESENCE[entry.standing], written, updated, entry.entry_id)


def _end_s(entry: Entry) -> float | None:
    if entry.when.end is not None:
        return entry.when.end.end_s
    going_on = entry.lane in {Lane.PROBLEMS, Lane.MEDICINES} and entry.standing is not Standing.PAST
    if going_on or entry.when.start is None:
        return None
    return entry.when.start.end_s


def _component(entry: Entry, code: str) -> Component | None:
    return next(
        (part for part in entry.components if any(coding.code == code for coding in part.codes)), None
    )


def _quantities(entry: Entry) -> tuple[Quantity | None, Quantity | None]:
    systolic, diastolic = _component(entry, SYSTOLIC), _component(entry, DIASTOLIC)
    if systolic and diastolic:
        return systolic.value, diastolic.value
    return entry.value, None


def _value_text(entry: Entry, quantity: Quantity | None, second: Quantity | None) -> str:
    if quantity and second:
        return f"{quantity.comparator}{quantity.text}/{second.comparator}{second.text}"
    if quantity:
        return f"{quantity.comparator}{quantity.text}"
    return entry.value_text


def _note(ordered: list[Entry]) -> str:
    if ordered[0].lane is Lane.MEDICINES:
        return ordered[0].detail(Label.DOSE)
    reactions = dict.fromkeys(entry.detail(Label.REACTION) for entry in ordered)
    return "; ".join(text for text in reactions if text) or ordered[0].detail(Label.REASON)


def _bounds(entry: Entry) -> tuple[float | None, float | None]:
    first = entry.ranges[0] if entry.ranges else None
    if first is None:
        return None, None
    return (float(first.low.value) if first.low else None, float(first.high.value) if first.high else None)


def _worst_flag(group: list[Entry]) -> RangeFlag:
    rank = {
        RangeFlag.NONE: 0,
        RangeFlag.ABNORMAL: 1,
        RangeFlag.LOW: 2,
        RangeFlag.HIGH: 2,
        RangeFlag.CRITICAL_LOW: 3,
        RangeFlag.CRITICAL_HIGH: 3,
    }
    flags = [flag for entry in group for flag in (entry.flag, *(part.flag for part in entry.components))]
    return max(flags, key=lambda flag: (rank[flag], flag.value))


def _differs(one: Entry, other: Entry) -> bool:
    return (
        one.negated != other.negated
        or one.status != other.status
        or folded(one.detail(Label.DOSE)) != folded(other.detail(Label.DOSE))
        or one.value != other.value
        or one.value_text != other.value_text
    )
