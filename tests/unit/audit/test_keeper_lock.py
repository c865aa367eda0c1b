"""One keeper per directory."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from pathlib import Path

import pytest

from serums_desktop.audit import keeper_lock


def test_the_second_one_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    with ExitStack() as first:
        first.enter_context(keeper_lock.only_keeper(tmp_path))
        second = keeper_lock.only_keeper(tmp_path)
        with pytest.raises(keeper_lock.AlreadyLocked):
            first.enter_context(second)
    with keeper_lock.only_keeper(tmp_path):
        pass


def test_starting_waits_for_whoever_starts_already(tmp_path: Path) -> None:
    order: list[str] = []
    begun = threading.Event()

    def second() -> None:
        begun.set()
        with keeper_lock.starting(tmp_path):
            order.append("second")

    thread = threading.Thread(target=second)
    with keeper_lock.starting(tmp_path):
        thread.start()
        begun.wait()
        order.append("first")
    thread.join()
    assert order == ["first", "second"]
