"""A window among busy threads."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator

import pytest

from serums_desktop.work.turns import give_the_window_its_turns


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    interval_s = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval_s)
    gc.unfreeze()


def test_turns_are_short_and_what_was_loaded_is_not_collected() -> None:
    give_the_window_its_turns()
    assert sys.getswitchinterval() == pytest.approx(0.001)
    assert gc.get_freeze_count() > 0
