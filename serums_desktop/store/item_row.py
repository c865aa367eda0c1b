"""What an item's row tells of it, so that parts of a record are found without reading it all."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.entries import RangeFlag, Severity, Standing
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.stated_codes import (
    BLOOD_GROUP_FINDINGS,
    BLOOD_GROUP_TESTS,
    RESUSCITATION_DECISIONS,
)
from serums_desktop.domain.timeline import TimelineItem
from serums_desktop.store import packing

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
_WARNING = {"AllergyIntolerance", "Flag", "Device", "DeviceUseStatement", "Immunization"}
_UNLESS_PAST = {"Condition", "MedicationRequest", "MedicationStatement", "MedicationDispense"}


class ItemRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The columns of an item after its id and the number of its members, in the order of the table's."""

    lane: int
    start_s: float | None
    safety: int
    flagged: int
    row: int | None
    body: bytes


def item_row(item: TimelineItem, packer: packing.Packer) -> ItemRow:
    """An item made ready for its row. An item that has but an end lies there, as on the timeline."""
    is_result = item.lane in {Lane.LABS, Lane.VITALS} and item.start_s is not None and item.value_text
    return ItemRow(
        LANES[item.lane],
        item.start_s if item.start_s is not None else item.end_s,
        int(_is_for_safety(item)),
        int(item.flag is not RangeFlag.NONE or item.severity >= Severity.HIGH),
        packing.fingerprint(item.row.encode()) if is_result else None,
        packer.item(item),
    )


def _is_for_safety(item: TimelineItem) -> bool:
    """Whether a summary may need it. The latest results are found by their rows."""
    if item.resource_type in _WARNING or not _TELLING.isdisjoint(item.codes):
        return True
    return item.resource_type in _UNLESS_PAST and item.standing is not Standing.PAST
