"""A card whose PIN was accepted: it signs, and it releases what was wrapped to it."""

from __future__ import annotations

import contextlib
import hmac
from collections.abc import Callable, Iterator
from typing import Final, Self

import pkcs11
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pkcs11 import exceptions as refused
from pkcs11.types import DecryptMixin, DeriveMixin, SignMixin

from serums_desktop.domain.errors import (
    CardFailed,
    CardRemoved,
    CertificateRefusal,
    KeyNotReleased,
    KeyRefusal,
    NoUsableCertificate,
    PinBlocked,
    WrongPin,
)
from serums_desktop.domain.evidence import Confirmation
from serums_desktop.domain.staff import CardHolder
from serums_desktop.identity import card_private_key, card_signature, key_wrapping
from serums_desktop.identity.card_module import CardModule, card_error
from serums_desktop.identity.certificates import CardCertificates, CertificateOnCard
from serums_desktop.identity.key_wrapping import Scheme, WrappingKey
from serums_desktop.identity.pin import log_in, log_out

# Modules say these of a ciphertext too (SoftHSM does), and of a card that was pulled.
_AMBIGUOUS: Final = (refused.DeviceError, refused.FunctionFailed, refused.GeneralError)

_ASKED_TO_ANSWER: Final = b"serums-desktop does the card answer?\x00"


