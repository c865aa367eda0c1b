"""Another key for a person's copies, kept for everything that opens them: their card and their passphrase."""

from __future__ import annotations

import enum
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from serums_desktop.commands.cached import UnlockedCache
from serums_desktop.domain.errors import CardError
from serums_desktop.domain.staff import Staff
from serums_desktop.host.configuration import Configuration
from serums_desktop.host.profile import Profile
from serums_desktop.identity.certificates import TrustAnchors
from serums_desktop.identity.key_release import KeyVault, ReleasedKey
from serums_desktop.identity.keyring_release import KeyringVault
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.os_keyring import OsKeyring
from serums_desktop.identity.revocation import RevocationLists
from serums_desktop.identity.signing_card_key import SigningCardKeys
from serums_desktop.identity.smartcard import Smartcard

_KEY_BYTES = 32

# Asks for a PIN or a passphrase, whose buffer the receiver wipes.
Ask = Callable[[], bytearray]


class Other(enum.Enum):
    """What opens the copies besides what they were opened with now."""

    NONE = enum.auto()
    CARD = enum.auto()
    PASSPHRASE = enum.auto()


def card_way(profile: Profile, configuration: Configuration) -> tuple[Smartcard, KeyVault]:
    """This workstation's reader, and what cards open here. Raises OSError for anchors that are not there."""
    trust, reader = configuration.trust, configuration.card
    anchors_pem = trust.card_anchors.read_bytes()
    revocation = RevocationLists(trust.card_crls, required=trust.crl_required, grace_h=trust.crl_grace_h)
    keyring = SigningCardKeys(
        OsKeyring(str(profile.keys)), configuration.workstation.name, configuration.keyring.shared_accounts
    )
    return (
        Smartcard(
            reader.module,
            reader.token_label,
            anchors_pem,
            revocation=revocation,
            remembered=profile.keys / "card-choices.json",
            signing_suffices=reader.key_from_keyring,
        ),
        KeyVault(
            profile.keys,
            TrustAnchors(anchors_pem, revocation).vouches_for,
            keyring if reader.key_from_keyring else None,
            issued_to=TrustAnchors(anchors_pem).vouches_for,
        ),
    )


@dataclass(eq=False)
class Ways:
    """One person's ways to their copies. `card` is open where they came by it, else None."""

    holder: Staff
    key: ReleasedKey
    people: KeyringVault
    cards: KeyVault
    reader: Smartcard
    card: OpenCard | None = None

    def other(self) -> Other:
        """What would be shut out by another key that it is not given."""
        staff_id, vault_id = self.holder.staff_id, self.key.vault_id
        if self.card is not None:
            return Other.PASSPHRASE if self.people.opens(staff_id, vault_id) else Other.NONE
        return Other.CARD if self.cards.opens(staff_id, vault_id) else Other.NONE

    def is_card_here(self) -> bool:
        """Whether the person's card is in the reader."""
        try:
            return self.reader.look().holder.staff_id == self.holder.staff_id
        except CardError:
            return False

    def rekey(self, cache: UnlockedCache, ask: Ask, ask_other: Ask | None) -> None:
        """Give the copies another key, for what opens them now; without `ask_other`, for this way alone.

        `ask` is for a passphrase by which the person came. What the other way would open no more is removed,
        so that it begins anew. Raises CardError, WrongPassphrase, KeyringUnusable, EvidenceNotKept,
        StoreError: before any key is kept all stays as it was.
        """
        data_key = bytearray(secrets.token_bytes(_KEY_BYTES))
        try:
            keeps = [self._kept_for_card(self.card, data_key) if self.card else self._kept(ask, data_key)]
            other = self.other()
            if other is Other.CARD:
                keeps.append(self._by_other_card(ask_other, data_key))
            elif other is Other.PASSPHRASE:
                keeps.append(
                    self._kept(ask_other, data_key)
                    if ask_other is not None
                    else lambda: self.people.forget(self.holder.staff_id)
                )

            def keep_all() -> None:
                # The other way first: what opened the copies now is shut out last.
                for keep in reversed(keeps):
                    keep()

            cache.rekey_index(data_key, keep_all)
            self.cards.rekeyed(self.holder.staff_id)
        finally:
            data_key[:] = bytes(_KEY_BYTES)

    def _kept(self, ask: Ask, data_key: bytearray) -> Callable[[], None]:
        passphrase = ask()
        try:
            return self.people.rekey(self.holder.staff_id, passphrase, data_key)
        finally:
            passphrase[:] = bytes(len(passphrase))

    def _kept_for_card(self, card: OpenCard, data_key: bytearray) -> Callable[[], None]:
        return self.cards.rekey(card, data_key, self.key.vault_id)

    def _by_other_card(self, ask_pin: Ask | None, data_key: bytearray) -> Callable[[], None]:
        if ask_pin is None:
            return lambda: self.cards.forget(self.holder.staff_id)
        pin = ask_pin()
        try:
            card = self.reader.unlock(pin)
        finally:
            pin[:] = bytes(len(pin))
        with card:
            return self._kept_for_card(card, data_key)
