"""What a card tells of the PIN tries that are left, without spending one."""

from __future__ import annotations

import pkcs11

from serums_desktop.domain.errors import CardError, TriesHint
from serums_desktop.identity.card_module import tries_hint
from serums_desktop.identity.pcsc import CardService, slot_name
from serums_desktop.identity.piv import pin_tries_left


def tries_of(token: pkcs11.Token) -> tuple[TriesHint, int | None]:
    """The hint that PKCS#11 gives, and a number where the card itself tells one.

    The number is asked of the card beside its module (see `piv.pin_tries_left`): a card that was logged in to
    stays so and tells none. Where both speak, the number has the word.
    """
    left = _number(token.slot.slot_description)
    if left is not None and left <= 1:
        return (TriesHint.LAST if left else TriesHint.BLOCKED), left
    return tries_hint(token), left


def _number(slot: str) -> int | None:
    """The number of tries of the card in the reader that PKCS#11 calls `slot`."""
    try:
        with CardService() as service:
            named = [reader for reader in service.readers() if slot_name(reader) == slot]
            if len(named) != 1:
                return None
            with service.transaction(named[0]) as transmit:
                return pin_tries_left(transmit)
    except CardError:
        # No number is told by a card that is just being pulled, or shared with nobody, either.
        return None
