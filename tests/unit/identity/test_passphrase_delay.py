from __future__ import annotations

from pathlib import Path

import pytest

from serums_desktop.domain.errors import WrongPassphrase
from serums_desktop.identity.passphrase_delay import PassphraseDelay, wait_after
from tests.unit.identity.conftest import TurnedClock


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def delay(tmp_path: Path, clock: TurnedClock) -> PassphraseDelay:
    return PassphraseDelay(tmp_path / "person.tries", clock)


def test_waits_double_up_to_a_quarter_of_an_hour() -> None:
    assert [wait_after(wrong) for wrong in (0, 1, 2)] == [0, 0, 0]
    assert [wait_after(wrong) for wrong in (3, 4, 5, 9)] == [10, 20, 40, 640]
    assert wait_after(10) == wait_after(11) == wait_after(1_000_000) == 900


def test_three_tries_are_free_and_the_next_has_to_wait(delay: PassphraseDelay, clock: TurnedClock) -> None:
    for _ in range(3):
        delay.begin_try()

    assert delay.remaining_s() == 10
    clock.now_s += 4
    with pytest.raises(WrongPassphrase) as caught:
        delay.begin_try()
    assert caught.value.wait_s == 6
    clock.now_s += 6
    delay.begin_try()
    assert delay.remaining_s() == 20


def test_a_restart_takes_nothing_off(delay: PassphraseDelay, clock: TurnedClock, tmp_path: Path) -> None:
    for _ in range(3):
        delay.begin_try()

    with pytest.raises(WrongPassphrase):
        PassphraseDelay(tmp_path / "person.tries", clock).begin_try()


def test_asking_too_early_makes_nobody_wait_longer(delay: PassphraseDelay, clock: TurnedClock) -> None:
    for _ in range(3):
        delay.begin_try()
    for _ in range(5):
        with pytest.raises(WrongPassphrase):
            delay.begin_try()

    assert delay.remaining_s() == 10


def test_a_right_passphrase_ends_the_count(delay: PassphraseDelay) -> None:
    for _ in range(3):
        delay.begin_try()
    delay.clear()
    delay.clear()

    assert delay.remaining_s() == 0
    delay.begin_try()


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(
    delay: PassphraseDelay, clock: TurnedClock
) -> None:
    for _ in range(3):
        delay.begin_try()
    clock.now_s -= 100_000

    assert delay.remaining_s() == 10
