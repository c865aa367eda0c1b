"""A card whose PIN was accepted: it signs, and it releases what was wrapped to it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Self, TypeVar

import jwt
import pkcs11
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from pkcs11.types import DeriveMixin, SignMixin

from serums_desktop.domain.errors import (
    CardFailed,
    CardRemoved,
    CertificateRefusal,
    NoUsableCertificate,
    PinBlocked,
    WrongPin,
)
from serums_desktop.domain.evidence import Confirmation
from serums_desktop.domain.staff import CardHolder
from serums_desktop.identity import key_wrapping
from serums_desktop.identity.card_module import CardModule
from serums_desktop.identity.certificates import CardCertificates, CertificateOnCard
from serums_desktop.identity.pin import log_in

_Ability = TypeVar("_Ability", SignMixin, DeriveMixin)

# DER of DigestInfo for SHA-256, before the digest (RFC 8017 §9.2, note 1).
_SHA256_DIGEST_INFO = bytes.fromhex("3031300d060960864801650304020105000420")


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
        """Raises NoUsableCertificate when a certificate's private key is not on the card."""
        self.holder = holder
        self.algorithm = _algorithm(certificates.authentication)
        self.certificate_chain_der = tuple(
            one.public_bytes(serialization.Encoding.DER) for one in certificates.chain
        )
        self._module = module
        self._session: pkcs11.Session | None = session
        self._certificates = certificates
        # Stands in for the session between a wrong PIN and a right one.
        self._witness: pkcs11.Session | None = None
        with module.exclusively():
            self._signing_key, self._agreement_key = _private_keys(session, certificates)
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
        with self._at_work():
            if self.algorithm == "RS256":
                digest_info = _SHA256_DIGEST_INFO + hashlib.sha256(message).digest()
                return bytes(self._signing_key.sign(digest_info, mechanism=pkcs11.Mechanism.RSA_PKCS))
            # Hashed here: not every module knows ECDSA with a hash of its own.
            digest = hashlib.sha256 if self.algorithm == "ES256" else hashlib.sha384
            return bytes(self._signing_key.sign(digest(message).digest(), mechanism=pkcs11.Mechanism.ECDSA))

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this card's authentication key made the signature. Asks nothing of the card."""
        public_key = self._certificates.authentication.certificate.public_key()
        return bool(jwt.get_algorithm_by_name(self.algorithm).verify(message, public_key, signature))

    def wrap(self, data_key: bytes | bytearray, vault_id: bytes) -> bytes:
        """Wrap a key so that only this card's key-management key unwraps it, for one vault (16 bytes)."""
        return key_wrapping.wrap(self._certificates.key_management.certificate, data_key, vault_id)

    def unwrap(self, blob: bytes) -> bytearray:
        """Unwrap what `wrap` made. The caller wipes the result.

        Raises KeyNotReleased, CardRemoved, CardFailed.
        """
        return key_wrapping.unwrap(self._certificates.key_management.certificate, blob, self._agree)

    def confirm(self, pin: bytearray, statement: bytes) -> Confirmation:
        """Log out, present the PIN anew and sign a statement; the PIN's buffer is wiped whatever happens.

        After a wrong PIN the card does nothing until a right one; the card's own count of tries stands.
        Raises WrongPin, PinBlocked, CardRemoved, CardFailed.
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
        """Log out and forget the session. Harmless when done twice or after a removal."""
        with self._module.exclusively():
            sessions = self._session, self._witness
            self._session = self._witness = None
            for session in filter(None, sessions):
                # The session of a card that is gone cannot be closed, and needs no closing.
                with contextlib.suppress(pkcs11.PKCS11Error):
                    session.close()

    def _log_in_anew(self, pin: bytearray) -> None:
        with self._module.conversation():
            before = self._session or self._witness
            self._session = self._witness = None
            if before is None:
                raise CardRemoved
            # Asking for the slots makes the module notice a removal; asking an object of the session shows
            # what it noticed, also when the card is back.
            if not self._module.has_token(self.holder.token_serial) or not self._seen[pkcs11.Attribute.ID]:
                raise CardRemoved
            witness = before.token.open()
            self._seen = self._certificate_in(witness)
            before.close()
            try:
                session = log_in(before.token, pin)
            except (WrongPin, PinBlocked):
                self._witness = witness
                raise
            self._signing_key, self._agreement_key = _private_keys(session, self._certificates)
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

    def _agree(self, ephemeral_point: bytes) -> bytes:
        public_key = self._certificates.key_management.certificate.public_key()
        curve_bits = public_key.curve.key_size if isinstance(public_key, ec.EllipticCurvePublicKey) else 0
        with self._at_work():
            shared = self._agreement_key.derive_key(
                pkcs11.KeyType.GENERIC_SECRET,
                curve_bits,
                mechanism=pkcs11.Mechanism.ECDH1_DERIVE,
                mechanism_param=(pkcs11.KDF.NULL, None, ephemeral_point),
                template={
                    pkcs11.Attribute.TOKEN: False,
                    pkcs11.Attribute.SENSITIVE: False,
                    pkcs11.Attribute.EXTRACTABLE: True,
                },
            )
            try:
                return bytes(shared[pkcs11.Attribute.VALUE])
            finally:
                shared.destroy()

    @contextlib.contextmanager
    def _at_work(self) -> Iterator[None]:
        """One operation on the card. After a removal there is never another."""
        if self._session is None:
            raise CardRemoved if self._witness is None else CardFailed("UserNotLoggedIn")
        try:
            with self._module.conversation():
                yield
        except CardRemoved:
            self._session = None
            raise


def _private_keys(session: pkcs11.Session, certificates: CardCertificates) -> tuple[SignMixin, DeriveMixin]:
    """The keys that sign and agree, as this session knows them."""
    return (
        _private_key(
            session, certificates.authentication, SignMixin, CertificateRefusal.NO_AUTHENTICATION_KEY
        ),
        _private_key(
            session, certificates.key_management, DeriveMixin, CertificateRefusal.NO_KEY_MANAGEMENT_KEY
        ),
    )


def _private_key(
    session: pkcs11.Session,
    certificate: CertificateOnCard,
    ability: type[_Ability],
    missing: CertificateRefusal,
) -> _Ability:
    """The private key of a certificate, if the card lets it do what the certificate promises."""
    try:
        key = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, id=certificate.key_id)
    except pkcs11.NoSuchKey as error:
        raise NoUsableCertificate(missing) from error
    if not isinstance(key, ability):
        raise NoUsableCertificate(missing)
    return key


def _algorithm(authentication: CertificateOnCard) -> str:
    """The JWS algorithm of a key that `TrustAnchors.choose` accepted."""
    public_key = authentication.certificate.public_key()
    if isinstance(public_key, rsa.RSAPublicKey):
        return "RS256"
    is_p384 = isinstance(public_key, ec.EllipticCurvePublicKey) and isinstance(public_key.curve, ec.SECP384R1)
    return "ES384" if is_p384 else "ES256"
