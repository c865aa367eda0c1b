"""The staff card in the reader, through any PKCS#11 module."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pkcs11

from serums_desktop.domain.errors import (
    CardError,
    CardRemoved,
    NoCard,
    NoCardModule,
    NoReader,
    NoUsableCertificate,
)
from serums_desktop.domain.staff import CardHolder, CardPresence
from serums_desktop.identity.card_choices import CardChoices
from serums_desktop.identity.card_module import CardModule, serial_text, unwraps_by_rsa
from serums_desktop.identity.certificates import (
    CardCertificates,
    CertificateOnCard,
    TrustAnchors,
    nearest,
)
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.opensc import find_opensc
from serums_desktop.identity.pin import has_pin_pad, log_in
from serums_desktop.identity.pin_tries import tries_of
from serums_desktop.identity.revocation import RevocationLists


@dataclass(frozen=True)
class _Identity:
    """Somebody that a token could sign in as."""

    token: pkcs11.Token
    certificates: CardCertificates
    holder: CardHolder


class Smartcard:
    """Whatever staff cards are in the readers of one module.

    Of several identities, on one card or on more, one is *held*: the one chosen last, else the first. It is
    held for as long as it can be used, so that a PIN typed for it never goes to a card that came later.
    """

    def __init__(
        self,
        module: Path | None,
        token_label: str,
        anchors_pem: bytes,
        clock_s: Callable[[], float] = time.time,
        *,
        revocation: RevocationLists | None = None,
        remembered: Path | None = None,
        signing_suffices: bool = False,
    ) -> None:
        """Without a `module` OpenSC's is looked for at each use, until it is found.

        `token_label` chooses among tokens; empty takes all. `anchors_pem` are the authorities whose staff
        certificates are accepted, `revocation` what they revoked. `clock_s` gives UTC epoch seconds. The
        file `remembered` keeps which identity of a card was chosen. With `signing_suffices` a card without a
        key-management key will do. Raises ConfigurationError for anchors that are no PEM certificates.
        """
        self._anchors = TrustAnchors(anchors_pem, revocation)
        self._known_module = None if module is None else CardModule(module)
        self._token_label = token_label
        self._clock_s = clock_s
        self._choices = CardChoices(remembered)
        self._signing_suffices = signing_suffices
        self._held: CardHolder | None = None

    def look(self) -> CardPresence:
        """Read whose card it is, without a PIN.

        Raises NoCard, NoReader, NoUsableCertificate, NoCardModule, CardModuleMissing, CardFailed.
        """
        with self._module().exclusively():
            identities = self._identities()
            return _presence(self._hold(identities), identities)

    def choose(self, holder: CardHolder) -> CardPresence:
        """Sign in as this identity, now and whenever its card is here again.

        Raises CardRemoved where it is not here any more, and what `look` raises.
        """
        with self._module().exclusively():
            identities = self._identities()
            chosen = _same(holder, identities)
            if chosen is None:
                raise CardRemoved
            self._choices.remember(chosen.holder)
            self._held = chosen.holder
            return _presence(chosen, identities)

    def unlock(self, pin: bytearray) -> OpenCard:
        """Present the PIN to the card held and keep the session. The caller wipes `pin`; none is copied here.

        Raises WrongPin, PinBlocked, CardRemoved where the identity that was shown is no longer here, though
        another may be, and what `look` raises.
        """
        module = self._module()
        with module.conversation():
            shown, identity = self._held, self._hold(self._identities())
            if shown is not None and not _is_same(shown, identity.holder):
                raise CardRemoved
            session = log_in(identity.token, pin)
            try:
                return OpenCard(module, session, identity.certificates, identity.holder)
            except CardError:
                session.close()
                raise

    def is_present(self, holder: CardHolder) -> bool:
        """Whether the very same card, by serial number and certificate, is there now.

        Raises NoCardModule, CardModuleMissing, CardFailed.
        """
        try:
            with self._module().conversation():
                return any(
                    one.sha256 == holder.certificate_sha256
                    for token in self._tokens()
                    if serial_text(token) == holder.token_serial
                    for one in _certificates(token)
                )
        except CardRemoved:
            return False

    def attend(self) -> AttendedCard:
        """Read whose card it is and stay by it. Raises what `look` raises."""
        with self._module().exclusively():
            return AttendedCard(self, self._module())

    def _module(self) -> CardModule:
        if self._known_module is None:
            found = find_opensc()
            if found is None:
                raise NoCardModule
            self._known_module = CardModule(found)
        return self._known_module

    def _identities(self) -> list[_Identity]:
        """Everybody that the cards here could sign in as, reader by reader. Never empty.

        A card that cannot be read, or that is refused, stands in no other's way. Raises what `look` raises.
        """
        at = dt.datetime.fromtimestamp(self._clock_s(), dt.UTC)
        found: list[_Identity] = []
        refusals: list[NoUsableCertificate] = []
        unread: list[pkcs11.PKCS11Error] = []
        for token in self._tokens():
            try:
                found += self._identities_of(token, at)
            except NoUsableCertificate as refusal:
                refusals.append(refusal)
            except pkcs11.PKCS11Error as error:
                unread.append(error)
        if found:
            return found
        if refusals:
            raise nearest(refusals)
        if unread:
            raise unread[0]
        raise NoCard if self._module().has_slots() else NoReader

    def _identities_of(self, token: pkcs11.Token, at: dt.datetime) -> list[_Identity]:
        certificates = _certificates(token)
        found = self._anchors.identities(
            certificates,
            at,
            signing_suffices=self._signing_suffices,
            unwraps_by_rsa=any(one.has_rsa_key for one in certificates) and unwraps_by_rsa(token),
        )
        return [_Identity(token, one, one.holder(serial_text(token))) for one in found]

    def _tokens(self) -> list[pkcs11.Token]:
        return [token for token in self._module().tokens() if self._token_label in {"", token.label}]

    def _hold(self, identities: Sequence[_Identity]) -> _Identity:
        """The identity held so far, else the one chosen last, else the first; it is held from now on."""
        held = _same(self._held, identities)
        if held is None:
            held = _same(self._choices.remembered(one.holder for one in identities), identities)
        if held is None:
            held = identities[0]
        self._held = held.holder
        return held


class AttendedCard:
    """A session of its own beside a card, without a PIN: the card's removal ends it for good.

    So a card that was out for a moment is told from one that never left. `presence` is what was so when
    `lasts` was last asked: other cards that came or left are among its choices or not, and another
    identity that was chosen is its holder. `slot` is PKCS#11's description of the holder's slot.
    """

    def __init__(self, card: Smartcard, module: CardModule) -> None:
        """Within the module's lock. Raises what `Smartcard.look` raises."""
        self._card = card
        self._module = module
        self._serials = self._serials_now()
        identities = card._identities()
        identity = card._hold(identities)
        self.presence = _presence(identity, identities)
        self.slot: str = identity.token.slot.slot_description
        self._session, self._certificate = _session_beside(identity)

    def lasts(self) -> bool:
        """Whether the card has been there all the time. On any doubt it has not."""
        try:
            with self._module.exclusively():
                # Asking for the slots makes the module notice; asking the session shows what it noticed.
                serials = self._serials_now()
                if self.presence.holder.token_serial not in serials:
                    return False
                if not self._certificate[pkcs11.Attribute.ID]:
                    return False
                if serials != self._serials or not _is_same(self._card._held, self.presence.holder):
                    self._look_round(serials)
                return True
        except CardError:
            return False

    def close(self) -> None:
        """Leave the card alone. Harmless after its removal."""
        with contextlib.suppress(CardError), self._module.exclusively():
            self._session.close()

    def _serials_now(self) -> list[str]:
        return [serial_text(token) for token in self._module.tokens()]

    def _look_round(self, serials: list[str]) -> None:
        """See who else is here. What fails now is tried again the next time: the card itself has not left."""
        with contextlib.suppress(CardError), self._module.exclusively():
            identities = self._card._identities()
            identity = _same(self._card._held, identities)
            if identity is None:
                return
            if _is_same(identity.holder, self.presence.holder):
                choices = tuple(one.holder for one in identities)
                self.presence = msgspec.structs.replace(self.presence, choices=choices)
            else:
                left = self._session
                self._session, self._certificate = _session_beside(identity)
                self.slot = identity.token.slot.slot_description
                self.presence = _presence(identity, identities)
                left.close()
            self._serials = serials