class OpenCard:
    """A logged-in session with one card. It dies with the card's removal and never comes back.

    Any thread may call; calls to one module run one after the other.
    """

    def __init__(
        self,
        module: CardModule,
        session: pkcs11.Session,
        certificates: CardCertificates,
        holder: CardHolder,
    ) -> None:
        """Raises NoUsableCertificate when the authentication key is not on the card, or asks for the PIN
        at every use: renewing a token in the background would need it."""
        self.holder = holder
        self.algorithm = card_signature.algorithm_of(certificates.authentication.certificate.public_key())
        self.certificate_chain_der = tuple(
            one.public_bytes(serialization.Encoding.DER) for one in certificates.chain
        )
        self._module = module
        self._session: pkcs11.Session | None = session
        self._certificates = certificates
        # Stands in for the session between a wrong PIN and a right one.
        self._witness: pkcs11.Session | None = None
        with module.exclusively():
            self._signing_key = _signing_key(session, certificates.authentication)
        # An object of the session that lasts: it can be read for as long as the card never left.
        self._seen: pkcs11.Object = self._signing_key

    def __repr__(self) -> str:
        return f"<OpenCard {self.holder.certificate_sha256[:16]} {'open' if self._session else 'closed'}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def sign(self, message: bytes) -> bytes:
        """Sign with the authentication key, as JWS does (RFC 7518 §3): ES256 and ES384 give r ‖ s.

        Raises CardRemoved, CardFailed.
        """
        with self._at_work() as session:
            return card_private_key.sign(session, self._signing_key, self.algorithm, message)

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this card's authentication key made the signature. Asks nothing of the card."""
        public_key = self._certificates.authentication.certificate.public_key()
        return card_signature.is_signed(public_key, message, signature)

    @property
    def wrapping_key_sha256(self) -> str | None:
        """Fingerprint of the key that `wrap` wraps to, in hex; None for a card that only signs."""
        found = self._certificates.key_management
        return None if found is None else _fingerprint(found)

    def wrap(self, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        """Wrap a key so that only this card's key-management key unwraps it, for one vault (16 bytes).

        The card has to unwrap it at once: what it cannot open is no place for a key. Raises
        NoUsableCertificate for a card that only signs or knows no OAEP; CardRemoved, CardFailed.
        """
        if self._certificates.key_management is None:
            raise NoUsableCertificate(CertificateRefusal.NO_KEY_MANAGEMENT_KEY)
        public_key = key_wrapping.wrapping_key(self._certificates.key_management.certificate)
        failure: CardFailed | None = None
        for scheme in key_wrapping.schemes_of(public_key):
            blob = key_wrapping.wrap(public_key, data_key, vault_id, scheme)
            try:
                opened = self.unwrap(blob)
            except KeyNotReleased:
                continue
            except CardFailed as error:
                failure = error
                continue
            is_same = hmac.compare_digest(opened, data_key)
            opened[:] = bytes(len(opened))
            if is_same:
                return blob
        if failure is not None:
            raise failure
        is_elliptic = isinstance(public_key, ec.EllipticCurvePublicKey)
        reason = CertificateRefusal.NO_KEY_MANAGEMENT_KEY if is_elliptic else CertificateRefusal.NO_OAEP
        raise NoUsableCertificate(reason)

    def unwrap(self, blob: bytes, key_sha256: str | None = None) -> bytearray:
        """Unwrap what `wrap` made, with the key of this fingerprint wherever the card has it: cards keep
        the keys of former certificates. None stands for the key-management key. The caller wipes the result.

        Raises KeyNotReleased (OTHER_CARD where the card has no such key), CardRemoved, CardFailed.
        """
        with self._at_work() as session:
            found = self._holding(session, key_sha256)
            if found is None:
                raise KeyNotReleased(KeyRefusal.OTHER_CARD)
            public_key = key_wrapping.wrapping_key(found.certificate)
            return key_wrapping.unwrap(public_key, blob, self._recovery(session, found, public_key))

    def confirm(self, pin: bytearray, statement: bytes) -> Confirmation:
        """Log out, present the PIN anew and sign a statement; the PIN's buffer is wiped whatever happens.

        An empty PIN has a reader with a pad ask for it. After a wrong PIN, or a pad that was left, the card
        does nothing until a right one; the card's own count of tries stands. Raises WrongPin, PinBlocked,
        CardRemoved, CardFailed.
        """
        try:
            self._log_in_anew(pin)
        finally:
            pin[:] = bytes(len(pin))
        public_key = self._certificates.authentication.certificate.public_key()
        return Confirmation(
            statement,
            self.sign(statement),
            self.algorithm,
            public_key.public_bytes(
                serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
            ),
            self.certificate_chain_der[0],
        )

    def close(self) -> None:
        """Log out, have the card forget its PIN too. Harmless when done twice or after a removal."""
        with self._module.exclusively():
            sessions = self._session, self._witness
            self._session = self._witness = None
            for session in filter(None, sessions):
                log_out(session)

    def _log_in_anew(self, pin: bytearray) -> None:
        with self._module.conversation():
            before = self._session or self._witness
            self._session = self._witness = None
            if before is None:
                raise CardRemoved
            if not self._never_left():
                raise CardRemoved
            witness = before.token.open()
            self._seen = self._certificate_in(witness)
            before.close()
            try:
                session = log_in(before.token, pin)
            except (WrongPin, PinBlocked, CardFailed):
                self._witness = witness
                raise
            self._signing_key = _signing_key(session, self._certificates.authentication)
            self._seen = self._signing_key
            self._session = session
            witness.close()

    def _certificate_in(self, session: pkcs11.Session) -> pkcs11.Object:
        """The leaf as an object of this session. Raises CardRemoved where it is another's, or none."""
        wanted = {
            pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            pkcs11.Attribute.ID: self._certificates.authentication.key_id,
        }
        for found in list(session.get_objects(wanted)):
            if bytes(found[pkcs11.Attribute.VALUE]) == self.certificate_chain_der[0]:
                return found
        raise CardRemoved

    def _never_left(self) -> bool:
        """Whether the card of this session is still the one in the reader."""
        # Asking for the slots makes the module notice a removal; asking an object of the session shows
        # what it noticed, also when the card is back.
        return self._module.has_token(self.holder.token_serial) and bool(self._seen[pkcs11.Attribute.ID])

    def _holding(self, session: pkcs11.Session, key_sha256: str | None) -> CertificateOnCard | None:
        """The certificate on this card whose key has the fingerprint."""
        own = self._certificates.key_management
        if own is not None and key_sha256 in {None, _fingerprint(own)}:
            return own
        certificates = session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE})
        for item in list(certificates):
            key_id, der = bytes(item[pkcs11.Attribute.ID]), bytes(item[pkcs11.Attribute.VALUE])
            found = CertificateOnCard.parse(key_id, der)
            if found is not None and _fingerprint(found) == key_sha256:
                return found
        return None

    def _recovery(
        self, session: pkcs11.Session, found: CertificateOnCard, public_key: WrappingKey
    ) -> Callable[[Scheme, bytes], bytes]:
        """How the private key of a certificate recovers a secret. Raises KeyNotReleased where it cannot."""
        private_key = card_private_key.find(session, found)
        if isinstance(public_key, ec.EllipticCurvePublicKey) and isinstance(private_key, DeriveMixin):
            bits = public_key.key_size
            return lambda _, point: card_private_key.agree(private_key, bits, point)
        if not isinstance(public_key, ec.EllipticCurvePublicKey) and isinstance(private_key, DecryptMixin):
            return lambda scheme, ciphertext: self._decrypt(session, private_key, scheme, ciphertext)
        raise KeyNotReleased(KeyRefusal.OTHER_CARD)

    def _decrypt(
        self, session: pkcs11.Session, private_key: DecryptMixin, scheme: Scheme, ciphertext: bytes
    ) -> bytes:
        try:
            return card_private_key.decrypt(private_key, scheme, ciphertext)
        except _AMBIGUOUS as error:
            if self._answers(session):
                raise card_error(error) from error
            raise CardRemoved from error

    def _answers(self, session: pkcs11.Session) -> bool:
        """Whether the card still does its work, after an error that leaves it open.

        In the first moments after a pull the module's own list of cards knows nothing of it.
        """
        try:
            card_private_key.sign(session, self._signing_key, self.algorithm, _ASKED_TO_ANSWER)
        except pkcs11.PKCS11Error:
            return False
        return True

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[pkcs11.Session]:
        """One piece of work on the card. After a removal there is never another."""
        if self._session is None:
            raise CardRemoved if self._witness is None else CardFailed("UserNotLoggedIn")
        try:
            with self._module.conversation():
                yield self._session
        except CardRemoved:
            self._session = None
            raise


def _signing_key(session: pkcs11.Session, authentication: CertificateOnCard) -> SignMixin:
    """The private key of the authentication certificate, as this session knows it."""
    key = card_private_key.find(session, authentication)
    if not isinstance(key, SignMixin):
        raise NoUsableCertificate(CertificateRefusal.NO_AUTHENTICATION_KEY)
    return key


def _fingerprint(certificate: CertificateOnCard) -> str:
    """That of a certificate's key, "" for a key that nothing is wrapped to."""
    try:
        return key_wrapping.fingerprint(key_wrapping.wrapping_key(certificate.certificate))
    except ValueError:
        return ""
