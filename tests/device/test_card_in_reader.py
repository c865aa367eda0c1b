"""A PIV card behind pcscd and OpenSC: what SoftHSM cannot show, removals and blocked PINs first of all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from serums_desktop.domain.errors import (
    CardError,
    CardRemoved,
    KeyNotReleased,
    KeyRefusal,
    NoCard,
    PinBlocked,
    TriesHint,
    WrongPin,
)
from serums_desktop.domain.staff import CardPresence
from serums_desktop.identity.key_release import KeyVault
from serums_desktop.identity.practice_card import StaffMember
from serums_desktop.identity.smartcard import Smartcard
from tests.device.conftest import Changes
from tests.device.piv_applet import GENERAL_AUTHENTICATE, VERIFY, PivApplet, PrivateKey
from tests.device.virtual_piv_card import VirtualReader

Personalise = Callable[..., PivApplet]
_KEYS: dict[str, Callable[[], PrivateKey]] = {
    "RS256": lambda: rsa.generate_private_key(65_537, 2048),
    "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
}
MARC = StaffMember("Dr Marc Puig", "S-2077", "Geriatrics", "marc.puig@fcrb.example")


def _inserted(reader: VirtualReader, applet: PivApplet, changes: Changes) -> CardPresence:
    """Put a card into the empty reader and wait until it is seen."""
    assert isinstance(changes.next(), NoCard)
    reader.insert(applet)
    seen = changes.next()
    assert isinstance(seen, CardPresence)
    return seen


def _pin() -> bytearray:
    return bytearray(b"123456")


def test_the_card_signs_and_releases_what_was_wrapped_to_it(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, personalise: Personalise
) -> None:
    seen = _inserted(reader, personalise(), changes)

    with smartcard.unlock(_pin()) as card:
        assert card.holder == seen.holder
        assert card.holder.staff_id == "S-1042"
        signature = card.sign(b"message")
        assert len(signature) == 64
        assert card.verify(b"message", signature)
        assert not card.verify(b"another", signature)
        blob = card.wrap(bytes(range(32)), b"v" * 16)
        assert card.unwrap(blob) == bytes(range(32))


@pytest.mark.parametrize("algorithm", ["RS256", "ES384"])
def test_cards_with_other_keys_sign_too(
    reader: VirtualReader,
    smartcard: Smartcard,
    changes: Changes,
    personalise: Personalise,
    algorithm: str,
) -> None:
    key = _KEYS[algorithm]()
    _inserted(reader, personalise(authentication=key), changes)

    with smartcard.unlock(_pin()) as card:
        assert card.algorithm == algorithm
        assert card.verify(b"message", card.sign(b"message"))


def test_a_pull_is_reported_once_and_ends_the_session_for_good(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, personalise: Personalise
) -> None:
    applet = personalise()
    seen = _inserted(reader, applet, changes)
    card = smartcard.unlock(_pin())

    reader.remove()

    assert isinstance(changes.next(), CardRemoved)
    assert not smartcard.is_present(seen.holder)
    with pytest.raises(CardRemoved):
        card.sign(b"message")

    reader.insert(applet)

    assert changes.next() == seen
    with pytest.raises(CardRemoved):
        card.sign(b"message")
    card.close()
    with smartcard.unlock(_pin()) as again:
        assert again.verify(b"message", again.sign(b"message"))
    assert changes.none_waiting()


def test_a_card_that_was_out_for_a_moment_has_not_lasted(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, personalise: Personalise
) -> None:
    applet = personalise()
    seen = _inserted(reader, applet, changes)
    attended = smartcard.attend()
    assert attended.lasts()

    reader.remove()
    assert isinstance(changes.next(), CardRemoved)
    reader.insert(applet)
    assert changes.next() == seen

    assert smartcard.is_present(seen.holder)
    assert not attended.lasts()
    attended.close()


def test_another_card_is_another_holder(
    reader: VirtualReader, changes: Changes, personalise: Personalise
) -> None:
    _inserted(reader, personalise(), changes)

    reader.remove()
    assert isinstance(changes.next(), CardRemoved)
    reader.insert(personalise(MARC))

    seen = changes.next()
    assert isinstance(seen, CardPresence)
    assert seen.holder.staff_id == "S-2077"


@pytest.mark.parametrize("operation", ["sign", "unwrap"])
def test_a_pull_in_the_middle_of_an_operation_is_a_removal(
    reader: VirtualReader,
    smartcard: Smartcard,
    changes: Changes,
    personalise: Personalise,
    operation: str,
) -> None:
    _inserted(reader, personalise(), changes)
    card = smartcard.unlock(_pin())
    argument = b"message" if operation == "sign" else card.wrap(bytes(32), b"v" * 16)

    reader.pull_at(GENERAL_AUTHENTICATE)

    with pytest.raises(CardRemoved):
        getattr(card, operation)(argument)
    assert isinstance(changes.next(), CardRemoved)
    card.close()


def test_a_pull_while_the_pin_is_checked_is_no_wrong_pin(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, personalise: Personalise
) -> None:
    applet = personalise()
    _inserted(reader, applet, changes)

    reader.pull_at(VERIFY)

    with pytest.raises(CardError) as caught:
        smartcard.unlock(_pin())
    assert isinstance(caught.value, CardRemoved)
    assert applet.tries_left == PivApplet.TRIES


def test_three_wrong_pins_block_the_card(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, personalise: Personalise
) -> None:
    applet = personalise()
    _inserted(reader, applet, changes)

    with pytest.raises(WrongPin) as first:
        smartcard.unlock(bytearray(b"111111"))
    with pytest.raises(WrongPin) as second:
        smartcard.unlock(bytearray(b"222222"))
    assert smartcard.look().tries is TriesHint.LAST
    with pytest.raises(PinBlocked):
        smartcard.unlock(bytearray(b"333333"))

    assert [first.value.tries, second.value.tries] == [TriesHint.FEW, TriesHint.LAST]
    assert applet.tries_left == 0
    assert smartcard.look().tries is TriesHint.BLOCKED
    with pytest.raises(PinBlocked):
        smartcard.unlock(_pin())


def test_a_pin_of_impossible_length_costs_no_try(
    reader: VirtualReader, smartcard: Smartcard, changes: Changes, personalise: Personalise
) -> None:
    applet = personalise()
    _inserted(reader, applet, changes)

    with pytest.raises(WrongPin):
        smartcard.unlock(bytearray(b"1"))

    assert applet.tries_left == PivApplet.TRIES


def test_a_vault_opens_with_its_own_card_alone(
    reader: VirtualReader,
    smartcard: Smartcard,
    changes: Changes,
    personalise: Personalise,
    tmp_path: Path,
) -> None:
    vault = KeyVault(tmp_path / "keys")
    applet = personalise()
    _inserted(reader, applet, changes)
    with smartcard.unlock(_pin()) as card:
        released = vault.release(card)
        assert vault.release(card).data_key == released.data_key

    reader.remove()
    assert isinstance(changes.next(), CardRemoved)
    reader.insert(personalise())
    assert isinstance(changes.next(), CardPresence)

    with smartcard.unlock(_pin()) as namesake, pytest.raises(KeyNotReleased) as caught:
        vault.release(namesake)
    assert caught.value.reason is KeyRefusal.OTHER_CARD
