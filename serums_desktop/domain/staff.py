"""The person at the keyboard, as their card names them."""

from __future__ import annotations

import datetime as dt

import msgspec

from serums_desktop.domain.errors import TriesHint


class CardHolder(msgspec.Struct, frozen=True):
    """Whom a card belongs to. Staff are no patients: their name may be shown before the PIN.

    `certificate_sha256` (hex) and `token_serial` tell one card from another.
    """

    name: str
    staff_id: str
    role: str
    certificate_sha256: str
    valid_until: dt.date
    token_serial: str


class CardPresence(msgspec.Struct, frozen=True):
    """A card in a reader, before any PIN. `tries_left` is a number only where the card tells one."""

    holder: CardHolder
    tries: TriesHint
    tries_left: int | None = None
