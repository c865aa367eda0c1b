"""Emergency access: why the glass is broken, what opens at each stage, how long it lasts.

Grounds and stages follow EHDS, Regulation (EU) 2025/327, Art. 11(5) (vital interests) and the emergency
access of HL7 EHR-S FM (TI.1.2).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import Person

SHORTEST_WORDS = 10
DEFAULT_DURATION_S = 3600
SHORTEST_DURATION_S = 300
LONGEST_DURATION_S = 14_400
WARNINGS_S = (300, 60)


class EmergencyReason(enum.StrEnum):
    """The coded reason, in the order of its keys 1 to 5."""

    UNCONSCIOUS = "unconscious"
    LACKS_CAPACITY = "lacks-capacity"
    THREAT_TO_LIFE = "threat-to-life"
    CANNOT_COMMUNICATE = "cannot-communicate"
    OTHER = "other"


class Stage(enum.IntEnum):
    """How far the record is open. Each stage is asked for by itself and recorded by itself."""

    SAFETY_SUMMARY = 1
    MEDICINES = 2
    EVERYTHING = 3


_SAFETY_TYPES = frozenset(
    {
        "AllergyIntolerance", "Condition", "Device", "DeviceUseStatement", "Flag",
        "Medication", "MedicationRequest", "MedicationStatement",
    }
)  # fmt: skip

# What the sources are asked for at each stage; None is everything.
RESOURCE_TYPES: Mapping[Stage, frozenset[str] | None] = {
    Stage.SAFETY_SUMMARY: _SAFETY_TYPES,
    Stage.MEDICINES: _SAFETY_TYPES | {"MedicationAdministration", "MedicationDispense"},
    Stage.EVERYTHING: None,
}


# The lanes of the timeline that a stage asks for in full; None is every lane.
LANES: Mapping[Stage, frozenset[Lane] | None] = {
    Stage.SAFETY_SUMMARY: frozenset({Lane.PROBLEMS, Lane.MEDICINES}),
    Stage.MEDICINES: frozenset({Lane.PROBLEMS, Lane.MEDICINES}),
    Stage.EVERYTHING: None,
}


class EmergencyRequest(msgspec.Struct, frozen=True):
    """What the clinician states. `words` may be empty unless the reason is OTHER. Raises ValueError."""

    reason: EmergencyReason
    words: str = ""
    duration_s: int = DEFAULT_DURATION_S

    def __post_init__(self) -> None:
        if self.reason is EmergencyReason.OTHER and len(self.words.strip()) < SHORTEST_WORDS:
            raise ValueError("another reason needs words")
        if not SHORTEST_DURATION_S <= self.duration_s <= LONGEST_DURATION_S:
            raise ValueError("duration out of range")


class OpenedStage(msgspec.Struct, frozen=True):
    """A stage that was opened: the number of its entry in the evidence, and when (UTC epoch seconds)."""

    stage: Stage
    entry: int
    opened_s: float


class Emergency(msgspec.Struct, frozen=True):
    """A running emergency access to one person's record.

    `record_id` names the copy that dies with it. `ends_elapsed_s` is on the clock nobody sets, `ends_s` the
    same moment for people (UTC epoch seconds). `entry` is the newest entry of the evidence about it.
    """

    emergency_id: str
    record_id: str
    person: Person
    request: EmergencyRequest
    began_s: float
    ends_s: float
    ends_elapsed_s: float
    entry: int
    stages: tuple[OpenedStage, ...]

    @property
    def stage(self) -> Stage:
        """The furthest stage opened so far."""
        return max(opened.stage for opened in self.stages)

    def remaining_s(self, elapsed_s: float) -> float:
        """Seconds that are left, 0 when it is over."""
        return max(0.0, self.ends_elapsed_s - elapsed_s)
