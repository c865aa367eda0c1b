"""Which certificates of a card serve, and whether somebody we trust vouches for them. Offline."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from serums_desktop.domain.errors import CertificateRefusal, NoUsableCertificate
from serums_desktop.domain.staff import CardHolder
from serums_desktop.identity.certificate_chain import MALFORMED, Chain, ChainVerifier
from serums_desktop.identity.revocation import RevocationLists

# Of several refusals the one that came nearest to serving is told: what misses a key to open the cache is
# the person's own valid certificate, what nobody vouches for may be anybody's.
_NEAREST_FIRST: Final = (
    CertificateRefusal.NO_OAEP,
    CertificateRefusal.NO_KEY_MANAGEMENT_KEY,
    CertificateRefusal.REVOCATION_STALE,
    CertificateRefusal.REVOCATION_UNKNOWN,
    CertificateRefusal.NOT_YET_VALID,
    CertificateRefusal.REVOKED,
    CertificateRefusal.EXPIRED,
    CertificateRefusal.WEAK_SIGNATURE,
    CertificateRefusal.WEAK_KEY,
    CertificateRefusal.NO_STAFF_ID,
    CertificateRefusal.UNTRUSTED,
    CertificateRefusal.NO_AUTHENTICATION_KEY,
    CertificateRefusal.NONE_FOUND,
)


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
            # Extensions, names and key are parsed on first use: what breaks there is no certificate either.
            _ = certificate.extensions, certificate.public_key(), certificate.subject, certificate.issuer
        except MALFORMED:
            return None
        return cls(key_id, certificate)

    @property
    def sha256(self) -> str:
        """Its SHA-256 fingerprint, in hex."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()

    @property
    def staff_id(self) -> str:
        """The subject's serialNumber attribute (RFC 4519 §2.31), which employers fill with a staff number."""
        return self._attribute(NameOID.SERIAL_NUMBER)

    @property
    def name(self) -> str:
        """The subject's common name."""
        return self._attribute(NameOID.COMMON_NAME)

    @property
    def role(self) -> str:
        """The subject's title."""
        return self._attribute(NameOID.TITLE)

    @property
    def organisation(self) -> str:
        """The subject's organisation: the employer."""
        return self._attribute(NameOID.ORGANIZATION_NAME)

    @property
    def has_rsa_key(self) -> bool:
        """Whether its key is an RSA key."""
        return isinstance(self.certificate.public_key(), rsa.RSAPublicKey)

    @property
    def usage(self) -> x509.KeyUsage | None:
        """Its key usages, None where it names none."""
        try:
            return self.certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        except x509.ExtensionNotFound:
            return None

    def _attribute(self, oid: x509.ObjectIdentifier) -> str:
        for attribute in self.certificate.subject.get_attributes_for_oid(oid):
            if isinstance(attribute.value, str):
                return attribute.value
        return ""


@dataclass(frozen=True)
class CardCertificates:
    """One identity on a card: the certificates that sign-in needs, of one person, with the first one's chain.

    `key_management` is None only where a card may do with signing. `chain` begins with the authentication
    certificate and leaves the anchor out.
    """

    authentication: CertificateOnCard
    key_management: CertificateOnCard | None
    chain: tuple[x509.Certificate, ...]

    def holder(self, token_serial: str) -> CardHolder:
        """Whom the authentication certificate names, until the first certificate that it takes ends."""
        key_management = (self.key_management.certificate,) if self.key_management else ()
        return CardHolder(
            name=self.authentication.name,
            staff_id=self.authentication.staff_id,
            role=self.authentication.role,
            certificate_sha256=self.authentication.sha256,
            valid_until=min(one.not_valid_after_utc for one in (*self.chain, *key_management)).date(),
            token_serial=token_serial,
            organisation=self.authentication.organisation,
        )


