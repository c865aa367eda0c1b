"""One patient's part of the cache: what every source sent, what it says, and the timeline it merges to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select

from serums_desktop.domain.coverage import Held, SourceCoverage, SourceState, Unfinished
from serums_desktop.domain.errors import AccountingBroken
from serums_desktop.domain.lanes import Lane
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.domain.received import Accounting, Disposition, PreparedPage, Reason, Received
from serums_desktop.domain.series import MOST_BLOCKS, Samples, SeriesInfo, SeriesLevel
from serums_desktop.domain.stored import Overview, StoredEntry, Unread, Window
from serums_desktop.domain.timeline import Timeline, TimelineItem
from serums_desktop.domain.timeline_part import Beside, Counted
from serums_desktop.store import densities, levels, packing, packs, pages, timeline_index, windows
from serums_desktop.store.cipher import EncryptedFile
from serums_desktop.store.received_row import FATES, rows_of
from serums_desktop.store.schema import asking, resource, sample
from serums_desktop.store.statements import among, bound, in_chunks
from serums_desktop.store.vault_versions import VAULT, merge_anew, needs_merging


class Vault:
    """One patient's file. Used by the thread that opened it alone; after `close` it raises StoreLocked."""

    def __init__(
        self,
        path: Path,
        key: bytes | bytearray,
        copied: Callable[[float | None], None],
        *,
        is_emergency: bool = False,
    ) -> None:
        """Open the vault, or make an empty one. Half of a file that was cut short is dropped.

        `copied` is told when the newest answer came (UTC epoch seconds), now and after every asking. Only
        the copy of an emergency keeps what was asked for the purposes of one.
        Raises StoreUnreadable, StoreTooNew, DiskFull.
        """
        self._file = EncryptedFile(path, key, VAULT)
        self._copied = copied
        self._is_emergency = is_emergency
        try:
            self._merge_by_todays_rules()
            with self._file.reading() as view:
                unfinished = pages.unfinished_files(view)
            for source_id in unfinished:
                self.drop_source(source_id)
            self._tell_copied()
        except BaseException:
            self._file.close()
            raise

    def __repr__(self) -> str:
        return f"<Vault {self._file!r}>"

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self._file.is_open

    @property
    def is_damaged(self) -> bool:
        """Whether anything read from it so far was damaged."""
        return self._file.is_damaged

    def copy_from(self, other: Vault) -> None:
        """Take over all that another vault holds; damage is the other's.

        Raises StoreLocked, StoreUnreadable, DiskFull.
        """
        self._file.copy_from(other._file)

    def take_files(self, other: Vault) -> None:
        """Take over the files that somebody added to another vault: nobody else could bring them again.

        A file that is here already stays as it is. Raises StoreLocked, StoreUnreadable, DiskFull.
        """
        here = {source.source_id for source in self.coverage()}
        for source in other.coverage():
            if source.state is not SourceState.ADDED or source.source_id in here:
                continue
            run = self.begin(source.source_id)
            with other._file.reading() as view:
                for page, received_s in pages.received(view, source.source_id):
                    self.write(run, page, received_s)
            self.finish(run, source, complete=True)

    def close(self) -> None:
        """Close the file. Closing twice does nothing."""
        self._file.close()

    # -- writing -----------------------------------------------------------------------------------

    def begin(
        self,
        source_id: str,
        purpose: PurposeOfUse = PurposeOfUse.TREATMENT,
        began_s: float | None = None,
    ) -> int:
        """Start reading a source anew; the run it returns is above every run before.

        With `began_s` (UTC epoch seconds) it can go on after it broke off, by the cursors it is written with.
        Raises ValueError for the purpose of an emergency where this is not the copy of one.
        """
        if purpose is not PurposeOfUse.TREATMENT and not self._is_emergency:
            raise ValueError("the purpose of an emergency in a record that is kept")
        with self._writing() as transaction:
            return pages.new_run(transaction, source_id, purpose, began_s)

    def write(
        self,
        run: int,
        page: Sequence[Received] | PreparedPage,
        received_s: float,
        cursor: bytes | None = None,
    ) -> None:
        """Keep a page, folded into the timeline, in one transaction, and with it where the run can go on.

        Writing a page again changes nothing. What a newer run of the same source has seen is left alone,
        and nothing of a run counts once a newer one has ended. Raises ValueError for resources of another
        source than the run's.
        """
        received = rows_of(page)
        with self._writing() as transaction:
            source_id = pages.source_of(transaction, run)
            if source_id is None:
                return
            if any(row.source_id != source_id for row in received.rows):
                raise ValueError("a page of another source than the run's")
            pages.keep(transaction, run, received, received_s)
            if cursor is not None:
                pages.keep_cursor(transaction, run, cursor)

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

        When complete, what this source did not send in this run is gone from the file, its free pages and
        its write-ahead log: of all it had, or only of the resource `types` it was asked for; what it still
        `served` (``Type/id``) stays all the same. Otherwise nothing is deleted. An outcome that does not name
        how old the copy is keeps what was known of it. A copy that was brought up to date for some types
        alone is no beginning for asking only for changes any more.
        """
        with self._writing() as transaction:
            source_id = pages.source_of(transaction, run)
            if source_id is None:
                return
            if source_id != coverage.source_id:
                raise ValueError("the outcome of another source than the run's")
            if complete:
                pages.delete_unseen(transaction, source_id, run, types, served)
            coverage = _with_age_of(pages.read_coverage(transaction), coverage)
            if complete and types is not None:
                coverage = msgspec.structs.replace(coverage, full_s=None)
            pages.keep_coverage(transaction, coverage)
            pages.end_run(transaction, source_id, run, goes_on=goes_on)
        if complete:
            self._file.sweep()
        self._tell_copied()

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

        It stands in the place of what the runs before had of these types. Whatever a newer run brought stays,
        whether that one has ended or not, and a newer complete one replaces it as any other. False, and
        nothing changes, where the copy is as new already.
        """
        with self._writing() as transaction:
            kept = (one for one in pages.read_coverage(transaction) if one.source_id == coverage.source_id)
            known = next(kept, coverage)
            as_of_s = coverage.as_of_s or 0.0
            if known is not coverage and known.as_of_s is not None and known.as_of_s >= as_of_s:
                return False
            pages.take_up(transaction, run, coverage.source_id, purpose)
            for page in parts:
                pages.keep(transaction, run, rows_of(page), as_of_s)
            pages.delete_unseen(transaction, coverage.source_id, run, types)
            known = msgspec.structs.replace(
                known, as_of_s=as_of_s, full_s=None, from_capsule=coverage.from_capsule
            )
            pages.keep_coverage(transaction, known)
        self._file.sweep()
        self._tell_copied()
        return True

    def drop_source(self, source_id: str) -> None:
        """Delete all of a source without trace; what its runs still bring counts no more."""
        with self._writing() as transaction:
            run = pages.new_run(transaction, source_id, PurposeOfUse.TREATMENT)
            pages.delete_unseen(transaction, source_id, run)
            pages.drop_coverage(transaction, source_id)
            pages.end_run(transaction, source_id, run)
        self._file.sweep()
        self._tell_copied()

    # -- reading -----------------------------------------------------------------------------------

    def coverage(self) -> tuple[SourceCoverage, ...]:
        """What became of the last asking of each source that was ever asked, by source id."""
        with self._file.reading() as view:
            return pages.read_coverage(view)

    def held(self, source_id: str) -> Held | None:
        """What is kept of a source, None where it was never read to its end.

        A resource that came without an id cannot be asked for, and is not among the versions.
        """
        with self._file.reading() as view:
            known = (one for one in pages.read_coverage(view) if one.source_id == source_id)
            outcome = next(known, None)
            if outcome is None or outcome.as_of_s is None or outcome.full_s is None:
                return None
            return Held(outcome.as_of_s, outcome.full_s, pages.read_versions(view, source_id))

    def unfinished(self, source_id: str, purpose: PurposeOfUse = PurposeOfUse.TREATMENT) -> Unfinished | None:
        """The reading of a source for a purpose that broke off and can go on, None where there is none."""
        with self._file.reading() as view:
            return pages.unfinished(view, source_id, purpose)

    def received(self, run: int) -> tuple[int, int]:
        """How many resources a run brought, each counted once, and how many of them could not be read."""
        with self._file.reading() as view:
            return pages.count_of(view, run)

    def timeline(self) -> Timeline:
        """The whole merged timeline."""
        with self._file.reading() as view:
            return timeline_index.read_timeline(view)

    def entries(self, entry_ids: Sequence[str]) -> list[StoredEntry]:
        """Entries with their raw resources, in the order asked. Ids that are not here are left out."""
        found: dict[str, StoredEntry] = {}
        query = select(resource.c.key, resource.c.pack, resource.c.place, resource.c.received_s).where(
            resource.c.key.in_(among("keys")), resource.c.shows == 1
        )
        with self._file.reading() as view:
            for some in in_chunks(entry_ids):
                rows = view.execute(query, {"keys": bound(some)}).all()
                places = [(row.pack, row.place) for row in rows]
                entries, raws = packs.read_entries(view, places), packs.read_raws(view, places)
                for row, place in zip(rows, places, strict=True):
                    found[row.key] = StoredEntry(entries[place], raws[place], row.received_s)
        return [found[entry_id] for entry_id in entry_ids if entry_id in found]

    def series(self) -> list[SeriesInfo]:
        """The device series of the record, one per quantity, unit, source and device."""
        what = (sample.c.code, sample.c.unit, sample.c.source_id, sample.c.device)
        query = (
            select(
                *what,
                func.max(sample.c.title),
                func.sum(sample.c.samples),
                func.min(sample.c.start_s),
                func.max(sample.c.end_s),
            )
            .group_by(*what)
            .order_by(*what)
        )
        with self._file.reading() as view:
            return [
                SeriesInfo(code, title, unit, source_id, device, samples, start_s, end_s)
                for code, unit, source_id, device, title, samples, start_s, end_s in view.execute(query)
            ]

    def samples(self, code: str, start_s: float, end_s: float) -> list[Samples]:
        """Runs of samples of one quantity that touch a span, in time order."""
        query = (
            select(sample.c.body)
            .where(sample.c.code == code, sample.c.start_s < end_s, sample.c.end_s > start_s)
            .order_by(sample.c.start_s, sample.c.key, sample.c.part)
        )
        with self._file.reading() as view:
            return [packing.unpack_samples(body) for body in view.scalars(query)]

    def levels(self, code: str, start_s: float, end_s: float, most: int = MOST_BLOCKS) -> list[SeriesLevel]:
        """The least and the greatest of every few samples of one quantity, of the runs that touch a span.

        They are of 128 samples each where those are `most` blocks or fewer, else of 4,096 in long runs.
        """
        with self._file.reading() as view:
            return levels.read(view, code, start_s, end_s, most)

    def unread(self) -> list[Unread]:
        """The resources that are quarantined, by source and kind."""
        of = resource.c
        query = (
            select(of.key, of.reason, of.problem)
            .where(of.run.in_(select(asking.c.run)), of.fate == FATES[Disposition.QUARANTINED])
            .order_by(of.key)
        )
        unread: list[Unread] = []
        with self._file.reading() as view:
            for key, reason, problem in view.execute(query):
                source_id, resource_type, resource_id = key.split("/", 2)
                unread.append(
                    Unread(source_id, resource_type, resource_id, Reason(reason or ""), problem or "")
                )
        return unread

    def accounting(self) -> Accounting:
        """What became of every resource received.

        An item shows one entry and folds its others. Raises AccountingBroken when the resources and the
        timeline, counted apart, do not add up.
        """
        with self._file.reading() as view:
            fates: dict[int, int] = {}
            entries = 0
            # In the order of their index: nothing is sorted.
            kinds = (resource.c.run, resource.c.fate)
            counted = select(*kinds, func.count(), func.sum(resource.c.shows)).group_by(*kinds)
            for _, fate, resources, shown in view.execute(counted):
                fates[fate] = fates.get(fate, 0) + resources
                entries += shown
            items, members = timeline_index.count_items(view)
        without_entry = fates.get(FATES[Disposition.SHOWN], 0) - entries
        account = Accounting(
            received=sum(fates.values()),
            shown=without_entry + items,
            folded=fates.get(FATES[Disposition.FOLDED], 0) + members - items,
            other=fates.get(FATES[Disposition.OTHER], 0),
            retracted=fates.get(FATES[Disposition.RETRACTED], 0),
            quarantined=fates.get(FATES[Disposition.QUARANTINED], 0),
        )
        if not account.balanced:
            accounted = account.shown + account.folded + account.other
            raise AccountingBroken(account.received, accounted + account.retracted + account.quarantined)
        return account

    def overview(self) -> Overview:
        """How much lies when; kept while entries are written."""
        with self._file.reading() as view:
            return densities.read_overview(view)

    def safety(self) -> Timeline:
        """The items that a summary of what one is warned of, has and takes is made of, and those that may
        contradict them more loudly than by a notice.
        """
        with self._file.reading() as view:
            return windows.read_safety(view)

    def undated(self) -> Timeline:
        """The items without a date."""
        with self._file.reading() as view:
            return windows.read_undated(view)

    def window(self, before_s: float | None = None, most: int = 2_000) -> Window:
        """The last dated items that begin before (UTC epoch seconds), the newest first.

        They are `most` or a few more: items that begin together come together.
        """
        with self._file.reading() as view:
            return windows.read_window(view, before_s, most)

    def span(self, start_s: float, end_s: float, lanes: Collection[Lane]) -> Timeline:
        """The items of some lanes that begin from `start_s` on and before `end_s` (UTC epoch s)."""
        with self._file.reading() as view:
            return windows.read_span(view, start_s, end_s, lanes)

    def counts(self, start_s: float, end_s: float, bucket_s: float, lanes: Collection[Lane]) -> Counted:
        """How many items of some lanes begin in each `bucket_s` seconds of a span, and how many are flagged.

        Raises ValueError where `bucket_s` is not above zero.
        """
        with self._file.reading() as view:
            return windows.read_counts(view, start_s, end_s, bucket_s, lanes)

    def rows(self, first: int, most: int) -> tuple[TimelineItem, ...]:
        """At most `most` items from a place on (from 0): the newest first, the undated last."""
        with self._file.reading() as view:
            return windows.read_rows(view, first, most)

    def item(self, entry_id: str) -> TimelineItem | None:
        """The item behind which an entry stands, None where there is none."""
        with self._file.reading() as view:
            return windows.read_item(view, entry_id)

    def beside(self, entry_id: str) -> Beside | None:
        """What lies before and after an entry's item in its lane, None for one without a date, or none."""
        with self._file.reading() as view:
            return windows.read_beside(view, entry_id)

    def results(self, rows: Collection[str]) -> Timeline:
        """Every dated result of some rows (`TimelineItem.row`)."""
        with self._file.reading() as view:
            return windows.read_results(view, rows)

    def find(self, words: str, most: int = 500) -> list[TimelineItem]:
        """Items with all of these words, the last one as a beginning; the newest first, then the undated.

        Case and accents do not matter; what stands between blanks is one word, whatever it is made of.
        """
        with self._file.reading() as view:
            return windows.find(view, words, most)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that counts."""
        with self._file.writing() as transaction:
            pages.raise_generation(transaction)
            yield transaction

    def _merge_by_todays_rules(self) -> None:
        with self._file.reading() as view:
            is_stale = needs_merging(view)
        if is_stale:
            with self._writing() as transaction:
                merge_anew(transaction)
            self._file.sweep()

    def _tell_copied(self) -> None:
        self._copied(max((one.as_of_s for one in self.coverage() if one.as_of_s is not None), default=None))


def _with_age_of(before: Iterable[SourceCoverage], outcome: SourceCoverage) -> SourceCoverage:
    """An outcome with what it does not tell of the copy's age as it was known before."""
    for known in before:
        if known.source_id == outcome.source_id:
            as_of_s = known.as_of_s if outcome.as_of_s is None else outcome.as_of_s
            full_s = known.full_s if outcome.full_s is None else outcome.full_s
            # An answer's age is its own; anything else leaves what was there.
            from_capsule = known.from_capsule and as_of_s == known.as_of_s
            return msgspec.structs.replace(outcome, as_of_s=as_of_s, full_s=full_s, from_capsule=from_capsule)
    return outcome
