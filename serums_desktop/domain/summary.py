"""The safety summary: what must be read first, taken from the merged timeline. Nothing is inferred."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from serums_desktop.domain.conflicts import dose_conflicts
from serums_desktop.domain.entries import RangeFlag, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.stated_codes import NO_KNOWN_ALLERGIES, RESUSCITATION_DECISIONS
from serums_desktop.domain.timeline import Timeline, TimelineItem

RESUSCITATION_CODES = frozenset(RESUSCITATION_DECISIONS)
NO_KNOWN_ALLERGY_CODES = frozenset(NO_KNOWN_ALLERGIES)


# An observation stands for the moment it was made; these say by their status that they hold no more.
_TAKEN_BACK_BY_STATUS = {"Flag", "Condition"}


class SafetySummary(msgspec.Struct, frozen=True):
    """Sections in reading order. Each holds timeline items, most important first.

    `no_known_allergies` holds the statements of sources that say exactly that; `allergy_remarks` what else
    they say without naming an allergy, such as that nobody could be asked. A result is the latest of
    its code. An empty section means that nothing was recorded by the sources that answered, not "none".
    """

    allergies: tuple[TimelineItem, ...] = ()
    no_known_allergies: tuple[TimelineItem, ...] = ()
    allergy_remarks: tuple[TimelineItem, ...] = ()
    alerts: tuple[TimelineItem, ...] = ()
    resuscitation: tuple[TimelineItem, ...] = ()
    medicines: tuple[TimelineItem, ...] = ()
    problems: tuple[TimelineItem, ...] = ()
    devices: tuple[TimelineItem, ...] = ()
    results: tuple[TimelineItem, ...] = ()
    vaccinations: tuple[TimelineItem, ...] = ()


def summarise(timeline: Timeline) -> SafetySummary:
    """Pick the safety items out of a timeline.

    Medicines and problems are those whose source speaks of them as current or does not say; past and
    planned ones stay on the timeline. One substance may stand there twice: sources may differ.
    """
    by_type: defaultdict[str, list[TimelineItem]] = defaultdict(list)
    resuscitation: list[TimelineItem] = []
    latest: dict[str, TimelineItem] = {}
    for item in timeline.items:
        if RESUSCITATION_CODES.intersection(item.codes):
            # A decision that was taken back must not be read as one that holds; it stays on the timeline.
            if item.standing is not Standing.PAST or item.resource_type not in _TAKEN_BACK_BY_STATUS:
                resuscitation.append(item)
            continue
        by_type[item.resource_type].append(item)
        if item.lane in {Lane.LABS, Lane.VITALS} and item.start_s is not None and item.value_text:
            latest[item.row] = item
    allergies = [item for item in by_type["AllergyIntolerance"] if item.standing is not Standing.PAST]
    medicines = [
        item
        for kind in ("MedicationRequest", "MedicationStatement", "MedicationDispense")
        for item in by_type[kind]
        if item.standing in {Standing.CURRENT, Standing.UNKNOWN} and not item.negated
    ]
    problems = [
        item for item in by_type["Condition"] if item.standing is not Standing.PAST and not item.negated
    ]
    devices = [
        item for kind in ("Device", "DeviceUseStatement") for item in by_type[kind] if not item.negated
    ]
    vaccinations = [item for item in by_type["Immunization"] if not item.negated]
    return SafetySummary(
        allergies=_worst_first(item for item in allergies if not item.negated),
        no_known_allergies=tuple(item for item in allergies if _says_none_known(item)),
        allergy_remarks=tuple(item for item in allergies if item.negated and not _says_none_known(item)),
        alerts=_worst_first(item for item in by_type["Flag"] if item.standing is not Standing.PAST),
        resuscitation=tuple(sorted(resuscitation, key=_start, reverse=True)),
        medicines=_by_substance(medicines),
        problems=tuple(sorted(problems, key=_start)),
        devices=tuple(sorted(devices, key=_start, reverse=True)),
        results=tuple(sorted(latest.values(), key=lambda item: (-_flagged(item), -_start(item)))),
        vaccinations=tuple(sorted(vaccinations, key=_start, reverse=True)),
    )


def differing_doses(medicines: tuple[TimelineItem, ...]) -> dict[str, tuple[TimelineItem, ...]]:
    """Medicines of one substance whose sources give different doses at one time, by the first one's row.

    The difference is said, never resolved.
    """
    return {each.items[0].row: each.items for each in dose_conflicts(medicines)}


def _says_none_known(item: TimelineItem) -> bool:
    return item.negated and not NO_KNOWN_ALLERGY_CODES.isdisjoint(item.codes)


def _start(item: TimelineItem) -> float:
    return item.start_s if item.start_s is not None else float("-inf")


def _flagged(item: TimelineItem) -> int:
    if item.flag in {RangeFlag.CRITICAL_LOW, RangeFlag.CRITICAL_HIGH}:
        return 2
    return int(item.flag is not RangeFlag.NONE)


def _worst_first(items: Iterable[TimelineItem]) -> tuple[TimelineItem, ...]:
    return tuple(sorted(items, key=lambda item: (-item.severity, -_start(item), item.title)))


def _by_substance(items: list[TimelineItem]) -> tuple[TimelineItem, ...]:
    """Every current statement stays; the same substance stands together, the newest first."""
    newest: defaultdict[str, float] = defaultdict(lambda: float("-inf"))
    for item in items:
        newest[item.row] = max(newest[item.row], _start(item))
    return tuple(sorted(items, key=lambda item: (-item.severity, -newest[item.row], item.row, -_start(item))))
