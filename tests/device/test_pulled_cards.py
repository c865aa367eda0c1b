"""Cards pulled in the middle of things, and exchanged behind the back of a session that nobody watches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from serums_desktop.domain.errors import CardError, CardRemoved, NoCard
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.practice_card import StaffMember
from serums_desktop.identity.smartcard import Smartcard
from tests.device.conftest import PIN, Changes, Slot
from tests.device.piv_applet import GENERAL_AUTHENTICATE, GET_DATA, PivApplet

Personalise = Callable[..., PivApplet]
VAULT = b"v" * 16
KEY = bytes(range(32))
MARC = StaffMember("Dr Marc Puig", "S-2077", "Geriatrics", "marc.puig@fcrb.example")
OPERATIONS: dict[str, Callable[[OpenCard, bytes], object]] = {
    "sign": lambda card, blob: card.sign(b"message"),
    "unwrap": lambda card, blob: card.unwrap(blob),
    "confirm": lambda card, blob: card.confirm(bytearray(PIN), b"statement"),
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("done", [False, True])
def test_a_pull_in_the_middle_of_an_operation_ends_the_session_for_good(
    slot: Slot, smartcard: Smartcard, personalise: Personalise, operation: str, done: bool
) -> None:
    applet = personalise()
    slot.insert(applet)
    card = smartcard.unlock(bytearray(PIN))
    blob = card.wrap(KEY, VAULT)
    slot.reader.pull_at(GENERAL_AUTHENTICATE, done=done)

    with pytest.raises(CardRemoved):
        OPERATIONS[operation](card, blob)

    slot.await_removal()
    slot.insert(applet)
    for attempt in OPERATIONS.values():
        with pytest.raises(CardRemoved):
            attempt(card, blob)
    card.close()
    assert applet.tries_left == PivApplet.TRIES
    with smartcard.unlock(bytearray(PIN)) as again:
        assert again.verify(b"message", again.sign(b"message"))
        assert again.unwrap(blob) == KEY


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("other", ["the same card", "a colleague's card", "nobody's"])
def test_a_card_exchanged_behind_a_session_does_nothing_for_it(
    slot: Slot, smartcard: Smartcard, personalise: Personalise, operation: str, other: str
) -> None:
    applet = personalise()
    slot.insert(applet)
    card = smartcard.unlock(bytearray(PIN))
    blob = card.wrap(KEY, VAULT)

    slot.remove()
    if other != "nobody's":
        applet = applet if other == "the same card" else personalise(MARC)
        slot.insert(applet)

    for _ in range(2):
        with pytest.raises(CardRemoved):
            OPERATIONS[operation](card, blob)
    assert applet.tries_left == PivApplet.TRIES
    assert not applet.is_verified
    card.close()


def test_a_colleagues_card_in_between_leaves_both_cards_to_their_own(
    slot: Slot, smartcard: Smartcard, personalise: Personalise
) -> None:
    ailsa, marc = personalise(), personalise(MARC)
    seen = []
    for applet in (ailsa, marc, ailsa):
        slot.insert(applet)
        seen.append(smartcard.look().holder)
        with smartcard.unlock(bytearray(PIN)) as card:
            assert card.holder == seen[-1]
            assert card.verify(b"message", card.sign(b"message"))
        slot.remove()

    assert [holder.staff_id for holder in seen] == ["S-1042", "S-2077", "S-1042"]
    assert seen[0] == seen[2]


@pytest.mark.parametrize("objects_read", range(5))
def test_a_card_pulled_while_it_is_read_is_nobodys_and_can_be_read_again(
    slot: Slot, changes: Changes, personalise: Personalise, objects_read: int
) -> None:
    applet = personalise()
    assert isinstance(changes.next(), NoCard)

    slot.reader.pull_at(GET_DATA, passing=objects_read)
    slot.reader.insert(applet)
    slot.await_removal()
    slot.insert(applet)

    while not isinstance(seen := changes.next(), CardPresence):
        assert isinstance(seen, CardError)
    assert seen.holder.staff_id == "S-1042"
