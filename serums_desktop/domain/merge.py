"""Merging is a function of the set of entries: order-free, incremental equal to batch, repeatable.

Entries meet by the keys of `domain.fold_keys`, each computed from one entry alone: what shares a key,
directly or through others, is one item. A change of one entry touches the items that hold its keys and no
other.
"""

from __future__ import annotations

from collections.abc import Iterable

from serums_desktop.domain.dates import PartialDate
from serums_desktop.domain.entries import Coding, Component, Entry, Label, RangeFlag, Standing
from serums_desktop.domain.entry_names import (
    ATC,
    LOINC,
    MEDICINES,
    Name,
    medicine,
    names,
    system_of,
    title_name,
)
from serums_desktop.domain.fold_keys import fold_keys, row_text, shared
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.medicine_names import LONGEST_NAME
from serums_desktop.domain.people import folded
from serums_desktop.domain.quantity import Quantity
from serums_desktop.domain.timeline import ConflictKind, Timeline, TimelineItem

__all__ = ["fold_keys", "merge", "merge_group", "timeline_order"]

# Code systems in which several sources name the same row alike.
_ROW_SYSTEMS = {ATC, LOINC}

DIASTOLIC = "8462-4"
SYSTOLIC = "8480-6"

# What speaks of now comes before what is over.
_PRESENCE = {Standing.CURRENT: 3, Standing.UNKNOWN: 2, Standing.PLANNED: 1, Standing.PAST: 0}

_LOUDNESS = {
    RangeFlag.NONE: 0,
    RangeFlag.ABNORMAL: 1,
    RangeFlag.LOW: 2,
    RangeFlag.HIGH: 2,
    RangeFlag.CRITICAL_LOW: 3,
    RangeFlag.CRITICAL_HIGH: 3,
}

# What is there until somebody says that it is over.
_GOING_ON = {Lane.PROBLEMS, Lane.MEDICINES}

# Every entry passes here, and looking a member of an enumeration up takes longer than a call.
_MEDICINES, _REACTION, _REASON = Lane.MEDICINES, Label.REACTION, Label.REASON

# Whose words must all be read, whichever entry leads.
_ALL_READ = {"AllergyIntolerance", "Flag", *MEDICINES}

# What has names that other items may share, so that they can contradict each other.
_NAMED = {"AllergyIntolerance", "Condition", "MedicationRequest", "MedicationStatement"}


def merge(entries: Iterable[Entry]) -> Timeline:
    """Merge a whole set of entries at once. Of several with one id the last counts."""
    known = {entry.entry_id: entry for entry in entries}
    groups = components({entry_id: fold_keys(entry) for entry_id, entry in known.items()})
    items = (merge_group([known[entry_id] for entry_id in group]) for group in groups)
    return Timeline(tuple(sorted(items, key=timeline_order)))


