"""Presenting a PIN to a card, what the card tells when it does not take it, and taking it back."""

from __future__ import annotations

import contextlib
from typing import Final

import pkcs11
from pkcs11 import exceptions as refused

from serums_desktop.domain.errors import CardError, CardFailed, CardRemoved, PinBlocked, TriesHint, WrongPin
from serums_desktop.identity.card_module import card_error
from serums_desktop.identity.pcsc import card_in_slot
from serums_desktop.identity.pin_tries import tries_of
from serums_desktop.identity.piv import forget_pin

_PIN_REFUSED: Final = (refused.PinIncorrect, refused.PinInvalid, refused.PinLenRange)


def log_in(token: pkcs11.Token, pin: bytearray) -> pkcs11.Session:
    """Open a session that the PIN was presented to. No copy of `pin` is made; the caller wipes it.

    An empty PIN stands for one that is entered at the reader's own pad; where there is none, as when the card
    has moved to another reader meanwhile, it is wrong without the card ever seeing it. Raises WrongPin,
    PinBlocked, CardRemoved, CardFailed("pin-pad-cancelled") for a pad that was left or given up, and PKCS#11
    errors that say nothing about a PIN.
    """
    if not pin and not has_pin_pad(token):
        raise WrongPin(*tries_of(token))
    try:
        return token.open(user_pin=_Pin(pin) if pin else pkcs11.PROTECTED_AUTH)
    except _PIN_REFUSED as error:
        raise _refusal(token, error) from error
    except refused.PinLocked as error:
        raise PinBlocked from error
    except refused.FunctionCancelled as error:
        # Modules tell a pad's own time limit by the same code as its red button.
        raise CardFailed("pin-pad-cancelled") from error


def log_out(session: pkcs11.Session) -> None:
    """End a session that `log_in` opened, and have the card forget that it accepted the PIN.

    A module may keep its logout to itself: OpenSC 0.23 tells a PIV card nothing, and a card left in its
    reader would go on signing for any program that asks. Harmless after a removal.
    """
    if _has_another_card(session.token):
        # The card that was pulled has forgotten by itself. Its session's number may be another's by now: a
        # module that gives numbers out again would close the session of whoever is here.
        return
    slot = session.token.slot.slot_description
    try:
        session.close()
    except pkcs11.PKCS11Error as error:
        if isinstance(card_error(error), CardRemoved):
            # The card that was pulled has forgotten by itself, and the one that is there now is another's.
            return
    with contextlib.suppress(CardError), card_in_slot(slot) as transmit:
        forget_pin(transmit)


def has_pin_pad(token: pkcs11.Token) -> bool:
    """Whether the PIN can be entered at the reader itself (PKCS#11 v2.40, CK_TOKEN_INFO)."""
    return pkcs11.TokenFlag.PROTECTED_AUTHENTICATION_PATH in token.flags


def _has_another_card(token: pkcs11.Token) -> bool:
    try:
        return bool(token.slot.get_token().serial != token.serial)
    except (refused.TokenNotPresent, refused.DeviceRemoved):
        return True
    except pkcs11.PKCS11Error:
        # It does not say; closing tells.
        return False


class _Pin:
    """Hands the PIN's own buffer to python-pkcs11, which asks for `encode` and reads the bytes in place.

    A `str` would leave copies that nobody can wipe.
    """

    def __init__(self, pin: bytearray) -> None:
        self._pin = pin

    def encode(self, _encoding: str) -> bytearray:
        return self._pin


def _refusal(token: pkcs11.Token, error: pkcs11.PKCS11Error) -> CardError:
    """What the card tells after a PIN it did not take: its flags and its number are asked anew."""
    try:
        tries, left = tries_of(token.slot.get_token())
    except (refused.TokenNotPresent, refused.DeviceRemoved):
        return CardRemoved()
    if tries is TriesHint.BLOCKED:
        return PinBlocked()
    if isinstance(error, refused.PinIncorrect) and tries is TriesHint.MANY:
        # PKCS#11 calls the count low after any wrong PIN; OpenSC raises the flag later than that.
        tries = TriesHint.FEW
    return WrongPin(tries, left)
