"""The encrypted cache."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Protocol

from serums_desktop.domain.coverage import Held, SourceCoverage, Unfinished
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.people import Person
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Accounting, PreparedPage, Received
from serums_desktop.domain.series import MOST_BLOCKS, Samples, SeriesInfo, SeriesLevel
from serums_desktop.domain.stored import (
    Integrity,
    Overview,
    StoredEntry,
    StoredRecord,
    StoredSize,
    Unread,
    Window,
)
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import Beside, Counted
from serums_desktop.services.ports.identity import ReleasedKey


class RecordVault(Protocol):
    """One patient's part of the cache. Used on the database lane alone."""

    def begin(
        self,
        source_id: str,
        purpose: PurposeOfUse = PurposeOfUse.TREATMENT,
        began_s: float | None = None,
    ) -> int:
        """Start reading a source anew; returns the run. With `began_s`, it can go on after it broke off.

        Raises ValueError for another copy's purpose.
        """

    def write(
        self,
        run: int,
        page: Sequence[Received] | PreparedPage,
        received_s: float,
        cursor: bytes | None = None,
    ) -> None:
        """Keep a page, folded into the timeline, in one transaction, and with it where the run can go on."""

    def finish(
        self,
        run: int,
        coverage: SourceCoverage,
        *,
        complete: bool,
        types: frozenset[str] | None = None,
        served: frozenset[str] | None = None,
        goes_on: bool = False,
    ) -> None:
        """Keep what became of the asking. One that broke off and `goes_on` keeps its cursor.

        When complete, what the source no longer serves is gone: of everything, or of the `types` asked for.
        With `served` (``Type/id``), what it names stays although this run did not send it.
        """

    def supply(
        self,
        run: int,
        parts: Iterable[Sequence[Received] | PreparedPage],
        coverage: SourceCoverage,
        *,
        types: frozenset[str],
        purpose: PurposeOfUse,
    ) -> bool:
        """Keep all that a source released of some types earlier, as `coverage` says when, in one transaction.

        What newer runs than this one brought stays. False where the copy is as new already.
        """

    def held(self, source_id: str) -> Held | None:
        """What is kept of a source, None where it was never read to its end."""

    def unfinished(self, source_id: str, purpose: PurposeOfUse = PurposeOfUse.TREATMENT) -> Unfinished | None:
        """The reading of a source for a purpose that broke off and can go on, None where there is none."""

    def received(self, run: int) -> tuple[int, int]:
        """How many resources a run brought, each counted once, and how many of them could not be read."""

    def drop_source(self, source_id: str) -> None:
        """Delete all of a source without trace; what its runs still bring counts no more."""

    def coverage(self) -> tuple[SourceCoverage, ...]:
        """What became of the last asking of each source that was ever asked."""

    def timeline(self) -> Timeline:
        """The whole merged timeline."""

    def overview(self) -> Overview:
        """How much lies when; kept while entries are written."""

    def safety(self) -> Timeline:
        """The items that a summary of what one is warned of, has and takes is made of, and no others."""

    def undated(self) -> Timeline:
        """The items without a date."""

    def window(self, before_s: float | None = None, most: int = 2_000) -> Window:
        """At least `most` dated items that begin before (UTC epoch s), the newest first."""

    def span(self, start_s: float, end_s: float, lanes: Collection[Lane]) -> Timeline:
        """The items of some lanes that begin from `start_s` on and before `end_s` (UTC epoch s)."""

    def counts(self, start_s: float, end_s: float, bucket_s: float, lanes: Collection[Lane]) -> Counted:
        """How many items of some lanes begin in each `bucket_s` seconds of a span, and how many flagged.

        Raises ValueError where `bucket_s` is not above zero.
        """

    def rows(self, first: int, most: int) -> tuple[TimelineItem, ...]:
        """At most `most` items from a place on (from 0): the newest first, the undated last."""

    def item(self, entry_id: str) -> TimelineItem | None:
        """The item behind which an entry stands, None where there is none."""

    def beside(self, entry_id: str) -> Beside | None:
        """What lies before and after an entry's item in its lane, None for one without a date, or none."""

    def results(self, rows: Collection[str]) -> Timeline:
        """Every dated result of some rows (`TimelineItem.row`)."""

    def find(self, words: str, most: int = 500) -> list[TimelineItem]:
        """Items with all of these words, the last one as a beginning; the newest first."""

    def entries(self, entry_ids: Sequence[str]) -> list[StoredEntry]:
        """Entries with their raw resources, in the order asked."""

    def series(self) -> list[SeriesInfo]:
        """The device series of the record."""

    def samples(self, code: str, start_s: float, end_s: float) -> list[Samples]:
        """Runs of samples of one quantity that touch a span, in time order."""

    def levels(self, code: str, start_s: float, end_s: float, most: int = MOST_BLOCKS) -> list[SeriesLevel]:
        """The extremes of every few samples of the runs that touch a span; finer up to `most` blocks."""

    def unread(self) -> list[Unread]:
        """The resources that could not be read."""

    def accounting(self) -> Accounting:
        """What became of every resource received."""

    def close(self) -> None:
        """Close the file."""


