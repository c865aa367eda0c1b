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
    """Whom a card belongs to. `certificate_sha256` (hex) and `token_serial` tell one card from another.

    `organisation` is the employer that the certificate names, "" for none.
    """

    certificate_sha256: str
    valid_until: dt.date
    token_serial: str
    organisation: str = ""


class CardPresence(msgspec.Struct, frozen=True):
    """A card in a reader, before any PIN. `tries_left` is a number only where the card tells one.

    `choices` are all identities that could sign in now, `holder` among them: a card may carry one for each
    employer or role, and more than one reader may hold a card. `has_pin_pad`: the reader asks for the PIN
    itself, and an empty PIN is handed over in its place.
    """

    holder: CardHolder
    tries: TriesHint
    tries_left: int | None = None
    choices: tuple[CardHolder, ...] = ()
    has_pin_pad: bool = False