def components(keys: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """The ids that share a key, directly or through others, by id and its keys."""
    leader: dict[str, str] = {entry_id: entry_id for entry_id in keys}

    def led_by(entry_id: str) -> str:
        while (above := leader[entry_id]) != entry_id:
            leader[entry_id] = leader[above]
            entry_id = above
        return entry_id

    first: dict[str, str] = {}
    for entry_id, its_keys in keys.items():
        for key in its_keys:
            leader[led_by(entry_id)] = led_by(first.setdefault(key, entry_id))
    groups: dict[str, list[str]] = {}
    for entry_id in keys:
        groups.setdefault(led_by(entry_id), []).append(entry_id)
    return list(groups.values())


def timeline_order(item: TimelineItem) -> tuple[bool, float, str]:
    """Dated items by start, then undated ones; ties by id, so that the order is total."""
    at = item.start_s if item.start_s is not None else item.end_s
    return (at is None, at or 0.0, item.item_id)


def merge_group(group: list[Entry]) -> TimelineItem:
    """Fold the entries of one item.

    The leading entry is the one written last among those that speak of now: what one source has closed
    is not closed while another still holds it open. The fold shows the worst severity and flag of all,
    every reaction, code and source, every word for what one is warned of or takes, why it is one item and on
    what its members differ.
    """
    # Hardly any entry meets another: what it takes several to differ in is asked of several alone.
    several = len(group) > 1
    ordered = sorted(group, key=_leads, reverse=True) if several else group
    lead = ordered[0]
    dated = next((entry for entry in ordered if not entry.when.is_undated), lead) if several else lead
    start, end = dated.when.start, dated.when.end
    quantity, second = _quantities(lead)
    low, high = _bounds(lead)
    conflicts = _conflicts(ordered) if several else ()
    row, row_names = _row(ordered)
    return TimelineItem(
        item_id=min([entry.entry_id for entry in group]),
        lane=lead.lane,
        resource_type=lead.resource_type,
        title=_title(ordered),
        note=_note(ordered),
        start_s=start.start_s if start else None,
        end_s=_end_s(lead, dated),
        precision=start.precision if start else (end.precision if end else None),
        date_text=start.text if start else (end.text if end else ""),
        standing=lead.standing,
        status=lead.status,
        severity=max([entry.severity for entry in group]) if several else lead.severity,
        flag=_worst_flag(group),
        negated=lead.negated,
        row=row,
        row_title=lead.title,
        codes=tuple(dict.fromkeys([coding.code for entry in ordered for coding in entry.codes])),
        value=float(quantity.value) if quantity else None,
        second_value=float(second.value) if second else None,
        low=low,
        high=high,
        value_text=_value_text(lead, quantity, second),
        unit=(quantity.unit or quantity.code) if quantity else "",
        unit_code=quantity.code if quantity else "",
        sources=tuple(dict.fromkeys([entry.source_id for entry in ordered]))
        if several
        else (lead.source_id,),
        members=tuple([entry.entry_id for entry in ordered]),
        conflict=bool(conflicts),
        has_samples=any(entry.has_samples for entry in group) if several else lead.has_samples,
        folds=shared(ordered) if several else (),
        conflicts=conflicts,
        names=row_names,
        other_titles=_other_titles(ordered) if several else (),
        categories=_categories(ordered),
        doses=_doses(lead),
    )


def _row(ordered: list[Entry]) -> tuple[str, tuple[str, ...]]:
    """The row an item stands in, and the names of what it is about.

    A medicine without an ATC code stands in its substance's row, whatever product code it has: doses of one
    substance belong side by side.
    """
    lead = ordered[0]
    code = _row_code(lead)
    row = f"{system_of(code.system)}|{code.code}" if code else folded(lead.title[:LONGEST_NAME])
    if lead.resource_type not in _NAMED:
        return row, ()
    found: list[Name] = []
    words: list[str] = []
    for entry in ordered:
        if entry.resource_type in MEDICINES:
            its_names, product = medicine(entry)
            found += its_names
            words.append(product.loosely)
        else:
            found += names(entry)
    if words and words[0] and (code is None or system_of(code.system) not in _ROW_SYSTEMS):
        row = words[0]
    texts = [f"{name.system}|{name.text}" if name.system else name.text for name in found] + words
    return row, tuple(sorted(set(filter(None, texts))))


def _row_code(entry: Entry) -> Coding | None:
    """The code that names an entry's row: a substance (ATC), a measurement (LOINC), else its first code."""
    for coding in entry.codes:
        if system_of(coding.system) in _ROW_SYSTEMS:
            return coding
    return entry.codes[0] if entry.codes else None


def _leads(entry: Entry) -> tuple[int, float, float, str]:
    updated = entry.last_updated.start_s if entry.last_updated else 0.0
    written = entry.recorded.start_s if entry.recorded else updated
    return (_PRESENCE[entry.standing], written, updated, entry.entry_id)


def _end_s(lead: Entry, dated: Entry) -> float | None:
    if dated.when.end is not None:
        return dated.when.end.end_s
    if dated.when.start is None or (lead.lane in _GOING_ON and lead.standing is not Standing.PAST):
        return None
    return dated.when.start.end_s


def _component(entry: Entry, code: str) -> Component | None:
    return next(
        (part for part in entry.components if any(coding.code == code for coding in part.codes)), None
    )


def _quantities(entry: Entry) -> tuple[Quantity | None, Quantity | None]:
    if not entry.components:
        return entry.value, None
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
    if ordered[0].lane is _MEDICINES:
        return row_text(ordered[0], Label.DOSE)
    texts = [row_text(entry, _REACTION) for entry in ordered]
    if any(texts):
        reactions: dict[str, str] = {}
        for text in texts:
            for reaction in text.split("; "):
                reactions.setdefault(folded(reaction), reaction)
        if note := "; ".join(filter(None, reactions.values())):
            return note
    return row_text(ordered[0], _REASON)


def _title(ordered: list[Entry]) -> str:
    """The lead's words; of what one is warned of or takes every member's.

    One code may cover cashew nuts and walnuts, or an antibiotic with either of two inhibitors.
    """
    lead = ordered[0]
    if len(ordered) == 1 or lead.resource_type not in _ALL_READ:
        return lead.title
    titles: dict[str, str] = {}
    for entry in ordered:
        if name := title_name(entry):
            titles.setdefault(name, entry.title)
    return " / ".join(titles.values()) or lead.title


def _other_titles(ordered: list[Entry]) -> tuple[str, ...]:
    titles: dict[str, str] = {}
    for entry in ordered:
        titles.setdefault(folded(entry.title), entry.title)
    return tuple(list(titles.values())[1:])


def _categories(ordered: list[Entry]) -> tuple[str, ...]:
    if ordered[0].resource_type != "AllergyIntolerance":
        return ()
    texts = [entry.detail(Label.CATEGORY) for entry in ordered]
    return tuple(dict.fromkeys(word for text in texts for word in text.split(", ") if word))


def _bounds(entry: Entry) -> tuple[float | None, float | None]:
    first = entry.ranges[0] if entry.ranges else None
    if first is None:
        return None, None
    return (float(first.low.value) if first.low else None, float(first.high.value) if first.high else None)


def _worst_flag(group: list[Entry]) -> RangeFlag:
    flags = [entry.flag for entry in group]
    flags += [part.flag for entry in group for part in entry.components]
    if len(flags) == 1:
        return flags[0]
    return max(flags, key=lambda flag: (_LOUDNESS[flag], flag.value))


def _doses(lead: Entry) -> tuple[str, ...]:
    """Every wording of a medicine's dose where there are several."""
    if lead.lane is not _MEDICINES:
        return ()
    found = tuple([row.text for row in lead.details if row.label is Label.DOSE])
    return found if len(found) > 1 else ()


def _conflicts(ordered: list[Entry]) -> tuple[ConflictKind, ...]:
    """On what members differ. What one of them does not say is no difference."""
    found: list[ConflictKind] = []
    standings = {entry.standing for entry in ordered} - {Standing.UNKNOWN}
    if len({entry.status for entry in ordered if entry.status}) > 1 or len(standings) > 1:
        found.append(ConflictKind.STATUS)
    if _are_apart([entry.when.start for entry in ordered]) or _are_apart(
        [entry.when.end for entry in ordered]
    ):
        found.append(ConflictKind.DATES)
    if len({(entry.value, entry.value_text) for entry in ordered if entry.value or entry.value_text}) > 1:
        found.append(ConflictKind.VALUE)
    if len({entry.detail(Label.CRITICALITY) for entry in ordered} - {"", "unable-to-assess"}) > 1:
        found.append(ConflictKind.CRITICALITY)
    return tuple(found)


def _are_apart(dates: list[PartialDate | None]) -> bool:
    """Whether two of the dates cannot be one: 2019 and 2019-04 can."""
    given = [date for date in dates if date is not None]
    return len(given) > 1 and max(date.start_s for date in given) > min(date.end_s for date in given)
