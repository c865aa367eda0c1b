"""The staff card in the reader, through any PKCS#11 module."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pkcs11

from serums_desktop.domain.errors import (
    CardError,
    CardRemoved,
    NoCard,
    NoUsableCertificate,
)
from serums_desktop.domain.staff import CardHolder, CardPresence
from serums_desktop.identity.card_module import CardModule, serial_text
from serums_desktop.identity.certificates import CardCertificates, CertificateOnCard, TrustAnchors
from serums_desktop.identity.open_card import OpenCard
from serums_desktop.identity.pin import log_in
from serums_desktop.identity.pin_tries import tries_of


class Smartcard:
    """Whatever staff card is in a reader of one module.

    `token_label` chooses among tokens; empty takes the first usable one. `anchors_pem` are the
    authorities whose staff certificates are accepted. `clock_s` gives UTC epoch seconds.
    """

    def __init__(
        self,
        module: Path,
        token_label: str,
        anchors_pem: bytes,
        clock_s: Callable[[], float] = time.time,
    ) -> None:
        """Raises ConfigurationError for anchors that are no PEM certificates."""
        self._module = CardModule(module)
        self._token_label = token_label
        self._anchors = TrustAnchors(anchors_pem)
        self._clock_s = clock_s

    def look(self) -> CardPresence:
        """Read whose card it is, without a PIN.

        Raises NoCard, NoUsableCertificate, CardModuleMissing, CardRemoved, CardFailed.
        """
        with self._module.exclusively():
            return _presence(*self._usable())

    def unlock(self, pin: bytearray) -> OpenCard:
        """Present the PIN and keep the session. The caller wipes `pin`; no copy of it is made here.

        Raises WrongPin, PinBlocked, and what `look` raises.
        """
        with self._module.conversation():
            token, certificates = self._usable()
            session = log_in(token, pin)
            try:
                return OpenCard(self._module, session, certificates, certificates.holder(serial_text(token)))
            except CardError:
                session.close()
                raise

    def is_present(self, holder: CardHolder) -> bool:
        """Whether the very same card, by serial number and certificate, is there now.

        Raises CardModuleMissing, CardFailed.
        """
        try:
            with self._module.conversation():
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
        with self._module.exclusively():
            token, certificates = self._usable()
            presence = _presence(token, certificates)
            return AttendedCard(self._module, token, presence, certificates.authentication.key_id)

    def _tokens(self) -> list[pkcs11.Token]:
        return [token for token in self._module.tokens() if self._token_label in {"", token.label}]

    def _usable(self) -> tuple[pkcs11.Token, CardCertificates]:
        """The first token whose certificates serve, or the refusal of the first of all."""
        at = dt.datetime.fromtimestamp(self._clock_s(), dt.UTC)
        refusals = []
        for token in self._tokens():
            try:
                return token, self._anchors.choose(_certificates(token), at)
            except NoUsableCertificate as refusal:
                refusals.append(refusal)
        raise refusals[0] if refusals else NoCard


class AttendedCard:
    """A session of its own beside a card, without a PIN: the card's removal ends it for good.

    So a card that was out for a moment is told from one that never left.
    """

    def __init__(
        self, module: CardModule, token: pkcs11.Token, presence: CardPresence, key_id: bytes
    ) -> None:
        self.presence = presence
        self._module = module
        self._session = token.open()
        wanted = {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.ID: key_id}
        found = list(self._session.get_objects(wanted))
        if not found:
            raise CardRemoved
        self._certificate = found[0]

    def lasts(self) -> bool:
        """Whether the card has been there all the time. On any doubt it has not."""
        try:
            with self._module.exclusively():
                # Asking for the slots makes the module notice; asking the session shows what it noticed.
                return self._module.has_token(self.presence.holder.token_serial) and bool(
                    self._certificate[pkcs11.Attribute.ID]
                )
        except CardError:
            return False

    def close(self) -> None:
        """Leave the card alone. Harmless after its removal."""
        with contextlib.suppress(CardError), self._module.exclusively():
            self._session.close()


def _presence(token: pkcs11.Token, certificates: CardCertificates) -> CardPresence:
    return CardPresence(certificates.holder(serial_text(token)), *tries_of(token))


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
