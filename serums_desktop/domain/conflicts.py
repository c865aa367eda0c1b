"""Items of a timeline that contradict each other. They are put side by side; nothing is resolved.

A difference within one item is the item's own (`TimelineItem.conflicts`). Each kind is found in time linear
in the items, but for sorting a substance's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from serums_desktop.domain.dates import Precision
from serums_desktop.domain.entries import Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.medicine_names import read_product
from serums_desktop.domain.merge import components
from serums_desktop.domain.stated_codes import (
    BLOOD_GROUP_FINDINGS,
    BLOOD_GROUP_TESTS,
    NO_KNOWN_ALLERGIES,
    NO_KNOWN_MEDICINES,
    NO_KNOWN_PROBLEMS,
    NONE_OR_UNKNOWN,
    RESUSCITATION_DECISIONS,
)
from serums_desktop.domain.timeline import ConflictKind, Timeline, TimelineItem
from serums_desktop.domain.written_amounts import dose, one_case, take_strengths

_SEVERITIES: Final = {
    ConflictKind.BLOOD_GROUP: Severity.CRITICAL,
    ConflictKind.RESUSCITATION: Severity.CRITICAL,
    ConflictKind.DENIED: Severity.HIGH,
    ConflictKind.DOSE: Severity.HIGH,
    # Nobody here can tell whether "1-0-1" is "every 12 hours": it is as loud as another dose.
    ConflictKind.DOSE_WORDING: Severity.HIGH,
}
_Test = Callable[[TimelineItem], bool]
_TELLING: Final = frozenset({*BLOOD_GROUP_TESTS, *BLOOD_GROUP_FINDINGS, *RESUSCITATION_DECISIONS})
_COMPARED: Final = {"AllergyIntolerance", "Condition", "MedicationRequest", "MedicationStatement"}
_REGIMENS: Final = {"MedicationRequest", "MedicationStatement"}
# What an allergy is denied to without being a category of FHIR's: only an allergy that names it contradicts.
_BY_NAME: Final = {"latex", "insect", "animal"}

# "A" is a word too: a group stands at the end or before what says the Rh.
_GROUP = re.compile(
    r"(?<![A-Za-z0-9])(AB|A|B|O|0)[12]?(?=\s*(?:$|[,;:.(+)]|[-\N{MINUS SIGN}](?![a-z])|[- ]?(?i:rh|pos|neg)))"
)
_ANY_GROUP = re.compile(r"(?<![A-Za-z0-9])(AB|A|B|O|0)(?![A-Za-z0-9])")
_LONGEST_GROUP = 100
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_POSITIVE = re.compile(r"(?<![a-z])pos|\+")
_NEGATIVE = re.compile(
    r"(?<![a-z])neg|(?:(?<![a-z0-9])(?:ab|a|b|o|0|rh|d)|\))\s*[-\N{MINUS SIGN}](?![a-z0-9])"
)


class Contradiction(msgspec.Struct, frozen=True):
    """Items that cannot all be so, in the timeline's order."""

    kind: ConflictKind
    items: tuple[TimelineItem, ...]

    @property
    def severity(self) -> Severity:
        """How loudly it must be said."""
        return _SEVERITIES.get(self.kind, Severity.NOTICE)


