"""Chains from a certificate to an authority that is trusted, and the floor that every link has to reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import verification

from serums_desktop.domain.errors import CertificateRefusal, ConfigurationError, NoUsableCertificate

Chain = tuple[x509.Certificate, ...]

# What parsing raises for contents that break the standard, some of it only when a part is asked for.
MALFORMED: Final = (
    TypeError,
    ValueError,
    UnsupportedAlgorithm,
    x509.DuplicateExtension,
    x509.InvalidVersion,
    x509.UnsupportedGeneralNameType,
)

# ETSI TS 119 312: RSA below 2048 bits is out, and so are MD5, SHA-1 and SHA-224 under a signature.
MINIMUM_RSA_BITS: Final = 2048
_WEAK_HASHES: Final = (hashes.MD5, hashes.SHA1, hashes.SHA224)
# P-256 and P-384 are what cards and RFC 7518 share; an authority may use P-521 as well.
_STAFF_CURVES: Final = (ec.SECP256R1, ec.SECP384R1)
_AUTHORITY_CURVES: Final = (*_STAFF_CURVES, ec.SECP521R1)

# Staff certificates name people, not web servers: a subject alternative name is welcome but not needed,
# and a key-management certificate need not carry clientAuth. Whoever chooses checks the usages.
_STAFF_CERTIFICATE: Final = (
    verification.ExtensionPolicy.webpki_defaults_ee()
    .may_be_present(x509.SubjectAlternativeName, verification.Criticality.AGNOSTIC, None)
    .may_be_present(x509.ExtendedKeyUsage, verification.Criticality.AGNOSTIC, None)
)


class ChainVerifier:
    """Verifies certificates against anchors (RFC 5280 §6.1), without revocation."""

    def __init__(self, anchors_pem: bytes) -> None:
        """Raises ConfigurationError when the bytes hold no PEM certificate."""
        try:
            self.anchors = x509.load_pem_x509_certificates(anchors_pem)
            self._store = verification.Store(self.anchors)
        except MALFORMED as error:
            raise ConfigurationError("trust.card_anchors", "not-pem-certificates") from error

    def verify(self, leaf: x509.Certificate, others: Iterable[x509.Certificate], at: dt.datetime) -> Chain:
        """The chain from `leaf` to an anchor, both included, through `others` in whatever order they come.

        Raises NoUsableCertificate: UNTRUSTED where no chain exists at any time, otherwise what is wrong with
        the chain that there is (EXPIRED, NOT_YET_VALID, WEAK_KEY, WEAK_SIGNATURE).
        """
        # One order whatever the card's: of two chains the same one is found each time.
        intermediates = sorted({*others}, key=lambda one: one.fingerprint(hashes.SHA256()))
        verifier = (
            verification.PolicyBuilder()
            .store(self._store)
            .time(at)
            .extension_policies(
                ca_policy=verification.ExtensionPolicy.webpki_defaults_ca(), ee_policy=_STAFF_CERTIFICATE
            )
            .build_client_verifier()
        )
        try:
            chain = tuple(verifier.verify(leaf, intermediates).chain)
        except verification.VerificationError as error:
            raise NoUsableCertificate(self._why_not(leaf, intermediates, at)) from error
        if (fault := _fault(chain, at)) is not None:
            raise NoUsableCertificate(fault)
        return chain

    def starts(self, chain: Sequence[x509.Certificate]) -> list[dt.datetime]:
        """The moments at which a certificate of the chain, or an anchor, begins to be valid.

        A chain that was valid at any time was so at one of these.
        """
        return sorted({one.not_valid_before_utc for one in (*chain, *self.anchors)})

    def _why_not(
        self, leaf: x509.Certificate, intermediates: Sequence[x509.Certificate], at: dt.datetime
    ) -> CertificateRefusal:
        """What is wrong with the first path to an anchor that a little more tolerance would find.

        Each certificate is followed once, so that no set of certificates on a card makes this slow.
        """
        paths: list[Chain] = [(leaf,)]
        left = list(intermediates)
        for path in paths:
            if (anchor := next((one for one in self.anchors if _may_issue(one, path[-1])), None)) is not None:
                return _fault((*path, anchor), at) or CertificateRefusal.UNTRUSTED
            issuers = [one for one in left if _may_issue(one, path[-1])]
            left = [one for one in left if one not in issuers]
            paths += [(*path, issuer) for issuer in issuers]
        return CertificateRefusal.UNTRUSTED


def has_strong_signature(signed: x509.Certificate | x509.CertificateRevocationList) -> bool:
    """Whether the hash under the signature reaches the floor."""
    try:
        return not isinstance(signed.signature_hash_algorithm, _WEAK_HASHES)
    except UnsupportedAlgorithm:
        return False


def _fault(chain: Chain, at: dt.datetime) -> CertificateRefusal | None:
    """What keeps a chain from serving. The anchor's own signature proves nothing and is not looked at."""
    *below, anchor = chain
    if any(at > one.not_valid_after_utc for one in below):
        return CertificateRefusal.EXPIRED
    if any(at < one.not_valid_before_utc for one in below):
        return CertificateRefusal.NOT_YET_VALID
    leaf, *authorities = below or [anchor]
    if not _is_strong(leaf, _STAFF_CURVES):
        return CertificateRefusal.WEAK_KEY
    if not all(_is_strong(one, _AUTHORITY_CURVES) for one in (*authorities, anchor)):
        return CertificateRefusal.WEAK_KEY
    if not all(has_strong_signature(one) for one in below):
        return CertificateRefusal.WEAK_SIGNATURE
    return None


def _is_strong(certificate: x509.Certificate, curves: tuple[type[ec.EllipticCurve], ...]) -> bool:
    match certificate.public_key():
        case rsa.RSAPublicKey(key_size=bits):
            return bits >= MINIMUM_RSA_BITS
        case ec.EllipticCurvePublicKey(curve=curve):
            return isinstance(curve, curves)
        case _:
            return False


def _may_issue(issuer: x509.Certificate, subject: x509.Certificate) -> bool:
    """Whether one certificate names, and where that can be told signed, the other."""
    if issuer.subject != subject.issuer:
        return False
    try:
        subject.verify_directly_issued_by(issuer)
    except InvalidSignature:
        return False
    except MALFORMED:
        # A signature that is too weak to be checked: nothing will be trusted for its sake, and saying that
        # it is weak needs no proof of who made it.
        return not has_strong_signature(subject)
    return True
