"""Reader, card, its certificates and its PIN, as far as they tell without a PIN."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from serums_desktop.diagnosis.card_software import module_path
from serums_desktop.diagnosis.examination import Ground, fail, ok, skipped, warn
from serums_desktop.domain.diagnosis import Finding
from serums_desktop.domain.errors import (
    CardFailed,
    CardRemoved,
    NoCard,
    NoCardModule,
    NoReader,
    NoUsableCertificate,
    TriesHint,
)
from serums_desktop.identity.card_module import CardModule
from serums_desktop.identity.pcsc import readers
from serums_desktop.identity.pin_tries import tries_of
from serums_desktop.identity.revocation import RevocationLists
from serums_desktop.identity.smartcard import Smartcard

READER: Final = "reader"
CARD: Final = "card"
CERTIFICATES: Final = "certificates"
PIN: Final = "pin"

# A card office needs about a month to make a card.
_SOON: Final = dt.timedelta(days=30)


def look_at_reader(ground: Ground) -> Iterator[Finding]:
    """Whether the module sees a reader, with or without a card; if not, whether the system sees one."""
    module = _module(ground)
    if module.has_slots():
        yield ok(READER, "seen", count=len(module.tokens()))
        return
    match readers():
        case None:
            yield fail(READER, "service-away")
        case ():
            yield fail(READER, "no-reader")
        case seen:
            yield fail(READER, "not-seen-by-module", readers=", ".join(seen))


def look_at_card(ground: Ground) -> Iterator[Finding]:
    """Whether there is exactly one card, of the label that policy may ask for."""
    tokens = _module(ground).tokens()
    wanted = _wanted(ground, tokens)
    if not tokens:
        yield warn(CARD, "none")
    elif not wanted:
        label = ground.configuration.card.token_label
        yield warn(CARD, "other-label", label=label, found=", ".join(sorted(one.label for one in tokens)))
    elif len(wanted) > 1:
        yield warn(CARD, "several", count=len(wanted))
    else:
        yield ok(CARD, "one", label=wanted[0].label)


def look_at_certificates(ground: Ground) -> Iterator[Finding]:
    """Whether a certificate on the card serves, by the same rules as at sign-in."""
    try:
        presence = _smartcard(ground).look()
    except NoUsableCertificate as refusal:
        yield fail(CERTIFICATES, refusal.reason.value)
    except (NoCard, NoReader):
        yield skipped(CERTIFICATES, "no-card")
    except CardRemoved:
        yield skipped(CERTIFICATES, "card-left")
    except CardFailed as error:
        yield fail(CERTIFICATES, "not-read", answer=error.code)
    else:
        today = dt.datetime.fromtimestamp(ground.now_s(), dt.UTC).date()
        until = presence.holder.valid_until
        verdict, code = (warn, "ends-soon") if until - today <= _SOON else (ok, "usable")
        yield verdict(CERTIFICATES, code, until=until, days=(until - today).days)


def look_at_pin(ground: Ground) -> Iterator[Finding]:
    """What each card tells of the tries that are left. None is spent."""
    wanted = _wanted(ground, _module(ground).tokens())
    if not wanted:
        yield skipped(PIN, "no-card")
    for token in wanted:
        hint, left = tries_of(token)
        match hint:
            case TriesHint.BLOCKED:
                yield fail(PIN, "blocked")
            case TriesHint.LAST:
                yield warn(PIN, "last-try")
            case TriesHint.FEW:
                yield warn(PIN, "few-tries") if left is None else warn(PIN, "tries-left", left=left)
            case TriesHint.MANY:
                yield ok(PIN, "ready") if left is None else ok(PIN, "tries-left", left=left)
            case TriesHint.UNKNOWN:
                yield ok(PIN, "not-told")


def _module(ground: Ground) -> CardModule:
    """The module that the check of it found fit."""
    path = module_path(ground)
    if path is None:
        raise NoCardModule
    return CardModule(path)


def _wanted(ground: Ground, tokens: list[Any]) -> list[Any]:
    return [one for one in tokens if ground.configuration.card.token_label in {"", one.label}]


def _smartcard(ground: Ground) -> Smartcard:
    card, trust = ground.configuration.card, ground.configuration.trust
    lists = RevocationLists(trust.card_crls, required=trust.crl_required, grace_h=trust.crl_grace_h)
    return Smartcard(
        module_path(ground),
        card.token_label,
        trust.card_anchors.read_bytes(),
        ground.now_s,
        revocation=lists,
        signing_suffices=card.key_from_keyring,
    )