def _session_beside(identity: _Identity) -> tuple[pkcs11.Session, pkcs11.Object]:
    """A session without a PIN, and the identity's certificate as its object. Raises CardRemoved."""
    session = identity.token.open()
    key_id = identity.certificates.authentication.key_id
    wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.ID: key_id}
    found = list(session.get_objects(wanted))
    if not found:
        session.close()
        raise CardRemoved
    return session, found[0]


def _presence(identity: _Identity, identities: Sequence[_Identity]) -> CardPresence:
    tries, tries_left = tries_of(identity.token)
    return CardPresence(
        identity.holder,
        tries,
        tries_left,
        choices=tuple(one.holder for one in identities),
        has_pin_pad=has_pin_pad(identity.token),
    )


def _same(holder: CardHolder | None, identities: Sequence[_Identity]) -> _Identity | None:
    return next((one for one in identities if _is_same(holder, one.holder)), None)


def _is_same(one: CardHolder | None, other: CardHolder) -> bool:
    """Whether both are one certificate on one card. The earliest end of its certificates may differ."""
    return one is not None and (
        (one.token_serial, one.certificate_sha256) == (other.token_serial, other.certificate_sha256)
    )


def _certificates(token: pkcs11.Token) -> list[CertificateOnCard]:
    """Every certificate on the token; what cannot be parsed is left out."""
    with token.open() as session:
        objects = list(session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE}))
        parsed = [
            CertificateOnCard.parse(
                bytes(item[pkcs11.Attribute.ID]),
                bytes(item[pkcs11.Attribute.VALUE]),
            )
            for item in objects
        ]
    return [one for one in parsed if one is not None]
