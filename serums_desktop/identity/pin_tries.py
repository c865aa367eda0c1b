"""What a card tells of the PIN tries that are left, without spending one."""

from __future__ import annotations

from typing import Final

import pkcs11

from serums_desktop.domain.errors import CardError, TriesHint
from serums_desktop.identity.card_module import tries_hint
from serums_desktop.identity.pcsc import card_in_slot
from serums_desktop.identity.piv import pin_tries_left

_SMALL_NUMBERS: Final = {0: TriesHint.BLOCKED, 1: TriesHint.LAST, 2: TriesHint.FEW}


def tries_of(token: pkcs11.Token) -> tuple[TriesHint, int | None]:
    """The hint that PKCS#11 gives, and a number where the card itself tells one.

    The number is asked of the card beside its module (see `piv.pin_tries_left`): a card that was logged in to
    stays so and tells none. A small number has the word over the flags, which OpenSC raises late.
    """
    left = _number(token.slot.slot_description)
    hint = None if left is None else _SMALL_NUMBERS.get(left)
    return hint or tries_hint(token), left


def _number(slot: str) -> int | None:
    try:
        with card_in_slot(slot) as transmit:
            return pin_tries_left(transmit)
    except CardError:
        # A card that is just being pulled, or that another program keeps to itself, tells no number either.
        return None
