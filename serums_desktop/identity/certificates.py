"""Which certificates of a card serve, and whether somebody we trust vouches for them. Offline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.domain.errors import CertificateRefusal, ConfigurationError, NoUsableCertificate
from serums_desktop.domain.staff import CardHolder

# ETSI TS 119 312: RSA below 2048 bits is out; P-256 and P-384 are what cards and RFC 7518 share.
MINIMUM_RSA_BITS = 2048
CURVES = (ec.SECP256R1, ec.SECP384R1)


@dataclass(frozen=True)
class CertificateOnCard:
    """A certificate with the PKCS#11 id that its private key shares."""

    key_id: bytes
    certificate: x509.Certificate

    @classmethod
    def parse(cls, key_id: bytes, der: bytes) -> CertificateOnCard | None:
        """The certificate, or None where the card holds something that is not one."""
        try:
            certificate = x509.load_der_x509_certificate(der)
            # Extensions and key are parsed on first use: what breaks there is no certificate either.
            _ = certificate.extensions, certificate.public_key()
        except (ValueError, UnsupportedAlgorithm, x509.DuplicateExtension):
            return None
        return cls(key_id, certificate)

    @property
    def sha256(self) -> str:
        """Its SHA-256 fingerprint, in hex."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def staff_id(self) -> str:
        """The subject's serialNumber attribute (RFC 4519 §2.31), which employers fill with a staff number."""
        return _attribute(self.certificate, NameOID.SERIAL_NUMBER)


@dataclass(frozen=True)
class CardCertificates:
    """The two certificates that sign-in needs, of one person, with the chain of the first.

    `chain` begins with the authentication certificate and leaves the anchor out.
    """

    authentication: CertificateOnCard
    key_management: CertificateOnCard
    chain: tuple[x509.Certificate, ...]

    def holder(self, token_serial: str) -> CardHolder:
        """Whom the authentication certificate names."""
        leaf = self.authentication.certificate
        earliest_end = min(leaf.not_valid_after_utc, self.key_management.certificate.not_valid_after_utc)
        return CardHolder(
            name=_attribute(leaf, NameOID.COMMON_NAME),
            staff_id=self.authentication.staff_id,
            role=_attribute(leaf, NameOID.TITLE),
            certificate_sha256=self.authentication.sha256,
            valid_until=earliest_end.date(),
            token_serial=token_serial,
        )


class TrustAnchors:
    """The authorities whose cards are accepted."""

    def __init__(self, anchors_pem: bytes) -> None:
        """Raises ConfigurationError when the bytes hold no PEM certificate."""
        try:
            self._store = verification.Store(x509.load_pem_x509_certificates(anchors_pem))
        except ValueError as error:
            raise ConfigurationError("trust.card_anchors", "not-pem-certificates") from error

    def choose(self, found: Sequence[CertificateOnCard], at: dt.datetime) -> CardCertificates:
        """Choose the authentication and key-management certificates among those on a card.

        Authentication: key usage digitalSignature and extended key usage clientAuth; one without
        nonRepudiation goes first, then the one that lives longest. Key management: key usage
        keyAgreement on an EC key, of the same staff number. Raises NoUsableCertificate.
        """
        if not found:
            raise NoUsableCertificate(CertificateRefusal.NONE_FOUND)
        signing = sorted(filter(_authenticates, found), key=_authentication_order)
        if not signing:
            raise NoUsableCertificate(CertificateRefusal.NO_AUTHENTICATION_KEY)
        authentication, chain = self._first_accepted(signing, found, at)
        if not authentication.staff_id:
            raise NoUsableCertificate(CertificateRefusal.NO_STAFF_ID)
        agreeing = [one for one in found if _agrees_on_keys(one) and one.staff_id == authentication.staff_id]
        if not agreeing:
            raise NoUsableCertificate(CertificateRefusal.NO_KEY_MANAGEMENT_KEY)
        agreeing.sort(key=lambda one: one.certificate.not_valid_after_utc, reverse=True)
        key_management, _ = self._first_accepted(agreeing, found, at)
        return CardCertificates(authentication, key_management, tuple(chain[:-1] or chain))

    def _first_accepted(
        self, candidates: Sequence[CertificateOnCard], found: Sequence[CertificateOnCard], at: dt.datetime
    ) -> tuple[CertificateOnCard, list[x509.Certificate]]:
        """The first candidate that passes, or the refusal of the first of all."""
        refusals = []
        for candidate in candidates:
            try:
                return candidate, self._verify(candidate, found, at)
            except NoUsableCertificate as refusal:
                refusals.append(refusal)
        raise refusals[0]

    def _verify(
        self, candidate: CertificateOnCard, found: Iterable[CertificateOnCard], at: dt.datetime
    ) -> list[x509.Certificate]:
        leaf = candidate.certificate
        if at > leaf.not_valid_after_utc:
            raise NoUsableCertificate(CertificateRefusal.EXPIRED)
        if at < leaf.not_valid_before_utc:
            raise NoUsableCertificate(CertificateRefusal.NOT_YET_VALID)
        if not _is_strong(leaf):
            raise NoUsableCertificate(CertificateRefusal.WEAK_KEY)
        verifier = (
            verification.PolicyBuilder()
            .store(self._store)
            .time(at)
            .extension_policies(
                ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(), ee_policy=_STAFF_CERTIFICATE
            )
            .build_client_verifier()
        )
        intermediates = [one.certificate for one in found if one is not candidate]
        try:
            return verifier.verify(leaf, intermediates).chain
        except verification.VerificationError as error:
            raise NoUsableCertificate(CertificateRefusal.UNTRUSTED) from error


# Staff certificates name people, not web servers: a subject alternative name is welcome but not needed,
# and a key-management certificate need not carry clientAuth. Key usages are checked by `choose`.
_STAFF_CERTIFICATE = (
    verification.ExtensionPolicy.webpki_defaults_ee()
    .may_be_present(x509.SubjectAlternativeName, verification.Criticality.AGNOSTIC, None)
    .may_be_present(x509.ExtendedKeyUsage, verification.Criticality.AGNOSTIC, None)
)


def _authenticates(one: CertificateOnCard) -> bool:
    usage = _key_usage(one.certificate)
    return usage is not None and usage.digital_signature and _is_for_client_auth(one.certificate)


def _authentication_order(one: CertificateOnCard) -> tuple[bool, float, bytes]:
    usage = _key_usage(one.certificate)
    repudiates_nothing = usage is not None and usage.content_commitment
    return repudiates_nothing, -one.certificate.not_valid_after_utc.timestamp(), one.key_id


def _agrees_on_keys(one: CertificateOnCard) -> bool:
    usage = _key_usage(one.certificate)
    is_elliptic = isinstance(one.certificate.public_key(), ec.EllipticCurvePublicKey)
    return usage is not None and usage.key_agreement and is_elliptic


def _is_strong(certificate: x509.Certificate) -> bool:
    match certificate.public_key():
        case rsa.RSAPublicKey(key_size=bits):
            return bits >= MINIMUM_RSA_BITS
        case ec.EllipticCurvePublicKey(curve=curve):
            return isinstance(curve, CURVES)
        case _:
            return False


def _key_usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return None


def _is_for_client_auth(certificate: x509.Certificate) -> bool:
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.CLIENT_AUTH in uses


def _attribute(certificate: x509.Certificate, oid: x509.ObjectIdentifier) -> str:
    for attribute in certificate.subject.get_attributes_for_oid(oid):
        if isinstance(attribute.value, str):
            return attribute.value
    return ""
