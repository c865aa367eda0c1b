"""One source's pages on their way into the store: while one is written the next is read, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future

from serums_desktop.domain.received import PreparedPage, Progress, Received

Page = list[Received] | PreparedPage
# Has a page written, with where its reading can go on after it.
Write = Callable[[Page, bytes | None], Future[None]]


class ArrivingPages:
    """Has pages kept, each with the cursor that came before it, and counts what is kept.

    `kept` is told after each page how many resources are kept so far, however often they came.
    """

    def __init__(self, write: Write, kept: Callable[[int], None], before: Iterable[str] = ()) -> None:
        """`before` are the ``Type/id`` of what is kept already."""
        self._write = write
        self._kept = kept
        # Names take ten times the room, and all that is asked of them is whether they are the same.
        self._names = set(map(hash, before))
        self._cursor: bytes | None = None
        self._under_way: tuple[Page, Future[None]] | None = None

    @property
    def received(self) -> int:
        """How many resources are kept."""
        return len(self._names)

    def take(self, part: Page | Progress) -> None:
        """Have a page written, once the one before is. Raises what writing that one raised."""
        if isinstance(part, Progress):
            self._cursor = part.cursor
            return
        self.settle()
        cursor, self._cursor = self._cursor, None
        self._under_way = part, self._write(part, cursor)

    def settle(self) -> None:
        """Wait for what is being written, and count it. Raises what writing it raised."""
        if self._under_way is None:
            return
        page, written = self._under_way
        self._under_way = None
        written.result()
        if isinstance(page, PreparedPage):
            self._names.update(map(hash, page.names))
        else:
            self._names.update(hash(f"{one.resource_type}/{one.resource_id}") for one in page)
        self._kept(self.received)
