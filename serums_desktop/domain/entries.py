"""Clinical entries: what one resource of one source says, in its own words."""

from __future__ import annotations

import enum

import msgspec

from serums_desktop.domain.dates import PartialDate, Span
from serums_desktop.domain.identifiers import Identifier
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.quantity import Quantity, ReferenceRange


class Coding(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A code of a code system, with the words the source gave for it."""

    system: str
    code: str
    display: str = ""


class Standing(enum.StrEnum):
    """Whether the source speaks of now, of before or of later."""

    CURRENT = "current"
    PAST = "past"
    PLANNED = "planned"
    UNKNOWN = "unknown"


class Severity(enum.IntEnum):
    """How loudly an entry must be shown. It repeats what a source says; nothing is inferred."""

    NONE = 0
    NOTICE = 1
    HIGH = 2
    CRITICAL = 3


class RangeFlag(enum.StrEnum):
    """A result against its range: as the source interprets it, else against the source's own range."""

    NONE = ""
    LOW = "low"
    HIGH = "high"
    CRITICAL_LOW = "critical-low"
    CRITICAL_HIGH = "critical-high"
    ABNORMAL = "abnormal"


class Component(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One part of a composed observation, such as the systolic pressure."""

    title: str
    codes: tuple[Coding, ...] = ()
    value: Quantity | None = None
    value_text: str = ""
    ranges: tuple[ReferenceRange, ...] = ()
    flag: RangeFlag = RangeFlag.NONE


class Label(enum.StrEnum):
    """What a detail row of an entry is about; `messages` has the words."""

    DOSE = "dose"
    ROUTE = "route"
    REASON = "reason"
    REACTION = "reaction"
    CRITICALITY = "criticality"
    VERIFICATION = "verification"
    PERFORMER = "performer"
    PLACE = "place"
    BODY_SITE = "body-site"
    METHOD = "method"
    DEVICE = "device"
    CATEGORY = "category"
    NOTE = "note"
    TEXT = "text"
    QUANTITY = "quantity"
    CONCLUSION = "conclusion"
    CLOCK_OFFSET = "clock-offset"
    SETTING = "setting"


class Detail(msgspec.Struct, frozen=True, gc=False):
    """One labelled piece of an entry, in the source's own words."""

    label: Label
    text: str


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one resource says.

    `entry_id` is ``source/Type/id``. `title` and every text are the source's own words in `language`
    (BCP 47, empty where not given). `status` is the FHIR status verbatim. `negated` marks a statement
    that something is *not* there ("no known allergies", a procedure not done): it is never shown as the
    thing itself. `recorded` is when the source's author wrote it.
    """

    entry_id: str
    source_id: str
    resource_type: str
    resource_id: str
    lane: Lane
    title: str
    when: Span = Span()
    language: str = ""
    codes: tuple[Coding, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    status: str = ""
    standing: Standing = Standing.UNKNOWN
    negated: bool = False
    severity: Severity = Severity.NONE
    flag: RangeFlag = RangeFlag.NONE
    value: Quantity | None = None
    value_text: str = ""
    components: tuple[Component, ...] = ()
    ranges: tuple[ReferenceRange, ...] = ()
    details: tuple[Detail, ...] = ()
    author: str = ""
    recorded: PartialDate | None = None
    version_id: str = ""
    last_updated: PartialDate | None = None
    has_samples: bool = False

    def detail(self, label: Label) -> str:
        """The text under a label, or nothing."""
        return next((row.text for row in self.details if row.label is label), "")
