"""A PIN goes to the card it was typed for, or to none."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from serums_desktop.domain.errors import Cancelled
from serums_desktop.services.sign_in import SignIn
from serums_desktop.work.cancel import CancelToken
from serums_desktop.work.lanes import Lane


class Card:
    def __init__(self) -> None:
        self.asked = 0

    def unlock(self, pin: bytearray) -> None:
        assert any(pin)
        self.asked += 1


def test_a_pin_that_waited_for_a_card_that_left_is_shown_to_no_other() -> None:
    card: Any = Card()
    unused: Any = None
    pin, cancel, busy = bytearray(b"123456"), CancelToken(), threading.Event()
    with Lane("card") as lane, ThreadPoolExecutor(1) as worker:
        lane.submit(lambda: busy.wait(10))
        sign_in = SignIn(card=card, keys=unused, open_tokens=unused, begin_session=unused, card_lane=lane)
        signed_in = worker.submit(sign_in, pin, cancel)
        cancel.cancel()
        busy.set()
        with pytest.raises(Cancelled):
            signed_in.result(10)

    assert card.asked == 0
    assert pin == bytes(6)
