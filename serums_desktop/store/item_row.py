"""What the row of a timeline item tells of it, so that parts of a record are found without reading it all."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.entries import RangeFlag, Severity
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.stated_codes import (
    BLOOD_GROUP_FINDINGS,
    BLOOD_GROUP_TESTS,
    RESUSCITATION_DECISIONS,
)
from serums_desktop.domain.summary import SafetySummary, summarise
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.store import packing
from serums_desktop.store.words import words_of

# What the column `lane` stands for.
LANES = {
    Lane.ENCOUNTERS: 1,
    Lane.PROBLEMS: 2,
    Lane.MEDICINES: 3,
    Lane.LABS: 4,
    Lane.VITALS: 5,
    Lane.PROCEDURES: 6,
    Lane.DOCUMENTS: 7,
    Lane.IMAGING: 8,
}

_TELLING = frozenset({*BLOOD_GROUP_TESTS, *BLOOD_GROUP_FINDINGS, *RESUSCITATION_DECISIONS})
# What the summary knows by its type; of everything else it shows results alone.
_SUMMARISED = {
    "AllergyIntolerance",
    "Condition",
    "Device",
    "DeviceUseStatement",
    "Flag",
    "Immunization",
    "MedicationDispense",
    "MedicationRequest",
    "MedicationStatement",
}
# Of these a source may say that there are none.
_DENIED = {"Condition", "MedicationRequest", "MedicationStatement"}
_OF_RESULTS = frozenset({Lane.LABS, Lane.VITALS})
_NOTHING = SafetySummary()


class ItemRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The columns of an item after its id and the number of its members, and its words.

    `start_s` is by what the timeline is sorted, None for an item without a date. `row` stands for the row of
    a result, None for anything else: of each row the latest is read first, and whatever has `safety`.
    """

    lane: int
    start_s: float | None
    safety: int
    flagged: int
    row: int | None
    body: bytes
    words: str

    def values(self, item_id: int, members: int) -> tuple[object, ...]:
        """The row in the order of the table's columns."""
        return (
            item_id,
            members,
            self.lane,
            self.start_s,
            self.safety,
            self.flagged,
            self.row,
            self.body,
        )


def item_row(item: TimelineItem, packer: packing.Packer) -> ItemRow:
    """An item made ready for its row. An item that has but an end lies there, as on the timeline."""
    return ItemRow(
        LANES[item.lane],
        item.start_s if item.start_s is not None else item.end_s,
        int(_is_for_safety(item)),
        int(item.flag is not RangeFlag.NONE or item.severity >= Severity.HIGH),
        packing.fingerprint(item.row.encode()) if _is_result(item) else None,
        packer.item(item),
        words_of(item),
    )


def _is_for_safety(item: TimelineItem) -> bool:
    """Whether the summary shows it, or it may contradict what the summary shows.

    Of results the summary shows the latest of each row, which their rows find.
    """
    if item.codes and not _TELLING.isdisjoint(item.codes):
        return True
    if item.resource_type not in _SUMMARISED:
        return False
    if item.negated and item.resource_type in _DENIED:
        return True
    return msgspec.structs.replace(summarise(Timeline((item,))), results=()) != _NOTHING


def _is_result(item: TimelineItem) -> bool:
    """Whether the summary shows it where it is the latest of its row."""
    if item.start_s is None or not item.value_text or item.lane not in _OF_RESULTS:
        return False
    return RESUSCITATION_DECISIONS.keys().isdisjoint(item.codes)
