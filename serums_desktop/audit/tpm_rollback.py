"""Yesterday's files of a keeper in place of today's: noticed by a TPM's counter, which stays where it is.

The file of the anchors names a value of the counter and how long the journal was then. To count is to write
the file with the next value, and then to increment. Whatever ends the keeper in between, the file is at the
counter's value or one before it is reached; a file that was put back is behind.

Before the first count nothing is compared. A second index, begun before and removed after it, tells a first
count that was cut short from files put back from before it.

Incrementing wears the chip's memory, so it is done once when a keeper starts, every half an hour and when it
ends, and each time only where something changed. What was put back within one such period is not noticed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final, Protocol

from serums_desktop.audit.anchors import Anchors, Counted
from serums_desktop.audit.journal import Journal
from serums_desktop.audit.tpm_commands import TpmRefusal
from serums_desktop.domain.errors import EvidenceNotKept
from serums_desktop.domain.evidence import Act, Agent, Deed
from serums_desktop.domain.purpose import PurposeOfUse
from serums_desktop.host import log

if TYPE_CHECKING:
    from serums_desktop.audit.keeper import SharedJournal

COUNTER: Final = "anchors"
FIRST_COUNT: Final = "anchors first count"
ROLLED_BACK: Final = "rolled-back"

# Nobody is signed in: the workstation does it by itself.
_WORKSTATION: Final = Agent("", "", "", "")


class MonotonicCounter(Protocol):
    """A counter that only goes up. Each call raises TpmRefusal."""

    def value(self) -> int | None:
        """How far it is; None before the first increment, and of one that is not there."""
        ...

    def increment(self) -> int:
        """Count one up, and return how far it is now; begins it where it is not there."""
        ...

    def is_begun(self) -> bool:
        """Whether it is there, incremented or not."""
        ...

    def begin(self) -> None:
        """Make room for it where it is not there."""
        ...

    def remove(self) -> None:
        """Give its room back, where it is there."""
        ...


class RollbackGuard:
    """Counts what a keeper keeps, and says whether something older was put in its place.

    A TPM that fails, or a full disk, hinders no evidence: it `is_working` no longer until a count succeeds.
    """

    # How often to count while the keeper runs.
    PERIOD_S: Final = 1800.0

    def __init__(
        self,
        journal: SharedJournal,
        anchors: Anchors,
        counter: MonotonicCounter,
        first_count: MonotonicCounter,
        *,
        now_s: Callable[[], float],
    ) -> None:
        """Compare the files with the counter, and count. What was put back is on record when this returns."""
        self._journal = journal
        self._anchors = anchors
        self._counter = counter
        self._first_count = first_count
        self._now_s = now_s
        self._guard = threading.Lock()
        self.is_working = False
        self.count()

    def is_rolled_back(self, delivered: int, refused: Collection[int] = ()) -> bool:
        """Whether the audit repository, which has the entries before `delivered`, is yet to learn of it.

        `refused` are those among them that it did not take: where it knows another entry by that number, it
        takes none until the journal is as long again as it was.
        """
        counted = self._anchors.counted()
        found = counted.found_entry if counted is not None else None
        return found is not None and (found >= delivered or found in refused)

    def count(self) -> None:
        """Count, where something changed since the last time. From any thread."""
        with self._guard:
            try:
                self._count()
                self.is_working = True
            except (TpmRefusal, EvidenceNotKept) as error:
                self.is_working = False
                log.event("rollback-not-guarded", reason=error.reason)

    def _count(self) -> None:
        value, counted = self._counter.value(), self._anchors.counted()
        if counted is None:
            if value is None or self._first_count.is_begun():
                self._count_first()
            else:
                self._record(value, None)
        elif value is None or not self._is_newest(counted, value):
            self._record(value, counted)
        else:
            self._count_on(counted, value)

    def _count_first(self) -> None:
        self._first_count.begin()
        value = self._counter.increment()
        self._write(value, None)
        self._first_count.remove()

    def _count_on(self, counted: Counted, value: int) -> None:
        if value < counted.counter:
            # The file was written, and something ended the keeper before the increment.
            value = self._counter.increment()
        size = self._journal.run(Journal.size)
        if (self._anchors.changes(), size) != (counted.changes, counted.entries):
            self._write(value + 1, counted.found_entry)
            self._counter.increment()
        if self._first_count.is_begun():
            self._first_count.remove()

    def _record(self, value: int | None, counted: Counted | None) -> None:
        """Put on record that something older was put back, then go on from here."""
        deed = Deed(
            Act.DAMAGE_FOUND, self._now_s(), _WORKSTATION, PurposeOfUse.TREATMENT, outcome=ROLLED_BACK
        )
        was_counted = counted.counter if counted is not None else "never"
        entry = self._journal.keep(f"{ROLLED_BACK} {was_counted} {value}", deed).entry
        log.event(ROLLED_BACK, count=entry)
        if value is None:
            value = self._counter.increment()
        self._write(value + 1, entry)
        self._counter.increment()

    def _is_newest(self, counted: Counted, value: int) -> bool:
        if counted.counter not in {value, value + 1}:
            return False
        return self._journal.run(lambda journal: journal.signed_root(counted.entries)) == counted.root

    def _write(self, counter: int, found_entry: int | None) -> None:
        size, root = self._journal.run(lambda journal: (journal.size(), journal.root()))
        self._anchors.count(counter, size, root, found_entry)
