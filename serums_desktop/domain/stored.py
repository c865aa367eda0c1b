"""What the encrypted cache hands back of a record."""

from __future__ import annotations

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.people import Person
from serums_desktop.domain.received import Reason


class StoredRecord(msgspec.Struct, frozen=True):
    """A record that is kept on this workstation. `copied_s` is when its last answer came (UTC epoch s)."""

    record_id: str
    person: Person
    opened_s: float
    copied_s: float | None


class StoredEntry(msgspec.Struct, frozen=True):
    """An entry with the resource it came from, byte for byte, and when it came (UTC epoch s)."""

    entry: Entry
    raw: bytes
    received_s: float


class Unread(msgspec.Struct, frozen=True):
    """A resource that could not be read: which one, why, and where in it (a JSON path, no values)."""

    source_id: str
    resource_type: str
    resource_id: str
    reason: Reason
    problem: str
