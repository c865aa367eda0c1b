"""Cooperative cancelling."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest

from serums_desktop.domain.errors import Cancelled
from serums_desktop.work.cancel import CancelToken


def test_nothing_happens_until_asked() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    assert not token.cancelled
    assert not token.wait(0)


def test_asking_stops_at_the_next_chance() -> None:
    token = CancelToken()
    token.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_a_parent_takes_its_descendants_along_but_not_the_reverse() -> None:
    parent = CancelToken()
    child = CancelToken(parent=parent)
    grandchild = CancelToken(parent=child)
    sibling = CancelToken(parent=parent)
    child.cancel()
    assert grandchild.cancelled
    assert not parent.cancelled
    assert not sibling.cancelled
    parent.cancel()
    assert sibling.cancelled


def test_a_descendant_is_reached_when_nobody_holds_what_is_between() -> None:
    parent = CancelToken()
    grandchild = CancelToken(parent=CancelToken(parent=parent))
    gc.collect()
    parent.cancel()
    assert grandchild.cancelled


def test_a_child_of_a_cancelled_token_is_born_cancelled() -> None:
    parent = CancelToken()
    parent.cancel()
    assert CancelToken(parent=parent).cancelled


def test_a_parent_does_not_keep_finished_children_alive() -> None:
    parent = CancelToken()
    child = weakref.ref(CancelToken(parent=parent))
    gc.collect()
    assert child() is None


def test_waiting_ends_when_cancelled_from_elsewhere() -> None:
    token = CancelToken()
    waiter = threading.Thread(target=token.cancel)
    waiter.start()
    assert token.wait(60)
    waiter.join()


def test_callbacks_run_once_or_at_once_when_late_or_not_when_taken_back() -> None:
    token = CancelToken()
    ran: list[str] = []
    token.on_cancel(lambda: ran.append("kept"))
    token.on_cancel(lambda: ran.append("taken back"))()
    token.cancel()
    token.cancel()
    token.on_cancel(lambda: ran.append("late"))
    assert ran == ["kept", "late"]


def test_what_has_ended_by_itself_keeps_nothing_else_from_stopping() -> None:
    def already_closed() -> None:
        raise RuntimeError

    token, heard = CancelToken(), threading.Event()
    child = CancelToken(parent=token)
    token.on_cancel(already_closed)
    token.on_cancel(heard.set)

    token.cancel()

    assert heard.is_set()
    assert child.cancelled
    token.on_cancel(already_closed)
