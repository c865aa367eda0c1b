"""What the encrypted cache hands back of a record."""

from __future__ import annotations

import enum

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import Person
from serums_desktop.domain.received import Reason
from serums_desktop.domain.timeline import TimelineItem


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


class Month(msgspec.Struct, frozen=True):
    """How much lies in one lane in one calendar month (UTC). `number` counts months since January 1970."""

    lane: Lane
    number: int
    items: int
    flagged: int


class Overview(msgspec.Struct, frozen=True):
    """How much of what lies when on a timeline, by lane and month; `undated` items lie nowhere."""

    months: tuple[Month, ...]
    items: int
    undated: int


class Window(msgspec.Struct, frozen=True):
    """A part of a timeline: its dated items, the newest first.

    All dated items from `earliest_s` on (UTC epoch s) are in it or in windows before it; None where nothing
    earlier is left.
    """

    items: tuple[TimelineItem, ...]
    earliest_s: float | None


class Integrity(enum.StrEnum):
    """What is known of a kept file: whether it is the one that was written last, and whole."""

    SOUND = "sound"
    DAMAGED = "damaged"
    ROLLED_BACK = "rolled-back"
    UNCHECKED = "unchecked"


class StoredSize(msgspec.Struct, frozen=True):
    """A kept record without anything clinical: its file's random name, its bytes, its times (UTC epoch s).

    `copied_s` is when its last answer came, `episode_ended_s` when the patient left the ward: infinity while
    they are there, None where they never were.
    """

    record_id: str
    file_name: str
    size_bytes: int
    opened_s: float
    copied_s: float | None
    episode_ended_s: float | None
    prefetched: bool
