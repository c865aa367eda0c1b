"""Coverage: which sources were asked and what became of the asking. Completeness is never claimed."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec

from serums_desktop.domain.errors import SourceFault
from serums_desktop.domain.people import PatientAtSource


class SourceState(enum.StrEnum):
    """What a source did with the last request for a patient. `ADDED`: a file, which nobody asks."""

    ASKING = "asking"
    ANSWERED = "answered"
    PARTIAL = "partial"
    FAILED = "failed"
    NOT_ASKED = "not-asked"
    ADDED = "added"


class SourceCoverage(msgspec.Struct, frozen=True):
    """One source's part in what is on screen.

    `as_of_s` is when the copy on screen was received (UTC epoch seconds), None when there is none.
    `asked_s` is when the current request began. `received` counts resources and `quarantined` those
    that could not be read. `full_s` is when the source was last read from its beginning, not only for
    changes. `missing` are resource types that it could not give to anybody. `unlinked` are patients that
    carry a number of this person at the source and are not linked by the rule: somebody has to compare them.
    `arriving` is how many resources have come so far, while it is asked. `stopped`: somebody here ended the
    asking. `from_capsule`: the copy on screen came out of the downtime capsule, and is as old as that.
    """

    source_id: str
    title: str
    country: str
    state: SourceState
    asked_s: float | None = None
    as_of_s: float | None = None
    fault: SourceFault | None = None
    retry_after_s: float | None = None
    received: int = 0
    quarantined: int = 0
    full_s: float | None = None
    missing: tuple[str, ...] = ()
    unlinked: tuple[PatientAtSource, ...] = ()
    arriving: int = 0
    stopped: bool = False
    from_capsule: bool = False


class Held(msgspec.Struct, frozen=True):
    """What a copy holds of one source, as a beginning for asking only for changes.

    `as_of_s` is when it was last brought up to date, `full_s` when it was last read from the beginning (UTC
    epoch seconds, by this workstation's clock). `versions` has each resource's ``Type/id`` and version id
    ("" where the source gave none).
    """

    as_of_s: float
    full_s: float
    versions: dict[str, str]


class Unfinished(msgspec.Struct, frozen=True):
    """A reading of a whole record that broke off, as a beginning for going on with it.

    `run` is its number in the copy, `began_s` when it began (UTC epoch seconds, by this workstation's clock),
    `cursor` what its source gave last to go on from, `keys` the ``Type/id`` of what was kept of it.
    """

    run: int
    began_s: float
    cursor: bytes
    keys: frozenset[str]


class Coverage(msgspec.Struct, frozen=True):
    """Every configured source, in the configuration's order, the same for every patient; then added files."""

    sources: tuple[SourceCoverage, ...] = ()

    @property
    def answered(self) -> int:
        """How many sources answered in full."""
        return sum(source.state is SourceState.ANSWERED for source in self.sources)

    @property
    def configured(self) -> tuple[SourceCoverage, ...]:
        """The sources that can be asked: all but added files."""
        return tuple(source for source in self.sources if source.state is not SourceState.ADDED)

    def replaced(self, changed: SourceCoverage) -> Coverage:
        """The same coverage with one source's part renewed."""
        return Coverage(
            tuple(changed if source.source_id == changed.source_id else source for source in self.sources)
        )

    def supplied(self, kept: Iterable[SourceCoverage]) -> Coverage:
        """The same coverage with how old the capsule's part is, of sources that have not answered."""
        from_capsule = {one.source_id: one.as_of_s for one in kept if one.from_capsule}
        return Coverage(
            tuple(
                msgspec.structs.replace(source, as_of_s=from_capsule[source.source_id], from_capsule=True)
                if source.source_id in from_capsule and source.state is not SourceState.ANSWERED
                else source
                for source in self.sources
            )
        )

    def counting(self, source_id: str, arriving: int) -> Coverage:
        """The same coverage where so many resources of a source that is still asked have come."""
        return Coverage(
            tuple(
                msgspec.structs.replace(source, arriving=arriving)
                if source.source_id == source_id and source.state is SourceState.ASKING
                else source
                for source in self.sources
            )
        )