class RecordStore(Protocol):
    """The encrypted cache of one person on this workstation. Used on the database lane alone."""

    @property
    def was_rebuilt(self) -> bool:
        """Whether `open` found the index damaged, so that every record is to be copied anew."""

    @property
    def integrity(self) -> Integrity:
        """What `open` found the index to be; `UNCHECKED` where nobody remembers how it should be."""

    def open(self, key: ReleasedKey) -> None:
        """Open or make the index. Raises StoreUnreadable, StoreTooNew, DiskFull."""

    def confirmed_s(self) -> float | None:
        """When the home source last confirmed whose cache this is (UTC epoch seconds), None before any."""

    def keep_confirmed(self, at_s: float) -> None:
        """Keep when it did; 0 that it no longer does."""

    def destroy(self) -> None:
        """Close the cache and delete all of its files."""

    def remember(self, person: Person, opened_s: float, *, prefetched: bool = False) -> str:
        """Keep who the person is, under one record id. If `prefetched`, nobody has opened it yet."""

    def records(self) -> list[StoredRecord]:
        """Every record kept here, the last opened first. An emergency's copy is never among them."""

    def person(self, record_id: str) -> Person:
        """Whose record it is, an emergency's copy included. Raises NotOnThisWorkstation."""

    def relink(self, record_id: str, person: Person) -> None:
        """Keep that a source knows this record's person too. For an emergency's copy, in memory alone."""

    def unlink(self, record_id: str, source_id: str) -> Person:
        """Undo that a source knows this record's person: its entries go, the others stay as they were.

        The source's patient is kept apart from now on (`Person.apart`). Returns who is known now. Raises
        ValueError for the only patient there is, NotOnThisWorkstation.
        """

    def begin_emergency(self, person: Person) -> str:
        """A copy of what is kept of a person, whose key never leaves memory; returns its record id.

        Nothing written to it reaches the record it came from. Raises DiskFull, StoreUnreadable.
        """

    def end_emergency(self, record_id: str) -> None:
        """Wipe the copy's key and delete its file; ending twice does nothing."""

    def vault(self, record_id: str) -> RecordVault:
        """Open one patient's vault. Raises NotOnThisWorkstation, StoreUnreadable.

        A damaged one, or one that is older than it should be, is set aside for a new one: see `take_damage`.
        """

    def take_damage(self) -> list[tuple[str, Integrity]]:
        """Records whose files were found damaged or rolled back since this was last asked."""

    def sizes(self) -> list[StoredSize]:
        """Every record kept here, without anything clinical; the last opened first."""

    def check(self, record_id: str) -> Integrity:
        """Read a whole file. Raises NotOnThisWorkstation."""

    def forget(self, record_id: str) -> None:
        """Destroy a record's key and delete its file."""

    def end_episode(self, record_id: str, at_s: float | None) -> None:
        """Keep when the patient left the ward (UTC epoch s), None where they are there."""

    def rekey(self, record_id: str) -> None:
        """Give a record a new key. Whatever is written or read meanwhile goes on. Raises StoreError."""

    def close(self) -> None:
        """Close everything and forget the key."""
