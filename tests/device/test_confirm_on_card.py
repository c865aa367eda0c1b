"""The PIN asked for anew on a PIV card behind pcscd and OpenSC: wrong ones count, and cards are pulled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from serums_desktop.domain.errors import CardFailed, CardRemoved, NoCard, PinBlocked, TriesHint, WrongPin
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.smartcard import Smartcard
from tests.device.conftest import PIN, Changes
from tests.device.piv_applet import GENERAL_AUTHENTICATE, VERIFY, PivApplet
from tests.device.virtual_piv_card import VirtualReader


@pytest.fixture
def applet(personalise: Callable[..., PivApplet]) -> PivApplet:
    return personalise()


@pytest.fixture
def card(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, applet: PivApplet
) -> Iterator[OpenCard]:
    """Dr Fraser's card, signed in, with a watcher beside it."""
    assert isinstance(changes.next(), NoCard)
    reader.insert(applet)
    assert isinstance(changes.next(), CardPresence)
    with smartcard.unlock(bytearray(PIN)) as card:
        yield card


def test_the_card_signs_after_its_pin_and_goes_on_working(card: OpenCard) -> None:
    blob = card.wrap(bytes(range(32)), b"v" * 16)

    confirmed = card.confirm(bytearray(PIN), b"statement")

    assert card.verify(b"statement", confirmed.signature)
    assert confirmed.certificate_der == card.certificate_chain_der[0]
    assert card.verify(b"message", card.sign(b"message"))
    assert card.unwrap(blob) == bytes(range(32))


def test_a_wrong_pin_costs_a_try_and_the_cards_trust(card: OpenCard, applet: PivApplet) -> None:
    with pytest.raises(WrongPin) as caught:
        card.confirm(bytearray(b"111111"), b"statement")

    assert caught.value.tries is TriesHint.FEW
    assert applet.tries_left == PivApplet.TRIES - 1
    with pytest.raises(CardFailed):
        card.sign(b"message")
    card.confirm(bytearray(PIN), b"statement")
    assert applet.tries_left == PivApplet.TRIES
    assert card.verify(b"message", card.sign(b"message"))


def test_three_wrong_pins_block_the_card(card: OpenCard) -> None:
    tries = []
    for _ in range(2):
        with pytest.raises(WrongPin) as caught:
            card.confirm(bytearray(b"111111"), b"statement")
        tries.append(caught.value.tries)

    assert tries == [TriesHint.FEW, TriesHint.LAST]
    for pin in (b"111111", PIN):
        with pytest.raises(PinBlocked):
            card.confirm(bytearray(pin), b"statement")


@pytest.mark.parametrize("at", [VERIFY, GENERAL_AUTHENTICATE])
def test_a_pull_in_the_middle_is_a_removal(
    card: OpenCard, reader: VirtualReader, changes: Changes, applet: PivApplet, at: int
) -> None:
    reader.pull_at(at)

    with pytest.raises(CardRemoved):
        card.confirm(bytearray(PIN), b"statement")
    assert isinstance(changes.next(), CardRemoved)

    assert applet.tries_left == PivApplet.TRIES


@pytest.mark.parametrize("wrong_first", [False, True])
def test_a_card_that_was_out_for_a_moment_confirms_nothing(
    card: OpenCard, reader: VirtualReader, changes: Changes, applet: PivApplet, wrong_first: bool
) -> None:
    if wrong_first:
        with pytest.raises(WrongPin):
            card.confirm(bytearray(b"111111"), b"statement")
    reader.remove()
    assert isinstance(changes.next(), CardRemoved)
    reader.insert(applet)
    assert isinstance(changes.next(), CardPresence)

    for _ in range(2):
        with pytest.raises(CardRemoved):
            card.confirm(bytearray(PIN), b"statement")