class TrustAnchors:
    """The authorities whose cards are accepted, and what they have revoked."""

    def __init__(self, anchors_pem: bytes, revocation: RevocationLists | None = None) -> None:
        """Raises ConfigurationError when the bytes hold no PEM certificate."""
        self._chains = ChainVerifier(anchors_pem)
        self._revocation = revocation or RevocationLists(())

    def identities(
        self,
        found: Sequence[CertificateOnCard],
        at: dt.datetime,
        *,
        signing_suffices: bool = False,
        unwraps_by_rsa: bool = False,
    ) -> tuple[CardCertificates, ...]:
        """Everybody that a card could sign in as, best first, whatever the order of its certificates.

        Authentication: key usage digitalSignature and extended key usage clientAuth; one without
        nonRepudiation goes first, then the one that lives longest. Of several that name the same person in
        the same role at the same employer only the first is an identity: nobody could tell them apart.

        Key management: key usage keyAgreement on an EC key, or keyEncipherment on an RSA key where the card
        `unwraps_by_rsa` (OAEP), of the same staff number; the same organisation goes first, then EC. With
        `signing_suffices` an identity may lack it.

        Raises NoUsableCertificate where there is none: of all that was refused, what came nearest.
        """
        refusals: list[NoUsableCertificate] = []
        identities: dict[tuple[str, ...], CardCertificates] = {}
        for authentication in sorted(filter(_authenticates, found), key=_authentication_order):
            face = (
                authentication.staff_id,
                authentication.organisation,
                authentication.role,
                authentication.name,
            )
            if face in identities:
                continue
            try:
                identities[face] = self._identity(authentication, found, at, signing_suffices, unwraps_by_rsa)
            except NoUsableCertificate as refusal:
                refusals.append(refusal)
        if identities:
            return tuple(identities.values())
        if refusals:
            raise nearest(refusals)
        raise NoUsableCertificate(
            CertificateRefusal.NO_AUTHENTICATION_KEY if found else CertificateRefusal.NONE_FOUND
        )

    def vouches_for(self, chain_der: Sequence[bytes], staff_id: str) -> bool:
        """Whether a chain's leaf was, at some time within its own validity, this person's staff certificate.

        Asked about certificates that have since expired or been replaced. A revocation counts only for a
        reason that undoes what the key did before: not for a replaced card, a new post or an employer left.
        """
        parsed = [CertificateOnCard.parse(b"", der) for der in chain_der]
        chain = [one for one in parsed if one is not None]
        if not chain or len(chain) != len(parsed):
            return False
        leaf, others = chain[0], [one.certificate for one in chain[1:]]
        if not staff_id or leaf.staff_id != staff_id or not _authenticates(leaf):
            return False
        for moment in self._chains.starts([one.certificate for one in chain]):
            with contextlib.suppress(NoUsableCertificate):
                verified = self._chains.verify(leaf.certificate, others, moment)
                if not self._revocation.condemns(verified, self._chains.anchors):
                    return True
        return False

    def _identity(
        self,
        authentication: CertificateOnCard,
        found: Sequence[CertificateOnCard],
        at: dt.datetime,
        signing_suffices: bool,
        unwraps_by_rsa: bool,
    ) -> CardCertificates:
        chain = self._verify(authentication, found, at)
        if not authentication.staff_id:
            raise NoUsableCertificate(CertificateRefusal.NO_STAFF_ID)
        try:
            key_management = self._key_management(authentication, found, at, unwraps_by_rsa)
        except NoUsableCertificate:
            if not signing_suffices:
                raise
            key_management = None
        return CardCertificates(authentication, key_management, chain[:-1] or chain)

    def _key_management(
        self,
        authentication: CertificateOnCard,
        found: Sequence[CertificateOnCard],
        at: dt.datetime,
        unwraps_by_rsa: bool,
    ) -> CertificateOnCard:
        own = [one for one in found if _releases_keys(one) and one.staff_id == authentication.staff_id]
        refusals = [NoUsableCertificate(CertificateRefusal.NO_KEY_MANAGEMENT_KEY)] if not own else []
        own.sort(key=lambda one: _key_management_order(one, authentication.organisation))
        for candidate in own:
            try:
                if candidate.has_rsa_key and not unwraps_by_rsa:
                    raise NoUsableCertificate(CertificateRefusal.NO_OAEP)
                self._verify(candidate, found, at)
            except NoUsableCertificate as refusal:
                refusals.append(refusal)
            else:
                return candidate
        raise nearest(refusals)

    def _verify(
        self, candidate: CertificateOnCard, found: Iterable[CertificateOnCard], at: dt.datetime
    ) -> Chain:
        chain = self._chains.verify(candidate.certificate, (one.certificate for one in found), at)
        self._revocation.check(chain, at, self._chains.anchors)
        return chain


def nearest(refusals: Iterable[NoUsableCertificate]) -> NoUsableCertificate:
    """Of several refusals the one to tell: that of the certificate that came nearest to serving."""
    return min(refusals, key=lambda refusal: _NEAREST_FIRST.index(refusal.reason))


def _authenticates(one: CertificateOnCard) -> bool:
    if one.usage is None or not one.usage.digital_signature:
        return False
    try:
        uses = one.certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return ExtendedKeyUsageOID.CLIENT_AUTH in uses


def _authentication_order(one: CertificateOnCard) -> tuple[bool, float, bytes, str]:
    repudiates_nothing = one.usage is not None and one.usage.content_commitment
    return repudiates_nothing, -one.certificate.not_valid_after_utc.timestamp(), one.key_id, one.sha256


def _releases_keys(one: CertificateOnCard) -> bool:
    match one.certificate.public_key(), one.usage:
        case ec.EllipticCurvePublicKey(), x509.KeyUsage(key_agreement=True):
            return True
        case rsa.RSAPublicKey(), x509.KeyUsage(key_encipherment=True):
            return True
        case _:
            return False


def _key_management_order(one: CertificateOnCard, employer: str) -> tuple[bool, bool, float, bytes, str]:
    return (
        one.organisation != employer,
        one.has_rsa_key,
        -one.certificate.not_valid_after_utc.timestamp(),
        one.key_id,
        one.sha256,
    )