def contradictions(timeline: Timeline) -> tuple[Contradiction, ...]:
    """Every contradiction between items, the loudest first."""
    by_type: defaultdict[str, list[TimelineItem]] = defaultdict(list)
    tests: dict[tuple[str, str, float], TimelineItem] = {}
    at_once: defaultdict[tuple[str, str, float], list[TimelineItem]] = defaultdict(list)
    blood: list[TimelineItem] = []
    decisions: list[TimelineItem] = []
    for item in timeline.items:
        if item.resource_type in _COMPARED:
            by_type[item.resource_type].append(item)
        if item.lane is Lane.LABS and item.value is not None and item.start_s is not None:
            # To the minute, as results are folded. Of thousands hardly two stand at one.
            test = (item.row, item.unit, item.start_s // 60)
            first = tests.setdefault(test, item)
            if first is not item:
                at_once[test].append(item)
        if item.codes and not _TELLING.isdisjoint(item.codes):
            is_blood = RESUSCITATION_DECISIONS.keys().isdisjoint(item.codes)
            (blood if is_blood else decisions).append(item)
    medicines = [item for kind in sorted(_REGIMENS) for item in by_type[kind]]
    found = [
        *_blood_groups(blood),
        *_resuscitation(decisions),
        *_denied_allergies(by_type["AllergyIntolerance"]),
        *_denied(by_type["Condition"], NO_KNOWN_PROBLEMS),
        *_denied(medicines, NO_KNOWN_MEDICINES),
        *dose_conflicts(medicines),
        *_values([tests[test], *others] for test, others in at_once.items()),
        *_statuses(by_type["Condition"], over=lambda item: item.standing is Standing.PAST),
        # A course that was completed says nothing of the next one; one that was stopped does.
        *_statuses(medicines, over=lambda item: item.status == "stopped"),
    ]
    if not found:
        return ()
    places = {item.item_id: place for place, item in enumerate(timeline.items)}
    in_order = [
        Contradiction(each.kind, tuple(sorted(each.items, key=lambda item: places[item.item_id])))
        for each in found
    ]
    return tuple(sorted(in_order, key=lambda each: -each.severity))


def dose_conflicts(medicines: Iterable[TimelineItem]) -> list[Contradiction]:
    """Regimens of one substance at one time whose sources give different doses or strengths.

    Doses written in different words are told as that: nothing is converted. One source's several doses are
    its regimen.
    """
    taken = [
        item
        for item in medicines
        if item.standing in {Standing.CURRENT, Standing.UNKNOWN}
        and item.status != "on-hold"
        and not item.negated
    ]
    found = []
    for group in _about_one(taken):
        if len({item.sources for item in group}) < 2:
            continue
        for together in _at_one_time(group):
            doses = {item.item_id: _doses(item) for item in together}
            strengths = {item.item_id: read_product(item.title).strengths for item in together}
            told = [item for item in together if doses[item.item_id] or strengths[item.item_id]]
            # A source that gives a sentence alone says nothing else than one that gives its codes too.
            fullest = max(doses.values(), key=len)
            are_one = all(fullest.issuperset(said) for said in doses.values())
            other_strength = len(set(strengths.values()) - {()}) > 1
            if (are_one and not other_strength) or len({item.sources for item in told}) < 2:
                continue
            is_other = other_strength or _are_other_amounts(doses.values())
            kind = ConflictKind.DOSE if is_other else ConflictKind.DOSE_WORDING
            found.append(Contradiction(kind, tuple(told)))
    return found


def blood_group(item: TimelineItem) -> tuple[str, str]:
    """ABO group and Rh ("+", "-") as an item states them, each empty where it does not say one."""
    for code in item.codes:
        if code in BLOOD_GROUP_FINDINGS:
            return BLOOD_GROUP_FINDINGS[code]
    text = item.value_text[:_LONGEST_GROUP]
    groups = {found.replace("0", "O") for found in _GROUP.findall(text)}
    if groups and len(set(_ANY_GROUP.findall(text))) > 1:
        groups.clear()  # "A or B" states neither
    said = one_case(text)
    is_positive, is_negative = bool(_POSITIVE.search(said)), bool(_NEGATIVE.search(said))
    rhesus = "" if is_positive == is_negative else "+" if is_positive else "-"
    return (groups.pop() if len(groups) == 1 else "", rhesus)


def _doses(item: TimelineItem) -> frozenset[str]:
    return frozenset(dose(text) for text in item.doses or (item.note,) if text)


def _are_other_amounts(doses: Iterable[frozenset[str]]) -> bool:
    """Whether doses differ in an amount with its unit, or in nothing but their numbers ("1-0-1", "1-0-0")."""
    wordings = [" ".join(sorted(each)) for each in doses if each]
    # "Every 12 h" is no amount, "12 mcg/h" is one.
    amounts = {
        frozenset(each for each in take_strengths(words)[0] if "/" in each or not each.endswith("h"))
        for words in wordings
    } - {frozenset()}
    fullest = max(amounts, key=len, default=frozenset())
    patterns = {_DIGITS.sub("", words) for words in wordings}
    return not all(fullest >= each for each in amounts) or len(patterns) < len(set(wordings))


def _blood_groups(items: list[TimelineItem]) -> list[Contradiction]:
    stated = [(item, blood_group(item)) for item in items if not item.negated]
    for place in range(2):
        if len({said[place] for _, said in stated if said[place]}) > 1:
            told = tuple(item for item, said in stated if any(said))
            return [Contradiction(ConflictKind.BLOOD_GROUP, told)]
    return []


def _resuscitation(items: list[TimelineItem]) -> list[Contradiction]:
    stands = [item for item in items if item.standing is not Standing.PAST and not item.negated]
    decided: dict[str, str] = {}
    for item in stands:
        codes = {RESUSCITATION_DECISIONS[code] for code in item.codes if code in RESUSCITATION_DECISIONS} - {
            ""
        }
        if len(codes) == 1:
            decided[one_case(item.title)] = codes.pop()
    # A value in the words of somebody's coded decision is that decision.
    words = [one_case(item.value_text or item.title) for item in stands]
    if len({decided.get(said, said) for said in words}) > 1:
        return [Contradiction(ConflictKind.RESUSCITATION, tuple(stands))]
    return []


def _denied_allergies(items: list[TimelineItem]) -> list[Contradiction]:
    stated = [item for item in items if not item.negated and item.standing is not Standing.PAST]
    found = _denied_by_name(items, stated)
    for denial in items:
        if not denial.negated or denial.standing is Standing.PAST:
            continue
        categories = {NO_KNOWN_ALLERGIES[code] for code in denial.codes if code in NO_KNOWN_ALLERGIES}
        against = [item for item in stated if any(_is_of(item, category) for category in categories)]
        if against:
            found.append(Contradiction(ConflictKind.DENIED, (denial, *against)))
    return found


def _is_of(item: TimelineItem, category: str) -> bool:
    """Whether an allergy is of a category, or may be: not every source gives one."""
    if category in _BY_NAME:
        return any(category in name for name in item.names)
    return not category or not item.categories or category in item.categories


def _denied(items: list[TimelineItem], none_known: frozenset[str]) -> list[Contradiction]:
    stated = [item for item in items if not item.negated and item.standing is Standing.CURRENT]
    found = _denied_by_name(items, stated)
    denials = [item for item in items if item.negated and not none_known.isdisjoint(item.codes)]
    if denials and stated:
        found.append(Contradiction(ConflictKind.DENIED, (*denials, *stated)))
    return found


def _denied_by_name(items: list[TimelineItem], stated: list[TimelineItem]) -> list[Contradiction]:
    """One says that the very same is there and one that it is not."""
    denials = [
        item
        for item in items
        if item.negated and item.standing is not Standing.PAST and NONE_OR_UNKNOWN.isdisjoint(item.codes)
    ]
    if not denials:
        return []
    return [
        Contradiction(ConflictKind.DENIED, tuple(group))
        for group in _about_one([*denials, *stated])
        if len({item.negated for item in group}) > 1
    ]


def _values(tests: Iterable[list[TimelineItem]]) -> list[Contradiction]:
    """One test of one moment in one unit, to which sources give different numbers."""
    return [
        Contradiction(ConflictKind.VALUE, tuple(group))
        for group in tests
        if len(group) > 1
        and group[0].precision in {Precision.MINUTE, Precision.SECOND}
        and len({item.value for item in group}) > 1
        and len({item.sources for item in group}) > 1
    ]


def _statuses(items: list[TimelineItem], over: _Test) -> list[Contradiction]:
    """What one source speaks of as present and another as over, at overlapping times."""
    stated = [
        item for item in items if not item.negated and (item.standing is Standing.CURRENT or over(item))
    ]
    found = []
    for group in _about_one(stated):
        current = [item for item in group if item.standing is Standing.CURRENT]
        if not current or len(current) == len(group):
            continue
        since = min(_start(item) for item in current)
        sources = {source for item in current for source in item.sources}
        ended = [
            item
            for item in group
            if item.standing is not Standing.CURRENT and not sources.issuperset(item.sources)
        ]
        ended = [item for item in ended if item.end_s is None or item.end_s > since]
        if ended:
            found.append(Contradiction(ConflictKind.STATUS, (*current, *ended)))
    return found


def _about_one(items: list[TimelineItem]) -> list[list[TimelineItem]]:
    """Items that share a name, directly or through others; those of one row where they have no names."""
    by_id = {item.item_id: item for item in items}
    named = {item.item_id: item.names or ((item.row,) if item.row else ()) for item in items}
    return [[by_id[item_id] for item_id in group] for group in components(named) if len(group) > 1]


def _at_one_time(items: list[TimelineItem]) -> list[list[TimelineItem]]:
    """Runs of items that overlap, each with at least one other of its run."""
    runs: list[list[TimelineItem]] = []
    until = float("-inf")
    for item in sorted(items, key=_start):
        if not runs or _start(item) > until:
            runs.append([])
            until = float("-inf")
        runs[-1].append(item)
        until = max(until, item.end_s if item.end_s is not None else float("inf"))
    return [run for run in runs if len(run) > 1]


def _start(item: TimelineItem) -> float:
    return item.start_s if item.start_s is not None else float("-inf")
