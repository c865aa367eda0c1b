"""What a card tells of the PIN tries that are left, without spending one."""

from __future__ import annotations

import pkcs11

from serums_desktop.domain.errors import TriesHint
from serums_desktop.identity.card_module import tries_hint


def tries_of(token: pkcs11.Token) -> tuple[TriesHint, int | None]:
    """The hint that PKCS#11 gives, and a number where the card itself tells one."""
    return tries_hint(token), None
