"""What became of every resource a source sent: each is accounted for exactly once."""

from __future__ import annotations

import enum

import msgspec

from serums_desktop.domain.entries import Entry
from serums_desktop.domain.people import PatientAtSource
from serums_desktop.domain.series import Samples


class Disposition(enum.StrEnum):
    """The fate of one received resource.

    `SHOWN` may still become `FOLDED` when the merge finds the same fact from elsewhere.
    """

    SHOWN = "shown"
    FOLDED = "folded"
    OTHER = "other"
    RETRACTED = "retracted"
    QUARANTINED = "quarantined"


class Reason(enum.StrEnum):
    """Why a resource is not shown on its own."""

    NONE = ""
    UNLISTED_TYPE = "unlisted-type"
    ENTERED_IN_ERROR = "entered-in-error"
    REFUTED = "refuted"
    NOT_TAKEN = "not-taken"
    DO_NOT_PERFORM = "do-not-perform"
    UNKNOWN_MODIFIER = "unknown-modifier"
    WRONG_SHAPE = "wrong-shape"
    NO_ID = "no-id"
    OTHER_PATIENT = "other-patient"
    NAMED_BY_ANOTHER = "named-by-another"
    SAME_FACT = "same-fact"


class Received(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One resource as it came, and what it was read as.

    `raw` is the resource's own bytes. `entry` is set when it is `SHOWN` on the timeline, `patient` when it
    is the Patient resource, `samples` when it carries a device series. `problem` names the place of a
    wrong shape (a JSON path, no values).
    """

    source_id: str
    resource_type: str
    resource_id: str
    raw: bytes
    disposition: Disposition
    reason: Reason = Reason.NONE
    problem: str = ""
    version_id: str = ""
    entry: Entry | None = None
    patient: PatientAtSource | None = None
    samples: tuple[Samples, ...] = ()

    @property
    def key(self) -> str:
        """``source/Type/id``: one resource of one source."""
        return f"{self.source_id}/{self.resource_type}/{self.resource_id}"


class PreparedPage(msgspec.Struct, frozen=True):
    """A page that another process read and made ready to be kept.

    `names` are ``Type/id`` of what was received, of which `quarantined` could not be read. `rows` is in a
    form that the store alone knows.
    """

    source_id: str
    names: tuple[str, ...]
    quarantined: int
    rows: bytes


class Served(msgspec.Struct, frozen=True):
    """What a source still serves of a patient: ``Type/id`` of every resource, whether sent anew or not.

    It ends a reading that began with what is held. What is held and neither sent nor named here is gone.
    """

    keys: frozenset[str]


class Progress(msgspec.Struct, frozen=True):
    """Where a reading can go on once the page that comes after this is kept; opaque to all but its source."""

    cursor: bytes


class Anew(msgspec.Struct, frozen=True):
    """A reading that was to go on begins anew: what was kept of it before is none of this one's."""


class Accounting(msgspec.Struct, frozen=True):
    """The count of every fate. `balanced` is the law: nothing is dropped and nothing is counted twice."""

    received: int = 0
    shown: int = 0
    folded: int = 0
    other: int = 0
    retracted: int = 0
    quarantined: int = 0

    @property
    def balanced(self) -> bool:
        """received = shown + folded + other + retracted + quarantined."""
        return self.received == self.shown + self.folded + self.other + self.retracted + self.quarantined

    def __add__(self, other: Accounting) -> Accounting:
        return Accounting(
            self.received + other.received,
            self.shown + other.shown,
            self.folded + other.folded,
            self.other + other.other,
            self.retracted + other.retracted,
            self.quarantined + other.quarantined,
        )
