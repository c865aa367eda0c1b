"""Pages on their way into the store: one at a time, each with its cursor, each resource counted once."""

from __future__ import annotations

from concurrent.futures import Future

import pytest

from serums_desktop.domain.errors import DiskFull
from serums_desktop.domain.received import Disposition, PreparedPage, Progress, Reason, Received
from serums_desktop.services.arriving_pages import ArrivingPages, Page
from tests.unit.store.synthetic import without_entry


def claims(*names: str) -> list[Received]:
    return [
        without_entry(name, Disposition.OTHER, Reason.UNLISTED_TYPE, resource_type="Claim") for name in names
    ]


class Writer:
    """Writes when it is told to."""

    def __init__(self) -> None:
        self.written: list[tuple[Page, bytes | None]] = []
        self.under_way: list[Future[None]] = []

    def write(self, page: Page, cursor: bytes | None) -> Future[None]:
        assert all(one.done() for one in self.under_way)
        self.written.append((page, cursor))
        self.under_way.append(Future())
        self.under_way[-1].set_result(None)
        return self.under_way[-1]


def test_a_cursor_is_kept_with_the_page_after_it() -> None:
    writer = Writer()
    pages = ArrivingPages(writer.write, lambda _received: None)
    for part in (claims("1"), Progress(b"one"), claims("2"), claims("3")):
        pages.take(part)
    pages.settle()
    assert [cursor for _, cursor in writer.written] == [None, b"one", None]


def test_what_comes_again_or_was_kept_before_is_counted_once() -> None:
    told: list[int] = []
    pages = ArrivingPages(Writer().write, told.append, ["Claim/1"])
    pages.take(claims("1", "2"))
    pages.take(PreparedPage("fcrb", ("Claim/2", "Claim/3"), 0, b""))
    pages.settle()
    pages.settle()
    assert told == [2, 3]
    assert pages.received == 3


def test_what_could_not_be_written_is_told_with_the_next_page() -> None:
    failed: Future[None] = Future()
    failed.set_exception(DiskFull())
    pages = ArrivingPages(lambda _page, _cursor: failed, lambda _received: None)
    pages.take(claims("1"))
    with pytest.raises(DiskFull):
        pages.take(claims("2"))
    assert pages.received == 0
