"""Streams side by side: in their order, a little ahead, and gone with whoever took from them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from serums_desktop.domain.errors import Cancelled
from serums_desktop.sources.fhir.read_ahead import ReadAhead
from serums_desktop.work.cancel import CancelToken

Stream = Callable[[CancelToken], Iterator[str]]


def of(*items: str) -> Stream:
    return lambda cancel: iter(items)


def failing(item: str) -> Stream:
    def stream(cancel: CancelToken) -> Iterator[str]:
        yield item
        raise ValueError(item)

    return stream


def endless(cancel: CancelToken) -> Iterator[str]:
    while True:
        yield "more"


def threads() -> set[threading.Thread]:
    return set(threading.enumerate())


@pytest.mark.parametrize("width", [1, 2, 5])
def test_streams_come_in_their_order_and_leave_no_thread(width: int) -> None:
    before = threads()
    streams = [of("a", "b", "c", "d"), of(), of("e"), of("f", "g")]
    with ReadAhead(streams, width, CancelToken()) as ahead:
        taken = [list(stream) for stream in ahead]
    assert taken == [["a", "b", "c", "d"], [], ["e"], ["f", "g"]]
    assert threads() == before


@pytest.mark.parametrize("width", [1, 3])
def test_one_that_fails_fails_in_its_turn_and_the_next_goes_on(width: int) -> None:
    taken: list[str] = []
    with ReadAhead([of("a"), failing("b"), of("c")], width, CancelToken()) as ahead:
        for stream in ahead:
            try:
                taken += stream
            except ValueError as error:
                taken.append(f"failed after {error}")
    assert taken == ["a", "b", "failed after b", "c"]


def test_so_many_run_at_once_and_no_more() -> None:
    together = threading.Barrier(3, timeout=30)
    running: set[threading.Thread] = set()

    def stream(cancel: CancelToken) -> Iterator[str]:
        running.add(threading.current_thread())
        together.wait()
        yield "met"

    with ReadAhead([stream] * 6, 3, CancelToken()) as ahead:
        assert [item for one in ahead for item in one] == ["met"] * 6
    assert len(running) == 3


def test_leaving_early_ends_what_waits_to_be_taken() -> None:
    before = threads()
    with ReadAhead([endless] * 5, 3, CancelToken()) as ahead:
        first = next(iter(ahead))
        assert next(first) == "more"
    assert threads() == before


def test_a_cancelled_conversation_cancels_its_streams() -> None:
    cancel = CancelToken()

    def stream(own: CancelToken) -> Iterator[str]:
        yield "once"
        own.wait(60)
        own.raise_if_cancelled()

    def take_all() -> None:
        with ReadAhead([stream, stream], 2, cancel) as ahead:
            for one in ahead:
                for _ in one:
                    cancel.cancel()

    with pytest.raises(Cancelled):
        take_all()
