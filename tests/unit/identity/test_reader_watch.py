from __future__ import annotations

import threading
from collections.abc import Mapping

import pytest

from serums_desktop.domain.errors import CardError, CardFailed
from serums_desktop.identity.pcsc import CardService, ServiceAway
from serums_desktop.identity.reader_watch import ReaderChange, ReaderWatch

EMPTY, PRESENT, IN_USE = 0x10, 0x20, 0x100
READER = "Reader 00 00"


class ScriptedService:
    """A PC/SC service that answers each wait as the test says; an error is raised."""

    def __init__(self, *answers: dict[str, int] | CardError | None) -> None:
        self._answers = list(answers)
        self.known: list[dict[str, int]] = []
        self.is_closed = False

    def wait_for_change(
        self, known: Mapping[str, int], timeout_s: float, cancelled: threading.Event
    ) -> dict[str, int] | None:
        assert timeout_s > 0
        assert not cancelled.is_set()
        self.known.append(dict(known))
        answer = self._answers.pop(0)
        if isinstance(answer, CardError):
            raise answer
        return answer

    def cancel(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        self.is_closed = True


def _change(emptied: str = "", filled: str = "") -> ReaderChange:
    return ReaderChange(frozenset(filter(None, [emptied])), frozenset(filter(None, [filled])))


def _counted(count: int, state: int) -> int:
    return count << 16 | state


def test_cards_that_are_there_have_come_and_one_that_is_pulled_has_left() -> None:
    inserted, empty = {READER: _counted(1, PRESENT)}, {READER: _counted(2, EMPTY)}
    service = ScriptedService(inserted, empty, {READER: _counted(3, PRESENT)})
    watch = ReaderWatch(lambda: service)

    assert [watch.wait() for _ in range(3)] == [
        _change(filled=READER),
        _change(emptied=READER),
        _change(filled=READER),
    ]
    assert service.known == [{}, inserted, empty]


def test_a_card_that_was_out_for_a_moment_has_left_and_come() -> None:
    service = ScriptedService({READER: _counted(1, PRESENT)}, {READER: _counted(3, PRESENT)})
    watch = ReaderWatch(lambda: service)
    watch.wait()

    assert watch.wait() == _change(emptied=READER, filled=READER)


def test_who_uses_a_card_is_no_change_and_neither_is_time_that_passes() -> None:
    service = ScriptedService(
        {READER: _counted(1, PRESENT)}, {READER: _counted(1, PRESENT | IN_USE)}, None, {READER: EMPTY}
    )
    watch = ReaderWatch(lambda: service)
    watch.wait()

    assert [watch.wait() for _ in range(3)] == [None, None, _change(emptied=READER)]


def test_a_reader_that_is_unplugged_takes_its_card_along() -> None:
    service = ScriptedService({READER: PRESENT, "Other": EMPTY}, {"Other": EMPTY})
    watch = ReaderWatch(lambda: service)
    watch.wait()

    assert watch.wait() == _change(emptied=READER)


@pytest.mark.parametrize("failure", [ServiceAway(), CardFailed("SCARD_80100001")])
def test_a_service_that_goes_away_takes_every_card_along_and_is_found_again(failure: CardError) -> None:
    before, after = ScriptedService({READER: PRESENT}, failure), ScriptedService({READER: PRESENT})
    services = [before, after]
    watch = ReaderWatch(lambda: services.pop(0))
    watch.wait()

    assert watch.wait() == _change(emptied=READER)
    assert before.is_closed
    assert watch.wait() == _change(filled=READER)
    assert after.known == [{}]


def test_a_service_that_is_not_there_is_no_change() -> None:
    asked = []

    def nobody() -> CardService:
        asked.append(True)
        watch.cancel()
        raise ServiceAway

    watch = ReaderWatch(nobody)

    assert watch.wait() is None
    assert watch.wait() is None
    assert len(asked) == 1
