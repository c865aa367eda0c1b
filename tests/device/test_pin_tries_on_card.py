"""The card counts its own tries: wrong PINs, right ones and removals in every order, and what is told."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serums_desktop.domain.errors import CardRemoved, PinBlocked, TriesHint, WrongPin
from serums_desktop.identity.card_module import CardModule
from serums_desktop.identity.pin import log_in, log_out
from serums_desktop.identity.pin_tries import tries_of
from serums_desktop.identity.practice_card import StaffMember
from serums_desktop.identity.smartcard import Smartcard
from tests.device.conftest import PIN, Slot
from tests.device.piv_applet import VERIFY, PivApplet

WRONG, RIGHT, OUT_AND_IN = "w", "r", "-"
MARC = StaffMember("Dr Marc Puig", "S-2077", "Geriatrics", "marc.puig@fcrb.example")
HINTS = {0: TriesHint.BLOCKED, 1: TriesHint.LAST, 2: TriesHint.FEW}

Personalise = Callable[..., PivApplet]


def _orders() -> Iterator[str]:
    """Three wrong PINs with up to three removals before, between and after them, and with a right PIN too."""
    for removals in itertools.product(("", OUT_AND_IN), repeat=4):
        if removals.count(OUT_AND_IN) <= 3:
            yield WRONG.join(removals)
    yield from ("wrwww", "w-rwww", "wr-wwww", "ww-r-www")


def test_the_count_is_the_cards_own_in_every_order(
    slot: Slot, smartcard: Smartcard, personalise: Personalise
) -> None:
    applet = personalise()
    slot.insert(applet)
    for order in _orders():
        applet.unblock()
        left = PivApplet.TRIES
        for step in order:
            if step == OUT_AND_IN:
                slot.remove()
                slot.insert(applet)
            elif step == RIGHT:
                left = PivApplet.TRIES
                smartcard.unlock(bytearray(PIN)).close()
                slot.remove()
                slot.insert(applet)
            else:
                left = max(left - 1, 0)
                _refused(smartcard, left)
            told = smartcard.look()
            assert (applet.tries_left, told.tries_left) == (left, left), (order, step)
            assert told.tries is HINTS.get(left, TriesHint.MANY), (order, step)
        assert left == 0
        with pytest.raises(PinBlocked):
            smartcard.unlock(bytearray(PIN))


def _refused(smartcard: Smartcard, left: int) -> None:
    with pytest.raises(WrongPin if left else PinBlocked) as caught:
        smartcard.unlock(bytearray(b"111111"))
    if isinstance(caught.value, WrongPin):
        assert (caught.value.tries, caught.value.tries_left) == (HINTS[left], left)


@pytest.mark.parametrize(("done", "left"), [(False, 3), (True, 2)])
def test_a_card_pulled_while_it_checks_a_wrong_pin_has_counted_it_or_not(
    slot: Slot, smartcard: Smartcard, personalise: Personalise, done: bool, left: int
) -> None:
    applet = personalise()
    slot.insert(applet)
    assert smartcard.look().tries_left == PivApplet.TRIES
    # OpenSC asks how matters stand before it presents a PIN.
    slot.reader.pull_at(VERIFY, passing=1, done=done)

    with pytest.raises(CardRemoved):
        smartcard.unlock(bytearray(b"111111"))
    slot.await_removal()
    slot.insert(applet)

    assert applet.tries_left == left
    assert smartcard.look().tries_left == left


def test_each_card_has_a_count_of_its_own_and_a_pin_never_goes_to_another_card(
    slot: Slot, smartcard: Smartcard, personalise: Personalise
) -> None:
    ailsa, marc = personalise(), personalise(MARC)
    slot.insert(ailsa)
    smartcard.look()
    _refused(smartcard, 2)

    slot.remove()
    slot.insert(marc)
    with pytest.raises(CardRemoved):
        smartcard.unlock(bytearray(b"111111"))
    assert marc.tries_left == PivApplet.TRIES
    assert smartcard.look().tries_left == PivApplet.TRIES
    _refused(smartcard, 2)
    _refused(smartcard, 1)

    slot.remove()
    slot.insert(ailsa)
    assert smartcard.look().tries_left == 2
    assert (ailsa.tries_left, marc.tries_left) == (2, 1)


def test_asking_ends_no_login_and_spends_no_try(
    slot: Slot, smartcard: Smartcard, opensc: Path, personalise: Personalise
) -> None:
    applet = personalise()
    slot.insert(applet)
    assert smartcard.look().tries_left == PivApplet.TRIES
    with smartcard.unlock(bytearray(PIN)) as card:
        (token,) = CardModule(opensc).tokens()
        for _ in range(5):
            assert tries_of(token) == (TriesHint.MANY, None)
            assert card.verify(b"message", card.sign(b"message"))

    assert applet.tries_left == PivApplet.TRIES


def test_a_card_left_in_its_reader_forgets_its_pin_at_the_end(
    slot: Slot, smartcard: Smartcard, opensc: Path, personalise: Personalise
) -> None:
    applet = personalise()
    slot.insert(applet)
    (token,) = CardModule(opensc).tokens()
    session = log_in(token, bytearray(PIN))
    assert applet.is_verified

    log_out(session)

    assert not applet.is_verified
    assert tries_of(token) == (TriesHint.MANY, PivApplet.TRIES)
    with smartcard.unlock(bytearray(PIN)) as card:
        assert card.verify(b"message", card.sign(b"message"))


def test_a_session_that_ends_after_its_card_leaves_a_colleagues_card_alone(
    slot: Slot, opensc: Path, personalise: Personalise
) -> None:
    slot.insert(personalise())
    former = log_in(*CardModule(opensc).tokens(), bytearray(PIN))
    slot.remove()
    marc = personalise(MARC)
    slot.insert(marc)
    session = log_in(*CardModule(opensc).tokens(), bytearray(PIN))

    log_out(former)

    assert marc.is_verified
    log_out(session)
    assert not marc.is_verified
