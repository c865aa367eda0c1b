"""The downtime capsule: what is kept of everybody on a ward for the hour when nothing answers."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.evidence import PatientReference
from serums_desktop.domain.people import Person

# What is kept of one patient at most, by the bytes of the resources.
LARGEST_RESOURCES_BYTES = 700 * 1024


class CapsuleSource(msgspec.Struct, frozen=True):
    """What one source released of one patient for the treatment of everybody on the ward.

    `resources` are what it sent, byte for byte; `as_of_s` is when (UTC epoch s).
    """

    source_id: str
    as_of_s: float
    resources: tuple[bytes, ...]

    def __repr__(self) -> str:
        return f"<CapsuleSource {self.source_id}>"


class CapsuleContent(msgspec.Struct, frozen=True):
    """What is kept of one patient: the types of a safety summary, by source. `missing` were asked in vain."""

    person: Person
    sources: tuple[CapsuleSource, ...]
    missing: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "<CapsuleContent>"


class CapsuleState(msgspec.Struct, frozen=True):
    """Whether there is a capsule, of when (UTC epoch s), and whether a second card is needed to open it."""

    filled_s: float | None
    needs_second_card: bool


class CapsuleRequest(msgspec.Struct, frozen=True):
    """What opens one patient's part: the emergency whose start is on record, and whom it is for.

    The keeper looks into its own journal for the start: what is said here is only where to look.
    """

    emergency_id: str
    entry: int
    patient: PatientReference
