"""What an item weighs on the timeline: stays, loud ones, and who gets a label first."""

from __future__ import annotations

from serums_desktop.charts.clock import DAY_S
from serums_desktop.domain.entries import RangeFlag, Severity
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.timeline import TimelineItem

EMERGENCY_CODES = frozenset({"EMER"})
# HL7 v3 ActCode encounter classes that are no stay, however long they run.
_OUTPATIENT_CODES = frozenset({"AMB", "HH", "VR", "EMER", "FLD"})


def is_loud(item: TimelineItem) -> bool:
    """Whether a source marks it: outside its range, or severe."""
    return item.flag is not RangeFlag.NONE or item.severity >= Severity.HIGH


def is_stay(item: TimelineItem) -> bool:
    """Whether it is an encounter of at least one night."""
    return item.lane is Lane.ENCOUNTERS and item.is_span and not _OUTPATIENT_CODES.intersection(item.codes)


def nights(item: TimelineItem) -> int:
    """How many midnights lie within a stay."""
    if item.start_s is None or item.end_s is None:
        return 0
    return int((item.end_s - 1) // DAY_S - item.start_s // DAY_S)


def is_landmark(item: TimelineItem) -> bool:
    """Whether it is named even where months are too narrow for names."""
    return is_loud(item) or is_stay(item) or item.lane is Lane.PROCEDURES


def priority(item: TimelineItem) -> tuple[float, ...]:
    """Inpatient, emergency, abnormal, rest; later ones first among equals."""
    return (
        float(is_stay(item)),
        float(bool(EMERGENCY_CODES.intersection(item.codes))),
        float(max(item.severity, Severity.HIGH if is_loud(item) else Severity.NONE)),
        item.start_s or item.end_s or 0.0,
    )
