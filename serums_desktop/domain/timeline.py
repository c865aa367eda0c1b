"""The merged timeline: what the lanes paint and the safety summary reads."""

from __future__ import annotations

import enum

import msgspec

from serums_desktop.domain.dates import Precision
from serums_desktop.domain.entries import RangeFlag, Severity, Standing
from serums_desktop.domain.lanes import Lane


class FoldRule(enum.StrEnum):
    """By which rule entries are one item; beside it they say the same, as `domain.fold_keys` has it."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    TEXT = "text"


class FoldReason(msgspec.Struct, frozen=True, omit_defaults=True):
    """What several entries of an item share: a number of an issuer, a code of a system, a name, a text.

    `by` is the issuer's or the code system's URI, empty for a name and a text; `what` is the number, the
    code or the name, empty for a text.
    """

    rule: FoldRule
    by: str = ""
    what: str = ""


class ConflictKind(enum.StrEnum):
    """On what sources differ: within one item, or between items (`domain.conflicts`)."""

    STATUS = "status"
    DATES = "dates"
    VALUE = "value"
    CRITICALITY = "criticality"
    DOSE = "dose"
    DOSE_WORDING = "dose-wording"
    DENIED = "denied"
    BLOOD_GROUP = "blood-group"
    RESUSCITATION = "resuscitation"


class TimelineItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One fact on the timeline: one entry, or several sources' entries folded into it.

    `start_s` and `end_s` bound it in UTC epoch seconds; both are None for a fact without a date (it has
    a place of its own) and `end_s` is None while it goes on. `row` groups a lane's rows (a substance, a
    laboratory code) and `row_title` names it. `value` is for pixels alone; `value_text` and `unit` are
    what may be read, `unit_code` the unit's UCUM code where the source gave one. `second_value` is the
    diastolic pressure of a pair. `members` are entry ids, the leading one first; `sources` their sources in
    the same order, each once.

    `folds` say why the members are one item and `conflicts` on what they differ; `conflict` is whether they
    do. `names` are what a statement is about, as codes ("system|code") and plain names: items that share
    one are about the same thing. `other_titles` are what members call it beside `title`. `categories` are
    an allergy's (FHIR allergy-intolerance-category), `doses` a medicine's in every wording its source gives;
    `note` is the first of them.
    """

    item_id: str
    lane: Lane
    resource_type: str
    title: str
    note: str = ""
    start_s: float | None = None
    end_s: float | None = None
    precision: Precision | None = None
    date_text: str = ""
    standing: Standing = Standing.UNKNOWN
    status: str = ""
    severity: Severity = Severity.NONE
    flag: RangeFlag = RangeFlag.NONE
    negated: bool = False
    row: str = ""
    row_title: str = ""
    codes: tuple[str, ...] = ()
    value: float | None = None
    second_value: float | None = None
    low: float | None = None
    high: float | None = None
    value_text: str = ""
    unit: str = ""
    unit_code: str = ""
    sources: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    conflict: bool = False
    has_samples: bool = False
    folds: tuple[FoldReason, ...] = ()
    conflicts: tuple[ConflictKind, ...] = ()
    names: tuple[str, ...] = ()
    other_titles: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    doses: tuple[str, ...] = ()

    @property
    def is_span(self) -> bool:
        """Whether it is drawn as a bar rather than a point."""
        return self.lane in {Lane.PROBLEMS, Lane.MEDICINES} or (
            self.end_s is not None and self.start_s is not None and self.end_s - self.start_s > 86_400
        )


class Timeline(msgspec.Struct, frozen=True):
    """Every item of a record, dated ones first by start, undated ones after them."""

    items: tuple[TimelineItem, ...] = ()
