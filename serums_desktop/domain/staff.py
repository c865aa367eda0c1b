"""The person at the keyboard, as their card or their identity provider names them."""

from __future__ import annotations

import datetime as dt

import msgspec

from serums_desktop.domain.errors import TriesHint


class Staff(msgspec.Struct, frozen=True):
    """A member of staff. Staff are no patients: their name may be shown before a PIN."""

    name: str
    staff_id: str
    role: str


class CardHolder(Staff, frozen=True):
    """Whom a card belongs to. `certificate_sha256` (hex) and `token_serial` tell one card from another."""

    certificate_sha256: str
    valid_until: dt.date
    token_serial: str


class CardPresence(msgspec.Struct, frozen=True):
    """A card in a reader, before any PIN. `tries_left` is a number only where the card tells one."""

    holder: CardHolder
    tries: TriesHint
    tries_left: int | None = None
